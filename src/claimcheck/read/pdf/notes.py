"""Footnotes of a PDF: the small type at a page's foot, the endnotes behind the text, and the marks that call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from claimcheck.article import NoteKind
from claimcheck.read.parts.composing import Run
from claimcheck.read.parts.notes import LOWERED, RAISED_DIGITS, is_due, is_note_heading
from claimcheck.read.parts.raised import raised
from claimcheck.read.pdf.layout import Region
from claimcheck.read.pdf.paragraphs import LaidParagraph
from claimcheck.read.pdf.raising import is_lowered, is_raised
from claimcheck.read.pdf.spans import Line, TypeSpan

_SMALL = 0.94  # of the text's size: 10 points below 11 are a footnote's
_APART = 1.6  # sizes from line to line: more than in a note
_LABEL = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?|([*†‡§¶]{1,3}))\s+(?=\S)")
_MARKS = re.compile(r"\s*(?:\d{1,3}|[*†‡§¶]{1,3})(?:\s*[,;]\s*(?:\d{1,3}|[*†‡§¶]{1,3}))*\s*")
_LIST = re.compile(r"[\d*†‡§¶,;\s]*")
_ONE = re.compile(r"\d{1,3}|[*†‡§¶]{1,3}")
_BRACKETED = re.compile(r"\s?\[(\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\]")
_UNICODE = re.compile(f"[{RAISED_DIGITS}]+")
_SQUARED = re.compile(r"(?:^|[\s\d(/])(?:[kcmdµn]?m|ft|in|mi|s|CO|R)$")
_TIMES_TEN = re.compile(r"[×x·]\s?10$")


class LaidNote(NamedTuple):
    """A note's words, without its label, which is unique in the document."""

    label: str
    paragraph: LaidParagraph
    kind: NoteKind = "footnote"


class Labels:
    """The labels of a document's notes: which is meant by a mark on a page, since numbers may start anew on each."""

    def __init__(self) -> None:
        self.by_page: dict[tuple[int, str], str] = {}
        self.first: dict[str, str] = {}
        self.taken: set[str] = set()
        self.called: set[str] = set()
        self.pages: dict[str, int] = {}
        """On which page each note stands that is at a page's foot."""

    def add(self, label: str, *, page: int, foot: bool = False) -> str:
        """Return the label under which the note is kept: its own, unless another page's note has it."""
        unique = label if label not in self.taken else f"{label} (page {page})"
        if foot:
            self.pages[unique] = page
        self.taken.add(unique)
        self.by_page.setdefault((page, label), unique)
        self.first.setdefault(label, unique)
        return unique

    def of(self, label: str, *, page: int) -> str | None:
        """Return the label of the note that a mark on a page calls, None where there is no such note."""
        return self.by_page.get((page, label), self.first.get(label))

    def is_near(self, label: str, *, page: int) -> bool:
        """Return whether a note may be the one of a raised mark on a page: a footnote stands there, or on the next page."""
        return 0 <= self.pages.get(self.of(label, page=page) or "", page) - page <= 1

    def call(self, labels: Iterable[str | None]) -> list[Run]:
        """Return the marks of these notes, which now have been called."""
        marks = [Run("", note=label) for label in labels if label]
        self.called.update(mark.note for mark in marks if mark.note)
        return marks


def split(regions: Sequence[Region], *, body: float) -> tuple[list[Region], list[tuple[str, list[Line]]]]:
    """Return the regions of all pages without their footnotes, and the footnotes: label and lines, in order."""
    called = {label for region in regions for line in region.lines for label in _called(line, body=body)}
    kept: list[Region] = []
    found: list[tuple[str, list[Line]]] = []
    for region in regions:
        start = len(region.lines) if region.table else _tail(region.lines, body=body)
        first = next((n for n in range(start, len(region.lines)) if _opens(region.lines[n], called)), None)
        if first is None and not region.table:
            first = _raised_tail(region.lines, called)
            start = len(region.lines) if first is None else first
        if first is None:
            kept.append(region)
            continue
        above = region.lines[:first]
        if first > start and found and _runs_over(region.lines[start], found[-1][1][-1]):
            found[-1][1].extend(region.lines[start:first])
            above = region.lines[:start]
        if above:
            kept.append(region._replace(lines=above))
        notes, behind = _numbered(region.lines[first:])
        found += notes
        kept += [region._replace(lines=tuple(behind))] if behind else []
    return kept, found


