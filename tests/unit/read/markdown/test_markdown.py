"""What a reader of a page made of Markdown sees, with the place of every character in the file."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.article import Article
from claimcheck.errors import EmptyInputError
from claimcheck.read.markdown.front_matter import front_matter
from claimcheck.read.markdown.reader import read_markdown
from soak import size

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

The end.[^1]

[^1]: Note text here.
"""


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def rendered(text: str) -> str:
    return read_markdown(text).text


def links(text: str) -> list[tuple[str, str]]:
    return [(link.text, link.href) for link in read_markdown(text).links]


def notes(text: str) -> list[tuple[str, str, str]]:
    """Return what stands before each call, the note's label and its words."""
    article = read_markdown(text)
    return [(article.text[: note.start].split("\n")[-1], note.label, note.text) for note in article.notes]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blocks(end: str) -> None:
    article = read_markdown(TEXT.replace("\n", end))
    assert sections(article) == [
        ("headline", "Harbour fees rise"),
        ("meta", "By Cy Dahl"),
        ("lead", "The fee rose by 3 percent, said the mayor."),
        ("body", "first item of two lines"),
        ("body", "second"),
        ("body", "A quotation goes on"),
        ("heading", "What comes next"),
        ("code", "code = 1"),
        ("body", "a | b"),
        ("body", "1 | 2"),
        ("heading", "Setext"),
        ("body", "The end."),
        ("footnote", "Note text here."),
    ]
    assert [block.line for block in article.blocks] == [8, 10, 12, 15, 17, 19, 22, 25, 28, 30, 32, 35, 37]
    places = {word: article.locate(article.text.index(word))[:2] for word in ("3 percent", "mayor", "two", "goes", "2")}
    assert places == {"3 percent": (12, 19), "mayor": (13, 11), "two": (16, 3), "goes": (20, 3), "2": (30, 7)}


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


def test_a_title_that_only_the_front_matter_has_is_the_headline() -> None:
    article = read_markdown(
        "---\ndate: 2026-03-04\ntitle: 'Fees rise'\nurl: https://example.org/a\n---\nThe fee rose.\n"
    )
    assert sections(article) == [("headline", "Fees rise"), ("lead", "The fee rose.")]
    assert article.locate(0)[:2] == (3, 9)
    assert article.url == "https://example.org/a"


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
    assert (found.said.title, found.said.published, found.said.byline) == ("T", "2026-03-04", authors)
    assert found.lines == matter.count("\n") + 1
    assert rendered(f"{matter}\n\n# T\n\nText.") == "T\n\nText."


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
    assert front_matter("---\ndate: soon\n---\n").said.published is None


