"""The stretch of days that a time's value covers: ISO 8601 and EDTF to first and last day."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from typing import Final

from claimcheck.report import Report, Time

Period = tuple[datetime.date, datetime.date]
"""First and last day, both in."""

_VALUE: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d)(?:T.*)?)?|W(?P<week>\d\d)|(?P<season>2[1-4])))?|"
    r"(?P<decade>\d{3})X|(?P<century>\d\d)XX"
)
_DURATION: Final = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
UNITS: Final = {"Y": "year", "M": "month", "W": "week", "D": "day"}
DAYS: Final = {"year": 365.2425, "month": 30.44, "week": 7.0, "day": 1.0}
"""How many days a unit has, on the average."""
NO_YEAR: Final = 1600
"""The year that stands for none where two days without one are compared; a leap year."""


def undated(value: str | None) -> str | None:
    """Return ``value`` with NO_YEAR for a year that is not known."""
    return value.replace("XXXX", str(NO_YEAR)) if value else None


def published(report: Report) -> datetime.date | None:
    """Return the day of publication, None where it is not known."""
    value = report.article.published
    return datetime.date.fromisoformat(value) if value else None


def period(value: str | None, *, present: datetime.date | None = None) -> Period | None:
    """Return the days that ``value`` covers; None for durations, vague values, and what the calendar lacks.

    ``present`` is what ``PRESENT`` stands for.
    """
    if not value:
        return None
    if value == "PRESENT":
        return (present, present) if present else None
    if "/" in value:
        first, _, last = value.partition("/")
        start, end = period(first), period(last)
        return (start[0], end[1]) if start and end else None
    try:
        return _one(value)
    except (ValueError, OverflowError):  # the last week of 9999 ends behind the calendar
        return None


def _one(value: str) -> Period | None:
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year, month, day, week, season = (int(match[part] or 0) for part in ("year", "month", "day", "week", "season"))
    if match["decade"] or match["century"]:
        return datetime.date(int(value.replace("X", "0")), 1, 1), datetime.date(int(value.replace("X", "9")), 12, 31)
    if day or week:
        start = datetime.date(year, month, day) if day else datetime.date.fromisocalendar(year, week, 1)
        return start, start + datetime.timedelta(days=6 if week else 0)
    first, last = _SEASONS[season] if season else (month or 1, month or 12)
    return datetime.date(year, first, 1), datetime.date(year, last, monthrange(year, last)[1])


def overlap(one: Period, other: Period) -> bool:
    """Return whether two periods share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def year_of(time: Time) -> int | None:
    """Return the year that the time names or lies in, None where it spans several or none."""
    days = period(time.value)
    return days[0].year if days and days[0].year == days[1].year else None


def days_of(value: str | None) -> float | None:
    """Return how many days a duration of one unit has, months and years on the average."""
    match = _DURATION.fullmatch(value or "")
    return float(match[1]) * DAYS[UNITS[match[2]]] if match else None


def years_of(value: str | None) -> float | None:
    """Return how many years a duration in years or decades counts."""
    match = _DURATION.fullmatch(value or "")
    return float(match[1]) if match and match[2] == "Y" else None
