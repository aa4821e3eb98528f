"""Check-worthiness: the features, their phrases and weights, and the worth of claims in Docs built by hand."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from built import parsed
from claimcheck import lang
from claimcheck.annotate import groups, pipeline
from claimcheck.annotate.attribution import Relation
from claimcheck.annotate.claims import Statement, worth
from claimcheck.annotate.claims.worth import (
    Reading,
    Site,
    Strengths,
    Worth,
    because,
    features,
    find_worth,
    load_weights,
    phrases,
    score,
    whole,
)
from claimcheck.annotate.quantities import Quantity
from rows import engine_doc, idle

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXT = "The mayor said that rents rose 5 percent."
TREE = (
    "The/DT/det/2 mayor/NN/nsubj/3 said/VBD/ROOT/0 that/IN/mark/6 rents/NNS/nsubj/6 "
    "rose/VBD/ccomp/3 5/CD/nummod/8 percent/NN/obj/6 ././punct/3"
)


def site(start: int, end: int, **changes: Any) -> Site:
    fields: dict[str, Any] = {"marks": (), "kinds": (), "hedged": False, "source": None} | changes
    return Site(start, end, **fields)


def statement(start: int, end: int, **changes: Any) -> Statement:
    fields: dict[str, Any] = {
        "id": "c-1",
        "sentence": [0, 0, len(TEXT)],
        "section": "body",
        "kinds": ["assertion"],
        "marks": [],
        "attribution": None,
        "source": None,
        "chain": [],
        "hedged": False,
        "checkability": "checkable",
        "same_as": [],
    }
    return Statement(start, end, **(fields | changes))


def annotated() -> Doc:
    """Return a Doc with one claim: what the mayor said, and its figure."""
    doc = parsed(TEXT, TREE)
    start, figure = TEXT.index("that"), TEXT.index("5")
    groups.write(doc, "quantities", [Quantity(figure, figure + 9, 5.0, None, "=", "percent", None, {})])
    relation = Relation(
        0, len(TEXT) - 1, [[0, 9]], [[10, 14]], [[start, len(TEXT) - 1]], "indirect", "assertion", None, {}
    )
    groups.write(doc, "attributions", [relation])
    own = statement(start, len(TEXT) - 1, kinds=["quantity", "paraphrase"], marks=[["quantities", 0]], attribution=0)
    groups.write(doc, "claims", [own])
    return doc


@functools.cache
def annotated_example(text: str) -> Doc:
    """Return a text with all marks and relations."""
    return pipeline.load()(text)


# ---------------------------------------------------------------- tables and weights
def says(row: Mapping[str, str]) -> list[str]:
    """Return the reason that the feature of a row gives in its example."""
    doc = annotated_example(row["example"])
    return because(features(Reading.of(doc), whole(doc)), Strengths(0.0, {row["feature"]: 1.0}), phrases())


def topics(row: Mapping[str, str]) -> set[str]:
    doc = engine_doc(row["example"])
    return {name for name in features(Reading.of(doc), whole(doc)) if name.startswith("topic:")}


@pytest.mark.weights
def test_every_feature_fires_and_says_why() -> None:
    assert [dict(row) for row in lang.rows("worth") if says(row) != [f"+0.12 {row['says']}"]] == []


@pytest.mark.weights
def test_every_word_of_a_topic_makes_it_one() -> None:
    assert idle("worth_topics", topics) == []
    assert [dict(row) for row in lang.rows("worth_topics") if f"topic:{row['topic']}" not in topics(row)] == []


def test_every_weight_can_be_said() -> None:
    named = {name for name in load_weights().weights if not name.startswith("word:")}
    assert named <= set(phrases())


def test_every_topic_can_be_said() -> None:
    assert {f"topic:{row['topic']}" for row in lang.rows("worth_topics")} <= set(phrases())


@pytest.mark.parametrize(
    "name", ["figure", "quantity:percent", "superlative", "change", "name:organization", "topic:crime"]
)
def test_what_speaks_for_checking(name: str) -> None:
    assert load_weights().weights[name] > 0


@pytest.mark.parametrize("name", ["question", "judgement", "pronoun:i", "modal", "imperative", "hedged"])
def test_what_speaks_against_checking(name: str) -> None:
    assert load_weights().weights[name] < 0


# ---------------------------------------------------------------- features
def test_a_claim_has_the_features_of_its_own_words() -> None:
    reading = Reading.of(parsed(TEXT, TREE))
    found = features(reading, site(TEXT.index("that"), len(TEXT)))
    assert {"tense:past", "main:past", "subject:noun", "length:0", "word:rents", "word:rose"} <= set(found)
    assert not {"topic:government", "word:mayor", "word:said", "subject:none"} & set(found)


def test_a_whole_sentence_has_the_features_of_its_root() -> None:
    text = "We have sold it."
    doc = parsed(text, "We/PRP/nsubj/3 have/VBP/aux/3 sold/VBN/ROOT/0 it/PRP/obj/3 ././punct/3")
    found = features(Reading.of(doc), whole(doc))
    assert {"subject:we", "pronoun:we", "pronoun:it", "main:present"} <= set(found)


def test_the_united_states_are_not_us() -> None:
    doc = parsed("US troops left.", "US/NNP/compound/2 troops/NNS/nsubj/3 left/VBD/ROOT/0 ././punct/3")
    assert "pronoun:we" not in features(Reading.of(doc), whole(doc))


def test_what_is_denied_is_told() -> None:
    text = "The budget did not pass."
    doc = parsed(text, "The/DT/det/2 budget/NN/nsubj/5 did/VBD/aux/5 not/RB/advmod/5 pass/VB/ROOT/0 ././punct/5")
    assert {"topic:money", "word:budget", "negation", "length:0"} <= set(features(Reading.of(doc), whole(doc)))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": 4e6, "unit": "USD"}, {"figure", "quantity:money", "quantity:million"}),
        ({"value": 43.0, "unit": "percent", "bound": ">"}, {"figure", "quantity:percent", "quantity:bound"}),
        ({"value": 400.0, "unit": "worker"}, {"figure", "quantity:people"}),
        ({"value": 2.0, "unit": "door"}, {"figure", "quantity:few"}),
        ({"value": 40.0, "unit": "USD per barrel"}, {"figure", "quantity:money"}),
        ({"value": 40.0, "unit": None}, {"figure"}),
    ],
)
def test_quantities(fields: dict[str, Any], expected: set[str]) -> None:
    mark = ("quantities", {"bound": "=", **fields})
    found = features(Reading.of(parsed(TEXT, TREE)), site(0, len(TEXT), marks=[mark]))
    assert {name for name in found if name.startswith(("figure", "quantity"))} == expected


@pytest.mark.parametrize(
    ("value", "name"),
    [("2009", "date"), ("P3Y", "period"), ("PXY", "period"), ("PAST", "past"), ("PRESENT", "present"), (None, "date")],
)
def test_times(value: str | None, name: str) -> None:
    found = features(Reading.of(parsed(TEXT, TREE)), site(0, len(TEXT), marks=[("times", {"value": value})]))
    assert f"time:{name}" in found


@pytest.mark.parametrize(("source", "name"), [("I", "self"), ("The mayor", "named"), ("", "none")])
def test_sources(source: str, name: str) -> None:
    assert f"source:{name}" in features(Reading.of(parsed(TEXT, TREE)), site(0, len(TEXT), source=source))


# ---------------------------------------------------------------- scores
def test_a_score_is_the_sum_of_what_is_there() -> None:
    weights = Strengths(-1.0, {"figure": 2.0, "hedged": -1.0, "unseen": 5.0})
    assert score({"figure": "", "hedged": ""}, weights) == 0.5
    assert score({}, weights) == 0.47  # 1 / (1 + exp(0.12))
    assert score({"figure": ""}, weights, sentence=-0.12) == 0.5


def test_because_names_the_largest_of_both_signs() -> None:
    weights = Strengths(0.0, {"a": 1, "b": -2, "c": 3, "d": -4, "word:e": 5, "f": 6, "g": 3})
    found = dict.fromkeys("abcdfg", "") | {"word:e": "ease", "z": ""}
    says = {name: f"is {name}" for name in "abcdfg"}
    expected = ["+0.72 is f", "+0.60 has “ease”", "-0.48 is d", "+0.36 is c", "+0.36 is g"]
    assert because(found, weights, says) == expected


def test_worth_of_a_claim() -> None:
    found = list(find_worth(annotated()))
    assert len(found) == 1
    assert TEXT[found[0].start : found[0].end] == "that rents rose 5 percent"
    assert found[0].score > 0.5
    assert any(reason.endswith("gives a figure") for reason in found[0].because)
    assert len(found[0].because) == 5


def test_two_claims_of_one_sentence_keep_their_order() -> None:
    doc = annotated()
    twice = [statement(0, 40, id="c-1"), statement(0, 40, id="c-2", marks=[["quantities", 0]])]
    groups.write(doc, "claims", twice)
    worth(doc)
    first, second = groups.read(doc, "worth", Worth)
    assert first.score < second.score


def test_a_doc_without_claims_has_no_worth() -> None:
    assert list(find_worth(parsed(TEXT, TREE))) == []