# ---------------------------------------------------------------- inline markup
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rose **3** _percent_ ***now***", "rose 3 percent now"),
        ("a \\* star, 5 \\[sic\\], a_b_c and 2*3*4", "a * star, 5 [sic], a_b_c and 234"),
        ("AT&amp;T &mdash; &#8364;5 &nope;", "AT&T — €5 &nope;"),
        ("`a  *b*` and `` c`d ``", "a *b* and c`d"),
        ("one  \ntwo\\\nthree\nfour<br>five", "one\ntwo\nthree four\nfive"),
        ("an ![picture of *it*](a.png) here", "an here"),
        ("a<!-- no\n--> b <span class='x'>c</span>", "a b c"),
        ("rose ~~4~~ 5 percent", "rose 5 percent"),
        ("[a [b] *c*](u) d", "a [b] c d"),
        ("[not a link] (x) [x]", "[not a link] (x) [x]"),
        ("Fees<sup>1</sup> and km<sup>2</sup>", "Fees¹ and km²"),
        ("10<sup>6</sup>, 10<sup>6.5</sup>, the 1<sup>st</sup>, CO<sub>2</sub>", "10⁶, 10^6.5, the 1st, CO₂"),
        ("3<sup>1</sup>/<sub>2</sub> and 3<sup>7</sup>/<sub>16</sub> miles", "3½ and 3 7/16 miles"),
        ("a <sup>2 b and 4 c", "a 2 b and 4 c"),
        ("a <s>b</s> <script>c</script>d", "a d"),
        ("<p>It cost <b>$3</b> million.</p>", "It cost $3 million."),
        ("<table>\n<tr><td>a<td>b &amp; c</tr>\n</table>", "a | b & c"),
        ("<div style='display: none'>no <b>one</b></div><p class='a hidden b'>x<br>y</p>", "x\ny"),
        ("<script>\na\n\nb\n</script>\n<p>a</p>\n<svg><text>b</text></svg>", "a"),
        ("<pre>\n  a *b*\n  c\n</pre>", "a *b*\nc"),
        ("<div>\n\n*a*\n\n</div>", "a"),
        ("<p>a < b & c", "a < b & c"),
        ("[![logo](a.png)](https://example.org) Fees rose.", "Fees rose."),
        ("<!-- a\n\nb -->\nFees rose.", "Fees rose."),
        ("<div>\n<!-- x --> Fees\n</div>", "Fees"),
        ("Fees\n===\n\n***\n\nrose", "Fees\n\nrose"),
    ],
)
def test_what_is_seen(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[rose *5*](https://x.org 'T')", [("rose 5", "https://x.org")]),
        ("[rose][A] and [a][] and [a]\n\n[A]: <https://x.org/ä b> (T)\n", [("rose", "https://x.org/ä b")] + [("a", "https://x.org/ä b")] * 2),
        ("<https://x.org/a_b>", [("https://x.org/a_b", "https://x.org/a_b")]),
        ("(https://x.org/_a_/b_(c)), www.x.org/d.", [("https://x.org/_a_/b_(c)", "https://x.org/_a_/b_(c)"), ("www.x.org/d", "https://www.x.org/d")]),
        ("https://x.org/a\\_b?c=1&amp;d", [("https://x.org/a_b?c=1&d", "https://x.org/a_b?c=1&d")]),
        ("**https://x.org/a** *https://x.org/b*.", [("https://x.org/a", "https://x.org/a"), ("https://x.org/b", "https://x.org/b")]),
        ("[https://x.org/a](https://y.org)", [("https://x.org/a", "https://y.org")]),
        ("<a class=x href='https://x.org'>rose</a> 5", [("rose", "https://x.org")]),
        ("[a](/b) [c](#d) [e](mailto:f@x.org) <g@x.org> h@www.x.org", [("a", "/b")]),
        ("`https://x.org`", []),
        ("[x</a>](u) [y](v)", [("x", "u"), ("y", "v")]),
    ],
)  # fmt: skip
def test_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert links(text) == expected