def _runs_over(line: Line, last: Line) -> bool:
    """Return whether a line at a page's foot goes on with a note of the page before."""
    unfinished = not re.search(r"[.!?)\]’”\"]$", last.text) or line.text[:1].islower()
    return line.page == last.page + 1 and unfinished and abs(line.size - last.size) < 0.06 * last.size


def _tail(lines: Sequence[Line], *, body: float) -> int:
    """Return from where on a column is all in small type."""
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * body:
        start -= 1
    return start


def _raised_tail(lines: Sequence[Line], called: set[str]) -> int | None:
    """Return from where on a column is notes in the text's own type: each opens with a raised label that the text calls."""
    for place, line in enumerate(lines):
        if _is_marked(line) and _opens(line, called) and not _numbered(lines[place:])[1]:
            return place
    return None


def _is_marked(line: Line) -> bool:
    """Return whether a line opens with a raised label."""
    return is_raised(line.spans[0], line) or _UNICODE.match(line.spans[0].text) is not None


def _called(line: Line, *, body: float) -> Iterable[str]:
    """Yield the labels that a line of the text calls."""
    if line.size <= _SMALL * body:
        return
    for place, span in enumerate(line.spans):
        if place and is_raised(span, line) and _MARKS.fullmatch(span.text):
            yield from _in_mark(span.text)
        for match in _BRACKETED.finditer(span.text):
            yield from _ONE.findall(match[1])
        for match in _UNICODE.finditer(span.text):
            if place or match.start():
                yield from _in_mark(match[0].translate(LOWERED))
        if span.text.rstrip().endswith(("*", "†", "‡", "§")):
            yield from _ONE.findall(span.text[-3:])


def _in_mark(text: str) -> Iterable[str]:
    """Yield the labels that a raised mark can call: ``23`` is the 23rd note, or the second and the third."""
    for label in _ONE.findall(text):
        yield label
        if label.isdecimal():
            yield from label if len(label) > 1 else ()


def _known(text: str, labels: Labels, *, page: int) -> list[str | None]:
    """Return the notes that a mark calls, None for each that there is not."""
    return [labels.of(label, page=page) for label in _ONE.findall(text)]


def _raised(text: str, labels: Labels, *, page: int, before: str) -> list[str | None]:
    """Return the notes that a raised mark calls, None for each that there is not.

    Behind a figure it is an exponent, ``2`` with a raised ``31``, unless it is the next note's; so it is where it can only
    be several notes without a blank.
    """
    first, digits, behind_figure = _ONE.findall(text)[0], text.strip(), before[-1:].isdigit()
    found = _known(text, labels, page=page)
    several = found == [None] and len(digits) > 1 and _ascends(" ".join(digits)) and not behind_figure
    if several:
        first, found = digits[0], [labels.of(digit, page=page) for digit in digits]
    in_turn = is_due(first, partial(labels.of, page=page), labels.called) or not (several or behind_figure)
    return found if in_turn and labels.is_near(first, page=page) else [None]


def labelled(line: Line) -> tuple[str, Line] | None:
    """Return the label that a line opens with and the line without it, None for a line that has none."""
    first = line.spans[0]
    raised = is_raised(first, line) and _ONE.fullmatch(first.text.strip())
    if raised and len(line.spans) > 1:
        rest = line.spans[1:]
        return first.text.strip(), line._replace(spans=(rest[0]._replace(text=rest[0].text.lstrip()), *rest[1:]))
    high = _UNICODE.match(first.text)
    if high:
        rest = (first._replace(text=first.text[high.end() :].lstrip()), *line.spans[1:])
        return high[0].translate(LOWERED), line._replace(spans=rest)
    match = _LABEL.match(line.text)
    if match is None:
        return None
    return match[1] or match[2] or match[3], line._replace(spans=tuple(_behind(line.spans, match.end())))


def _behind(spans: Iterable[TypeSpan], length: int) -> Iterable[TypeSpan]:
    """Yield the spans behind the first ``length`` characters."""
    for span in spans:
        if length >= len(span.text):
            length -= len(span.text)
        else:
            yield span._replace(text=span.text[length:])
            length = 0


def _opens(line: Line, called: set[str]) -> bool:
    """Return whether a line of small type opens a note: its label is raised, or called in the text."""
    found = labelled(line)
    return found is not None and (found[0] in called or is_raised(line.spans[0], line))


