"""The article as it reads, cut into pieces at the borders of claims, marks and findings, ready to be marked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.lang.visible import spaced
from claimcheck.report import Report

Stretch = tuple[int, int, str]
"""Start and end (code points), and the class that the stretch gives to what it covers."""


class Inline(NamedTuple):
    """A run of characters of which all the same holds; ``opens`` and ``closes`` are the claims that begin and end there."""

    text: str
    claims: tuple[int, ...]
    classes: str
    opens: tuple[int, ...]
    closes: tuple[int, ...]


def paragraphs(report: Report, styles: Sequence[str] = ()) -> Iterator[list[Inline]]:
    """Yield the article's lines that hold text, each in pieces; claims go by their numbers on the list, from 1.

    ``styles`` are the classes of the claims, those of their support where there are none.
    """
    claims = [(claim.start, claim.end, str(number)) for number, claim in enumerate(report.claims, start=1)]
    support = dict(enumerate(styles or [claim.support for claim in report.claims], start=1))
    stretches = [*claims, *_marks(report), *((one.start, one.end, "finding") for one in report.due_findings)]
    starting: defaultdict[int, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        starting[stretch[0]].append(stretch)
    borders = sorted({place for start, end, _ in stretches for place in (start, end)})
    open_now: list[Stretch] = []
    at = 0
    for start, end in _lines(report.text):
        while at < len(borders) and borders[at] < start:
            open_now = _open(open_now, starting, borders[at])
            at += 1
        first = at
        while at < len(borders) and borders[at] <= end:
            at += 1
        places = sorted({start, *borders[first:at], end})
        pieces = []
        for begin, stop in pairwise(places):
            open_now = _open(open_now, starting, begin)
            pieces.append(_piece(report.text, (begin, stop), open_now, support=support))
        open_now = _open(open_now, starting, end)  # what begins in the white space behind the line
        if pieces:
            yield pieces


def _open(open_now: Sequence[Stretch], starting: dict[int, list[Stretch]], at: int) -> list[Stretch]:
    """Return the stretches that cover the character at ``at``, given those before it."""
    known = [stretch for stretch in open_now if stretch[1] > at]
    return [*known, *(one for one in starting.get(at, ()) if one not in known and one[1] > at)]


def _piece(text: str, extent: tuple[int, int], covering: Iterable[Stretch], *, support: dict[int, str]) -> Inline:
    start, end = extent
    claims = sorted((stretch for stretch in covering if stretch[2].isdecimal()), key=lambda one: (-one[1], one[0]))
    numbers = tuple(int(name) for _, _, name in claims)
    others = dict.fromkeys(name for _, _, name in covering if not name.isdecimal())
    classes = [*(["claim", support[numbers[-1]]] if numbers else []), *others]
    opens = tuple(int(name) for begin, _, name in claims if begin == start)
    closes = tuple(int(name) for _, stop, name in reversed(claims) if stop == end)
    return Inline(spaced(text[start:end]), numbers, " ".join(classes), opens, closes)


def _marks(report: Report) -> Iterator[Stretch]:
    for claim in report.claims:
        yield from ((mark.start, mark.end, f"mark {mark.kind}") for mark in claim.marks)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the extent of each line that is not blank, without the white space around it."""
    at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(stripped)
        at += len(line)
