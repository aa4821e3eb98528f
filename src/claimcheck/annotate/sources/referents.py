"""All that an article speaks of, as the resolver left it: names, titles and roles, and where each is mentioned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.annotate.grammar.names import is_title, words_of
from claimcheck.annotate.grammar.phrases import PRONOUNS, source_nouns
from claimcheck.annotate.sources.registry import Antecedent, Referent, Registry

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARTICLES = frozenset("de da do dos du del della di la le van von der den ter ten al el bin ibn".split())
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_KINDS = {"PERSON": "person", "ORG": "organization", "PLACE": "place", "unnamed_group": "group"}


@dataclass(frozen=True, slots=True)
class Known:
    """One referent with its mentions, each a start, an end (code points) and a form; for the Doc, and so plain JSON."""

    start: int
    end: int
    number: int
    kind: str
    name: str | None
    names: list[str]
    given: str | None
    family: str | None
    gender: str
    titles: list[str]
    roles: list[str]
    plural: bool
    mentions: list[tuple[int, int, str]]


def known(doc: Doc, registry: Registry) -> Iterator[Known]:
    """Yield the referents that are mentioned, with all mentions that were understood."""
    mentions: dict[int, dict[tuple[int, int], str]] = {}
    titles: dict[int, list[str]] = {}
    for name in registry.names:
        number = registry.of_name(name).number
        mentions.setdefault(number, {})[name.start, name.end] = "name"
        titles.setdefault(number, []).extend(_titles(doc, name.start))
    for antecedent in registry.mentions:
        if not _is_named(antecedent, registry):
            form = "pronoun" if doc[antecedent.start].lower_ in PRONOUNS else "description"
            mentions.setdefault(antecedent.entity, {}).setdefault((antecedent.start, antecedent.end), form)
    for number in sorted(mentions):
        found = [
            (doc[s].idx, doc[e - 1].idx + len(doc[e - 1]), form) for (s, e), form in sorted(mentions[number].items())
        ]
        yield _known(registry.entities[number], found, titles=titles.get(number, []))


def _is_named(antecedent: Antecedent, registry: Registry) -> bool:
    """Return whether the referent's name stands in the mention: then the name is the mention."""
    inside = registry.names_in(antecedent.start, antecedent.end)
    return any(registry.of_name(name).number == antecedent.entity for name in inside)


def _known(thing: Referent, mentions: list[tuple[int, int, str]], *, titles: list[str]) -> Known:
    name = max(thing.names, key=lambda one: (len(words_of(one)), len(one)), default=None)
    given, family = _given_and_family(name) if name and thing.person and not thing.plural else (None, None)
    return Known(
        *mentions[0][:2],
        thing.number,
        _kind(thing),
        name,
        thing.names,
        given,
        family,
        thing.gender,
        sorted(set(titles)),
        sorted(thing.nouns),
        thing.plural,
        mentions,
    )


def _kind(thing: Referent) -> str:
    """Return what kind of thing it is; a person that is several people is a group."""
    kind = _KINDS.get(thing.label, thing.label)
    if kind == "person" and thing.plural:
        return "group"
    if kind in {"", "MISC"}:
        kinds = {source_nouns().get(words_of(name)[-1]) for name in thing.names if words_of(name)}
        return next((one for one in ("document", "media", "organization") if one in kinds), "other")
    return kind if kind in {"person", "organization", "place", "document", "media", "group"} else "other"


def _given_and_family(name: str) -> tuple[str | None, str | None]:
    """Return the given and the family name in a full one, particles with the family: ``Ana de la Cruz``."""
    words = [word for word in name.split() if word.casefold().strip(",") not in _SUFFIXES]
    if len(words) <= 1:
        return None, words[0] if words else None
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return words[0], " ".join(words[at:])


def _titles(doc: Doc, start: int) -> Iterator[str]:
    """Yield the title right before a name, of one word or two, in lower case: ``mr.``, ``vice president``."""
    one, two = doc[max(start - 1, 0) : start].text.casefold(), doc[max(start - 2, 0) : start].text.casefold()
    if start and (is_title(two) or is_title(one)):
        yield two if is_title(two) else one
