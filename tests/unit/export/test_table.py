"""The table for a person, and the line under it."""

from __future__ import annotations

import re

import pytest
from claimcheck.export.claims.table import summary

from claimcheck.errors import EmptyInputError
from claimcheck.export import Layout, exporter
from claimcheck.export.claims import explain
from claimcheck.report import (
    Finding,
    LeftOut,
    Link,
    Note,
    Quantity,
    Report,
    Source,
    Superlative,
    Suppression,
    Time,
    Where,
    Worth,
    failed_report,
)
from reports import TEXT, TOOL, claim, harbour, report_on, span


def table(*reports: object, **layout: object) -> str:
    return "".join(exporter("table", of="claims").written(reports, Layout(**layout)))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_fits_its_width_and_cuts_no_word(width: int) -> None:
    text = table(harbour(), width=width)
    lines = text.splitlines()
    assert max(map(len, lines)) <= width
    assert "…" not in text
    words = {word.strip("[],.") for line in lines for word in line.split()}
    assert {"Kessa", "handled", "highest", "region", "Harbour", "Board", "superlative", "c-000000000002"} <= words


def test_no_ansi_without_colour_and_marks_in_brackets() -> None:
    text = " ".join(table(harbour(), width=400).split())
    assert "\x1b" not in text
    assert "handled [over 200 metric tons] of tin in [2023], [one of the highest figures in the region]." in text
    assert "of [red] losses of [$1.2 billion]" in text


def test_colour_highlights_marks_and_support() -> None:
    text = table(harbour(), width=200, color=True)
    assert "\x1b[1;36mover 200 metric tons\x1b[0m" in text
    assert "\x1b[1;34mhave surged\x1b[0m" in text
    assert "\x1b[32mnamed" in text
    assert "\x1b[33mvague" in text
    assert "\x1b[31mnone" in text
    assert "of [red] losses" in text


def test_plain_characters_where_the_encoding_has_no_others() -> None:
    assert table(harbour(), encoding="ascii").isascii()
    assert "─" in table(harbour(), encoding="UTF-8")


def test_source_with_its_type_and_chain() -> None:
    text = "Lee said a poll found 9 wins."
    sources = (
        Source(id="s1", name="Ann\x1b[31m Lee", type="named_person", grade=4),
        Source(id="s2", name="a poll", type="document", grade=5),
    )
    found = claim(text, "9 wins", number=1, source_id="s2", chain=("s1",), support="named")
    shown = table(report_on(text, (found,), sources=sources), width=200)
    assert "a poll" in shown
    assert "(document)" in shown
    assert "in Ann␛[31m Lee" in shown


def test_control_characters_are_shown() -> None:
    text = "Fees\x1b[2J of 9\u202e\r\n\tships\x07\x9b rose \ud7ff[bold]."
    found = claim(text, text, number=1, marks=(Quantity(**span(text, "9\u202e\r\n\tships"), value=9),))
    for color in (False, True):
        shown = table(report_on(text, (found,), source="a\x1b[0m.txt"), color=color, width=400)
        for risky in ("\x1b[2J", "\x07", "\x9b", "\u202e"):
            assert risky not in shown
        assert "Fees␛[2J of" in shown
        assert "a␛[0m.txt" in shown
        assert "[bold]" in shown
        assert "9\\u202e ships" in shown


def test_nothing_that_an_article_names_reaches_the_terminal_as_a_command() -> None:
    text = "Lee said a poll found 9 wins."
    risky = "a\x1b[2J\u202e\npoll\x9b"
    sources = tuple(Source(id=name, name=risky, type="document", grade=5) for name in ("s1", "s2"))
    link = Link(start=0, end=3, text="Lee", href=f"https://{risky}/")
    note = Note(start=3, end=3, text="", label=risky, note="A poll.")
    fields = {"source_id": "s2", "chain": ("s1",), "links": (link,), "notes": (note,), "needs": (risky,)}
    report = report_on(text, (claim(text, "9 wins", number=1, support="linked", **fields),), sources=sources)
    for layout in ({"width": 60}, {"width": 400}, {"width": 400, "color": True}):
        shown = table(report, **layout)
        assert [piece for piece in ("\x1b[2J", "\u202e", "\x9b") if piece in shown] == []
    assert table(report, width=400).count("a␛[2J") == 5


