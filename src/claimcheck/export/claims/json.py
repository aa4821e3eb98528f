"""The Report as JSON: one object, a list of them where several inputs were asked for, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from claimcheck.export.layout import Layout
from claimcheck.report import Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield the reports as indented JSON."""
    if not layout.many:
        yield from (report.model_dump_json(indent=2) + "\n" for report in reports)
        return
    separator = "[\n"
    for report in reports:
        yield separator + report.model_dump_json(indent=2)
        separator = ",\n"
    yield "]\n" if separator == ",\n" else "[]\n"


def export_lines(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield each report as one line of JSON."""
    yield from (report.model_dump_json() + "\n" for report in reports)


def report_schema() -> str:
    """Return the JSON Schema of a Report, for whoever reads it with another program: indented, with a line end."""
    schema = {"$schema": _DIALECT, **Report.model_json_schema(mode="serialization")}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
