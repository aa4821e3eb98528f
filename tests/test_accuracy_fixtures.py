"""The accuracy gate on our own annotated articles: the part of it that needs no other data."""

from __future__ import annotations

import pytest
from benchmarks import accuracy, baseline
from benchmarks.accuracy import Folders


@pytest.mark.weights
def test_measures_on_our_own_articles_reach_their_floors() -> None:
    [(name, path, scores)] = accuracy.run(Folders(None, None), ["fixtures"])
    base = baseline.read(accuracy.BASELINE)
    assert path
    assert {measure for measure in base.floors if measure.startswith("fixtures/")} <= set(scores)
    assert baseline.failures(base, scores, {name: accuracy.digest_of(path)}) == []


def test_what_is_not_there_is_skipped() -> None:
    assert list(accuracy.run(Folders(None, None), ["gold", "ewt"])) == [("gold", None, {}), ("ewt", None, {})]
