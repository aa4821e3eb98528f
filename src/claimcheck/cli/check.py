"""``claimcheck check FILE...``: list the claims of articles."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES, Number, format_option, input_format_option, settings_for
from claimcheck.errors import UsageError

_EXAMPLES = """\b
Examples:
  claimcheck article.txt
  claimcheck article.txt --format json -o claims.json
  cat draft.md | claimcheck - --input-format markdown --published 2026-03-04
  claimcheck article.txt --only quantity,superlative --unsourced
  claimcheck article.txt --sort worth --worth 0.5
  claimcheck article.txt --explain 7
  claimcheck https://example.org/article --allow-network

Claims keep their numbers under every option. --only, --unsourced, --worth,
--sort, --ids and --all change the list; JSON is always whole, in text order.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    every input was read and listed", done="listed"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option("claims")
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option(
    "--published", metavar="DATE", help="The publication date, such as 2026-03-04: `last week` depends on it."
)
@input_format_option
@click.option("--allow-network", is_flag=True, default=None, help="Fetch a FILE that is an address: https://...")
@click.option("--allow-private", is_flag=True, default=None, help="Fetch it from a private network, too.")
@click.option("--explain", metavar="CLAIM", help="Say why a claim is listed: its number on the list, or its id.")
@click.option("--only", metavar="KIND,...", help="List only claims of these kinds, such as quantity,superlative.")
@click.option("--unsourced", is_flag=True, help="List only claims that have no source at all.")
@click.option("--worth", type=Number(0, 1), metavar="N", help="List only claims worth N, 0 to 1, or more.")
@click.option(
    "--sort", type=click.Choice(["text", "worth"]), default="text", help="Sentences in text order, or by worth [text]."
)
@click.option("--ids", is_flag=True, help="List the ids of claims, too.")
@click.option("--explain-score", is_flag=True, help="After the list, what made each claim's worth.")
@click.option("--all", "left_out", is_flag=True, help="List each sentence that holds nothing to check, too, and why.")
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline as the base, in place of claimcheck's own.")
@click.option("--lang-check", type=click.Choice(["on", "off"]), help="Refuse what is not English [on].")
@click.option("--max-chars", type=click.IntRange(min=1), metavar="N", help="Refuse a text that is longer [1500000].")
@click.option("--color/--no-color", default=None, help="Colours [on a terminal, unless NO_COLOR is set].")
@click.option(
    "--width", type=click.IntRange(min=20), metavar="N", help="Columns of the list [the terminal's, else 80]."
)
def check(files: tuple[str, ...], output: str | None, published: str | None, **options: Any) -> int:  # noqa: ANN401
    """List what has to be checked in each FILE, and whom it cites for it; - is standard input."""
    # The rest of the program costs 0.6 s to import, which --help must not pay.
    from claimcheck.article import iso_date
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.reports import reports_of
    from claimcheck.export import exporter
    from claimcheck.export.claims import explain

    claim = options["explain"]
    if claim is not None and len(files) > 1:
        message = "--explain looks at one article"
        raise UsageError(message, "give one FILE")
    settings = settings_for(files[0], options)
    refuse(files, [output], also_read=settings.files)
    export = exporter(settings.format, of="claims", origin=settings.origin("format"))
    shown = {name: options[name] for name in ("left_out", "ids", "unsourced", "worth")}
    shown |= {
        "scores": options["explain_score"],
        "by_worth": options["sort"] == "worth",
        "only": _kinds(options["only"]),
    }
    layout = out.layout(output, color=options["color"], width=options["width"], many=len(files) > 1, **shown)
    failures: list[int] = []
    reports = reports_of(files, published=iso_date(published), settings=settings, failures=failures)
    explained = (explain(report, claim, layout=layout) for report in reports if report.error is None)
    with out.writer(output, encoding=layout.encoding if export.for_people else "utf-8") as write:
        for piece in export.written(reports, layout) if claim is None else explained:
            write(piece)
        if len(failures) == len(files):
            raise click.exceptions.Exit(max(failures))  # inside, so that an older output file stays
    return max(failures, default=0)


def _kinds(given: str | None) -> frozenset[str]:
    """Return the kinds of claims that are named. Raises a UsageError for one that there is not."""
    from typing import get_args

    from claimcheck.report import Kind

    known = [name for part in get_args(Kind) for name in get_args(part) or (part,)]
    kinds = frozenset(name.strip() for name in (given or "").split(",") if name.strip())
    if unknown := sorted(kinds - set(known)):
        message = f"no kind of claim is named {unknown[0]}"
        raise UsageError(message, f"there are: {', '.join(known)}")
    return kinds
