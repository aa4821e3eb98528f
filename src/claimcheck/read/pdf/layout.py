"""From the segments of a page to its lines in reading order: columns side by side, what stretches them, and tables.

A page is cut into bands, from the top down. A band has columns as long as nothing crosses the gutter between them, so a
headline over two columns ends one band and opens the next; every column is cut into bands again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from claimcheck.read.pdf.raising import with_capitals, with_fractions
from claimcheck.read.pdf.spans import SPACE, Line, TypeSpan, line_of, main_size

_MOST_COLUMNS = 12
_MOST_ON_LINE = 500  # segments; what has more is no text
_DEEPEST = 8  # columns within columns
_TAIL = 24  # segments that are looked back at for one beside the next: more than a row has
_PROSE_LENGTH = 20  # characters of a column's middling line: a narrow one of a newspaper has 25 to 35, a cell has fewer
_WIDEST = 2.5  # sizes between two words of a line that is spread to be flush
_RUNNING = 0.35  # of the lines of running text open with a small letter: about 0.75 do, in cells few
_ASIDE = 0.06  # a column whose type is smaller or larger by more is no part of the main text
_MARKER = re.compile(r"(?:[•▪◦‣·●■*–—-]|\(?\d{1,3}[.)\]]|\[\d{1,3}\]|[a-z][.)])")
CELLS = " | "
"""What stands between the cells of a table's row."""
CELL_LINE = "\n"
"""What stands in a cell where one of its lines ends, until ``text`` knows whether a hyphen there goes."""


class Region(NamedTuple):
    """Lines that follow each other down a column, or the rows of a table."""

    lines: tuple[Line, ...]
    table: bool = False
    aside: bool = False


Stretches = list[tuple[float, float]]


class _Band(NamedTuple):
    segments: list[Line]
    stretches: Stretches


def regions(segments: Iterable[Line], *, body: float, page: int) -> list[Region]:
    """Return the regions of a page in reading order; ``body`` is the size of the document's text."""
    laid = _ordered(_with_markers(with_capitals(_with_flush(list(segments)), body=body)), body=body, deep=0)
    laid.sort(key=lambda region: region.aside)
    return [
        region._replace(lines=tuple(with_fractions(line)._replace(page=page) for line in region.lines))
        for region in laid
    ]


def lines_of(segments: Iterable[Line]) -> list[Line]:
    """Return the lines that segments make, from the top down; raised and lowered marks are in the line they belong to."""
    rows: list[list[Line]] = []
    for one in sorted(segments, key=lambda s: (-s.base, s.left)):
        if rows and abs(rows[-1][0].base - one.base) <= 0.3 * max(rows[-1][0].size, one.size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_line(row) for row in _with_raised(rows)]


def _with_raised(rows: list[list[Line]]) -> list[list[Line]]:
    """Return the rows with each that only holds small marks, above or below another, as part of that one."""
    kept: list[list[Line]] = []
    raised: list[Line] = []
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below and _is_mark(row, of=below):
            raised += row
        elif kept and _is_mark(row, of=kept[-1]):
            kept[-1] = [*kept[-1], *row]
        else:
            kept.append([*row, *raised])
            raised = []
    return kept


def _is_mark(row: list[Line], *, of: list[Line]) -> bool:
    """Return whether a row is nothing but marks that are raised over, or lowered under, words of another row."""
    main = max(of[:_TAIL], key=lambda s: len(s.text))
    if len(row) > _TAIL or len(of) > _MOST_ON_LINE:
        return False
    near = 0.05 * main.size < abs(row[0].base - main.base) < 0.75 * main.size
    small = all(s.size <= 0.8 * main.size and len(s.text) <= 5 for s in row)  # noqa: PLR2004  "12,13"
    beside = all(any(o.left - o.size <= s.left <= o.right + o.size for o in of) for s in row)
    return near and small and beside


def _line(row: Iterable[Line], *, apart: str = " ") -> Line:
    """Return the line of segments that stand beside each other, with ``apart`` in each wide gap.

    A figure that stands under another one is none of its digits.
    """
    spans: list[TypeSpan] = []
    for one in sorted(row, key=lambda s: s.left):
        first = one.spans[0]
        least = SPACE * max(first.size, spans[-1].size) if spans else 0.0
        beside = first.left - spans[-1].right if spans else 0.0
        gap = beside > least or (beside < -least and first.text[:1].isdigit() and spans[-1].text[-1:].isdigit())
        due = apart if gap and not (apart == " " and first.text.startswith(" ")) else ""
        spans += [first._replace(text=due + first.text.lstrip() if due else first.text), *one.spans[1:]]
    return line_of(spans)


