"""Figures and dates as they were understood, in words that a reader can compare with the article's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from claimcheck.lang import numerals
from claimcheck.lang.units import plural
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Number, Quantity, Time

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_BOUNDS = {"=": "", "range": "", "~": "about "}
_CURRENCY = re.compile("[A-Z]{3}")
RATIO = re.compile(r" (?:in|of) ")
"""Makes a number below one a share: nine in ten voters are 0.9 of voters."""
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_LENGTH = re.compile(r"PT?\d")
_SINGLE = re.compile(r"PT?1[A-Z]")  # annual, daily, a year
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def understood(text: str, claim: Claim) -> Iterator[str]:
    """Yield a claim's figures with bound, unit and what they measure, then its dates and how long things take."""
    yield from (_quantity(text, mark) for mark in claim.marks if isinstance(mark, Quantity))
    times = (_time(mark) for mark in claim.marks if isinstance(mark, Time))
    yield from dict.fromkeys(filter(None, times))


def _quantity(text: str, mark: Quantity) -> str:
    """Return a figure: ``> 200 metric tons of cocaine``, ``USD 1.2 billion``, ``12 to 18 percent (turnout)``.

    Vague ones stand as in the article, so that nobody reads of a figure that nobody gave: ``dozens of boats (>= 24)``.
    """
    unit, of = on_one_line(mark.unit or ""), on_one_line(mark.of or "")
    counted = f" of {of}" if text.startswith(" of ", mark.end) else f" ({of})"
    if any(numeral.form == numerals.VAGUE for numeral in numerals.find_numerals(mark.text)[:1]):
        least = amount(mark.value, mark.value2, unit if _CURRENCY.match(unit) else "")
        return f"{on_one_line(mark.text)}{counted if of else ''} (>= {least.partition(' per ')[0]})"
    share = 0 < mark.value < 1 and RATIO.search(mark.text) is not None
    value = amount(mark.value, mark.value2, unit, share=share)
    return _BOUNDS.get(mark.bound, f"{mark.bound} ") + value + (counted if of else "")


def amount(value: Number, value2: Number | None, unit: str, *, share: bool = False) -> str:
    """Return a value, or a range, with its unit: ``USD 1.2 billion``, ``12 to 18 percent``; of a ``share``, ``0.9 of voters``."""
    unit, per, basis = unit.partition(" per ")
    money = _CURRENCY.fullmatch(unit) is not None
    told = " to ".join(_number(number, money=money) for number in (value, value2) if number is not None)
    if money:
        told = f"{unit} {told}"
    elif unit:
        told += f"{' of' if share else ''} {unit if unit == 'percent' or told == '1' else plural(unit)}"
    return told + per + basis


def _number(value: Number, *, money: bool) -> str:
    """Return a number with its thousands set apart, or in millions where no digit is lost: ``412,000``, ``1.2 billion``."""
    for scale, word in _SCALES:
        if abs(value) >= scale and value * 1000 % scale == 0:
            return f"{value / scale:,.10g} {word}"
    return f"{value:,.2f}" if money and round(value, 2) == value != int(value) else f"{value:,}"


def _time(mark: Time) -> str | None:
    """Return a date with the article's words for it, a counted length of time by them; None for no more than now or then."""
    words, value = on_one_line(mark.text), mark.value
    if value is None or value.startswith("XXXX"):
        return f"{words} = ?"
    if not value[0].isdecimal():
        return words if _LENGTH.match(value) and not _SINGLE.fullmatch(value) else None
    told = " to ".join(map(_date, value.split("/")))
    if "X" in told:  # a decade, which its words say better
        return words
    return told if value[:4] in words else f"{words} = {told}"


def _date(value: str) -> str:
    """Return a date of EDTF for a reader: a week by its first and last day, a season by its name."""
    if week := _WEEK.fullmatch(value):
        days = (date.fromisocalendar(int(week[1]), int(week[2]), day).isoformat() for day in (1, 7))
        return " to ".join(days)
    season = _SEASON.fullmatch(value)
    return f"{_SEASONS[season[2]]} {season[1]}" if season else value
