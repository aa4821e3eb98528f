"""A review carried to new drafts: every state is with its claim, open again where that changed, or listed as orphaned."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
import redrafted
from claimcheck.errors import ConflictError, UnknownClaimError
from claimcheck.report import Claim, Report, Sentence, Span
from claimcheck.review import anchoring, telling
from claimcheck.review.anchoring import anchored, draft_id
from claimcheck.review.decisions import PROGRAM, Decision
from claimcheck.review.difference import difference
from claimcheck.review.drafts import CarriedThread, carry, orphans, place
from claimcheck.review.saved import restored, saved
from claimcheck.review.statistics import statistics
from claimcheck.review.store import MEMORY, ReviewStore
from reports import claim, harbour, report_on, span
from soak import size

Likeness = dict[int, float]
AT = "2026-03-05T10:00:00Z"
ARTICLES = redrafted.articles()
DRAFTS = size(200)
VERIFIED = Decision("verified", evidence="https://a.example/", checker="Ana")


def reviewed(report: Report, claims: list[str] | None = None) -> ReviewStore:
    """Return a review in which each claim, or those named, was verified, with its id as the note."""
    store = ReviewStore(MEMORY)
    store.add_draft(report, at=AT)
    with store.writing():
        for name in [claim.id for claim in report.claims] if claims is None else claims:
            store.decide(name, Decision("verified", note=name), by="Ana", at=AT, version=0)
    return store


def states(store: ReviewStore) -> dict[str | None, list[str]]:
    """Return the notes, which are old ids, of the states that each claim has."""
    found: dict[str | None, list[str]] = {}
    for thread in store.threads():
        found.setdefault(thread.claim, []).append(thread.decision.note)
    return found


def rewritten(old: str, new: str) -> Report:
    """Return the Report of a draft of harbour's article in which ``old`` is ``new``, its claims being the same sentences."""
    report = harbour()
    units = redrafted.units_of(report)
    for unit in units:
        if old in unit.text:
            start = unit.text.index(old)
            redrafted._replace(unit, (start, start + len(old)), new)
    return redrafted.report_of(report, units)[0]


# ---------------------------------------------------------------- one draft
def test_the_same_draft_changes_nothing() -> None:
    with reviewed(harbour()) as store:
        before = store.threads()
        assert carry(store, harbour(), at=AT) == ()
        assert store.threads() == before
        assert len(store.drafts()) == 1


def test_a_changed_figure_opens_a_claim_again_and_keeps_its_history() -> None:
    report = harbour()
    units = redrafted.units_of(report)
    unit = next(unit for unit in units if "surged" in unit.text)
    name = redrafted.correct(unit, Random(1))
    new, heirs = redrafted.report_of(report, units)
    with reviewed(report) as store:
        found = carry(store, new, at=AT)
        thread = store.thread(heirs[str(name)])
    changed = [one for one in found if one.changed]
    assert [(one.thread.decision.note, one.changed) for one in changed] == [(name, ("figure",))]
    assert [(entry.decision.status, entry.by) for entry in thread.history] == [("verified", "Ana"), ("open", PROGRAM)]
    assert thread.decision.note == name


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"unit": "mile"}, "unit"),
        ({"bound": "<"}, "figure"),
        ({"value": 3}, "figure"),
    ],
)
def test_the_same_words_with_another_value_are_checked_again(change: dict[str, str], fact: str) -> None:
    report = harbour()
    claims = list(report.claims)
    marks = (claims[0].marks[0].model_copy(update=change), *claims[0].marks[1:])
    claims[0] = claims[0].model_copy(update={"marks": marks})
    with reviewed(report) as store:
        found = carry(store, report.model_copy(update={"claims": tuple(claims)}), at=AT)
    assert [one.changed for one in found] == [(fact,), (), ()]


def test_another_source_opens_a_claim_again_and_a_fuller_name_does_not() -> None:
    report = harbour()
    for name, changed in (("Kessa Harbour Board", ()), ("Port Authority", ("source",))):
        sources = (report.sources[0].model_copy(update={"name": name}), *report.sources[1:])
        with reviewed(report) as store:
            found = carry(store, report.model_copy(update={"sources": sources}), at=AT)
        assert [one.changed for one in found] == [(), changed, ()]


