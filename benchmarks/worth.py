"""Check-worthiness: ``python -m benchmarks.worth DATA [--check] [--json FILE]``, DATA being the folder of the public corpora.

Ranks the sentences of each debate of CLEF-2019's development part (mean average precision over the debates) and those
of ClaimBuster's, and does the same with TF-IDF and a linear SVM, trained in this run on the same rows as the shipped
weights, with the same sentences left out. ``--check`` fails (exit code 1) where the lead is less than what is asked.
Needs scikit-learn (``pip install -r training/requirements.txt``).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import corpora

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ranker = Callable[[list[str]], list[float]]

FILES = ("claimbuster", "policlaim")
DEBATES, SENTENCES = "clef2019", "claimbuster"
OTHERS = ("babe-factuality", "subjectivity")
"""News: how the ranking fares away from debates. Their labels are fact against opinion, not worth."""
STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
FOLDS, SEED = 5, 7
BINS = 10
ASKED = 1.10  # of the baseline's mean average precision over the debates


def plain(text: str) -> str:
    """Return a text as sentences of two corpora are compared."""
    return " ".join(text.lower().replace("’", "'").split())


def average_precision(labels: Sequence[int], scores: Sequence[float]) -> float:
    """Return the mean over the right ones of the share of right ones down to their rank; equals stay in their order."""
    ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
    right, total = 0, 0.0
    for rank, place in enumerate(ranked, start=1):
        if labels[place]:
            right += 1
            total += right / rank
    return total / right if right else 0.0


def by_debate(rows: Sequence[dict[str, Any]], scores: Sequence[float]) -> dict[str, float]:
    """Return the average precision of each debate."""
    places = defaultdict(list)
    for place, row in enumerate(rows):
        places[row["doc"]].append(place)
    return {
        doc: average_precision([rows[place]["label"] for place in held], [scores[place] for place in held])
        for doc, held in places.items()
    }


def calibration(labels: Sequence[int], scores: Sequence[float]) -> tuple[float, float]:
    """Return Brier's score and the expected calibration error over ten bins of equal width."""
    brier = sum((score - label) ** 2 for label, score in zip(labels, scores, strict=True)) / len(labels)
    bins: dict[int, list[int]] = defaultdict(list)
    for place, score in enumerate(scores):
        bins[min(math.floor(score * BINS), BINS - 1)].append(place)
    error = sum(abs(sum(labels[place] - scores[place] for place in held)) for held in bins.values())
    return brier, error / len(labels)


# ---------------------------------------------------------------- the two rankers
def shipped(texts: list[str]) -> list[float]:
    """Return the probabilities of the shipped weights, each text read by itself."""
    from claimcheck.annotate import pipeline
    from claimcheck.annotate.claims.worth import Reading, features, load_weights, log_odds, reading_of, whole
    from claimcheck.annotate.engine.evidence import evidence

    nlp, weights, odds = pipeline.load(), load_weights(), []
    for text in texts:
        doc = nlp(text)
        sentence = reading_of(evidence(doc).worths(0, len(text)))
        odds.append(log_odds(features(Reading.of(doc), whole(doc)), weights, sentence=sentence))
    return [1 / (1 + math.exp(-value)) for value in odds]


def baseline(rows: Sequence[dict[str, Any]]) -> tuple[Ranker, float]:
    """Return TF-IDF of words and pairs of words with a linear SVM, and its C, chosen by average precision in five folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]

    def made(strength: float) -> Any:  # noqa: ANN401  scikit-learn has no types
        return make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LinearSVC(C=strength, random_state=SEED)
        )

    def in_folds(strength: float) -> float:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
        odds = cross_val_predict(made(strength), texts, labels, cv=folds, method="decision_function")
        return average_precision(labels, list(odds))

    best = max(STRENGTHS, key=in_folds)
    model = made(best).fit(texts, labels)
    return lambda given: list(model.decision_function(given)), best


# ---------------------------------------------------------------- the measure
def measure(ranker: Ranker, sets: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return the average precisions of a ranker on all sets."""
    found: dict[str, Any] = {}
    for name, rows in sets.items():
        scores, labels = ranker([row["text"] for row in rows]), [row["label"] for row in rows]
        if name == DEBATES:
            each = by_debate(rows, scores)
            found["debates"] = {doc: round(value, 4) for doc, value in each.items()}
            found["map"] = round(sum(each.values()) / len(each), 4)
        else:
            found[name] = round(average_precision(labels, scores), 4)
        if name == SENTENCES and all(0 <= score <= 1 for score in scores):
            found["brier"], found["calibration_error"] = (round(value, 4) for value in calibration(labels, scores))
    return found


def main() -> None:
    """Measure both, print the table, and check where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds train/ and tune/")
    parser.add_argument("--check", action="store_true", help="fail where the lead is less than what is asked")
    parser.add_argument("--json", type=Path, help="write the results there")
    args = parser.parse_args()
    folder = args.data / "tune/checkworthy"
    sets = {name: corpora.read_rows(folder / f"{name}-dev.jsonl") for name in (DEBATES, SENTENCES, *OTHERS)}
    known = {plain(row["text"]) for rows in sets.values() for row in rows}
    trained = [row for name in FILES for row in corpora.read_rows(args.data / f"train/checkworthy/{name}-train.jsonl")]
    kept = [row for row in trained if plain(row["text"]) not in known]
    ranker, strength = baseline(kept)
    theirs, ours = measure(ranker, sets), measure(shipped, sets)
    shared = len(trained) - len(kept)
    print(f"{len(kept)} sentences to train on ({shared} more stand in a development part); SVM with C {strength}")
    print(f"{'':32}{'TF-IDF + SVM':>14}{'claimcheck':>12}")
    lines = [("CLEF-2019, MAP over debates", theirs["map"], ours["map"])]
    lines += [(f"  {doc}", theirs["debates"][doc], ours["debates"][doc]) for doc in ours["debates"]]
    lines += [(f"{name}, AP", theirs[name], ours[name]) for name in (SENTENCES, *OTHERS)]
    for title, their, our in lines:
        print(f"{title:32}{their:14.4f}{our:12.4f}")
    print(f"ClaimBuster: Brier {ours['brier']}, expected calibration error {ours['calibration_error']}")
    if args.json:
        results = {"baseline": theirs, "claimcheck": ours}
        args.json.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    reached = ours["map"] >= ASKED * theirs["map"] and ours[SENTENCES] > theirs[SENTENCES]
    if args.check and not reached:
        sys.exit(1)


if __name__ == "__main__":
    main()
