"""The encoder's input: shapes, pieces, and windows that cover a text once."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.annotate.engine.encoding import (
    LONGEST_WORD,
    SEP,
    SHAPES,
    Encoded,
    Subwords,
    encode,
    windows,
    word_shape,
)
from soak import size


@dataclasses.dataclass
class Pieces:
    ids: list[int]


class Letters:
    """A tokenizer with a piece a character, standing in for WordPiece where only counts matter."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Pieces:
        assert not add_special_tokens
        return Pieces([1000 + ord(char) % 1000 for char in sequence])

    def no_padding(self) -> None:
        pass

    def no_truncation(self) -> None:
        pass


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("mayor", "lower"),
        ("Mayor", "title"),
        ("UNODC", "upper"),
        ("I", "initial"),
        ("McDonald", "mixed"),
        ("2023", "digits"),
        ("6,700", "digits"),
        ("25MW", "alphanumeric"),
        ("”", "punctuation"),
        ("U.S.", "upper"),
        ("’s", "lower"),
    ],
)
def test_shape_tells_what_an_uncased_vocabulary_loses(text: str, shape: str) -> None:
    assert SHAPES[word_shape(text)] == shape


def test_a_line_break_is_one_separator_and_other_space_is_nothing() -> None:
    doc = spacy.blank("en")("One  two\n\n\nthree")
    encoded = encode(doc, Subwords(Letters()))
    assert encoded.ids.tolist().count(SEP) == 1
    assert (encoded.first >= 0).sum() == 3


def test_a_word_of_a_megabyte_costs_a_few_pieces() -> None:
    ids, _ = Subwords(Letters())("x" * 1_000_000)
    assert len(ids) == LONGEST_WORD


@settings(max_examples=size(200), deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, LONGEST_WORD), st.booleans()), max_size=200),
    st.integers(40, 90),
    st.integers(0, 15),
)
def test_windows_cover_every_subword_once_and_stay_in_size(
    words: list[tuple[int, bool]], size: int, margin: int
) -> None:
    ids: list[int] = []
    first: list[int] = []
    for length, breaks in words:
        first.append(len(ids))
        ids += [7] * length
        if breaks:
            ids.append(SEP)
    encoded = Encoded(
        np.asarray(ids, dtype=np.int64), np.zeros(len(ids), dtype=np.int64), np.asarray(first, dtype=np.int64)
    )
    covered: list[int] = []
    for window in windows(encoded, size=size, margin=margin):
        assert 0 <= window.start <= window.core_start < window.core_end <= window.end <= len(ids)
        assert window.end - window.start <= size
        covered += range(window.core_start, window.core_end)
    assert covered == list(range(len(ids)))
