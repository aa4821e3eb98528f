"""Durations beside the dates that they run between, counted from publication where one end is open.

The ends are dates behind words (``from 1990 to 1996``), or behind verbs that belong together: what closed opens again, who was
jailed is released (``closed in June 2021 and opened again in June 2025, shut for six years``).
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck import lang
from claimcheck.lang import numerals, rows
from claimcheck.lint.calendar.periods import DAYS, NO_YEAR, UNITS, Period, days_of, period, undated
from claimcheck.lint.numbers import Masked, patterns
from claimcheck.lint.rule import Fault
from claimcheck.report import Time

_D, _A, _B = r"<t(?P<d>\d+)>", r"<t(?P<a>\d+)>", r"<t(?P<b>\d+)>"
_RANGE: Final = re.compile(
    rf"(?:\b[Ff]rom |\b[Bb]etween |(?P<open>\(|, ))?(?:the )?{_A}(?:,? to | until | till |,? through | and |\s?[-–—]\s?)(?:the )?{_B}|"
    r"(?:\b[Ff]rom |\b[Bb]etween |\()<t(?P<both>\d+)>"
)
_DATED: Final = re.compile(
    r"\b(?:in|on|since|from|until|till|of|early|late|mid|by|at the (?:end|start) of) (?:the |early |late |mid-)*<t(?P<t>\d+)>"
)
_DATE: Final = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d){0,2}")
_REACH: Final = 120  # characters between a verb and its date, and from date to date
_ABOUT_IT: Final = (
    r"(?:just |only |nearly |almost |about |some |more than |over |a total of |the |its |his |her |all )*"
)
# Twelve years, from 1990 to 1996; it lasted 12 years.
_AHEAD: Final = re.compile(rf"{_D}(?:(?!<|\bthat\b|\w+ed\b)[^,;.]){{0,30}}?,? ?$")
_BEHIND: Final = re.compile(
    rf"\W{{0,3}}(?:(?! and | but )[^<;.]){{0,30}}?\b(?:after|following|or|in all,?|that is|(?:after |following )?an? [\w-]+ of|"
    rf"(?:last|tak|took|serv|spann|spend)\w*(?: for)?|ha[ds] (?:been )?(?:[\w-]+ ){{0,2}}for) {_ABOUT_IT}{_D}"
    r"(?P<rest>.{0,20})"
)
# What follows the length and makes it that of something else: after three years as its head; after a two-year illness.
_DURING: Final = re.compile(
    rf"\b(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) {_D} (?P<noun>closure|shutdown|strike|suspension|occupation|siege|marriage|"
    r"detention|imprisonment|lockdown|stoppage|disappearance)\b"
)
# The ten-day fair opens on July 11 and closes with fireworks on July 17; or closes in one of the next sentences.
_EVENT: Final = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Ii]ts|[Tt]heir|[Aa]n?) {_D} [a-z]")
_OPENS: Final = re.compile(
    rf"\b(?:opens?|opened|opening|begins?|began|beginning|starts?|started|starting|from|kicks? off)\b(?:(?!<)[^;.]){{0,60}}{_A}"
)
_CLOSES: Final = re.compile(
    rf"\b(?:ends?|ended|ending|closes?|closed|closing|finish\w*|conclud\w*|wraps? up|until|through|to)\b(?:(?!<)[^;.]){{0,60}}{_B}"
)
_LAST_OF_IT: Final = 3  # sentences behind, among which it closes
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?!/)")
_STEM: Final = 4  # letters that a noun shares with its verb: closure, closed; detention, detained
_OF_ANOTHER: Final = re.compile(
    r" (?:as|earlier|later|before|ago|late|ahead|early|behind|more|longer|in the making|\w+ing|to \w+)\b|"
    r" of (?!(?:[\w-]+ )?(?:work|repairs?|closure|construction|captivity|marriage|silence|absence|war|fighting|rule|service)\b)"
)
_NEXT: Final = re.compile(
    rf"^(?:It|This|That|They|He|She|In all,? it|(?:The|His|Her|Their|Its) [\w-]+)(?: had| have| has)?(?: \w+){{0,2}}? (?:lasted|took|"
    rf"continued|went on|ran|closed|shut|held|spent|served|married|in \w+)(?: for)? {_ABOUT_IT}{_D}(?! (?:as|later|earlier))"
)
_THOSE: Final = re.compile(
    rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or) (?:those|these|that) (?:\w+ )?{_D}(?! (?:before|after|since|to come))"
)
_LATER: Final = re.compile(rf"{_A}(?:(?!<t)[^;.]){{0,90}}? \(?(?:only |just |some )?{_D} later,? (?:in |on )?{_B}")
_SINCE: Final = patterns(
    rf"\bfor (?:the (?:past|last) )?{_D}(?:, | \(|,? ever )since {_A}",
    rf"\bsince {_A}(?:, | \(|, or |, that is )(?:for |some )?{_D}(?=[,.)]| —)",
    rf"\b[Ii]n the {_D} since (?:the )?{_A}",
)
_LONG: Final = re.compile(rf"\b[Ii]n the (?:\w+ )?{_D}(?! ?(?:before|after|since|ago|to come|ahead|earlier|leading))")
_SINCE_DATE: Final = re.compile(rf"\bsince (?:the )?{_A}")
_LONGEST: Final = 20 * 365  # days: "in the 150 years", two sentences behind "since 1902", can mean no other time
_AGO: Final = re.compile(r"<t(?P<a>\d+)>(?:, | \(|, some |, about |, in |, on | \(in )<t(?P<b>\d+)>")
_MORE: Final = re.compile(r"\b(?:more than|over|at least|longer than|above)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated)\b", re.IGNORECASE
)
_LEAP_DAYS: Final = 0.45  # 2012 to 2016 are 5.002 years from the first day to the last, and six are more by half a year


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies between ``times`` (one, where it is itself a stretch), told at ``start:end`` of a masked sentence."""

    times: tuple[Time, ...]
    start: int
    end: int

    def ends(self) -> tuple[Period, Period] | None:
        """Return the days of beginning and end; the year of one is that of the other where it has none: 3 June to 19 June 2025."""
        values = [time.value or "" for time in self.times]
        if len(values) == 1:
            values = list((undated(values[0]) or "").split("/"))
        years = [value[:4] for value in values if value[:4].isdecimal()] or [str(NO_YEAR)]
        values = [value.replace("XXXX", years[0]) for value in values if "/" not in value]
        days = [period(value) for value in values]
        dated = any(re.search(r"\d{4}", time.text) for time in self.times)
        if len(days) == 2 and days[0] and days[1] and days[1][1] < days[0][0] and not dated:  # noqa: PLR2004  closed 3 February, opened 31 March
            days[0] = period(f"{int(values[0][:4]) - 1}{values[0][4:]}")
        return (days[0], days[1]) if len(days) == 2 and days[0] and days[1] else None  # noqa: PLR2004


