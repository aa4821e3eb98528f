"""Carries a review to a new draft: each thread to its claim there, back to open where what was checked is not what stands there now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from claimcheck.report import Claim, Report
from claimcheck.review.anchoring import GONE, anchored, draft_id, words_of
from claimcheck.review.decisions import OPEN, PROGRAM, HistoryEntry, ReviewThread, entry_id
from claimcheck.review.facts import changed_facts
from claimcheck.review.store import DraftPlace, KeptDraft, ReviewStore


class CarriedThread(NamedTuple):
    """What became of a thread in a new draft: its claim there and how it was found, and the facts that changed."""

    thread: ReviewThread
    was: str
    """The words of the claim as they stood in the last draft that had it."""
    claim: Claim | None
    how: str
    changed: tuple[str, ...]
    stands: bool = False
    """Whether the words still stand somewhere in the new draft, even where no claim of it has them."""


def carry(store: ReviewStore, report: Report, *, at: str) -> tuple[CarriedThread, ...]:
    """Keep a draft as the newest and return what became of each thread; nothing where it is the newest already.

    No thread is lost: one whose claim is not there is an orphan, with its history, and finds its claim again in a later
    draft that has the same words.
    """
    with store.writing():
        if not store.has_draft():
            store.add_draft(report, at=at)
            return ()
        before = store.draft()
        if before.id == draft_id(report):
            return ()
        threads = store.threads()
        carried: list[CarriedThread] = []
        number, text = store.add_draft(report, at=at), _spaced(report.text)
        for one in (*_placed(before.report, report, threads), *_orphans(store, report, threads)):
            taken = {other.claim.id for other in carried if other.claim}
            kept = one._replace(claim=None, how=GONE, changed=()) if one.claim and one.claim.id in taken else one
            carried.append(kept._replace(stands=bool(one.was) and _spaced(one.was) in text))
            store.place([DraftPlace(number, kept.thread.key, kept.claim.id if kept.claim else None, kept.how)])
            if kept.changed and kept.thread.decision.status != OPEN:
                store.add_entries(kept.thread, [_reopened(kept, draft_id(report), at=at)])
    return tuple(carried)


def _placed(old: Report, new: Report, threads: tuple[ReviewThread, ...]) -> Iterator[CarriedThread]:
    """Yield the threads that have a claim in the old draft."""
    numbers = {claim.id: number for number, claim in enumerate(old.claims)}
    anchors = anchored(old, new)
    for thread in threads:
        if thread.claim is None or thread.claim not in numbers:
            continue
        anchor = anchors[numbers[thread.claim]]
        was, now = old.claims[anchor.old], None if anchor.new is None else new.claims[anchor.new]
        yield CarriedThread(thread, was.text, now, anchor.how, changed_facts(old, new, (was, now)) if now else ())


def _orphans(store: ReviewStore, new: Report, threads: tuple[ReviewThread, ...]) -> Iterator[CarriedThread]:
    """Yield the threads whose claim an older draft had; it is found again where the same words stand once."""
    drafts = {draft.number: draft for draft in store.drafts()} if any(one.claim is None for one in threads) else {}
    last = {place.thread: place for place in store.places() if place.claim}
    for thread in threads:
        if thread.claim is None:
            place = last.get(thread.key)
            if place is None:
                yield CarriedThread(thread, "", None, GONE, ())
                continue
            old, was = drafts[place.draft], _claim(drafts[place.draft], place.claim)
            same = [claim for claim in new.claims if words_of(claim.text) == words_of(was.text)]
            now = same[0] if len(same) == 1 else None
            changed = changed_facts(old.report, new, (was, now)) if now else ()
            yield CarriedThread(thread, was.text, now, "exact" if now else GONE, changed)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _claim(draft: KeptDraft, name: str | None) -> Claim:
    return next(claim for claim in draft.report.claims if claim.id == name)


def _reopened(carried: CarriedThread, draft: str, *, at: str) -> HistoryEntry:
    """Return the entry that opens a claim again; what was found of it stays where a checker sees it."""
    thread = carried.thread
    why = f"changed in a new draft: {', '.join(carried.changed)}"
    name = entry_id(thread.key, thread.history[-1].id, PROGRAM, draft)
    return HistoryEntry(name, thread.version + 1, replace(thread.decision, status=OPEN), PROGRAM, at, why)
