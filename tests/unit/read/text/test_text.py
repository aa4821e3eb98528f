"""What each paragraph of a plain text is."""

from __future__ import annotations

import time

import pytest

from claimcheck import lang
from claimcheck.article import Article
from claimcheck.read.text.reader import read_text
from rows import Row, idle
from soak import size

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
    found, words = sections(read_text(f"{BODY}\n\n{line}\n\n{BODY}"))[1]
    assert found == section
    assert words == line.lstrip("[]12² ") if section == "footnote" else words == line


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
    assert article.locate(article.blocks[1].start)[:2] == (3, 1)


# ---------------------------------------------------------------- links
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a, he said.", ["https://example.org/a"]),
        (
            "(https://example.org/a_(b)), https://example.org/c).",
            ["https://example.org/a_(b)", "https://example.org/c"],
        ),
        (
            "“https://example.org/a?b=c#d”; https://example.org/e…",
            ["https://example.org/a?b=c#d", "https://example.org/e"],
        ),
        ("[https://example.org/a] <https://example.org/b>", ["https://example.org/a", "https://example.org/b"]),
        ("HTTPS://Example.org/A", ["HTTPS://Example.org/A"]),
        ("report (https://example.org/2024-03-04/report.pdf).", ["https://example.org/2024-03-04/report.pdf"]),
        ("https://example.org/a—and", ["https://example.org/a"]),
        ("mail a@www.example.org or www.a@b or xhttps://example.org, https:// and www.", []),
        ("https://a.org/x?u=https://b.org/y", ["https://a.org/x?u=https://b.org/y"]),
    ],
)
def test_addresses_are_links(text: str, expected: list[str]) -> None:
    article = read_text(text)
    assert article.text == text
    assert [link.text for link in article.links] == expected
    assert [text[link.start : link.end] for link in article.links] == expected
    assert [link.href for link in article.links] == expected


@pytest.mark.parametrize("behind", [".", ",", ":", ";", "!", "?", "?!", "...", ").", "”,", "'", "*", "_", "~"])
def test_what_closes_around_an_address_is_not_part_of_it(behind: str) -> None:
    before = "(" if behind.startswith(")") else ""
    for address in ("https://example.org/report", "https://example.org:8080/a?b=c:d"):
        article = read_text(f"As {before}{address}{behind} the board gives 40 ships.")
        assert [link.href for link in article.links] == [address]


def test_an_address_without_scheme() -> None:
    assert [link.href for link in read_text("See www.example.org/a.").links] == ["https://www.example.org/a"]


# ---------------------------------------------------------------- notes
def notes(text: str) -> list[tuple[str, str, str]]:
    """Return each note's mark, label and words."""
    article = read_text(text)
    for note in article.notes:
        assert note.body is None or text[slice(*note.body)] == note.text
        assert note.called or (note.start, note.end) == (note.body or (0,))[:1] * 2
    return [(text[note.start : note.end], note.label, note.text) for note in article.notes]