# ---------------------------------------------------------------- notes
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fees rose[^1], he said.\n\n[^1]: A report.\n", [("Fees rose", "1", "A report.")]),
        ("[^Src]: First.\n\n    *Second*.\n\nFees rose[^src].", [("Fees rose", "Src", "First.\n\nSecond.")]),
        ("Fees rose.^[See *page* 3.] Fell.[^a]\n\n[^a]: A.", [("Fees rose.", "1", "See page 3."), ("Fees rose. Fell.", "a", "A.")]),
        ("Fees rose.[^1]^[Own.]\n\n[^1]: A.\n[^2]: B.\n", [("Fees rose.", "1", "A."), ("Fees rose.", "3", "Own."), ("", "2", "B.")]),
        ("Fees rose[^9].", [("Fees rose", "9", "")]),
        ("a[^1]\n\n[^1]: One.\n\n[^1]: Again.", [("a", "1", "One.")]),
        ("a[^1] b[^1]\n\n[^1]: One.", [("a", "1", "One."), ("a b", "1", "One.")]),
        ("Fees rose[1] again.[2]\n\n[1] One.\n\n[2] Two.", [("Fees rose", "1", "One."), ("Fees rose again.", "2", "Two.")]),
        ("Fees rose.² So\n\n## Sources\n\n1. One.\n2. Two, https://x.org.\n\n   More.",
         [("Fees rose.", "2", "Two, https://x.org.\n\nMore."), ("", "1", "One.")]),
        ("Fees<sup>[1](#n1)</sup> rose.\n\n**Notes**\n\n1) One.", [("Fees", "1", "One.")]),
        ("12 km<sup>2</sup> and 3 km².\n\n## Notes\n\n1. One.\n2. Two.", [("", "1", "One."), ("", "2", "Two.")]),
        ("“[2] of us,” [sic] [the mayor]\n\n1. One.\n2. Two.", []),
        ("> Fees rose[^1]\n>\n> [^1]: A.\n\nB", [("Fees rose", "1", "A.")]),
        ("A[^b]\n\n[^b]:\n    Under.", [("A", "b", "Under.")]),
    ],
)  # fmt: skip
def test_notes(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert notes(text) == expected


def test_notes_stand_behind_the_rest_in_the_order_of_their_calls() -> None:
    article = read_markdown("[^b]: Second.\n[^a]: First.\n\nFees[^a] rose[^b].\n\nThe end.")
    assert sections(article) == [
        ("lead", "Fees rose."),
        ("body", "The end."),
        ("footnote", "First."),
        ("footnote", "Second."),
    ]
    assert [block.line for block in article.blocks] == [4, 6, 2, 1]


# ---------------------------------------------------------------- sections
@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("**What comes next**", "heading"),
        ("**Fees rose by 3 percent on Monday.**", "body"),
        ("Photo: The bridge in 1987.", "caption"),
        ("[1] Office of Statistics, 2024.", "footnote"),
        ("https://example.org/a?b=c", "meta"),
        ("Last updated 4 March 2026", "meta"),
        ("- Photo: a", "body"),
        ("# Again", "heading"),
        ("    indented code", "code"),
        ("<pre>x</pre>", "code"),
        ("<figcaption>The quay</figcaption>", "caption"),
        ("<h2>Who pays</h2>", "heading"),
        ("<p>Fees rose.</p>", "body"),
    ],
)
def test_sections(text: str, section: str) -> None:
    found = sections(read_markdown(f"# Fees rise\n\nThe fee rose.\n\n{text}\n\nIt ends."))
    assert {name for name, words in found if words not in {"Fees rise", "The fee rose.", "It ends."}} == {section}


