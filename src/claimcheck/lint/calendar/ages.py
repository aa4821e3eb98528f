"""Ages: of a birth, a death and an event that do not fit, in one sentence or over several, and one person with two of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.lint.calendar.periods import Period, period
from claimcheck.lint.numbers import MarkedSentence, Masked, Value
from claimcheck.lint.people.mentions import KIN, titles
from claimcheck.lint.people.names import function_words
from claimcheck.report import Time

_BORN: Final = re.compile(r"\b(?:[Bb]orn|b\.)(?:(?!<)[^;.]){0,45}<t(?P<born>\d+)>")
_LIFE: Final = re.compile(r"\((?:<t(?P<life>\d+)>|<t(?P<born>\d+)>\s?[-–—]\s?<t(?P<died>\d+)>)\)")
DIED: Final = re.compile(
    r"\b(?:died|passed away|was killed|drowned|death|executed|murdered)\b(?:(?!<t)[^;.]){0,50}?<t(?P<died>\d+)>"
)
DEATH_AGE: Final = re.compile(
    r"\b(?:died|dies|dead|death|passed away|killed|drowned)\b(?:(?!<[gcb])[^;.]){0,60}?"
    r"\b(?:at|aged|age|was)(?: just| only)?(?: the age of| age)? <[gcb](?P<age>\d+)>(?! (?:percent|people|[ap]\.?m))"
)
_NOW: Final = re.compile(
    r"(?:\b[A-Z][\w'’-]+, (?:aged |now )?<[gcb](?P<comma>\d+)>,|\bThe <g(?P<old>\d+)>|"
    r"\b(?:is|now|turns|turned)(?: now)? <g(?P<is>\d+)>|\b(?:is|now) <[gcb](?P<now>\d+)>(?=[,.;)]| and)|"
    r", <t\d+> <[gcb](?P<today>\d+)>,|\bmak(?:es|ing) (?:him|her) <[gcb](?P<made>\d+)>)"
)
# Born in 1950, she joined the party in 1980, at the age of 30.
_AT_EVENT: Final = re.compile(
    r"<t(?P<when>\d+)>(?:,? \(?(?:at(?: the age of| age)?|aged|age|when (?:he|she) was(?: just| only| about)?|by then)) "
    r"<[gcb](?P<age>\d+)>(?=[,.;)]| and\b| — | $)|"
    r"\bturn(?:s|ed|ing)? <[gcb](?P<turned>\d+)> (?:in |on )?<t(?P<turning>\d+)>|"
    r"\b(?P<nth>\d{1,3})(?:st|nd|rd|th) birthday(?:(?!<)[^;.]){0,20}?<t(?P<day>\d+)>"
)
_OTHERS: Final = re.compile(
    r"\b(?:whose|mother|father|wife|husband|sons?|daughters?|brothers?|sisters?|child(?:ren)?|parents?|bab(?:y|ies)|twins?|grand\w+|"
    r"uncle|aunt|cousin|niece|nephew|partner|fianc\w+|widow|predecessor|successor|then)\b",
    re.IGNORECASE,
)
_MOST_DAYS: Final = 366  # of a birth or death that is known to the year


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Words from ``start`` to ``end`` that cannot all be right, and the message."""

    start: int
    end: int
    message: str


def birth_of(sentence: Masked) -> tuple[Time, Period] | None:
    """Return the one birth that the sentence dates, None where there is none or several."""
    found = [sentence.time(match["born"]) for match in _BORN.finditer(sentence.text)]
    days = [(time, where) for time in found if (where := period(time.value)) is not None and _is_day_or_year(where)]
    return days[0] if len(days) == 1 and len(found) == 1 else None


def _is_day_or_year(days: Period) -> bool:
    return (days[1] - days[0]).days < _MOST_DAYS


