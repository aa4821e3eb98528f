"""What ``--fix`` writes: the fixes of findings, in their files, or the difference that they would make."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimcheck.cli import output as out
from claimcheck.cli.messages import show
from claimcheck.errors import UsageError
from claimcheck.report import Edit, Report

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WORDS_ARE_THE_FILE_S = ("text/plain", "text/markdown")


def require_files(files: Sequence[str]) -> None:
    """Raise a UsageError for an input that is no file that could be written."""
    for file in files:
        if file == "-" or "://" in file:
            message = f"{file} cannot be fixed"
            raise UsageError(message, "name a file in its place")


def fixed(reports: Sequence[Report], *, write: bool) -> tuple[list[Report], list[str]]:
    """Return the reports without the findings that were fixed, and the differences; ``write`` puts the files in their place."""
    left, differences, count = [], [], 0
    for report in reports:
        edits = [one.fix for one in report.open_findings if one.fix] if report.error is None else []
        before = _text_of(report) if edits else None
        if before is None:
            left.append(report)
            continue
        after, done = _edited(before, edits)
        differences.append("".join(_difference(report.article.source, before, after)))
        remaining = tuple(one for one in report.findings if one.suppressed or one.fix not in done)
        left.append(report.model_copy(update={"findings": remaining}))
        count += len(done)
        if write and done:
            with out.writer(report.article.source, encoding="utf-8") as put:
                put(after)
    if write:
        show("note", f"{count} finding{'s' if count != 1 else ''} fixed")
    return left, differences


def _text_of(report: Report) -> str | None:
    """Return the text of a report's file, None for a format or an encoding whose words are not those of the file."""
    if report.article.media_type not in _WORDS_ARE_THE_FILE_S:
        return None
    try:
        return Path(report.article.source).read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return None


def _edited(text: str, edits: Sequence[Edit]) -> tuple[str, list[Edit]]:
    """Return the text with the edits, last one first, and those that were made: the words must be there, and no two may meet."""
    starts = [match.start() for match in _LINE.finditer(text)]
    shift = int(text.startswith("\ufeff"))  # before the first line's first column
    done: list[Edit] = []
    for edit in sorted(edits, key=lambda one: -one.start):
        line, column = edit.where.line, edit.where.column
        if line is None or column is None or line > len(starts) or (done and edit.end > done[-1].start):
            continue
        start = starts[line - 1] + column - 1 + (shift if line == 1 else 0)
        end = start + edit.end - edit.start
        if text[start:end] == edit.old:
            text = text[:start] + edit.text + text[end:]
            done.append(edit)
    return text, done


def _difference(name: str, before: str, after: str) -> Iterator[str]:
    """Yield a unified difference."""
    old, new = ([match[0] for match in _LINE.finditer(text) if match[0]] for text in (before, after))
    for line in difflib.unified_diff(old, new, name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
