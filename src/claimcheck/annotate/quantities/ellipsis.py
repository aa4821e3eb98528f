"""The unit of a bare number that its clause counts elsewhere: arrivals reached 7,310, the toll stood at 62."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.quantities.measurements import COUNT
from claimcheck.annotate.quantities.phrases import noun_phrase
from claimcheck.lang.patterns import words
from claimcheck.lang.units import singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimcheck.annotate.quantities.measurements import Candidate
    from claimcheck.annotate.quantities.view import View

# Verbs whose subject a number behind them counts, besides those of change: arrivals stood at 7,310.
_COUNTING = words(
    """total totals totaled totalled reach reaches reached reaching hit hits stand stands stood exceed exceeds exceeded average
    averages averaged remain remains remained number numbers numbered surpass surpasses surpassed top tops topped"""
)
# Verbs whose object a number behind ``at`` counts: officials put arrivals at 7,310.
_SETTING = words("put puts putting set sets setting estimate estimates estimated leave keep keeps kept cap capped caps")
_TOTALS = words("number numbers total tally toll count figure")
_SUBJECTS = words("nsubj nsubj:pass nsubj:outer")
_CLAUSES = words("ccomp advcl acl acl:relcl parataxis")
_SMALL = 100  # below, what is said to be a number may be old: the girls were 12 and 14
_STEPS = 3  # heads from a number to the verb that says what it counts


def counted_elsewhere(view: View, candidate: Candidate) -> str | None:
    """Return the unit of a bare number by the noun that the verb above it counts, None where the clause names none."""
    if candidate.kind != COUNT or not candidate.is_whole or candidate.anaphoric:
        return None
    token = view.doc[view.token_at(candidate.end - 1)]
    if candidate.value >= _SMALL and any(child.dep_ == "cop" for child in token.children):
        return _counted_by(view, token, candidate)
    for _ in range(_STEPS):
        if token.dep_ in _CLAUSES or token.head == token:
            return None
        token = token.head
        if token.tag_[:2] == "VB" or token.lower_ in _COUNTING:
            return _counted_by(view, token, candidate)
    return None


def _counted_by(view: View, verb: Token, candidate: Candidate) -> str | None:
    counting = verb.tag_ == "CD" or verb.lower_ in _COUNTING or verb.lower_ in lang.column("quantities_shifts")
    wanted = _SUBJECTS if counting else words("obj") if verb.lower_ in _SETTING else frozenset[str]()
    place = view.token_at(candidate.start)
    noun = next((child for child in verb.children if child.dep_ in wanted and child.i < place), None)
    return None if noun is None else _unit(view, noun)


def _unit(view: View, noun: Token) -> str | None:
    """Return what ``noun`` counts: a plural itself, a total what it is the total of, a population its people."""
    measured = lang.mapping("quantities_context", "word", "unit", side="measured").get(noun.lower_)
    if measured is not None or noun.lower_ not in _TOTALS:
        topic = noun.lower_ in lang.column("quantities_topics")
        return measured or (singular(noun.lower_) if noun.tag_ == "NNS" and not topic else None)
    return _total_of(view, view.doc, noun.i)


def _total_of(view: View, doc: Doc, index: int) -> str | None:
    """Return the noun that a total counts: arrivals in the number of arrivals, deaths in the death toll."""
    if index + 1 < len(doc) and doc[index + 1].lower_ == "of":
        phrase = noun_phrase(view, doc[index + 1].idx + 2, with_of=False)
        return singular(phrase.split()[-1]) if phrase else None
    before = doc[index - 1] if index else None
    return singular(before.lower_) if before is not None and before.tag_ in ("NN", "NNS") else None
