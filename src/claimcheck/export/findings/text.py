"""Findings for a person and for an editor's problem matcher: ``file:line:col: CC301 warning message``, the line, a caret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from claimcheck.export.findings.excerpt import excerpt, place
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Finding, Report

_STYLES = {"error": "31;1", "warning": "33;1", "note": "36"}
_INDENT = 4


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield the findings of each report, and a line that counts them."""
    counts: Counter[str] = Counter()
    files = 0
    for report in reports:
        if report.error is not None:
            continue
        files += 1
        for finding in report.open_findings:
            counts[finding.severity] += 1
            yield _finding(report, finding, layout)
    yield _total(counts, files, layout)


def _finding(report: Report, finding: Finding, layout: Layout) -> str:
    where = ":".join(part for part in (on_one_line(report.article.source), place(finding.where)) if part)
    severity = _styled(finding.severity, _STYLES[finding.severity], layout)
    head = f"{_styled(where, '1', layout)}: {finding.rule} {severity} {on_one_line(finding.message)}\n"
    line, start, end = excerpt(report.text, finding, width=max(layout.width - _INDENT, 20))
    end = min(max(end, start + 1), max(len(line), start + 1))
    caret = " " * start + _styled("^" * (end - start), _STYLES[finding.severity], layout)
    shown = f"{' ' * _INDENT}{line}\n{' ' * _INDENT}{caret}\n" if line else ""
    return head + shown + (f"{' ' * _INDENT}{on_one_line(finding.help)}\n" if finding.help else "")


def _total(counts: Counter[str], files: int, layout: Layout) -> str:
    named = [f"{counts[kind]} {kind}{'s' if counts[kind] != 1 else ''}" for kind in ("error", "warning", "note")]
    found = ", ".join(name for name in named if not name.startswith("0 ")) or "nothing found"
    return f"{_styled(found, '1', layout)} in {files} {'file' if files == 1 else 'files'}\n"


def _styled(text: str, codes: str, layout: Layout) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if layout.color else text
