"""From a Doc's tokens to the encoder's input: subwords, shapes, and overlapping windows.

Training and inference both go through this module, so that the network never sees text that was cut in another way.
The base encoder is uncased; what case, digits and spacing say is given to it as one ``shape`` id a subword.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

CLS, SEP = 101, 102
"""Ids of BERT's special pieces; a line break in the text is a SEP."""
LONGEST_WORD = 12
"""Subwords kept of one token: the label comes from the first, and of 1.3 million training tokens 0.01 % are longer (URLs)."""
SHAPES = ("special", "lower", "title", "upper", "initial", "mixed", "digits", "alphanumeric", "punctuation", "other")
SPACED, JOINED, CONTINUED = 0, 1, 2
SHAPE_COUNT = 3 * len(SHAPES)


def word_shape(text: str) -> int:
    """Return the index in ``SHAPES`` of a token's case and character classes."""
    if text.isalpha():
        if text.islower():
            return 1
        if text.isupper():
            return 4 if len(text) == 1 else 3
        return 2 if text.istitle() else 5
    if not any(map(str.isalnum, text)):
        return 8
    if not any(map(str.isalpha, text)):
        return 6
    if any(map(str.isdigit, text)):
        return 7
    bare = "".join(filter(str.isalpha, text))
    return 9 if bare == text else word_shape(bare)


class Subwords:
    """Word pieces and shape of a token, remembered: an article repeats half of its words."""

    def __init__(self, tokenizer: Tokenizer, *, capacity: int = 50_000) -> None:
        """Wrap ``tokenizer``; at ``capacity`` different tokens the memory is emptied, so that it stays bounded."""
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._capacity = capacity
        self._known: dict[str, tuple[list[int], int]] = {}

    def __call__(self, text: str) -> tuple[list[int], int]:
        """Return the ids of the token's pieces (at least one) and its shape's index."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= self._capacity:
                self._known.clear()
            ids = self._tokenizer.encode(text[:100], add_special_tokens=False).ids[:LONGEST_WORD]
            found = self._known[text] = (ids or [100], word_shape(text))
        return found


@dataclass(frozen=True, slots=True)
class Encoded:
    """A Doc as flat arrays: pieces and shapes by subword, and where each token begins.

    ``first[i]`` is the index in ``ids`` of token i's first piece, or -1 for whitespace; line breaks are one SEP.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]


def encode(doc: Doc, subwords: Subwords) -> Encoded:
    """Return the encoder's input for a whole Doc, without windows."""
    ids: list[int] = []
    shapes: list[int] = []
    first: list[int] = []
    spaced = True
    for orth, space in doc.to_array(["ORTH", "SPACY"]).tolist():
        text = doc.vocab.strings[orth]
        if text.isspace():
            first.append(-1)
            spaced = True
            if "\n" in text and ids and ids[-1] != SEP:
                ids.append(SEP)
                shapes.append(0)
            continue
        pieces, shape = subwords(text)
        first.append(len(ids))
        ids.extend(pieces)
        shapes.append(3 * shape + (SPACED if spaced else JOINED))
        shapes.extend([3 * shape + CONTINUED] * (len(pieces) - 1))
        spaced = bool(space)
    return Encoded(*(np.asarray(values, dtype=np.int64) for values in (ids, shapes, first)))


@dataclass(frozen=True, slots=True)
class Window:
    """Subwords ``[start, end)`` that the encoder reads together; the tokens that begin in ``[core_start, core_end)`` are taken from it."""

    start: int
    end: int
    core_start: int
    core_end: int


def windows(encoded: Encoded, *, size: int, margin: int) -> Iterator[Window]:
    """Yield windows of at most ``size`` subwords whose cores cover the text once, each with up to ``margin`` subwords of context.

    A core ends at the last line break in its second half if there is one, else at the last token that fits.
    The number of windows is linear in the length of the text.
    """
    total = len(encoded.ids)
    if total <= size:
        if total:
            yield Window(0, total, 0, total)
        return
    starts = encoded.first[encoded.first >= 0]
    breaks = np.flatnonzero(encoded.ids == SEP) + 1
    core_start = 0
    while core_start < total:
        start = max(0, core_start - margin)
        if total - start <= size:
            yield Window(start, total, core_start, total)
            return
        limit = start + size - margin
        core_end = _last_at_most(breaks, limit)
        if core_end <= core_start + (limit - core_start) // 2:
            core_end = _last_at_most(starts, limit)
        if core_end <= core_start:
            core_end = limit
        yield Window(start, min(total, core_end + margin), core_start, core_end)
        core_start = core_end


def _last_at_most(positions: NDArray[np.int64], limit: int) -> int:
    index = int(np.searchsorted(positions, limit, side="right")) - 1
    return int(positions[index]) if index >= 0 else -1
