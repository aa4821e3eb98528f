"""Where the mentions of an article stand, in which sentence and whose words, and what a pronoun and a wider noun agree with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.annotate.sources.nominals import FIRMS, HYPERNYMS, is_institution
from claimcheck.annotate.sources.registry import Antecedent, Referent, Registry

_SALIENT = 0.5  # weight of a subject, less than that of a source


@dataclass(frozen=True, slots=True)
class Setting:
    """What the resolver is told about the article."""

    sentence: Sequence[int]
    """Per token the number of its sentence."""
    content: Sequence[int]
    """Per token the number of the innermost attribution whose content covers it, -1 outside."""
    speaker: Mapping[int, tuple[int, int]]
    """Per attribution its source in tokens, where it has one."""
    direct: frozenset[int]
    """The attributions that are quoted word for word."""

    def closeness(self, mention: Antecedent, at: int) -> float:
        """Return how near a mention is to a pronoun at a token: by sentences, its weight, and who speaks where."""
        gap = self.sentence[at] - self.sentence[mention.start]
        score = mention.weight - 1.0 * gap - 0.002 * (at - mention.start)
        here, there = self.content[at], mention.quoted
        own = self.speaker.get(there)
        if own is not None and own[0] <= at < own[1]:  # named in what the pronoun itself is said to say
            score -= 3.0
        if there != here and there >= 0:  # named in somebody's words, asked for outside them
            score -= 2.0 if there in self.direct else 1.0
        speaker = self.speaker.get(here)
        if here >= 0 and speaker is not None and speaker[0] <= mention.start < speaker[1]:
            score += -3.0 if here in self.direct else 1.0
        return score


def agrees(entity: Referent, kind: str, registry: Registry) -> bool:
    """Return whether an entity can be what a phrase of a ``kind`` of ``PRONOUNS`` means, or a named person (``a``)."""
    if kind in "mf":
        return entity.person and not entity.plural and entity.gender in {"", kind}
    if kind == "a":
        return entity.person and not entity.plural and bool(entity.names)
    if kind == "n":
        return not entity.person and not entity.plural and entity.label != "group"
    return entity.plural or entity.label in {"group", "ORG", "organization"} or registry.is_country(entity)


def hypernym_of(noun: str, registry: Registry, recent: Iterable[Antecedent]) -> Referent | None:
    """Return the organization or place that, of the ``recent`` mentions, the last first, ``the agency`` or ``the country`` means."""
    for mention in recent:
        entity = registry.entities[mention.entity]
        if not entity.names or entity.person or entity.plural:
            continue
        if noun in HYPERNYMS["place"] and registry.is_country(entity):
            return entity
        if noun in HYPERNYMS["city"] and entity.label == "PLACE" and not registry.is_country(entity):
            return entity
        salient = entity.label == "ORG" and (mention.source or mention.weight > _SALIENT)
        if noun in HYPERNYMS["organization"] and salient and not (noun in FIRMS and is_institution(entity.names)):
            return entity
        if noun in HYPERNYMS["media"] and registry.is_media(entity):
            return entity
    return None
