"""The accuracy gate: ``python -m benchmarks.accuracy [--data FOLDER] [--gold FOLDER] [--check | --update]``.

Measures what can be measured with the data at hand and says what was skipped. Without a data folder (or the variable
CLAIMCHECK_DATA) that is this repository's own annotated articles. ``--check`` fails (exit code 1) under a floor of
``baseline.json``, with weights that it does not know, and where README.md says something else by more than .002;
``--update`` raises the floors, and lowers one only with ``--allow-lower MEASURE --why TEXT``.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import os
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import baseline as floors
from benchmarks import corpora, doc_scores, report_scores, stated
from benchmarks.matching import Scores, add_up
from benchmarks.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language

HERE = Path(__file__).parent
BASELINE, RESULTS, README = HERE / "baseline.json", HERE / "accuracy.json", HERE.parent / "README.md"
WIDTH = max(len(measure.title) for measure in MEASURES)


class Folders(NamedTuple):
    """Where the public corpora and the annotated news articles are; None where they are not given."""

    data: Path | None
    gold: Path | None


# ---------------------------------------------------------------- the program under test
@cache
def engine() -> Language:
    """Return claimcheck's pipeline."""
    from claimcheck.annotate import pipeline

    return pipeline.load()


def report_on(row: corpora.Row) -> dict[str, Any]:
    """Return the Report on a row's text as JSON."""
    import claimcheck

    return claimcheck.check_text(row["text"], published=row.get("date")).model_dump(mode="json")


def model_digests() -> dict[str, str]:
    """Return the digest of every file of weights that ships in the package."""
    folder = Path(str(resources.files("claimcheck"))) / "models"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".", "_"))]
    return {path.relative_to(folder).as_posix(): corpora.sha256(path) for path in files if path.suffix != ".md"}


# ---------------------------------------------------------------- the sets
def _gold(rows: list[corpora.Row]) -> Scores:
    return add_up(report_scores.score_gold(row, report_on(row)) for row in rows)


def measure_fixtures(_path: Path) -> Scores:
    """Return the scores on this repository's annotated articles."""
    return _gold(corpora.fixture_rows())


def measure_gold(path: Path) -> Scores:
    """Return the scores on annotated news articles."""
    return _gold(corpora.read_rows(path))


def measure_polnear(path: Path) -> Scores:
    """Return the scores of attribution relations on PolNeAR."""
    return add_up(report_scores.score_relations(row, report_on(row)) for row in corpora.read_rows(path))


def measure_newsquant(path: Path) -> Scores:
    """Return the scores of quantities on NewsQuant."""
    return add_up(report_scores.score_quantities(row, report_on(row)) for row in corpora.read_rows(path))


def measure_ewt(path: Path) -> Scores:
    """Return the scores of sentences, tags and trees on EWT."""
    return add_up(
        doc_scores.score_sentences(document, doc) | doc_scores.score_trees(document, doc)
        for document in corpora.read_treebank(path)
        for doc in [engine()(document.text)]
    )


def measure_gum(path: Path) -> Scores:
    """Return the score of sentences on GUM's openly licensed documents."""
    documents = corpora.read_documents(path)
    return add_up(doc_scores.score_sentences(document, engine()(document.text)) for document in documents)


def measure_golden(path: Path) -> Scores:
    """Return how many of the golden rules for sentences are kept."""
    return add_up(doc_scores.score_rule(row, engine()(row["text"])) for row in corpora.read_rows(path))


def measure_worldwide(path: Path) -> Scores:
    """Return the scores of entities in the world's press."""
    return add_up(doc_scores.score_entities(row, engine()(row["text"])) for row in corpora.read_rows(path))


class DataSet(NamedTuple):
    """A set: which folder it is in (``gold``, ``data`` or ours), its path there, and what measures it."""

    root: str
    path: str
    measure: Callable[[Path], Scores]


SETS = {
    "fixtures": DataSet("ours", "gold", measure_fixtures),
    "gold": DataSet("gold", "dev.jsonl", measure_gold),
    "polnear": DataSet("data", "tune/polnear/dev.jsonl", measure_polnear),
    "newsquant": DataSet("data", "tune/quantities/newsquant-dev.jsonl", measure_newsquant),
    "ewt": DataSet("data", "tune/ud/ewt-dev.conllu", measure_ewt),
    "gum": DataSet("data", "tune/documents/gum-open-dev.jsonl", measure_gum),
    "golden": DataSet("data", "tune/sentences/pysbd-golden-en.jsonl", measure_golden),
    "worldwide": DataSet("data", "tune/ner/worldwide-dev.jsonl", measure_worldwide),
}