@pytest.mark.parametrize(("head", "changed"), [("The study", ("source",)), ("He", ("source",)), ("Lee", ())])
def test_a_capital_at_the_head_of_a_sentence_names_no_source(head: str, changed: tuple[str, ...]) -> None:
    report, text = harbour(), f"{head} said that losses rose."
    said = report.attributions[0].model_copy(update={"source": (Span(**span(text, head)),)})
    one = claim(text, "that losses rose", number=1, source_id="s1", attribution_id="a1", support="named")
    one = one.model_copy(update={"sentence": Sentence(index=0, start=0, end=len(text))})
    old, new = (
        report_on(text, (one,), sources=(report.sources[0].model_copy(update={"name": name}),), attributions=(said,))
        for name in ("Reuters", "Court of Appeals")
    )
    with reviewed(old) as store:
        (found,) = carry(store, new, at=AT)
    assert found.changed == changed


def test_the_same_words_read_otherwise_are_not_checked_again() -> None:
    """What is a superlative, and whom a sentence names, is in its words: another reading of them is none of the draft."""
    report = harbour()
    claims = list(report.claims)
    claims[0] = claims[0].model_copy(update={"marks": claims[0].marks[:2]})
    sentence = claims[1].sentence.model_copy(update={"end": report.text.index(" Officials")})
    claims[1] = claims[1].model_copy(update={"sentence": sentence})
    report = report.model_copy(update={"claims": (report.claims[0], *claims[1:])})
    claims[1] = claims[1].model_copy(update={"source_id": None})
    with reviewed(report) as store:
        found = carry(store, report.model_copy(update={"claims": tuple(claims)}), at=AT)
    assert [one.changed for one in found] == [(), (), ()]


def test_a_part_of_a_sentence_is_found_in_the_whole_of_it() -> None:
    """The pipeline may take another part of a sentence for the claim when other sentences change."""
    text = "Rain fell on the town. The ferry line lost 300 crates in May, said the guild. The mayor was there.\n"
    part, whole = "lost 300 crates", "The ferry line lost 300 crates in May, said the guild."
    for old, new in ((part, whole), (whole, part)):
        reports = [report_on(text, (_claim(text, one),)) for one in (old, new)]
        assert [(anchor.new, anchor.how) for anchor in anchored(*reports)] == [(0, "context")]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("The port of Kessa handled", "The port of Kessa has handled", ()),
        ("The port of Kessa handled", "The port of Lorn handled", ("names",)),
        ("The port of Kessa handled", "The port of Kessa never handled", ("negation",)),
    ],
)
def test_other_names_and_a_negation_are_checked_again(old: str, new: str, changed: tuple[str, ...]) -> None:
    with reviewed(harbour()) as store:
        found = carry(store, rewritten(old, new), at=AT)
    assert [one.changed for one in found] == [changed, (), ()]
    assert {one.how for one in found} <= {"exact", "context", "fuzzy"}


def test_another_sentence_in_the_same_place_is_not_the_claim() -> None:
    text = "The mayor opened a school. Rents fell. The tram was late on Monday morning.\n"
    other = "The mayor opened a school. A dog bit two anglers. The tram was late on Monday morning.\n"
    reports = [
        report_on(text, (_claim(text, "Rents fell."),)),
        report_on(other, (_claim(other, "A dog bit two anglers."),)),
    ]
    with reviewed(reports[0]) as store:
        found = carry(store, reports[1], at=AT)
        assert [one.claim for one in found] == [None]
        assert [one.was for one in found] == ["Rents fell."]
        assert [thread.decision.status for thread in store.threads()] == ["verified"]


def _claim(text: str, part: str, number: int = 1) -> Claim:
    return claim(text, part, number=number)


def test_two_that_are_as_likely_are_none() -> None:
    text = "Ferry crews in the north carried crates of tin to the islands all summer.\n"
    part = "Ferry crews in the north carried crates of tin to the islands all summer."
    twice = part.replace("north", "east") + " " + part.replace("north", "west") + "\n"
    new = report_on(
        twice,
        (
            _claim(twice, part.replace("north", "east"), 1),
            _claim(twice, part.replace("north", "west"), 2),
        ),
    )
    assert [anchor.new for anchor in anchored(report_on(text, (_claim(text, part),)), new)] == [None]


