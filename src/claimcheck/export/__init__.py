"""From Reports to text: one exporter a format, each imported when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol, cast

from claimcheck.errors import UsageError
from claimcheck.export.layout import Layout
from claimcheck.report import Report


class Exporter(Protocol):
    """What a format's module has under the name ``export``."""

    def __call__(self, reports: Iterable[Report], layout: Layout) -> Iterator[str]:
        """Yield the pieces of the text that the reports are, each as soon as its report is there."""


EXPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "table": "claimcheck.export.table",
        "json": "claimcheck.export.json_",
        "jsonl": "claimcheck.export.jsonl",
        "lint-text": "claimcheck.export.lint_text",
        "lint-json": "claimcheck.export.lint_json",
        "lint-jsonl": "claimcheck.export.lint_jsonl",
        "lint-github": "claimcheck.export.lint_github",
        "lint-sarif": "claimcheck.export.sarif",
        "lint-junit": "claimcheck.export.junit",
    }
)


def exporter(name: str) -> Exporter:
    """Return the exporter of a format. Raises a UsageError for an unknown one."""
    if name not in EXPORTERS:
        message = f"unknown format {name}"
        raise UsageError(message, f"there are: {', '.join(EXPORTERS)}")
    return cast("Exporter", importlib.import_module(EXPORTERS[name]).export)


__all__ = ["EXPORTERS", "Exporter", "Layout", "exporter"]
