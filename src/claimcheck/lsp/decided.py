"""What was decided of the claims of a draft, in the review beside its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from claimcheck.errors import ClaimcheckError
from claimcheck.report import Report
from claimcheck.review import drafts
from claimcheck.review.decisions import ReviewThread
from claimcheck.review.store import MEMORY, ReviewStore, beside


def decided(path: str, report: Report) -> Mapping[str, ReviewThread]:
    """Return the threads of a draft's claims by their ids, carried to it in memory; nothing is written.

    Nothing where there is no review, or none that can be read: an editor is no place to mend it.
    """
    if not beside(path).is_file() or report.error:
        return {}
    copy = ReviewStore(MEMORY)
    try:
        with ReviewStore(beside(path)) as store:
            store.copy_to(copy)
        drafts.carry(copy, report, at="")
        return {thread.claim: thread for thread in copy.threads() if thread.claim}
    except ClaimcheckError:
        return {}
    finally:
        copy.close()


def verify(path: str, report: Report, claim: str, *, by: str, now: Callable[[], str]) -> Path:
    """Keep that a claim of a draft is verified, in the review beside its file, which begins where there is none; return its path.

    Raises a ClaimcheckError where it cannot be kept.
    """
    at = now()
    with ReviewStore(beside(path), create=True) as store, store.writing():
        drafts.carry(store, report, at=at)
        thread = store.thread(claim)
        store.decide(claim, replace(thread.decision, status="verified"), by=by, at=at, version=thread.version)
    return beside(path)
