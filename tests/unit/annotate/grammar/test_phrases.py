"""Phrases: what a source phrase is, with its head noun. Needs the trained weights."""

from __future__ import annotations

import pytest

from claimcheck.annotate.grammar.phrases import is_plural, kind_of_noun, read_phrase, singular
from rows import engine_doc


@pytest.mark.weights
def test_a_description_is_cut_at_its_comma() -> None:
    doc = engine_doc("the city’s party chief, who resigned, said it leaked")
    phrase = read_phrase(doc, 0, end=9, names=[])
    assert phrase is not None
    assert (phrase.kind, phrase.noun, phrase.text) == ("nominal", "chief", "city’s party chief")


@pytest.mark.weights
def test_a_head_stands_before_any_preposition() -> None:
    phrase = read_phrase(engine_doc("the researchers behind the new device said it works"), 0, end=6, names=[])
    assert phrase is not None
    assert phrase.noun == "researcher"


@pytest.mark.weights
def test_punctuation_is_no_phrase() -> None:
    assert read_phrase(engine_doc("It leaked, he said."), 2, end=3, names=[]) is None


def test_number() -> None:
    assert is_plural("women")
    assert not is_plural("gas")
    assert singular("agencies") == "agency"


def test_a_noun_that_no_table_knows_is_told_by_its_ending() -> None:
    assert kind_of_noun("skipper", plural=False) == "person"
    assert kind_of_noun("wall", plural=True) == "group"
    assert kind_of_noun("wall", plural=False) == "document"
