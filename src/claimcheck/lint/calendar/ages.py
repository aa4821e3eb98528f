"""Ages beside the births that they follow from, in one sentence or several, by the people of the analysis; and two ages of one person."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimcheck.analysis import Analysis, Entity, Mention
from claimcheck.lint.calendar.periods import Period, period
from claimcheck.lint.numbers import MarkedSentence, Masked, Value
from claimcheck.lint.passages.names import KIN
from claimcheck.lint.rule import Fault
from claimcheck.report import Time

_BORN: Final = re.compile(r"\b(?:[Bb]orn|b\.)(?:(?!<)[^;.]){0,45}<t(?P<born>\d+)>")
_LIFE: Final = re.compile(r"\((?:<t(?P<life>\d+)>|<t(?P<born>\d+)>\s?[-–—]\s?<t(?P<died>\d+)>)\)")
_DIES: Final = r"(?:died|dies|dead|death|passed away|(?:was )?(?:killed|executed|murdered)|drowned)"
_DIED: Final = re.compile(rf"\b{_DIES}\b(?:(?:(?!<t)[^;.]){{0,50}}?<t(?P<died>\d+)>)?")
_DEATH_AGE: Final = re.compile(
    rf"\b{_DIES}\b(?:(?!<[gcb])[^;.]){{0,60}}?\b(?:at|aged|age|was)(?: just| only)?(?: the age of| age)? <[gcb](?P<age>\d+)>"
    r"(?! (?:percent|people|[ap]\.?m))|^(?:He|She|M[rs]+\.? \w+) was (?:just |only )?<[gcb](?P<alone>\d+)>(?=\W*(?:$|[.,;]|and\b))"
)
_NAMED: Final = re.compile(r"(?P<name>[\w’'-]+)\.?, (?:aged |now |who is )?<[gc](?P<age>\d+)>(?=[,.;)]| —|$)")
_NOW: Final = re.compile(
    r"\b[Tt]he <g(?P<old>\d+)>|\b(?:is|now|turned)(?: now)? <g(?P<is>\d+)>|\bturns(?: now)? <g(?P<turns>\d+)>|"
    r"\b(?:is|now) <[gcb](?P<now>\d+)>(?=[,.;)]| and)|, <t\d+> <[gcb](?P<today>\d+)>,|\bmak(?:es|ing) (?:him|her) <[gcb](?P<made>\d+)>"
)
# Born in 1950, she joined the party in 1980, at the age of 30.
_AT_EVENT: Final = re.compile(
    r"<t(?P<when>\d+)>(?:,? \(?(?:at(?: the age of| age)?|aged|age|when (?:he|she) was(?: just| only| about)?|by "
    r"then)) <[gcb](?P<age>\d+)>(?=[,.;)]| and\b| — | $)|\bturn(?:s|ed|ing)? <[gcb](?P<turned>\d+)> (?:in |on )?<t(?P<turning>\d+)>"
)
_OTHERS: Final = re.compile(
    rf"\b(?:{KIN}|whose|child(?:ren)?|bab(?:y|ies)|predecessor|successor|then|late)\b", re.IGNORECASE
)
_HE: Final = re.compile(r"(?:(?:In|On) <t\d+>,? )?(?:[Hh]e|[Ss]he|M[rs]+\b\.?|The|Now)\b")
_THEN: Final = re.compile(
    r"\b(?:then|at the time|when (?:he|she|they)|in (?:1[89]|20)\d\d|years? ago|late|turn(?:s|ed)?|would have been)\b"
)
_WAS: Final = re.compile(r"\b(?:was|died)\b")
_CHILD: Final = re.compile(r"(?:the |an? )?(?:\w+ ){0,2}(?:son|daughter|child|twin) of\b")
_PARENTS: Final = re.compile(rf", {_CHILD.pattern}[^,]+,")  # Born in 1950, the son of a grocer, he
_PRONOUN: Final = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_OLDEST: Final = 120
_STILL: Final = 4  # sentences behind a named age in which "the 36-year-old" is still that person
_MOST: Final = 30  # births in one article: more is a list of lives, and no obituary
_NEAR: Final = 12  # sentences between an age and "She was born"
_BESIDE: Final = 25  # characters before an age in which a name is that of who has it
_MOST_DAYS: Final = 366  # of a birth or death that is known to the year


@dataclass(frozen=True, slots=True)
class AgedPerson:
    """An age, its sentence and when it is; ``person`` is the place of who has it among the entities, None where no name tells."""

    figure: Value
    marked: MarkedSentence
    then: Period | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class _Birth:
    time: Time
    days: Period
    marked: MarkedSentence
    people: frozenset[int]
    """Whom the name beside it may mean, nobody for a pronoun."""
    gender: str
    """That of a pronoun in its sentence, ``m`` or ``f``; empty for none."""


def two_ages(analysis: Analysis, sentences: Sequence[MarkedSentence]) -> Iterator[tuple[AgedPerson, AgedPerson]]:
    """Yield the second age of a person with the first one, where they differ; ``the 36-year-old`` is who was last named with an age."""
    known: dict[int | None, AgedPerson] = {}
    last: AgedPerson | None = None
    for marked in sentences:
        named = [one for one in _named(analysis, marked) if one.person is not None]
        old = _NOW.search(marked.masked.text)
        bare = (
            [AgedPerson(marked.masked.figure(old["old"]), marked, None, last.person)]
            if last and old and old["old"]
            else []
        )
        for one in named or bare:
            before = known.setdefault(one.person, one)
            near = one in named or (marked.index - before.marked.index <= _STILL and not _others(analysis, before, one))
            if (
                near
                and before.figure.value != one.figure.value
                and not _THEN.search(marked.text)
                and not _WAS.search(marked.text)
            ):
                yield one, before
        last = named[0] if len(named) == 1 else None if named else last


def _named(analysis: Analysis, marked: MarkedSentence) -> Iterator[AgedPerson]:
    """Yield the ages behind names: ``Dean Pratt, 31,``."""
    for match in _NAMED.finditer(marked.masked.text):
        person, figure = (
            analysis.entity_at(marked.masked.offset(match.end("name") - 1)),
            marked.masked.figure(match["age"]),
        )
        of_person = person is not None and analysis.entities[person].kind == "person"
        if 0 < figure.value < _OLDEST:
            yield AgedPerson(figure, marked, None, person if of_person else None)


def _people(analysis: Analysis, start: int, end: int) -> list[tuple[Mention, int]]:
    """Return the mentions of persons in ``text[start:end]`` with whose they are, in text order."""
    people = ((place, entity) for place, entity in enumerate(analysis.entities) if entity.kind == "person")
    found = (
        (mention, place) for place, entity in people for mention in entity.mentions if start <= mention.start < end
    )
    return sorted(found, key=lambda one: one[0].start)


def _named_before(analysis: Analysis, age: Value) -> int | None:
    """Return whose name stands right before an age: Nolan, who turned 70."""
    named = [place for mention, place in _people(analysis, age.start - _BESIDE, age.start) if mention.form == "name"]
    return named[-1] if named else None


def _others(analysis: Analysis, one: AgedPerson | _Birth, other: AgedPerson) -> set[int]:
    """Return who else is told of from one sentence to another, by a name of which both parts are known, or as a relative."""
    first, last = sorted((one.marked, other.marked), key=lambda marked: marked.start)
    kin = re.compile(rf"\b{KIN}\b")
    return {
        place
        for mention, place in _people(analysis, first.start, last.end)
        if (analysis.entities[place].given and analysis.entities[place].family)
        or (kin.search(analysis.text, mention.start, mention.end) and not _CHILD.match(analysis.text, mention.start))
    } - {other.person}


def disagreements(
    analysis: Analysis, sentences: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[Fault]:
    """Yield ages, of today, at a death or at another event, that do not follow from the birth of the same person."""
    births = [birth for marked in sentences if (birth := _birth(analysis, marked))]
    ages = list(_ages(analysis, sentences, today=today)) if 0 < len(births) <= _MOST else []
    for birth in births:
        for age in (one for one in ages if _is_of(analysis, one, birth)):
            yield from wrong(age.figure, birth.days, then=age.then or birth.days, times=(birth.time,))
    for marked in sentences:
        yield from _life(marked.masked)


def _birth(analysis: Analysis, marked: MarkedSentence) -> _Birth | None:
    """Return the one birth that a sentence dates to a day or year, None where there is none or several."""
    found = [marked.masked.time(match["born"]) for match in _BORN.finditer(marked.masked.text)]
    days = period(found[0].value) if len(found) == 1 else None
    if days is None or (days[1] - days[0]).days >= _MOST_DAYS:
        return None
    born, opens = marked.start + marked.text.find("orn"), marked.text.startswith("Born")
    parents = _PARENTS.match(analysis.text, found[0].end, marked.end)
    behind = parents.end() if parents else found[0].end
    people = _people(analysis, behind, marked.end) if opens else _people(analysis, marked.start, born)[::-1]
    who = frozenset(person for mention, person in people if mention.start == people[0][0].start)
    pronoun = _PRONOUN.search(marked.text)
    return _Birth(found[0], days, marked, who, {"he": "m", "she": "f"}[pronoun[0].lower()] if pronoun else "")


def _ages(
    analysis: Analysis, sentences: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[AgedPerson]:
    for before, marked in zip((None, *sentences), sentences, strict=False):
        if not marked.masked.figures:
            continue
        sentence = marked.masked
        yield from _of_dead(analysis, marked, before=before, today=today)
        for match in _AT_EVENT.finditer(sentence.text):
            when = period(sentence.time(match["when"] or match["turning"]).value)
            if when and (when[1] - when[0]).days < _MOST_DAYS and not _OTHERS.search(sentence.text):
                age = sentence.figure(match["age"] or match["turned"])
                yield AgedPerson(age, marked, when, _named_before(analysis, age))
        if today is None or _DIED.search(sentence.text):
            continue
        if _BORN.search(sentence.text) or not _THEN.search(marked.text):
            yield from (replace(one, then=(today, today)) for one in _named(analysis, marked))
        for match in _NOW.finditer(sentence.text):
            until = today.replace(month=12, day=31) if match["turns"] else today  # who turns 64 this autumn is 63 today
            yield AgedPerson(sentence.figure(match[match.lastgroup or 0]), marked, (today, until))


def _of_dead(
    analysis: Analysis, marked: MarkedSentence, *, before: MarkedSentence | None, today: datetime.date | None
) -> Iterator[AgedPerson]:
    """Yield the age at which somebody died, said with the death or in the sentence behind it; an undated death is of the day of publication."""
    aged = _DEATH_AGE.search(marked.masked.text)
    told = before if aged and aged["alone"] else marked
    died = _DIED.search(told.masked.text) if told else None
    if aged is None or told is None or died is None:
        return
    time = told.masked.time(died["died"]) if died["died"] else None
    then = period(time.value) if time else (today, today) if today else None
    who = [place for mention, place in _people(analysis, told.start, told.end)[:1] if mention.form == "name"]
    if then:
        yield AgedPerson(marked.masked.figure(aged["age"] or aged["alone"]), marked, then, who[0] if who else None)


def _is_of(analysis: Analysis, age: AgedPerson, birth: _Birth) -> bool:
    """Return whether an age is that of who was born: in one sentence or the next one of the same, by name, or with nobody else between."""
    if age.marked is birth.marked:
        start, end = sorted((age.figure.start, birth.time.start))
        between = birth.marked.article[start:end]
        return (
            age.then != birth.days
            and not _OTHERS.search(between)
            and not re.search(r"\b(?:and|but) (?!died)\b", between)
        )
    if age.person is not None and birth.people:
        return age.person in birth.people
    distance = age.marked.index - birth.marked.index
    others = _others(analysis, birth, age) - birth.people
    if _OTHERS.search(age.marked.text) or any(_may_be(analysis.entities[one], birth.gender) for one in others):
        return False
    return distance == 1 and _HE.match(age.marked.masked.text) is not None if birth.people else abs(distance) <= _NEAR


def _may_be(person: Entity, gender: str) -> bool:
    """Return whether a pronoun of a gender may mean a person."""
    return not (gender and person.gender) or person.gender == gender


def _life(sentence: Masked) -> Iterator[Fault]:
    """Yield the age at death that does not follow from the years of a life in brackets."""
    match, aged = _LIFE.search(sentence.text), _DEATH_AGE.search(sentence.text)
    if match and aged and aged["age"]:
        times = tuple(sentence.time(place) for place in match.groups() if place)
        ends = (times[0].value or "").partition("/")[::2] if match["life"] else [time.value for time in times]
        born, died = map(period, ends)
        if born and died:
            yield from wrong(sentence.figure(aged["age"]), born, then=died, times=times)


def wrong(age: Value, born: Period, *, then: Period, times: Sequence[Time]) -> Iterator[Fault]:
    """Yield the age where nobody born in ``born`` has it in ``then``; ``times`` are the dates to underline with it."""
    youngest, oldest = _full_years(born[1], then[0]), _full_years(born[0], then[1])
    if not age.exact or youngest <= age.value <= oldest or oldest < 0:
        return
    marked: list[Value | Time] = [age, *(time for time in times if time in age.claim.marks)]
    start, end = min(one.start for one in marked), max(one.end for one in marked)
    years = f"{youngest}" if youngest == oldest else f"{youngest} or {oldest}"
    was, now = (str(days[0].year) if days[0] != days[1] else days[0].isoformat() for days in (born, then))
    added = f"{then[1].year} - {born[0].year}"
    yield Fault(start, end, f"{age.text} here, but who was born in {was} was {years} in {now} ({added})", age.claim.id)


def _full_years(born: datetime.date, then: datetime.date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
