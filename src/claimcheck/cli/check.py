"""``claimcheck check FILE...``: list the claims of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimcheck.errors import UsageError
from claimcheck.read.formats import FORMATS, known

_EPILOG = """\b
Examples:
  claimcheck article.txt
  claimcheck article.txt --format json -o claims.json
  cat draft.md | claimcheck - --input-format markdown --published 2026-03-04
  claimcheck article.txt --explain c-3f9a0c1b2d4e
  claimcheck https://example.org/article --allow-network

\b
Exit codes:
  0    every input was read and listed
  2    wrong usage or settings, or the result could not be written
  3    an input could not be read or analysed (the others are listed all the same)
  70   a bug in claimcheck
  130  interrupted
  141  the reader of the output went away
"""


class _InputFormat(click.Choice):  # type: ignore[type-arg]  # it has no parameter before click 8.2
    """The name of an input format; what is installed is looked up only where no format here has the name."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name."""
        return value if known(value) else super().convert(value, param, ctx)


input_format = click.option(
    "--input-format", type=_InputFormat(list(FORMATS)), help="How FILE is read [by what is in it, and its name]."
)


@click.command(epilog=_EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", type=click.Choice(["table", "json", "jsonl"]), help="How the list is written [table].")
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option(
    "--published", metavar="DATE", help="The publication date, such as 2026-03-04: `last week` depends on it."
)
@input_format
@click.option("--allow-network", is_flag=True, help="Fetch a FILE that is an address: https://...")
@click.option("--allow-private", is_flag=True, help="Fetch it from a private network, too.")
@click.option("--explain", metavar="CLAIM", help="Say why a claim is listed: its id, or its number in the table.")
@click.option(
    "--sort", type=click.Choice(["text", "worth"]), default="text", help="Claims in text order, or by worth [text]."
)
@click.option("--explain-score", is_flag=True, help="After the table, what made each claim's worth.")
@click.option("--all", "left_out", is_flag=True, help="After the table, each sentence left out as no claim, and why.")
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline as the base, in place of claimcheck's own.")
@click.option("--lang-check", type=click.Choice(["on", "off"]), help="Refuse what is not English [on].")
@click.option("--color/--no-color", default=None, help="Colours [on a terminal, unless NO_COLOR is set].")
@click.option(
    "--width", type=click.IntRange(min=20), metavar="N", help="Columns of the table [the terminal's, else 80]."
)
def check(
    files: tuple[str, ...],
    output: str | None,
    published: str | None,
    explain: str | None,
    **options: Any,  # noqa: ANN401
) -> int:
    """List what has to be checked in each FILE, and whom it cites for it; - is standard input."""
    # The rest of the program costs 0.6 s to import, which --help must not pay.
    from claimcheck import settings as settings_
    from claimcheck.article import iso_date
    from claimcheck.cli import output as out
    from claimcheck.cli.reports import by_worth, explained, reports_of
    from claimcheck.export import exporter

    _refuse(files, explain=explain)
    out.refuse_input(output, files)
    settings = settings_.load(folder_of(files[0]), _overrides(options))
    shown = {"scores": options["explain_score"], "left_out": options["left_out"]}
    layout = out.layout(output, color=options["color"], width=options["width"], many=len(files) > 1, **shown)
    failures: list[int] = []
    reports = reports_of(files, published=iso_date(published), settings=settings, failures=failures)
    reports = by_worth(reports) if options["sort"] == "worth" else reports
    with out.writer(output, encoding=layout.encoding if settings.format == "table" else "utf-8") as write:
        export = exporter(settings.format)
        for piece in export(reports, layout) if explain is None else explained(reports, explain, layout=layout):
            write(piece)
        if len(failures) == len(files):
            raise click.exceptions.Exit(max(failures))  # inside, so that an older output file stays
    return max(failures, default=0)


def _refuse(files: tuple[str, ...], *, explain: str | None) -> None:
    """Raise a UsageError for arguments that contradict each other."""
    refuse_twice(files)
    if explain is not None and len(files) > 1:
        message = "--explain looks at one article"
        raise UsageError(message, "give one FILE")


def refuse_twice(files: tuple[str, ...]) -> None:
    """Raise a UsageError where standard input is asked for more than once."""
    if files.count("-") > 1:
        message = "- was given twice"
        raise UsageError(message, "standard input can be read once")


def folder_of(file: str) -> Path:
    """Return the folder whose settings hold."""
    return Path() if file == "-" or "://" in file else Path(file).parent


def _overrides(options: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that were given as options."""
    lang_check = options["lang_check"]
    given = {name: options[name] for name in ("format", "input_format", "model")}
    given |= {name: options[name] or None for name in ("allow_network", "allow_private")}
    return given | {"lang_check": None if lang_check is None else lang_check == "on"}
