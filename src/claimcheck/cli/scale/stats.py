"""``claimcheck stats RESULTS...``: what the Reports of an archive say together."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES

_EXAMPLES = """\b
Examples:
  claimcheck check archive/*.html --format jsonl -o archive.jsonl
  claimcheck stats archive.jsonl
  claimcheck stats archive.jsonl --near-copies --format html -o archive.html
  claimcheck stats 2025/ 2026.parquet --format json

RESULTS is what batch, or check with --format jsonl or json, wrote: files that end
in .jsonl, .json or .parquet, or folders of them.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    all was counted", done="counted"))
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "html"]), default="table", help="How it is written [table]."
)
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option("--near-copies", is_flag=True, help="Count a text that ran on several sites once, and list such texts.")
@click.option("--top", type=click.IntRange(1, 10_000), default=20, metavar="N", help="Sources and figures listed [20].")
@click.option("--color/--no-color", default=None, help="Colours [on a terminal, unless NO_COLOR is set].")
@click.option("--width", type=click.IntRange(min=40), metavar="N", help="Columns [the terminal's, else 80].")
def stats(results: tuple[str, ...], form: str, output: str | None, **options: Any) -> None:  # noqa: ANN401
    """Count what many Reports say: kinds, sources, what has none, repeated figures, findings."""
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.corpus.statistics import counted, opened, picture, telling
    from claimcheck.lang.visible import inert

    refuse(results, [output])
    with opened(results) as database:
        figures = counted(database, most=options["top"], near_copies=options["near_copies"])
    layout = out.layout(output, color=options["color"], width=options["width"])
    with out.writer(output, encoding=layout.encoding if form == "table" else "utf-8") as write:
        if form == "table":
            for piece in telling.export(figures, layout):
                write(inert(piece))
        else:
            write(telling.as_json(figures) if form == "json" else picture.page(figures))
