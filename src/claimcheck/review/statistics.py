"""How far a review is: claims by status and by checker, and what is open, the claims most worth checking first."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from claimcheck.export.exchange.checklist import STATUSES
from claimcheck.report import Claim
from claimcheck.review.decisions import OPEN, Decision, ReviewThread
from claimcheck.review.drafts import orphans
from claimcheck.review.store import ReviewStore


class ReviewStatistics(NamedTuple):
    """The figures of a review."""

    article: str
    claims: int
    statuses: dict[str, int]
    """Every status, in its order, with its claims."""
    checkers: dict[str, int]
    """Who decided how many of the claims that are not open, the busiest first."""
    undecided: tuple[tuple[int, Claim], ...]
    """The open claims with their numbers, those most worth checking first."""
    conflicts: tuple[ReviewThread, ...]
    orphans: tuple[tuple[ReviewThread, str], ...]
    """What is in no claim, with the words that its claim had."""
    listed: tuple[Claim, ...]
    """The claims of the newest draft, in their order."""


def statistics(store: ReviewStore) -> ReviewStatistics:
    """Return the figures of a review. Raises an InputError where there is none yet."""
    report, threads = store.draft().report, store.threads()
    decided = {thread.claim: thread for thread in threads if thread.claim}
    states = [decided[one.id].decision if one.id in decided else Decision() for one in report.claims]
    counted = Counter(state.status for state in states)
    checkers = Counter(
        thread.decision.checker or (thread.entry.by if thread.entry else "") or "nobody named"
        for thread in decided.values()
        if thread.decision.status != OPEN
    )
    still = [(number, one) for number, one in enumerate(report.claims, start=1) if states[number - 1].status == OPEN]
    return ReviewStatistics(
        report.article.source,
        len(report.claims),
        {status: counted[status] for status in STATUSES},
        dict(sorted(checkers.items(), key=lambda one: (-one[1], one[0]))),
        tuple(sorted(still, key=lambda one: (-(one[1].worth.score if one[1].worth else 0), one[0]))),
        tuple(thread for thread in threads if thread.rivals),
        orphans(store),
        report.claims,
    )
