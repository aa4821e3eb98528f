"""``claimcheck review merge FILE OTHER...``: two people's reviews made one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from claimcheck.cli.arguments import EXIT_CODES
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.review.merging import Preference

_EXAMPLES = """\b
Examples:
  claimcheck review merge article.txt from-ben.claims.db
  claimcheck review merge article.txt ben.claims.db --prefer newest
  claimcheck review merge article.txt ben.json --prefer ben.json

FILE is the article, or its .claims.db, and gets all that the others have. What
both decided otherwise is listed: FILE's decision stays in force, and the other
beside it until somebody decides.

"""
_MOST = "  0    all was merged\n  1    merged, but a conflict is left open"


@click.command(epilog=_EXAMPLES + EXIT_CODES.format(most=_MOST, done="merged"))
@click.argument("file", metavar="FILE")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@click.option(
    "--prefer", metavar="newest|FILE", help="Whose decision is taken in a conflict: the newest, or that of a file."
)
def merge(file: str, others: tuple[str, ...], prefer: str | None) -> int:
    """Bring all that other reviews of an article have into FILE, without loss."""
    from claimcheck.cli.review.opened import copied, now, opened, say
    from claimcheck.review import merging, telling
    from claimcheck.review.store import beside

    if prefer not in (None, "newest", *map(str, (file, beside(file), *others))):
        message = f"{prefer} is none of the files"
        raise UsageError(message, "--prefer newest, or one of them")
    given = []
    try:
        given += [copied(other) for other in others]  # all can be read, or nothing is done
        left_open = False
        with opened(file) as store:
            for other, copy in zip(others, given, strict=True):
                taken = _preference(prefer, file, other)
                merged = merging.merge(store, copy, name=Path(other).name, at=now(), prefer=taken)
                say(telling.merged(merged, other, store.draft().report.claims))
                left_open |= any(conflict.taken is None for conflict in merged.conflicts)
    finally:
        for copy in given:
            copy.close()
    return int(left_open)


def _preference(prefer: str | None, file: str, other: str) -> Preference | None:
    """Return whom a merge of two files prefers, None for neither."""
    if prefer in (None, "newest"):
        return cast("Preference | None", prefer)
    return "theirs" if prefer == other else None if prefer not in (file, f"{file}.claims.db") else "ours"