def test_marks_that_overlap_are_one() -> None:
    text = "It was the first rise in 3 years."
    marks = (
        Superlative(**span(text, "the first rise in 3 years")),
        Quantity(**span(text, "3"), value=3),
        Time(**span(text, "3 years"), value="P3Y"),
    )
    shown = table(report_on(text, (claim(text, text, number=1, marks=marks),)), width=200)
    assert "It was [the first rise in 3 years]." in shown


def test_long_words_are_folded_not_lost() -> None:
    text = "See https://example.org/" + "a" * 300 + " for 9 ships."
    shown = table(report_on(text, (claim(text, text, number=1),)))
    assert shown.count("a") > 300
    assert max(map(len, shown.splitlines())) <= 80


def test_no_claims() -> None:
    assert table(report_on("Nothing here.", ())).splitlines()[-1] == "no claims"


def test_several_reports_and_a_failed_one() -> None:
    failed = failed_report("b.txt", EmptyInputError("b.txt is empty"), tool=TOOL)
    shown = table(harbour(source="a.txt"), failed, harbour(source="c.txt"))
    assert shown.count("3 claims:") == 2
    assert "b.txt" not in shown
    assert "\n\nc.txt:" in shown


def test_summary() -> None:
    assert summary(harbour()) == (
        "3 claims: 1 (33%) with a named source, 1 (33%) with a vague one; 1 figure with no source at all"
    )


HREF = "https://port.example/\x1b[31mred\x1b]0;owned\x07?a=b"
LINK = Link(**span(TEXT, "handled"), href=HREF)
NOTE = Note(start=28, end=28, text="", label="1\x1b[1m", note="Port Report \x1b[31m2024, p. 4.", kind="footnote")


def _linked() -> Report:
    report = harbour()
    first = report.claims[0].model_copy(
        update={
            "links": (LINK, LINK.model_copy(update={"href": "https://b.example"})),
            "notes": (NOTE,),
            "support": "linked",
            "needs": ("the link goes to \x1b[31mport.example",),
            "why": {"links": [{"href": HREF, "by": "rule", "rule": "anchor-overlap"}] * 2, "notes": "odd"},
            "where": Where(page=3, xpath="/html/body/p[2]"),
        }
    )
    return report.model_copy(update={"claims": (first, *report.claims[1:])})


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("color", [False, True])
def test_what_there_is_to_open_is_shown_and_never_obeyed(width: int, color: bool) -> None:  # noqa: FBT001
    text = table(_linked(), width=width, color=color)
    plain = re.sub("\x1b\\[[0-9;]*m", "", text)
    assert width < 120 or "link port.example and" in plain  # folded in a narrow column
    assert "␛[1m" in plain
    assert "\x1b[31mport" not in text
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= width
    assert "2 (67%) with a named source (1 of them to open)" in " ".join(plain.split())


def test_explained_links_and_notes_are_shown_and_never_obeyed() -> None:
    text = explain(_linked(), "1", layout=Layout(width=200))
    assert "\x1b" not in text
    assert "harbour.txt, page 3, /html/body/p[2], lead" in text
    assert "link https://port.example/␛[31mred␛]0;owned␇?a=b" in text
    assert '  on "handled" at 3:19' in text
    assert "  why: by rule, rule anchor-overlap" in text
    assert "footnote 1␛[1m: Port Report ␛[31m2024, p. 4." in text


def test_scores_and_what_was_left_out_follow_the_table_when_asked_for() -> None:
    report = harbour()
    first = report.claims[0].model_copy(update={"worth": Worth(score=0.914, because=("+2.31 gives a figure",))})
    heading = LeftOut(start=0, end=12, text=report.text[:12], section="heading", reason="a heading")
    report = report.model_copy(update={"claims": (first, *report.claims[1:]), "left_out": (heading,)})
    shown = table(report, scores=True, left_out=True)
    assert "#1  0.91  +2.31 gives a figure" in shown
    assert "Harbour fees (a heading)" in shown
    assert "gives a figure" not in table(
        report,
    )


def test_the_summary_counts_what_the_linter_found() -> None:
    found = Finding(id="f-1", rule="CC301", severity="note", message="vague", start=0, end=3)
    hidden = found.model_copy(update={"id": "f-2", "suppressed": Suppression(by="comment")})
    report = harbour().model_copy(update={"findings": (found, hidden)})
    assert "1 finding (claimcheck lint)" in " ".join(table(report).split())
