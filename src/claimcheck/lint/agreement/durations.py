"""Durations beside the dates that they run between, counted from publication where one end is open."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lang import numerals
from claimcheck.lint.agreement.ages import Disagreement
from claimcheck.lint.agreement.figures import Masked
from claimcheck.lint.agreement.periods import Period, days_of, period, years_of
from claimcheck.report import Time

_D, _A, _B = r"<t(?P<d>\d+)>", r"<t(?P<a>\d+)>", r"<t(?P<b>\d+)>"
_GAP: Final = r"(?:(?!<)[^;.]){0,30}?"
_TO: Final = r"(?: to | until | till | through | and |\s?[-–—]\s?| up to )"
_BETWEEN: Final = (
    re.compile(rf"{_D}{_GAP}(?:\bfrom|\bbetween|\() ?(?:the )?{_A}{_TO}(?:the )?{_B}"),
    re.compile(
        rf"\b(?:[Ff]rom|[Bb]etween) {_A}{_TO}{_B}(?:,| \(| —| –) ?(?:or |for |a (?:period|span|total) of |in all |some |lasting )?{_D}"
    ),
    re.compile(
        rf"\b(?:lasted|ran|served|ruled|reigned|lived there|worked there|continued)(?: for)? {_D}{_GAP}\(?{_A}(?:{_TO}{_B})"
    ),
    re.compile(rf"{_A}(?:(?!<t)[^;.]){{0,90}}?(?:, | \()(?:only |just |some )?{_D} later,? (?:in |on )?{_B}"),
)
_SINGLE: Final = (
    re.compile(rf"{_D}{_GAP}(?:\bfrom |\bbetween |\(){_A}"),
    re.compile(rf"\b(?:lasted|ran|served|ruled|reigned)(?: for)? {_D}, {_A}"),
)
_SINCE: Final = (
    re.compile(rf"\bfor (?:the (?:past|last) )?{_D}(?:, | \(|,? ever )since {_A}"),
    re.compile(rf"\bsince {_A}(?:, | \(|, or |, that is )(?:for |some )?{_D}(?=[,.)]| —)"),
)
_AGO: Final = re.compile(
    r"<t(?P<a>\d+)>(?:, | \(|, some |, about )<t(?P<b>\d+)>|<t(?P<c>\d+)>(?:, in |, on | \(in |, )<t(?P<e>\d+)>"
)
_DURING: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Tt]hroughout|[Ww]ithin) (?P<which>those|these|the|all those|that|all) (?:\w+ )?"
    rf"{_D}(?P<more>[^.;]{{0,12}})"
)
_FROM_TO: Final = re.compile(
    rf"(?:\b(?:from|between) (?:the )?{_A}{_TO}(?:the )?{_B}|(?:\bfrom |\bbetween |\(){_A.replace('a>', 'both>')})"
)
_SINCE_DATE: Final = re.compile(rf"\bsince (?:the )?{_A}")
_LONG: Final = 20  # years: "in the 150 years", two sentences behind "since 1902", can mean no other time
_AGAIN: Final = re.compile(r",? (?:and|then)(?: again)? (?:from|between) <t")  # from 1990 to 1994 and from 2002 to 2006
_MORE: Final = re.compile(r"\b(?:more than|over|at least|longer than|above)\b", re.IGNORECASE)
_LESS: Final = re.compile(r"\b(?:less than|under|at most|up to|within|shorter than)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated)\b", re.IGNORECASE
)
_UNITS: Final = {"Y": (365.2425, "year"), "M": (30.44, "month"), "W": (7.0, "week"), "D": (1.0, "day")}
_XXXX: Final = "2000"  # a year for days without one: both are in the same


def disagreements(sentence: Masked, *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield durations that are not the time between the dates beside them."""
    for pattern in _BETWEEN:
        for match in pattern.finditer(sentence.text):
            if _AGAIN.match(sentence.text, match.end()):
                continue
            times = (sentence.time(match["a"]), sentence.time(match["b"]))
            first, last = _days(*times), _days(times[1], times[0])
            if first and last:
                yield from _wrong(
                    sentence.time(match["d"]), (first, last), times=times, before=sentence.text[: match.start("d")]
                )
    for pattern in _SINGLE:
        for match in pattern.finditer(sentence.text):
            time = sentence.time(match["a"])
            start, slash, end = (time.value or "").partition("/")
            first, last = period(start), period(end)
            if slash and first and last:
                yield from _wrong(
                    sentence.time(match["d"]), (first, last), times=(time,), before=sentence.text[: match.start("d")]
                )
    if today is not None:
        yield from _up_to(sentence, today=today)


