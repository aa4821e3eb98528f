"""``claimcheck review COMMAND``: the state of each claim, kept beside the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimcheck.cli.arguments import EXIT_CODES, DefaultGroup, input_format_option
from claimcheck.cli.review.merge import merge
from claimcheck.cli.review.page import page
from claimcheck.cli.review.place import place

_EXAMPLES = """\b
Examples:
  claimcheck review article.docx              (the page)
  claimcheck review draft article.docx
  claimcheck export article.docx --to xlsx -o checklist.xlsx
  claimcheck review import article.docx checklist.xlsx --by Ana
  claimcheck review stats article.docx
  claimcheck review draft article.docx       (again, after an edit)

ARTICLE is the article, whose review is ARTICLE.claims.db beside it, or such a
file. Nothing leaves this machine.

"""
_DONE = "  0    all was done"
_LOOK = f"{_DONE}\n  1    done, but rows were refused or a conflict is left open"


def _epilog(example: str, *, most: str = _DONE) -> str:
    return f"\b\nExamples:\n{example}\n\n" + EXIT_CODES.format(most=most, done="done")


@click.group(cls=DefaultGroup, default="page", epilog=_EXAMPLES)
def review() -> None:
    """Keep what was decided of each claim of an article, with its history, through all drafts."""


@review.command(epilog=_epilog("  claimcheck review draft article.txt\n  claimcheck review draft claims.json"))
@click.argument("article", metavar="ARTICLE")
@click.option("--published", metavar="DATE", help="The publication date, such as 2026-03-04.")
@input_format_option
def draft(article: str, published: str | None, **options: Any) -> int:  # noqa: ANN401
    """Begin a review, or carry it to the draft that ARTICLE is now.

    A state follows its claim by its words, by what stands around them, or by likeness. A claim whose figure, unit, source or
    the like changed is open again. What has no claim in the new draft is listed, and kept.
    """
    from claimcheck.cli.review.opened import now, report_of, say
    from claimcheck.review import drafts, telling
    from claimcheck.review.store import ReviewStore, beside

    report, failures = report_of(article, published, options)
    if report is None:
        return max(failures)
    with ReviewStore(beside(article), create=True) as store:
        say(telling.carried(drafts.carry(store, report, at=now()), len(report.claims)))
    return 0


@review.command("import", epilog=_epilog("  claimcheck review import article.txt filled.csv --by Ana", most=_LOOK))
@click.argument("article", metavar="ARTICLE")
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...")
@click.option("--by", metavar="NAME", help="Who decided, where a row does not say it [your login].")
@click.option("--sheet-wins", is_flag=True, help="Take a row that was filled from an older state, too.")
@click.option("--published", metavar="DATE", help="The publication date, where the review begins with this.")
@input_format_option
def import_(article: str, sheets: tuple[str, ...], by: str | None, **options: Any) -> int:  # noqa: ANN401
    """Read filled checklists back: CSV or XLSX that export wrote, or JSON of a review."""
    from claimcheck.cli.review.opened import copied, now, opened, report_of, say, whoever
    from claimcheck.review import drafts, merging, telling
    from claimcheck.review import sheets as reading
    from claimcheck.review.store import ReviewStore, beside

    read = [None if sheet.endswith(".json") else reading.read_sheet(sheet) for sheet in sheets]
    if not beside(article).exists() and read[0] is None:
        with copied(sheets[0]) as given, ReviewStore(beside(article), create=True) as store:
            given.copy_to(store)
            say(telling.restored(len(store.threads()), sheets[0]))
        sheets, read = sheets[1:], read[1:]
    elif not beside(article).exists():
        report, failures = report_of(article, options["published"], options)
        if report is None:
            return max(failures)
        with ReviewStore(beside(article), create=True) as store:
            drafts.carry(store, report, at=now())
    open_ends = False
    with opened(article) as store:
        for sheet, rows in zip(sheets, read, strict=True):
            if rows is None:
                with copied(sheet) as given:
                    merged = merging.merge(store, given, name=Path(sheet).name, at=now())
                say(telling.merged(merged, sheet, store.draft().report.claims))
                open_ends |= any(conflict.taken is None for conflict in merged.conflicts)
                continue
            found = reading.import_sheet(
                store, rows, name=Path(sheet).name, by=whoever(by), at=now(), wins=options["sheet_wins"]
            )
            say(telling.imported(found))
            open_ends |= any(note.kind != "changed" for note in found.notes)
    return int(open_ends)


@review.command(epilog=_epilog("  claimcheck review export article.txt --to xlsx -o state.xlsx"))
@click.argument("article", metavar="ARTICLE")
@click.option(
    "--to",
    "form",
    type=click.Choice(["json", "csv", "xlsx", "schema-org"]),
    default="json",
    help="json holds all, csv and xlsx a row a claim, schema-org a ClaimReview of what was judged.",
)
@click.option("-o", "--output", metavar="PATH", help="Write to a file, which is replaced only when all is done.")
def export(article: str, form: str, output: str | None) -> None:
    """Write the state of each claim: JSON that can be read back exactly, a checklist with its columns filled, or schema.org."""
    from claimcheck.cli import output as out
    from claimcheck.cli.inputs import refuse
    from claimcheck.cli.review.opened import opened
    from claimcheck.export import exporter
    from claimcheck.review.saved import saved
    from claimcheck.review.sheets import found_columns
    from claimcheck.review.store import beside

    refuse([article], [output], also_read=[beside(article)])
    with opened(article) as store, out.writer(output, encoding="utf-8") as write:
        if form == "json":
            write(saved(store))
            return
        layout = out.layout(output, color=False, width=None, found=found_columns(store))
        for piece in exporter(form, of="claims").written([store.draft().report], layout):
            write(piece)


@review.command(epilog=_epilog("  claimcheck review stats article.txt"))
@click.argument("article", metavar="ARTICLE")
def stats(article: str) -> None:
    """Print how far the review is: by status, by checker, and what is open, most worth checking first."""
    from claimcheck.cli.review.opened import opened, say
    from claimcheck.review import statistics, telling

    with opened(article) as store:
        say(telling.figures(statistics.statistics(store)))


for command in (page, merge, place):
    review.add_command(command)
