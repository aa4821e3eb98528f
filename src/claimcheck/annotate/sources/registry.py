"""The people, bodies and documents of one article while it is read, found again by words of their names."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.engine.evidence import evidence
from claimcheck.annotate.grammar import trees
from claimcheck.annotate.grammar.names import (
    Name,
    fullest,
    gender_of_noun,
    given_gender,
    is_outlet,
    is_title,
    metonym,
    office_of,
    same_name,
    same_person,
    title_gender,
    words_of,
)
from claimcheck.annotate.grammar.phrases import demonyms, singular, source_nouns
from claimcheck.annotate.sources.nominals import head_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AGE = 3  # tokens: `, 42,`
_CAPITALS = 3  # letters of a part in capitals that counts whole: UN in UNODC
_INITIALS = 16  # at most, of a name: one of 12,000 words in a row took 14 of 27 CPU seconds
LEARNED = 0.25
"""What the network's log odds weigh beside the rules (of 0, .25, .5 and 1)."""
_FAR = 3  # sentences back, from which on distance weighs no more
_CANDIDATES = 40  # entities compared with a name, so that a long article stays linear
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?!\w)")


@dataclass(slots=True)
class Referent:
    """Something that was mentioned: how it was called and described."""

    number: int
    label: str
    """PERSON, ORG, PLACE, MISC, a type of ``source_nouns.tsv``, ``group``, or empty."""
    names: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    """All words that stand with a name: ``republican``, ``ohio``."""
    gender: str = ""
    plural: bool = False
    issuer: int | None = None
    """Of a document: who made it, where its description begins with that name."""
    bodies: set[str] = field(default_factory=set)
    """Of a person: the last words of names that stand before the office: ``motors`` in ``Halden Motors chief executive``."""
    affiliated: bool = False
    """Of people without a name: whether they are described by an organization's."""

    @property
    def person(self) -> bool:
        """Whether it is a person or people."""
        return self.label in {"PERSON", "person"}


@dataclass(frozen=True, slots=True)
class Antecedent:
    """One place where an entity is named, in tokens, with what makes it likely to be meant by a pronoun."""

    entity: int
    start: int
    end: int
    sentence: int
    weight: float
    quoted: int
    """The number of the attribution whose content it stands in, -1 outside."""
    source: bool


