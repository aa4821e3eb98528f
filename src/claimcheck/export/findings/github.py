"""Findings as GitHub's workflow commands, which the Actions runner shows on the changed lines of a pull request.

``::error file=...,line=...::message``, see GitHub's documentation, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.export.layout import Layout
from claimcheck.lang.visible import visible
from claimcheck.report import Finding, Report

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield one command a finding, and one for each file that could not be read."""
    for report in reports:
        if report.error is not None:
            yield f"::error file={_property(report.article.source)}::{_data(report.error.message)}\n"
        yield from (_command(report.article.source, finding) for finding in report.open_findings)


def _command(source: str, finding: Finding) -> str:
    first, last = finding.where, finding.until
    here = {"file": source, "line": first.line, "endLine": last.line, "col": first.column}
    if first.line == last.line:  # GitHub takes columns of one line only
        here["endColumn"] = last.column
    fields = here | {"title": f"claimcheck {finding.rule}"}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value is not None)
    help_ = f"\n{finding.help}" if finding.help else ""
    return f"::{_LEVELS[finding.severity]} {shown}::{_data(finding.message + help_)}\n"


def _data(text: str) -> str:
    """Return text as a command's message: a line break must not start another command."""
    kept = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(kept)


def _property(text: str) -> str:
    """Return text as the value of a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
