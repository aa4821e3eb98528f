"""Changes: every row fires with its direction, aims and other senses do not, and what a tree decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from built import parsed, plain
from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees import assertion
from claimcheck.annotate.degrees.changes import Change, changes, find_changes
from claimcheck.annotate.grammar import trees

if TYPE_CHECKING:
    from spacy.tokens import Doc


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(doc.text[each.start : each.end], each.direction) for each in find_changes(doc)]


@pytest.mark.parametrize("row", lang.rows("changes"), ids=lambda row: f"{row['kind']} {row['word']}")
def test_rows_fire(row: Mapping[str, str]) -> None:
    directions = [direction for _, direction in found(plain(row["example"]))]
    assert directions
    assert row["direction"] in directions or row["when"] == "from-to"


@pytest.mark.parametrize("row", lang.rows("changes_measures"), ids=lambda row: row["word"])
def test_measures_change(row: Mapping[str, str]) -> None:
    assert found(plain(row["example"]))


@pytest.mark.parametrize("row", lang.rows("changes_degrees"), ids=lambda row: row["word"])
def test_degrees_are_inside_the_span(row: Mapping[str, str]) -> None:
    ((text, _),) = found(plain(row["example"]))
    assert row["word"] in text.split()


@pytest.mark.parametrize("row", lang.rows("changes_contexts"), ids=lambda row: f"{row['place']} {row['word']}")
def test_contexts_decide(row: Mapping[str, str]) -> None:
    spans = [text for text, _ in found(plain(row["example"]))]
    assert bool(spans) == (row["effect"] in ("keep", "part"))
    if row["effect"] == "part":
        assert len(spans[0].split()) > 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents have risen sharply.", [("have risen sharply", "up")]),
        ("Rents are up by a third.", [("up", "up")]),
        ("Output is down 0.2 percentage points.", [("down", "down")]),
        ("The rate went from 9 percent to 4 percent.", [("went", "down")]),
        ("Rents hit a record low.", [("hit", "down")]),
        ("Rents are expected to fall.", [("fall", "down")]),
        ("Rents did not rise.", [("did not rise", "other")]),
        ("She raised concerns about rents.", []),
        ("They cut a deal.", []),
        ("He fell asleep.", []),
        ("He rose to power.", []),
        ("She grew up in town.", []),
        ("They help reduce rents.", []),
        ("They want to halve rents by 2015.", []),
        ("Up to 300 people came.", []),
    ],
)
def test_without_tags(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(plain(text)) == expected


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
    words = trees.columns(plain("Rents have not risen sharply here."))
    assert (assertion.group_first(words, 3), assertion.group_end(words, 4)) == (1, 5)
    assert assertion.is_negated(words, 3)


def test_the_component_writes_its_group() -> None:
    doc = changes(plain("Rents rose."))
    (change,) = groups.read(doc, "changes", Change)
    assert (doc.text[change.start : change.end], change.direction, change.why["cue"]) == ("rose", "up", "rise")


@pytest.mark.parametrize(
    "text", ["", "up", "rose", "rise of", "to rise", "increasingly", "more than", "from 5 to", "hit a", "slower"]
)
def test_cut_off_texts_do_not_raise(text: str) -> None:
    found(plain(text))
