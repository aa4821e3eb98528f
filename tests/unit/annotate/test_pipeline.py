"""The pipeline on a base of another maker: what it takes from there, and what it refuses. Needs the trained weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

import claimcheck
from claimcheck.annotate import pipeline
from claimcheck.errors import ModelError
from claimcheck.settings import Settings

pytestmark = pytest.mark.weights
TEXT = "Mayor Ann Lee said on Monday that the port had handled over 4,000 boxes."


def test_an_installed_pipeline_takes_the_base_s_place(tmp_path: Path) -> None:
    base = spacy.blank("en")
    base.add_pipe("claimcheck_encoder", config={"tasks": ["tree", "entity"]})  # stands for a tagger, parser, recogniser
    base.to_disk(tmp_path / "base")
    report = claimcheck.check_text(TEXT, settings=Settings(model=str(tmp_path / "base")))
    assert report.tool.model.name.endswith("base+claimcheck-engine-en")
    assert [source.name for source in report.sources] == ["Ann Lee"]
    assert [mark.text for claim in report.claims for mark in claim.marks if mark.kind == "quantity"] == [
        "over 4,000 boxes"
    ]


def test_a_pipeline_without_trees_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    base = spacy.blank("en")
    base.add_pipe("sentencizer")
    base.to_disk(tmp_path / "base")
    with pytest.raises(ModelError, match="does not write tags, trees, entities"):
        pipeline.load(str(tmp_path / "base"))


def test_a_pipeline_that_is_not_installed_is_said_to_be_so() -> None:
    with pytest.raises(ModelError, match="no spaCy pipeline named 'en_none'"):
        pipeline.load("en_none")


def test_one_pipeline_serves_all_callers() -> None:
    assert pipeline.load() is pipeline.load(None)
