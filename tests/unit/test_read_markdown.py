"""What each block of a Markdown text is, with offsets into the file as it is."""

from __future__ import annotations

import pytest

from claimcheck.article import Article
from claimcheck.read.frontmatter import front_matter
from claimcheck.read.markdown import read_markdown

TEXT = """---
title: "Harbour fees: a rise"
date: 2026-03-04T10:00:00Z  # the day it ran
author: [Ann Lee, 'Bo Ek']
publisher: The Observer
---

# Harbour fees rise

*By Cy Dahl*

The fee rose by **3 percent**,
said the [mayor](https://example.org/a).

- first item of
  two lines
- second

> A quotation
> goes on

## What comes next ##

```
code = 1
```

| a | b |
|---|---|
| 1 | 2 |

Setext
------

[^1]: Note text here.
"""


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blocks(end: str) -> None:
    text = TEXT.replace("\n", end)
    article = read_markdown(text)
    assert article.text == text
    assert sections(article)[1:] == [
        ("headline", "Harbour fees rise"),
        ("meta", "*By Cy Dahl*"),
        ("lead", f"The fee rose by **3 percent**,{end}said the [mayor](https://example.org/a)."),
        ("body", f"first item of{end}  two lines"),
        ("body", "second"),
        ("body", f"A quotation{end}> goes on"),
        ("heading", "What comes next"),
        ("code", f"```{end}code = 1{end}```"),
        ("body", "| a | b |"),
        ("body", "| 1 | 2 |"),
        ("heading", "Setext"),
        ("footnote", "[^1]: Note text here."),
    ]
    assert article.blocks[0].section == "meta"
    assert [block.line for block in article.blocks] == [1, 8, 10, 12, 15, 17, 19, 22, 24, 28, 30, 32, 35]
    assert article.locate(article.blocks[4].start) == (15, 3)


def test_metadata() -> None:
    article = read_markdown(TEXT)
    assert article.title == "Harbour fees: a rise"
    assert article.published == "2026-03-04"
    assert article.byline == ("Ann Lee", "Bo Ek")
    assert article.publisher == "The Observer"
    assert article.media_type == "text/markdown"


def test_title_and_byline_from_the_text() -> None:
    article = read_markdown("# *Fees* __rise__\n\nBy Ann Lee\n\nThe fee rose.\n")
    assert (article.title, article.byline) == ("Fees rise", ("Ann Lee",))


@pytest.mark.parametrize(
    ("matter", "authors"),
    [
        ("+++\ntitle = 'T'\ndate = 2026-03-04\nauthors = ['Ann Lee', 'Bo Ek']\n+++", ("Ann Lee", "Bo Ek")),
        ("---\ntitle: T\ndate: 2026-03-04\nauthors:\n  - Ann Lee\n  - name: Bo Ek\n---", ("Ann Lee", "Bo Ek")),
        ("---\nTitle: T\nDate: 2026-03-04\n...", ()),
    ],
)
def test_front_matter(matter: str, authors: tuple[str, ...]) -> None:
    found = front_matter(f"{matter}\n\nText.")
    assert (found.title, found.published, found.authors) == ("T", "2026-03-04", authors)
    assert found.lines == matter.count("\n") + 1
    assert found.end == len(matter)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nTwo rules, and prose that goes on between them.\n\n---\n\nMore.",
        "+++\nnot = toml = at all\n+++\n",
        "---\ntitle: never closed\n",
        "Text.\n---\ntitle: T\n---\n",
        "",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert front_matter(text).lines == 0


def test_date_that_is_none() -> None:
    assert front_matter("---\ndate: soon\n---\n").published is None


def test_many_nested_quotations_end() -> None:
    article = read_markdown(">" * 5000 + " x\n\n" + "- " * 2000 + "y\n\nText.\n")
    assert article.text.endswith("Text.\n")
