"""Tokens of texts without blanks: every character is kept, and many marks in a row are one token, not one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.annotate.engine.words import LONGEST, MARKS, PIECE, doc_of

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="module")
def plain() -> Language:
    """Return a pipeline whose tokenizer has met no word by itself."""
    return spacy.blank("en")


def words(text: str, nlp: Language) -> list[str]:
    doc = doc_of(text, nlp)
    assert doc.text == text
    return [token.text for token in doc]


@pytest.mark.parametrize("marks", ["![", "[", "_", "`", '"', "$", "|", "🚌"])
@pytest.mark.parametrize("behind", [" in May.", "in May.", "\n\nin May.", "  in May."])
def test_marks_in_a_row_are_one_token_for_each_piece(nlp: Language, marks: str, behind: str) -> None:
    run = (marks * 10 * PIECE)[: 10 * PIECE]
    before, pieces, after = ["Fees", "rose"], [run[:PIECE]] * 10, ["in", "May", "."]
    found = words(f"Fees rose {run}{behind}", nlp)
    assert [word for word in found if not word.isspace()] == [*before, *pieces, *after]


def test_what_a_mark_means_is_told_where_there_are_few(nlp: Language) -> None:
    assert words("(" * (MARKS - 1) + "9", nlp) == [*"(" * (MARKS - 1), "9"]
    assert words("(" * MARKS + " 9", nlp) == ["(" * MARKS, "9"]
    assert words("(" * MARKS, nlp) == ["(" * MARKS]


def test_a_stretch_without_blanks_is_cut(nlp: Language) -> None:
    assert words("It " + "a" * LONGEST + " fell.", nlp) == ["It", "a" * LONGEST, "fell", "."]
    long = "a" * 3 * PIECE
    assert words(f"It {long} fell.", nlp) == ["It", *["a" * PIECE] * 3, "fell", "."]


@pytest.mark.parametrize("dense", ["1-", "a-b-"])
def test_figures_and_marks_without_a_blank_are_one_token_for_each_piece(nlp: Language, dense: str) -> None:
    run = (dense * 10 * PIECE)[: 10 * PIECE]
    assert words(f"It rose {run} in May.", nlp) == ["It", "rose", *[run[:PIECE]] * 10, "in", "May", "."]


def test_words_run_together_are_told_apart(nlp: Language) -> None:
    run = "Thecouncil,whichmet,votedforit" * 7
    assert words(run, nlp).count(",") == 14


STRETCHES = "Fares U.S. don't (Mr. ,,, :) a.m., ... cannot e-mail 5pm 40% “we’re $3 km/h. Ltd. it's” naïve –".split()


@given(st.lists(st.sampled_from([*STRETCHES, "\n", "  "]), max_size=30))
def test_a_word_that_was_met_before_is_cut_as_one_that_was_not(
    nlp: Language, plain: Language, parts: list[str]
) -> None:
    text = " ".join(parts)
    assert words(text, nlp) == [token.text for token in plain.make_doc(text)]


def test_what_comes_after_a_special_case_is_remembered() -> None:
    fresh, searched = spacy.blank("en"), list[str]()
    search = fresh.tokenizer.suffix_search
    fresh.tokenizer.suffix_search = lambda word: searched.append(word) or search(word)
    for seen in (True, False):
        searched.clear()
        words("The U.S. harbor handled more boxes.", fresh)
        assert ("harbor" in searched) == seen
