"""Findings as JSON lines: one line a finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from claimcheck.export.findings.json import records
from claimcheck.export.layout import Layout
from claimcheck.report import Report


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield each finding as one line of JSON."""
    for report in reports:
        yield from (json.dumps(record, ensure_ascii=False) + "\n" for record in records(report))
