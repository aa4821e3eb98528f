"""Which files and which findings count: what is ignored, what a baseline knows, what changed since a revision."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from claimcheck.cli import output as out
from claimcheck.cli.messages import show
from claimcheck.errors import SettingsError, UsageError
from claimcheck.report import Finding, Report, Severity, Suppression

IGNORE_FILE = ".claimcheckignore"
_RANK: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECONDS = 60  # for git, on a large repository


def not_ignored(files: Sequence[str]) -> list[str]:
    """Return the files that no ``.claimcheckignore`` in their folder or above names; the others are said."""
    kept = [file for file in files if file == "-" or "://" in file or not _ignored(Path(file))]
    for file in files:
        if file not in kept:
            show("note", f"{file} is left out: {IGNORE_FILE} names it")
    return kept


def _ignored(path: Path) -> bool:
    """Return whether a file is ignored, by patterns as in a .gitignore."""
    absolute = path.absolute()
    for folder in absolute.parents:
        rules = folder / IGNORE_FILE
        if not rules.is_file():
            continue
        import pathspec  # only where there is such a file

        try:
            lines = rules.read_text(encoding="utf-8").splitlines()
            spec = pathspec.GitIgnoreSpec.from_lines(lines)
        except (OSError, ValueError) as error:
            message = f"{rules} cannot be read: {error}"
            raise SettingsError(message, "one pattern a line, as in a .gitignore, in UTF-8") from None
        if spec.match_file(absolute.relative_to(folder).as_posix()):
            return True
    return False


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


def changed_lines(file: str, since: str) -> frozenset[int] | None:
    """Return the lines of a file that differ from a git revision; None for a file that git does not know there.

    Raises a UsageError where there is no repository or no such revision.
    """
    if file == "-" or "://" in file:
        message = "--changed-since compares files in a git repository"
        raise UsageError(message, "name the file in place of -")
    path = Path(file).absolute()
    _git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}", since=since)
    if not _git(path, "ls-tree", "--name-only", since, "--", path.name, since=since).strip():
        return None
    patch = _git(
        path, "diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", since, "--", path.name, since=since
    )
    if "Binary files" in patch:
        return None
    spans = ((int(start), int(count or 1)) for start, count in _HUNK.findall(patch))
    return frozenset(line for start, count in spans for line in range(start, start + max(count, 1)))


def _git(path: Path, *arguments: str, since: str) -> str:
    """Return what git says in a file's folder."""
    command = ["git", "-C", str(path.parent), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"git cannot be run: {error}"
        raise UsageError(message, "--changed-since needs git on the PATH") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"git knows no {since} for {path.name}: {said[-1] if said else 'no such revision'}"
        raise UsageError(message, "name a branch, a tag or a commit of the repository that holds the file")
    return done.stdout.decode("utf-8", "replace")
