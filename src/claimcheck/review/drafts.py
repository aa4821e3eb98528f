"""Carries a review to a new draft: each thread to its claim there, back to open where what was checked is not what stands there now.

What has no place in the new draft is an orphan, until a later draft has its words, or a person says where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from claimcheck.errors import ConflictError, UnknownClaimError
from claimcheck.report import Claim, Report, Time
from claimcheck.review.anchoring import GONE, anchored, draft_id, spaced, words_of
from claimcheck.review.decisions import CUT, OPEN, PROGRAM, HistoryEntry, ReviewThread, entry_id
from claimcheck.review.facts import changed_facts
from claimcheck.review.keeping import KEPT, standing, with_claims
from claimcheck.review.store import DraftPlace, ReviewStore


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


class _Search(NamedTuple):
    """What was found of a thread, and its claim in the last draft that had it, to look for its words."""

    found: CarriedThread
    old: Report | None
    was: Claim | None


def carry(store: ReviewStore, report: Report, *, at: str, name: str = "") -> tuple[CarriedThread, ...]:
    """Keep a draft as the newest and return what became of each thread; nothing where it is the newest already.

    No thread is lost. One whose words still stand where the Report has no such claim keeps its claim, which the draft has
    then beside those of the Report. One whose words are gone is an orphan, with its history, and finds its claim again in
    a later draft that has the same words.
    """
    with store.writing():
        if not store.has_draft():
            store.add_draft(report, at=at, name=name)
            return ()
        name = name or draft_id(report)
        if store.draft().id == name:
            return ()
        carried, whole = _kept(_found(store, report), report)
        number = store.add_draft(whole, at=at, name=name)
        for one in carried:
            store.place([DraftPlace(number, one.thread.key, one.claim.id if one.claim else None, one.how)])
            if one.changed and one.thread.decision.status != OPEN:
                store.add_entries(one.thread, [_reopened(one, name, at=at)])
    return tuple(carried)


def _found(store: ReviewStore, new: Report) -> Iterator[_Search]:
    """Yield what became of each thread among the claims of a new draft, no two at one claim."""
    threads, taken = store.threads(), set[str]()
    for one in (*_placed(store.draft().report, new, threads), *_orphans(store, new, threads)):
        place = one.found.claim
        lost = place is not None and place.id in taken
        taken |= {place.id} if place else set()
        yield one._replace(found=one.found._replace(claim=None, how=GONE, changed=())) if lost else one


def _kept(found: Iterator[_Search], new: Report) -> tuple[list[CarriedThread], Report]:
    """Return what became of the threads, those included whose words still stand, and the Report with the claims of these."""
    carried, text = [], spaced(new.text)
    for one in found:
        there = standing(one.old, one.was, new) if one.old and one.was and not one.found.claim else None
        now = one.found._replace(stands=bool(one.found.was) and spaced(one.found.was) in text)
        if there and one.old and one.was:
            new = with_claims(new, [there.claim])
            changed = changed_facts(one.old, new, (one.was, there.claim))
            timed = one.old.article.published != new.article.published and _has_time(one.was)
            also = (*(() if there.whole else ("sentence",)), *(("time",) if timed else ()))
            now = now._replace(claim=there.claim, how=KEPT, changed=tuple(dict.fromkeys((*changed, *also))))
        carried.append(now)
    return carried, new


def _has_time(claim: Claim) -> bool:
    return any(isinstance(mark, Time) for mark in claim.marks)


def _placed(old: Report, new: Report, threads: tuple[ReviewThread, ...]) -> Iterator[_Search]:
    """Yield the threads that have a claim in the old draft."""
    numbers = {claim.id: number for number, claim in enumerate(old.claims)}
    anchors = anchored(old, new)
    for thread in threads:
        if thread.claim is None or thread.claim not in numbers:
            continue
        anchor = anchors[numbers[thread.claim]]
        was, now = old.claims[anchor.old], None if anchor.new is None else new.claims[anchor.new]
        changed = changed_facts(old, new, (was, now)) if now else ()
        yield _Search(CarriedThread(thread, was.text, now, anchor.how, changed), old, was)


def _orphans(store: ReviewStore, new: Report, threads: tuple[ReviewThread, ...]) -> Iterator[_Search]:
    """Yield the threads whose claim an older draft had; it is found again where the same words stand once."""
    for thread, old, was in last_seen(store, [thread for thread in threads if thread.claim is None]):
        if old is None or was is None:
            yield _Search(CarriedThread(thread, "", None, GONE, ()), None, None)
            continue
        same = [claim for claim in new.claims if words_of(claim.text) == words_of(was.text)]
        now = same[0] if len(same) == 1 else None
        changed = changed_facts(old, new, (was, now)) if now else ()
        yield _Search(CarriedThread(thread, was.text, now, "exact" if now else GONE, changed), old, was)


def last_seen(
    store: ReviewStore, threads: Sequence[ReviewThread]
) -> Iterator[tuple[ReviewThread, Report | None, Claim | None]]:
    """Yield threads with the last draft that had their claims, and the claim there; None where none had."""
    last = {place.thread: place for place in store.places() if place.claim}
    drafts: dict[int, Report] = {}
    for thread in threads:
        place = last.get(thread.key)
        if place is None:
            yield thread, None, None
            continue
        if place.draft not in drafts:
            drafts[place.draft] = store.report(place.draft)
        yield thread, drafts[place.draft], _claim(drafts[place.draft], place.claim)


def orphans(store: ReviewStore) -> tuple[tuple[ReviewThread, str], ...]:
    """Return the threads that are in no claim of the newest draft, and the words that theirs had; not those that are cut."""
    lost = [one for one in store.threads() if one.claim is None and one.decision.status != CUT]
    return tuple((thread, was.text if was else "") for thread, _, was in last_seen(store, lost))


def place(
    store: ReviewStore, key: str, claim: str | None, *, by: str, at: str, version: int | None = None
) -> HistoryEntry:
    """Say by hand which claim of the newest draft an orphan is, None for that it is gone, and return the entry of that.

    ``version`` is that of the thread which it was said of, None for any. What has to be checked again is open again, what
    is gone is cut. Raises an UnknownClaimError where there is no such orphan or claim, a ConflictError where somebody
    placed it or decided meanwhile, or the claim has decisions.
    """
    with store.writing():
        named = [one for one in store.threads() if key in (one.key, one.key.partition("@")[0])]
        thread = next((one for one in named if one.claim is None), next(iter(named), None))
        if thread is None:
            message = f"no state is named {key}"
            raise UnknownClaimError(message, "claimcheck review stats ARTICLE lists the orphaned ones")
        if thread.claim is not None or version not in (None, thread.version):
            message = f"{key} was {'placed' if thread.claim else 'decided'} meanwhile"
            raise ConflictError(message, "look at it again")
        if claim is None:
            return store.append(thread, replace(thread.decision, status=CUT), by=by, at=at, why="gone from the draft")
        if store.thread(claim).history:
            message = f"{claim} has decisions of its own"
            raise ConflictError(message, "write there what this one says; this one stays as it is")
        draft = store.draft()
        ((_, old, was),) = last_seen(store, [thread])
        now = next(one for one in draft.report.claims if one.id == claim)
        changed = changed_facts(old, draft.report, (was, now)) if old and was else ()
        store.put(DraftPlace(draft.number, thread.key, claim, "hand"))
        why = f"placed by hand{', changed: ' if changed else ''}{', '.join(changed)}"
        status = OPEN if changed else thread.decision.status
        return store.append(thread, replace(thread.decision, status=status), by=by, at=at, why=why)


def _claim(report: Report, name: str | None) -> Claim:
    return next(claim for claim in report.claims if claim.id == name)


def _reopened(carried: CarriedThread, draft: str, *, at: str) -> HistoryEntry:
    """Return the entry that opens a claim again; what was found of it stays where a checker sees it."""
    thread = carried.thread
    why = f"changed in a new draft: {', '.join(carried.changed)}"
    name = entry_id(thread.key, thread.history[-1].id, PROGRAM, draft)
    return HistoryEntry(name, thread.version + 1, replace(thread.decision, status=OPEN), PROGRAM, at, why)
