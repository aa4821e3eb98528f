"""What a page has beside the article: running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claimcheck.read.pdf.layout import lines_of
from claimcheck.read.pdf.spans import Line

_DEPTH = 3  # lines of a running head or foot
_HEIGHT = 4.0  # points: a head at the same height on two pages
_EDGE = 0.08  # of the page's height: its margins
_NUMBER = re.compile(r"\W*+(?:page|p\.?)?\s*+(?:\d{1,4}|[ivxl]{1,6})(?:\s*+(?:of|/)\s*+\d{1,4})?\W*+", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,4}\s*[|·•–—]\s.*|.*\s[|·•–—]\s*\d{1,4}|.*\bpage \d{1,4}(?: of \d{1,4})?", re.IGNORECASE)
_OPENS, _CLOSES = re.compile(r"^\W*(\d{1,4})\b(?![.,]\d)"), re.compile(r"(?<![\d.,])(\d{1,4})\W*$")
_LONGEST = 200  # characters of a running head
_APART = 2.2  # sizes of the smaller type between a page number and the text: more than a line's distance

Key = tuple[str, int]


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[str]]:
    """Return each page's segments without running heads, feet and page numbers; and what of these is on the first page."""
    rows = [[line._replace(page=number) for line in _rows(segments)] for number, segments in enumerate(pages, start=1)]
    heads = _repeated([row[:_DEPTH] for row in rows])
    feet = _repeated([row[::-1][:_DEPTH] for row in rows])
    kept: list[list[Line]] = []
    dropped: list[str] = []
    for segments, row, height in zip(pages, rows, heights, strict=True):
        top = _furniture(row, heads, height=height)
        foot = _furniture(row[::-1], feet, height=height)
        lines = [line.base for line in (*top, *foot)]
        beside = [one for one in segments if any(abs(one.base - base) <= 0.3 * one.size for base in lines)]
        gone = {id(one) for one in beside}
        dropped += [one.text for one in beside] if not kept else []
        kept.append([one for one in segments if id(one) not in gone])
    return (kept, dropped) if any(kept) else ([list(segments) for segments in pages], [])


def _rows(segments: Sequence[Line]) -> list[Line]:
    """Return a page's uppermost and lowest lines, over its whole width."""
    ordered = sorted(segments, key=lambda s: -s.base)
    edges = ordered if len(ordered) <= 200 else [*ordered[:100], *ordered[-100:]]  # noqa: PLR2004  more than 6 lines
    return lines_of(edges)


def _repeated(edges: Sequence[Sequence[Line]]) -> set[Key]:
    """Return what stands at the same height of several pages' edges, whatever numbers are in it."""
    counts = Counter(key for lines in edges for key in {key for line in lines for key in _keys(line)})
    return {key for key, count in counts.items() if count > 1}


def _keys(line: Line) -> list[Key]:
    """Return what a line shares with those of other pages: its words without numbers, and the page's number.

    Each stands with the line's height as two steps, so that near ones share one.
    """
    text = line.text[:_LONGEST]
    words = re.sub(r"\W+", " ", re.sub(r"\d+", "#", text.casefold())).strip()
    numbers = {int(number) - line.page for number in (*_OPENS.findall(text), *_CLOSES.findall(text))}
    step = int(line.base // _HEIGHT)
    steps = (step, step + 1 if line.base % _HEIGHT >= _HEIGHT / 2 else step - 1)
    return [(shared, near) for shared in (words, *(f"page {n}" for n in numbers)) for near in steps if shared]


def _furniture(rows: Sequence[Line], repeated: set[Key], *, height: float) -> list[Line]:
    """Return which of a page's lines, from its edge inwards, are no part of the article."""
    found: list[Line] = []
    for place, line in enumerate(rows[:_DEPTH]):
        inner = rows[place + 1] if place + 1 < len(rows) else None
        apart = inner is None or abs(inner.base - line.base) > _APART * min(inner.size, line.size)
        in_margin = not _EDGE * height <= line.base <= (1 - _EDGE) * height
        again = any(key in repeated for key in _keys(line))
        number = apart and _NUMBER.fullmatch(line.text)
        if not (again or number or (apart and in_margin and _NUMBERED.fullmatch(line.text))):
            break
        found.append(line)
    return found
