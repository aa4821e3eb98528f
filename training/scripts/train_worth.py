"""Train the weights of check-worthiness: `train_worth.py DATA MODELS`, the folders of the corpora and of the shipped weights.

Logistic regression (L2) over the features of `worth_features`, on ClaimBuster and PoliClaim with an offset for the
second, whose coders say "verifiable" more often. Of the words the WORDS with the largest weights are kept, and all is
fitted again. The strength of L2 is chosen by average precision on ClaimBuster in five folds of the training part, and the log
odds are calibrated on the same folds (Platt 1999). Sentences that are in a development part too (debates that two
corpora share) are left out; nothing else of `tune/` is read. Fixed seed; the weights are rounded.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold

from claimcheck.annotate import pipeline
from claimcheck.annotate.claims.worth import Reading, features, load_weights, whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED, FOLDS = 7, 5
STRENGTHS = (0.03, 0.06, 0.12, 0.25, 0.5)
LEAST_SEEN, LEAST_WEIGHT = 20, 0.005
WORDS = 300
OFFSET = 3.0
FILES = ("claimbuster", "policlaim")


def rows(path: pathlib.Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(text: str) -> str:
    """Return a text as sentences of two corpora are compared."""
    return " ".join(text.lower().replace("’", "'").split())


def training_rows(data: pathlib.Path) -> list[dict[str, Any]]:
    """Return the sentences of the training files that stand in no development file."""
    held = sorted((data / "tune/checkworthy").glob("*-dev.jsonl"))
    known = {plain(row["text"]) for path in held for row in rows(path)}
    found = [row for name in FILES for row in rows(data / f"train/checkworthy/{name}-train.jsonl")]
    return [row for row in found if plain(row["text"]) not in known]


class Fit:
    """The sentences as a matrix, and regressions on parts of it."""

    def __init__(self, found: Sequence[Mapping[str, str]], texts: Sequence[Mapping[str, Any]]) -> None:
        seen = Counter(name for names in found for name in names)
        self.names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
        place = {name: number for number, name in enumerate(self.names)}
        pairs = [(row, place[name]) for row, names in enumerate(found) for name in names if name in place]
        at = np.asarray(pairs).T
        self.matrix = sparse.csr_matrix((np.ones(len(pairs)), (at[0], at[1])), shape=(len(found), len(place)))
        self.other = np.asarray([row["source"] != "claimbuster" for row in texts])
        self.labels = np.asarray([row["label"] for row in texts])
        self.words = np.asarray([name.startswith("word:") for name in self.names])

    def fit(self, chosen: NDArray[Any], strength: float) -> tuple[NDArray[np.float64], float]:
        """Return the weights (0 for the words that were not kept) and the bias on the rows `chosen`."""
        first, _ = self._regress(chosen, strength, np.ones(len(self.names), dtype=bool))
        least = np.sort(np.abs(first[self.words]))[-WORDS]
        return self._regress(chosen, strength, ~self.words | (np.abs(first) >= least))

    def _regress(
        self, chosen: NDArray[Any], strength: float, columns: NDArray[Any]
    ) -> tuple[NDArray[np.float64], float]:
        offset = sparse.csr_matrix(self.other[chosen, None] * OFFSET)
        matrix = sparse.hstack([self.matrix[chosen][:, columns], offset]).tocsr()
        model = LogisticRegression(C=strength, tol=1e-8, max_iter=5000).fit(matrix, self.labels[chosen])
        weights = np.zeros(len(self.names))
        weights[columns] = model.coef_[0][:-1]
        return weights, float(model.intercept_[0])

    def folded(self, strength: float) -> NDArray[np.float64]:
        """Return every row's log odds by the regression on the folds that it is not in."""
        odds = np.zeros(len(self.labels))
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
        for rest, held in splits.split(odds, self.labels * 2 + self.other):
            weights, bias = self.fit(rest, strength)
            odds[held] = self.matrix[held] @ weights + bias
        return odds


def main() -> None:
    """Train, write ``worth.json``, print how the strengths compare."""
    data, models = map(pathlib.Path, sys.argv[1:3])
    texts = training_rows(data)
    nlp = pipeline.load()
    docs = (nlp(row["text"]) for row in texts)
    task = Fit([features(Reading.of(doc), whole(doc)) for doc in docs], texts)
    home = ~task.other
    folded = {strength: task.folded(strength) for strength in STRENGTHS}
    scores = {s: average_precision_score(task.labels[home], odds[home]) for s, odds in folded.items()}
    best = max(scores, key=lambda strength: scores[strength])
    print({strength: round(float(value), 4) for strength, value in scores.items()}, "strength", best)
    slope = LogisticRegression(C=1e6, tol=1e-8).fit(folded[best][home, None], task.labels[home])
    weights, bias = task.fit(np.arange(len(texts)), best)
    weights *= slope.coef_[0][0]
    bias = bias * float(slope.coef_[0][0]) + float(slope.intercept_[0])
    kept = {n: round(float(w), 3) for n, w in zip(task.names, weights, strict=True) if abs(w) >= LEAST_WEIGHT}
    made = {"examples": len(texts), "seed": SEED, "strength": best, "bias": round(bias, 3), "weights": kept}
    path = models / "worth.json"
    path.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    words = sum(name.startswith("word:") for name in kept)
    print(len(texts), "examples,", len(kept) - words, "named features and", words, "words")


if __name__ == "__main__":
    main()