def during(sentence: Masked, before: Sequence[Masked], *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield ``those 15 years`` that are not the time from date to date in the same sentence, or in one of those ``before``."""
    for match in _DURING.finditer(sentence.text):
        duration = sentence.time(match["d"])
        if (
            match["more"]
            .strip()
            .startswith(("before", "after", "since", "ago", "to come", "ahead", "earlier", "leading"))
        ):
            continue
        for there in (sentence, *before[-1:]) if match["which"] != "the" else (sentence,):
            limit = match.start() if there is sentence else len(there.text)
            found = list(_FROM_TO.finditer(there.text, 0, limit))
            if len(found) == 1:
                yield from _between(there, found[0], duration=duration, words=match[0])
                return
        years = years_of(duration.value)
        dated = [(there, one) for there in (*before[-2:], sentence) for one in _SINCE_DATE.finditer(there.text)]
        if today and years and years >= _LONG and len(dated) == 1:
            there, one = dated[0]
            first = period(there.time(one["a"]).value)
            if first and abs((today - first[0]).days / _UNITS["Y"][0] - years) > 2:  # noqa: PLR2004
                yield from _wrong(
                    duration, (first, (today, today)), times=(there.time(one["a"]),), before=match[0][:-1]
                )


def _between(there: Masked, match: re.Match[str], *, duration: Time, words: str) -> Iterator[Disagreement]:
    if match["both"]:
        times: tuple[Time, ...] = (there.time(match["both"]),)
        start, slash, end = (times[0].value or "").partition("/")
        first, last = (
            (period(start.replace("XXXX", _XXXX)), period(end.replace("XXXX", _XXXX))) if slash else (None, None)
        )
    else:
        times = (there.time(match["a"]), there.time(match["b"]))
        first, last = _days(*times), _days(times[1], times[0])
    if first and last:
        yield from _wrong(duration, (first, last), times=times, before=words[:-1])


def _days(time: Time, beside: Time) -> Period | None:
    """Return the days of a time, its year that of the one ``beside`` it where it has none: 3 June to 19 June 2025."""
    value, other = time.value or "", (beside.value or "")[:4]
    return None if "/" in value else period(value.replace("XXXX", other if other.isdecimal() else _XXXX))


def _up_to(sentence: Masked, *, today: datetime.date) -> Iterator[Disagreement]:
    """Yield durations that run up to publication: ``for 20 years, since 2016``, ``in 2001, 35 years ago``."""
    for pattern in _SINCE:
        for match in pattern.finditer(sentence.text):
            time = sentence.time(match["a"])
            first = period(time.value)
            if first and "/" not in (time.value or ""):
                before = sentence.text[: match.start("d")]
                yield from _wrong(sentence.time(match["d"]), (first, (today, today)), times=(time,), before=before)
    for match in _AGO.finditer(sentence.text):
        one, two = (sentence.time(match["a"] or match["c"]), sentence.time(match["b"] or match["e"]))
        ago, dated = (one, two) if one.text.endswith("ago") else (two, one)
        days = period(dated.value)
        found = numerals.find_numerals(ago.text)
        if (
            not ago.text.endswith(" years ago")
            or dated.text.endswith("ago")
            or days is None
            or not found
            or not re.search(r"\d{4}", dated.text)
        ):
            continue
        span = Time(start=ago.start, end=ago.end, text=ago.text, value=f"P{found[0].value:g}Y")
        yield from _wrong(span, (days, (today, today)), times=(dated,), before=sentence.text[: match.start()])


def _wrong(
    duration: Time, ends: tuple[Period, Period], *, times: tuple[Time, ...], before: str
) -> Iterator[Disagreement]:
    length, value = days_of(duration.value), duration.value or ""
    first, last = ends
    if length is None or value[-1] not in _UNITS or first[0] > last[1]:
        return
    unit, name = _UNITS[value[-1]]
    least = max((last[0] - first[1]).days, 0) / unit
    most = ((last[1] - first[0]).days + 1) / unit
    count = length / unit
    words = f"{before[-14:]} {duration.text}"
    if _MORE.search(words):
        wrong = count >= most + 0.5
    elif _LESS.search(words):
        wrong = count < least - 0.5
    else:
        slack = max(1.0, count / 10) if _ABOUT.search(words) else 0.5
        wrong = count + slack < least or count - slack > most + (value[-1] == "Y") * 0.5
    if not wrong:
        return
    start = min(duration.start, *(time.start for time in times))
    end = max(duration.end, *(time.end for time in times))
    there = f"{round((least + most) / 2)} {name}s" if round(least) != round(most) or round(most) != 1 else f"1 {name}"
    span = f"{times[0].text} to {times[1].text}" if len(times) > 1 else times[0].text
    until = "" if len(times) > 1 or "/" in (times[0].value or "") else f" to {last[1].isoformat()}"
    yield Disagreement(start, end, f"{duration.text} here, but {span}{until} is about {there}")
