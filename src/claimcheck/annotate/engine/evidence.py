"""What the network says of a Doc beyond its grammar, for the components that weigh it against rules.

Its marks, how much a sentence is worth checking, and which mention may mean which. It lies in the Doc's ``user_data``.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import srsly

from claimcheck.annotate.phenomena import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from claimcheck.annotate.engine.decoding import Floats, Ints

KEY = EVIDENCE
MARKS = ("change", "superlative", "comparison")
"""The kinds of marks that the network sees."""
_FARTHEST = 8  # digits in base 2 of the longest distance in words that training saw


@dataclass(frozen=True, slots=True)
class LearnedSpan:
    """A mark that the network sees at the code points ``start`` to ``end``; ``score`` is its words' mean probability."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True, repr=False)  # spaCy's warnings print what lies in ``user_data``
class Evidence:
    """The arrays have a row a word, whitespace left out; ``starts`` holds each word's first code point."""

    starts: Ints
    chances: dict[str, Floats]
    """By kind of mark the probability that a word stands in one."""
    spans: dict[str, list[LearnedSpan]]
    worth: Floats
    """(words, 3): log probabilities, up to a constant, of 0 nothing to check, 1 checkable, 2 to be checked first."""
    anaphor: NDArray[np.float16]
    antecedent: NDArray[np.float16]
    distance: Floats

    def words(self, start: int, end: int) -> slice:
        """Return the words that begin at code points ``[start, end)``, or the one that holds ``start``."""
        first, last = np.searchsorted(self.starts, [start, end])
        at = max(int(first) - 1, 0)
        return slice(int(first), int(last)) if first < last else slice(at, at + 1)

    def chance(self, kind: str, start: int, end: int) -> float:
        """Return how likely a mark of ``kind`` touches ``[start, end)``: the probability of the likeliest word."""
        within = self.chances[kind][self.words(start, end)]
        return float(within.max()) if len(within) else 0.0

    def worths(self, start: int, end: int) -> tuple[float, float]:
        """Return the log odds of 0 and of 2 for the sentence at ``[start, end)``, from the mean of its words.

        Of no words nothing is known: they count neither for a check nor against it.
        """
        within = self.worth[self.words(start, end)]
        if not len(within):
            return 0.0, 0.0
        nothing, checkable, first = within.astype(np.float64).mean(axis=0)
        return float(nothing - np.logaddexp(checkable, first)), float(first - np.logaddexp(nothing, checkable))

    def meant(self, mention: tuple[int, int], others: Sequence[tuple[int, int]]) -> Floats:
        """Return the log odds, against its being new, that a mention means what each of ``others`` does (code points)."""
        if not len(self.starts):
            return np.zeros(len(others), dtype=np.float32)
        here = self.words(*mention)
        anaphor = self.anaphor[here].astype(np.float32).mean(axis=0)
        places = [self.words(*other) for other in others]
        vectors = np.stack([self.antecedent[place].astype(np.float32).mean(axis=0) for place in places])
        far = np.asarray([max(here.start - place.start, 1) for place in places])
        bucket = np.minimum(np.log2(far).astype(np.int64), _FARTHEST - 1)
        scores: Floats = vectors @ anaphor * np.float32(len(anaphor) ** -0.5) + self.distance[bucket]
        return scores


def _nothing() -> Evidence:
    """Return what there is to say of a Doc without words."""
    none = np.zeros((0, 3), dtype=np.float32)
    vectors = none.astype(np.float16)
    chances = dict.fromkeys(MARKS, none[:, 0])
    starts = np.zeros(0, dtype=np.int64)
    return Evidence(starts, chances, {kind: [] for kind in MARKS}, none, vectors, vectors, none[:, 0])


EMPTY = _nothing()


_PACKED = "claimcheck evidence"


@srsly.msgpack_encoders("claimcheck_evidence")  # type: ignore[untyped-decorator]
def packed(thing: object, chain: Callable[[object], object] | None = None) -> object:
    """Return evidence as what a Doc's bytes can hold, so that the Doc can go to another process; anything else as others pack it."""
    if isinstance(thing, Evidence):
        return {_PACKED: {field.name: getattr(thing, field.name) for field in fields(thing)}}
    if isinstance(thing, LearnedSpan):
        return astuple(thing)
    return thing if chain is None else chain(thing)


@srsly.msgpack_decoders("claimcheck_evidence")  # type: ignore[untyped-decorator]
def unpacked(thing: Any, chain: Callable[[object], object] | None = None) -> Any:  # noqa: ANN401  whatever bytes hold
    """Return the evidence that was packed; anything else as others unpack it."""
    if isinstance(thing, dict) and _PACKED in thing:
        held = thing[_PACKED]
        spans = {kind: [LearnedSpan(*span) for span in found] for kind, found in held["spans"].items()}
        return Evidence(**held | {"spans": spans})
    return thing if chain is None else chain(thing)


def evidence(doc: Doc) -> Evidence:
    """Return what the engine wrote for ``doc``, nothing where it found no word to read."""
    found: Evidence = doc.user_data.get(KEY, EMPTY)
    return found
