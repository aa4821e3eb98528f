"""What different sentences say of one person's age, by the people of the analysis: two ages, or a birth that does not fit one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.analysis import Analysis, Mention
from claimcheck.lint.calendar.ages import DEATH_AGE, DIED, birth_of, wrong
from claimcheck.lint.calendar.periods import Period, period
from claimcheck.lint.numbers import MarkedSentence, Masked, Value
from claimcheck.lint.passages.names import KIN
from claimcheck.lint.rule import Fault

_AGED: Final = re.compile(r"(?P<name>[\w’'-]+)\.?, (?:aged |now |who is )?<[gc](?P<age>\d+)>(?=[,.;)]| —|$)")
_BARE_AGE: Final = re.compile(r"\bthe <g(?P<age>\d+)>(?! \w+'s?\b)", re.IGNORECASE)
_NEXT_AGE: Final = re.compile(
    r"^(?:He|She|They|Mr\.? \w+|Ms\.? \w+|Mrs\.? \w+) (?:was|were) (?:just |only )?<[gcb](?P<age>\d+)>(?=\W*(?:$|[.,;]|and\b))"
)
_DIED_AT: Final = re.compile(r"\b(?:died|has died|passed away|was killed|was found dead|drowned)\b")
_THEN: Final = re.compile(
    r"\b(?:then|at the time|when (?:he|she|they)|in (?:1[89]|20)\d\d|years? ago|late|turn(?:s|ed)?|would have been)\b"
)
_WAS: Final = re.compile(r"\b(?:was|died)\b")
_OLDEST: Final = 120
_STILL: Final = 4  # sentences behind a named age in which "the 36-year-old" is still that person
_MOST: Final = 30  # births in one article: more is a list of lives, and no obituary
_NEAR: Final = 12  # sentences between an age and "She was born"
_ON_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class AgedPerson:
    """Who is how old: the person's place among the entities, the age, its sentence, and when that is, where it is known."""

    person: int
    figure: Value
    marked: MarkedSentence
    then: Period | None = None


def _people(analysis: Analysis, start: int, end: int) -> list[tuple[Mention, int]]:
    """Return the mentions of persons in ``text[start:end]`` with whose they are, in text order."""
    found = [
        (mention, place)
        for place, entity in enumerate(analysis.entities)
        if entity.kind == "person"
        for mention in entity.mentions
        if start <= mention.start < end
    ]
    return sorted(found, key=lambda one: one[0].start)


def _others(analysis: Analysis, start: int, end: int) -> set[int]:
    """Return who is told of between two offsets, by a name of which the article knows given name and surname, or as a relative."""
    found = ((mention, place, analysis.entities[place]) for mention, place in _people(analysis, start, end))
    kin = re.compile(rf"\b{KIN}\b")
    return {
        place
        for mention, place, person in found
        if (person.given and person.family) or kin.search(analysis.text, mention.start, mention.end)
    }


def _named_ages(analysis: Analysis, marked: MarkedSentence) -> Iterator[AgedPerson]:
    """Yield the ages behind names: ``Dean Pratt, 31,``."""
    sentence = marked.masked
    for match in _AGED.finditer(sentence.text):
        person = analysis.entity_at(sentence.offset(match.end("name") - 1))
        if person is not None and analysis.entities[person].kind == "person":
            figure = sentence.figure(match["age"])
            if 0 < figure.value < _OLDEST:
                yield AgedPerson(person, figure, marked)


def two_ages(analysis: Analysis, sentences: Sequence[MarkedSentence]) -> Iterator[tuple[AgedPerson, AgedPerson]]:
    """Yield the second age of a person with the first one, where they differ."""
    known: dict[int, AgedPerson] = {}
    last: tuple[int, AgedPerson] | None = None
    for place, marked in enumerate(sentences):
        named = list(_named_ages(analysis, marked))
        for one in named:
            before = known.setdefault(one.person, one)
            if before.figure.value != one.figure.value and not _is_past(marked):
                yield one, before
        bare = _BARE_AGE.search(marked.masked.text)
        if bare and last and not named and place - last[0] <= _STILL:
            one = AgedPerson(last[1].person, marked.masked.figure(bare["age"]), marked)
            others = _others(analysis, last[1].marked.start, marked.end) - {one.person}
            if one.figure.value != last[1].figure.value and not others and not _is_past(marked):
                yield one, last[1]
                last = None
        if named:
            last = (place, named[0]) if len(named) == 1 else None