def locate(folders: Folders, name: str) -> Path | None:
    """Return where a set is, None where it is not there."""
    data_set = SETS[name]
    root = {"ours": corpora.FIXTURES, "gold": folders.gold, "data": folders.data}[data_set.root]
    return root / data_set.path if root and (root / data_set.path).exists() else None


def digest_of(path: Path) -> str:
    """Return the digest of a file, or of the gold and articles of our own."""
    if path.is_file():
        return corpora.sha256(path)
    files = [file for folder in ("articles", "gold") for file in sorted((path.parent / folder).glob("*.*"))]
    return hashlib.sha256("".join(corpora.sha256(file) for file in files).encode()).hexdigest()[:16]


# ---------------------------------------------------------------- the command
def run(folders: Folders, names: list[str]) -> Iterator[tuple[str, Path | None, Scores]]:
    """Yield each set's name, path and scores by ``set/measure``; no path and no scores where it is not there."""
    for name in names:
        path = locate(folders, name)
        scores = SETS[name].measure(path) if path else {}
        yield name, path, {f"{name}/{measure}": score for measure, score in scores.items()}


def arguments(given: list[str] | None) -> argparse.Namespace:
    """Return the parsed arguments; a data folder without ``--gold`` has the gold beside it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("CLAIMCHECK_DATA"), help="folder of public corpora")
    parser.add_argument("--gold", type=Path, default=os.environ.get("CLAIMCHECK_GOLD"), help="folder of annotated news")
    parser.add_argument("--only", action="append", choices=SETS, help="measure this set alone; can be repeated")
    parser.add_argument("--json", type=Path, help="write all measures to this file")
    parser.add_argument(
        "--check", action="store_true", help="fail under a floor, with other weights, or where README drifts"
    )
    parser.add_argument("--update", action="store_true", help="raise the floors, and write accuracy.json")
    parser.add_argument("--allow-lower", action="append", default=[], metavar="MEASURE", help="with --update")
    parser.add_argument("--why", default="", help="the reason for --allow-lower; the baseline keeps it")
    options = parser.parse_args(given)
    if options.allow_lower and not options.why:
        parser.error("--allow-lower needs --why")
    options.data = Path(options.data) if options.data else None
    beside = options.data.parent / "gold" if options.data else None
    options.gold = Path(options.gold) if options.gold else beside
    return options


def main(given: list[str] | None = None) -> int:
    """Measure, print, and check or update; return the exit code."""
    options = arguments(given)
    scores: Scores = {}
    data: dict[str, str] = {}
    for name, path, found in run(Folders(options.data, options.gold), options.only or list(SETS)):
        if path is None:
            print(f"skipped {name}: no {SETS[name].root} folder with {SETS[name].path}", file=sys.stderr)
            continue
        data[name] = digest_of(path)
        scores |= found
        print_set(name, found)
    if options.json:
        write_results(options.json, scores)
    return conclude(options, scores, data)


def print_set(name: str, scores: Scores) -> None:
    """Print one set's measures."""
    base = floors.read(BASELINE)
    print(f"\n{name}")
    for measure, score in scores.items():
        floor = f"  floor {base.floors[measure]:.3f}" if measure in base.floors else ""
        title = measure.split("/", 1)[1]
        shares = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.4f}"
        print(
            f"  {title:28s} {shares}  ({score.right} right, {score.found} found, {score.gold} gold){floor}", flush=True
        )


def write_results(path: Path, scores: Scores) -> None:
    """Write every measure, keeping those of sets that were not measured now."""
    kept = json.loads(path.read_text(encoding="utf-8"))["measures"] if path.exists() else {}
    measures = kept | {name: score.as_json() for name, score in scores.items()}
    content = {"model": model_digests(), "measures": dict(sorted(measures.items()))}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def conclude(options: argparse.Namespace, scores: Scores, data: dict[str, str]) -> int:
    """Check or update the floors; return 1 where that fails."""
    base = floors.read(BASELINE)
    gated = {measure.id: scores[measure.id] for measure in MEASURES if measure.id in scores}
    if options.update:
        allowed = dict.fromkeys(options.allow_lower, options.why)
        try:
            raised = floors.updated(base, gated, data=data, allowed=allowed)
        except floors.LoweringRefusedError as refusal:
            print(f"\n{refusal}\nSay --allow-lower MEASURE --why TEXT for each.", file=sys.stderr)
            return 1
        floors.write(BASELINE, dataclasses.replace(raised, model=model_digests()))
        write_results(RESULTS, scores)
    wrong = floors.failures(floors.read(BASELINE), gated, data=data, model=model_digests()) if options.check else []
    wrong += stated.drifts(README.read_text(encoding="utf-8"), gated) if options.check else []
    for line in wrong:
        print(line, file=sys.stderr)
    if options.check and not wrong:
        print(f"\nAll {len(gated)} measures reach their floors, and are what README.md says.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
