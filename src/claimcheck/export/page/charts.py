"""The pages' charts and tables as numbers: rows of a label, a count, and the share of the longest bar, or of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.export.page.cards import SUPPORT, Call
from claimcheck.report import Report

_MOST = 8  # bars of a chart


class Bar(NamedTuple):
    """One bar: ``length`` is its share of the longest, 0 to 100."""

    label: str
    number: int
    length: int
    style: str


class Chart(NamedTuple):
    """One chart with its heading."""

    title: str
    bars: tuple[Bar, ...]


def charts(report: Report, calls: Iterable[Call]) -> list[Chart]:
    """Return claims by kind, claims by support, and sources by claims; nothing where there are no claims."""
    if not report.claims:
        return []
    kinds = Counter(kind for claim in report.claims for kind in claim.kinds)
    support = Counter[str](claim.support for claim in report.claims)
    sourced = 1 - support["none"] / len(report.claims)
    people = [(call.name, len(call.claims)) for call in calls if call.claims]
    return [
        chart("Claims by kind", [(kind, count, "") for kind, count in kinds.most_common(_MOST)]),
        chart(
            f"Claims by support, {sourced:.0%} with a source",
            [(told, support[name], name) for name, told in SUPPORT.items() if support[name]],
        ),
        chart("Claims by source", [(name, count, "") for name, count in people[:_MOST]]),
    ]


def chart(title: str, rows: Iterable[tuple[str, int, str]]) -> Chart:
    """Return a chart of labels, counts and styles; the longest bar is as long as there is room."""
    told = tuple(rows)
    longest = max((count for _, count, _ in told), default=1)
    return Chart(title, tuple(Bar(label, count, round(100 * count / longest), style) for label, count, style in told))


class Segment(NamedTuple):
    """A part of a stacked bar, in percent of its row: where it begins, how long it is, and its count."""

    begins: float
    length: float
    number: int
    style: str


class Stack(NamedTuple):
    """A chart of rows, each a label, its total and its parts."""

    title: str
    rows: tuple[tuple[str, int, tuple[Segment, ...]], ...]


class PageTable(NamedTuple):
    """A table under its heading, with a note in the first cell of each row or none; ``folded`` is opened by who wants it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    notes: tuple[str, ...] = ()
    folded: bool = False


def stack(title: str, rows: Iterable[tuple[str, Sequence[int]]], styles: Sequence[str]) -> Stack:
    """Return a stacked chart of labels and counts, a style for each count; rows that count nothing are left out."""
    return Stack(
        title, tuple((label, sum(counts), tuple(_segments(counts, styles))) for label, counts in rows if any(counts))
    )


def _segments(counts: Sequence[int], styles: Sequence[str]) -> Iterator[Segment]:
    whole, before = sum(counts), 0
    for count, style in zip(counts, styles, strict=True):
        if count:
            yield Segment(round(100 * before / whole, 2), round(100 * count / whole, 2), count, style)
        before += count
