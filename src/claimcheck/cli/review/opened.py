"""The reviews that the commands are given by the name of their article, of their file, or of JSON; who decides, and when."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.errors import ClaimcheckError, InputError, UsageError

if TYPE_CHECKING:
    from claimcheck.report import Report
    from claimcheck.review.store import ReviewStore


_DATABASE = b"SQLite format 3\0"


def opened(article: str) -> ReviewStore:
    """Return the review of an article, to be closed; a note says where the article has changed since.

    Raises an InputError where there is none.
    """
    from claimcheck.review.store import ReviewStore, beside

    path = beside(article)
    if not path.exists():
        message = f"there is no review of {article}"
        raise InputError(message, f"claimcheck review draft {article} begins one")
    store = ReviewStore(path)
    try:
        if str(path) != article and _changed(article, store.draft().report):
            from claimcheck.cli.messages import show

            show(
                "note", f"{article} has changed: claimcheck review draft {article} carries the review to the new draft"
            )
    except BaseException:
        store.close()
        raise
    return store


def _changed(article: str, report: Report) -> bool:
    """Return whether an article that can be read has another text than a Report."""
    from claimcheck.cli.arguments import settings_for
    from claimcheck.read import open_article

    if article.endswith((".json", ".jsonl")):
        return False
    try:
        text = open_article(article, **settings_for(article, {}).reading()).text
    except ClaimcheckError:
        return False
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != report.article.sha256


def copied(name: str) -> ReviewStore:
    """Return the review in a file, or in JSON, as a copy that may be changed."""
    from claimcheck.read.source import refuse_endless
    from claimcheck.review.saved import restored
    from claimcheck.review.store import MEMORY, ReviewStore, beside

    if name.endswith(".json") and not beside(name).exists():
        refuse_endless(name)
        try:
            return restored(Path(name).read_text(encoding="utf-8"), name=name)
        except (OSError, UnicodeDecodeError) as error:
            message = f"{name} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
            raise InputError(message, "name a review: a .claims.db, an article that has one, or JSON") from None
    copy = ReviewStore(MEMORY)
    with ReviewStore(Path(name) if _is_database(name) else beside(name)) as store:
        store.draft()
        store.copy_to(copy)
    return copy


def _is_database(name: str) -> bool:
    """Return whether a file is a database, by its first bytes: a copy of a review may have any name."""
    with contextlib.suppress(OSError), Path(name).open("rb") as stream:
        return stream.read(len(_DATABASE)) == _DATABASE
    return False


def report_of(article: str, published: str | None, options: Mapping[str, Any]) -> tuple[Report | None, list[int]]:
    """Return the Report of an article, None and the exit codes where it cannot be made."""
    from claimcheck.cli.arguments import settings_for
    from claimcheck.cli.reports import saved_or_made

    failures: list[int] = []
    made = saved_or_made([article], published=published, settings=settings_for(article, options), failures=failures)
    reports = list(made)
    if len(reports) > 1:
        message = f"{article} holds {len(reports)} Reports"
        raise UsageError(message, "a review is of one article")
    return next(iter(reports), None), failures


def say(lines: Iterable[str]) -> None:
    """Write lines on standard output."""
    from claimcheck.cli import output as out

    with out.writer(None, encoding=out.layout(None, color=False, width=None).encoding) as write:
        write("".join(f"{line}\n" for line in lines))


def now() -> str:
    """Return the time, UTC, as history keeps it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def whoever(given: str | None) -> str:
    """Return who decides: who is named, else who is logged in."""
    if given is None:
        with contextlib.suppress(OSError, KeyError, ImportError):
            return getpass.getuser()
    return (given or "").strip()
