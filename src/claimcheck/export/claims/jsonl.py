"""The Report as JSON lines: one line a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.export.layout import Layout
from claimcheck.report import Report


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield each report as one line of JSON."""
    for report in reports:
        yield report.model_dump_json() + "\n"
