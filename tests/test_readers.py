"""Every fixture with hand-made expectations: what its reader keeps and drops, and which claim each link and note is of.

``fixtures/expected/<article>.json`` says what a person read in ``fixtures/articles/**/<article>``: the body in order,
what must not be in it, and the claims with what belongs to them. A claim is given by a stretch of its text.
"""

from __future__ import annotations

import functools
import importlib.util
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import claimcheck
from claimcheck.lang import dates
from claimcheck.read import open_article, reader
from claimcheck.read.parts.composing import Passage, Run
from claimcheck.report import Claim, Report

FIXTURES = Path(__file__).parent.parent / "fixtures"
EXPECTED = sorted((FIXTURES / "expected").glob("*.json"))
LEAST_F1 = 0.95

Pair = tuple[str, str]
"""``link`` and an address, or ``note`` and a label."""


def article_of(expected: Path) -> Path:
    """Return the fixture that an expectation is about."""
    (found,) = (FIXTURES / "articles").rglob(expected.stem)
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_text_is_kept_and_boilerplate_left_out(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    article = open_article(article_of(path))
    text, at = one_line(article.text), 0
    for passage in map(one_line, expected["body"]):
        found = text.find(passage, at)
        assert found >= 0, f"not in the text, or not in its place: {passage}"
        at = found + len(passage)
    assert [piece for piece in expected["boilerplate"] if one_line(piece) in text] == []
    assert article.title == expected["title"]
    assert (article.published or dates.dateline(article.text)) == expected["published"]
    assert list(article.byline) == expected["byline"]


def test_every_fixture_of_a_format_with_links_has_expectations() -> None:
    formats = {"html", "docx", "pdf", "odt", "epub", "rtf", "markdown"}
    folders = [folder for folder in (FIXTURES / "articles").iterdir() if folder.name in formats]
    without = {"encrypted.pdf", "scanned.pdf"}  # they hold no text to expect: test_read_pdf says what they give
    named = {path.stem for path in EXPECTED}
    assert sorted({path.name for folder in folders for path in folder.iterdir()} - named - without) == []


# ---------------------------------------------------------------- links and notes to claims
class Bound(NamedTuple):
    """A stretch of the text, and the links and notes that belong to it."""

    start: int
    end: int
    pairs: frozenset[Pair]
    text: str


class Score(NamedTuple):
    """Pairs found, found wrongly and missed, and how the last two read."""

    right: int
    wrong: int
    missed: int
    told: tuple[str, ...]

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def expected_bindings(text: str, claims: Sequence[dict[str, Any]]) -> Iterator[Bound]:
    """Yield what a person bound; a stretch that the text does not hold is a mistake in the file."""
    at = 0
    for claim in claims:
        spaced = claim["text"]
        start = text.find(spaced, at)
        start = start if start >= 0 else text.find(spaced)
        assert start >= 0, f"no such stretch: {spaced}"
        links = [("link", href) for href in claim["links"]]
        notes = [("note", label) for label in claim.get("notes", [])]
        yield Bound(start, start + len(spaced), frozenset(links + notes), spaced)


def found_bindings(claims: Sequence[Claim]) -> Iterator[Bound]:
    """Yield what the Report binds."""
    for claim in claims:
        links = [("link", link.href) for link in claim.links]
        notes = [("note", note.label) for note in claim.notes]
        yield Bound(claim.start, claim.end, frozenset(links + notes), claim.text)


def score(expected: Sequence[Bound], found: Sequence[Bound]) -> Score:
    """Return the score over pairs of a claim and its link or note; a claim is met where it shares a character."""

    def met(one: Bound, others: Sequence[Bound], pair: Pair) -> bool:
        return any(other.start < one.end and one.start < other.end and pair in other.pairs for other in others)

    missed = [(one, pair) for one in expected for pair in sorted(one.pairs) if not met(one, found, pair)]
    wrong = [(one, pair) for one in found for pair in sorted(one.pairs) if not met(one, expected, pair)]
    told = [f"missed {' '.join(pair)}\n    of {one.text!r}" for one, pair in missed]
    told += [f"wrong {' '.join(pair)}\n    on {one.text!r}" for one, pair in wrong]
    return Score(sum(len(one.pairs) for one in expected) - len(missed), len(wrong), len(missed), tuple(told))


@functools.cache
def report_of(path: Path) -> Report:
    return claimcheck.check(article_of(path))


def bindings_score(path: Path) -> Score:
    expected, report = json.loads(path.read_text(encoding="utf-8")), report_of(path)
    return score(list(expected_bindings(report.text, expected["claims"])), list(found_bindings(report.claims)))


@pytest.mark.weights
def test_links_and_notes_reach_their_claims(record_property: Callable[[str, object], None]) -> None:
    scores = {path.stem: bindings_score(path) for path in EXPECTED}
    total = Score(*(sum(each[n] for each in scores.values()) for n in range(3)), ())
    told = "\n".join(f"{name}: {line}" for name, each in scores.items() for line in each.told)
    record_property("f1", round(total.f1, 4))
    assert total.right
    assert total.f1 >= LEAST_F1, (
        f"F1 {total.f1:.3f}, {total.right} right, {total.wrong} wrong, {total.missed} missed\n{told}"
    )


def test_scores_count_pairs() -> None:
    pair, other = ("link", "https://a.example"), ("note", "1")
    expected = [Bound(0, 10, frozenset({pair}), "a"), Bound(20, 30, frozenset({other}), "b")]
    assert score(expected, expected).f1 == 1.0
    found = [Bound(0, 30, frozenset({pair}), "a"), Bound(40, 50, frozenset({pair}), "c")]
    assert score(expected, found)[:3] == (1, 1, 1)
    assert score([], []).f1 == 0.0


# ---------------------------------------------------------------- one article in every format
NOTED = (
    Passage((Run("Grain harvest in Orlin fell 12 percent for a third year"),), "headline"),
    Passage((Run("By Ann Lee"),), "meta"),
    Passage(
        (
            Run("ORLIN, March 4, 2026 — Farmers in Orlin "),
            Run("brought in 2.1 million tons of wheat", href="https://grain.example/harvest-2025"),
            Run(" in 2025, the smallest harvest since 1998, the grain board said on Tuesday."),
            Run("", note="1"),
        )
    ),
    Passage(
        (
            Run("Exports fell by 6 percent ("),
            Run("customs data", href="https://customs.example/wheat.csv"),
            Run("). According to "),
            Run("a 2024 survey", href="https://survey.example/farms"),
            Run(", one in five farms has changed hands since 2019. The mayor of "),
            Run("Kessa", href="https://news.example/topics/kessa"),
            Run(" called the figures alarming."),
        )
    ),
    Passage((Run("What comes next"),), "heading"),
    Passage(
        (
            Run("The strait was closed for 41 days."),
            Run("", note="2"),
            Run(" Prices have risen by a quarter, and the board expects them to rise again in May."),
        )
    ),
    Passage((Run("Grain Board, Harvest Report 2025, p. 12."),), "footnote", note="1"),
    Passage((Run("The count excludes 41 tonnes that the storm of May 3 destroyed."),), "footnote", note="2"),
)


def plain_passages(name: str) -> tuple[Passage, ...]:
    """Return a plain text fixture as passages, with the sections that its reader told."""
    article = open_article(FIXTURES / "articles" / name)
    return tuple(Passage((Run(one_line(article.text[b.start : b.end])),), b.section) for b in article.blocks)


def _text_of(passages: Sequence[Passage]) -> bytes:
    def told(passage: Passage) -> str:
        words = "".join(f"[{run.note}]" if run.note else run.text for run in passage.runs)
        return f"[{passage.note}] {words}" if passage.note else words

    return "\n\n".join(map(told, passages)).encode()


def _markdown_of(passages: Sequence[Passage]) -> bytes:
    marks = {"headline": "# ", "heading": "## "}

    def told(run: Run) -> str:
        return f"[^{run.note}]" if run.note else f"[{run.text}]({run.href})" if run.href else run.text

    def block(passage: Passage) -> str:
        opening = f"[^{passage.note}]: " if passage.note else marks.get(passage.section or "", "")
        return opening + "".join(map(told, passage.runs))

    return "\n\n".join(map(block, passages)).encode()


def _html_of(passages: Sequence[Passage]) -> bytes:
    tags = {"headline": "h1", "heading": "h2"}

    def told(run: Run) -> str:
        if run.note:
            return f'<sup><a href="#fn{run.note}" id="ref{run.note}">{run.note}</a></sup>'
        return f'<a href="{run.href}">{run.text}</a>' if run.href else run.text

    def block(passage: Passage) -> str:
        tag = tags.get(passage.section or "", "p")
        return f"<{tag}>{''.join(map(told, passage.runs))}</{tag}>"

    body = "\n".join(block(passage) for passage in passages if not passage.note)
    notes = "\n".join(
        f'<li id="fn{passage.note}">{"".join(map(told, passage.runs))} <a href="#ref{passage.note}">↩</a></li>'
        for passage in passages
        if passage.note
    )
    listed = f'<section class="footnotes"><ol>{notes}</ol></section>' if notes else ""
    head = f"<title>{passages[0].runs[0].text}</title>"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><article>{body}{listed}</article></body></html>'.encode()


def _generator(name: str) -> ModuleType:
    """Return the module that makes the fixtures of a format."""
    path = FIXTURES / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _docx_of(passages: Sequence[Passage]) -> bytes:
    made: bytes = _generator("generate_office").docx_of(passages)
    assert zipfile.is_zipfile(io.BytesIO(made))
    return made


def _pdf_of(passages: Sequence[Passage]) -> bytes:
    made: bytes = _generator("generate_pdf").pdf_of(passages)
    return made


WRITERS: dict[str, Callable[[Sequence[Passage]], bytes]] = {
    "markdown": _markdown_of,
    "html": _html_of,
    "docx": _docx_of,
    "pdf": _pdf_of,
}


def told_of(data: bytes, name: str) -> list[dict[str, Any]]:
    """Return what every format must give alike: ids, texts, sections, marks with values, sources, links, notes."""
    article = reader(name)(data, f"article.{name}")
    report = claimcheck.check(article, published="2026-03-04")
    names = {source.id: (source.name, source.type, source.grade) for source in report.sources}
    fields = {"kind", "text", "value", "value2", "bound", "unit", "direction"}
    return [
        {
            "id": claim.id,
            "text": one_line(claim.text),
            "section": claim.section,
            "marks": [
                {key: value for key, value in mark.model_dump().items() if key in fields} for mark in claim.marks
            ],
            "source": names.get(claim.source_id or ""),
            "links": [link.href for link in claim.links],
            "notes": [(note.label, one_line(note.note)) for note in claim.notes],
            "support": claim.support,
        }
        for claim in report.claims
    ]


ARTICLES = {"energy-offshore-wind": lambda: plain_passages("energy-offshore-wind.txt"), "noted": lambda: NOTED}


@pytest.mark.weights
@pytest.mark.parametrize("name", sorted(WRITERS))
@pytest.mark.parametrize("article", sorted(ARTICLES))
def test_every_format_gives_the_same_claims(name: str, article: str) -> None:
    passages = ARTICLES[article]()
    base = "markdown" if article == "noted" else "text"  # a plain text has no links on words
    writer = _markdown_of if base == "markdown" else _text_of
    expected = told_of(writer(passages), base)
    assert len(expected) > len(passages) // 2
    assert told_of(WRITERS[name](passages), name) == expected


@pytest.mark.weights
def test_plain_text_gives_the_same_claims_but_for_links() -> None:
    expected = told_of(_markdown_of(NOTED), "markdown")
    found = told_of(_text_of(NOTED), "text")
    same = ("id", "text", "section", "marks", "notes")
    for claim in (*found, *expected):  # the dateline's date, which tells when the article was written
        claim["marks"] = [mark for mark in claim["marks"] if mark["text"] != "March 4, 2026"]
    assert [{key: claim[key] for key in same} for claim in found] == [
        {key: claim[key] for key in same} for claim in expected
    ]
