"""Number words, months and weekdays for every rule that asks whether a word is one: spelled in the tables, and only there.

``lang.patterns`` puts them into regular expressions.
"""

from __future__ import annotations

import types
from collections.abc import Mapping

from claimcheck import lang
from claimcheck.lang import rows


@lang.compiled
def number_words(*kinds: str) -> frozenset[str]:
    """Return the number words of these kinds, as ``en/numerals.tsv`` names them: ones, teens, tens, scale, plural."""
    return frozenset(row["word"] for row in rows("numerals") if row["kind"] in kinds)


@lang.compiled
def cardinals() -> Mapping[str, int]:
    """Return the numbers from one to ninety that are one word, by that word."""
    small = [row for row in rows("numerals") if row["kind"] in ("ones", "teens", "tens")]
    return types.MappingProxyType({row["word"]: int(row["value"]) for row in small if row["value"] != "0"})


@lang.compiled
def scales() -> frozenset[str]:
    """Return the words that multiply a number before them: dozen, hundred, million."""
    return number_words("hundred", "scale", "dozen")


@lang.compiled
def many() -> frozenset[str]:
    """Return the words that count two or more: two, ninety, dozen, million."""
    return scales() | {word for word, number in cardinals().items() if number > 1}


@lang.compiled
def amounts() -> frozenset[str]:
    """Return the words that may be a number or a part of one: zero, twelve, dozens, half, quarter."""
    return scales() | number_words("ones", "teens", "tens", "plural", "half", "part") | {"double", "couple"}


@lang.compiled
def ordinals() -> Mapping[str, int]:
    """Return the place that an ordinal in words gives, by that word: second is 2."""
    return types.MappingProxyType({row["word"]: int(row["value"]) for row in rows("times") if row["role"] == "ordinal"})


@lang.compiled
def months() -> Mapping[str, int]:
    """Return the number of a month by each of its spellings in lower case: january, jan. and jan are 1."""
    return _dates("month", "month_doubtful")


@lang.compiled
def weekdays() -> Mapping[str, int]:
    """Return the number of a weekday by its name in lower case: monday is 1."""
    return _dates("weekday")


@lang.compiled
def calendar_names() -> frozenset[str]:
    """Return the full names of months and weekdays, in lower case."""
    return frozenset(name for name in (*months(), *weekdays()) if name.rstrip(".") not in short_calendar_names())


@lang.compiled
def short_calendar_names() -> frozenset[str]:
    """Return the short names of months and weekdays, in lower case and without their full stop: jan, sept, mon."""
    return frozenset(name[:-1] for name in months() if name.endswith(".")) | _dates("weekday_short").keys()


def periods() -> frozenset[str]:
    """Return the units of time, in the singular: second, year, decade."""
    return lang.column("times", role="unit")


def day_parts() -> frozenset[str]:
    """Return the parts of a day and of a week, in the singular: evening, weekend."""
    return lang.column("times", role="daypart") | lang.column("times", role="weekend") | {"weekday"}


def _dates(*roles: str) -> Mapping[str, int]:
    return types.MappingProxyType({row["word"]: int(row["value"]) for row in rows("times") if row["role"] in roles})
