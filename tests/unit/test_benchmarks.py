"""The yardstick itself: matching, scores, treebank reading, floors."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from benchmarks import accuracy, baseline, corpora, doc_scores, report_scores, stated
from benchmarks.matching import Score, add_up, overlap, pair, plain_name, same_number, same_source, same_unit
from benchmarks.measures import MEASURES
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

if TYPE_CHECKING:
    from types import ModuleType

KINDS = (*report_scores.BOUND_KINDS, "time")


# ---------------------------------------------------------------- matching
def test_overlap_is_a_share_of_the_shorter_span() -> None:
    assert overlap((0, 10), (5, 7)) == 1.0
    assert overlap((0, 4), (2, 6)) == 0.5
    assert overlap((0, 4), (4, 6)) == 0.0
    assert overlap((3, 3), (0, 6)) == 0.0


@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 9), max_size=6))
def test_pairs_are_one_to_one(gold: list[int], found: list[int]) -> None:
    pairs = pair(
        list(enumerate(gold)),
        list(enumerate(found)),
        score=lambda one, other: 1 / (1 + abs(one[1] - other[1])),
        floor=0.2,
    )
    assert len({one[0] for one, _ in pairs}) == len(pairs) == len({other[0] for _, other in pairs})


def test_the_best_pair_comes_first() -> None:
    assert pair([1, 5], [5, 4], score=lambda a, b: 1 / (1 + abs(a - b)), floor=0.1) == [(5, 5), (1, 4)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Harbor Board", "harbor board", True),
        ("Ilse Marrak", "OCS director Ilse Marrak", True),
        ("Marrak", "Marrakesh", False),
        (None, None, True),
        ("the mayor", None, False),
        ("“”", None, True),
    ],
)
def test_same_source(one: str | None, other: str | None, same: object) -> None:
    assert same_source(one, other) is same
    assert same_source(other, one) is same


def test_plain_name_keeps_a_lone_determiner() -> None:
    assert plain_name("All") == "all"
    assert plain_name("all officials") == "officials"


def test_numbers_and_units() -> None:
    assert same_number(1 / 3, 0.33333334)
    assert not same_number(0.3333, 1 / 3)
    assert same_number(None, None)
    assert not same_number(None, 0)
    assert same_unit("kilometre per hour", "kilometer per hour")
    assert same_unit("five-star hotel", "hotel")
    assert same_unit("count", None)
    assert not same_unit("percent", None)


def test_score() -> None:
    score = Score(2, 4, 3) + Score(1, 1, 2)
    assert (score.precision, score.recall, score.f1) == (0.6, 0.6, 0.6)
    assert Score().f1 == 0.0
    assert add_up([{"a": Score(1, 1, 1)}, {"a": Score(0, 1, 1), "b": Score()}]) == {"a": Score(1, 2, 2), "b": Score()}


# ---------------------------------------------------------------- our gold, and Reports made from it
def as_report(row: dict[str, Any]) -> dict[str, Any]:
    """Return the Report that would be right about ``row``: one claim a mark, one source a name."""
    names = sorted(
        {
            thing[key]
            for key, things in (("source", "items"), ("resolved", "attributions"))
            for thing in row[things]
            if thing.get(key)
        }
    )
    ids = {name: f"s{number}" for number, name in enumerate(names)}
    claims = [
        {"source_id": ids.get(item.get("source")), "marks": [{**item, "kind": item["type"]}]} for item in row["items"]
    ]
    relations = [
        {role: [{"start": s, "end": e} for s, e in relation[role]] for role in report_scores.ROLES}
        | {"source_id": ids.get(relation["resolved"])}
        for relation in row["attributions"]
    ]
    sources = [{"id": key, "name": name} for name, key in ids.items()]
    return {"sources": sources, "claims": claims, "attributions": relations}


def worsen(row: dict[str, Any], seed: int) -> dict[str, Any]:
    """Return ``row`` with things dropped, moved and mistaken, the same for one seed."""
    chance = random.Random(seed)
    worse = copy.deepcopy(row)
    for things in ("items", "attributions"):
        worse[things] = [thing for thing in worse[things] if chance.random() > 0.2]
    for item in worse["items"]:
        item["end"] += chance.choice([0, 0, 3, 20])
        item["start"] = max(0, item["start"] - chance.choice([0, 0, 4]))
        for key in ("value", "unit", "bound", "direction", "source"):
            if key in item and chance.random() < 0.2:
                item[key] = chance.choice([other[key] for other in worse["items"] if other["type"] == item["type"]])
    for relation in worse["attributions"]:
        for role in report_scores.ROLES:
            relation[role] = (
                [] if chance.random() < 0.1 else [(s, e + chance.choice([0, 9])) for s, e in relation[role]]
            )
    return worse


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return corpora.fixture_rows()


def test_there_is_gold_for_at_least_four_articles(rows: list[dict[str, Any]]) -> None:
    assert len(rows) >= 4
    assert min(len(row["items"]) for row in rows) >= 40
    assert min(len(row["attributions"]) for row in rows) >= 15


def test_gold_is_well_formed(rows: list[dict[str, Any]]) -> None:
    for item in (item for row in rows for item in row["items"]):
        assert item["type"] in KINDS
        expected = {"quantity": {"value", "value2", "bound", "unit", "of"}, "change": {"direction"}, "time": {"value"}}
        own = set(item) - {"type", "text", "occurrence", "start", "end", "source"}
        assert own == expected.get(item["type"], set()), item
        assert ("source" in item) is (item["type"] != "time")


def test_gold_sources_are_those_of_its_relations(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        resolved = {relation["resolved"] for relation in row["attributions"]}
        assert {item["source"] for item in row["items"] if item.get("source")} <= resolved, row["id"]


def test_a_right_report_gets_full_marks(rows: list[dict[str, Any]]) -> None:
    scores = add_up(report_scores.score_gold(row, as_report(row)) for row in rows)
    assert {name: score.f1 for name, score in scores.items()} == dict.fromkeys(scores, 1.0)


def test_what_was_never_found_counts_as_missed(rows: list[dict[str, Any]]) -> None:
    nothing = {"sources": [], "claims": [], "attributions": []}
    scores = report_scores.score_gold(rows[0], nothing)
    assert scores["quantity"].gold > 0
    assert scores["claim+source"].f1 == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_same_definitions_as_the_reference(rows: list[dict[str, Any]], seed: int, reference: ModuleType) -> None:
    tally = reference.Tally()
    ours = []
    for row in rows:
        report = as_report(worsen(row, seed))
        reference.score_gold(row, report, tally)
        ours.append(report_scores.score_gold(row, report))
    found = {name: [score.right, score.found, score.gold] for name, score in add_up(ours).items()}
    assert found == dict(tally.rows)


def test_same_quantities_as_the_reference(reference: ModuleType, data: Path) -> None:
    tally = reference.Tally()
    ours = []
    for number, row in enumerate(corpora.read_rows(data / "tune/quantities/newsquant-dev.jsonl")):
        gold = [
            {"kind": "quantity", "unit": given["normalized_unit"], **report_scores._newsquant(given)}
            for given in row["quantities"]
        ]
        report = {"sources": [], "claims": [{"source_id": None, "marks": gold[number % 2 :]}], "attributions": []}
        reference.score_quantity(row, report, tally)
        ours.append(report_scores.score_quantities(row, report))
    found = {name: [score.right, score.found, score.gold] for name, score in add_up(ours).items()}
    assert found == dict(tally.rows)


@pytest.fixture(scope="module")
def data() -> Path:
    """Return the folder of public corpora."""
    if not (folder := os.environ.get("CLAIMCHECK_DATA")):
        pytest.skip("CLAIMCHECK_DATA is not set: no data to compare on")
    return Path(folder)


@pytest.fixture(scope="module")
def reference(data: Path) -> ModuleType:
    """Return the evaluation script that lies beside the data."""
    path = data.parent / "tools" / "evaluate.py"
    if not path.exists():
        pytest.skip(f"no {path.name} beside the data")
    spec = importlib.util.spec_from_file_location("reference_evaluate", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---------------------------------------------------------------- treebanks and Docs
CONLLU = """\
# newdoc id = one
# newpar id = one-p1
# text = Don't stop.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tstop\tstop\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# text = Go on
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
1.1\tghost\tghost\tVERB\tVB\t_\t_\t_\t_\t_
2\ton\ton\tADP\tRP\t_\t1\tcompound:prt\t_\t_

