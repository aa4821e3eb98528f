"""Decoding of scores: BIO sequences and trees, against brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.annotate.engine.decoding import (
    ROOT,
    best_tree,
    bio_constraints,
    bio_spans,
    log_softmax,
    sentence_starts,
    viterbi,
)
from soak import size

NAMES = ["O", "B-source", "I-source", "B-cue", "I-cue"]


def best_by_trying(scores: np.ndarray, transitions: np.ndarray, first: np.ndarray) -> float:
    """The score of the best path over all paths."""
    count, classes = scores.shape
    best = -np.inf
    for path in itertools.product(range(classes), repeat=count):
        total = first[path[0]] + scores[0, path[0]]
        total += sum(transitions[a, b] + scores[i + 1, b] for i, (a, b) in enumerate(itertools.pairwise(path)))
        best = max(best, total)
    return float(best)


def path_score(path: np.ndarray, scores: np.ndarray, transitions: np.ndarray, first: np.ndarray) -> float:
    total = first[path[0]] + scores[0, path[0]]
    return float(total + sum(transitions[a, b] + scores[i + 1, b] for i, (a, b) in enumerate(itertools.pairwise(path))))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_viterbi_finds_the_best_path(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    scores = log_softmax(rng.normal(size=(count, len(NAMES))).astype(np.float32))
    transitions, first = bio_constraints(NAMES)
    (path,) = viterbi(scores[None], transitions[None], first[None], breaks=np.zeros(count, dtype=bool))
    assert path_score(path, scores, transitions, first) == pytest.approx(
        best_by_trying(scores, transitions, first), abs=1e-4
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 6), min_size=1, max_size=6))
def test_viterbi_decodes_runs_and_sets_independently(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    scores = log_softmax(rng.normal(size=(2, sum(lengths), len(NAMES))).astype(np.float32))
    transitions, first = (np.stack([one, one]) for one in bio_constraints(NAMES))
    breaks = np.zeros(sum(lengths), dtype=bool)
    breaks[np.cumsum([0, *lengths[:-1]])] = True
    together = viterbi(scores, transitions, first, breaks=breaks)
    at = 0
    for length in lengths:
        for one in range(2):
            part = slice(one, one + 1)
            run, breaks = scores[part, at : at + length], np.zeros(length, dtype=bool)
            alone = viterbi(run, transitions[part], first[part], breaks=breaks)
            assert together[one, at : at + length].tolist() == alone[0].tolist()
        at += length


def test_viterbi_of_nothing_is_nothing() -> None:
    transitions, first = bio_constraints(NAMES)
    nothing = np.zeros((1, 0, 5), dtype=np.float32)
    assert viterbi(nothing, transitions[None], first[None], breaks=np.zeros(0, dtype=bool)).shape == (1, 0)


def test_bio_spans_splits_neighbours_of_one_label() -> None:
    assert list(bio_spans(np.asarray([1, 2, 1, 0, 3]), NAMES)) == [(0, 2, "source"), (2, 3, "source"), (4, 5, "cue")]


def is_tree(heads: tuple[int, ...]) -> bool:
    if sum(head == ROOT for head in heads) != 1:
        return False
    for begin in range(len(heads)):
        at = begin
        for _ in heads:
            at = heads[at] if at != ROOT else ROOT
        if at != ROOT:
            return False
    return True


@settings(max_examples=size(100), deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_best_tree_is_the_best_under_its_root(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(count, count)).astype(np.float32)
    root = rng.normal(size=count).astype(np.float32)
    heads = best_tree(scores, root)
    assert is_tree(tuple(heads.tolist()))
    top = int(np.flatnonzero(heads == ROOT)[0])

    def total(candidate: tuple[int, ...]) -> float:
        return float(sum(scores[i, head] for i, head in enumerate(candidate) if head != ROOT))

    choices = [[ROOT] if i == top else [j for j in range(count) if j != i] for i in range(count)]
    best = max(total(candidate) for candidate in itertools.product(*choices) if is_tree(candidate))
    assert total(tuple(heads.tolist())) == pytest.approx(best, abs=1e-4)


def test_best_tree_of_a_long_sentence_is_a_tree() -> None:
    rng = np.random.default_rng(7)
    heads = best_tree(rng.normal(size=(160, 160)).astype(np.float32), rng.normal(size=160).astype(np.float32))
    assert is_tree(tuple(heads.tolist()))


def test_sentences_begin_where_likely_and_never_run_on() -> None:
    odds = np.full(500, -5.0, dtype=np.float32)
    odds[7] = 1.0
    starts = sentence_starts(odds, longest=160)
    assert starts[:2].tolist() == [0, 7]
    assert np.diff([*starts, 500]).max() <= 160
