"""What the words of a date expression say, before the calendar places it, and how ISO 8601 writes durations and clocks."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Any, Final, Literal

Tense = Literal["past", "present", "future"] | None
Unit = Literal["day", "week", "month", "quarter", "year", "weekend", "decade", "century"]


@dataclasses.dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no calendar: ``P3Y``, ``PRESENT``, ``2014``, ``199X``."""

    value: str


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """A day or month, with or without its year; ``which`` is -1, 0, 1: last, this, next; ``clock`` as in ``T20:00``."""

    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    which: int | None = None
    shift: int | None = None  # years from the publication date's: March of last year
    event: int | None = None  # the year of the event that the day stands for: the Sept. 11 attacks
    clock: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 1; ``which`` is -1, 0, 1: last, this, next; ``week`` counts from this week."""

    weekday: int
    which: int | None = None
    week: int | None = None
    clock: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Shift:
    """The calendar unit that lies ``amount`` units from the publication date's: last year, two weeks ago, tomorrow."""

    unit: Unit
    amount: int
    clock: str = ""
    narrative: bool = False  # counted from the time named before, not from the publication date: the previous year


@dataclasses.dataclass(frozen=True, slots=True)
class Season:
    """A season, EDTF number 21 to 24, of no stated year; ``which`` is -1, 0, 1 for last, this, next."""

    season: int
    which: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Months:
    """Months of a year: a quarter, a half, the first nine months; ``shift`` counts years from publication."""

    first: int
    last: int
    year: int | None = None
    shift: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Interval:
    """From one time to another."""

    first: Day | Weekday | Fixed
    last: Day | Weekday | Fixed


When = Fixed | Day | Weekday | Shift | Season | Months | Interval


_DURATION: Final = re.compile(r"P(T?)([\d.]+)([YMWDHS])")


def duration(unit: str, amount: float | None) -> str:
    """Return ``amount`` times the ISO duration ``unit`` (``P1Y``, ``PT1H``, ``P10Y``); ``None`` is vague: ``PXY``."""
    clock, size, letter = _parts(unit)
    number = "X" if amount is None else plain(float(size) * amount)
    return f"P{clock}{number}{letter}"


def _parts(unit: str) -> tuple[str | Any, ...]:
    """Return ``T`` or nothing, the number and the letter of an ISO duration of one unit."""
    match = _DURATION.fullmatch(unit)
    if match is None:
        raise ValueError(unit)
    return match.groups()


def plain(number: float) -> str:
    """Return ``number`` without exponent and without trailing zeros."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def ago(unit: str, amount: int) -> Shift:
    """Return the shift that lies ``amount`` of the ISO duration ``unit`` from now: hours and less are today's."""
    clock, size, letter = _parts(unit)
    if clock:
        return Shift("day", 0)
    names: dict[str, Unit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}
    return Shift(names[letter], amount * int(size))


def joined(parts: Iterable[str]) -> str:
    """Return durations from large to small as one: ``P2Y`` and ``P3M`` make ``P2Y3M``."""
    dates, clocks = "", ""
    for part in parts:
        head, _, tail = part[1:].partition("T")
        dates += head
        clocks += tail
    return f"P{dates}T{clocks}" if clocks else f"P{dates}"


_NOON: Final = 12
_LAST_MINUTE: Final = 59
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?::(\d\d))?\s?(?:([ap])\.?\s?m\b)?", re.IGNORECASE)


def read_clock(text: str) -> str:
    """Return ISO ``T20:00`` for a clock time's text, with ``Z`` for GMT and UTC; empty where it is no time of day."""
    if text.startswith("T"):
        return text
    match = _CLOCK.match(text)
    if match is None:
        return ""
    hour, minute, second, half = int(match[1]), int(match[2] or 0), match[3], (match[4] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return ""
    hour = hour % _NOON + _NOON * (half == "p") if half else hour
    if hour >= 2 * _NOON or minute > _LAST_MINUTE:
        return ""
    return f"T{hour:02}:{minute:02}" + (f":{second}" if second else "") + "Z" * text.endswith(("GMT", "UTC"))