@pytest.mark.parametrize("data", [b" \n\n", b"<!-- later -->\n", b"![A ferry](a.jpg)", b"` `"])
def test_a_file_without_a_word_is_an_error(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        read_markdown(data, "a.md")


# ---------------------------------------------------------------- places
PIECES = st.sampled_from(
    ["Fees ", "rose", " **by** ", "*3*", "_percent_", " [the mayor](https://x.org/a_b 'T')", "[^1]", "^[a *note*]", "~~old~~",
     "&amp;", "\\*", "`a b`", "``c ` d``", "\n", "\r\n", "  \n", "\\\n", " https://x.org/_a_(b).", " www.x.org", "<br>",
     "<b>", "<!-- c -->", "![i](j)", "[ref]", "[1]", "²", "|", "\t", "*", "_", "[", "](", "<https://x.org>", "é🚢", "\xa0", "~"]
)  # fmt: skip
STARTS = st.sampled_from(
    ["", "", "# ", "- ", "  ", "1. ", "> ", ">> ", "    ", "\t", "| a | b \\| c |\n|---|---|\n| ", "[^1]: ", "[^2]:\n    ", "```\n",
     "<div>", "<p>", "> <li>", "[ref]: https://x.org\n", "---\n", "> - ", "- > "]
)  # fmt: skip
BLOCKS = st.lists(st.tuples(STARTS, st.lists(PIECES, max_size=8).map("".join)).map("".join), max_size=8)
FILES = st.builds(lambda blocks, apart: apart.join(blocks), BLOCKS, st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\r"]))


def hold_places(text: str) -> None:
    """Hold that each character of the text is the one at its place in the file, and links and blocks are where they say."""
    article = read_markdown(text)
    lines = lines_of(text)
    for offset, character in enumerate(article.text):
        line, column = article.locate(offset)[:2]
        if character.isspace() or line is None or column is None:
            continue
        there = lines[line - 1][column - 1 :] if column > 0 else ""
        of_an_entity = lines[line - 1].rfind("&", 0, column + 1) >= 0 and "&amp;" in text
        assert there[:1] == character or of_an_entity, (
            offset,
            line,
            column,
        )
    for block in article.blocks:
        assert article.locate(block.start).line == block.line
        assert article.text[block.start : block.end].strip() == article.text[block.start : block.end] != ""
    for link in article.links:
        assert article.text[link.start : link.end] == link.text
        assert article.section_at(link.start) == article.section_at(link.end - 1)
    for note in article.notes:
        assert note.body is None or article.text[slice(*note.body)] == note.text


@given(text=FILES)
@example(text=TEXT)
@example(text="- > a\n  > **b\n  c** `d\n  > e`\n")
@example(text="|a|\n|-|\n|b \\| *c* \\| d|\n")
@example(text=">\t- \tx **y**\n>\n> \t\t code\n")
@example(text="# # a **b** # #\n")
@example(text="\x0c# a\n\n\x0cb\x0c c\n")
@example(text="* \n\n[^1]: - a\n        b\n")
def test_every_character_has_its_place(text: str) -> None:
    if text.strip():
        hold_places(text)


@given(text=st.text(st.sampled_from("ab \n\t*_[](){}<>!&;#`~^|\\-+1.:\"'=/"), max_size=60))
@example(text="[a]: <b\n")
def test_any_markup_has_its_place(text: str) -> None:
    if text.strip():
        hold_places(text.replace("&", "+"))


# ---------------------------------------------------------------- bounds
def test_what_is_nested_too_deep_is_kept_as_it_is_written() -> None:
    article = read_markdown(">" * 500 + " **x** 5\n\n" + "- " * 500 + "y 6\n\nText.\n")
    assert [text for _, text in sections(article)] == ["**x** 5", "y 6", "Text."]
    assert article.locate(0)[:2] == (1, 502)


MANY = size(5000)


@pytest.mark.soak
@pytest.mark.parametrize(
    "text",
    [
        "[", "]", "![", "[a](", "[a][b", "*", "*a ", "_a* ", "**a_b ", "(", "<", "<a href='", "<!-- ", "x<?", "<![CDATA[ ", "&", "`",
        "`a[ ", "^[", "[^", "[^1] ", "~~a ", "\\", "> ", "- ", '[a](b "', "[](<a", "https://x.org/(", "https://", "[rose](https://x.org) ",
        "https://x.org/a ", "www.x.org ", "[a\n", "> a\nb\n", "| a ", "[1] ", "¹ ", "# x\n", "[^1]: a\n\n", "<b>a</b> ", "a<sup>1</sup> ",
    ],
)  # fmt: skip
def test_time_grows_with_the_text(text: str) -> None:
    started = time.process_time()
    read_markdown(text * MANY)
    assert time.process_time() - started < size(10)  # a second at most on the machine that this was written on


def test_nested_brackets_end() -> None:
    for opening, closing in (("[", "](u)"), ("![", "](u)"), ("^[", "]"), ("*a ", " b*")):
        read_markdown(opening * MANY + "x" + closing * MANY)


def test_many_reference_links() -> None:
    text = (
        "".join(f"[rose {n}][{n}] " for n in range(MANY))
        + "\n\n"
        + "".join(f"[{n}]: https://x.org/{n}\n" for n in range(MANY))
    )
    assert len(read_markdown(text).links) == MANY