def disagreements(sentence: Masked, earlier: Sequence[Masked], *, today: datetime.date | None) -> Iterator[Fault]:
    """Yield durations that are not the time between two dates of the sentence, or of the one before, or from one to publication."""
    told = list(_stretches(sentence)) or [one for there in earlier[-1:] for one in _stretches(there)]
    here = bool(told) and told[0].times[0] in sentence.times
    for match in (_THOSE.search(sentence.text), _said(sentence, told[0]) if here else _NEXT.search(sentence.text)):
        if match and len(told) == 1:
            yield from _wrong(sentence, match, told[0].times, ends=told[0].ends())
    for match in _LATER.finditer(sentence.text):
        pair = (sentence.time(match["a"]), sentence.time(match["b"]))
        yield from _wrong(sentence, match, pair, ends=Stretch(pair, 0, 0).ends())
    if today is not None:
        yield from _to_publication(sentence, earlier, today=today)


def during(sentence: Masked, earlier: Sequence[Masked]) -> Iterator[Fault]:
    """Yield ``the four-month closure`` where the one stretch told before, of what was closed, is another time."""
    match = _DURING.search(sentence.text)
    told = [(one, there.text.lower()) for there in earlier for one in _stretches(there)] if match else []
    if match and len(told) == 1 and match["noun"][:_STEM] in told[0][1]:
        yield from _wrong(sentence, match, told[0][0].times, ends=told[0][0].ends())


def lasting(sentence: Masked, later: Sequence[Masked]) -> Iterator[Fault]:
    """Yield the length of a fair or a festival that is not the time from the day it opens to the day it closes."""
    match = _EVENT.search(sentence.text)
    opens = _OPENS.search(sentence.text, match.end()) if match else None
    if match is None or opens is None or "-" not in sentence.time(match["d"]).text:
        return
    first = sentence.time(opens["a"])
    found = [(sentence, _CLOSES.search(sentence.text, opens.end()))]
    found += [(there, _CLOSES.search(there.text)) for there in later[:_LAST_OF_IT]]
    last = next((there.time(closes["b"]) for there, closes in found if closes), None)
    days = [_DAY.match(time.value or "") for time in (first, last) if time]
    ends = [period(day[0]) for day in days if day]
    if last is not None and len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004  both are days
        yield from _wrong(sentence, match, (first, last), ends=(ends[0], ends[1]))


