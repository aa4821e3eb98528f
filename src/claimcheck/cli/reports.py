"""The reports of the files on the command line, with what is wrong with a file said while it is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.cli.messages import show, show_error
from claimcheck.cli.progress import shown
from claimcheck.errors import UsageError, exit_code_of

if TYPE_CHECKING:
    from claimcheck.report import Report
    from claimcheck.settings import Settings


def reports_of(
    files: Sequence[str], *, published: str | None, settings: Settings, failures: list[int]
) -> Iterator[Report]:
    """Yield the reports of ``files``; the exit codes of those that failed are added to ``failures``.

    A failed Report is yielded where there are others beside it, so that a list of them loses no input.
    """

    def work() -> Iterator[Report]:
        from claimcheck.check import check_many  # imports spaCy, which is part of the wait

        yield from check_many(files, published=published, settings=settings)

    for report in shown(work(), files):
        if report.error is not None:
            code = exit_code_of(report.error.code)
            if code == UsageError.exit_code:  # holds for every input
                raise UsageError(report.error.message, report.error.hint)
            failures.append(code)
            show_error(report.error.message, report.error.hint)
        elif "charset=" in report.article.media_type:
            show("note", f"{report.article.source} is not plain UTF-8: read as {report.article.media_type}")
        if report.error is None or len(files) > 1:
            yield report
