"""Marks of rules and of the network together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy

from claimcheck.annotate.degrees.joining import LEAST, SURE, joined, why
from claimcheck.annotate.engine.evidence import EMPTY, KEY, Evidence, LearnedSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXT = "Rents rose and wages crept higher"


@dataclass(frozen=True, slots=True)
class Turn:
    start: int
    end: int
    by: str = "rule"


def doc_with(chances: list[float], spans: list[LearnedSpan]) -> Doc:
    doc = spacy.blank("en")(TEXT)
    starts = np.asarray([token.idx for token in doc])
    found = {"change": np.asarray(chances, dtype=np.float32)}
    doc.user_data[KEY] = Evidence(
        starts, found, {"change": spans}, EMPTY.worth, EMPTY.anaphor, EMPTY.antecedent, EMPTY.distance
    )
    return doc


def turns(doc: Doc, *ruled: Turn) -> list[Turn]:
    find = joined(
        "change", lambda _: list(ruled), lambda _, spans: [Turn(span.start, span.end, "model") for span in spans]
    )
    return find(doc)


def test_a_rule_s_mark_that_the_network_rules_out_goes() -> None:
    doc = doc_with([0.0, LEAST / 2, 0.0, 0.0, 0.0, 0.0], [])
    assert turns(doc, Turn(6, 10)) == []


def test_a_rule_s_mark_that_the_network_doubts_stays() -> None:
    doc = doc_with([0.0, LEAST * 2, 0.0, 0.0, 0.0, 0.0], [])
    assert turns(doc, Turn(6, 10)) == [Turn(6, 10)]


def test_the_network_s_own_marks_need_to_be_sure() -> None:
    chances = [0.0, 0.9, 0.0, 0.0, 0.99, 0.99]
    spans = [LearnedSpan(6, 10, "up", SURE - 0.01), LearnedSpan(21, 33, "up", SURE)]
    assert turns(doc_with(chances, spans)) == [Turn(21, 33, "model")]


def test_where_both_see_one_the_rule_s_stands() -> None:
    doc = doc_with([0.0, 0.99, 0.0, 0.0, 0.99, 0.99], [LearnedSpan(6, 10, "up", 0.99), LearnedSpan(21, 33, "up", 0.99)])
    assert turns(doc, Turn(27, 33)) == [Turn(27, 33), Turn(6, 10, "model")]


def test_the_reason_names_the_network_and_the_words() -> None:
    doc = doc_with([0.0] * 6, [])
    assert why(doc, LearnedSpan(21, 33, "up", 0.97)) == {
        "by": "model",
        "rule": "network",
        "cue": "crept higher",
        "score": 0.97,
    }


@pytest.mark.parametrize(
    ("text", "end"),
    [("the “rise” in rents", 10), ('the "rise" in rents', 10), ("the “rise in rents", 5), ("the rise", 4)],
)
def test_a_span_that_ends_on_a_quotation_mark_takes_what_is_quoted(text: str, end: int) -> None:
    doc = spacy.blank("en")(text)
    span = LearnedSpan(0, 4 + (not text[4].isalpha()), "up", 0.9)
    doc.user_data[KEY] = Evidence(
        np.asarray([token.idx for token in doc]),
        {"change": np.ones(len(doc), dtype=np.float32)},
        {"change": [span]},
        EMPTY.worth,
        EMPTY.anaphor,
        EMPTY.antecedent,
        EMPTY.distance,
    )
    assert [turn.end for turn in turns(doc)] == [end]
