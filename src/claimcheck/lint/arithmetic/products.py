"""Totals that are not so many times so much: ``12 buses at $400,000 each, for a total of $5.8 million``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.arithmetic.sums_of import PAIR, Wrong, words
from claimcheck.lint.calendar.periods import days_of
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.lint.numbers.readings import apart, around, plain, product

_TOTAL: Final = (
    r"(?:total(?:ing|s)? (?:of |cost of |bill of |to |is |was |value of )?|(?P<or>,? or )|"
    r",? (?:which )?(?:comes|came|adds up|amounts) to |costing |raising )"
)
_SAID: Final = (
    rf"{_TOTAL}(?:about |nearly |some |more than )?<m(?P<total>\d+)>(?P<all> (?:in all|in total|altogether|"
    rf"all told|overall)\b)?"
)
_EACH: Final = (
    re.compile(
        rf"<c(?P<many>\d+)>{words(40, without=';.')}<m(?P<each>\d+)> (?:each|apiece|per \w+|a (?:piece|head|person|ticket|share|unit))\b"
        rf"{words(40, without=';.')}{_SAID}"
    ),
    re.compile(
        rf"\b[Ee]ach of (?:the |its |his |her |their )?<c(?P<many>\d+)>{words(30, without=';.')}<m(?P<each>\d+)>{words(30, without=';.')}{_SAID}"
    ),
    re.compile(
        rf"<c(?P<many>\d+)>{words(30, without=';.')}\beach{words(30, without=';.')}<m(?P<each>\d+)>{words(30, without=';.')}{_SAID}"
    ),
)
_RATE: Final = re.compile(
    rf"<(?P<sign>[cmu])(?P<each>\d+)>{words(25, without=';.,')}(?: (?:a|per|each|every) (?P<unit>day|week|month|"
    rf"year))? (?:for|over) (?:\w+ ){{0,2}}?<t(?P<time>\d+)>"
    rf"{words(30, without=';.')}total of (?:about |some )?<(?P=sign)(?P<total>\d+)>"
)
_DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.2425}
_OFF: Final = 0.02  # a month has no whole number of weeks


def products(sentence: Masked) -> Iterator[Wrong]:
    """Yield totals that are not the number times the amount of each, or the rate times the time."""
    money = sum(figure.sign == "m" for figure in sentence.figures)
    for pattern in _EACH if money == PAIR else ():
        for match in pattern.finditer(sentence.text):
            many, each, whole = (sentence.figure(match[name]) for name in ("many", "each", "total"))
            exact = many.value2 is None and each.value2 is None and many.bound == "=" and many.value >= PAIR
            said = match["or"] is None or match["all"] is not None
            if exact and said and each.unit == whole.unit and each.bound == whole.bound == "=":
                yield from _unequal(many, each, whole)
                return
    for match in _RATE.finditer(sentence.text):
        each, whole = sentence.figure(match["each"]), sentence.figure(match["total"])
        length = days_of(sentence.time(match["time"]).value)
        unit, _, per = (each.unit or "").partition(" per ")
        per = match["unit"] or per
        if (
            not length
            or per not in _DAYS
            or unit != (whole.unit or "")
            or each.bound != "="
            or whole.bound != "="
            or each.value2 is not None
        ):
            continue
        times = length / _DAYS[per]
        low, high = around(each)
        if apart((low * times * (1 - _OFF), high * times * (1 + _OFF)), around(whole)):
            yield (whole, each), f"{whole.text} here, but at {each.text} it is {plain(each.value * times)}"


def _unequal(many: Figure, each: Figure, whole: Figure) -> Iterator[Wrong]:
    if apart(product(around(many), around(each)), around(whole)):
        yield (
            (whole, many, each),
            f"{whole.text} here, but {many.text} times {each.text} is {plain(many.value * each.value)}",
        )