class Registry:
    """The entities met so far. Names are grouped first, over the whole article: a headline may use the short one."""

    def __init__(self, doc: Doc, names: Sequence[Name]) -> None:
        self.doc = doc
        self.names = names
        self.entities: list[Referent] = []
        self.mentions: list[Antecedent] = []
        self._starts = [name.start for name in names]
        self._filed: defaultdict[str, list[int]] = defaultdict(list)
        self._called: dict[str, list[int]] = {}
        self._described: defaultdict[str, list[int]] = defaultdict(list)
        self._lists: dict[frozenset[int], Referent] = {}
        self._group(names)

    # ------------------------------------------------------------ names
    def _group(self, names: Sequence[Name]) -> None:
        short_for = self._bracketed(names)
        labels: dict[str, list[str]] = {}
        first: dict[str, int] = {}
        for name in names:
            labels.setdefault(name.text, []).append(name.label or self._guess(name))
            first.setdefault(name.text, name.start)
        for text in sorted(labels, key=lambda text: (-min(len(words_of(text)), 2), first[text])):
            label = _vote(labels[text])
            matches = self._matches(text, label) or self._called.get(short_for.get(text, ""), [])[:1]
            if not matches:
                matches = [self.new(label).number]
            best = self.entities[matches[0]]
            if len(words_of(text)) > 1 or len(matches) == 1:
                matches = matches[:1]
                self._call(best, text, label)
            self._called[text] = matches
        for name in names:
            entity = self.entities[self._called[name.text][0]]
            if len(self._called[name.text]) == 1:
                words = self._premodifiers(name.start)
                self.describe(entity, words)
                entity.bodies.update(word for word in words[:1] if not _describes(word))

    def _premodifiers(self, start: int) -> list[str]:
        """Return the words right before a name that describe it, with the name before a title: ``[ASUU President,] Emma Osode``."""
        doc, end = self.doc, start
        if start > 1 and doc[start - 1].text == "," and is_title(doc[start - 2].lower_):
            end = start - 1
        first = end
        while first > max(end - 3, 0) and _describes(doc[first - 1].lower_):
            first -= 1
        first -= first < end and first > 0 and doc[first - 1].tag_.startswith("NNP")
        return [doc[index].lower_ for index in range(first, end)]

    def _bracketed(self, names: Sequence[Name]) -> dict[str, str]:
        """Return what each short form in capitals stands for that follows a name in brackets: ``Bank of Korea (BOK)``."""
        found: dict[str, str] = {}
        for name, short in itertools.pairwise(names):
            opened = short.start == name.end + 1 and self.doc[name.end].text == "("
            closed = self.doc[short.end : short.end + 1].text == ")"
            shared = short.text.isupper() and short.text[0] in {word[0] for word in name.text.split()}
            if opened and closed and shared and name.label not in {"PERSON", "PLACE"}:
                found.setdefault(short.text, name.text)
        return found

    def _guess(self, name: Name) -> str:
        """Return PERSON for an unlabelled name with a title, a job before or an age behind it."""
        before = self.doc[name.start - 1].lower_ if name.start else ""
        if is_title(before) or source_nouns().get(before) == "person":
            return "PERSON"
        after = [self.doc[i] for i in range(name.end, min(name.end + 3, len(self.doc)))]
        aged = len(after) == _AGE and after[0].text == "," and after[1].is_digit and after[2].text in {",", "."}
        words = words_of(name.text)
        if aged or (
            given_gender(name.text)
            and len(words) in {2, 3}
            and source_nouns().get(words[-1]) is None
            and not is_outlet(name.text)
        ):
            return "PERSON"
        if " ".join(words) in _countries():
            return "PLACE"
        return "ORG" if len(words) > 1 and any(source_nouns().get(word) == "organization" for word in words) else ""

    def _matches(self, text: str, label: str) -> list[int]:
        numbers = {number for key in _keys(text) for number in self._filed.get(key, ())[-_CANDIDATES:]}
        found = [number for number in sorted(numbers) if self._fits(self.entities[number], text, label)]
        surname = (label == "ORG" or (label == "PLACE" and text.isupper())) and len(words_of(text)) == 1
        if found or not surname:
            return found
        return [one for one in sorted(numbers) if self._fits(self.entities[one], text, "")]  # one taken for a firm's

    def _fits(self, entity: Referent, text: str, label: str) -> bool:
        if entity.label == "PERSON" and label in {"PERSON", "", "MISC"}:
            return any(same_person(text, other) for other in entity.names)
        if "PERSON" in {entity.label, label}:
            return label == "PERSON" and entity.label == "" and any(same_person(text, other) for other in entity.names)
        if any(same_name(text, other) for other in entity.names):
            return True
        short = words_of(text)
        if len(short) > 1 or not {label, entity.label} <= {"ORG", "", "MISC"}:
            return False
        firm = "MISC" not in {label, entity.label} and any(words_of(one)[0] == short[0] for one in entity.names)
        return firm or any(is_outlet(one) and words_of(one)[-1] == short[0] for one in entity.names)  # the Times

    def _call(self, entity: Referent, text: str, label: str) -> None:
        if not entity.label:
            entity.label = label
        entity.names.append(text)
        entity.gender = entity.gender or (given_gender(text) if entity.label == "PERSON" else "")
        for key in _keys(text):
            if entity.number not in self._filed[key][-1:]:
                self._filed[key].append(entity.number)

    def call(self, entity: Referent, text: str, noun: str) -> Referent:
        """Return ``entity`` after noting that it is also called ``text``, a ``noun``."""
        if text not in entity.names:
            self._call(entity, text, entity.label)
        entity.nouns.add(noun)
        return entity

    def names_in(self, start: int, end: int) -> Sequence[Name]:
        """Return the names that touch the tokens ``start:end``."""
        low = max(bisect.bisect_left(self._starts, start) - 1, 0)
        high = bisect.bisect_left(self._starts, end)
        return [name for name in self.names[low:high] if name.end > start]

    def name_at(self, index: int) -> Name | None:
        """Return the name that covers the token ``index``."""
        found = bisect.bisect_right(self._starts, index) - 1
        return self.names[found] if found >= 0 and self.names[found].end > index else None

    def of_name(self, name: Name) -> Referent:
        """Return the entity of a name; of several people with one surname whom the network takes for meant, of those met."""
        if name.text not in self._called:  # a name that only the source span showed
            self._group([name])
        numbers = self._called[name.text]
        gender = title_gender(self.doc[name.start - 1].lower_) if name.start else ""
        if gender:  # 'Mrs. Clinton' is not Bill
            numbers = [one for one in numbers if self.entities[one].gender in {"", gender}] or numbers
        return self.entities[numbers[0] if len(numbers) == 1 else self._meant(name, numbers)]

    def _meant(self, name: Name, numbers: Sequence[int]) -> int:
        """Return which of several entities met before a surname means, by the network and by who was named near; else the first."""
        last = {one.entity: one for one in self.mentions[-200:] if one.entity in numbers and one.end <= name.start}
        here = trees.char_span(self.doc, name.start, name.end)
        there = [trees.char_span(self.doc, one.start, one.end) for one in last.values()]
        odds: list[float] = evidence(self.doc).meant(here, there).tolist() if there else []
        near = [one.weight - min(self.mentions[-1].sentence - one.sentence, _FAR) for one in last.values()]
        both = (LEARNED * learned + rule for learned, rule in zip(odds, near, strict=True))
        return max(zip(both, last, strict=True), default=(0.0, numbers[0]))[1]

    def country_of(self, word: str) -> Referent | None:
        """Return the country of a demonym, or of the seat of its government, where the article names it."""
        place = demonyms().get(word.casefold()) or metonym(word)
        matches = self._matches(place, "PLACE") if place else []
        return self.entities[matches[0]] if matches else None

    # ------------------------------------------------------------ descriptions
    def new(self, label: str) -> Referent:
        """Return a new entity."""
        entity = Referent(len(self.entities), label)
        self.entities.append(entity)
        return entity

    def unknown(self, word: str, label: str) -> Referent:
        """Return an entity for a pronoun whose antecedent was not found."""
        entity = self.new(label)
        entity.phrases.append(word)
        return entity

    def listed(self, members: Sequence[Referent], *, joint: str) -> Referent:
        """Return the entity of several named ones together: ``Ann Lee and Bo Quill``."""
        key = frozenset(member.number for member in members)
        if key in self._lists:
            return self._lists[key]
        entity = self._lists[key] = self.new("PERSON" if all(member.person for member in members) else "ORG")
        entity.plural = True
        *front, last = [fullest(member.names) for member in members]
        entity.names.append(f"{', '.join(front)} {joint} {last}")
        if any(self.is_media(member) for member in members):
            entity.nouns.add("newspaper")
        return entity

    def describe(self, entity: Referent, words: Iterable[str]) -> None:
        """Note the nouns and titles that stand with a name."""
        for word in words:
            entity.words.add(word)
            entity.gender = entity.gender or title_gender(word) or gender_of_noun(word)
            noun = singular(office_of(word))
            kind = source_nouns().get(noun)
            if kind == "person" if entity.person else kind is not None:
                entity.nouns.add(noun)

    def add_phrase(self, entity: Referent, text: str) -> None:
        """Note that ``entity`` is described as ``text``."""
        if text not in entity.phrases:
            entity.phrases.append(text)
        for noun in {kin(noun) for noun in entity.nouns}:
            if entity.number not in self._described[noun][-1:]:
                self._described[noun].append(entity.number)

    def named_with(self, noun: str, recent: Sequence[Antecedent]) -> Referent | None:
        """Return the entity, mentioned last, whose name has ``noun`` as its head, or a person of that office."""
        kind = kin(noun) if noun in source_nouns() else None
        for mention in recent:
            entity = self.entities[mention.entity]
            if entity.plural or not entity.names:
                continue
            if (
                noun in entity.nouns
                if entity.person
                else any(kind in {kin(one) for one in head_nouns(name)} for name in entity.names)
            ):
                return entity
        return None

    def officeholder(
        self, noun: str, modifiers: Sequence[str], recent: Sequence[Antecedent], *, alone: bool
    ) -> Referent | None:
        """Return the person, mentioned last, who was called a ``noun`` with one of ``modifiers``: ``the Ohio governor``.

        ``alone`` an office that only one person of the article holds needs no modifier that the article said before, but
        the chief executive of one firm is not that of another.
        """
        wanted = {word for word in map(str.casefold, modifiers) if not _describes(word)}
        holders = self.holders(noun, recent)
        only = holders if alone and is_title(noun) and len({one.number for one in holders}) == 1 else []
        only = [one for one in only if not one.bodies]
        return next((one for one in holders if wanted & one.words), next(iter(only), None))

    def holders(self, noun: str, recent: Iterable[Antecedent]) -> list[Referent]:
        """Return the persons with a name who were called a ``noun``, the last mentioned first."""
        people = (self.entities[mention.entity] for mention in recent)
        named = (one for one in people if one.person and one.names and not one.plural)
        return [one for one in named if kin(noun) in map(kin, one.nouns)]

    def described_as(self, noun: str, text: str, *, definite: bool, plural: bool) -> Referent | None:
        """Return the entity described with ``noun`` before whose modifiers do not speak against it."""
        for number in self._described.get(kin(noun), ())[:-_CANDIDATES:-1]:
            entity = self.entities[number]
            if entity.plural != plural:
                continue
            if text in entity.phrases or (definite and any(_compatible(text, other, noun) for other in entity.phrases)):
                return entity
        return None

    def foretold(self, noun: str) -> Referent | None:
        """Return what nothing but the bare ``noun`` was said of, the only one of its kind: a headline's ``Poll``."""
        numbers = set(self._described.get(kin(noun), ()))
        entity = self.entities[numbers.pop()] if len(numbers) == 1 else None
        if entity is None or entity.plural or any(phrase.casefold() != noun for phrase in entity.phrases):
            return None
        return entity

    def is_country(self, entity: Referent) -> bool:
        """Return whether a place is a country."""
        return entity.label == "PLACE" and any(" ".join(words_of(name)) in _countries() for name in entity.names)

    def is_media(self, entity: Referent) -> bool:
        """Return whether a name is that of a news outlet."""
        return not entity.person and (
            any(source_nouns().get(noun) == "media" for noun in entity.nouns)
            or any(is_outlet(name) for name in entity.names)
        )


