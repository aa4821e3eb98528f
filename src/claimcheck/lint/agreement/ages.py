"""Ages beside the dates that they follow from: birth and death, birth and publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.lint.agreement.figures import Figure, Masked
from claimcheck.lint.agreement.periods import Period, period
from claimcheck.report import Time

_BORN: Final = re.compile(r"\b(?:[Bb]orn|b\.)(?:(?!<)[^;.]){0,45}<t(?P<born>\d+)>")
_LIFE: Final = re.compile(r"\((?:<t(?P<life>\d+)>|<t(?P<born>\d+)>\s?[-–—]\s?<t(?P<died>\d+)>)\)")
_DIED: Final = re.compile(
    r"\b(?:died|passed away|was killed|drowned|death|executed|murdered)\b(?:(?!<t)[^;.]){0,50}?<t(?P<died>\d+)>"
)
_DEATH_AGE: Final = re.compile(
    r"\b(?:died|dies|dead|death|passed away|killed|drowned)\b(?:(?!<[gcb])[^;.]){0,60}?"
    r"\b(?:at|aged|age|was)(?: just| only)?(?: the age of| age)? <[gcb](?P<age>\d+)>(?! (?:percent|people|a\.m|p\.m))"
)
_NOW: Final = re.compile(
    r"(?:\b[A-Z][\w'’-]+, (?:aged |now )?<[gcb](?P<comma>\d+)>,|\bThe <g(?P<old>\d+)>|"
    r"\b(?:is|now|turns|turned)(?: now)? <g(?P<is>\d+)>|\bnow <[gcb](?P<now>\d+)>)"
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
    ages = [sentence.figure(match["age"]) for match in _DEATH_AGE.finditer(sentence.text)]
    for born, died, times in lived:
        for age in ages[:1]:
            yield from _wrong(age, born, then=died, times=times)
    birth = birth_of(sentence)
    if (
        birth is None
        or lived
        or today is None
        or _DIED.search(sentence.text)
        or re.search(r"\bdied\b|\blate\b", sentence.text)
    ):
        return
    for match in _NOW.finditer(sentence.text):
        age = sentence.figure(match["comma"] or match["old"] or match["is"] or match["now"])
        at = sentence.text.index("orn ") if "orn " in sentence.text else 0
        between = sentence.text[min(match.end(), at) : max(match.end(), at)]
        if not _OTHERS.search(between) and not re.search(r"\b(?:and|but)\b", between):
            yield from _wrong(age, birth[1], then=(today, today), times=(birth[0],))
            return


def after_birth(sentence: Masked, birth: tuple[Time, Period], *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield the age in the sentence behind one that dates a birth: of ``The 85-year-old`` today, of ``She died`` at the death."""
    death, aged = _DIED.search(sentence.text), _DEATH_AGE.search(sentence.text)
    if death and aged and re.match(r"(?:He|She|Mr|Mrs|Ms|The)\b", sentence.text) and not _OTHERS.search(sentence.text):
        days = period(sentence.time(death["died"]).value)
        if days:
            yield from _wrong(sentence.figure(aged["age"]), birth[1], then=days, times=())
        return
    if today is None:
        return
    match = re.match(r"(?:The|Now) <g(?P<age>\d+)>|(?:He|She) (?:is|turns|turned) <g(?P<is>\d+)>", sentence.text)
    if match and not _OTHERS.search(sentence.text):
        yield from _wrong(sentence.figure(match["age"] or match["is"]), birth[1], then=(today, today), times=())


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
    birth, death = birth_of(sentence), _DIED.search(sentence.text)
    if birth and death:
        time = sentence.time(death["died"])
        days = period(time.value)
        if days and time is not birth[0] and not _OTHERS.search(sentence.text):
            yield birth[1], days, (birth[0], time)


def _wrong(age: Figure, born: Period, *, then: Period, times: Sequence[Time]) -> Iterator[Disagreement]:
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
