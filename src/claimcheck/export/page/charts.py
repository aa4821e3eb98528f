"""The page's charts as numbers: rows of a label, a count, and the share of the longest bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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
    people = [(call.name, len(call.claims)) for call in calls if call.claims]
    return [
        _chart("Claims by kind", [(kind, count, "") for kind, count in kinds.most_common(_MOST)]),
        _chart("Claims by support", [(told, support[name], name) for name, told in SUPPORT.items() if support[name]]),
        _chart("Claims by source", [(name, count, "") for name, count in people[:_MOST]]),
    ]


def _chart(title: str, rows: list[tuple[str, int, str]]) -> Chart:
    longest = max((count for _, count, _ in rows), default=1)
    bars = (Bar(label, count, round(100 * count / longest), style) for label, count, style in rows)
    return Chart(title, tuple(bars))
