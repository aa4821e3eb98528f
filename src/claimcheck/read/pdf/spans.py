"""From characters to segments: stretches of words on one line of type, with their style and the link they lie under."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from claimcheck.read.pdf.child.file import Glyph, Type
    from claimcheck.read.pdf.leaf import Area

SPACE = 0.17
"""Of the type's size: a wider gap parts two words. Justified lines go down to 0.2, kerning and tracking up to 0.1."""
WIDE = 0.8
"""A gap so wide parts two segments: the gutter between two columns of a tight page is one em, a space rarely is."""
_SHIFT = 0.75  # of the size, up or down: a mark that calls a note is still of its line
_LETTERSPACED = 1.6  # of the middling gap between characters: a wider one parts words, where all of them are spaced out
_FEW, _MANY = 4, 16
"""Characters: fewer do not tell how far apart they are set, so many objects of one each do: `1 2 3 4` may be four figures."""
_UNMAPPED = "\ufffd"
_CONTROLS = tuple(map(chr, (*range(32), 0x7F)))
_FOLDED = str.maketrans(
    {
        **dict.fromkeys(_CONTROLS, " "),  # a sign that no one knows: what stands around it is not one figure
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"),
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
        "\uf0b7": "•",  # Symbol's bullet
        "\uf0a7": "•",  # Wingdings' bullet
    }
)
# What TeX's fonts of letters draw by the codes of controls, where the file does not say it: the years of `2018–22` are two
# figures. The others are accents there, which stand beside their letter.
_TEX = _FOLDED | str.maketrans(
    {
        **dict.fromkeys(_CONTROLS),
        **dict(zip("\x0b\x0c\x0e\x0f", ("ff", "fi", "ffi", "ffl"), strict=True)),
        **dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
        **dict(zip("\x10\x11\x15\x16\x7f", "“”–—-", strict=True)),
    }
)
_MATHS = "\U0001d400", "\U0001d800"  # where Unicode's letters and figures in a style of mathematics begin and end
_DRAWN = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f")  # Python takes them for blanks
_SOFT = "\u00ad"
_CELL = 24.0  # points: two lines of type
_MOST_CELLS = 400  # an area over more of them is looked at for every point
_MOST_DEEP = 32  # areas over one another: what lies below so many others is not to be clicked
_How = TypeVar("_How")
_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "doi:")


