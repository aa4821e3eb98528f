"""Which findings count: not those that a baseline knows, nor those on lines that have not changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claimcheck.cli import output as out
from claimcheck.cli.lint.changes import changed_lines
from claimcheck.cli.messages import show
from claimcheck.errors import UsageError
from claimcheck.report import Finding, Report, Severity, Suppression

_RANK: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Scope:
    """The findings that are not new: those a baseline knows, and those on lines that have not changed."""

    known: frozenset[tuple[str, str]] = frozenset()
    changed: dict[str, frozenset[int] | None] | None = None
    """The lines of each file that changed; None for a file that is new, or whose lines cannot be told."""
    since: str = ""

    @classmethod
    def of(cls, baseline: str | None, since: str | None, *, files: Sequence[str]) -> Scope:
        """Return the scope that the options ask for."""
        changed = None if since is None else {file: changed_lines(file, since) for file in files}
        return cls(_read_baseline(baseline) if baseline else frozenset(), changed, since or "")

    def applied(self, report: Report) -> Report:
        """Return the report with the findings that are not new marked as suppressed."""
        marked = tuple(self._marked(report, finding) for finding in report.findings)
        return report.model_copy(update={"findings": marked})

    def _marked(self, report: Report, finding: Finding) -> Finding:
        if finding.suppressed is not None:
            return finding
        if (report.article.source, finding.id) in self.known:
            return finding.model_copy(update={"suppressed": Suppression(by="baseline", reason="known")})
        lines = self.changed.get(report.article.source) if self.changed is not None else None
        if lines is None or finding.where.line is None:
            return finding
        last = finding.where.line + report.text.count("\n", finding.start, finding.end)
        if lines.isdisjoint(range(finding.where.line, last + 1)):
            reason = f"unchanged since {self.since}"
            return finding.model_copy(update={"suppressed": Suppression(by="baseline", reason=reason)})
        return finding


def unsuppressed(report: Report) -> Report:
    """Return the report with every finding shown, and in its message why it was switched off."""
    shown = [
        finding
        if finding.suppressed is None
        else finding.model_copy(
            update={
                "message": f"{finding.message} [switched off by {finding.suppressed.by}: "
                f"{finding.suppressed.reason or 'no reason given'}]",
                "suppressed": None,
            }
        )
        for finding in report.findings
    ]
    return report.model_copy(update={"findings": tuple(shown)})


def fails(reports: Sequence[Report], fail_on: Literal["note", "warning", "error", "never"]) -> bool:
    """Return whether a finding that counts is at or above ``fail_on``."""
    if fail_on == "never":
        return False
    open_ = (finding for report in reports for finding in report.findings if finding.suppressed is None)
    return any(_RANK[finding.severity] >= _RANK[fail_on] for finding in open_)


def write_baseline(path: str, reports: Sequence[Report]) -> None:
    """Write the findings of now, sorted, so that a diff of two baselines can be read."""
    known = [
        {"source": report.article.source, "rule": finding.rule, "id": finding.id, "message": finding.message}
        for report in reports
        for finding in report.findings
        if finding.suppressed is None
    ]
    with out.writer(path, encoding="utf-8") as write:
        write(json.dumps({"claimcheck_baseline": 1, "findings": known}, ensure_ascii=False, indent=2) + "\n")
    show("note", f"{len(known)} finding{'s' if len(known) != 1 else ''} written to {path}")


def _read_baseline(path: str) -> frozenset[tuple[str, str]]:
    """Return file and id of each finding in a baseline."""
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8"))
        return frozenset((str(one["source"]), str(one["id"])) for one in held["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path} is no baseline: {error}"
        raise UsageError(message, f"make one with --write-baseline {path}") from None
