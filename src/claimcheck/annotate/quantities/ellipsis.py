"""The unit of a bare number that its clause counts elsewhere: arrivals reached 7,310, the toll stood at 62."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
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
    averages averaged remain remains remained number numbers numbered numbering surpass surpasses surpassed top tops topped
    range ranges ranged ranging"""
)
# Verbs whose object a number behind ``at`` counts: officials put arrivals at 7,310.
_SETTING = words("put puts putting set sets setting estimate estimates estimated leave keep keeps kept cap capped caps")
_TOTALS = words("number numbers total tally toll count figure level levels")
_SUBJECTS = words("nsubj nsubj:pass nsubj:outer")
_CLAUSES = words("ccomp advcl acl acl:relcl parataxis")
_FROM = re.compile(r" from (?:[a-z]+ ){0,2}")
_BRACKETS = types.MappingProxyType({",": ",", "--": "--", "—": "—", "–": "–", "-": "-", "(": ")"})
_SMALL = 100  # below, what is said to be a number may be old: the girls were 12 and 14
_STEPS = 3  # heads from a number to the verb that says what it counts


def counted_elsewhere(view: View, candidate: Candidate) -> str | None:
    """Return the unit of a bare number by the noun that the verb above it counts, None where the clause names none."""
    if candidate.kind != COUNT or not candidate.is_whole or candidate.anaphoric:
        return None
    token = view.doc[view.token_at(candidate.end - 1)]
    noun = _noun_before(view, candidate, token)
    if noun is not None:
        return _unit(view, noun)
    if any(child.dep_ == "cop" for child in token.children):
        return _counted_by(view, token, candidate)
    for _ in range(_STEPS):
        if token.dep_ in _CLAUSES or token.head == token:
            return None
        token = token.head
        if token.tag_[:2] == "VB" or token.lower_ in _COUNTING:
            return _counted_by(view, token, candidate)
    return None


def _noun_before(view: View, candidate: Candidate, token: Token) -> Token | None:
    """Return the plural that a number behind it counts: sailors from 7,000 to 3,500, the most seats -- 137 -- in the vote."""
    first, last = view.token_at(candidate.start), token.i
    noun = token.head
    gap = view.text[noun.idx + len(noun) : candidate.start] if noun.i < first else ""
    if not (token.dep_ == "nummod" and gap) and not _FROM.fullmatch(gap):
        opens, closes = view.doc[max(first - 1, 0)].text, view.doc[min(last + 1, len(view.doc) - 1)].text
        noun = view.doc[max(first - 2, 0)]
        if _BRACKETS.get(opens) != closes:
            return None
    figures = any(child.dep_ == "nummod" and child != token for child in noun.children)
    return noun if noun.tag_ == "NNS" and not figures else None


def _counted_by(view: View, verb: Token, candidate: Candidate) -> str | None:
    shifts = verb.lower_ in lang.column("quantities_shifts")
    counting = verb.tag_ == "CD" or verb.lower_ in _COUNTING or shifts
    wanted = _SUBJECTS if counting else frozenset[str]()
    place = view.token_at(candidate.start)
    raised = verb.head.children if verb.dep_ == "xcomp" else ()  # the number of boats is expected to reach 40
    before = [child for child in (*verb.children, *raised) if child.i < place]
    # What raises the toll to 62 is no death.
    noun = next((child for child in before if child.dep_ == "obj" and (shifts or verb.lower_ in _SETTING)), None)
    noun = noun or next((child for child in before if child.dep_ in wanted), None)
    if noun is None and verb.dep_ == "acl":  # a staff numbering 700
        noun = verb.head
    if noun is not None and any(child.dep_ == "nummod" for child in noun.children):
        return None  # another figure
    small = verb.tag_ == "CD" and candidate.value < _SMALL
    return None if noun is None or (small and noun.lower_ not in _TOTALS) else _unit(view, noun)


def units_told_by(side: str) -> Mapping[str, str]:
    """Return the units by the words around a bare number that tell them, of one ``side`` of it."""
    return lang.mapping("quantities_context", "word", "unit", side=side)


def _unit(view: View, noun: Token) -> str | None:
    """Return what ``noun`` counts: a plural itself, a total what it is the total of, a population its people."""
    measured = units_told_by("measured").get(noun.lower_) or units_told_by("of").get(noun.lower_)
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
    if doc[index].lower_ == "toll" and (before is None or before.tag_[:2] != "NN"):
        return "death"
    return singular(before.lower_) if before is not None and before.tag_ in ("NN", "NNS") else None
