"""Which person a description means, where the name stands elsewhere in the article."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimcheck.annotate.engine.evidence import evidence
from claimcheck.annotate.grammar import trees
from claimcheck.annotate.grammar.names import DETERMINERS, is_title
from claimcheck.annotate.sources.nominals import definite, introduces, is_owner
from claimcheck.annotate.sources.registry import Antecedent, Referent, Registry

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BACK, _AHEAD = 60, 20  # named mentions before and behind a description among which its name is looked for
_SURE, _UNCALLED = 7.0, 10.0
"""Log odds from which on somebody is meant who is called so elsewhere, and who is not: of 10 to 14 and 7 to 10 on 58 articles that nothing
was trained on. An office (``the Vermont senator``) asks for its holder: without, 1 of 6 is right."""


def identify(doc: Doc, registry: Registry, described: Iterable[int]) -> dict[int, int]:
    """Return which of the entities ``described`` is which named one, by number, where the network is sure of it.

    A description may stand before the name (a headline's ``Harbor chief``) or after it.
    """
    named = [one for one in registry.mentions if registry.entities[one.entity].names]
    cited: defaultdict[int, list[Antecedent]] = defaultdict(list)
    for one in registry.mentions:
        if one.source:
            cited[one.entity].append(one)
    found: dict[int, int] = {}
    for number in described:
        mentions = cited[number]
        if not registry.entities[number].person or not all(_points(doc, one) for one in mentions):
            continue
        nouns = registry.entities[number].nouns
        holders = {one.number for noun in nouns for one in registry.holders(noun, named)}
        odds = [pair for mention in mentions for pair in _odds(doc, registry, mention, named=named)]
        best, other = max((pair for pair in odds if not holders or pair[1] in holders), default=(_SURE, -1))
        office = not nouns or any(map(is_title, nouns))
        least = _SURE if holders else math.inf if office else _UNCALLED
        if best >= least and other >= 0:
            found[number] = other
    return found


def _odds(doc: Doc, registry: Registry, mention: Antecedent, *, named: list[Antecedent]) -> Iterator[tuple[float, int]]:
    """Yield the network's log odds that a mention means each entity that is named near it and can be meant."""
    at = bisect_left(named, mention.start, key=lambda one: one.start)
    entity, judged = registry.entities[mention.entity], evidence(doc)
    here = trees.char_span(doc, mention.start, mention.end)
    near = [one for one in named[max(at - _BACK, 0) : at + _AHEAD] if _alike(registry.entities[one.entity], entity)]
    before = [one for one in near if one.end <= mention.start]
    if before:
        scores = judged.meant(here, [trees.char_span(doc, one.start, one.end) for one in before]).tolist()
        yield from ((score, one.entity) for score, one in zip(scores, before, strict=True))
    for one in near:
        if one.start >= mention.end:
            yield float(judged.meant(trees.char_span(doc, one.start, one.end), [here])[0]), one.entity


def _points(doc: Doc, mention: Antecedent) -> bool:
    """Return whether a description speaks of somebody known, or stands bare as headlines have it: ``a``, ``one``, ``, who`` introduce."""
    if introduces(doc, mention.end) or any(token.tag_ == "WP" for token in doc[mention.start : mention.end]):
        return False
    start = mention.start
    start -= start > 0 and doc[start - 1].tag_ == "DT"  # that the encoder cut off
    first = doc[start]
    return definite(doc, start) or not (first.tag_ in {"DT", "CD", "PDT"} or first.lower_ in DETERMINERS)


def _alike(named: Referent, other: Referent) -> bool:
    """Return whether a named entity can be a described one: both people or neither, both many or neither, not of two genders or firms."""
    genders = {named.gender, other.gender} - {""}
    said = {word for phrase in other.phrases for word in phrase.casefold().split()}
    elsewhere = other.affiliated and named.bodies and named.bodies.isdisjoint(said)
    alike = named.person == other.person and named.plural == other.plural and len(genders) < len("mf")
    return alike and not elsewhere and not is_owner(named.names, other.phrases)