def _is_past(marked: MarkedSentence) -> bool:
    """Return whether a sentence tells an age of another day."""
    return bool(_THEN.search(marked.text) or _WAS.search(marked.text))


def over_sentences(
    analysis: Analysis, sentences: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[Fault]:
    """Yield ages, of the dead or of today, that do not follow from the birth that another sentence tells of the same person."""
    births = [(marked, *birth) for marked in sentences if (birth := _birth(analysis, marked))]
    known = list(_ages(analysis, sentences, today=today)) if 0 < len(births) <= _MOST else []
    told: set[int] = set()
    for marked, born, people in births:
        others = (one for one in known if one.figure.start not in told and one.marked is not marked)
        one = next((one for one in others if _same(analysis, one, people, marked=marked)), None)
        if one:
            told.add(one.figure.start)
            yield from wrong(one.figure, born, then=one.then or born, times=())


def _birth(analysis: Analysis, marked: MarkedSentence) -> tuple[Period, frozenset[int]] | None:
    """Return when somebody is born in a sentence, and whom its name may mean, nobody for a pronoun."""
    found = birth_of(marked.masked) if "orn" in marked.masked.text else None
    if found is None:
        return None
    born, opens = marked.start + marked.text.find("orn"), marked.text.startswith("Born")
    people = _people(analysis, found[0].end, marked.end) if opens else _people(analysis, marked.start, born)[::-1]
    return found[1], frozenset(person for mention, person in people if mention.start == people[0][0].start)


def _ages(
    analysis: Analysis, sentences: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[AgedPerson]:
    for before, marked in zip((None, *sentences), sentences, strict=False):
        if not marked.masked.figures:
            continue
        yield from _of_dead(analysis, marked, before=before, today=today)
        if today and not _DIED_AT.search(marked.text) and not _THEN.search(marked.text):
            for one in _named_ages(analysis, marked):
                yield AgedPerson(one.person, one.figure, marked, (today, today))


def _of_dead(
    analysis: Analysis, marked: MarkedSentence, *, before: MarkedSentence | None, today: datetime.date | None
) -> Iterator[AgedPerson]:
    """Yield the age at which somebody died, said with the death or in the sentence behind it."""
    told, aged = marked, DEATH_AGE.search(marked.masked.text)
    said = _NEXT_AGE.match(marked.masked.text)
    if said and before is not None and before.index == marked.index - 1:
        told, aged = before, said
    if aged is None or not _DIED_AT.search(told.masked.text):
        return
    who, then = _people(analysis, told.start, told.end)[:1], _death(told.masked, today=today)
    if who and who[0][0].form == "name" and then:
        yield AgedPerson(who[0][1], marked.masked.figure(aged["age"]), marked, then)


def _death(sentence: Masked, *, today: datetime.date | None) -> Period | None:
    """Return when the death that a sentence tells was: its date, or that of the report where it names a weekday or none."""
    found = DIED.search(sentence.text)
    time = sentence.time(found["died"]) if found else None
    days = period(time.value) if time else None
    if days and time and (_ON_DAY.fullmatch(time.value or "") or re.search(r"\d{4}", time.text)):
        return days
    return (today, today) if today and (time is None or not re.search(r"\d", time.text)) else None


def _same(analysis: Analysis, one: AgedPerson, people: frozenset[int], *, marked: MarkedSentence) -> bool:
    """Return whether who is born in ``marked`` has the age: the same person, or a pronoun with nobody else in between."""
    if people:
        return one.person in people
    first, last = sorted((one.marked, marked), key=lambda sentence: sentence.start)
    others = _others(analysis, first.start, last.end) - {one.person}
    return not others and last.index - first.index <= _NEAR