def _describes(word: str) -> bool:
    """Return whether a word before a name says what somebody is."""
    return is_title(word) or singular(word) in source_nouns() or word in {"former", "then"}


def _compatible(text: str, other: str, noun: str) -> bool:
    """Return whether one description adds words to the other, in which case both can mean one thing."""
    a, b = (
        frozenset(kin(singular(word)) for word in _POSSESSIVE.sub("", one.casefold()).split()) - {kin(noun)}
        for one in (text, other)
    )
    return ("and" in a) == ("and" in b) and (a <= b or b <= a)


def kin(noun: str) -> str:
    """Return the noun that stands for all those a text uses for one thing: treaty for pact, accord and agreement."""
    return lang.mapping("source_nouns", "noun", "kin").get(noun) or noun


def _vote(labels: Sequence[str]) -> str:
    """Return the commonest label, the empty one only where there is no other."""
    said = [label for label in labels if label]
    return max(sorted(set(said)), key=said.count) if said else ""


@lang.compiled(4096)
def _keys(name: str) -> frozenset[str]:
    """Return under what a name is filed: its words, and the initials of each of its ends."""
    words = words_of(name)
    if not words[1:]:
        return frozenset({*words, name.replace(".", "").casefold()})
    raw = [part for part in name.replace("’s", "").replace("'s", "").split() if part[:1].isupper()][-_INITIALS:]
    keys = set(words)
    for start in range(max(len(raw) - 1, 0)):
        keys.add("".join(part[0] for part in raw[start:]).casefold())
        keys.add(
            "".join(part if part.isupper() and len(part) <= _CAPITALS else part[0] for part in raw[start:]).casefold()
        )
    return frozenset(keys)


@lang.compiled
def _countries() -> frozenset[str]:
    return frozenset(" ".join(words_of(row["place"])) for row in lang.rows("demonyms"))