def _with_flush(segments: list[Line]) -> list[Line]:
    """Return the segments with the words of each line that is spread wide to be flush as one: its gaps are no gutters."""
    rows: dict[int, list[Line]] = {}
    for one in segments:
        rows.setdefault(round(one.base), []).append(one)
    edges = {(round(one.left), round(one.right), round(one.size)) for one in segments if len(one.text) >= _PROSE_LENGTH}
    joined: dict[int, Line | None] = {}
    for row in rows.values():
        row.sort(key=lambda one: one.left)
        for start in range(len(row) - 1 if 1 < len(row) <= _TAIL else 0):
            end = _flush_end(row, start, edges)
            if end and id(row[start]) not in joined:
                joined |= {id(one): None for one in row[start + 1 : end]} | {id(row[start]): _line(row[start:end])}
    return [kept for one in segments if (kept := joined.get(id(one), one)) is not None]


def _flush_end(row: Sequence[Line], start: int, edges: set[tuple[int, int, int]]) -> int:
    """Return where a run of words that opens a row ends, all as far from each other, at the edge of its column; 0 for none."""
    first = row[start]
    gap = row[start + 1].left - first.right
    found = 0
    for place in range(start + 1, len(row)):
        one = row[place]
        apart = one.left - row[place - 1].right
        if abs(apart - gap) > 0.1 * one.size or apart > _WIDEST * one.size or one.size != first.size:
            break
        near = ((first.left + x, one.right + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if any((round(left), round(right), round(one.size)) in edges for left, right in near):
            found = place + 1
    return found


def _with_markers(segments: list[Line]) -> list[Line]:
    """Return the segments with each bullet or number of a list joined to the words that it marks."""
    marks = [s for s in segments if len(s.text) <= 5 and _MARKER.fullmatch(s.text)]  # noqa: PLR2004  "(12)"
    if not marks or len(marks) > len(segments) / 2:
        return segments
    by_base: dict[int, list[Line]] = {}
    for one in segments:
        by_base.setdefault(round(one.base), []).append(one)
    joined: dict[int, Line] = {}
    taken: set[int] = set()
    for mark in marks:
        beside = [s for near in (-1, 0, 1) for s in by_base.get(round(mark.base) + near, ())[:_TAIL]]
        after = [s for s in beside if mark.right <= s.left <= mark.right + 4 * mark.size and len(s.text) > 5]  # noqa: PLR2004
        if after and not any(s.right <= mark.left and mark.left - s.right < 4 * mark.size for s in beside):
            target = min(after, key=lambda s: s.left)
            first = target.spans[0]
            words = (first._replace(text=" " + first.text.lstrip()), *target.spans[1:])
            joined[id(target)] = line_of((*mark.spans, *words))._replace(base=target.base, size=target.size)
            taken.add(id(mark))
    return [joined.get(id(s), s) for s in segments if id(s) not in taken]


def _ordered(segments: list[Line], *, body: float, deep: int) -> list[Region]:
    """Return the regions that segments make."""
    found: list[Region] = []
    plain: list[Line] = []
    for band in _bands(segments, gutter=0.8 * body):
        parts = _parts(band)
        kind = _kind(parts, body=body) if len(parts) > 1 and deep < _DEEPEST else "plain"
        if kind == "plain":
            plain += band.segments
            continue
        if plain:
            found.append(Region(tuple(lines_of(plain))))
            plain = []
        if kind == "table":
            found.append(Region(tuple(_rows(band, parts)), table=True))
        else:
            found += _columns(parts, body=body, deep=deep)
    if plain:
        found.append(Region(tuple(lines_of(plain))))
    return found


def _columns(parts: list[list[Line]], *, body: float, deep: int) -> list[Region]:
    """Return the regions of columns, from left to right; one set in another size than the main text is aside."""
    sizes = [main_size(part) for part in parts]
    main = min(sizes, key=lambda size: abs(size - body))
    found: list[Region] = []
    for part, size in zip(parts, sizes, strict=True):
        aside = abs(size - main) > _ASIDE * main
        found += (r._replace(aside=aside or r.aside) for r in _ordered(part, body=body, deep=deep + 1))
    return found


def _bands(segments: list[Line], *, gutter: float) -> list[_Band]:
    """Return the bands of a page or column, from the top down."""
    bands: list[_Band] = []
    now = _Band([], [])
    for one in sorted(segments, key=lambda s: (-s.top, s.left)):
        stretches = _joined(now.stretches, one, gutter=gutter)
        if len(now.stretches) > 1 and len(stretches) == 1 and _is_spread(now, one):
            above = bands.pop() if bands and len(bands[-1].stretches) == 1 else _Band([], [])
            now = _Band([*above.segments, *now.segments, one], stretches)
        elif len(now.stretches) > 1 and (len(stretches) == 1 or _is_row_apart(now, one)):
            bands += _closed(now, one, gutter=gutter)
            now = _Band([one], [(one.left, one.right)])
        elif len(now.stretches) == 1 and any(_beside(other, one, gutter=gutter) for other in now.segments[-_TAIL:]):
            now, rest = _side_by_side(now, one, gutter=gutter)
            bands += [rest] if rest.segments else []
        else:
            now.segments.append(one)
            now = _Band(now.segments, stretches)
    return [*bands, now] if now.segments else bands


def _is_spread(band: _Band, one: Line) -> bool:
    """Return whether a band is one line of text that is spread wide to be flush, and ``one`` the line right below it."""
    last = band.segments[-1]
    alike = abs(one.size - last.size) <= _ASIDE * last.size
    return len(band.segments) <= len(band.stretches) and alike and 0 < last.base - one.base < 1.5 * last.size


def _is_row_apart(band: _Band, one: Line) -> bool:
    """Return whether a band is one row, such as the names of two authors, and ``one`` stands well below it."""
    if len(band.segments) > len(band.stretches):
        return False
    return min(s.base for s in band.segments) - one.top > 1.2 * one.size


def _side_by_side(band: _Band, one: Line, *, gutter: float) -> tuple[_Band, _Band]:
    """Return the band of columns that ``one`` opens, with what of ``band`` is at its side, and the rest of ``band``."""
    stretches: Stretches = [(one.left, one.right)]
    taken = [one]
    rest = band.segments
    while rest:
        last = rest[-1]
        grown = _joined(stretches, last, gutter=gutter)
        beside = _beside(last, one, gutter=gutter)
        crosses = len(grown) == 1 and (beside or len(stretches) > 1)
        if crosses or not (beside or any(_right_above(last, other) for other in taken[-_TAIL:])):
            break
        stretches = grown
        taken.append(rest.pop())
    if len(stretches) == 1:  # nothing was beside it after all
        rest.extend(reversed(taken))
        return _Band(rest, _joined(band.stretches, one, gutter=gutter)), _Band([], [])
    return _Band(taken[::-1], stretches), _Band(rest, _all(rest, gutter=gutter))


def _right_above(one: Line, other: Line) -> bool:
    """Return whether a segment is the line above another, in the same type."""
    alike = abs(one.size - other.size) <= 0.1 * other.size
    overlap = min(one.right, other.right) - max(one.left, other.left)
    return alike and overlap > 0 and -0.5 * other.size < one.base - other.top < 0.9 * other.size


def _closed(band: _Band, crossing: Line, *, gutter: float) -> list[_Band]:
    """Return a band of columns that ``crossing`` ends; what opens its part, below all columns but one, is its own band."""
    feet = sorted(min(s.base for s in part) for part in _parts(band))
    if len(feet) < 2:  # noqa: PLR2004  columns
        return [band]
    ordered = sorted(band.segments, key=lambda s: -s.base)
    below = next((n for n, s in enumerate(ordered) if s.top < feet[1]), len(ordered))
    gaps = (
        n for n in range(max(1, below), len(ordered)) if ordered[n - 1].base - ordered[n].top > 0.9 * ordered[n].size
    )
    opens = next(gaps, len(ordered))
    heads = ordered[opens:]
    if not 1 <= len(heads) <= 2 or heads[-1].base - crossing.top > 3 * crossing.size:  # noqa: PLR2004  a heading's lines
        return [band]
    return [_Band(ordered[:opens], band.stretches), _Band(heads, _all(heads, gutter=gutter))]


def _beside(one: Line, other: Line, *, gutter: float) -> bool:
    """Return whether two segments are at one height, a gutter or more apart."""
    overlap = min(one.top, other.top) - max(one.base, other.base)
    apart = max(one.left, other.left) - min(one.right, other.right)
    return overlap > 0.2 * min(one.size, other.size) and apart >= gutter


def _joined(stretches: Stretches, one: Line, *, gutter: float) -> Stretches:
    """Return the stretches of the page's width that are covered when ``one`` is too; narrower gaps than a gutter are none."""
    left, right = one.left, one.right
    apart = []
    for start, end in stretches:
        if end + gutter <= left or right + gutter <= start:
            apart.append((start, end))
        else:
            left, right = min(left, start), max(right, end)
    if len(apart) >= _MOST_COLUMNS:
        return [(min(left, apart[0][0]), max(right, apart[-1][1]))]
    return sorted([*apart, (left, right)])


def _all(segments: Iterable[Line], *, gutter: float) -> Stretches:
    """Return the stretches of the width that segments cover."""
    stretches: Stretches = []
    for one in segments:
        stretches = _joined(stretches, one, gutter=gutter)
    return stretches


def _parts(band: _Band) -> list[list[Line]]:
    """Return a band's segments by its columns, from left to right."""
    parts: list[list[Line]] = [[] for _ in band.stretches]
    for one in band.segments:
        place = next((n for n, (start, end) in enumerate(band.stretches) if start <= one.left <= end), 0)
        parts[place].append(one)
    return [part for part in parts if part]


def _kind(parts: list[list[Line]], *, body: float) -> str:
    """Return what a band with gutters is: ``columns`` of text, a ``table``, or ``plain`` lines with a wide gap in them."""
    lines = [lines_of(part) for part in parts]
    gap = min(min(s.left for s in right) - max(s.right for s in left) for left, right in pairwise(parts))
    rows = max(len(part) for part in lines)
    if rows == 1:
        return "columns" if gap >= 3 * body else "plain"
    prose = [part for part in lines if median(len(line.text) for line in part) >= _PROSE_LENGTH]
    running = [part for part in prose if len(part) < 4 or _running(part) >= _RUNNING]  # noqa: PLR2004  too few to tell
    if len(running) >= 2:  # noqa: PLR2004  columns
        return "columns"
    if len(running) == 1 and len(running[0]) >= 6:  # noqa: PLR2004  a text with something short beside it
        others = [part for part in lines if part is not running[0]]
        return "table" if all(_aligned(part, running[0]) for part in others) else "columns"
    both = sum(1 for line in lines[0] if any(_at(line, part) for part in lines[1:]))
    if both < 2:  # noqa: PLR2004  one row: a line that is spread wide to be flush has such gaps, too
        return "table" if gap >= 3 * body else "plain"
    figures = sum(bool(re.search(r"\d", line.text)) for part in lines[1:] for line in part)
    cells = figures >= sum(map(len, lines[1:])) / 2
    return "table" if cells or gap >= 1.5 * body else "plain"


def _running(lines: Sequence[Line]) -> float:
    """Return which part of the lines opens with a small letter."""
    return sum(line.text[:1].islower() for line in lines[1:]) / max(1, len(lines) - 1)


def _aligned(lines: Sequence[Line], main: Sequence[Line]) -> bool:
    """Return whether lines are cells of rows: short, and on the same lines as the first words of other cells."""
    short = median(len(line.text) for line in lines) <= 12  # noqa: PLR2004  a figure with its unit
    return short and sum(_at(line, main) for line in lines) >= 0.8 * len(lines)


def _at(line: Line, others: Sequence[Line]) -> bool:
    return any(abs(line.base - other.base) < 0.25 * line.size for other in others)


def _rows(band: _Band, parts: list[list[Line]]) -> list[Line]:
    """Return the rows of a table; a line without a first cell, close below another, goes on in the cells above."""
    column = {id(one): number for number, part in enumerate(parts) for one in part}
    steps = sorted({round(s.base, 1) for s in band.segments}, reverse=True)
    pitch = min((a - b for a, b in pairwise(steps) if a - b > 2), default=0.0)  # noqa: PLR2004
    rows: list[dict[int, list[Line]]] = []
    base = 0.0
    for one in sorted(band.segments, key=lambda s: (-s.base, s.left)):
        place = column[id(one)]
        same = bool(rows) and base - one.base < 0.4 * one.size
        goes_on = bool(rows) and place > 0 and place in rows[-1] and base - one.base < 1.15 * pitch
        opens = any(abs(other.base - one.base) < 0.4 * one.size for other in parts[0])
        if not same and (opens or not goes_on):
            rows.append({})
        base = one.base
        rows[-1].setdefault(place, []).append(one)
    return [_row(row) for row in rows]


def _row(cells: dict[int, list[Line]]) -> Line:
    """Return a table's row as one line."""
    spans: list[TypeSpan] = []
    for _, cell in sorted(cells.items()):
        for number, line in enumerate(lines_of(cell)):
            first = line.spans[0]
            apart = "" if not spans else CELL_LINE if number else CELLS
            spans += [TypeSpan(apart, *first[1:6])] if apart else []
            spans += [first._replace(text=first.text.lstrip()), *line.spans[1:]]
    return line_of(spans)
