"""Place on the calendar what a date expression says, given the day of publication and the tense.

The result is ISO 8601 or EDTF (ISO 8601-2). EDTF's ``199X`` is a decade, ``2016-22`` the summer of 2016 (21 spring to 24
winter), ``XXXX-11-05`` a day whose year is unknown. Quarters and halves of a year are intervals of months,
``2015-01/2015-03``: ISO 8601 has no shorter form for them.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re
from typing import Final

from claimcheck.lang.dates.when import Day, Fixed, Interval, Months, Season, Shift, Tense, Unit, Weekday, When

_DAY: Final = datetime.timedelta(days=1)
_WEEK: Final = 7
_SATURDAY: Final = 6
_WEDNESDAY: Final = 3
_NEAR_MONTHS: Final = 2
# First month of EDTF seasons 21 to 24 on the northern half of the globe, where most of the press that we know sits.
_SEASON_STARTS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
_NAMED: Final = re.compile(r"([12]\d{3})(?:-([01]\d)(?:-([0-3]\d))?)?(?:T.*)?")


def resolve(when: When, *, anchor: datetime.date | None, tense: Tense = None) -> str | None:
    """Return ISO 8601 or EDTF for ``when``; ``anchor`` is the day of publication.

    ``None`` where the value needs a publication date and there is none, or the calendar has no such day.
    """
    try:
        return _resolve(when, anchor=anchor, tense=tense)
    except (OverflowError, ValueError):
        return None


def _resolve(when: When, *, anchor: datetime.date | None, tense: Tense) -> str | None:
    match when:
        case Fixed(value):
            return value
        case Day():
            return _day(when, anchor=anchor, tense=tense)
        case Interval(first, last):
            return _interval(first, last, anchor=anchor, tense=tense)
        case Months():
            return _months(when, anchor=anchor, tense=tense)
    if anchor is None:
        return None
    match when:
        case Weekday():
            return _weekday(when, anchor=anchor, tense=tense).isoformat() + when.clock
        case Shift():
            return _shift(when.unit, amount=when.amount, anchor=anchor, tense=tense) + when.clock
        case Season():
            return _season(when, anchor=anchor, tense=tense)
    raise AssertionError(when)


def _date(year: int | None, month: int, day: int | None) -> str:
    if day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        raise ValueError(day)
    parts = ["XXXX" if year is None else f"{year:04}", f"{month:02}"]
    return "-".join(parts if day is None else [*parts, f"{day:02}"])


def _day(when: Day, *, anchor: datetime.date | None, tense: Tense) -> str | None:
    year = when.year
    if year is None and when.event is not None and (anchor is None or anchor.year >= when.event):
        year = when.event
    if year is None and anchor is not None:
        year = _year_of(when, anchor=anchor, tense=tense) if when.shift is None else anchor.year + when.shift
        year = _leap(year, forward=tense == "future") if (when.month, when.day) == (2, 29) else year
    return _date(year, when.month, when.day) + when.clock


def _leap(year: int, *, forward: bool) -> int:
    """Return the nearest leap year from ``year`` on, or back."""
    while not calendar.isleap(year):
        year += 1 if forward else -1
    return year


def _year_of(when: Day, *, anchor: datetime.date, tense: Tense) -> int:
    """Return the year nearest to ``anchor`` that the weekday, ``last`` or ``next``, or else the tense allow."""
    here = (anchor.month, anchor.day if when.day else 0)
    there = (when.month, when.day or 0)
    if when.which == 0:
        return anchor.year
    if when.which is not None:
        beyond = there >= here if when.which < 0 else there <= here
        return anchor.year + (when.which if beyond else 0)
    if when.weekday and when.day:
        fits = [year for year in (anchor.year, anchor.year - 1, anchor.year + 1) if _falls(year, when) == when.weekday]
        if fits:
            return fits[0]
    if tense == "past":
        return anchor.year - (there > here)
    if tense == "future":
        return anchor.year + (there < here)
    # Without a tense: the last such month, or the next where it is near ("who win in November", written in September).
    ahead = (when.month - anchor.month) % 12
    year = anchor.year + (when.month < anchor.month)
    return year if ahead <= _NEAR_MONTHS else year - 1


def _falls(year: int, when: Day) -> int:
    day = when.day or 1
    if day > calendar.monthrange(year, when.month)[1]:
        return 0
    return datetime.date(year, when.month, day).isoweekday()


def _weekday(when: Weekday, *, anchor: datetime.date, tense: Tense) -> datetime.date:
    """Return the nearest such day at or before ``anchor``, or after it in the future; last and next never are it."""
    back = (anchor.isoweekday() - when.weekday) % _WEEK
    ahead = (when.weekday - anchor.isoweekday()) % _WEEK
    if when.week is not None:
        return anchor + _DAY * (when.weekday - anchor.isoweekday() + _WEEK * when.week)
    if when.which == -1:
        return anchor - _DAY * (back or _WEEK)
    if when.which == 1:
        return anchor + _DAY * (ahead or _WEEK)
    if tense == "future" or (when.which == 0 and tense != "past"):
        return anchor + _DAY * ahead
    return anchor - _DAY * back


def _shift(unit: Unit, *, amount: int, anchor: datetime.date, tense: Tense) -> str:
    if unit == "day":
        return (anchor + _DAY * amount).isoformat()
    if unit == "week":
        year, week, _ = (anchor + _DAY * _WEEK * amount).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "weekend":
        return _weekend(amount, anchor=anchor, tense=tense)
    if unit == "year":
        return f"{datetime.date(anchor.year + amount, 1, 1).year:04}"
    if unit == "decade":
        return f"{anchor.year // 10 + amount:03}X"
    if unit == "century":
        return f"{anchor.year // 100 + amount:02}XX"
    months = anchor.year * 12 + anchor.month - 1
    if unit == "quarter":
        quarter = months // 3 + amount
        return _months_of(quarter // 4, 3 * (quarter % 4) + 1, 3 * (quarter % 4) + 3)
    return _date((months + amount) // 12, (months + amount) % 12 + 1, None)


def _weekend(amount: int, *, anchor: datetime.date, tense: Tense) -> str:
    """Return Saturday and Sunday of this week; before them, of the last where the tense or a Monday looks back."""
    saturday = anchor + _DAY * (_SATURDAY - anchor.isoweekday())
    looks_back = tense == "past" or (tense != "future" and anchor.isoweekday() <= _WEDNESDAY)
    if amount == 0 and looks_back and saturday > anchor:
        saturday -= _DAY * _WEEK
    saturday += _DAY * _WEEK * amount
    return f"{saturday.isoformat()}/{(saturday + _DAY).isoformat()}"


def _season(when: Season, *, anchor: datetime.date, tense: Tense) -> str:
    """Return the season of this year; last is the latest that has ended, next the first that has not begun."""
    year = anchor.year
    start = _SEASON_STARTS[when.season]
    if when.which == -1 or (when.which is None and tense == "past"):
        ended = start + 3 <= anchor.month if when.which == -1 else start <= anchor.month
        year -= not ended
    elif when.which == 1 or (when.which is None and tense == "future"):
        year += start <= anchor.month
    return f"{year:04}-{when.season}"


def _months_of(year: int, first: int, last: int) -> str:
    return f"{_date(year, first, None)}/{_date(year, last, None)}"


def _months(when: Months, *, anchor: datetime.date | None, tense: Tense) -> str | None:
    if when.year is not None:
        return _months_of(when.year, when.first, when.last)
    if anchor is None:
        return f"XXXX-{when.first:02}/XXXX-{when.last:02}" if when.shift is None else None
    if when.shift is not None:
        return _months_of(anchor.year + when.shift, when.first, when.last)
    year = anchor.year + (when.last < anchor.month if tense == "future" else -(when.first > anchor.month))
    return _months_of(year, when.first, when.last)


def _interval(first: When, last: When, *, anchor: datetime.date | None, tense: Tense) -> str | None:
    """Return ``first/last``; the last one's year holds for both, less one where New Year lies between."""
    end = _resolve(last, anchor=anchor, tense=tense)
    if end is None:
        return None
    if isinstance(first, Day) and isinstance(last, Day) and first.year is None and end[:4].isdecimal():
        over = (first.month, first.day or 0) > (last.month, last.day or 0)
        first = dataclasses.replace(first, year=int(end[:4]) - over)
    if isinstance(first, Weekday) and isinstance(last, Weekday) and anchor is not None:
        day = datetime.date.fromisoformat(end[:10])
        return f"{(day - _DAY * ((last.weekday - first.weekday) % _WEEK)).isoformat()}/{end}"
    start = _resolve(first, anchor=anchor, tense=tense)
    return None if start is None else f"{start}/{end}"


def needs_tense(when: When) -> bool:
    """Return whether the tense of the clause can change what ``when`` resolves to."""
    match when:
        case Day(year=None, which=None, shift=None, event=None) | Season(which=None):
            return True
        case Weekday(which=None, week=None) | Weekday(which=0):
            return True
        case Interval(first, last):
            return needs_tense(first) and needs_tense(last)
    return getattr(when, "unit", "") == "weekend" or (hasattr(when, "first") and getattr(when, "year", 0) is None)


def is_narrative(when: When) -> bool:
    """Return whether ``when`` counts from the time that the text named before it: the previous year."""
    return isinstance(when, Shift) and when.narrative


def day_named(value: str | None) -> datetime.date | None:
    """Return a day inside of the year, month or day that ``value`` is, ``None`` for every other value."""
    match = _NAMED.fullmatch(value or "")
    if match is None:
        return None
    return datetime.date(int(match[1]), int(match[2] or 7), int(match[3] or 15))