def disagreements(sentence: Masked, *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield ages that do not follow from the birth in their sentence."""
    lived = list(_lives(sentence))
    ages = [sentence.figure(match["age"]) for match in DEATH_AGE.finditer(sentence.text)]
    for born, died, times in lived:
        for age in ages[:1]:
            yield from wrong(age, born, then=died, times=times)
    birth = birth_of(sentence)
    if (
        birth is None
        or lived
        or today is None
        or DIED.search(sentence.text)
        or re.search(r"\bdied\b|\blate\b", sentence.text)
    ):
        return
    for match in _NOW.finditer(sentence.text):
        age = sentence.figure(
            match["comma"] or match["old"] or match["is"] or match["now"] or match["today"] or match["made"]
        )
        at = sentence.text.index("orn ") if "orn " in sentence.text else 0
        between = sentence.text[min(match.end(), at) : max(match.end(), at)]
        if not _OTHERS.search(between) and not re.search(r"\b(?:and|but)\b", between):
            yield from wrong(age, birth[1], then=(today, today), times=(birth[0],))
            return


def at_events(sentence: Masked, birth: tuple[Time, Period]) -> Iterator[Disagreement]:
    """Yield ages at a dated event that do not follow from the birth: ``born in 1950 ... in 1980, at 20``."""
    born = birth[1]
    if _OTHERS.search(sentence.text):
        return
    for match in _AT_EVENT.finditer(sentence.text):
        time = sentence.time(match["when"] or match["turning"] or match["day"])
        when = period(time.value)
        if when is None or time is birth[0] or not _is_day_or_year(when):
            continue
        if match["nth"]:
            years = sorted((_full_years(born[1], when[0]), _full_years(born[0], when[1])))
            if not years[0] - 1 <= int(match["nth"]) <= years[1] + 1:
                said = match[0].partition(" birthday")[0]
                message = f"{said} birthday here, but who was born in {born[0].year} was {years[1]} in {when[0].year}"
                yield Disagreement(sentence.offset(match.start()), time.end, message)
            continue
        yield from wrong(sentence.figure(match["age"] or match["turned"]), born, then=when, times=())


def after_birth(sentence: Masked, birth: tuple[Time, Period], *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield the age in the sentence behind one that dates a birth: of ``The 85-year-old`` today, of ``She died`` at the death."""
    death, aged = DIED.search(sentence.text), DEATH_AGE.search(sentence.text)
    if death and aged and re.match(r"(?:He|She|Mr|Mrs|Ms|The)\b", sentence.text) and not _OTHERS.search(sentence.text):
        days = period(sentence.time(death["died"]).value)
        if days:
            yield from wrong(sentence.figure(aged["age"]), birth[1], then=days, times=())
        return
    if today is None:
        return
    match = re.match(r"(?:The|Now) <g(?P<age>\d+)>|(?:He|She) (?:is|turns|turned) <g(?P<is>\d+)>", sentence.text)
    if match and not _OTHERS.search(sentence.text):
        yield from wrong(sentence.figure(match["age"] or match["is"]), birth[1], then=(today, today), times=())


def _lives(sentence: Masked) -> Iterator[tuple[Period, Period, tuple[Time, ...]]]:
    """Yield birth and death, where a sentence dates both of one person."""
    for match in _LIFE.finditer(sentence.text):
        if match["life"]:
            time = sentence.time(match["life"])
            first, _, last = (time.value or "").partition("/")
            born, died = period(first), period(last)
            times: tuple[Time, ...] = (time,)
        else:
            times = (sentence.time(match["born"]), sentence.time(match["died"]))
            born, died = period(times[0].value), period(times[1].value)
        if born and died:
            yield born, died, times
            return
    birth, death = birth_of(sentence), DIED.search(sentence.text)
    if birth and death:
        time = sentence.time(death["died"])
        days = period(time.value)
        if days and time is not birth[0] and not _OTHERS.search(sentence.text):
            yield birth[1], days, (birth[0], time)


def wrong(age: Value, born: Period, *, then: Period, times: Sequence[Time]) -> Iterator[Disagreement]:
    """Yield the age where nobody born in ``born`` has it in ``then``; ``times`` are the dates to underline with it."""
    if age.value2 is not None or age.bound != "=":
        return
    youngest = _full_years(born[1], then[0])
    oldest = _full_years(born[0], then[1])
    if youngest <= age.value <= oldest or oldest < 0:
        return
    start = min(age.start, *(time.start for time in times)) if times else age.start
    end = max(age.end, *(time.end for time in times)) if times else age.end
    years = f"{youngest}" if youngest == oldest else f"{youngest} or {oldest}"
    born_text = str(born[0].year) if born[0] != born[1] else born[0].isoformat()
    then_text = str(then[0].year) if then[0] != then[1] else then[0].isoformat()
    yield Disagreement(start, end, f"{age.text} here, but who was born in {born_text} was {years} in {then_text}")


def _full_years(born: datetime.date, then: datetime.date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


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
    age: Value
    then: Period
    place: int


def over_sentences(sentences: Sequence[MarkedSentence], *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield ages, of the dead or of today, that do not follow from the birth that another sentence tells of the same person."""
    births = [(place, one) for place, marked in enumerate(sentences) if (one := _birth(marked))]
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


def _birth(marked: MarkedSentence) -> tuple[frozenset[str], Period] | None:
    """Return who is born in a sentence, by the words of the name, none for a pronoun, and when."""
    sentence = marked.masked
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


def _ages(sentences: Sequence[MarkedSentence], *, today: datetime.date | None) -> Iterator[_Life]:
    for place, marked in enumerate(sentences):
        sentence = marked.masked
        if sentence is None or not sentence.figures:
            continue
        before = sentences[place - 1] if place else None
        yield from _of_dead(marked, before, place=place, today=today)
        if today is None or _DIED_AT.search(sentence.text) or _THEN.search(sentence.text):
            continue
        for match in _AGED.finditer(sentence.text):
            age = sentence.figure(match["age"])
            if 0 < age.value < _OLDEST and not _KIN.search(sentence.text):
                yield _Life(_words(match["name"]), age, (today, today), place)


def _of_dead(
    marked: MarkedSentence, before: MarkedSentence | None, *, place: int, today: datetime.date | None
) -> Iterator[_Life]:
    """Yield the age at which somebody died, said with the death or in the sentence behind it."""
    sentence = marked.masked
    if sentence is None:
        return
    aged, said = DEATH_AGE.search(sentence.text), _NEXT_AGE.match(sentence.text)
    told = sentence if aged else None
    age = sentence.figure(aged["age"]) if aged else None
    if said and before is not None and before.masked is not None and before.index == marked.index - 1:
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


def _same(life: _Life, name: frozenset[str], *, sentences: Sequence[MarkedSentence], place: int) -> bool:
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


_NAMED: Final = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|van|von|bin|al))*), (?:aged |now |who is )?<[gc](?P<age>\d+)>(?=[,.;)]| —|$)"
)
_BARE_AGE: Final = re.compile(r"\bthe <g(?P<age>\d+)>(?! \w+'s?\b)", re.IGNORECASE)
_OTHER_PEOPLE: Final = re.compile(
    r"\b(?:sister|brother|mother|father|wife|husband|son|daughter|friend|partner|colleague|rival|teammate|cousin|twin|neighbou?r|couple|pair|"
    r"another|both|other|children|parents|man|woman|boy|girl|victim|suspect)s?\b",
    re.IGNORECASE,
)
_THEN_AGED: Final = re.compile(
    r"\b(?:then|at the time|when (?:he|she)|was|in (?:19|20)\d\d|years? ago|late|died|turns?|turned|would have been)\b"
)
_STILL: Final = 4
"""Sentences behind a named age in which ``the 36-year-old`` is still that person."""
_PERSON: Final = re.compile(r"\b[A-Z][a-z'’-]+ [A-Z][\w'’-]+")

Pair = tuple[Value, MarkedSentence, Value, MarkedSentence]
"""The later age with its sentence, and the earlier one with its own."""


def two_ages(sentences: Sequence[MarkedSentence]) -> Iterator[Pair]:
    """Yield the second age of a person with the first one, where they differ."""
    known: dict[str, tuple[str, Value, MarkedSentence]] = {}
    last: tuple[int, str, Value, MarkedSentence] | None = None
    for place, marked in enumerate(sentences):
        if marked.masked is None:
            continue
        named = [(match["name"], marked.masked.figure(match["age"])) for match in _NAMED.finditer(marked.masked.text)]
        named = [(name, figure) for name, figure in named if 0 < figure.value < _OLDEST]
        for name, figure in named:
            key = name.split()[-1]
            before = known.setdefault(key, (name, figure, marked))
            same = set(before[0].split()) <= set(name.split()) or set(name.split()) <= set(before[0].split())
            if (
                before[1] is not figure
                and same
                and before[1].value != figure.value
                and not _THEN_AGED.search(marked.text)
            ):
                yield figure, marked, before[1], before[2]
        bare = _BARE_AGE.search(marked.masked.text)
        if bare and last and not named and place - last[0] <= _STILL:
            figure = marked.masked.figure(bare["age"])
            if figure.value != last[2].value and _only(sentences[last[0] : place + 1], last[1]):
                yield figure, marked, last[2], last[3]
                last = None
        if named:
            last = (place, *named[0], marked) if len(named) == 1 else None


def _only(between: Sequence[MarkedSentence], name: str) -> bool:
    """Return whether no other person comes up: no kin, no second name of two words, no other age."""
    words = set(name.split())
    for number, marked in enumerate(between):
        text = marked.text
        if _OTHER_PEOPLE.search(text) or (number and _THEN_AGED.search(text) and "-year-old" not in text):
            return False
        if any(not set(found[0].split()) & words for found in _PERSON.finditer(text) if found.start()):
            return False
    return True
