"""Ages beside the dates that they follow from: birth and death, birth and publication, birth and an event."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.calendar.periods import Period, period
from claimcheck.lint.numbers import Masked, Value
from claimcheck.lint.rule import Fault
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
    r"\b(?:is|now|turned)(?: now)? <g(?P<is>\d+)>|\bturns(?: now)? <g(?P<turns>\d+)>|\b(?:is|now) <[gcb](?P<now>\d+)>(?=[,.;)]| and)|"
    r", <t\d+> <[gcb](?P<today>\d+)>,|\bmak(?:es|ing) (?:him|her) <[gcb](?P<made>\d+)>)"
)
# Born in 1950, she joined the party in 1980, at the age of 30.
_AT_EVENT: Final = re.compile(
    r"<t(?P<when>\d+)>(?:,? \(?(?:at(?: the age of| age)?|aged|age|when (?:he|she) was(?: just| only| about)?|by "
    r"then)) <[gcb](?P<age>\d+)>(?=[,.;)]| and\b| — | $)|\bturn(?:s|ed|ing)? <[gcb](?P<turned>\d+)> (?:in |on "
    r")?<t(?P<turning>\d+)>"
)
_OTHERS: Final = re.compile(
    r"\b(?:whose|mother|father|wife|husband|sons?|daughters?|brothers?|sisters?|child(?:ren)?|parents?|bab(?:y|ies)|twins?|grand\w+|"
    r"uncle|aunt|cousin|niece|nephew|partner|fianc\w+|widow|predecessor|successor|then)\b",
    re.IGNORECASE,
)
_MOST_DAYS: Final = 366  # of a birth or death that is known to the year


def birth_of(sentence: Masked) -> tuple[Time, Period] | None:
    """Return the one birth that the sentence dates, None where there is none or several."""
    found = [sentence.time(match["born"]) for match in _BORN.finditer(sentence.text)]
    days = [(time, where) for time in found if (where := period(time.value)) is not None and _is_day_or_year(where)]
    return days[0] if len(days) == 1 and len(found) == 1 else None


def _is_day_or_year(days: Period) -> bool:
    return (days[1] - days[0]).days < _MOST_DAYS


def disagreements(sentence: Masked, *, today: datetime.date | None) -> Iterator[Fault]:
    """Yield ages that do not follow from the birth in their sentence."""
    lived, ages = list(_lives(sentence)), DEATH_AGE.search(sentence.text)
    if lived and ages:
        born, died, times = lived[0]
        yield from wrong(sentence.figure(ages["age"]), born, then=died, times=times)
    birth = birth_of(sentence)
    late = DIED.search(sentence.text) or re.search(r"\bdied\b|\blate\b", sentence.text)
    if birth is None or today is None or lived or late:
        return
    for match in _NOW.finditer(sentence.text):
        age = sentence.figure(match[match.lastgroup or 0])
        at = max(sentence.text.find("orn "), 0)
        between = sentence.text[min(match.end(), at) : max(match.end(), at)]
        if not _OTHERS.search(between) and not re.search(r"\b(?:and|but)\b", between):
            this_year = (today, today.replace(month=12, day=31))  # who turns 64 this autumn is 63 today
            then = this_year if match.lastgroup == "turns" else (today, today)
            yield from wrong(age, birth[1], then=then, times=(birth[0],))
            return


def at_events(sentence: Masked, birth: tuple[Time, Period]) -> Iterator[Fault]:
    """Yield ages at a dated event that do not follow from the birth: ``born in 1950 ... in 1980, at 20``."""
    born = birth[1]
    if _OTHERS.search(sentence.text):
        return
    for match in _AT_EVENT.finditer(sentence.text):
        time = sentence.time(match["when"] or match["turning"])
        when = period(time.value)
        if when is None or time is birth[0] or not _is_day_or_year(when):
            continue
        yield from wrong(sentence.figure(match["age"] or match["turned"]), born, then=when, times=())


def after_birth(sentence: Masked, birth: tuple[Time, Period], *, today: datetime.date | None) -> Iterator[Fault]:
    """Yield the age in the sentence behind one that dates a birth: of ``The 85-year-old`` today, of ``She died`` at the death."""
    death, aged = DIED.search(sentence.text), DEATH_AGE.search(sentence.text)
    if death and aged and re.match(r"(?:He|She|Mr|Mrs|Ms|The)\b", sentence.text):
        then = period(sentence.time(death["died"]).value)
    else:
        aged = re.match(r"(?:(?:The|Now)|(?:He|She) (?:is|turns|turned)) <g(?P<age>\d+)>", sentence.text)
        then = (today, today) if today else None
    if aged and then and not _OTHERS.search(sentence.text):
        yield from wrong(sentence.figure(aged["age"]), birth[1], then=then, times=())


def _lives(sentence: Masked) -> Iterator[tuple[Period, Period, tuple[Time, ...]]]:
    """Yield birth and death, where a sentence dates both of one person."""
    for match in _LIFE.finditer(sentence.text):
        times = tuple(sentence.time(place) for place in match.groups() if place)
        ends = (times[0].value or "").partition("/")[::2] if match["life"] else [time.value for time in times]
        born, died = map(period, ends)
        if born and died:
            yield born, died, times
            return
    birth, death = birth_of(sentence), DIED.search(sentence.text)
    if birth and death:
        time = sentence.time(death["died"])
        days = period(time.value)
        if days and time is not birth[0] and not _OTHERS.search(sentence.text):
            yield birth[1], days, (birth[0], time)


def wrong(age: Value, born: Period, *, then: Period, times: Sequence[Time]) -> Iterator[Fault]:
    """Yield the age where nobody born in ``born`` has it in ``then``; ``times`` are the dates to underline with it."""
    if age.value2 is not None or age.bound != "=":
        return
    youngest, oldest = _full_years(born[1], then[0]), _full_years(born[0], then[1])
    if youngest <= age.value <= oldest or oldest < 0:
        return
    marked: list[Value | Time] = [age, *times]
    start, end = min(one.start for one in marked), max(one.end for one in marked)
    years = f"{youngest}" if youngest == oldest else f"{youngest} or {oldest}"
    was, now = (str(days[0].year) if days[0] != days[1] else days[0].isoformat() for days in (born, then))
    added = f"{then[1].year} - {born[0].year}"
    yield Fault(start, end, f"{age.text} here, but who was born in {was} was {years} in {now} ({added})")


def _full_years(born: datetime.date, then: datetime.date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
