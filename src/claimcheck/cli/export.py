"""``claimcheck export INPUT... --to NAME``: Reports, or articles, written in other formats."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.arguments import EXIT_CODES, input_format_option, settings_for
from claimcheck.errors import InputError, OutputError, UsageError
from claimcheck.export.exporters import exporters_of

if TYPE_CHECKING:
    from claimcheck.export import Exporter
    from claimcheck.report import Report
    from claimcheck.settings import Settings

_EXAMPLES = """\b
Examples:
  claimcheck export article.txt --to html -o article.html
  claimcheck export claims.json --to csv --to markdown -o desk/
  claimcheck export drafts/*.docx --to html -o pages/

An INPUT is an article, or what --format json or jsonl wrote of some. Several
files are written into a folder, each under the name of its article; of html
there is an index.html beside them.

"""
_FORMATS = exporters_of("claims")


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    every input was read and written", done="written"))
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="NAME",
    help=f"A format; may be given more than once. {'; '.join(f'{row.name}: {row.title}' for row in _FORMATS)}.",
)
@click.option("-o", "--output", metavar="PATH", help="The file, or the folder for several; else standard output.")
@click.option("--published", metavar="DATE", help="The publication date of the articles, such as 2026-03-04.")
@input_format_option
@click.option("--max-chars", type=click.IntRange(min=1), metavar="N", help="Refuse a text that is longer [1500000].")
def export(inputs: tuple[str, ...], formats: tuple[str, ...], output: str | None, **options: Any) -> int:  # noqa: ANN401
    """Write what was found in each INPUT in other formats: a page, a checklist, Markdown, annotations."""
    from claimcheck.cli.inputs import refuse
    from claimcheck.export import exporter

    names = list(dict.fromkeys(name.strip() for given in formats for name in given.split(",") if name.strip()))
    exporters = [exporter(name, of="claims") for name in names]
    settings = settings_for(inputs[0], options)
    refuse(inputs, [output], also_read=settings.files)
    failures: list[int] = []
    reports = list(_reports(inputs, published=options["published"], settings=settings, failures=failures))
    if any(report.error is None for report in reports):
        if len(reports) == 1 and len(exporters) == 1 and not _is_folder(output):
            _write_one(reports[0], exporters[0], output)
        else:
            _write_all(reports, exporters, output, inputs=inputs)
    return max(failures, default=0)


def _reports(
    inputs: Sequence[str], *, published: str | None, settings: Settings, failures: list[int]
) -> Iterator[Report]:
    """Yield the Reports in the inputs and those of the articles among them, in their order."""
    from claimcheck.article import iso_date
    from claimcheck.cli.messages import show_error
    from claimcheck.cli.reports import reports_of

    saved = {}
    for name in inputs:
        try:
            saved[name] = saved_reports(name)
        except InputError as error:
            saved[name] = []
            failures.append(error.exit_code)
            show_error(error.message, error.hint)
    articles = [name for name in inputs if saved[name] is None]
    made = reports_of(articles, published=iso_date(published), settings=settings, failures=failures)
    for name in inputs:
        found = saved[name]
        yield from itertools.islice(made, 1) if found is None else found  # none where one alone could not be read


def saved_reports(name: str) -> list[Report] | None:
    """Return the Reports that a file of JSON holds: one, a list, or one a line; None for a file of anything else.

    Raises an InputError for Reports that this version cannot read.
    """
    try:
        text = Path(name).read_text(encoding="utf-8") if name.endswith((".json", ".jsonl")) else ""
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


def _is_folder(output: str | None) -> bool:
    return output is not None and (output.endswith(("/", "\\")) or Path(output).is_dir())


def _write_one(report: Report, row: Exporter, output: str | None) -> None:
    from claimcheck.cli import output as out

    layout = out.layout(output, color=False if output else None, width=None)
    with out.writer(output, encoding=layout.encoding if row.for_people else "utf-8") as write:
        for piece in row.written([report], layout):
            write(piece)


def _write_all(
    reports: Sequence[Report], exporters: Sequence[Exporter], output: str | None, *, inputs: Sequence[str]
) -> None:
    """Write a file for each Report and format into a folder, and an index of the pages; none where one is an input."""
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.export import stems

    if output is None or output == "-":
        message = "several files cannot be written to standard output"
        raise UsageError(message, "name a folder: -o FOLDER")
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{output} cannot be made: {error.strerror}"
        raise OutputError(message, "name a folder that you may write to") from None
    names = list(stems(report.article.source for report in reports))
    refuse(inputs, [str(folder / (name + row.suffix)) for name in names for row in exporters])
    for name, report in zip(names, reports, strict=True):
        for row in exporters if report.error is None else ():
            _write_one(report, row, str(folder / (name + row.suffix)))
    if len(reports) > 1 and any(row.name == "html" for row in exporters):
        from claimcheck.export.page import index

        with out.writer(str(folder / "index.html"), encoding="utf-8") as write:
            write(index([(name + ".html", report) for name, report in zip(names, reports, strict=True)]))
