"""Two people's reviews of one article made one, without loss: what both decided otherwise is a conflict, listed and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from claimcheck.review.decisions import HistoryEntry, ReviewThread
from claimcheck.review.drafts import carry
from claimcheck.review.keeping import with_claims
from claimcheck.review.store import ReviewStore

Preference = Literal["newest", "ours", "theirs"]


class MergeConflict(NamedTuple):
    """A claim that both decided, and otherwise; which of the two was taken, None where it is left open."""

    claim: str | None
    ours: HistoryEntry
    theirs: HistoryEntry
    taken: Literal["ours", "theirs"] | None


class ReviewMerge(NamedTuple):
    """What a merge brought: how many claims got something, and the conflicts."""

    changed: int
    conflicts: tuple[MergeConflict, ...]


def merge(
    store: ReviewStore, other: ReviewStore, *, name: str, at: str, prefer: Preference | None = None
) -> ReviewMerge:
    """Bring all that another review has into a store, and return what that was; both are at the newer draft then.

    ``other`` is changed where its draft is the older one: give a copy. Without ``prefer`` a conflict stays open: ours is
    in force, and theirs is kept beside it as a rival.
    """
    with store.writing():
        _level(store, other, at=at)
        mine = {thread.key: thread for thread in store.threads()}
        known = {entry.id for thread in mine.values() for entry in thread.history}
        changed, conflicts = 0, []
        for theirs in other.threads():
            news = [entry for entry in theirs.history if entry.id not in known]
            ours = _same_thread(mine, theirs)
            if not news:
                continue
            conflict = _conflict(ours, theirs, news, prefer=prefer)
            if not ours.history:
                _keep_place(store, other, theirs, key=ours.key)
            added = _add(store, (ours, news), conflict, name=name, at=at)
            if added:
                mine[ours.key] = replace(ours, history=(*ours.history, *added))
            changed += bool(added)
            conflicts += [conflict] if conflict else []
    return ReviewMerge(changed, tuple(conflicts))


def _level(store: ReviewStore, other: ReviewStore, *, at: str) -> None:
    """Carry the review of the older draft to the newer one; ours is the newer where neither knows the other's."""
    ours, theirs = store.draft(), other.draft()
    if ours.id != theirs.id:
        behind = ours.id in {draft.id for draft in other.drafts()}
        carry(
            store if behind else other, (theirs if behind else ours).report, at=at, name=(theirs if behind else ours).id
        )
    mine, newest = {claim.id for claim in store.draft().report.claims}, other.draft().report
    placed = {thread.claim for thread in other.threads()}
    kept = [claim for claim in newest.claims if claim.id in placed - mine]
    if kept:
        store.amend(with_claims(store.draft().report, kept))


def _same_thread(mine: Mapping[str, ReviewThread], theirs: ReviewThread) -> ReviewThread:
    """Return our thread of the same claim; where there is none, theirs without its history, under a name that is free."""
    same = next((one for one in mine.values() if one.claim == theirs.claim and one.claim is not None), None)
    if same:
        return same
    key = theirs.key
    if key in mine and None in (mine[key].claim, theirs.claim):
        return mine[key]
    while key in mine:
        key += "+"
    return replace(theirs, key=key, history=())


def _keep_place(store: ReviewStore, other: ReviewStore, theirs: ReviewThread, *, key: str) -> None:
    """Keep the last draft in which an orphan of theirs had its claim, so that a later draft can be asked for it."""
    if theirs.claim is not None:
        return
    place = next((one for one in reversed(other.places()) if one.thread == theirs.key and one.claim), None)
    if place:
        draft = next(one for one in other.drafts() if one.number == place.draft)
        own = {one.id: one.number for one in store.drafts()}
        number = own.get(draft.id) or store.add_draft(draft.report, at=draft.at, older=True, name=draft.id)
        store.place([place._replace(draft=number, thread=key)])


def _conflict(
    ours: ReviewThread, theirs: ReviewThread, news: list[HistoryEntry], *, prefer: Preference | None
) -> MergeConflict | None:
    """Return the conflict of two threads, None where one of them knows all that a person decided in the other."""
    shared = {entry.id for entry in theirs.history}
    own = [entry for entry in ours.history if entry.by_a_person and not entry.rival and entry.id not in shared]
    new = [entry for entry in news if entry.by_a_person and not entry.rival]
    if not own or not new or ours.decision == theirs.decision:
        return None
    taken = prefer
    if taken == "newest":
        taken = "theirs" if new[-1].at > own[-1].at else "ours"
    return MergeConflict(ours.claim, own[-1], new[-1], taken)


def _add(
    store: ReviewStore,
    found: tuple[ReviewThread, list[HistoryEntry]],
    conflict: MergeConflict | None,
    *,
    name: str,
    at: str,
) -> list[HistoryEntry]:
    """Add what is new to our thread, and return that; nothing where it is no news to us."""
    ours, news = found
    outvoted = conflict is not None and conflict.taken != "theirs"
    decided = any(entry.by_a_person for entry in news)
    if not decided and any(entry.by_a_person for entry in ours.history):
        return []  # a new draft opened it for them; for us it did, or somebody has decided since
    start = ours.version + 1
    added = [replace(entry, version=at_, rival=entry.rival or outvoted) for at_, entry in enumerate(news, start=start)]
    store.add_entries(ours, added)
    if conflict and conflict.taken == "ours" and ours.entry:
        now = replace(ours, history=(*ours.history, *added))
        why = f"kept in the merge with {name}"
        added.append(store.append(now, ours.decision, by=ours.entry.by, at=at, why=why))
    return added
