"""``claimcheck review place ARTICLE ID CLAIM``: an orphaned state is put where it belongs, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimcheck.cli.arguments import EXIT_CODES

if TYPE_CHECKING:
    from claimcheck.report import Report

_EXAMPLES = """\b
Examples:
  claimcheck review stats article.txt                  (lists what is orphaned)
  claimcheck review place article.txt c-3a5f0c1d2e4b 12
  claimcheck review place article.txt c-3a5f0c1d2e4b gone

CLAIM is the number or the id of a claim of the newest draft, or gone: the words
were taken out, and the state is cut. It is open again where the claim there has
another figure, source or the like.

"""


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most="  0    it is placed", done="placed"))
@click.argument("article", metavar="ARTICLE")
@click.argument("orphan", metavar="ID")
@click.argument("claim", metavar="CLAIM|gone")
@click.option("--by", metavar="NAME", help="Who says so [your login].")
def place(article: str, orphan: str, claim: str, by: str | None) -> None:
    """Say which claim of the newest draft an orphaned state is of, or that it is gone."""
    from claimcheck.cli.review.opened import now, opened, say, whoever
    from claimcheck.review import drafts, telling

    with opened(article) as store:
        named = None if claim == "gone" else _id_of(claim, store.draft().report)
        say([telling.placed(drafts.place(store, orphan, named, by=whoever(by), at=now()))])


def _id_of(name: str, report: Report) -> str:
    """Return the id of the claim that a number on the list names; any other name as it is."""
    number = name.removeprefix("#")
    known = number.isascii() and number.isdigit() and 0 < int(number[:9]) <= len(report.claims)
    return report.claims[int(number) - 1].id if known else name
