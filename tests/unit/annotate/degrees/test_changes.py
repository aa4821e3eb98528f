"""Changes: every row earns its place on the engine's Docs, aims and other senses do not, and what a tree decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from built import parsed
from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees import Change, find_changes
from claimcheck.annotate.degrees.changes import assertion
from claimcheck.annotate.degrees.changes.component import changes
from claimcheck.annotate.grammar import trees
from rows import asked, engine_doc, idle

if TYPE_CHECKING:
    from spacy.tokens import Doc


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(doc.text[each.start : each.end], each.direction) for each in find_changes(doc)]


def of_example(row: Mapping[str, str]) -> list[tuple[str, str]]:
    return found(engine_doc(row["example"]))


@pytest.mark.soak
@pytest.mark.weights
@pytest.mark.parametrize("table", ["changes", "changes_contexts", "changes_degrees", "changes_measures"])
def test_every_row_earns_its_place(table: str) -> None:
    assert idle(table, of_example, rows=asked(table)) == []


@pytest.mark.soak
@pytest.mark.weights
def test_rows_fire_with_their_direction() -> None:
    rows = [row for row in asked("changes") if row["when"] != "from-to"]
    assert [row for row in rows if row["direction"] not in [direction for _, direction in of_example(row)]] == []


@pytest.mark.soak
@pytest.mark.weights
def test_measures_change() -> None:
    assert [row["word"] for row in asked("changes_measures") if not of_example(row)] == []


@pytest.mark.weights
def test_degrees_are_inside_the_span() -> None:
    spans = {row["word"]: [text.split() for text, _ in of_example(row)] for row in lang.rows("changes_degrees")}
    assert {word: texts for word, texts in spans.items() if len(texts) != 1 or word not in texts[0]} == {}


@pytest.mark.weights
def test_contexts_decide() -> None:
    lengths = {"keep": 1, "part": 2, "drop": 0, "help": 0, "would": 0, "doubt": 0}  # words of the first span, at least
    wrong = []
    for row in lang.rows("changes_contexts"):
        words = [len(text.split()) for text, _ in of_example(row)]
        least = lengths[row["effect"]]
        if bool(words) != bool(least) or sum(words[:1]) < least:
            wrong.append(row["example"])
    assert wrong == []


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents have risen sharply.", [("have risen sharply", "up")]),
        ("Rents are up by a third.", [("up", "up")]),
        ("Output is down 0.2 percentage points.", [("down", "down")]),
        ("The rate went from 9 percent to 4 percent.", [("went", "down")]),
        ("Rents hit a record low.", []),
        ("The mill could raise rents.", []),
        ("He would have cut rents.", []),
        ("She backs a bill that would cut rents.", []),
        ("Rents would fall, she said.", [("would fall", "down")]),
        ("The loan expanded on his staff.", []),
        ("Rents are expected to fall.", [("fall", "down")]),
        ("Rents did not rise.", [("did not rise", "other")]),
        ("She raised concerns about rents.", []),
        ("They cut a deal.", []),
        ("He fell asleep.", []),
        ("He rose to power.", []),
        ("She grew up in town.", []),
        ("They help reduce rents.", []),
        ("They want to halve rents by 2015.", []),
        ("He grew tired of the debate.", []),
        ("Sales grew last year.", [("grew", "up")]),
        ("Rents continued to fall.", [("continued to fall", "down")]),
        ("The talks grew more heated.", [("grew more heated", "up")]),
        ("The runner dropped to ninth place.", []),
        ("Up to 300 people came.", []),
    ],
)
def test_on_the_engine(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(engine_doc(text)) == expected


def test_a_participle_before_its_noun_stands_alone() -> None:
    doc = parsed(
        "It is a tightening race.",
        "It/PRP/nsubj/5 is/VBZ/cop/5 a/DT/det/5 tightening/VBG/amod/5 race/NN/root/0 ././punct/5",
    )
    assert found(doc) == [("tightening", "other")]


def test_a_noun_takes_adjectives_and_determiner_but_no_superlative() -> None:
    slow = parsed(
        "It was a slow but steady increase.",
        "It/PRP/nsubj/7 was/VBD/cop/7 a/DT/det/7 slow/JJ/amod/7 but/CC/cc/6 steady/JJ/conj/4 "
        "increase/NN/root/0 ././punct/7",
    )
    biggest = parsed(
        "It was the biggest decline.",
        "It/PRP/nsubj/5 was/VBD/cop/5 the/DT/det/5 biggest/JJS/amod/5 decline/NN/root/0 ././punct/5",
    )
    assert found(slow) == [("a slow but steady increase", "up")]
    assert found(biggest) == [("decline", "down")]


def test_slower_growth_is_a_fall() -> None:
    doc = parsed("Slower growth hurt.", "Slower/JJR/amod/2 growth/NN/nsubj/3 hurt/VBD/root/0 ././punct/3")
    assert found(doc) == [("Slower growth", "down")]


def test_giving_rise_is_none() -> None:
    doc = parsed(
        "It gives rise to doubt.",
        "It/PRP/nsubj/2 gives/VBZ/root/0 rise/NN/obj/2 to/IN/case/5 doubt/NN/nmod/3 ././punct/2",
    )
    assert found(doc) == []


def test_growth_as_an_indicator_s_name_is_none() -> None:
    doc = parsed("Growth matters.", "Growth/NN/nsubj/2 matters/VBZ/root/0 ././punct/2")
    assert found(doc) == []


def test_who_falls_is_not_measured() -> None:
    sentence = "{}/NNS/nsubj/2 fell/VBD/root/0 on/IN/case/4 Monday/NNP/obl/2 ././punct/2"
    assert found(parsed("Prices fell on Monday.", sentence.format("Prices"))) == [("fell", "down")]
    assert found(parsed("Soldiers fell on Monday.", sentence.format("Soldiers"))) == []


def test_an_aim_stays_one_in_its_second_verb() -> None:
    doc = parsed(
        "He plans to build mills and reduce waste.",
        "He/PRP/nsubj/2 plans/VBZ/root/0 to/TO/mark/4 build/VB/xcomp/2 mills/NNS/obj/4 and/CC/cc/7 reduce/VB/conj/4 "
        "waste/NN/obj/7 ././punct/2",
    )
    assert found(doc) == []


def test_an_order_asserts_nothing() -> None:
    assert found(parsed("Reduce waste.", "Reduce/VB/root/0 waste/NN/obj/1 ././punct/1")) == []


def test_increasingly_takes_its_verb() -> None:
    doc = parsed(
        "The town has increasingly become a hub.",
        "The/DT/det/2 town/NN/nsubj/7 has/VBZ/aux/7 increasingly/RB/advmod/7 become/VBN/cop/7 a/DT/det/7 hub/NN/root/0 "
        "././punct/7",
    )
    assert found(doc) == [("has increasingly become", "up")]


def test_the_group_of_a_verb() -> None:
    doc = parsed(
        "Rents have not risen sharply here.",
        "Rents/NNS/nsubj/4 have/VBP/aux/4 not/RB/advmod/4 risen/VBN/root/0 sharply/RB/advmod/4 here/RB/advmod/4 ././punct/4",
    )
    words = trees.columns(doc)
    assert (assertion.group_first(words, 3), assertion.group_end(words, 4)) == (1, 5)
    assert assertion.is_negated(words, 3)


@pytest.mark.weights
def test_the_component_writes_its_group() -> None:
    doc = changes(engine_doc("Rents rose."))
    (change,) = groups.read(doc, "changes", Change)
    assert (doc.text[change.start : change.end], change.direction, change.why["cue"]) == ("rose", "up", "rise")


@pytest.mark.weights
@pytest.mark.parametrize(
    "text", ["", "up", "rose", "rise of", "to rise", "increasingly", "more than", "from 5 to", "hit a", "slower"]
)
def test_cut_off_texts_do_not_raise(text: str) -> None:
    found(engine_doc(text))
