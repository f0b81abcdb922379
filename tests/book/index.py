#!/usr/bin/env python3
"""Makes docs/llms.txt (https://llmstxt.org) and docs/index.json of the pages that docs/guide/SUMMARY.md lists, by the first sentence of
each. Compares them with what is there, and writes them with UPDATE=1."""

import json
import os
import re
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
GUIDE = DOCS / "guide"
# A sentence that says too little by itself has fewer characters.
SHORT = 50
ENTRY = re.compile(r"^(?:# (?P<part>.*)|\s*(?:- )?\[(?P<name>[^\]]*)\]\((?P<path>[^)]*)\))$")


def plain(text):
    """A text of Markdown without its links and marks."""
    return re.sub(r"[`*<>]", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(text.split())))


def summary(page):
    """How a page begins: the first sentence of its first paragraph that is no heading, image, list, table or block, and the next
    one after a short one. That a page is generated is no matter of its readers."""
    paragraphs = re.split(r"\n\n+", page.read_text("utf-8"))
    text = next(plain(it) for it in paragraphs if not it.startswith(("#", "!", "-", "|", "```")))
    first, *others = [it for it in re.split(r"(?<=\.) (?=[A-Z`])", text.rstrip(":")) if not it.startswith("Generated ")] or [text]
    found = f"{first} {others[0]}" if others and len(first) < SHORT else first
    return found.rstrip(".") + "."


def parts():
    """The parts of the book, each with its pages: name, path from docs, summary."""
    found = [("Start", [])]
    for line in (GUIDE / "SUMMARY.md").read_text("utf-8").splitlines()[1:]:
        entry = ENTRY.match(line)
        if entry and entry["part"]:
            found.append((entry["part"], []))
        elif entry:
            page = (GUIDE / entry["path"]).resolve()
            path = os.path.relpath(page, DOCS)
            found[-1][1].append({"title": entry["name"], "path": path, "summary": summary(page)})
    return found


def rows(page, form):
    return re.findall(form, (GUIDE / page).read_text("utf-8"), re.M)


def index():
    commands = [name for cell in rows("command-line.md", r"^\| ((?:`[a-z]+`(?:, )?)+) \|") for name in re.findall(r"`(\w+)`", cell)]
    products = rows("products.md", r"^\| \[([^\]]*)\]\(([^)]*)\) \((\w+)\) \| ([\d-]+) \| (\d+) \|")
    return {
        "product": "Localyun",
        "summary": summary(GUIDE / "start.md"),
        "endpoint": "http://127.0.0.1:4800",
        "access_key_id": "testid",
        "access_key_secret": "testsecret",
        "commands": sorted(commands),
        "control_api": {"base": "/_localyun/", "description": "/_localyun/openapi.json", "page": "CONTROL.md"},
        "products": [
            {"code": code, "version": version, "name": name, "actions": int(actions), "page": f"guide/{page}"}
            for name, page, code, version, actions in products
        ],
        "pages": [{"part": part, **page} for part, pages in parts() for page in pages],
    }


def llms():
    out = ["# Localyun", "", f"> {summary(GUIDE / 'start.md')}", "",
           "Start it with `localyun serve`: it listens on http://127.0.0.1:4800, and its root key is `testid` with the secret `testsecret`.",
           "`index.json` beside this file has the same pages for programs, and `/_localyun/openapi.json` of a server describes its control API."]
    for part, pages in parts():
        out += ["", f"## {part}", "", *(f"- [{it['title']}]({it['path']}): {it['summary']}" for it in pages)]
    return "\n".join(out) + "\n"


def main():
    made = {"llms.txt": llms(), "index.json": json.dumps(index(), indent=2, ensure_ascii=False) + "\n"}
    stale = []
    for name, text in made.items():
        path = DOCS / name
        if os.environ.get("UPDATE"):
            path.write_text(text, "utf-8")
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(f"docs/{name}")
    if stale:
        print(f"  FAILED {', '.join(stale)}: not current; UPDATE=1 tests/book/run writes it")
    sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()
