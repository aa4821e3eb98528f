"""How much a claim is worth checking: a logistic regression over named features, each of which is there or not.

Trained by ``training/scripts/train_worth.py`` on sentences of debates and speeches that coders called check-worthy
(ClaimBuster) or verifiable (PoliClaim), and calibrated to the first. What counts is the claim's own: in ``the mayor said
that rents rose`` neither the mayor nor the past tense of ``said``. A score is the sum of the weights of what is there.
"""

from __future__ import annotations

import functools
import json
import math
import pathlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Attribution
from claimcheck.annotate.claims.checkability import hedge, kinds_by_words
from claimcheck.annotate.claims.component import MARKS, Statement, facts_of
from claimcheck.annotate.claims.worth_features import Reading, Site, features

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WEIGHTS = pathlib.Path(__file__).parents[2] / "models" / "worth.json"
_REASONS = 5
_DIGITS = 4  # of a score: with three, one claim in six of an article would share the first place


@dataclass(frozen=True, slots=True)
class Weights:
    """The log odds of a claim with no feature at all, and what each feature adds to them."""

    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of the claim at ``start`` to ``end``: a probability, and the features that moved it most."""

    start: int
    end: int
    score: float
    because: list[str] = field(default_factory=list)


def find_worth(doc: Doc) -> Iterator[Worth]:
    """Yield the worth of each of ``doc``'s claims, in their order: as many as the group ``claims`` has."""
    statements = groups.read(doc, "claims", Statement)
    if not statements:
        return
    reading, weights, says = Reading.of(doc), load_weights(), phrases()
    relations = groups.read(doc, "attributions", Attribution)
    facts = {group: facts_of(doc, group) for group in MARKS}
    for claim in statements:
        relation = None if claim.attribution is None else relations[claim.attribution]
        site = Site(
            claim.start,
            claim.end,
            [(group, facts[group][place]) for group, place in claim.marks],
            claim.kinds,
            claim.hedged,
            _source(reading.text, relation),
        )
        found = features(reading, site)
        yield Worth(claim.start, claim.end, score(found, weights), because(found, weights, says))


def whole(doc: Doc) -> Site:
    """Return all of ``doc`` as one claim, as training and measuring read the sentences of a corpus."""
    text = doc.text
    relations = groups.read(doc, "attributions", Attribution)
    marks = [(group, fact) for group in MARKS for fact in facts_of(doc, group)]
    source = _source(text, relations[0] if relations else None)
    return Site(0, len(text), marks, kinds_by_words(text), hedge(text) is not None, source)


def score(found: Mapping[str, str], weights: Weights) -> float:
    """Return the probability, 0 to 1, that a coder calls a claim with these features worth checking."""
    return round(1 / (1 + math.exp(-log_odds(found, weights))), _DIGITS)


def log_odds(found: Mapping[str, str], weights: Weights) -> float:
    """Return the sum of the weights of the features ``found``."""
    return weights.bias + math.fsum(weights.weights.get(name, 0.0) for name in found)


def because(found: Mapping[str, str], weights: Weights, says: Mapping[str, str]) -> list[str]:
    """Return the features with the largest weights, for (+) and against (-), the largest first: ``+0.84 gives a figure``."""
    moving = [(weight, name) for name in found if (weight := weights.weights.get(name, 0.0))]
    moving.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
    return [f"{weight:+.2f} {says.get(name) or f'has “{found[name]}”'}" for weight, name in moving[:_REASONS]]


def _source(text: str, relation: Attribution | None) -> str | None:
    return None if relation is None else " ".join(text[start:end] for start, end in relation.source)


@lang.compiled
def phrases() -> Mapping[str, str]:
    """Return what each named feature says of a claim; a word says itself."""
    return {row["feature"]: row["says"] for row in lang.rows("worth")}


@functools.cache
def load_weights() -> Weights:
    """Return the trained weights."""
    made: dict[str, Any] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return Weights(made["bias"], made["weights"])


@Language.component("claimcheck_worth")
def worth(doc: Doc) -> Doc:
    """Write ``doc.spans["worth"]``, one for each claim."""
    groups.write(doc, "worth", find_worth(doc))
    return doc
