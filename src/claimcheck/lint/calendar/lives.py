"""Ages beside births that another sentence dates, matched by name: ``She was 84``, and ``Ms. Hartigan was born in 1937``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.lint.calendar.ages import DEATH_AGE, DIED, Disagreement, birth_of, wrong
from claimcheck.lint.calendar.periods import Period, period
from claimcheck.lint.numbers.figures import Figure, Masked, Passage
from claimcheck.lint.passages.names import KIN, function_words, titles

_NAME: Final = r"(?:[A-Z][\w’'-]*\.?(?: (?:de|van|von|bin|al|der|la|[A-Z][\w’'-]*\.?))*)"
_SUBJECT: Final = re.compile(rf"(?P<name>{_NAME})(?:,| \(| \w+ed\b| has\b| was\b| died\b| is\b| had\b| who\b| <| —)")
_BORN_BEHIND: Final = re.compile(rf"(?P<name>{_NAME}),? (?:who )?(?:was |is )?born\b")
_BORN_FIRST: Final = re.compile(
    rf"^Born\b(?:(?!\bthe\b)[^;.<]){{0,60}}<t\d+>[^,;.<]{{0,40}}, (?:the (?:[\w-]+ ){{1,3}}(?=[A-Z]))?(?P<name>{_NAME}|she|he)\b"
)
_DIED_AT: Final = re.compile(r"\b(?:died|has died|passed away|was killed|was found dead|drowned)\b")
_NEXT_AGE: Final = re.compile(
    r"^(?:He|She|They|Mr\.? \w+|Ms\.? \w+|Mrs\.? \w+) (?:was|were) (?:just |only )?<[gcb](?P<age>\d+)>(?=\W*(?:$|[.,;]|and\b))"
)
_AGED: Final = re.compile(rf"(?P<name>{_NAME}), (?:aged |now |who is )?<[gc](?P<age>\d+)>(?=[,.;)]| —|$)")
_KIN: Final = re.compile(rf"\b(?:{KIN}|predecessor|successor|couple)\b", re.IGNORECASE)
_THEN: Final = re.compile(
    r"\b(?:then|at the time|when (?:he|she|they)|in (?:1[89]|20)\d\d|years? ago|late|turn(?:s|ed)?|would have been)\b|"
    r"<t\d+> (?:was|were)\b"
)
_NO_NAME: Final = frozenset("miss jr sr born".split())
_FULL: Final = re.compile(r"\b[A-Z][a-z’'-]+ (?:[A-Z]\. )?[A-Z][a-z’'-]+")
_PRONOUNS: Final = frozenset(("he", "she", "they"))
_OLDEST: Final = 120
_MOST: Final = 30  # births in one article: more is a list of lives, and no obituary
_NEAR: Final = 12  # sentences between an age and "She was born"
_ON_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class _Life:
    """Who is how old: the words of the name, the age, when that is, and the place of the sentence."""

    name: frozenset[str]
    age: Figure
    then: Period
    place: int


def over_sentences(sentences: Sequence[Passage], *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield ages, of the dead or of today, that do not follow from the birth that another sentence tells of the same person."""
    births = [(place, one) for place, passage in enumerate(sentences) if (one := _birth(passage))]
    if not births or len(births) > _MOST:
        return
    known = list(_ages(sentences, today=today))
    told: set[int] = set()
    for place, (name, born) in births:
        for life in known:
            if life.age.start in told or life.place == place or not _same(life, name, sentences=sentences, place=place):
                continue
            told.add(life.age.start)
            yield from wrong(life.age, born, then=life.then, times=())
            break


def _birth(passage: Passage) -> tuple[frozenset[str], Period] | None:
    """Return who is born in a sentence, by the words of the name, none for a pronoun, and when."""
    sentence = passage.masked
    if sentence is None or "orn" not in sentence.text:
        return None
    found = birth_of(sentence)
    if found is None:
        return None
    first = _BORN_FIRST.match(sentence.text)
    head = sentence.text[: sentence.text.find("born")]
    if first:
        name = first["name"]
    else:
        named = _BORN_BEHIND.search(sentence.text)
        if named is None or _KIN.search(head):
            return None
        name = named["name"]
    return (frozenset() if name.lower() in _PRONOUNS else _words(name)), found[1]


def _ages(sentences: Sequence[Passage], *, today: datetime.date | None) -> Iterator[_Life]:
    for place, passage in enumerate(sentences):
        sentence = passage.masked
        if sentence is None or not sentence.figures:
            continue
        before = sentences[place - 1] if place else None
        yield from _of_dead(passage, before, place=place, today=today)
        if today is None or _DIED_AT.search(sentence.text) or _THEN.search(sentence.text):
            continue
        for match in _AGED.finditer(sentence.text):
            age = sentence.figure(match["age"])
            if 0 < age.value < _OLDEST and not _KIN.search(sentence.text):
                yield _Life(_words(match["name"]), age, (today, today), place)


def _of_dead(passage: Passage, before: Passage | None, *, place: int, today: datetime.date | None) -> Iterator[_Life]:
    """Yield the age at which somebody died, said with the death or in the sentence behind it."""
    sentence = passage.masked
    if sentence is None:
        return
    aged, said = DEATH_AGE.search(sentence.text), _NEXT_AGE.match(sentence.text)
    told = sentence if aged else None
    age = sentence.figure(aged["age"]) if aged else None
    if said and before is not None and before.masked is not None and before.index == passage.index - 1:
        told, age = before.masked, sentence.figure(said["age"])
    if told is None or age is None or not _DIED_AT.search(told.text):
        return
    subject = _SUBJECT.match(told.text)
    then = _death(told, today=today)
    if subject and then and not _KIN.search(told.text[: told.text.find("die") + 1]):
        yield _Life(_words(subject["name"]), age, then, place)


def _death(sentence: Masked, *, today: datetime.date | None) -> Period | None:
    """Return when the death that a sentence tells was: its date, or that of the report where it names a weekday or none."""
    found = DIED.search(sentence.text)
    time = sentence.time(found["died"]) if found else None
    if time is not None and time.value:
        days = period(time.value)
        if days and (_ON_DAY.fullmatch(time.value) or re.search(r"\d{4}", time.text)):
            return days
    if today is None:
        return None
    return (today, today) if time is None or not re.search(r"\d", time.text) else None


def _same(life: _Life, name: frozenset[str], *, sentences: Sequence[Passage], place: int) -> bool:
    """Return whether the name, or the pronoun, is that of the person whose age is known, with nobody else in between."""
    if name:
        return name <= life.name or life.name <= name
    first, last = sorted((life.place, place))
    if last - first > _NEAR:
        return False
    between = sentences[first].article[sentences[first].start : sentences[last].end]
    return not _KIN.search(between) and all(_words(found[0]) & life.name for found in _FULL.finditer(between))


def _words(name: str) -> frozenset[str]:
    """Return the words of a name in lower case, without titles, initials and the genitive."""
    words = (re.sub(r"['’]s$", "", word).strip(".,").lower() for word in name.split())
    no_name = _NO_NAME | titles().keys() | function_words()
    return frozenset(word for word in words if len(word) > 1 and word not in no_name)
