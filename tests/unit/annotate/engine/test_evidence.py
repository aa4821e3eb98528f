"""What the network says beyond grammar, read at stretches of the text."""

from __future__ import annotations

import math

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.annotate.engine.evidence import EMPTY, KEY, Evidence, LearnedSpan, evidence

TEXT = "Rents rose. He left."
STARTS = np.asarray([0, 6, 10, 12, 15, 19])


def made(**fields: object) -> Evidence:
    """Return evidence for ``TEXT``: `rose` is a change, the first sentence is to be checked first, the second not at all."""
    worth = np.asarray([[0, 1, 4], [0, 1, 4], [0, 1, 4], [5, 0, 0], [5, 0, 0], [5, 0, 0]], dtype=np.float32)
    anaphor = np.eye(6, 4, dtype=np.float16)
    given = {
        "starts": STARTS,
        "chances": {"change": np.asarray([0.1, 0.9, 0.0, 0.0, 0.2, 0.0], dtype=np.float32)},
        "spans": {"change": [LearnedSpan(6, 10, "up", 0.9)]},
        "worth": worth,
        "anaphor": anaphor,
        "antecedent": anaphor,
        "distance": np.zeros(8, dtype=np.float32),
    }
    return Evidence(**{**given, **fields})  # type: ignore[arg-type]


def test_a_stretch_is_as_likely_a_mark_as_its_likeliest_word() -> None:
    assert made().chance("change", 0, 10) == pytest.approx(0.9)
    assert made().chance("change", 12, 19) == pytest.approx(0.2)


def test_a_stretch_inside_a_word_is_that_word() -> None:
    assert made().chance("change", 8, 9) == pytest.approx(0.9)


def test_a_sentence_is_the_mean_of_its_words() -> None:
    nothing, first = made().worths(0, 11)
    assert first > 2 > -2 > nothing
    assert made().worths(12, 20)[0] > 2


def test_a_mention_means_what_its_vector_points_at() -> None:
    vectors = np.zeros((6, 4), dtype=np.float16)
    vectors[0] = 4.0
    pronoun = np.zeros((6, 4), dtype=np.float16)
    pronoun[3] = 1.0
    odds = made(anaphor=pronoun, antecedent=vectors).meant((12, 14), [(0, 5), (6, 10)])
    assert odds.tolist() == [8.0, 0.0]


def test_distance_counts() -> None:
    near = np.asarray([3, 2, 1, 0, 0, 0, 0, 0], dtype=np.float32)
    odds = made(distance=near).meant((15, 19), [(12, 14), (6, 10), (0, 5)])
    assert odds.tolist() == [3.0, 2.0, 1.0]


def test_a_doc_without_words_has_nothing_to_say() -> None:
    doc = spacy.blank("en")("")
    assert evidence(doc) is EMPTY
    assert EMPTY.worths(0, 0) == (0.0, 0.0)
    assert EMPTY.chance("change", 0, 5) == 0.0


def test_evidence_is_kept_with_the_doc() -> None:
    doc = spacy.blank("en")(TEXT)
    doc.user_data[KEY] = made()
    assert evidence(doc).starts.tolist() == STARTS.tolist()


@given(st.integers(0, 25), st.integers(0, 25))
def test_no_stretch_raises(start: int, end: int) -> None:
    found = made()
    assert 0.0 <= found.chance("change", start, end) <= 1.0
    assert all(map(math.isfinite, found.worths(start, end)))
