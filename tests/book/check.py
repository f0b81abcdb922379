#!/usr/bin/env python3
"""Checks the pages of the built book: every link leads to a page, an anchor or a file that is there, and no page loads anything from elsewhere."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
BOOK = ROOT / "target/book"
# In this tag the address is one to go to; in any other it is loaded with the page.
LINK = "a"


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.base = set(), [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            elif tag == "base":
                continue
            elif name in ("href", "src") and value:
                self.links.append((tag, value))


def wrong(path, tag, link, pages):
    """What is wrong with a link of a page, if anything is."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None if tag == LINK else "is loaded from elsewhere"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_relative_to(ROOT) or not target.exists():
        return "leads nowhere"
    if parts.fragment and unquote(parts.fragment) not in pages.get(target, Page("")).ids:
        return "names no anchor of its page"
    return None


def main():
    # The page for addresses that are not found is read at any depth.
    found = [path for path in sorted(BOOK.rglob("*.html")) if path.name != "404.html"]
    pages = {path: Page(path.read_text("utf-8")) for path in found}
    count, failed = 0, 0
    for path, page in pages.items():
        for tag, link in sorted(set(page.links)):
            count += 1
            if problem := wrong(path, tag, link, pages):
                failed += 1
                print(f"  FAILED {path.relative_to(BOOK)}: {link} {problem}")
    failed += count == 0  # a book without links proves nothing
    print(f"book: {count} links of {len(pages)} pages, {failed} wrong")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
