"""Averages that lie outside of the range they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.arithmetic.sums_of import PAIR, Wrong, words
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.lint.numbers.readings import plain
from claimcheck.report import Time

_AVERAGE: Final = re.compile(
    r"(?:\b(?:rang\w+|between|from|lowest|least|minimum|took|take[ns]?|lasted|costs?)\b|^)(?P<range>[^;]{0,90}?)"
    rf"\b(?:averag(?:e|es|ed|ing)|mean|median)\b(?P<link>{words(40, without='.;')})<(?P<sign>[a-z])(?P<mean>\d+)>",
    re.IGNORECASE,
)
# The average before its range: the average salary is $38,000, and pay ranges from $42,000 to $90,000.
_AVERAGE_FIRST: Final = re.compile(
    rf"\b(?:[Aa]verag(?:e|es|ed|ing)|[Mm]ean|[Mm]edian)\b(?P<link>{words(40, without='.;')})<(?P<sign>[a-z])(?P<mean>\d+)>"
    r"(?P<range>[^.]{0,40}?\b(?:rang\w+|shortest|lowest|smallest|cheapest|youngest|least)\b[^.]{0,60})"
)
_LIST: Final = re.compile(
    r"(?P<list>(?:<c\d+>[^<;.]{0,12}?(?:, |,? and )){2,}<c\d+>)[^<;.]{0,30}?, (?:for |which is |giving (?:him |"
    r"her )?)?an average of <c(?P<mean>\d+)>"
)
# An average that is set against the range is not one of it.
_OF_ANOTHER: Final = re.compile(
    r"[.]\s|\b(?:national|nationwide|city|state|overall|global|industry|than|above|below|against|compared|versus|usual|normal|"
    r"long-term|seasonal|five-year|ten-year|country)\b"
)
_DURATION: Final = re.compile(r"PT?(?P<low>[\d.]+)(?P<unit>[YMWDHS])(?:/PT?(?P<high>[\d.]+)(?P=unit))?")


def averages(sentence: Masked) -> Iterator[Wrong]:
    """Yield averages, of figures or of durations, below the least or above the greatest of what they are of."""
    if "av" not in sentence.text.lower() and "me" not in sentence.text:
        return
    yield from _of_list(sentence)
    for match in (*_AVERAGE.finditer(sentence.text), *_AVERAGE_FIRST.finditer(sentence.text)):
        if _OF_ANOTHER.search(match["range"] + match["link"]):
            continue
        sign = match["sign"]
        ends = [_mark(sentence, sign, place=place) for place in re.findall(rf"<{sign}(\d+)>", match["range"])]
        ends = [end for end in ends if _values(end)[1]]
        mean = _mark(sentence, sign, place=match["mean"])
        unit, values = _values(mean)
        limits = [value for end in ends for value in _values(end)[1]]
        if len(limits) != PAIR or len(values) != 1 or any(_values(end)[0] != unit for end in ends):
            continue
        if not min(limits) <= values[0] <= max(limits):
            between = f"from {plain(min(limits))} to {plain(max(limits))}"
            yield (mean, *ends), f"an average of {mean.text} lies outside of the range {between}"


def _of_list(sentence: Masked) -> Iterator[Wrong]:
    """Yield ``71, 74, 69 and 70, an average of 76``."""
    for match in _LIST.finditer(sentence.text):
        values = [sentence.figure(place) for place in re.findall(r"<c(\d+)>", match["list"])]
        mean = sentence.figure(match["mean"])
        exact = sum(value.value for value in values) / len(values)
        if all(value.value2 is None and value.bound == "=" for value in values) and abs(mean.value - exact) > 1:
            yield (
                (mean, *values),
                f"an average of {mean.text} here, but that of the figures before it is {plain(exact)}",
            )


def _mark(sentence: Masked, sign: str, *, place: str) -> Figure | Time:
    return sentence.time(place) if sign == "t" else sentence.figure(place)


def _values(mark: Figure | Time) -> tuple[str | None, list[float]]:
    """Return the unit and the one or two values of a figure or a duration; none for another time."""
    if isinstance(mark, Figure):
        return mark.unit, [value for value in (mark.value, mark.value2) if value is not None]
    found = _DURATION.fullmatch(mark.value or "")
    return (found["unit"], [float(end) for end in found.group("low", "high") if end]) if found else (None, [])
