"""``claimcheck diff OLD NEW``: what became of the claims of an article in its next draft."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES, input_format_option, settings_for

_EXAMPLES = """\b
Examples:
  claimcheck diff draft-1.docx draft-2.docx
  claimcheck diff HEAD~1:draft.md draft.md
  claimcheck diff --git main draft.md --format html -o changes.html
  claimcheck diff old.json article.txt --format json

OLD and NEW are articles, what --format json wrote of them, or files at a git
revision, REV:PATH. --git REV FILE compares a file with what it was at REV. A
claim is new, gone, moved, changed (its figure, source, wording ...), or
corrected: another figure in the place of one.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    both were read and compared", done="read"))
@click.argument("files", metavar="OLD NEW", nargs=-1, required=True)
@click.option("--git", "revision", metavar="REV", help="Compare one FILE with what it was at a git revision.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="For people or programs, or a page [text].",
)
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
@click.option("--published", metavar="DATE", help="The publication date of the articles, such as 2026-03-04.")
@input_format_option
def diff(files: tuple[str, ...], revision: str | None, form: str, output: str | None, **options: Any) -> int:  # noqa: ANN401
    """List the claims that are new, changed, moved or gone in NEW, figures that were corrected by name."""
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.reports import saved_or_made
    from claimcheck.cli.review.revisions import article_at, is_revision, path_in
    from claimcheck.errors import UsageError
    from claimcheck.review import telling
    from claimcheck.review.difference import as_html, as_json, difference

    names = [f"{revision}:{file}" for file in files] + list(files) if revision else list(files)
    if len(names) != 2:  # noqa: PLR2004  OLD and NEW
        message = f"{len(files)} file{'s were' if len(files) != 1 else ' was'} named"
        raise UsageError(message, "claimcheck diff OLD NEW, or claimcheck diff --git REV FILE")
    settings = settings_for(path_in(names[1]), options)
    refuse(names, [output], also_read=settings.files)
    sources = [article_at(name, settings.reading()) if is_revision(name) else name for name in names]
    failures: list[int] = []
    reports = list(saved_or_made(sources, published=options["published"], settings=settings, failures=failures))
    if failures:
        return max(failures)
    if len(reports) != 2:  # noqa: PLR2004
        message = f"there are {len(reports)} Reports, where OLD and NEW are one each"
        raise UsageError(message, "name files that hold one Report")
    found = difference(*reports)
    layout = out.layout(output, color=False, width=None)
    written = {"json": as_json, "html": as_html, "text": telling.differing}[form](found)
    with out.writer(output, encoding=layout.encoding if form == "text" else "utf-8") as write:
        write(written)
    return 0
