"""What a page has beside the article: running heads and feet, page numbers, and line numbers down its side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.article import Omission
from claimcheck.lang import dates
from claimcheck.read.pdf.layout import lines_of
from claimcheck.read.pdf.spans import Line, main_size

_DEPTH = 3  # lines of a running head or foot
_HEIGHT = 4.0  # points: a head at the same height on two pages
_EDGE = 0.08  # of the page's height: its margins
_OF = r"(?:\s*(?:of|/)\s*\d{1,4})?"
_NUMBER = re.compile(rf"\W*+(?:page|p\.?)?\s*+(?:\d{{1,4}}|[ivxl]{{1,6}}){_OF}\W*+", re.IGNORECASE)
_NUMBERED = re.compile(rf"(\d{{1,4}}\s*[|·•–—]\s)|(\s[|·•–—]\s*\d{{1,4}}|(?:^|\s)page \d{{1,4}}{_OF})$", re.IGNORECASE)
_OPENS, _CLOSES = re.compile(r"^\W*(\d{1,4})\b(?![.,]\d)"), re.compile(rf"(?<![\d.,/])(\d{{1,4}}){_OF}\W*$")
_PRINTED = re.compile(
    r"\d{1,4}([/.-])\d{1,2}\1\d{1,4},? \d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?|(?:https?|file)://\S+\s.*?\d{1,4}/\d{1,4}"
)
"""The head that a browser prints, with the time of printing, and its foot, with the address: of one page nothing repeats them."""
_LONGEST = 200  # characters of a running head
_APART = 2.2  # sizes of the smaller type between a page number and the text: more than a line's distance
_DISPLAY = 1.15  # of the main size: a title, which later heads may repeat
_LEAST_NUMBERS = 5  # lines of a page that are numbered
_STEPS = frozenset({1, 5, 10})  # from one line number to the next
_BESIDE = 0.8  # of the line numbers stand beside a line of text
_RUNNING = 0.25  # of numbered lines open with a small letter, where the numbers count lines and not rows

_SPEAKER = re.compile(r"[A-Z][.:]")  # the `Q.` and `A.` of a transcript

Key = tuple[str, int, int]
REPEATED, PAGE_NUMBER, LINE_NUMBER = "repeated on other pages", "page number", "line number"
PRINTED = "head or foot of a browser's print"


class Cleared(NamedTuple):
    """Each page's segments without what is beside the article, and that, with the reason."""

    pages: list[list[Line]]
    left_out: list[Omission]


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Cleared:
    """Return the pages without running heads, feet and page numbers; each line that is left out is named.

    A line is one of these where it stands at the same height and in the same size on another page, with the same words and
    figures, but for the page's number; where it is nothing but that number; or where a browser prints it.
    """
    rows = [[line._replace(page=number) for line in _rows(segments)] for number, segments in enumerate(pages, start=1)]
    heads = _repeated(rows)
    feet = _repeated([row[::-1] for row in rows])
    kept: list[list[Line]] = []
    left_out: list[Omission] = []
    titles: set[str] = set()
    body = main_size(one for segments in pages for one in segments) if any(pages) else 0.0
    for segments, row, height in zip(pages, rows, heights, strict=True):
        edges = ((row, heads), (row[::-1], feet))
        found = [
            pair for lines, again in edges for pair in _furniture(lines, again, height=height, body=body, titles=titles)
        ]
        gone: dict[int, str] = {}
        for line, reason in found:
            beside = (one for one in segments if abs(one.base - line.base) <= 0.3 * max(one.size, line.size))
            gone |= {id(one): reason for one in beside}
        number = len(kept) + 1
        left_out += [Omission(one.text, gone[id(one)], number) for one in segments if id(one) in gone]
        kept.append([one for one in segments if id(one) not in gone])
    return Cleared(kept, left_out) if any(kept) else Cleared([list(segments) for segments in pages], [])


def _rows(segments: Sequence[Line]) -> list[Line]:
    """Return a page's uppermost and lowest lines, over its whole width."""
    ordered = sorted(segments, key=lambda s: -s.base)
    edges = ordered if len(ordered) <= 200 else [*ordered[:100], *ordered[-100:]]  # noqa: PLR2004  more than 6 lines
    return lines_of(edges)


def _repeated(edges: Sequence[Sequence[Line]]) -> set[Key]:
    """Return what stands at the same height of several pages' edges."""
    keys = (
        {key for place in range(len(lines[:_DEPTH])) for key in _keys(lines[place], apart=_apart(lines, place))}
        for lines in edges
    )
    counts = Counter(key for found in keys for key in found)
    return {key for key, count in counts.items() if count > 1}


