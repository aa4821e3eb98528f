"""Which mentions name the same thing: names by form, descriptions by their noun, pronouns by who was last spoken of.

One pass over the article, left to right, in the manner of rule-based sieves (Lee et al. 2013), cut down to what can
be a source. The few weights are set by hand; beside them counts what the network, trained on the sources of 240 articles,
makes of a pronoun, and where it is sure, of a description.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from claimcheck.annotate.grammar.names import DETERMINERS, Name, find_names, fullest, gender_of_noun, metonym, words_of
from claimcheck.annotate.grammar.phrases import (
    PRONOUNS,
    Phrase,
    is_plural,
    kind_of_noun,
    members_of,
    read_phrase,
    singular,
    source_nouns,
)
from claimcheck.annotate.sources.discourse import MEMORY, Discourse
from claimcheck.annotate.sources.nominals import (
    HYPERNYMS,
    antecedents,
    beside,
    definite,
    introduces,
    is_owner,
    nominals,
    owner_of,
    phrase_end,
    phrase_start,
    shown,
)
from claimcheck.annotate.sources.registry import Referent, Registry
from claimcheck.annotate.sources.setting import Setting, hypernym_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEAST_CALLED, _SURE_MEANT = 0.0, 10.0
"""Log odds from which on a description means the person spoken of last, and from which on whoever was named before: chosen on the
40 articles apart and 18 others, rich in offices, that nothing was trained on. Of 206 sources there 146 are right with 7, 155 with 0."""
_AGED = re.compile(r"(\d+)-?(?:year|month)-old\b")  # the 21-year-old, the 36-year-old sales assistant
_SHORT = 2  # words of a description that points back rather than introduces


def resolve(
    doc: Doc, sources: Sequence[tuple[int, int]], *, setting: Setting
) -> tuple[Registry, dict[tuple[int, int], int]]:
    """Return the entities of ``doc`` and, for each source span (tokens), the number of its entity; -1: nobody's."""
    names = find_names(doc)
    registry = Registry(doc, names)
    found: dict[tuple[int, int], int] = {}
    resolver = _Resolver(doc, registry, setting=setting, found=found)
    covered = {index for start, end in sources for index in range(start, end)}
    events = [(name.end, 0, name.start) for name in names]
    events += [(end, 2, start) for start, end in set(sources)]
    events += [(index + 1, 1, index) for index in nominals(doc, covered)]
    by_start = {name.start: name for name in names}
    quoted: list[tuple[int, int, Phrase]] = []
    for end, order, start in sorted(events):
        if order == 0:
            resolver.note(registry.of_name(by_start[start]), start, end)
        elif order == 1:
            resolver.nominal(start)
        else:
            phrase = read_phrase(doc, start, end=end, names=registry.names_in(start, end))
            found[start, end] = -1
            if phrase is not None and phrase.kind == "first":
                quoted.append((start, end, phrase))  # its speaker may be named behind the quotation
            elif phrase is not None and (entity := resolver.source(phrase)) is not None:
                found[start, end] = entity.number
                resolver.note(entity, start, end, source=True)
    for start, end, phrase in quoted:
        entity = resolver.source(phrase)
        found[start, end] = -1 if entity is None else entity.number
    return registry, found


