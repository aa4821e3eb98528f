"""CC501 to CC503: links and notes. Addresses, what a broken link leaves in the text, and articles read from their source."""

from __future__ import annotations

import pytest

from claimcheck.analysis import Analysis
from claimcheck.lint.links import cc501_malformed_link, cc502_notes
from claimcheck.lint.links.debris import debris
from claimcheck.read import article_of
from claimcheck.report import Note
from reports import report_on

ADDRESSES = [
    ("https://board.example/log", False),
    ("/log/2025", False),
    ("log.pdf", False),
    ("//board.example/log", False),
    ("mailto:desk@board.example", False),
    ("https://board.example/a_(b)?c=d&e#f", False),
    ("", True),
    ("#", True),
    ("https//board.example/log", True),
    ("http;//board.example/log", True),
    ("https.board.example/log", True),
    ("htp://board.example/log", True),
    ("ttps://board.example/log", True),
    ("https:/board.example/log", True),
    ("https://", True),
    ("https://board", True),
    ("https://https://board.example", True),
    ("www.board.example/log", True),
    ("undefined", True),
    ("TK", True),
    ("https://board.example/june>Figures</a> show, see <a href=", True),
]
DEBRIS = [
    ("court [records](https://a.example/x and show", ["[records](https://a.example/x"]),
    ("court [records](https://a.example/a b) show", ["[records](https://a.example/a"]),
    ("court [records] (https://a.example/x) show", ["[records] (https://a.example/x)"]),
    ("court (records)[https://a.example/x] show", ["(records)[https://a.example/x]"]),
    ("court [records(https://a.example/x) show", ["[records(https://a.example/x)"]),
    ("court [records]https://a.example/x) show", ["[records]https://a.example/x)"]),
    ("court [records](insert link) show", ["[records](insert link)"]),
    ("court [records][r] show", ["[records][r]"]),
    ("see https//a.example/x today", ["https//a.example/x"]),
    ("see htps://a.example/x today", ["htps://a.example/x"]),
    ('see <a href="https://a.example/x">this', ['<a href="https://a.example/x">']),
    ("court [records](https://a.example/x_(y)) show", []),
    ("as [words](address) in the manual", []),
    ("“They [the trustees] never wrote,” (a copy is dated May 3)", []),
    ("see https://a.example/x and www.a.example", []),
    ("notes [1][2] and the 24/7 desk, and/or http codes", []),
]


def test_an_address_that_cannot_be_opened() -> None:
    assert [(href, bool(cc501_malformed_link.fault_of(href))) for href, _ in ADDRESSES] == ADDRESSES


def test_what_a_broken_link_leaves_in_the_text() -> None:
    assert [(text, [text[start:end] for start, end, _ in debris(text, markdown=True)]) for text, _ in DEBRIS] == DEBRIS


def test_a_note_of_a_list_that_nothing_calls_is_read_from_html() -> None:
    text = (
        '<p>The lake was 61% full, the board said.<sup><a href="#n1">1</a></sup> It rained on nine days in May.</p>'
        '<ol><li id="n1">Board, weekly report.</li><li id="n2">Rainfall, July.</li></ol>'
    )
    notes = article_of(text, input_format="html").notes
    assert [(note.label, note.called) for note in notes] == [("1", True), ("2", False)]


@pytest.mark.parametrize(
    ("kind", "called", "words", "message"),
    [
        ("footnote", False, "Board, log.", "nothing in the text calls note 1"),
        ("endnote", False, "Board, log.", "nothing in the text calls note 1"),
        ("footnote", True, "", "there is no note 1"),
        ("footnote", True, "Board, log.", None),
        ("comment", False, "Is this so?", None),
        ("comment", True, "", None),
    ],
)
def test_a_note_and_its_mark_belong_together_and_an_editor_s_comment_needs_neither(
    kind: str, *, called: bool, words: str, message: str | None
) -> None:
    text = "The port handled 40 ships in May. Fees rose."
    note = Note(
        start=text.index(" Fees"), end=text.index(" Fees"), text="", label="1", note=words, kind=kind, called=called
    )
    report = report_on(text, ())
    report = report.model_copy(update={"article": report.article.model_copy(update={"notes": (note,)})})
    assert [fault.message for fault in cc502_notes.find(Analysis(text), report)] == ([message] if message else [])
