"""From lines to paragraphs: where one ends in a column, and which goes on in the next column or on the next page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.read.pdf.layout import Region
from claimcheck.read.pdf.raising import CAPITAL
from claimcheck.read.pdf.spans import Line, main_size

_LEADING = 1.2  # sizes from line to line, where the lines do not say
_GAP = 1.3  # of the leading: wider, and a paragraph ends
_INDENT = (0.7, 5.0)  # sizes
_SIZE = 0.06  # of the size: type of another one is another paragraph
_DISPLAY = 1.15  # of the text's size: lines of a headline are broken by sense, not where they are full
_SHORT = 0.7  # of the column: a line so short ends a paragraph, even where it is no sentence
_ENDS = re.compile(r"[.!?…:;]['\"’”)\]]*(?:\[\d{1,3}\]|\s?[\d,]{1,5})?$")
_ITEM = re.compile(r"(?:[•▪◦‣·●■*]|[–—-](?=\s)|\(?\d{1,3}[.)](?=\s)|\[\d{1,3}\](?=\s)|[a-z][.)](?=\s))")


class LaidParagraph(NamedTuple):
    """Lines that make a paragraph, a heading or a table's row; ``full`` where its last line leaves no room for a word."""

    lines: tuple[Line, ...]
    table: bool = False
    aside: bool = False
    full: bool = False
    indented: bool = False

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        return main_size(self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def page(self) -> int:
        """The page it starts on."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its words, as the lines are broken."""
        return " ".join(line.text for line in self.lines)


class _Column(NamedTuple):
    """The edges of a column and how far its lines are apart."""

    left: float
    right: float
    leading: float


def paragraphs_of(region: Region, *, body: float) -> list[LaidParagraph]:
    """Return the paragraphs of a region."""
    if region.table:
        return [LaidParagraph((line,), table=True) for line in region.lines]
    found: list[LaidParagraph] = []
    start = 0
    lines = region.lines
    columns = _columns(lines)
    for place in range(1, len(lines) + 1):
        column = columns[round(lines[start].size)]
        ends = place == len(lines) or _ends(lines[start:place], lines[place], column=column, body=body)
        if ends:
            found.append(_paragraph(lines[start:place], column=column, aside=region.aside))
            start = place
    return found


def _paragraph(lines: Sequence[Line], *, column: _Column, aside: bool) -> LaidParagraph:
    last, size = lines[-1], lines[0].size
    full = last.right >= column.right - 3 * size
    return LaidParagraph(tuple(lines), aside=aside, full=full, indented=_indented(lines[0], column))


def _columns(lines: Sequence[Line]) -> dict[int, _Column]:
    """Return the column's measures for each size of type in it."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(round(line.size), []).append(line)
    return {size: _column(group, lines) for size, group in groups.items()}


def _column(lines: Sequence[Line], whole: Sequence[Line]) -> _Column:
    size = lines[0].size
    lefts = Counter(round(line.left) for line in lines)
    most = max(lefts.values())
    left = min(edge for edge, count in lefts.items() if count >= max(1, 0.15 * most))
    right = max(line.right for line in (lines if len(lines) > 1 else whole))
    apart = (one.base - other.base for one, other in pairwise(lines))
    steps = Counter(round(step * 2) / 2 for step in apart if 0.8 * size < step < 2.5 * size)
    leading = min(steps, key=lambda step: (-steps[step], step)) if steps else _LEADING * size
    if steps and steps[leading] == 1:
        leading = min(*steps, 1.6 * size)
    return _Column(left, right, leading)


def _ends(before: Sequence[Line], line: Line, *, column: _Column, body: float) -> bool:
    """Return whether a paragraph ends with the lines ``before``."""
    last = before[-1]
    step = last.base - line.base
    if abs(line.size - last.size) > _SIZE * last.size or step < 0:
        return True
    display = last.size > _DISPLAY * body
    if step > max(_GAP * column.leading, 1.5 * last.size if display else column.leading + 2):
        return True
    if display:
        return False
    if _is_item(line, before, column=column):
        return True
    if _beside_capital(before[0], line):
        return False
    if _indented(line, column) and not _indented(last, column) and not _is_hanging(before, line):
        return True
    if line.bold != last.bold and (not _no_room(last, line, column) or _ENDS.search(last.text)):
        return True
    return _is_last(last, line, column=column)


def _is_item(line: Line, before: Sequence[Line], *, column: _Column) -> bool:
    """Return whether a line opens an item of a list."""
    if not _ITEM.match(line.text):
        return False
    outdented = len(before) > 1 and line.left < before[-1].left - 0.5 * line.size
    after_item = bool(_ITEM.match(before[0].text)) and abs(line.left - before[0].left) < 0.5 * line.size
    return outdented or after_item or _is_last(before[-1], line, column=column)


def _is_hanging(before: Sequence[Line], line: Line) -> bool:
    """Return whether a line is indented as the rest of an item is, below the item's first line."""
    return len(before) == 1 and bool(_ITEM.match(before[0].text)) and line.left > before[0].left


def _beside_capital(first: Line, line: Line) -> bool:
    """Return whether a line stands beside the large capital that opens its paragraph."""
    capital = first.spans[0]
    large = capital.size >= CAPITAL * first.size and len(capital.text) <= 2  # noqa: PLR2004  a quotation mark with it
    return large and line.left >= capital.right - 0.3 * line.size and line.base > capital.base - line.size


def _indented(line: Line, column: _Column) -> bool:
    return _INDENT[0] * line.size < line.left - column.left < _INDENT[1] * line.size


def _is_last(last: Line, line: Line, *, column: _Column) -> bool:
    """Return whether ``last`` ends a paragraph because it is short: the next line's first word would have fitted."""
    if last.text.endswith("-") or _no_room(last, line, column):
        return False
    ends_sentence = _ENDS.search(last.text) is not None
    short = last.right - column.left < _SHORT * (column.right - column.left)
    return ends_sentence or (short and not line.text[:1].islower())


def _no_room(last: Line, line: Line, column: _Column) -> bool:
    """Return whether the first word of ``line`` had no room at the end of ``last``, but for half an em."""
    text = line.text
    word = text.split(maxsplit=1)[0] if text else ""
    width = (line.right - line.left) * len(word) / max(1, len(text))
    return last.right + 0.25 * last.size + width > column.right - 0.5 * last.size


def joined(paragraphs: Sequence[LaidParagraph], *, body: float) -> list[LaidParagraph]:
    """Return the paragraphs with each that goes on in another column or on another page as one.

    What stands between its two parts, a caption or a box, is moved behind it.
    """
    found: list[LaidParagraph] = []
    last: int | None = None
    by_indent = _by_indent(paragraphs, body=body)
    for one in paragraphs:
        is_text = _is_text(one, body=body)
        if is_text and last is not None and _goes_on(found[last], one, by_indent=by_indent):
            before = found[last]
            found[last] = before._replace(lines=(*before.lines, *one.lines), full=one.full)
            continue
        found.append(one)
        if is_text:
            last = len(found) - 1
        elif not one.table and not one.aside and one.size > _DISPLAY * body:
            last = None
    return found


def _is_text(one: LaidParagraph, *, body: float) -> bool:
    """Return whether a paragraph is set like the main text."""
    return not (one.table or one.aside or one.bold) and abs(one.size - body) <= _SIZE * body


def _by_indent(paragraphs: Sequence[LaidParagraph], *, body: float) -> bool:
    """Return whether it is by an indent that paragraphs open."""
    text = [one for one in paragraphs if _is_text(one, body=body) and len(one.lines) > 1]
    return sum(one.indented for one in text) > 0.4 * len(text)


def _goes_on(one: LaidParagraph, other: LaidParagraph, *, by_indent: bool) -> bool:
    """Return whether a paragraph goes on with another that stands at the head of a column, of a page or below a box."""
    last, first = one.lines[-1], other.lines[0]
    same_column = last.page == first.page and last.base > first.base and abs(last.left - first.left) < 2 * last.size
    if _ITEM.match(first.text) or (by_indent and other.indented) or (same_column and by_indent):
        return False
    text = last.text
    if first.text[:1].islower() and not re.search(r"[.!?]['\"’”)]*$", text):
        return True
    if text.endswith("-") or same_column:
        return text.endswith("-")
    if not _ENDS.search(text):
        return one.full
    return by_indent and one.full and len(one.lines) > 1
