"""``claimcheck export INPUT... --to NAME``: Reports, or articles, written in other formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.arguments import EXIT_CODES, input_format_option, settings_for
from claimcheck.errors import InputError, OutputError, UsageError
from claimcheck.export.exporters import exporters_of

if TYPE_CHECKING:
    from claimcheck.export import Exporter
    from claimcheck.report import Report

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
    from claimcheck.cli.reports import saved_or_made
    from claimcheck.export import exporter

    names = list(dict.fromkeys(name.strip() for given in formats for name in given.split(",") if name.strip()))
    exporters = [exporter(name, of="claims") for name in names]
    settings = settings_for(inputs[0], options)
    refuse(inputs, [output], also_read=settings.files)
    failures: list[int] = []
    reports = list(saved_or_made(inputs, published=options["published"], settings=settings, failures=failures))
    if any(report.error is None for report in reports):
        if len(reports) == 1 and len(exporters) == 1 and not _is_folder(output):
            _write_one(reports[0], exporters[0], output)
        else:
            failures += _write_all(reports, exporters, output, inputs=inputs)
    return max(failures, default=0)


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
) -> list[int]:
    """Write a file for each Report and format into a folder, and an index of the pages; none where one is an input.

    Returns the exit codes of the files that cannot be made, such as the notes on a PDF of what is none; each is told.
    """
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.messages import show_error
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
    indexed = len(reports) > 1 and any(row.name == "html" for row in exporters)
    outputs = [name + row.suffix for name in names for row in exporters] + ["index.html"] * indexed
    refuse(inputs, [str(folder / name) for name in outputs])
    failures: list[int] = []
    for name, report in zip(names, reports, strict=True):
        for row in exporters if report.error is None else ():
            try:
                _write_one(report, row, str(folder / (name + row.suffix)))
            except InputError as error:
                failures.append(error.exit_code)
                show_error(error.message, error.hint)
    if indexed:
        from claimcheck.export.page import index

        with out.writer(str(folder / "index.html"), encoding="utf-8") as write:
            write(index([(name + ".html", report) for name, report in zip(names, reports, strict=True)]))
    return failures