# newpar id = one-p2
# text = Stop
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\t_

# newdoc id = two
# newpar id = two-p1
# text = cannot
1-2\tcant\t_\t_\t_\t_\t_\t_\t_\t_
1\tcan\tcan\tAUX\tMD\t_\t0\troot\t_\t_
2\tnot\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_
"""


@pytest.fixture
def documents(tmp_path: Path) -> list[corpora.Document]:
    path = tmp_path / "two.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return corpora.read_treebank(path)


def test_treebank_text_is_rebuilt(documents: list[corpora.Document]) -> None:
    first, second = documents
    assert first.text == "Don't stop. Go on\n\nStop"
    assert [first.text[start:end] for start, end in first.sentences] == ["Don't stop.", "Go on", "Stop"]
    assert [first.text[word.start : word.end] for word in first.words] == ["Do", "n't", "stop", ".", "Go", "on", "Stop"]
    assert first.words[1].head == (6, 10)
    assert first.words[2].head is None
    assert [(word.start, word.end) for word in second.words] == [(0, 4), (0, 4)]


def test_a_right_tree_gets_full_marks(documents: list[corpora.Document]) -> None:
    document = documents[0]
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Do", "n't", "stop", ".", "Go", "on", "\n\n", "Stop"],
        spaces=[False, True, False, True, True, False, False, False],
        tags=["VBP", "RB", "VB", ".", "VB", "RP", "_SP", "VBP"],
        pos=["AUX", "PART", "VERB", "PUNCT", "VERB", "ADP", "SPACE", "VERB"],
        heads=[2, 2, 2, 2, 4, 4, 5, 7],
        deps=["aux", "advmod", "ROOT", "punct", "ROOT", "compound", "dep", "root"],
        sent_starts=[True, False, False, False, True, False, False, True],
    )
    assert doc.text == document.text
    assert doc_scores.score_sentences(document, doc)["sentence"].f1 == 1.0
    scores = doc_scores.score_trees(document, doc)
    assert scores["LAS"] == Score(7, 7, 7)
    assert scores["LAS with subtypes"] == Score(6, 7, 7)
    assert scores["XPOS"] == Score(6, 7, 7)


def test_entities() -> None:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Ilse", "Marrak", "left", "Port", "Callan"],
        ents=["B-PERSON", "I-PERSON", "O", "B-ORG", "I-ORG"],
    )
    scores = doc_scores.score_entities({"spans": [[5, 11, "PERSON"], [17, 28, "LOC"], [12, 16, "DATE"]]}, doc)
    assert scores["entities"] == Score(1, 2, 2)
    assert scores["entities, exact"] == Score(0, 2, 2)
    assert scores["PLACE"] == Score(0, 0, 1)


# ---------------------------------------------------------------- our gold's own format
def test_locate_wants_to_know_which() -> None:
    assert corpora.locate("one two one", {"text": "two"}) == (4, 7)
    assert corpora.locate("the hen, he said", {"text": "he"}) == (9, 11)
    assert corpora.locate("one two one", {"text": "one", "occurrence": 2}) == (8, 11)
    with pytest.raises(ValueError, match="say which"):
        corpora.locate("one two one", {"text": "one"})
    with pytest.raises(ValueError, match="stands 0 times"):
        corpora.locate("one two one", {"text": "three"})


# ---------------------------------------------------------------- floors
LARGE = Score(9000, 10000, 10000)


def test_floors_rise_by_themselves() -> None:
    first = baseline.updated(baseline.Baseline(), {"a/b": LARGE}, data={"a": "1"}, allowed={})
    assert first.floors == {"a/b": 0.895}
    better = baseline.updated(first, {"a/b": Score(95, 100, 100)}, data={}, allowed={})
    assert better.floors == {"a/b": 0.94}
    assert better.history == []


def test_a_floor_is_not_lowered_silently() -> None:
    base = baseline.Baseline(floors={"a/b": 0.95, "a/c": 0.5})
    with pytest.raises(baseline.LoweringRefusedError, match=r"a/b 0\.950 -> 0\.9000"):
        baseline.updated(base, {"a/b": LARGE}, data={}, allowed={"a/c": "another measure"})
    lowered = baseline.updated(base, {"a/b": LARGE}, data={}, allowed={"a/b": "gold was wrong"})
    assert lowered.floors == {"a/b": 0.895, "a/c": 0.5}
    assert lowered.history == [{"measure": "a/b", "from": 0.95, "to": 0.895, "why": "gold was wrong"}]


def test_within_the_slack_a_floor_stays() -> None:
    base = baseline.Baseline(floors={"a/b": 0.899})
    assert baseline.updated(base, {"a/b": LARGE}, data={}, allowed={}).floors == {"a/b": 0.899}


def test_failures_name_measure_and_data() -> None:
    base = baseline.Baseline(floors={"a/b": 0.95}, data={"a": "old"})
    under, changed = sorted(baseline.failures(base, {"a/b": LARGE}, data={"a": "new"}, model={}), key=len)
    assert "a/b: 0.9000 is under its floor 0.950" in under
    assert "a: the data (new)" in changed
    assert baseline.failures(base, {"a/c": LARGE}, data={"b": "new"}, model={}) == []


def test_other_weights_are_one_line() -> None:
    base = baseline.Baseline(floors={"a/b": 0.5}, model={"same": "1", "changed": "1", "gone": "1"})
    known = {"data": {}, "model": base.model}
    assert baseline.failures(base, {"a/b": LARGE}, **known) == []
    (line,) = baseline.failures(base, {"a/b": LARGE}, data={}, model={"same": "1", "changed": "2", "new": "1"})
    assert "other weights (changed, gone, new): measure again with --update" in line


def test_floors_and_figures_were_measured_with_the_weights_that_ship() -> None:
    shipped = accuracy.model_digests()
    assert {"engine/encoder.onnx", "linker.json", "worth.json"} <= set(shipped)
    assert baseline.read(accuracy.BASELINE).model == shipped
    assert json.loads(accuracy.RESULTS.read_text(encoding="utf-8"))["model"] == shipped


# ---------------------------------------------------------------- what README says
def test_readme_states_every_measure_of_the_gate() -> None:
    assert set(stated.stated(accuracy.README.read_text(encoding="utf-8"))) == {measure.id for measure in MEASURES}


def test_a_drift_is_named() -> None:
    title = {measure.id: measure.title for measure in MEASURES}
    rows = f"| {title['gold/time']} | 0.899 | 0.9 |\n| {title['ewt/LAS']} | 0.897 | 0.9 |\n"
    readme = f"| {title['gold/change']} | 0.900 |\n<!-- generated: accuracy -->\n{rows}<!-- end -->\n"
    scores = dict.fromkeys(["gold/time", "ewt/LAS", "gold/change"], LARGE)
    off, absent = stated.drifts(readme, scores)
    assert "ewt/LAS: README.md says 0.897, 0.9000 was measured" in off
    assert "gold/change: README.md does not state it" in absent


def test_baseline_survives_a_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    base = baseline.Baseline(floors={"a/b": 0.5}, data={"a": "1"}, model={"m": "2"}, history=[{"measure": "a/b"}])
    baseline.write(path, base)
    assert baseline.read(path) == base
    assert baseline.read(tmp_path / "none.json") == baseline.Baseline()


def test_measures_are_of_known_sets() -> None:
    assert len({measure.id for measure in MEASURES}) == len(MEASURES)
    assert {measure.id.split("/")[0] for measure in MEASURES} == set(accuracy.SETS)


def test_every_floor_has_a_measure() -> None:
    known = {measure.id for measure in MEASURES}
    assert set(baseline.read(accuracy.BASELINE).floors) <= known


def test_lowering_needs_a_reason() -> None:
    with pytest.raises(SystemExit) as stop:
        accuracy.arguments(["--update", "--allow-lower", "gold/time"])
    assert stop.value.code == 2


def test_gold_lies_beside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMCHECK_GOLD", raising=False)
    assert accuracy.arguments(["--data", "x/data"]).gold == Path("x/gold")


def test_digest_of_our_gold_covers_its_articles() -> None:
    assert len(accuracy.digest_of(corpora.FIXTURES / "gold")) == 16


def test_results_keep_what_was_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.json"
    accuracy.write_results(path, {"a/b": LARGE})
    accuracy.write_results(path, {"c/d": LARGE})
    assert list(json.loads(path.read_text(encoding="utf-8"))["measures"]) == ["a/b", "c/d"]