@pytest.mark.parametrize(
    ("body", "below", "expected"),
    [
        ("Fees rose by 5 percent[1].", "[1] Office, 2024.", [("[1]", "1", "Office, 2024.")]),
        ("Fees rose.[1][2]", "[1] A.\n[2]: B.", [("[1]", "1", "A."), ("[2]", "2", "B.")]),
        ("Fees rose [1, 3] and [1-3].", "[1] A.\n[2] B.\n[3] C.", [
            ("[1, 3]", "1", "A."), ("[1, 3]", "3", "C."), ("[1-3]", "1", "A."), ("[1-3]", "2", "B."), ("[1-3]", "3", "C."),
        ]),
        ("Fees¹ rose.²", "¹ A.\n² B.", [("¹", "1", "A."), ("²", "2", "B.")]),
        ("Fees¹² rose.", "¹ A.\n² B.", [("¹²", "1", "A."), ("¹²", "2", "B.")]),
        ("Fees¹ on 12 km² and 10² m rose².", "¹ A.\n² B.", [("¹", "1", "A."), ("²", "2", "B.")]),
        ("Fees¹ are x² + 3y² in it’s².", "¹ A.\n² B.", [("¹", "1", "A."), ("²", "2", "B.")]),
        ("In 2019¹ fees of 3¹² rose.²", "¹ A.\n² B.", [("¹", "1", "A."), ("²", "2", "B.")]),
        ("Fees of ²⁶ rose¹.", "¹ A.\n⁶ B.", [("¹", "1", "A."), ("", "6", "B.")]),
        ("In 2019² fees¹ rose.²", "¹ A.\n² B.", [("¹", "1", "A."), ("²", "2", "B.")]),
        ("Fees[1] rose².", "Sources:\n\n1. A.\n2) B.\n\nThe end.", [("[1]", "1", "A."), ("²", "2", "B.")]),
        ("Fees rose.*", "* Rounded.", [("*", "*", "Rounded.")]),
        ("Fees† rose‡.", "† A.\n‡ B.", [("†", "†", "A."), ("‡", "‡", "B.")]),
        ("Fees[^a] rose.", "[^a]: A.", [("[^a]", "a", "A.")]),
        ("Fees[1] rose.", "[1] A.\n[2] B.", [("[1]", "1", "A."), ("", "2", "B.")]),
        ("Fees[1] rose.[2] So.[3]", "[1] A.\n[3] C.", [("[1]", "1", "A."), ("[2]", "2", ""), ("[3]", "3", "C.")]),
        ("Fees[1] rose [2], he said.[1]", "The end.", [("[1]", "1", ""), ("[2]", "2", ""), ("[1]", "1", "")]),
        ("Fees[1] rose.\n\n[1] A.\n\nTolls[1] fell.", "[1] B.", [("[1]", "1", "A."), ("[1]", "1", "B.")]),
    ],
)  # fmt: skip
def test_notes(body: str, below: str, expected: list[tuple[str, str, str]]) -> None:
    assert notes(f"{BODY}\n\n{body}\n\n{below}\n") == expected


@pytest.mark.parametrize(
    ("body", "below"),
    [
        ("“We lost [12] ships,” he [sic] said, and [the mayor] left.", "The end."),
        ("A single mark[1] calls nothing.", "The end."),
        ("An array[3] and a list[7].", "The end."),
        ("12 km², 10⁶ cells and CO²", "The end."),
        ("Stars* and more stars*", "* one\n* two"),
        ("Nothing is called.", "1. one\n2. two"),
        ('"[2] of us," he said.', "The end. [1]"),
        ("Fees rose in [2024].", "[2024] budget."),
    ],
)
def test_no_notes(body: str, below: str) -> None:
    assert notes(f"{BODY}\n\n{body}\n\n{below}\n") == []


def test_a_note_s_block_starts_behind_its_mark() -> None:
    text = f"{BODY}[1]\n\n  [1]  Office of Statistics,\n2024.\n[2] Board."
    article = read_text(text)
    assert sections(article)[1:] == [("footnote", "Office of Statistics,"), ("body", "2024."), ("footnote", "Board.")]
    assert article.locate(article.blocks[1].start)[:2] == (3, 8)


def test_notes_that_an_editor_wrapped() -> None:
    lines = (
        "The council met on Monday evening and voted for[1]\n"
        "the budget, which had been debated for weeks.[2]\n\n"
        "[1] Minutes of the council, Monday, item four of\n"
        "the agenda, page 3.\n"
        "[2] Minutes of the council, Tuesday, the second\n"
        "meeting of the week, page 7.\n"
    )
    assert [note.text[-7:] for note in read_text(lines).notes] == ["page 3.", "page 7."]


def test_note_headings_fire() -> None:
    def found(row: Row) -> list[tuple[str, str, str]]:
        return notes(f"{BODY} So it is.¹\n\n{row['example']}\n\n1. A.\n")

    assert [row for row in lang.rows("note_headings") if found(row) != [("¹", "1", "A.")]] == []
    assert idle("note_headings", found) == []


@pytest.mark.soak
@pytest.mark.parametrize(
    "piece", ["[1]", "[^", "[1,", "[", "¹", "*", "a* ", "https://x.org/((", "www.x.y) ", "[1-9]", "[1] a\n\n", "1. a\n"]
)
def test_time_grows_with_the_text(piece: str) -> None:
    started = time.process_time()
    read_text(f"{BODY}\n\nNotes\n\n" + piece * size(20_000))
    assert time.process_time() - started < size(10)  # a second at most on the machine that this was written on


@pytest.mark.parametrize("label", ["²", "٣", "7" * 5000, "a" * 64])
def test_a_note_with_any_label(label: str) -> None:
    article = read_text(f"Fees rose by 5 percent.[^{label}]\n\nIt was so.\n\n[^{label}]: A note.\n")
    assert article.text.startswith("Fees rose by 5 percent.")
