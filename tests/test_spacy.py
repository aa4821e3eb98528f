"""The components in anybody's spaCy pipeline: by entry point, saved and loaded, in two processes, scored."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from claimcheck import check_text
from claimcheck.annotate.engine import TASKS
from claimcheck.annotate.phenomena import RULES
from claimcheck.annotate.phenomena import TASKS as OFFERED

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.weights
TEXT = "Seizures rose to more than 200 tons in 2023, Ana Lopez said. It is the biggest haul ever, and larger than Boston's."
NAMES = [f"claimcheck_{row.group}" for row in RULES]


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("claimcheck_encoder")
    for name in NAMES:
        made.add_pipe(name)
    return made


def test_every_component_has_its_entry_point() -> None:
    found = entry_points(group="spacy_factories")
    assert {one.name for one in found if one.value.startswith("claimcheck.")} == {"claimcheck_encoder", *NAMES}
    assert OFFERED == TASKS


def test_what_they_find_is_what_claimcheck_finds(nlp: Language) -> None:
    doc = nlp(TEXT)
    claims, report = doc.spans["claims"], check_text(TEXT)
    assert [span.text for span in claims] == [one.text for one in report.claims]
    assert [claims.attrs[span.id_]["kinds"] for span in claims] == [list(one.kinds) for one in report.claims]
    assert [span.text for span in doc.spans["quantities"]] == ["more than 200 tons"]
    assert [span.text for span in doc.spans["superlatives"]] == ["the biggest haul ever"]
    facts = doc.spans["quantities"].attrs[doc.spans["quantities"][0].id_]
    assert (facts["value"], facts["bound"], facts["unit"]) == (200, ">", "ton")
    assert doc.spans["quantities"][0].label_ == "quantities"


def test_a_pipeline_that_was_saved_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == nlp.pipe_names
    assert loaded(TEXT).to_bytes() == nlp(TEXT).to_bytes()


def test_a_doc_that_was_saved_can_be_read_on(nlp: Language) -> None:
    with nlp.select_pipes(disable=["claimcheck_claims", "claimcheck_worth"]):
        halfway = nlp(TEXT)
    doc = Doc(nlp.vocab).from_bytes(halfway.to_bytes())
    for name in ("claimcheck_claims", "claimcheck_worth"):
        doc = nlp.get_pipe(name)(doc)
    assert doc.spans["worth"].attrs == nlp(TEXT).spans["worth"].attrs


PROGRAM = """
import json, sys
import spacy
nlp = spacy.blank("en")
early = sorted({"onnxruntime", "claimcheck.annotate.engine", "claimcheck.report"} & set(sys.modules))
for name in ["claimcheck_encoder", *sys.argv[2:]]:
    nlp.add_pipe(name)
texts = [sys.argv[1], "", " ", "Two boats sank in 2023."]
one, two = ([doc.to_bytes() for doc in nlp.pipe(texts, n_process=count, batch_size=1)] for count in (1, 2))
print(json.dumps({"early": early, "same": one == two, "count": len(two)}))
"""


def test_a_blank_pipeline_costs_nothing_and_two_processes_find_the_same() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, TEXT, *NAMES], capture_output=True, timeout=120, check=True)
    assert json.loads(done.stdout) == {"early": [], "same": True, "count": 4}


def test_each_says_what_it_needs(nlp: Language) -> None:
    alone = spacy.blank("en")
    alone.add_pipe("claimcheck_quantities")
    with pytest.raises(ValueError, match=r'needs sentences, tags, lemmas, trees, entities, doc.spans\["times"\]: put'):
        alone(TEXT)
    assert alone(" \n").spans["quantities"] is not None  # where there is no word, nothing is missing
    assert set(alone.analyze_pipes()["problems"]["claimcheck_quantities"]) >= {"token.tag", "token.dep", "doc.ents"}
    assert not any(nlp.analyze_pipes()["problems"].values())
    grammar = spacy.blank("en")
    grammar.add_pipe("claimcheck_encoder", config={"tasks": ["tree", "entity"]})
    grammar.add_pipe("claimcheck_changes")
    with pytest.raises(ValueError, match="claimcheck_changes needs what claimcheck_encoder says"):
        grammar(TEXT)


def test_they_are_scored(nlp: Language) -> None:
    gold = nlp.make_doc("Taxes rose 5 percent to 80 dollars.")
    gold.spans["quantities"] = [gold[2:4], gold[0:1]]
    scores = nlp.evaluate([Example(nlp.make_doc(gold.text), gold)])
    assert (scores["spans_quantities_p"], scores["spans_quantities_r"]) == (0.5, 0.5)
    assert nlp.config["training"]["score_weights"]["spans_quantities_f"] > 0


def test_they_can_go_to_another_process(nlp: Language) -> None:
    for name, component in nlp.pipeline:
        assert type(pickle.loads(pickle.dumps(component))) is type(nlp.get_pipe(name))
