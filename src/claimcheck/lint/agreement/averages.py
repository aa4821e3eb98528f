"""Averages that lie outside of the range they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.agreement.arithmetic import PAIR, Wrong, words
from claimcheck.lint.agreement.figures import Figure, Masked
from claimcheck.lint.agreement.readings import plain
from claimcheck.report import Time

_AVERAGE: Final = re.compile(
    r"(?:\b(?:rang\w+|between|from|lowest|least|minimum|took|take[ns]?|lasted|costs?)\b|^)(?P<range>[^;]{0,90}?)"
    rf"\b(?:averag(?:e|es|ed|ing)|mean|median)\b(?P<link>{words(40, without='.;')})<(?P<sign>[a-z])(?P<mean>\d+)>",
    re.IGNORECASE,
)
# An average that is set against the range is not one of it.
_OF_ANOTHER: Final = re.compile(
    r"[.]\s|\b(?:national|nationwide|city|state|overall|global|industry|than|above|below|against|compared|versus|usual|normal|"
    r"long-term|seasonal|five-year|ten-year|country)\b"
)
_DURATION: Final = re.compile(r"PT?(?P<low>[\d.]+)(?P<unit>[YMWDHS])(?:/PT?(?P<high>[\d.]+)(?P=unit))?")


def averages(sentence: Masked) -> Iterator[Wrong]:
    """Yield averages, of figures or of durations, below the least or above the greatest of what they are of."""
    for match in _AVERAGE.finditer(sentence.text):
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


def _mark(sentence: Masked, sign: str, *, place: str) -> Figure | Time:
    return sentence.time(place) if sign == "t" else sentence.figure(place)


def _values(mark: Figure | Time) -> tuple[str | None, list[float]]:
    """Return the unit and the one or two values of a figure or a duration; none for another time."""
    if isinstance(mark, Figure):
        return mark.unit, [value for value in (mark.value, mark.value2) if value is not None]
    found = _DURATION.fullmatch(mark.value or "")
    return (found["unit"], [float(end) for end in found.group("low", "high") if end]) if found else (None, [])
