"""Which findings count: not those that a baseline knows, nor those on lines that have not changed."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck.cli import output as out
from claimcheck.cli.lint.changes import changed_lines
from claimcheck.cli.messages import show
from claimcheck.errors import UsageError
from claimcheck.read.source import small_text
from claimcheck.report import Finding, Report, Suppression

_SEVERITIES = ("note", "warning", "error", "never")


@dataclass(frozen=True, slots=True)
class Scope:
    """The findings that are not new: those a baseline knows, and those on lines that have not changed."""

    known: frozenset[tuple[str, str]] = frozenset()
    changed: dict[str, frozenset[int] | None] | None = None
    """The lines of each file that changed; None for a file that is new, or whose lines cannot be told."""
    since: str = ""
    folder: Path = field(default_factory=Path)
    """The baseline's own, from which it names the files."""

    @classmethod
    def of(cls, baseline: str | None, since: str | None, *, files: Sequence[str]) -> Scope:
        """Return the scope that the options ask for."""
        changed = None if since is None else {file: changed_lines(file, since) for file in files}
        return cls(_read_baseline(baseline) if baseline else frozenset(), changed, since or "", _folder_of(baseline))

    def applied(self, report: Report) -> Report:
        """Return the report with the findings that are not new marked as suppressed."""
        marked = tuple(self._marked(report, finding) for finding in report.findings)
        return report.model_copy(update={"findings": marked})

    def _marked(self, report: Report, finding: Finding) -> Finding:
        reason = self._reason(report, finding)
        if reason is None or finding.suppressed is not None:
            return finding
        return finding.model_copy(update={"suppressed": Suppression(by="baseline", reason=reason)})

    def _reason(self, report: Report, finding: Finding) -> str | None:
        """Return why a finding is not new, None for one that is."""
        if (_named(report.article.source, self.folder), finding.id) in self.known:
            return "known"
        lines = (self.changed or {}).get(report.article.source)
        if lines is None or finding.where.line is None:
            return None
        last = finding.where.line + report.text.count("\n", finding.start, finding.end)
        return f"unchanged since {self.since}" if lines.isdisjoint(range(finding.where.line, last + 1)) else None


def without_notes(report: Report) -> Report:
    """Return the report without what is a matter of style."""
    kept = tuple(finding for finding in report.findings if finding.severity != "note")
    return report.model_copy(update={"findings": kept})


def unsuppressed(report: Report) -> Report:
    """Return the report with every finding shown, and in its message why it was switched off."""
    shown = (_told(finding, finding.suppressed) if finding.suppressed else finding for finding in report.findings)
    return report.model_copy(update={"findings": tuple(shown)})


def _told(finding: Finding, why: Suppression) -> Finding:
    message = f"{finding.message} [switched off by {why.by}: {why.reason or 'no reason given'}]"
    return finding.model_copy(update={"message": message, "suppressed": None})


def fails(reports: Sequence[Report], fail_on: str) -> bool:
    """Return whether a finding that counts is at or above ``fail_on``, which may be ``never``."""
    severe = _SEVERITIES[_SEVERITIES.index(fail_on) :]
    return any(finding.severity in severe for report in reports for finding in report.open_findings)


def write_baseline(path: str, reports: Sequence[Report]) -> None:
    """Write the findings of now, sorted, so that a diff of two baselines can be read."""
    known = [
        {
            "source": _named(report.article.source, _folder_of(path)),
            "rule": finding.rule,
            "id": finding.id,
            "message": finding.message,
        }
        for report in reports
        for finding in report.open_findings
    ]
    with out.writer(path, encoding="utf-8") as write:
        write(json.dumps({"claimcheck_baseline": 1, "findings": known}, ensure_ascii=False, indent=2) + "\n")
    show("note", f"{len(known)} finding{'s' if len(known) != 1 else ''} written to {path}")


def _folder_of(baseline: str | None) -> Path:
    """Return the folder of a baseline, the one we are in for none and for standard output."""
    return Path() if baseline in (None, "-") else Path(str(baseline)).absolute().parent


def _named(source: str, folder: Path) -> str:
    """Return how a baseline names a file: by the way from its own folder, so that it holds from any other."""
    if source == "-" or "://" in source:
        return source
    return Path(os.path.relpath(Path(source).absolute(), folder.absolute())).as_posix()


def _read_baseline(path: str) -> frozenset[tuple[str, str]]:
    """Return file and id of each finding in a baseline."""
    try:
        held = json.loads(small_text(Path(path)))
    except RecursionError:
        why = "it is nested too deeply"
    except ValueError as error:
        why = str(error)
    else:
        found = held.get("findings") if isinstance(held, dict) else None
        if isinstance(found, list) and all(isinstance(one, dict) and {"source", "id"} <= one.keys() for one in found):
            return frozenset((str(one["source"]), str(one["id"])) for one in found)
        why = "it has no list of findings, each with its source and its id"
    message = f"{path} is no baseline: {why}"
    raise UsageError(message, f"make one with --write-baseline {path}")
