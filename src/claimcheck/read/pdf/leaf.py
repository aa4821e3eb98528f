"""What is on one page, and how it goes from the process that reads a file to the one that lays it out: as a line of JSON.

Numbers and text only, so that nothing in a file that got the better of PDFium can reach further than its own article.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from claimcheck.read.pdf.spans import Line, TypeSpan, line_of


class UnreadError(Exception):
    """A file, or one of its pages, that is not read.

    ``reason`` is ``password``, ``security``, ``damaged``, ``page``, ``contents``, ``characters``, ``forbidden`` (to add notes),
    ``time``, or ``died``: the process that read it was out of memory, or hit a fault of PDFium.
    """

    def __init__(self, reason: str, page: int = 0) -> None:
        super().__init__(reason, page)
        self.reason = reason
        self.page = page


class Area(NamedTuple):
    """A rectangle of a page: a link's with where it leads, an image's with nothing."""

    left: float
    bottom: float
    right: float
    top: float
    href: str = ""


class PageNote(NamedTuple):
    """A note for a page, counted from 1, on stretches of its characters; on none it stands in the page's corner."""

    page: int
    pieces: Sequence[tuple[int, int]]
    note: str
    color: tuple[int, int, int]
    """Red, green and blue, to 255."""


class Leaf(NamedTuple):
    """The segments, the images and the height of a page; and what stands on its side, or off the page."""

    segments: Sequence[Line]
    images: Sequence[Area]
    height: float
    beside: str = ""


def packed(leaf: Leaf) -> str:
    """Return a leaf as JSON on one line; addresses stand once, since a link can lie on many spans."""
    hrefs: dict[str, int] = {}
    lines = [[[*span[:-1], hrefs.setdefault(span.href, len(hrefs))] for span in one.spans] for one in leaf.segments]
    images = [image[:4] for image in leaf.images]
    return json.dumps([leaf.height, leaf.beside, images, list(hrefs), lines], separators=(",", ":"))


def unpacked(line: bytes) -> Leaf:
    """Return the leaf in a line of JSON. Raises a ValueError for one that holds something else."""
    try:
        height, beside, images, hrefs, lines = json.loads(line)
        segments = [line_of(_span(span, hrefs) for span in one) for one in lines]
        return Leaf(segments, list(map(_area, images)), float(height), str(beside))
    except (TypeError, IndexError, KeyError, RecursionError) as error:
        raise ValueError(line[:80]) from error


def _area(corners: Sequence[Any]) -> Area:
    left, bottom, right, top = map(float, corners)
    return Area(left, bottom, right, top)


def _span(values: Sequence[Any], hrefs: Sequence[Any]) -> TypeSpan:
    text, left, right, base, size, bold, hidden, href = values
    left, right, base, size = map(float, (left, right, base, size))
    return TypeSpan(str(text), left, right, base, size, bool(bold), bool(hidden), str(hrefs[int(href)]))