def _keys(line: Line, *, apart: bool) -> list[Key]:
    """Return what a line shows on every page: its words, also with the page's number told from that of other figures.

    Where it stands ``apart`` from the text and has no other figures, that number alone is enough: each side has its own head.
    Each stands with the line's height as two steps, so that near ones share one, and with its size.
    """
    text = line.text[:_LONGEST]
    numbers = [*_OPENS.finditer(text), *_CLOSES.finditer(text)]
    parted = [(f"page{int(m[1]) - line.page:+}", f"{text[: m.start(1)]}{text[m.end(1) :]}") for m in numbers]
    shared = [text, *(f"{number} {rest}" for number, rest in parted)]
    if apart:
        shared += [number for number, rest in parted if not re.search(r"\d", rest)]
    step = int(line.base // _HEIGHT)
    steps = (step, step + 1 if line.base % _HEIGHT >= _HEIGHT / 2 else step - 1)
    words = (re.sub(r"[^\w+-]+", " ", one.casefold()).strip() for one in shared)
    return [(one, near, round(line.size)) for one in words if one for near in steps]


def _furniture(
    rows: Sequence[Line], repeated: set[Key], *, height: float, body: float, titles: set[str]
) -> Iterator[tuple[Line, str]]:
    """Yield which of a page's lines, from its edge inwards, are no part of the article, and why."""
    for place, line in enumerate(rows[:_DEPTH]):
        apart = _apart(rows, place)
        in_margin = not _EDGE * height <= line.base <= (1 - _EDGE) * height
        if _NUMBER.fullmatch(line.text) and apart and (in_margin or _is_number_of(line)):
            yield line, PAGE_NUMBER
        elif any(key in repeated for key in _keys(line, apart=apart)):
            if line.size > _DISPLAY * body and line.text not in titles:
                titles.add(line.text)
                return
            yield line, REPEATED
        elif in_margin and _PRINTED.fullmatch(line.text[:_LONGEST]):
            yield line, PRINTED
        elif apart and in_margin and _is_numbered(line):
            yield line, PAGE_NUMBER
        else:
            return


def _apart(rows: Sequence[Line], place: int) -> bool:
    """Return whether a line stands apart from the next one inwards."""
    line = rows[place]
    inner = rows[place + 1] if place + 1 < len(rows) else None
    return inner is None or abs(inner.base - line.base) > _APART * min(inner.size, line.size)


def _is_number_of(line: Line) -> bool:
    """Return whether a line names the number of its own page."""
    return any(int(number) == line.page for number in re.findall(r"\d+", line.text)[:1])


def _is_numbered(line: Line) -> bool:
    """Return whether a line ends or opens with a page number, and has no figures beside it but those of a date."""
    match = _NUMBERED.match(line.text) or _NUMBERED.search(line.text)
    if match is None:
        return False
    rest = (line.text[: match.start()] + " " + line.text[match.end() :]).strip()
    return not re.search(r"\d", rest) or any(dates.dateline(one.strip()) for one in (rest, *_pieces(line)))


def _pieces(line: Line) -> list[str]:
    """Return the parts of a line that are set apart, without its page number."""
    parts = [span.text for span in line.spans]
    figures = [part for part in parts if re.search(r"\d", part) and not _NUMBER.fullmatch(part)]
    return figures if len(figures) == 1 else []


def without_line_numbers(pages: Sequence[Sequence[Line]]) -> Cleared:
    """Return the pages without the numbers that count the lines of their text down its side."""
    columns = [list(_counting(segments)) for segments in pages]
    seen = Counter(key for found in columns for key in {_sequence(column) for column in found})
    kept: list[list[Line]] = []
    left_out: list[Omission] = []
    for segments, found in zip(pages, columns, strict=True):
        gone: set[int] = set()
        for column in found:
            texts = _beside(segments, column)
            running = sum(one.text[:1].islower() for one in texts) >= _RUNNING * len(column)
            if len(texts) >= _BESIDE * len(column) and (running or seen[_sequence(column)] > 1):
                gone |= {id(one) for one in column}
        number = len(kept) + 1
        left_out += [Omission(one.text, LINE_NUMBER, number) for one in segments if id(one) in gone]
        kept.append([one for one in segments if id(one) not in gone])
    return Cleared(kept, left_out)


def _counting(segments: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield each column of numbers that rise by one step from the top down, at about one distance."""
    figures = [one for one in segments if len(one.text) <= 4 and one.text.isdecimal()]  # noqa: PLR2004  of lines
    for edge in ("left", "right"):
        by_edge: dict[int, list[Line]] = {}
        for one in figures:
            by_edge.setdefault(round(getattr(one, edge) / 2), []).append(one)
        for column in by_edge.values():
            column.sort(key=lambda one: -one.base)
            steps = {int(b.text) - int(a.text) for a, b in pairwise(column)}
            apart = [a.base - b.base for a, b in pairwise(column)]
            if len(column) >= _LEAST_NUMBERS and len(steps) == 1 and steps <= _STEPS and max(apart) < 2 * min(apart):
                yield column


def _sequence(column: Sequence[Line]) -> tuple[str, int, int]:
    """Return what columns of line numbers on several pages have in common."""
    return column[0].text, round(column[0].base), round(column[0].left)


def _beside(segments: Sequence[Line], column: Sequence[Line]) -> list[Line]:
    """Return the one segment of text that stands beside each number; none where there are cells of a table."""
    by_base: dict[int, list[Line]] = {}
    for one in segments:
        by_base.setdefault(round(one.base), []).append(one)
    numbers = {id(one) for one in column}
    found: list[Line] = []
    for one in column:
        near = {id(s): s for step in (-2, -1, 0, 1, 2) for s in by_base.get(round(one.base) + step, ())}
        others = [s for key, s in near.items() if key not in numbers and not _SPEAKER.fullmatch(s.text)]
        if len(others) == 1:
            found += others
    return found