def _stretches(sentence: Masked) -> Iterator[Stretch]:
    """Yield what lies between two dates of a sentence: from one to the other, or from a verb that begins a state to one that ends it."""
    for match in _RANGE.finditer(sentence.text):
        times = tuple(sentence.time(place) for place in match.group("a", "b", "both") if place)
        if (stretch := Stretch(times, *match.span())).ends():
            yield stretch
    dated = [one for one in _DATED.finditer(sentence.text) if _DATE.fullmatch(sentence.time(one["t"]).value or "")]
    starts = [0, *(one.end() for one in dated)]
    led = [(one, _lead(sentence.text[start : one.start()])) for start, one in zip(starts, dated, strict=False)]
    for (one, begun), (other, ended) in itertools.combinations(led, 2):
        if other.start() - one.end() <= _REACH and any(
            not begins.isdisjoint(begun) and not ends.isdisjoint(ended) for begins, ends in _states()
        ):
            yield Stretch((sentence.time(one["t"]), sentence.time(other["t"])), one.start(), other.end())


def _lead(text: str) -> list[str]:
    """Return the words that lead to a date, behind the date before it: its verb is among them."""
    return re.findall(r"\w+", text[-_REACH:].rpartition(";")[2].lower())


@lang.compiled
def _states() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(row["begins"].split()), frozenset(row["ends"].split())) for row in rows("states"))


def _said(sentence: Masked, stretch: Stretch) -> re.Match[str] | None:
    """Return the length that is said of a stretch, right before it or behind it."""
    behind = _BEHIND.match(sentence.text, stretch.end)
    if behind and not _OF_ANOTHER.match(behind["rest"]):
        return behind
    return _AHEAD.search(sentence.text[: stretch.start])


def _to_publication(sentence: Masked, earlier: Sequence[Masked], *, today: datetime.date) -> Iterator[Fault]:
    """Yield what has gone on since a date, or was so long ago: ``in 2001, 35 years ago``."""
    for match in sentence.found(_SINCE):
        yield from _wrong(sentence, match, (sentence.time(match["a"]),), ends=today)
    for match in _AGO.finditer(sentence.text):
        one, two = sentence.time(match["a"]), sentence.time(match["b"])
        ago, dated = (one, two) if one.text.endswith("ago") else (two, one)
        count = numerals.find_numerals(ago.text)
        if ago.text.endswith(" years ago") and re.search(r"\d{4}", dated.text) and count:
            length = ago.model_copy(update={"value": f"P{count[0].value:g}Y"})
            yield from _wrong(sentence, match, (dated,), ends=today, length=length)
    long = _LONG.search(sentence.text)
    since = [there.time(one["a"]) for there in (*earlier, sentence) for one in _SINCE_DATE.finditer(there.text)]
    if long and len(since) == 1 and (days_of(sentence.time(long["d"]).value) or 0) >= _LONGEST:
        yield from _wrong(sentence, long, tuple(since), ends=today)


def _wrong(
    sentence: Masked,
    match: re.Match[str],
    times: tuple[Time, ...],
    *,
    ends: tuple[Period, Period] | datetime.date | None,
    length: Time | None = None,
) -> Iterator[Fault]:
    """Yield the length that is not the time from the first of ``ends`` to the last, or from ``times`` to the one day there."""
    duration = length or sentence.time(match["d"])
    if isinstance(ends, datetime.date):
        first = None if "/" in (times[0].value or "") else period(times[0].value)
        ends = (first, (ends, ends)) if first else None
    days, value = days_of(duration.value), duration.value or ""
    if ends is None or days is None or ends[0][0] > ends[1][1] or duration.text.startswith(("every", "each")):
        return
    unit = DAYS[UNITS[value[-1]]]
    first, last = ends
    least, most = max((last[0] - first[1]).days, 0) / unit, ((last[1] - first[0]).days + 1) / unit
    before = sentence.text[: match.start() if length else match.start("d")][-14:]
    if _fits(days / unit, (least, most), words=f"{before} {duration.text}", years=value[-1] == "Y"):
        return
    underlined = [duration, *(time for time in times if time in sentence.times)]
    start, end = min(time.start for time in underlined), max(time.end for time in underlined)
    about = round((least + most) / 2)
    there = f"{about} {UNITS[value[-1]]}{'' if about == 1 else 's'}"
    span = f"{times[0].text} to {times[1].text}" if len(times) > 1 else times[0].text
    until = "" if len(times) > 1 or "/" in (times[0].value or "") else f" to {last[1].isoformat()}"
    yield Fault(start, end, f"{duration.text} here, but {span}{until} is about {there}")


def _fits(count: float, between: tuple[float, float], *, words: str, years: bool) -> bool:
    """Return whether so many units are meant for a time that has between so many and so many."""
    least, most = between
    if _MORE.search(words):
        return count < most + 0.5
    slack = max(1.0, count / 10) if _ABOUT.search(words) else 0.5
    return least - slack <= count <= most + slack + years * _LEAP_DAYS