class _Resolver(Discourse):
    """What names and descriptions mean in it."""

    def nominal(self, index: int) -> None:
        """Note a description outside the sources: it may be what a later pronoun means."""
        if self.registry.name_at(index) is not None:
            return
        start = phrase_start(self.doc, index)
        text = shown(self.doc, start, phrase_end(self.doc, index))
        noun = singular(self.doc[index].lower_)
        entity = self._described(
            noun, text, definite=definite(self.doc, start), plural=is_plural(self.doc[index].lower_)
        )
        self.note(entity, start, index + 1)

    def source(self, phrase: Phrase) -> Referent | None:
        """Return the entity that a source phrase names, None where nobody can be named."""
        if phrase.kind == "pronoun":
            return self.pronoun(phrase)
        if phrase.kind == "first":
            return self.first_person(phrase)
        if phrase.kind == "relative":
            return self._relative(phrase)
        if phrase.name is not None:
            return self._named(phrase, phrase.name)
        return self._description(phrase)

    # ------------------------------------------------------------ names
    def _named(self, phrase: Phrase, name: Name) -> Referent:
        members = members_of(self.doc, phrase, name)
        if len(members) > 1:
            joint = "or" if any(self.doc[i].lower_ == "or" for i in range(members[0].end, members[-1].start)) else "and"
            return self.registry.listed([self.registry.of_name(one) for one in members], joint=joint)
        entity = self.registry.country_of(name.text) if metonym(name.text) else None
        entity = entity or self.registry.of_name(name)
        last = singular(self.doc[name.end - 1].lower_)
        front = self.doc[name.start - 1] if name.start > phrase.start else None
        if front is not None and front.like_num and source_nouns().get(last) == "document":  # the 2024 Strategy Report
            self.registry.call(entity, shown(self.doc, name.start - 1, name.end), last)
        before = [self.doc[i].lower_ for i in range(phrase.start, name.start)]
        if before and source_nouns().get(before[-1]) == "organization" and all(" " not in one for one in entity.names):
            entity.label = "ORG"  # 'the operator Sundlinjen'
        after = [self.doc[i].lower_ for i in range(phrase.cut, phrase.end)] if phrase.cut > name.end - 1 else []
        own = list(takewhile(lambda word: word != "whose", after[:8]))  # whose observers it is none of
        self.registry.describe(entity, [*before, *own])
        return entity

    # ------------------------------------------------------------ descriptions
    def _description(self, phrase: Phrase) -> Referent:
        doc, registry = self.doc, self.registry
        start = next((i for i in range(phrase.start, phrase.cut) if doc[i].lower_ not in DETERMINERS), phrase.start)
        noun, text = phrase.noun, self._owned(phrase)
        plural = is_plural(doc[phrase.head].lower_)
        side = registry.country_of(doc[start].text) if phrase.head == start + 1 else None
        if side is not None and noun in {"side", "delegation", "government", "authorities", "administration"}:
            return side
        settled = self._settlement(phrase)
        if settled is not None:
            return settled
        if phrase.definite and not plural and (person := self._aged(phrase, text)) is not None:
            return person
        if phrase.names and source_nouns().get(noun) == "media" and phrase.names[-1].end == phrase.head:
            return registry.call(registry.of_name(phrase.names[-1]), text, noun)  # 'the Dawn newspaper'
        if (pair := self.pair(phrase)) is not None:
            return pair
        if not plural and (meant := self._called_otherwise(phrase, text)) is not None:
            registry.add_phrase(meant, text)
            return meant
        pointing = phrase.definite and not phrase.names and not plural
        if pointing and (meant := self._meant_by_description(phrase, text)) is not None:
            registry.add_phrase(meant, text)
            return meant
        if phrase.names:
            labels = {one.label for one in phrase.names}
            held = phrase.definite and not plural and "PERSON" not in labels
            holder = self._holder(noun, text, alone=labels <= {"PLACE", "MISC"}) if held else None
            entity = holder or self._described(noun, text, definite=False, plural=plural)
            self._affiliate(entity, phrase, start)
            return entity
        wide = phrase_start(self.doc, phrase.head)
        if wide < phrase.start and phrase.start == phrase.head:  # the encoder cut a phrase's front off
            text = shown(doc, wide, phrase.cut)
        return self._described(noun, text, definite=definite(doc, wide), plural=plural)

    def _aged(self, phrase: Phrase, text: str) -> Referent | None:
        """Return the person of the age that a description tells; where none is told, who was spoken of last, for a bare ``the 21-year-old``."""
        aged = _AGED.search(text)
        if aged is None:
            return None
        met = self.registry.described_as(phrase.noun, text, definite=False, plural=False)
        alone = aged.end() == len(text) and met is None
        return self.of_age(aged[1]) or (self.antecedent(phrase, "a") if alone else None)

    def _called_otherwise(self, phrase: Phrase, text: str) -> Referent | None:
        """Return the person cited or acting last, where ``the retired surgeon`` is only another word for them.

        Nobody was described so before, nobody unnamed was cited since, and the network agrees.
        """
        entities = self.registry.entities
        named = any(one.label in {"PERSON", "ORG"} for one in phrase.names)
        if named or self.doc[phrase.start].lower_ != "the" or kind_of_noun(phrase.noun, plural=False) != "person":
            return None
        known = self.registry.described_as(phrase.noun, text, definite=True, plural=False)
        if known or self.registry.named_with(phrase.noun, self.recent()) or self._holder(phrase.noun, text):
            return None
        meant, genders = self.antecedent(phrase, "a"), {gender_of_noun(phrase.noun), ""}
        if introduces(self.doc, phrase.cut) or meant is None or (genders != {""} and meant.gender not in genders):
            return None
        latest = {one.entity: one for one in self.registry.mentions[-MEMORY:]}
        since = [one for one in latest.values() if one.start > latest[meant.number].start and one.source]
        if any(entities[one.entity].person and not entities[one.entity].names for one in since):
            return None
        return meant if self.odds(phrase, [latest[meant.number]])[0] >= _LEAST_CALLED else None

    def _owned(self, phrase: Phrase) -> str:
        """Return the words of a description, with whose it is in place of ``his`` or ``whose`` where that is understood."""
        word = self.doc[phrase.start]
        relative = word.lower_ == "whose"
        if phrase.head == word.i or not (relative or (word.tag_ == "PRP$" and word.lower_ in PRONOUNS)):
            return phrase.text
        alone = replace(phrase, head=word.i, cut=word.i + 1, end=word.i + 1, text=word.text)
        owner = self._relative(alone) if relative else self.pronoun(alone, owned=phrase.noun)
        if owner is None or not owner.names or owner.plural:
            return phrase.text
        name = fullest(owner.names)
        name = name.split()[-1] if owner.person else name
        return f"{name}{'’' if name.endswith('s') else '’s'} {phrase.text}"

    def _meant_by_description(self, phrase: Phrase, text: str) -> Referent | None:
        """Return the person whom a description means, where the network is sure of it; of bodies it was right in 1 of 7."""
        if kind_of_noun(phrase.noun, plural=False) != "person" or introduces(self.doc, phrase.cut):
            return None
        recent, entities = self.recent(), self.registry.entities
        holders = {one.number for one in self.registry.holders(phrase.noun, recent)}
        gender = gender_of_noun(phrase.noun)
        fit = [
            one
            for one in recent[:MEMORY]
            if one.start < phrase.start
            and entities[one.entity].person
            and not entities[one.entity].plural
            and not is_owner(entities[one.entity].names, (text,))
            and (not holders or one.entity in holders)
            and (not gender or entities[one.entity].gender in {"", gender})
        ]
        best, place = max(((odds, -place) for place, odds in enumerate(self.odds(phrase, fit))), default=(-math.inf, 0))
        return entities[fit[-place].entity] if best >= _SURE_MEANT else None

    def _settlement(self, phrase: Phrase) -> Referent | None:
        """Return the place of ``the city of Aden`` and of ``the city of two million``."""
        doc, after = self.doc, phrase.head + 1
        if phrase.noun not in HYPERNYMS["place"] | HYPERNYMS["city"] or doc[after : after + 1].text != "of":
            return None
        name = self.registry.name_at(after + 1)
        return (
            self.registry.of_name(name) if name is not None else hypernym_of(phrase.noun, self.registry, self.recent())
        )

    def _affiliate(self, entity: Referent, phrase: Phrase, start: int) -> None:
        """Note whose document a description means, and whether people are described by an organization."""
        for name in phrase.names:
            owner = self.registry.of_name(name)
            if name.start == start and name.end <= phrase.head and entity.issuer is None:
                entity.issuer = owner.number
            entity.affiliated |= owner.label in {"ORG", "PERSON"} or (owner.label == "" and name.end - name.start > 1)

    def _described(self, noun: str, text: str, *, definite: bool, plural: bool) -> Referent:
        """Return the entity that a description means: one named with its noun, one described so before, a new one."""
        registry = self.registry
        owner = owner_of(text)
        if definite and len(text.split()) <= _SHORT and not plural:
            named = registry.named_with(noun, self.recent())
            if named is not None and (not owner or owner in named.words.union(*map(words_of, named.names))):
                return named  # Ana Ruiz, Vole's lawyer, is not Kerr's lawyer
        if definite and not plural and (holder := self._holder(noun, text, alone=not owner)) is not None:
            return holder
        wider = (
            hypernym_of(noun, self.registry, self.recent())
            if definite and not plural and text.casefold() == noun
            else None
        )
        same = registry.described_as(noun, text, definite=definite or (plural and " " not in text), plural=plural)
        if wider is not None:  # the company that was spoken of last, named or not
            last = (registry.entities[one.entity] for one in self.recent())
            return next(one for one in last if one is same or one is wider)
        if same is None and not definite and not plural:
            same = registry.foretold(noun)
        if same is not None:
            registry.add_phrase(same, text)
            return same
        entity = registry.new(kind_of_noun(noun, plural=plural, text=text))
        entity.plural = plural
        entity.gender = gender_of_noun(noun)
        entity.nouns.add(noun)
        registry.add_phrase(entity, text)
        return entity

    def _holder(self, noun: str, text: str, *, alone: bool = True) -> Referent | None:
        """Return the person that a description with an office means: ``the Ohio governor``, or the one governor ``alone``."""
        modifiers = text.split()[:-1]
        if not modifiers or kind_of_noun(noun, plural=False) != "person":
            return None
        return self.registry.officeholder(noun, modifiers, self.recent(), alone=alone)

    def _relative(self, phrase: Phrase) -> Referent | None:
        """Return what ``who``, ``which`` or ``that`` refers to: the noun its clause hangs on, else that before."""
        found = antecedents(self.doc, phrase.start)
        if not found:
            return None
        index = next((i for i in found if self._speaks(i)), found[0])
        start = phrase_start(self.doc, index)
        places = (index, beside(self.doc, index, start), index + 1)  # the last: harbour pilot Teo Marsh, who
        name = next(filter(None, map(self.registry.name_at, places)), None)
        if name is not None:
            return self.registry.of_name(name)
        text = shown(self.doc, start, phrase_end(self.doc, index, stop=phrase.start))
        plural = is_plural(self.doc[index].lower_)
        return self._described(
            singular(self.doc[index].lower_), text, definite=definite(self.doc, start), plural=plural
        )

    def _speaks(self, index: int) -> bool:
        word = self.doc[index].lower_
        return self.registry.name_at(index) is not None or singular(word) in source_nouns()
