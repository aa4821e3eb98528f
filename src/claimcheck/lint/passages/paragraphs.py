"""Paragraphs and sentences of a Report, with the claims in each, and the stretches that are somebody's own words."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.lang import quotations
from claimcheck.report import Claim, Report

_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9À-Þ])")
_WORD_BEFORE = re.compile(r"[\w.’'-]+\Z")
_INITIALS = re.compile(r"(?:[A-Z]\.)+\Z")
_SINGLE = re.compile(r"(?<![\w])[‘'](?=[\w“\"])(?:[^‘'’\n]|(?<=\w)['’](?=\w)){2,600}(?<=[\w.,!?…])[’'](?!\w)")
_OPEN_QUOTE = ('"', "“", "„", "«")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*\Z")
_LONGEST_HEADING = 14  # words
_SHORTENED = frozenset(
    "jan. feb. mar. apr. aug. sept. sep. oct. nov. dec. no. nos. vs. st. mt. approx. e.g. i.e. cf. p. pp.".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of an article, and the claims that stand in it."""

    start: int
    end: int
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article's text with its sentences; ``place`` counts from 0 and headings with it."""

    place: int
    start: int
    end: int
    section: str
    sentences: tuple[Sentence, ...]


LONGEST = 2_000
"""Characters of a sentence that is read; more is a page that lost its full stops, and each mark reads its whole sentence."""


class Spans:
    """Pairs of offsets that tell in logarithmic time whether one of them lies over a stretch."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(pairs)
        self._starts = [start for start, _ in ordered]
        self._reach = list(itertools.accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Return whether a pair overlaps ``start`` to ``end``."""
        at = bisect.bisect_left(self._starts, end)
        return at > 0 and self._reach[at - 1] > start

    def hold(self, start: int, end: int) -> bool:
        """Return whether a pair holds all of ``start`` to ``end``."""
        at = bisect.bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= end


class One:
    """A Report as a key: two are the same where they are one object. Rules ask for the same things of it one after another."""

    __slots__ = ("report",)

    def __init__(self, report: Report) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, One) and other.report is self.report


def paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the article.

    ``section`` is that of the claims in it. A line without the end of a sentence is a ``headline`` or ``heading``; a first
    line that ends as a sentence does is none, whatever the reader took it for.
    """
    return _paragraphs(One(report))


@lang.compiled(1)
def _paragraphs(one: One) -> tuple[Paragraph, ...]:
    text = one.report.text
    claims = sorted(one.report.claims, key=lambda claim: claim.sentence.start)
    starts = [claim.sentence.start for claim in claims]
    found: list[Paragraph] = []
    for place, line in enumerate(_LINE.finditer(text)):
        start, end = _stripped(text, line.start(), line.end())
        if start >= end:
            continue
        mine = claims[bisect.bisect_left(starts, line.start()) : bisect.bisect_left(starts, line.end())]
        sentences = tuple(one for one in _sentences(text, (start, end), mine) if len(one.text) <= LONGEST)
        second = len(found) == 1 and text[found[0].start : found[0].end].endswith(";")  # a headline in two parts
        section = _section(text[start:end], mine, first=not found or second)
        found.append(Paragraph(place, start, end, section, sentences))
    return tuple(found)


def prose(report: Report) -> list[Paragraph]:
    """Return the paragraphs but headlines, headings, captions and notes."""
    return [paragraph for paragraph in paragraphs(report) if paragraph.section in {"lead", "body"}]


def quoted(text: str) -> Spans:
    """Return the stretches in quotation marks, single ones too; an unclosed one runs to its line's end."""
    return _quoted(text)


@lang.compiled(1)
def _quoted(text: str) -> Spans:
    found, lone = quotations.scan(text)
    spans = [(one.start, one.end) for one in found]
    for one in lone:
        if one.opens:
            stop = text.find("\n", one.at)
            spans.append((one.at, len(text) if stop < 0 else stop))
    return Spans([*spans, *_running(text), *(match.span() for match in _SINGLE.finditer(text))])


def _running(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that open with a quotation mark and close none: the quotation goes on in the next one."""
    for line in _LINE.finditer(text):
        bare = line[0].lstrip()
        if bare.startswith(_OPEN_QUOTE) and not re.search(r"[\"”»]", bare[1:]):
            yield line.start() + len(line[0]) - len(bare), line.end()


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    bare = text[start:end]
    return start + len(bare) - len(bare.lstrip()), end - (len(bare) - len(bare.rstrip()))


def _section(line: str, claims: Sequence[Claim], *, first: bool) -> str:
    section = claims[0].section if claims else "body"
    ends = _ENDS_SENTENCE.search(line) is not None
    if section == "headline":
        return "lead" if line.endswith((".", ".”", '."')) else "headline"
    if section in {"lead", "body"} and not ends and len(line.split()) <= _LONGEST_HEADING:
        return "headline" if first else "heading"
    return section


def _sentences(text: str, span: tuple[int, int], claims: Sequence[Claim]) -> Iterator[Sentence]:
    """Yield the sentences of a line: those of its claims, and what punctuation tells of the rest."""
    start, end = span
    known = sorted({(claim.sentence.start, min(claim.sentence.end, end)) for claim in claims})
    cuts = {start, end, *(offset for pair in known for offset in pair)}
    inner = Spans((first + 1, last) for first, last in known)
    cuts |= {at for at in _breaks(text, start, end) if not inner.touch(at, at + 1)}
    starts = [claim.sentence.start for claim in claims]
    ordered = sorted(cut for cut in cuts if start <= cut <= end)
    for one, other in itertools.pairwise(ordered):
        first, last = _stripped(text, one, other)
        if first < last:
            mine = claims[bisect.bisect_left(starts, one) : bisect.bisect_left(starts, other)]
            yield Sentence(first, last, text[first:last], tuple(mine))


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence ends between two offsets; a full stop behind an abbreviation or initials ends none."""
    for match in _BREAK.finditer(text, start, end):
        if text[match.start()] == ".":
            before = _WORD_BEFORE.search(text, max(start, match.start() - 20), match.start())
            word = (before[0] if before else "") + "."
            if _INITIALS.search(word) or word.casefold() in _abbreviations():
                continue
        yield match.end()


@lang.compiled
def _abbreviations() -> frozenset[str]:
    titles = {row["word"] for row in lang.rows("sentences") if row["kind"] == "title"}
    return frozenset(titles | _SHORTENED)
