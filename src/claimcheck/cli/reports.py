"""The reports of the files on the command line, with what is wrong with a file said while it is passed over."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.messages import show, show_error, shown
from claimcheck.errors import (
    DateError,
    InputError,
    ModelError,
    NotReachedError,
    SettingsError,
    UsageError,
    exit_code_of,
)

if TYPE_CHECKING:
    from claimcheck.read import Source
    from claimcheck.report import Report
    from claimcheck.settings import Settings


_OF_EVERY_INPUT = frozenset(kind.code for kind in (SettingsError, DateError, ModelError))


def reports_of(
    files: Sequence[Source], *, published: str | None, settings: Settings, failures: list[int]
) -> Iterator[Report]:
    """Yield the reports of ``files``; the exit codes of those that failed are added to ``failures``.

    A failed Report is yielded where there are others beside it, so that a list of them loses no input: not one that is
    a bug in claimcheck, nor those that the user did not wait for.
    """
    from claimcheck.read import name_of

    for report in shown(_every(files, published=published, settings=settings), [name_of(file) for file in files]):
        if report.error is not None:
            code = exit_code_of(report.error.code)
            alone = len(files) == 1 and code == UsageError.exit_code
            if alone or report.error.code in _OF_EVERY_INPUT:
                raise UsageError(report.error.message, report.error.hint)
            failures.append(code)
            show_error(report.error.message, report.error.hint)
        elif "charset=" in report.article.media_type:
            show("note", f"{report.article.source} is not plain UTF-8: read as {report.article.media_type}")
        if report.error is None or len(files) > 1:
            yield report


def saved_or_made(
    inputs: Sequence[Source], *, published: str | None, settings: Settings, failures: list[int]
) -> Iterator[Report]:
    """Yield the Reports in the inputs and those of the articles among them, in their order."""
    from claimcheck.article import iso_date

    saved: list[list[Report] | None] = []
    for source in inputs:
        try:
            saved.append(saved_reports(source) if isinstance(source, str) else None)
        except InputError as error:
            saved.append([])
            failures.append(error.exit_code)
            show_error(error.message, error.hint)
    articles = [source for source, found in zip(inputs, saved, strict=True) if found is None]
    made = reports_of(articles, published=iso_date(published), settings=settings, failures=failures)
    for found in saved:
        yield from itertools.islice(made, 1) if found is None else found  # none where one alone could not be read


def saved_reports(name: str) -> list[Report] | None:
    """Return the Reports that a file of JSON holds: one, a list, or one a line; None for a file of anything else.

    Raises an InputError for Reports that this version cannot read.
    """
    from claimcheck.read.source import is_file

    try:  # a device or a pipe of such a name is read as an article, up to its bound
        text = Path(name).read_text(encoding="utf-8") if name.endswith((".json", ".jsonl")) and is_file(name) else ""
    except (OSError, UnicodeDecodeError):
        return None  # as an article it gets the message that is due
    if '"schema_version"' not in text:
        return None
    from claimcheck.report import reports_in

    try:
        return reports_in(text, lines=name.endswith(".jsonl"))
    except ValueError as error:
        message = f"{name} is no Report that claimcheck can read: {error}"
        raise InputError(message, "make it again with claimcheck ARTICLE --format json") from None


def _every(files: Sequence[Source], *, published: str | None, settings: Settings) -> Iterator[Report]:
    """Yield a Report for each of ``files``: after Ctrl-C, of those that are left, that they were not reached."""
    done = 0
    try:
        from claimcheck.check import check_many  # imports spaCy, which is part of the wait

        for report in check_many(files, published=published, settings=settings):
            done += 1
            yield report
    except KeyboardInterrupt:
        if not 0 < done < len(files):  # there is nothing to keep
            raise
        show("note", f"interrupted: {done} of {len(files)} inputs are in the result")
        yield from (_unreached(file, settings) for file in files[done:])


def _unreached(file: Source, settings: Settings) -> Report:
    """Return the failed Report of an input whose turn never came."""
    from claimcheck.read import name_of
    from claimcheck.report import failed_report

    error = NotReachedError(f"{name_of(file)} was not reached", "check it again")
    return failed_report(name_of(file), error, tool=settings.tool())
