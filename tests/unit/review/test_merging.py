"""Two reviews made one: nothing lost, what both decided otherwise in conflict, and the same whoever begins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.export.exchange.checklist import STATUSES
from claimcheck.report import Report
from claimcheck.review.decisions import Decision
from claimcheck.review.drafts import carry
from claimcheck.review.merging import Preference, ReviewMerge, merge
from claimcheck.review.saved import restored, saved
from claimcheck.review.statistics import statistics
from claimcheck.review.store import MEMORY, ReviewStore
from reports import claim, harbour, report_on
from soak import size

AT, LATER = "2026-03-05T10:00:00.000000Z", "2026-03-05T11:00:00.000000Z"
ONE, TWO, THREE = (claim.id for claim in harbour().claims)


def review(decided: dict[str, str], *, by: str, at: str = AT, report: Report | None = None) -> ReviewStore:
    store = ReviewStore(MEMORY)
    store.add_draft(report or harbour(), at=at)
    return also(store, decided, by=by, at=at)


def also(store: ReviewStore, decided: dict[str, str], *, by: str, at: str = AT) -> ReviewStore:
    for name, status in decided.items():
        store.decide(name, Decision(status, note=by), by=by, at=at, version=store.thread(name).version)
    return store


def twin(store: ReviewStore) -> ReviewStore:
    copy = ReviewStore(MEMORY)
    store.copy_to(copy)
    return copy


def merged(one: ReviewStore, other: ReviewStore, prefer: Preference | None = None) -> ReviewMerge:
    with twin(other) as copy:
        return merge(one, copy, name="ben.claims.db", at=LATER, prefer=prefer)


def statuses(store: ReviewStore) -> dict[str | None, str]:
    return {thread.claim: thread.decision.status for thread in store.threads()}


def test_what_only_one_decided_is_in_both() -> None:
    with review({ONE: "verified"}, by="Ana") as ana, review({TWO: "cut"}, by="Ben") as ben:
        assert merged(ana, ben) == ReviewMerge(1, ())
        assert merged(ben, ana) == ReviewMerge(1, ())
        assert statuses(ana) == statuses(ben) == {ONE: "verified", TWO: "cut"}
        assert merged(ana, ben) == ReviewMerge(0, ())


def test_who_went_on_from_the_other_is_followed() -> None:
    with review({ONE: "in progress"}, by="Ana") as ana, twin(ana) as ben:
        also(ben, {ONE: "verified"}, by="Ben")
        assert merged(ana, ben) == ReviewMerge(1, ())
        assert [entry.by for entry in ana.thread(ONE).history] == ["Ana", "Ben"]
        assert merged(ben, ana) == ReviewMerge(0, ())


def test_the_same_decision_twice_is_no_conflict() -> None:
    with review({ONE: "verified"}, by="Ana") as ana, review({ONE: "verified"}, by="Ana", at=LATER) as ben:
        assert merged(ana, ben).conflicts == ()
        assert ana.thread(ONE).version == 2


def test_a_conflict_is_left_open_and_decided_later() -> None:
    with review({ONE: "verified"}, by="Ana") as ana, review({ONE: "disputed"}, by="Ben") as ben:
        (conflict,) = merged(ana, ben).conflicts
        assert (conflict.claim, conflict.ours.by, conflict.theirs.by, conflict.taken) == (ONE, "Ana", "Ben", None)
        assert ana.thread(ONE).decision.status == "verified"
        assert [entry.by for entry in ana.thread(ONE).rivals] == ["Ben"]
        assert [thread.claim for thread in statistics(ana).conflicts] == [ONE]
        also(ana, {ONE: "unverifiable"}, by="Ana")
        assert statistics(ana).conflicts == ()
        assert merged(ben, ana).conflicts == ()
        assert ben.thread(ONE).decision.status == "unverifiable"


@pytest.mark.parametrize(("prefer", "status"), [("ours", "verified"), ("theirs", "disputed"), ("newest", "disputed")])
def test_a_conflict_can_be_decided_at_once(prefer: Preference, status: str) -> None:
    with review({ONE: "verified"}, by="Ana") as ana, review({ONE: "disputed"}, by="Ben", at=LATER) as ben:
        (conflict,) = merged(ana, ben, prefer).conflicts
        assert conflict.taken == ("ours" if status == "verified" else "theirs")
        thread = ana.thread(ONE)
        assert (thread.decision.status, thread.rivals) == (status, ())
        assert {entry.by for entry in thread.history} == {"Ana", "Ben"}
        assert merged(ana, ben).conflicts == ()


TEXT = "Fees have surged by 15 percent, the Harbour Board said.\n"
NEWER = report_on(TEXT, (claim(TEXT, "Fees have surged by 15 percent", number=9),))
NINE = NEWER.claims[0].id


@pytest.mark.parametrize("ours_is_newer", [True, False])
def test_the_older_draft_is_carried_to_the_newer(ours_is_newer: bool) -> None:  # noqa: FBT001
    with review({TWO: "verified", THREE: "cut"}, by="Ana") as old, review({}, by="Ben") as new:
        carry(new, NEWER, at=LATER)
        first, second = (new, old) if ours_is_newer else (old, new)
        merged(first, second)
        assert first.draft().report == NEWER
        assert statuses(first) == {NINE: "open", None: "cut"}
        carry(first, harbour(), at=LATER)
        assert statuses(first)[THREE] == "cut"


def test_two_who_carried_the_same_to_the_same_draft_have_no_conflict() -> None:
    with review({TWO: "verified"}, by="Ana") as ana, twin(ana) as ben:
        carry(ana, NEWER, at=AT)
        carry(ben, NEWER, at=LATER)
        also(ben, {NINE: "disputed"}, by="Ben")
        assert merged(ana, ben).conflicts == ()
        assert [entry.by for entry in ana.thread(NINE).history] == ["Ana", "claimcheck", "Ben"]


CHANGES = st.lists(
    st.tuples(st.sampled_from([ONE, TWO, THREE]), st.sampled_from(STATUSES[1:]), st.integers(0, 10**6)), max_size=8
)


@settings(max_examples=size(100))
@given(shared=CHANGES, ana=CHANGES, ben=CHANGES, prefer=st.sampled_from([None, "ours", "theirs", "newest"]))
def test_no_entry_is_lost(
    shared: list[tuple[str, str, int]],
    ana: list[tuple[str, str, int]],
    ben: list[tuple[str, str, int]],
    prefer: Preference | None,
) -> None:
    def change(store: ReviewStore, by: str, changes: list[tuple[str, str, int]]) -> None:
        for name, status, second in changes:
            version = store.thread(name).version
            store.decide(name, Decision(status), by=by, at=f"2026-03-05T{second:07}", version=version)

    with review({}, by="") as base:
        change(base, "Ana", shared)
        with twin(base) as one, twin(base) as other:
            change(one, "Ana", ana)
            change(other, "Ben", ben)
            before = {entry.id for store in (one, other) for thread in store.threads() for entry in thread.history}
            kept = statuses(one)
            found = merged(one, other, prefer)
            after = {entry.id for thread in one.threads() for entry in thread.history}
            assert before <= after
            assert merged(one, other, prefer) == ReviewMerge(0, ())
            for conflict in found.conflicts:
                if conflict.taken != "theirs":
                    assert statuses(one)[conflict.claim] == kept[conflict.claim]
            with restored(saved(one), name="a.json") as again:
                assert again.threads() == one.threads()
