"""From scores to structure: the best BIO sequence, and the best tree of a sentence. Pure functions over arrays."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e6)
ROOT = -1


def bio_constraints(names: list[str]) -> tuple[Floats, Floats]:
    """Return the scores of transitions (from, to) and of a beginning: 0, or ``IMPOSSIBLE`` before an ``I-`` without its ``B-`` or ``I-``."""
    between = np.zeros((len(names), len(names)), dtype=np.float32)
    first = np.zeros(len(names), dtype=np.float32)
    for to, name in enumerate(names):
        if not name.startswith("I-"):
            continue
        first[to] = IMPOSSIBLE
        for origin, before in enumerate(names):
            if before[2:] != name[2:] or before == "O":
                between[origin, to] = IMPOSSIBLE
    return between, first


def log_softmax(logits: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def viterbi(scores: Floats, transitions: Floats, first: Floats, *, breaks: NDArray[np.bool_]) -> Ints:
    """Return the best class of each word (Viterbi 1967) in each of several sets of classes.

    ``scores`` is (sets, words, classes) in log space; a span never crosses a word where ``breaks`` is true. All sets, and
    all runs between breaks, are decoded side by side, the longest first, so that the cost in Python is that of the
    longest run alone.
    """
    sets, count, _ = scores.shape
    best = np.zeros((sets, count), dtype=np.int64)
    if not count:
        return best
    begins = np.flatnonzero(np.concatenate([[True], breaks[1:]]))
    lengths = np.diff(np.append(begins, count))
    order = np.argsort(-lengths, kind="stable")
    begins, lengths = begins[order], lengths[order]
    longest = int(lengths[0])
    alive = [*np.searchsorted(-lengths, -np.arange(longest), side="left").tolist(), 0]
    # classes first: what is compared lies far apart, so that numpy compares all sets and runs at once
    scores, moves = (
        np.ascontiguousarray(scores.transpose(2, 0, 1)),
        np.ascontiguousarray(transitions.transpose(1, 2, 0)),
    )
    states = [scores[..., begins] + first.T[..., None]]
    for at in range(1, longest):
        paths = states[-1][:, None, :, : alive[at]] + moves[..., None]
        states.append(paths.max(axis=0) + scores[..., begins[: alive[at]] + at])
    chosen, each = np.zeros((sets, len(begins)), dtype=np.int64), np.arange(sets)[:, None]
    for at in range(longest - 1, -1, -1):
        here, on = alive[at], alive[at + 1]
        states[at][..., :on] += moves[:, chosen[:, :on], each]
        best[:, begins[:here] + at] = chosen[:, :here] = states[at].argmax(axis=0)
    return best


def bio_spans(classes: Ints, names: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first word, word after the last, label) of each span in a valid BIO sequence."""
    start, end, label = -1, -1, ""
    places = np.flatnonzero(classes)
    for at, index in zip(places.tolist(), classes[places].tolist(), strict=True):
        name = names[index]
        if start >= 0 and (at > end or name != "I-" + label):
            yield start, end, label
            start = -1
        if name.startswith("B-"):
            start, label = at, name[2:]
        end = at + 1
    if start >= 0:
        yield start, end, label


def sentence_starts(log_odds: Floats, *, longest: int) -> Ints:
    """Return the words that begin a sentence: where the odds are for it, and in a run of over ``longest`` words at its likeliest place.

    The last keeps the cost of a tree bounded on text without punctuation.
    """
    opens = log_odds > 0
    opens[0] = True
    bounds = [*np.flatnonzero(opens).tolist(), len(log_odds)]
    starts: list[int] = []
    for begin, end in itertools.pairwise(bounds):
        starts.append(begin)
        while end - starts[-1] > longest:
            low = starts[-1] + longest // 2
            starts.append(low + int(log_odds[low : starts[-1] + longest].argmax()))
    return np.asarray(starts, dtype=np.int64)


def best_tree(scores: Floats, root: Floats) -> Ints:
    """Return each word's head in a sentence, ``ROOT`` for exactly one.

    ``scores[i, j]`` says how well j governs i, ``root[i]`` how well i is the root. The root is the word that gains most
    by being it; under it hangs the maximum spanning tree (Chu and Liu 1965, Edmonds 1967). The greedy choice is a tree
    for most sentences; cycles are contracted only where it is not.
    """
    if len(root) == 1:
        return np.asarray([ROOT], dtype=np.int64)
    scores = scores.astype(np.float32)
    np.fill_diagonal(scores, IMPOSSIBLE)
    top = int((root - scores.max(axis=1)).argmax())
    scores[top] = IMPOSSIBLE
    heads = _spanning_tree(scores, top)
    heads[top] = ROOT
    return heads


def _find_cycle(heads: list[int], top: int) -> list[int]:
    """Return the words of one cycle, or an empty list."""
    state = [0] * len(heads)
    state[top] = 2
    for begin in range(len(heads)):
        path, at = [], begin
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _spanning_tree(scores: Floats, top: int) -> Ints:
    """Return the heads of the best tree under ``top``; the entry of ``top`` itself means nothing."""
    heads: Ints = scores.argmax(axis=1)
    cycle = np.asarray(_find_cycle(heads.tolist(), top), dtype=np.int64)
    if not len(cycle):
        return heads
    outside = np.setdiff1d(np.arange(len(heads)), cycle)
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    entering = gain[:, outside].argmax(axis=0)  # which word of the cycle each outside word would best govern
    leaving = scores[outside][:, cycle].argmax(axis=1)  # which word of the cycle best governs each outside word
    size = len(outside)
    inner = np.full((size + 1, size + 1), IMPOSSIBLE, dtype=np.float32)
    inner[:size, :size] = scores[np.ix_(outside, outside)]
    inner[size, :size] = gain[entering, outside]
    inner[:size, size] = scores[outside, cycle[leaving]]
    found = _spanning_tree(inner, int(np.searchsorted(outside, top)))
    governed = found[:size] == size
    heads[outside] = np.where(governed, cycle[leaving], outside[np.minimum(found[:size], size - 1)])
    broken = cycle[entering[found[size]]]
    heads[broken] = outside[found[size]]
    return heads
