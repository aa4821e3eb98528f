"""Who was spoken of while an article is read, and what a pronoun, an age or ``both`` means among them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from claimcheck.annotate.engine.evidence import evidence
from claimcheck.annotate.grammar import trees
from claimcheck.annotate.grammar.names import gender_of_noun
from claimcheck.annotate.grammar.phrases import PRONOUNS, Phrase, kind_of_noun, singular
from claimcheck.annotate.sources.nominals import is_subject
from claimcheck.annotate.sources.registry import LEARNED, Antecedent, Referent, Registry
from claimcheck.annotate.sources.setting import Setting, agrees

if TYPE_CHECKING:
    from spacy.tokens import Doc

MEMORY = 60  # mentions looked back over for a pronoun
_FAR = 6  # sentences back that a pronoun reaches
_LEAST_MEANT = -1.0
"""Log odds below which a pronoun stays as it is written."""


class Discourse:
    """What was mentioned so far, in the order of the text; ``found`` holds the entities of the sources read so far."""

    def __init__(self, doc: Doc, registry: Registry, *, setting: Setting, found: Mapping[tuple[int, int], int]) -> None:
        self.doc = doc
        self.registry = registry
        self.setting = setting
        self.found = found

    def note(self, entity: Referent, start: int, end: int, *, source: bool = False) -> None:
        """Remember that ``entity`` is mentioned in the tokens ``start:end``."""
        at = self.setting
        head = self.doc[end - 1]
        weight = 0.8 * source + 0.7 * is_subject(self.doc, start, end) + 0.3 * bool(entity.names)
        weight -= 0.6 * (end < len(self.doc) and self.doc[end].lower_ in {"'s", "’s"}) + 0.4 * (head.dep_ == "nmod")
        self.registry.mentions.append(
            Antecedent(entity.number, start, end, at.sentence[start], weight, at.content[start], source)
        )

    def pair(self, phrase: Phrase) -> Referent | None:
        """Return the two people spoken of last, for ``the two leaders`` and ``both women``, where they stand near."""
        words = [token.lower_ for token in self.doc[phrase.start : phrase.head + 1]]
        two = words[0] == "both" or words[:2] == ["the", "two"]
        noun = words[-1] if words[-1] != "two" else "people"
        if not two or phrase.names or kind_of_noun(singular(noun), plural=False) != "person":
            return None
        here, entities, found = self.setting.sentence[phrase.start], self.registry.entities, []
        for one in self.recent():
            person = agrees(entities[one.entity], "a", self.registry)
            if person and here - self.setting.sentence[one.start] <= _FAR and entities[one.entity] not in found:
                found.append(entities[one.entity])
        gender = gender_of_noun(singular(noun))
        fit = [one for one in found[:2] if not (gender and one.gender) or one.gender == gender]
        return self.registry.listed(fit[::-1], joint="and") if len(fit) > 1 else None

    def of_age(self, age: str) -> Referent | None:
        """Return the person, mentioned last, behind whose name the age stands: ``Ana Ruiz, 58,``."""
        told = (
            self.registry.entities[one.entity]
            for one in self.registry.mentions[::-1]
            if self.doc[one.end : one.end + 1].text in {",", "("} and self.doc[one.end + 1 : one.end + 2].text == age
        )
        return next((one for one in told if one.person and one.names and not one.plural), None)

    def recent(self) -> list[Antecedent]:
        """Return the last mentions, the last first."""
        return self.registry.mentions[: -MEMORY * 2 : -1]

    def pronoun(self, phrase: Phrase, *, owned: str = "") -> Referent:
        """Return what a pronoun means, something unknown where nothing fits; ``owned`` as for ``antecedent``."""
        kind = PRONOUNS[self.doc[phrase.start].lower_]
        entity = self.antecedent(phrase, kind, owned=owned)
        if entity is None:
            return self.registry.unknown(phrase.text, "unnamed_group" if kind in "np" else "person")
        if kind in "mf" and not entity.gender:
            entity.gender = kind
        return entity

    def antecedent(self, phrase: Phrase, kind: str, *, owned: str = "") -> Referent | None:
        """Return what a phrase of a ``kind`` of ``PRONOUNS`` means, or of a named person (``a``); None where nothing is near.

        ``owned`` is the noun of what it is whose: ``his lawyer`` is no lawyer's.
        """
        entities = self.registry.entities
        recent = [one for one in self.registry.mentions[: -MEMORY - 1 : -1] if one.start < phrase.start]
        fit = [one for one in recent if agrees(entities[one.entity], kind, self.registry)]
        fit = [one for one in fit if entities[one.entity].names or not owned or owned not in entities[one.entity].nouns]
        rules = [
            self.setting.closeness(one, phrase.start) - 0.8 * (kind == "p" and not entities[one.entity].plural)
            for one in fit
        ]
        found = [
            (rule + LEARNED * odds, -place)
            for place, (rule, odds) in enumerate(zip(rules, self.odds(phrase, fit), strict=True))
            if odds >= _LEAST_MEANT
        ]
        best, place = max(found, default=(-math.inf, 0))
        return entities[fit[-place].entity] if best > -_FAR else None

    def odds(self, phrase: Phrase, others: Sequence[Antecedent]) -> list[float]:
        """Return the network's log odds, against its being new, that a phrase means what each of ``others`` does."""
        places = [trees.char_span(self.doc, one.start, one.end) for one in others]
        if not places:
            return []
        here = trees.char_span(self.doc, phrase.start, phrase.end)
        odds: list[float] = evidence(self.doc).meant(here, places).tolist()
        return odds

    def first_person(self, phrase: Phrase) -> Referent | None:
        """Return the speaker of the quotation that ``I`` or ``we`` stands in; outside one it is the article itself."""
        here = self.setting.content[phrase.start]
        speaker = self.setting.speaker.get(here)
        number = self.found.get(speaker, -1) if speaker is not None and here in self.setting.direct else -1
        return self.registry.entities[number] if number >= 0 else None
