"""What each paragraph of a plain text is."""

from __future__ import annotations

import pytest

from claimcheck.article import Article
from claimcheck.read.text import read_text

BODY = (
    "The council met on Monday and voted for the budget, which had been debated for weeks. Nobody there was "
    "happy about it."
)


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


def first(text: str) -> str:
    return read_text(text).blocks[0].section


def test_headline_byline_lead_heading() -> None:
    article = read_text(f"Council votes\n\nBy Ann Lee and Bo van Ek, Staff\n\n{BODY}\n\nWhat comes next\n\n{BODY}\n")
    assert [section for section, _ in sections(article)] == ["headline", "meta", "lead", "heading", "body"]
    assert article.title == "Council votes"
    assert article.byline == ("Ann Lee", "Bo van Ek")


@pytest.mark.parametrize(
    "line",
    ["Council votes 7-6 to close two libraries.", "Is it over?", "“We will win”: the mayor’s bet", "U.S. tariffs rise"],
)
def test_headlines(line: str) -> None:
    assert first(f"{line}\n\n{BODY}") == "headline"


@pytest.mark.parametrize(
    "text",
    [
        "Council votes",  # all there is
        f"{BODY} {BODY}\n\n{BODY}",
        f"- an item\n\n{BODY}",
        f"Council votes\n{BODY}",  # not apart
        f"He said:\n\n{BODY}",
        f"| a | b |\n\n{BODY}",
    ],
)
def test_no_headlines(text: str) -> None:
    assert first(text) == "lead"


@pytest.mark.parametrize("line", ["Key Facts and Outlook", "Background: Ecuador’s Role", "1990s: a decade of plenty"])
def test_headings(line: str) -> None:
    article = read_text(f"{BODY}\n\n{line}\n\n{BODY}")
    assert sections(article)[1] == ("heading", line)


@pytest.mark.parametrize(
    "line",
    [
        "It rained.",
        "- Two were hurt",
        "* Two were hurt",
        "• Two were hurt",
        "1. Two were hurt",
        "> Two were hurt",
        "“Two were hurt”",
        "who were hurt",
        "He added:",
        "Town\t12",
        "Town    12",
        "| Town | 12 |",
        "A line with so many words in it that nobody would take it for a heading",
    ],
)
def test_no_headings(line: str) -> None:
    assert sections(read_text(f"{BODY}\n\n{line}\n\n{BODY}"))[1] == ("body", line)


def test_the_last_line_is_no_heading() -> None:
    assert sections(read_text(f"{BODY}\n\nTwo were hurt"))[1][0] == "body"


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Photo: The bridge in 1987.", "caption"),
        ("[1] Office of Statistics, 2024.", "footnote"),
        ("² Office of Statistics, 2024.", "footnote"),
        ("Last updated 4 March 2026", "meta"),
        ("Published reports name 12 firms.", "body"),
        ("Photographs of 12 ships were shown.", "body"),
        ("https://example.org/a?b=c", "meta"),
    ],
)
def test_labelled_lines(line: str, section: str) -> None:
    assert sections(read_text(f"{BODY}\n\n{line}\n\n{BODY}"))[1] == (section, line)


@pytest.mark.parametrize(
    "line", ["By our correspondent", "By the Elmsworth Observer", "BY ANN LEE", "By Ann Lee | Reuters"]
)
def test_bylines(line: str) -> None:
    assert sections(read_text(f"Council votes\n\n{line}\n\n{BODY}"))[1] == ("meta", line)


@pytest.mark.parametrize("line", ["By Monday", "By the end of the year, 12 ships had sunk.", "By 2030"])
def test_no_bylines(line: str) -> None:
    assert sections(read_text(f"Council votes\n\n{line}\n\n{BODY}"))[1][0] != "meta"


def test_dateline_before_the_lead() -> None:
    article = read_text(f"date 2026-03-04 {BODY}\n\n{BODY}")
    assert sections(article) == [("meta", "date 2026-03-04"), ("lead", BODY), ("body", BODY)]
    assert [block.line for block in article.blocks] == [1, 1, 3]


def test_lines_wrapped_by_an_editor_are_one_paragraph() -> None:
    wrapped = (
        "The council met on Monday evening and voted for\n"
        "the budget, which had been debated for weeks\n"
        "before it came to a vote.\n"
    )
    listed = "- first\n- second\n"
    article = read_text(f"{wrapped}\n{wrapped}\n{listed}")
    assert [text.count("\n") for _, text in sections(article)] == [2, 2, 0, 0]


def test_paragraphs_on_lines_of_their_own() -> None:
    text = f"{BODY} {BODY}\n{BODY}\n{BODY} {BODY}"
    assert [text for _, text in sections(read_text(text))] == text.split("\n")


def test_carriage_returns_stay() -> None:
    text = f"Council votes\r\n\r\n{BODY}\r\n"
    article = read_text(text)
    assert article.text == text
    assert sections(article) == [("headline", "Council votes"), ("lead", BODY)]
    assert article.locate(article.blocks[1].start) == (3, 1)
