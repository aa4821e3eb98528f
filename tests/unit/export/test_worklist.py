"""The list that a checker works from: laws that hold for any report, then what each part of it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from claimcheck.errors import EmptyInputError
from claimcheck.export import Layout, exporter
from claimcheck.export.claims import explain
from claimcheck.export.claims.worklist import summary
from claimcheck.report import (
    Attribution,
    Finding,
    LeftOut,
    Link,
    Note,
    Quantity,
    Report,
    Source,
    Span,
    Superlative,
    Suppression,
    Time,
    Where,
    Worth,
    failed_report,
)
from reports import TEXT, TOOL, claim, harbour, report_on, span


def worklist(*reports: object, **layout: object) -> str:
    return "".join(exporter("list", of="claims").written(reports, Layout(**layout)))  # type: ignore[arg-type]


def golden(name: str) -> Report:
    """Return the report on an article of our own, with the worth of its claims made up: no two have the same."""
    fields = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")) | {"tool": TOOL}
    report = Report.model_validate(fields)
    many = len(report.claims)
    worths = (Worth(score=(7 * place + 3) % many / many) for place in range(many))
    claims = (one.model_copy(update={"worth": worth}) for one, worth in zip(report.claims, worths, strict=True))
    return report.model_copy(update={"claims": tuple(claims)})


GOLDEN = Path(__file__).parents[3] / "fixtures/golden"
REPORTS = {path.stem: golden(path.stem) for path in sorted(GOLDEN.glob("*.json"))} | {"harbour": harbour()}
CHOICES = {
    "all": {},
    "by worth": {"by_worth": True},
    "kinds": {"only": frozenset({"superlative", "quote"})},
    "unsourced": {"unsourced": True},
    "worth": {"worth": 0.5},
    "everything": {
        "by_worth": True,
        "only": frozenset({"quantity"}),
        "unsourced": True,
        "worth": 0.2,
        "left_out": True,
    },
}
_ROW = re.compile(r"^    #(\d+) ", re.MULTILINE)
_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def unfolded(text: str) -> str:
    """Return a list on one line."""
    return " ".join(text.split())


# ---------------------------------------------------------------- laws
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("choice", CHOICES)
def test_every_claim_that_is_chosen_has_one_row_and_its_number(name: str, choice: str) -> None:
    report, options = REPORTS[name], CHOICES[choice]
    text = worklist(report, ids=True, **options)
    kinds, least = options.get("only", frozenset()), options.get("worth", 0)
    chosen = {
        number
        for number, one in enumerate(report.claims, start=1)
        if (not kinds or kinds & set(one.kinds))
        and not (options.get("unsourced") and one.support != "none")
        and (one.worth is None or one.worth.score >= least)
    }
    numbers = [int(number) for number in _ROW.findall(text)]
    assert sorted(numbers) == sorted(chosen)
    rows = dict(zip(numbers, _ROW.split(text)[2::2], strict=True))
    assert {number for number, row in rows.items() if report.claims[number - 1].id not in unfolded(row)} == set()


@pytest.mark.parametrize("name", REPORTS)
def test_the_worthiest_claim_comes_first(name: str) -> None:
    report = REPORTS[name]
    first = int(_ROW.findall(worklist(report, by_worth=True))[0])
    together = [one for one in report.claims if one.sentence.index == report.claims[first - 1].sentence.index]
    best = max(report.claims, key=lambda one: one.worth.score if one.worth else 0.0)
    assert best in together


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 140])
def test_fits_its_width_and_loses_no_word(name: str, width: int) -> None:
    report = REPORTS[name]
    text = worklist(report, width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert _bare(text).isprintable()
    assert {one.id for one in report.claims if _bare(one.text) not in _bare(text)} == set()


@pytest.mark.parametrize("name", REPORTS)
def test_says_the_same_with_and_without_colour(name: str) -> None:
    coloured, plain = worklist(REPORTS[name], color=True), worklist(REPORTS[name])
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert _bare(_COLOUR.sub("", coloured)) == _bare(plain)


def _bare(text: str) -> str:
    """Return a text without white space and without what the list puts into sentences."""
    return re.sub(r"\s+|[\[\]}]|\{#\d+\s", "", text)


# ---------------------------------------------------------------- the sentence
def test_marks_stand_in_brackets_and_a_part_of_the_sentence_in_braces() -> None:
    text = unfolded(worklist(harbour()))
    assert "handled [over 200 metric tons] of tin in [2023], [one of the highest figures in the region]. #1" in text
    report = within("Fees rose by 12 percent, the Harbour Board said, and fell again in Kessa.")
    assert "{#1 Fees rose by [12 percent]}, the Harbour Board said, and fell again in Kessa." in unfolded(
        worklist(report)
    )


def within(text: str, stance: str = "assertion", cue: str = "said") -> Report:
    """Return a report on a sentence in which the Harbour Board says what stands before the comma."""
    end = text.index(",")
    board = Source(id="s1", name="Harbour Board", type="organization", grade=3)
    spans = {"source": (Span(**span(text, "Harbour Board")),), "cue": (Span(**span(text, cue)),)}
    content = (Span(start=0, end=end, text=text[:end]),)
    said = Attribution(id="a1", **spans, content=content, source_id="s1", form="indirect", stance=stance)
    marks = (Quantity(**span(text, "12 percent"), value=12, unit="percent"),)
    found = claim(text, text[:end], number=1, marks=marks, support="named", source_id="s1", attribution_id="a1")
    found = found.model_copy(update={"sentence": found.sentence.model_copy(update={"end": len(text)})})
    return report_on(text, (found,), sources=(board,), attributions=(said,))


def test_colour_highlights_marks_support_what_is_said_and_its_cue() -> None:
    text = worklist(harbour(), width=200, color=True)
    assert "\x1b[1;36mover 200 metric tons\x1b[0m" in text
    assert "\x1b[1;4;34mhave surged\x1b[0m" in text
    assert "\x1b[32mHarbour Board (organization, named) " in text
    assert "\x1b[33mOfficials" in text
    assert "\x1b[31mno source" in text
    assert "of [red] losses" in text
    assert "\x1b[3msaid\x1b[0m" in worklist(within("Fees rose by 12 percent, the Harbour Board said."), color=True)


def test_two_claims_of_a_sentence_share_it() -> None:
    text = "Fees rose by 12 percent, the Board said, and 9 ships left."
    first = claim(text, "Fees rose by 12 percent", number=1)
    second = claim(text, "9 ships left", number=2)
    whole = first.sentence.model_copy(update={"index": 3, "start": 0, "end": len(text)})
    claims = tuple(one.model_copy(update={"sentence": whole}) for one in (first, second))
    lines = worklist(report_on(text, claims)).splitlines()
    assert lines[2:5] == [
        "  {#1 Fees rose by 12 percent}, the Board said, and {#2 9 ships left}.",
        "    #1 assertion: no source",
        "    #2 assertion: no source",
    ]


def test_the_place_stands_once() -> None:
    report = harbour()
    places = (Where(line=3, column=1), Where(line=5), Where(line=5))
    claims = (one.model_copy(update={"where": where}) for one, where in zip(report.claims, places, strict=True))
    text = worklist(report.model_copy(update={"claims": tuple(claims)}))
    assert "\nline 3: The port" in text
    assert text.count("line 5: ") == 1
    paged = report.claims[0].model_copy(update={"where": Where(page=3, paragraph=2)})
    assert "\npage 3, paragraph 2: The port" in worklist(report_on(TEXT, (paged,)))
    found = report.claims[0].model_copy(update={"where": Where(xpath="/html/body/p[2]")})
    assert "\n/html/body/p[2]: The port" in worklist(report_on(TEXT, (found,)))


# ---------------------------------------------------------------- the row
ROWS = {
    "> 200 metric tons of cocaine": (
        "over 200 metric tons",
        " of cocaine",
        {"bound": ">", "unit": "metric ton", "of": "cocaine"},
    ),
    "12 percent (turnout)": ("12 percent", ", turnout", {"unit": "percent", "of": "turnout"}),
    "12 to 18 children": ("12 to 18 children", "", {"value": 12, "value2": 18, "bound": "range", "unit": "child"}),
    "about USD 1.25 billion": ("around $1.25 billion", "", {"value": 1.25e9, "bound": "~", "unit": "USD"}),
    "GBP 2.30 per hour": ("£2.30 an hour", "", {"value": 2.3, "unit": "GBP per hour"}),
    "EUR 1,234,567": ("€1,234,567", "", {"value": 1_234_567, "unit": "EUR"}),
    "1 boat": ("one boat", "", {"value": 1, "unit": "boat"}),
    "60 miles per hour": ("60 mph", "", {"value": 60, "unit": "mile per hour"}),
    "dozens of boats (>= 24)": ("dozens of boats", "", {"value": 24, "bound": "~", "unit": "boat"}),
    "millions of dollars (>= USD 2 million)": (
        "millions of dollars",
        "",
        {"value": 2_000_000, "bound": "~", "unit": "USD"},
    ),
    "0.9 of voters": ("nine in ten voters", "", {"value": 0.9, "unit": "voter"}),
    "412,000": ("412,000", "", {"value": 412_000}),
}


@pytest.mark.parametrize("said", ROWS)
def test_figures_are_said_as_they_were_understood(said: str) -> None:
    words, after, fields = ROWS[said]
    value = int(re.sub(r"\D", "", words)[:3] or 0)
    text = f"It was {words}{after}."
    mark = Quantity(**span(text, words), **({"value": value} | fields))
    assert f"#1 quantity: {said}; no source" in worklist(report_on(text, (claim(text, text, number=1, marks=(mark,)),)))


DATES = {
    "last year = 2025": ("last year", "2025"),
    "2023": ("2023", "2023"),
    "2026-01-15": ("January 15, 2026", "2026-01-15"),
    "last week = 2025-07-28 to 2025-08-03": ("last week", "2025-W31"),
    "this summer = summer 2026": ("this summer", "2026-22"),
    "last quarter = 2025-10 to 2025-12": ("last quarter", "2025-10/2025-12"),
    "on Monday = ?": ("on Monday", None),
    "in May = ?": ("in May", "XXXX-05"),
    "the 1990s": ("the 1990s", "199X"),
    "six years": ("six years", "P6Y"),
    "50 minutes": ("50 minutes", "PT50M"),
    "": ("annual", "P1Y"),
}


@pytest.mark.parametrize("said", DATES)
def test_dates_are_said_as_they_were_resolved(said: str) -> None:
    words, value = DATES[said]
    text = f"It sank {words}."
    found = claim(text, text, number=1, marks=(Time(**span(text, words), value=value),))
    told = f"{said}; " if said else ""
    assert f"#1 assertion: {told}no source" in worklist(report_on(text, (found,)))


def test_who_says_so_with_the_stance_where_it_is_more_than_saying() -> None:
    text = "Fees rose by 12 percent, the Harbour Board {}."
    assert 'Harbour Board (organization, named) "said"\n' in worklist(within(text.format("said")))
    denied = worklist(within(text.format("denied"), "denial", "denied"))
    assert 'Harbour Board (organization, named) "denied" (denial) Whom' in unfolded(denied)
    declined = worklist(within(text.format("declined"), "declined", "declined"), width=100)
    assert '"declined"\n' in declined


def test_the_type_of_a_source_stands_once() -> None:
    first = within("Fees rose by 12 percent, the Harbour Board said.")
    again = first.claims[0].model_copy(update={"id": "c-2", "same_as": (first.claims[0].id,), "hedged": True})
    text = worklist(first.model_copy(update={"claims": (*first.claims, again)}))
    assert text.count("(organization, named)") == 1
    assert '#2 quantity: 12 percent; Harbour Board "said"; hedged; = #1\n' in text


def test_source_with_its_chain() -> None:
    text = "Lee said a poll found 9 wins."
    sources = (
        Source(id="s1", name="Ann\x1b[31m Lee", type="named_person", grade=4),
        Source(id="s2", name="a poll", type="document", grade=5),
    )
    found = claim(text, "9 wins", number=1, source_id="s2", chain=("s1",), support="named")
    shown = worklist(report_on(text, (found,), sources=sources), width=200)
    assert "a poll (document, named), as cited by Ann␛[31m Lee" in shown
    assert "Ann␛[31m Lee (named person, grade 4): passes on #1" in shown


def test_findings_stand_under_their_sentence_or_after_all() -> None:
    found = Finding(
        id="f-1", rule="CC201", severity="warning", message="no source for 2023", start=TEXT.index("2023"), end=95
    )
    outside = found.model_copy(update={"id": "f-2", "start": 3, "message": "a vague heading", "where": Where(line=1)})
    hidden = found.model_copy(update={"id": "f-3", "message": "hidden", "suppressed": Suppression(by="comment")})
    report = harbour().model_copy(update={"findings": (found, outside, hidden)})
    text = worklist(report)
    assert "no source\n    lint: CC201 no source for 2023\n" in text
    assert "Found by the linter where nothing is claimed:\n  line 1: CC201 a vague heading\n" in text
    assert "hidden" not in text
    assert "a vague heading" not in worklist(report, unsourced=True)


# ---------------------------------------------------------------- the call list
def test_whom_to_ask() -> None:
    lines = worklist(harbour(), width=120).split("Whom to ask, and for what:\n")[1].splitlines()
    assert lines[:3] == [
        "  Harbour Board (organization, grade 3): 1 claim, #2",
        "  Officials (unnamed group, grade 1): 1 claim, #3",
        "  No source at all: 1 claim, #1",
    ]


def test_sources_are_introduced_as_the_article_does_the_most_cited_first() -> None:
    text = "The mayor, Ruth Amadi, and Amadi's aide Bo Lund counted 9 ships."
    mentions = (Span(**span(text, "The mayor, Ruth Amadi,")), Span(**span(text, "Amadi")))
    link = Link(**span(text, "ships"), href="https://port.example/count")
    sources = (
        Source(id="s1", name="Bo Lund", type="named_person", grade=4),
        Source(id="s2", name="Ruth Amadi", type="named_person", grade=6, mentions=mentions, links=(link,)),
        Source(id="s3", name="nobody we quote", type="unknown", grade=0),
    )
    numbered = [claim(text, "9 ships", number=number, source_id="s2", support="named") for number in range(1, 5)]
    claims = (*numbered, claim(text, "Bo Lund", number=5, source_id="s1", support="named"))
    shown = worklist(report_on(text, claims, sources=sources), width=120)
    assert (
        "  The mayor, Ruth Amadi (named person, grade 6): 4 claims, #1-#4; https://port.example/count\n"
        "  Bo Lund (named person, grade 4): 1 claim, #5\n"
    ) in shown
    assert "nobody we quote" not in shown


def test_plain_characters_where_the_encoding_has_no_others() -> None:
    assert worklist(harbour(), encoding="ascii").isascii()


# ---------------------------------------------------------------- what an article holds is shown, never obeyed
def test_control_characters_are_shown() -> None:
    text = "Fees\x1b[2J of 9\u202e\r\n\tships\x07\x9b rose \ud7ff[bold]."
    found = claim(text, text, number=1, marks=(Quantity(**span(text, "9\u202e\r\n\tships"), value=9),))
    for color in (False, True):
        shown = worklist(report_on(text, (found,), source="a\x1b[0m.txt"), color=color, width=400)
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
        shown = worklist(report, **layout)
        assert [piece for piece in ("\x1b[2J", "\u202e", "\x9b") if piece in shown] == []
    assert worklist(report, width=400).count("a␛[2J") == 7


def test_marks_that_overlap_are_one() -> None:
    text = "It was the first rise in 3 years."
    marks = (
        Superlative(**span(text, "the first rise in 3 years")),
        Quantity(**span(text, "3"), value=3),
        Time(**span(text, "3 years"), value="P3Y"),
    )
    shown = worklist(report_on(text, (claim(text, text, number=1, marks=marks),)), width=200)
    assert "It was [the first rise in 3 years]." in shown


def test_long_words_are_folded_not_lost() -> None:
    text = "See https://example.org/" + "a" * 300 + " for 9 ships."
    shown = worklist(report_on(text, (claim(text, text, number=1),)))
    assert _bare(shown).count("a" * 300) == 1
    assert max(map(len, shown.splitlines())) <= 80


def test_no_claims() -> None:
    assert worklist(report_on("Nothing here.", ())).splitlines()[-1] == "no claims"


def test_several_reports_and_a_failed_one() -> None:
    failed = failed_report("b.txt", EmptyInputError("b.txt is empty"), tool=TOOL)
    shown = worklist(harbour(source="a.txt"), failed, harbour(source="c.txt"))
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
    text = worklist(_linked(), width=width, color=color)
    plain = re.sub("\x1b\\[[0-9;]*m", "", text)
    assert "link port.example and 1 more; note 1␛[1m" in unfolded(plain)
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


def test_scores_and_what_was_left_out_follow_when_asked_for() -> None:
    report = harbour()
    first = report.claims[0].model_copy(update={"worth": Worth(score=0.914, because=("+2.31 gives a figure",))})
    heading = LeftOut(start=0, end=12, text=report.text[:12], section="heading", reason="a heading")
    report = report.model_copy(update={"claims": (first, *report.claims[1:]), "left_out": (heading,)})
    shown = worklist(report, scores=True, left_out=True)
    assert "#1 0.91: +2.31 gives a figure" in shown
    assert "1 sentence holds nothing to check:\n  Harbour fees (a heading)\n" in shown
    folded = worklist(report)
    assert "1 sentence holds nothing to check; --all shows it\n" in folded
    assert "gives a figure" not in folded


def test_the_summary_counts_what_the_linter_found() -> None:
    found = Finding(id="f-1", rule="CC301", severity="warning", message="vague", start=0, end=3)
    hidden = found.model_copy(update={"id": "f-2", "suppressed": Suppression(by="comment")})
    report = harbour().model_copy(update={"findings": (found, hidden)})
    assert "1 finding (claimcheck lint)" in " ".join(worklist(report).split())
