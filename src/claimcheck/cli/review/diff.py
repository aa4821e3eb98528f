"""``claimcheck diff OLD NEW``: what became of the claims of an article in its next draft."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES, input_format_option, settings_for

_EXAMPLES = """\b
Examples:
  claimcheck diff draft-1.docx draft-2.docx
  claimcheck diff old.json article.txt --format json

OLD and NEW are articles, or what --format json wrote of them. A claim is new,
gone, moved, changed (its figure, source, wording ...), or corrected: another
figure in the place of one.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    both were read and compared", done="read"))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people or programs [text]."
)
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option("--published", metavar="DATE", help="The publication date of the articles, such as 2026-03-04.")
@input_format_option
def diff(old: str, new: str, form: str, output: str | None, **options: Any) -> int:  # noqa: ANN401
    """List the claims that are new, changed, moved or gone in NEW, figures that were corrected by name."""
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.reports import saved_or_made
    from claimcheck.errors import UsageError
    from claimcheck.review import telling
    from claimcheck.review.difference import as_json, difference

    settings = settings_for(new, options)
    refuse([old, new], [output], also_read=settings.files)
    failures: list[int] = []
    reports = list(saved_or_made([old, new], published=options["published"], settings=settings, failures=failures))
    if failures:
        return max(failures)
    if len(reports) != 2:  # noqa: PLR2004  OLD and NEW
        message = f"there are {len(reports)} Reports, where OLD and NEW are one each"
        raise UsageError(message, "name files that hold one Report")
    found = difference(*reports)
    layout = out.layout(output, color=False, width=None)
    with out.writer(output, encoding=layout.encoding if form == "text" else "utf-8") as write:
        write(as_json(found) if form == "json" else "".join(f"{line}\n" for line in telling.differing(found)))
    return 0
