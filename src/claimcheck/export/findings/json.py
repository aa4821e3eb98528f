"""Findings as JSON, one list or one a line: all of them, those that are suppressed too, each with its file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from claimcheck.export.layout import Layout
from claimcheck.report import Report


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield the findings as one indented list."""
    separator = "[\n"
    for report in reports:
        for record in _records(report):
            yield separator + json.dumps(record, ensure_ascii=False, indent=2)
            separator = ",\n"
    yield "\n]\n" if separator == ",\n" else "[]\n"


def export_lines(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield each finding as one line of JSON."""
    for report in reports:
        yield from (json.dumps(record, ensure_ascii=False) + "\n" for record in _records(report))


def _records(report: Report) -> Iterator[dict[str, Any]]:
    """Yield a report's findings as JSON objects, with the article's ``source`` and the words they stand on."""
    for finding in report.findings:
        words = report.text[finding.start : finding.end]
        yield {"source": report.article.source, **finding.model_dump(mode="json"), "text": words}
    if report.error is not None:
        yield {"source": report.article.source, "error": report.error.model_dump(mode="json")}
