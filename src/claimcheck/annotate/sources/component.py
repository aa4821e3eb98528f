"""Sources: who or what the article cites, each once, with its fullest name, its type and how well it can be asked.

``name`` and ``type`` follow GUIDELINES (``resolved``, ``source_type``), ``grade`` REPORT: 1 vague, 2 described but
unnamed, 3 an organization, 4 a named person, 5 a titled document, data set or poll, 6 something to open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.grammar.names import fullest, words_of
from claimcheck.annotate.grammar.phrases import singular, source_nouns
from claimcheck.annotate.sources.coreference import resolve
from claimcheck.annotate.sources.identity import identify
from claimcheck.annotate.sources.referents import known
from claimcheck.annotate.sources.registry import Referent, Registry
from claimcheck.annotate.sources.setting import Setting

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST = 14  # words of a description that still serves as a name
_URL = re.compile(r"https?://|\bdoi\b|\bwww\.", re.IGNORECASE)
_NAMED = frozenset({"PERSON", "ORG", "PLACE", "MISC", ""})


@dataclass(frozen=True, slots=True)
class Cited:
    """One source. ``start, end`` is its first mention, ``attributions`` the places of its relations in their group."""

    start: int
    end: int
    name: str
    type: str
    grade: int
    mentions: list[list[int]]
    attributions: list[int]
    why: dict[str, Any] = field(default_factory=dict)
    referent: int = -1
    """Its number among the referents."""


def find_sources(doc: Doc) -> list[Cited]:
    """Return the sources of the relations in ``doc``, in the order of their first mention."""
    return _sources(doc, groups.read(doc, "attributions", Relation))[1]


def _sources(doc: Doc, relations: Sequence[Relation]) -> tuple[Registry, list[Cited]]:
    """Return all that is spoken of in ``doc``, and what of it the relations cite."""
    spans = {(s, e): _tokens(doc, s, e) for relation in relations for s, e in relation.source[:1]}
    registry, found = resolve(doc, list(spans.values()), setting=_setting(doc, relations))
    used = {number for number in found.values() if number >= 0}
    merged = _merge(registry, used)
    merged |= identify(doc, registry, [n for n in sorted(used) if n not in merged and not registry.entities[n].names])
    held: defaultdict[int, list[int]] = defaultdict(list)
    for number, relation in enumerate(relations):
        if relation.source:
            entity = found[spans[relation.source[0][0], relation.source[0][1]]]
            if entity >= 0:
                held[merged.get(entity, entity)].append(number)
    cited = [_cited(relations, registry, entity=number, held=held[number]) for number in held]
    return registry, sorted(cited, key=lambda source: (source.start, source.end))


def _setting(doc: Doc, relations: Sequence[Relation]) -> Setting:
    starts = doc.to_array("SENT_START") == 1
    starts[:1] = True
    sentence = (np.cumsum(starts) - 1).tolist()
    content = [-1] * len(doc)
    sizes = [10**9] * len(doc)
    speaker = {}
    for number, relation in enumerate(relations):
        if relation.source:
            speaker[number] = _tokens(doc, *relation.source[0])
        for start, end in relation.content:
            first, last = _tokens(doc, start, end)
            for index in range(first, last):
                if end - start < sizes[index]:
                    content[index], sizes[index] = number, end - start
    direct = frozenset(number for number, relation in enumerate(relations) if relation.form == "direct")
    return Setting(sentence, content, speaker, direct)


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)


def _merge(registry: Registry, used: set[int]) -> dict[int, int]:
    """Return which entities are another one: data of an issuer that is a source itself, the report of the one paper."""
    merged: dict[int, int] = {}
    outlets = [n for n in sorted(used) if registry.entities[n].names and registry.is_media(registry.entities[n])]
    for number in used:
        entity = registry.entities[number]
        if entity.names:
            continue
        if entity.issuer in used and _kind(entity, registry) == "document":
            merged[number] = entity.issuer
        first_words = {phrase.casefold().split()[0] for phrase in entity.phrases}
        if len(outlets) == 1 and entity.nouns == {"report"} and first_words & {"media", "news", "press", "newspaper"}:
            merged[number] = outlets[0]
    return merged


def _cited(relations: Sequence[Relation], registry: Registry, *, entity: int, held: list[int]) -> Cited:
    thing = registry.entities[entity]
    spans = sorted({(relations[n].source[0][0], relations[n].source[0][1]) for n in held})
    kind = _kind(thing, registry)
    name = _name(thing, registry)
    why = {"by": "rule", "rule": "name" if thing.names else "description", "names": sorted(thing.names)}
    mentions = [[start, end] for start, end in spans]
    return Cited(*spans[0], name, kind, _grade(thing, kind, name), mentions, sorted(held), why, entity)


def _name(thing: Referent, registry: Registry) -> str:
    """Return the fullest name; where there is none the fullest description, of a document one that begins with who made it."""
    if thing.names:
        return fullest(thing.names)
    fit = [phrase for phrase in thing.phrases if len(phrase.split()) <= _LONGEST] or [
        " ".join(thing.phrases[0].split()[:_LONGEST])
    ]
    makers = tuple(registry.entities[thing.issuer].names) if thing.issuer is not None else ()
    return max(fit, key=lambda phrase: (phrase.startswith(makers), len(phrase.split())))


def _kind(thing: Referent, registry: Registry) -> str:
    if thing.names:
        if thing.person:
            return "named_person"
        if registry.is_media(thing):
            return "media"
        last = (words_of(fullest(thing.names)) or ("",))[-1]
        office = thing.label == "ORG" and singular(last) != last  # Homeland Security Investigations
        return "document" if source_nouns().get(singular(last)) == "document" and not office else "organization"
    kind = thing.label
    if kind == "organization" and thing.plural and "police" not in thing.nouns:  # authorities, companies
        return "unnamed_group"
    if kind == "person":
        return "unnamed_group" if thing.plural else "unnamed_person"
    if kind == "place":
        return "organization"
    return kind if kind in {"document", "media", "organization", "unnamed_group"} else "unnamed_group"


def _grade(thing: Referent, kind: str, name: str) -> int:
    if _URL.search(name):
        return 6
    if kind == "named_person":
        return 4
    if kind == "document":
        return 5 if thing.names or thing.issuer is not None or re.search(r".\b[A-Z]\w+|\b(?:19|20)\d\d\b", name) else 1
    if kind in {"organization", "media"}:
        return 3 if thing.names or re.search(r"\b[A-Z]\w+", name[1:]) or kind == "organization" else 1
    return 2 if thing.affiliated else 1


def sources(doc: Doc) -> Doc:
    """Write ``doc.spans["sources"]`` and, with all else that is spoken of, ``doc.spans["referents"]``."""
    registry, cited = _sources(doc, groups.read(doc, "attributions", Relation))
    groups.write(doc, "sources", cited)
    groups.write(doc, "referents", known(doc, registry))
    return doc