def _numbered(lines: Sequence[Line]) -> tuple[list[tuple[str, list[Line]]], Sequence[Line]]:
    """Return the notes in lines of which the first opens one, and the lines behind them.

    Each next note has the next number, or a sign; what stands apart without one is no note.
    """
    found: list[tuple[str, list[Line]]] = []
    for place, line in enumerate(lines):
        opened = labelled(line)
        if opened and (not found or _follows(opened[0], found[-1][0])):
            found.append((opened[0], [opened[1]]))
        elif lines[place - 1].base - line.base > _APART * line.size:
            return found, lines[place:]
        else:
            found[-1][1].append(line)
    return found, ()


def _follows(label: str, before: str) -> bool:
    return int(label) == int(before) + 1 if label.isdecimal() and before.isdecimal() else not label.isdecimal()


def endnotes(paragraphs: Sequence[LaidParagraph]) -> tuple[list[LaidParagraph], list[tuple[str, LaidParagraph]]]:
    """Return the paragraphs without the numbered notes below a heading such as `Notes`, and those notes."""
    start = next((n for n in range(len(paragraphs) - 1, -1, -1) if is_note_heading(paragraphs[n].text)), None)
    if start is None:
        return list(paragraphs), []
    found: list[tuple[str, LaidParagraph]] = []
    rest: list[LaidParagraph] = []
    for one in paragraphs[start + 1 :]:
        opened = None if rest else labelled(one.lines[0])
        if opened and (not found or _follows(opened[0], found[-1][0])):
            found.append((opened[0], one._replace(lines=(opened[1], *one.lines[1:]))))
        else:
            rest.append(one)
    if not found:
        return list(paragraphs), []
    return [*paragraphs[: start + 1], *rest], found


def marks(line: Line, labels: Labels, *, opens: bool = False) -> list[Run]:
    """Return the line's runs: the marks that call notes are taken out of its text; exponents and formulas stay readable.

    ``opens`` says that it opens a paragraph: a number in brackets there is none of them, as in ``[1] 3.5 4.2`` of a console.
    """
    found: list[Run] = []
    before = ""
    ups = [is_raised(span, line) for span in line.spans]
    for place, (span, up) in enumerate(zip(line.spans, ups, strict=True)):
        text = span.text
        beside = (line.spans[n] for n in (place - 1, place + 1) if up and 0 <= n < len(ups) and ups[n])
        alone = all(_LIST.fullmatch(one.text) for one in beside)  # the 2 of `z⁻²` is none of a note
        marked = up and alone and _MARKS.fullmatch(text) is not None
        known = _raised(text, labels, page=line.page, before=before) if marked else [None]
        if all(known) and not _is_power(text, before):
            found += labels.call(known)
            continue
        if up or is_lowered(span, line):
            bare = text.lstrip()
            found.append(Run(text[: -len(bare)] + raised(bare, up=up, before=before), span.href or None))
        else:
            found += _written(span, labels, page=line.page, opens=opens and not before.strip())
        before = (before + text)[-20:]
    return [run._replace(page=line.page) for run in found]


def _ascends(figures: str) -> bool:
    """Return whether each figure is larger than the one before: ``[1, 3]`` cites, ``a[2,1,1]`` is a place in a table."""
    numbers = [int(one) for one in _ONE.findall(figures)]
    return numbers == sorted(set(numbers))


def _is_power(figures: str, before: str) -> bool:
    """Return whether raised figures are an exponent, whatever notes there are: ``km²``, ``3 × 10⁶``."""
    return bool((figures.strip() in {"2", "3"} and _SQUARED.search(before)) or _TIMES_TEN.search(before))


def _written(span: TypeSpan, labels: Labels, *, page: int, opens: bool) -> Iterable[Run]:
    """Yield a span's text and, apart, the marks that are written in it: ``[3]``, ``³`` and ``*`` behind a word."""
    at, text, href = 0, span.text, span.href or None
    for match in re.finditer(
        rf"{_BRACKETED.pattern}|([{RAISED_DIGITS}]+)|(?<=[\w.,;:!?”’\"])([*†‡§]{{1,3}})(?!\w)", text
    ):
        before = text[: match.start()]
        figures = match[2].translate(LOWERED) if match[2] else ""
        known = (
            _raised(figures, labels, page=page, before=before)
            if figures
            else _known(match[1] or match[3], labels, page=page)
        )
        power = figures and _is_power(figures, before)
        opening = opens and not before.strip()
        if not all(known) or power or (match[1] and (opening or not _ascends(match[1]))):
            continue
        yield Run(text[at : match.start()], href)
        yield from labels.call(known)
        at = match.end()
    yield Run(text[at:], href)
