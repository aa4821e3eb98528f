"""The reports of the files on the command line, with what is wrong with a file said while it is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.cli.messages import show, show_error
from claimcheck.cli.progress import shown
from claimcheck.errors import DateError, ModelError, NotReachedError, SettingsError, UsageError, exit_code_of

if TYPE_CHECKING:
    from claimcheck.report import Report
    from claimcheck.settings import Settings


_OF_EVERY_INPUT = frozenset(kind.code for kind in (SettingsError, DateError, ModelError))


def reports_of(
    files: Sequence[str], *, published: str | None, settings: Settings, failures: list[int]
) -> Iterator[Report]:
    """Yield the reports of ``files``; the exit codes of those that failed are added to ``failures``.

    A failed Report is yielded where there are others beside it, so that a list of them loses no input: not one that is
    a bug in claimcheck, nor those that the user did not wait for.
    """
    for report in shown(_every(files, published=published, settings=settings), files):
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


def _every(files: Sequence[str], *, published: str | None, settings: Settings) -> Iterator[Report]:
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


def _unreached(file: str, settings: Settings) -> Report:
    """Return the failed Report of an input whose turn never came."""
    from claimcheck import __version__, lang
    from claimcheck.read import name_of
    from claimcheck.report import Tool, failed_report

    error = NotReachedError(f"{name_of(file)} was not reached", "check it again")
    tool = Tool(version=__version__, lexicon=lang.Lexicon.of(settings.lexicon).digest())
    return failed_report(name_of(file), error, tool=tool)