def test_like_claims_cost_no_more_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pairs of 1,300 like claims took 300 MB; 300 claims of the same words, with the same around them, had no end."""
    same = _of_sentences("The port of Kessa handled 500 tons of grain.", 300)
    assert [(one.new, one.how) for one in anchored(same, same)] == [(number, "exact") for number in range(300)]
    old, new = _of_sentences("The port handled {} tons.", 60), _of_sentences("Kessa's port handled {} short tons.", 60)
    compared: list[int] = []
    likeness = anchoring._Anchoring._likeness

    def counted(self: anchoring._Anchoring, old: int, news: Sequence[int], between: anchoring._Between) -> Likeness:
        compared.append(len(news))
        return likeness(self, old, news, between)

    monkeypatch.setattr(anchoring._Anchoring, "_likeness", counted)
    anchored(old, new)
    assert sum(compared) == 60 * 60, "few enough for all pairs"
    for most, width in ((1_500, 25), (900, 0)):
        compared.clear()
        monkeypatch.setattr(anchoring, "_MOST_PAIRS", most)
        anchored(old, new)
        assert set(compared) <= {width}
        assert sum(compared) <= most


def test_of_many_claims_those_nearest_to_the_neighbours_are_compared() -> None:
    between = anchoring._Between({10: (110, "exact")})
    news = range(100, 200)
    assert between.nearest(40, news, 10) == range(135, 145)
    assert between.nearest(5, news, 10) == range(100, 110)
    assert between.nearest(99, range(4), 10) == range(4)


def _of_sentences(sentence: str, number: int) -> Report:
    """Return a Report on so many sentences, each a claim, with a number in place of the braces."""
    sentences = [sentence.format(1_000 + 37 * at) for at in range(number)]
    text, claims = " ".join(sentences), []
    for at, said in enumerate(sentences):
        start = sum(map(len, sentences[:at])) + at
        claims.append(_claim(said, said, at).model_copy(update={"start": start, "end": start + len(said)}))
    return report_on(text, tuple(claims))


def test_of_two_with_the_same_words_the_one_that_stayed_keeps_its_state() -> None:
    report = harbour()
    units = redrafted.units_of(report)
    unit = next(unit for unit in units if "surged" in unit.text)
    redrafted.copy(units, unit)
    twice, _ = redrafted.report_of(report, units)
    first, second = (claim for claim in twice.claims if "surged" in claim.text)
    units.remove(unit)
    once, _ = redrafted.report_of(report, units)
    left = next(claim for claim in once.claims if "surged" in claim.text)
    assert left.id == first.id  # its number among those with its words is the first's
    with reviewed(twice, [second.id]) as store:
        carry(store, once, at=AT)
        assert states(store) == {left.id: [second.id]}
    with reviewed(twice, [first.id]) as store:
        carry(store, once, at=AT)
        assert states(store) == {None: [first.id]}


def test_an_orphan_finds_its_claim_again() -> None:
    report = harbour()
    units = redrafted.units_of(report)
    units.remove(next(unit for unit in units if "surged" in unit.text))
    without, _ = redrafted.report_of(report, units)
    with reviewed(report) as store:
        carry(store, without, at=AT)
        orphans = states(store)[None]
        assert len(orphans) == 1
        carry(store, report, at=AT)
        assert states(store) == {claim.id: [claim.id] for claim in report.claims}


def test_what_was_decided_of_words_that_still_stand_is_kept() -> None:
    """The Report of a draft may have no claim of them: the draft has one then, at its place, and later drafts find it."""
    report = harbour()
    kept, other = report.claims[1], report.claims[0]
    text = report.text.replace("Harbour fees rise", "Fees of the harbour rise").replace("surged by 12", "surged by\n12")
    new = report_on(text, (), sources=report.sources)
    with reviewed(report, [kept.id]) as store:
        assert [one.changed for one in carry(store, report_on(text, ()), at=AT)] == [("source",)]
    with reviewed(report, [kept.id]) as store:
        (found,) = carry(store, new, at=AT)
        assert (found.how, found.changed) == ("kept", ())
        (claim,) = store.draft().report.claims
        assert text[claim.start : claim.end] == claim.text == "Fees have surged by\n12 percent"
        assert [text[mark.start : mark.end] for mark in claim.marks] == ["have surged", "12 percent"]
        assert states(store) == {kept.id: [kept.id]}
        assert any(
            "verified, by its words, where none is listed, kept: Fees" in line for line in telling.carried([found], 1)
        )
        assert carry(store, new, at=AT) == (), "the same draft is no news"
        carry(store, report, at=AT)
        assert states(store) == {kept.id: [kept.id]}
        assert other.id in {one.id for one in store.draft().report.claims}


def test_a_claim_is_kept_only_where_it_is_surely_the_same() -> None:
    sentence = "The ferry line lost 300 crates of tin in May, the guild said."
    part = "lost 300 crates of tin in May"
    whole = Sentence(index=0, start=0, end=len(sentence))
    was = claim(sentence, part, number=1).model_copy(update={"sentence": whole})
    old = report_on(sentence + " It rained.\n", (was,))
    for text, changed in (
        (f"It rained. {sentence}\n", ()),
        ("Nobody says that the ferry line lost 300 crates of tin in May.\n", ("sentence",)),
        ("One line lost 300 crates of tin in May. Another lost 300 crates of tin in May.\n", None),
        ("The ferry line gained 300 crates of tin in May.\n", None),
    ):
        with reviewed(old) as store:
            (found,) = carry(store, report_on(text, ()), at=AT)
            assert (found.claim is None) == (changed is None), text
            assert found.changed == (changed or ())


def test_of_words_that_name_a_day_another_publication_date_is_news() -> None:
    report = harbour()
    with reviewed(report, [report.claims[0].id]) as store:
        new = report.model_copy(
            update={"claims": (), "article": report.article.model_copy(update={"published": "2027-03-04"})}
        )
        assert [one.changed for one in carry(store, new, at=AT)] == [("time",)]


# ---------------------------------------------------------------- by hand
def test_an_orphan_is_placed_by_hand_or_gone() -> None:
    report = harbour()
    new = rewritten("The port of Kessa handled over 200 metric tons of tin", "It moved 200 metric tons of ore")
    new = new.model_copy(update={"claims": tuple(one for one in new.claims if "moved" not in one.text)})
    text = new.text + "Kessa handled over 200 metric tons.\n"
    there = _claim(text, "Kessa handled over 200 metric tons.", 7)
    new = report_on(text, (*new.claims, there), sources=new.sources)
    first = report.claims[0].id
    with reviewed(report, [first]) as store:
        carry(store, new, at=AT)
        ((orphan, was),) = orphans(store)
        assert was == report.claims[0].text
        for claim, version, error in (("c-none", 1, UnknownClaimError), (there.id, 0, ConflictError)):
            with pytest.raises(error):
                place(store, orphan.key, claim, by="Ben", at=AT, version=version)
        entry = place(store, orphan.key, there.id, by="Ben", at=AT, version=1)
        assert (entry.decision.status, entry.by) == ("open", "Ben"), "it has fewer figures"
        assert entry.why.startswith("placed by hand, changed: figure")
        assert orphans(store) == ()
        with pytest.raises(ConflictError):
            place(store, orphan.key, there.id, by="Ana", at=AT, version=2)
        assert restored(saved(store), name="x").threads() == store.threads()
    with reviewed(report, [first]) as store:
        carry(store, new, at=AT)
        store.decide(there.id, VERIFIED, by="Ana", at=AT, version=0)
        with pytest.raises(ConflictError, match="decisions of its own"):
            place(store, first, there.id, by="Ben", at=AT, version=1)
        assert place(store, first, None, by="Ben", at=AT, version=1).decision.status == "cut"
        assert orphans(store) == ()
        assert statistics(store).orphans == ()


# ---------------------------------------------------------------- laws
@settings(max_examples=size(100))
@given(st.data())
def test_edits_elsewhere_never_lose_or_move_a_state(data: st.DataObject) -> None:
    report = data.draw(st.sampled_from(ARTICLES))
    chance = Random(data.draw(st.integers(0, 2**32)))
    held = set(data.draw(st.sets(st.sampled_from([claim.id for claim in report.claims]), min_size=1, max_size=8)))
    units = redrafted.units_of(report)
    for edit in data.draw(
        st.lists(st.sampled_from(["cut", "insert", "move", "reword", "correct", "copy"]), max_size=8)
    ):
        free = [unit for unit in units if unit.text.strip() and not held & set(unit.names)]
        if edit == "insert":
            redrafted.insert(units, chance)
        elif free:
            unit = chance.choice(free)
            if edit == "cut":
                units.remove(unit)
            elif edit == "move":
                redrafted.move(units, chance, unit)
            elif edit == "copy":
                redrafted.copy(units, unit)
            elif edit == "reword":
                redrafted.reword(unit, chance)
            else:
                redrafted.correct(unit, chance)
    new, heirs = redrafted.report_of(report, units)
    with reviewed(report, sorted(held)) as store:
        found = carry(store, new, at=AT)
        assert [one.changed for one in found] == [()] * (0 if draft_id(new) == draft_id(report) else len(held))
        assert {thread.claim: thread.decision.note for thread in store.threads()} == {
            heirs[name]: name for name in held
        }
        assert {thread.decision.status for thread in store.threads()} == {"verified"}


@pytest.mark.soak
def test_of_200_drafts_nothing_is_lost_and_next_to_nothing_orphaned() -> None:
    chance = Random(13)
    there = orphaned = wrong = 0
    for number in range(DRAFTS):
        report = ARTICLES[number % len(ARTICLES)]
        units, corrected = redrafted.units_of(report), set()
        for _ in range(chance.randint(1, 12)):
            held = [unit for unit in units if unit.claims]
            if not held:
                break  # all that was claimed is cut
            unit = chance.choice(held)
            edit = chance.choice(("cut", "insert", "move", "reword", "reword", "correct", "correct"))
            if edit == "cut":
                units.remove(unit)
            elif edit == "insert":
                redrafted.insert(units, chance)
            elif edit == "move":
                redrafted.move(units, chance, unit)
            elif edit == "reword":
                redrafted.reword(unit, chance)
            else:
                corrected.add(redrafted.correct(unit, chance))
        new, heirs = redrafted.report_of(report, units)
        with reviewed(report) as store:
            found = carry(store, new, at=AT)
            threads = store.threads()
        assert len(threads) == len(report.claims)
        placed: list[CarriedThread] = [one for one in found if one.claim]
        assert len({one.claim.id for one in placed if one.claim}) == len(placed)
        there += sum(1 for claim in report.claims if claim.id in heirs)
        orphaned += sum(1 for one in found if one.claim is None and one.thread.decision.note in heirs)
        wrong += sum(1 for one in placed if one.claim and heirs.get(one.thread.decision.note) != one.claim.id)
        for thread in threads:
            if thread.claim and thread.decision.note in corrected and heirs.get(thread.decision.note) == thread.claim:
                assert thread.decision.status == "open"
    assert there > 23 * DRAFTS
    assert orphaned <= 0.01 * there, f"{orphaned} of {there}"
    assert wrong <= 0.002 * there, f"{wrong} of {there}"


@pytest.mark.weights
def test_the_pipeline_itself_makes_no_state_wrong() -> None:
    """It may take another part of a sentence for the claim when its neighbours change; what is placed is in the sentence."""
    chance = Random(7)
    there = orphaned = 0
    for golden in ARTICLES[:5]:
        old = claimcheck.check_text(golden.text)
        units = redrafted.units_of(old)
        for edit in (redrafted.reword, redrafted.correct, redrafted.reword, redrafted.correct):
            edit(chance.choice([unit for unit in units if unit.claims]), chance)
        units.remove(chance.choice([unit for unit in units if unit.claims]))
        redrafted.move(units, chance, chance.choice([unit for unit in units if unit.claims]))
        drafted, heirs = redrafted.report_of(old, units)
        wanted = {claim.id: claim for claim in drafted.claims}
        new = claimcheck.check_text(drafted.text)
        for anchor in anchored(old, new):
            heir = wanted.get(heirs.get(old.claims[anchor.old].id, ""))
            there += heir is not None
            if anchor.new is None:
                orphaned += heir is not None
            elif heir is not None:
                found = new.claims[anchor.new]
                assert found.start < heir.end
                assert heir.start < found.end
    assert there > 90
    assert orphaned <= 0.05 * there, f"{orphaned} of {there}"


# ---------------------------------------------------------------- diff
def test_a_difference_names_what_became_of_each_claim() -> None:
    report = harbour()
    units = redrafted.units_of(report)
    first, second, third = (unit for unit in units if unit.claims)
    units.remove(third)
    assert redrafted.correct(first, Random(2))
    units.remove(second)
    redrafted.copy(units, redrafted.Unit("Tin was dear.", [_claim("Tin was dear.", "Tin was dear.")]))
    new, _ = redrafted.report_of(report, units)
    found = difference(report, new)
    assert found.counts() == {"corrected": 1, "changed": 0, "moved": 0, "new": 1, "gone": 2, "same": 0}
    ((old, now),) = found.claims[0].corrections
    assert old == "over 200 metric tons"
    assert now in new.text


def test_a_difference_tells_what_moved() -> None:
    report = ARTICLES[1]
    units = redrafted.units_of(report)
    unit = [unit for unit in units if unit.claims][2]
    units.remove(unit)
    units.append(unit)
    new, heirs = redrafted.report_of(report, units)
    moved = {one.new.id for one in difference(report, new).claims if one.kind == "moved" and one.new}
    assert moved == {heirs[name] for name in unit.names}
