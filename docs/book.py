#!/usr/bin/env python3
"""The preprocessor of the book: lets links between the pages of this repository lead to the same pages in the book.

A page outside of docs/guide keeps its path in the repository below the root of the book (docs/CONTROL.html). SUMMARY.md may list
such a page; those that are linked and not listed follow at its end. A link to any other file leads from target/book to that file.
mdBook hands over the chapters as JSON and takes them back: https://rust-lang.github.io/mdBook/for_developers/preprocessors.html
"""

import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs/guide"
# What is no link: a block of code, code between backquotes. Then the target of a link or of an image.
PARTS = re.compile(r"^```.*?^```$|`[^`]*`|\]\(([^)\s]+)\)", re.M | re.S)


def in_book(file):
    """The path of a file of the repository in the book."""
    return str(file.relative_to(GUIDE if file.is_relative_to(GUIDE) else ROOT))


def chapters(items):
    for item in items:
        if isinstance(item, dict) and "Chapter" in item:
            yield item["Chapter"]
            yield from chapters(item["Chapter"]["sub_items"])


def main():
    if sys.argv[1:2] == ["supports"]:
        sys.exit(sys.argv[2] != "html")
    context, book = json.load(sys.stdin)
    built = (Path(context["root"]) / context["config"]["build"]["build-dir"]).resolve()
    pages, listed = {}, list(chapters(book["items"]))
    for chapter in listed:
        source = (GUIDE / chapter["source_path"]).resolve()
        pages[source] = chapter
        chapter["path"] = in_book(source)

    def add(source):
        text = source.read_text("utf-8")
        pages[source] = {
            "name": re.search(r"^# (.*)", text, re.M)[1].replace("`", ""), "content": text, "number": None, "sub_items": [],
            "path": in_book(source), "source_path": os.path.relpath(source, GUIDE), "parent_names": [],
        }
        listed.append(pages[source])

    def lead(page, link):
        """Where a link of a page leads in the book."""
        path, mark, anchor = link.partition("#")
        if not path or ":" in path:
            return link
        file = (page.parent / path).resolve()
        if file.suffix == ".md" and file not in pages:
            add(file)
        here = (built / in_book(page)).parent
        there = built / in_book(file) if file in pages or file.is_relative_to(GUIDE) else file
        return os.path.relpath(there, here) + mark + anchor

    end = len(listed)
    for chapter in listed:  # which grows meanwhile
        page = (GUIDE / chapter["source_path"]).resolve()

        def replaced(part):
            return f"]({lead(page, part[1])})" if part[1] else part[0]

        chapter["content"] = PARTS.sub(replaced, chapter["content"])
        chapter["source_path"] = chapter["path"]  # by which book.toml names chapters
    if listed[end:]:
        book["items"] += [{"PartTitle": "Further pages"}]
        book["items"] += [{"Chapter": it} for it in sorted(listed[end:], key=lambda it: it["path"])]
    json.dump(book, sys.stdout)


if __name__ == "__main__":
    main()