class TypeSpan(NamedTuple):
    """Text in one style and under one link, on one line; a space that is due before it opens it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    hidden: bool = False
    href: str = ""


class Line(NamedTuple):
    """Spans beside each other: a segment of a line, without a wide gap, then the line of a column, or a table's row.

    ``base``, ``size`` and ``bold`` are those of most of its characters.
    """

    spans: tuple[TypeSpan, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int = 0

    @property
    def top(self) -> float:
        """About the height at which its capitals end."""
        return self.base + 0.7 * self.size

    @property
    def text(self) -> str:
        """The words of it."""
        return "".join(span.text for span in self.spans).strip().replace("\n", " ")


class Areas:
    """The areas of a page that links are laid on, by where they are."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.cells: dict[tuple[int, int], list[Area]] = {}
        self.wide: list[Area] = []
        for area in areas:
            if area.href.lower().startswith(_SCHEMES):
                self._add(area)

    def __bool__(self) -> bool:
        return bool(self.cells or self.wide)

    def _add(self, area: Area) -> None:
        first, last = int(area.left // _CELL), int(area.right // _CELL)
        lowest, highest = int(area.bottom // _CELL), int(area.top // _CELL)
        if (last - first + 1) * (highest - lowest + 1) > _MOST_CELLS:
            if len(self.wide) < _MOST_DEEP:
                self.wide.append(area)
            return
        for column in range(first, last + 1):
            for row in range(lowest, highest + 1):
                cell = self.cells.setdefault((column, row), [])
                if len(cell) < _MOST_DEEP:
                    cell.append(area)

    def at(self, x: float, y: float) -> str:
        """Return where the link at a point leads, empty for none."""
        for areas in (self.cells.get((int(x // _CELL), int(y // _CELL)), ()), self.wide):
            for area in areas:
                if area.left <= x <= area.right and area.bottom <= y <= area.top:
                    return area.href
        return ""


def segments_of(glyphs: Iterable[Glyph], areas: Areas) -> list[Line]:
    """Return a page's segments in the order of the file, without what is drawn twice for its shadow."""
    found: list[Line] = []
    drawn: dict[str, list[tuple[float, float]]] = {}
    for spans in _grouped(_spans(glyphs, areas)):
        one = line_of(spans)
        places = drawn.setdefault(one.text, [])
        near = (abs(one.left - x) + abs(one.base - y) < one.size * 0.3 for x, y in places[-8:])
        if one.text and not any(near):
            places.append((one.left, one.base))
            found.append(one)
    return found


def line_of(spans: Iterable[TypeSpan]) -> Line:
    """Return the segment of these spans, from left to right."""
    parts = tuple(spans)
    base, size, bold = _most(((span.base, span.size, span.bold), span.text) for span in parts)
    return Line(parts, min(p.left for p in parts), max(p.right for p in parts), base, size, bold)


def main_size(lines: Iterable[Line]) -> float:
    """Return the size in which most of the characters are set."""
    return _most((line.size, line.text) for line in lines)


def _most(texts: Iterable[tuple[_How, str]]) -> _How:
    """Return how most of the characters are set."""
    weights: Counter[_How] = Counter()
    for how, text in texts:
        weights[how] += len(text)
    return max(weights, key=weights.__getitem__)


def seen(segments: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return a page's segments without a hidden layer, and that; it is the page's text where OCR laid it under a scan."""
    hidden = [one for one in segments if one.spans[0].hidden]
    shown = [one for one in segments if not one.spans[0].hidden]
    many = sum(len(one.text) for one in shown) >= sum(len(one.text) for one in hidden) / 2
    return (shown, hidden) if shown and many else (list(segments), [])


class _Open:
    """A span while its characters come in; ``least`` is the gap, in sizes, from which on two of them are parted."""

    __slots__ = ("base", "chars", "href", "least", "left", "right", "type")

    def __init__(self, glyph: Glyph, gap: float, href: str, *, least: float) -> None:
        self.type: Type = glyph.type
        self.base, self.left, self.right, self.href, self.least = glyph.base, glyph.left, glyph.right, href, least
        self.chars = [f" {glyph.text}" if gap > least else glyph.text]

    def add(self, glyph: Glyph, gap: float) -> None:
        """Take the next character, behind a gap of that many sizes, infinity for a space of the file's own."""
        self.chars.append(f" {glyph.text}" if gap > self.least else glyph.text)
        self.right = max(self.right, glyph.right)

    def closed(self) -> TypeSpan:
        """Return the span."""
        text = "".join(self.chars)
        if not text.isprintable():
            text = text.translate(_TEX if any(map(str.isalnum, text)) else _FOLDED)
        elif not text.isascii():
            text = _plain(text.translate(_FOLDED))
        kind = self.type
        return TypeSpan(text, self.left, self.right, self.base, kind.size, kind.bold, kind.hidden, self.href)


def _plain(text: str) -> str:
    """Return text with the letters and figures of mathematics as those of words: a bold 4 is a 4."""
    if max(text, default="") < _MATHS[0]:
        return text
    import unicodedata  # 1 ms of each child, for few pages

    return "".join(unicodedata.normalize("NFKC", sign) if _MATHS[0] <= sign < _MATHS[1] else sign for sign in text)


def _least_gap(glyphs: Sequence[Glyph]) -> float:
    """Return the gap, in sizes, that parts two words of a text object: a wide one where its letters are spaced out."""
    if len(glyphs) < _FEW:
        return SPACE
    gaps = sorted((b.left - a.right) / (b.type.size or 1.0) for a, b in pairwise(glyphs) if a.base == b.base)
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return max(SPACE, _LETTERSPACED * usual) if usual < WIDE else SPACE


def _objects(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters of each text object; a browser makes one of each character that it spaces out: many in a row are one."""
    for alone, groups in groupby(map(list, _by_type(glyphs)), key=lambda same: len(same) == 1 and same[0].type):
        objects = list(groups)
        yield from [[one for same in objects for one in same]] if alone and len(objects) >= _MANY else objects


def _by_type(glyphs: Iterable[Glyph]) -> Iterator[Iterator[Glyph]]:
    return (same for _, same in groupby(glyphs, key=lambda glyph: id(glyph.type)))


def _spans(glyphs: Iterable[Glyph], areas: Areas) -> Iterator[TypeSpan | None]:
    """Yield the spans of the page, None where a segment ends."""
    now: _Open | None = None
    spaced = False
    for same in _objects(glyphs):
        least = _least_gap(same)
        for glyph in same:
            if (glyph.text.isspace() and glyph.text not in _DRAWN) or (
                glyph.text == _SOFT and glyph.left >= glyph.right
            ):
                spaced = spaced or glyph.text != _SOFT
                continue
            href = areas.at((glyph.left + glyph.right) / 2, glyph.base + 0.25 * glyph.type.size) if areas else ""
            if now is None:
                now = _Open(glyph, 0.0, href, least=least)
            else:
                size = max(now.type.size, glyph.type.size)
                gap = (glyph.left - now.right) / size
                shift = abs(glyph.base - now.base) / size
                apart = shift > _SHIFT or not -WIDE < gap < WIDE
                due = math.inf if spaced else gap
                if apart:
                    yield now.closed()
                    yield None
                    now = _Open(glyph, 0.0, href, least=least)
                elif glyph.type is now.type and href == now.href and shift < 0.05:  # noqa: PLR2004  no rise
                    now.add(glyph, due)
                else:
                    yield now.closed()
                    now = _Open(glyph, due, href, least=least)
            spaced = False
    if now is not None:
        yield now.closed()


def _grouped(spans: Iterable[TypeSpan | None]) -> Iterator[list[TypeSpan]]:
    """Yield the spans of each segment, one style and link in a row as one."""
    group: list[TypeSpan] = []
    for span in spans:
        if span is None:
            if group:
                yield group
            group = []
        elif group and alike(group[-1], span):
            last = group[-1]
            group[-1] = last._replace(text=last.text + span.text, right=max(last.right, span.right))
        elif span.text:
            group.append(span)
    if group:
        yield group


def alike(one: TypeSpan, other: TypeSpan) -> bool:
    """Return whether two spans are set alike, on one line and under one link."""
    return one[3:] == other[3:]


def unmapped(segments: Iterable[Line]) -> tuple[int, int]:
    """Return how many characters no one can know, since their font does not say which they are; and how many there are."""
    wrong = whole = 0
    for one in segments:
        for span in one.spans:
            whole += len(span.text)
            if not span.text.isascii():
                wrong += sum(char == _UNMAPPED or "\ue000" <= char <= "\uf8ff" for char in span.text)
    return wrong, whole
