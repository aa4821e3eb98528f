"""The accuracy gate on our own annotated articles: the part of it that needs no other data."""

from __future__ import annotations

import pytest
from benchmarks import accuracy, baseline, stated
from benchmarks.accuracy import Folders
from benchmarks.measures import MEASURES


@pytest.mark.weights
def test_measures_on_our_own_articles_reach_their_floors_and_are_what_readme_says() -> None:
    [(name, path, scores)] = accuracy.run(Folders(None, None), ["fixtures"])
    base = baseline.read(accuracy.BASELINE)
    assert path
    assert {measure for measure in base.floors if measure.startswith("fixtures/")} <= set(scores)
    digests = {"data": {name: accuracy.digest_of(path)}, "model": accuracy.model_digests()}
    assert baseline.failures(base, scores, **digests) == []
    readme = accuracy.README.read_text(encoding="utf-8")
    gated = {measure.id: scores[measure.id] for measure in MEASURES if measure.id in scores}
    assert list(stated.drifts(readme, gated)) == []


def test_what_is_not_there_is_skipped() -> None:
    assert list(accuracy.run(Folders(None, None), ["gold", "ewt"])) == [("gold", None, {}), ("ewt", None, {})]
