"""So many times so much, and averages: totals that are not the product, means that lie outside of what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.terms import PAIR, Wrong, words
from claimcheck.lint.calendar.periods import DAYS, days_of
from claimcheck.lint.numbers import Masked, Value, patterns
from claimcheck.lint.numbers.readings import apart, around, plain, product
from claimcheck.report import Time

_WORDS: Final = words(30, without=";.")
_TOTAL: Final = (
    r"(?:total(?:ing|s)? (?:of |cost of |bill of |to |is |was |value of )?|(?P<or>,? or )|"
    r",? (?:which )?(?:comes|came|adds up|amounts) to |costing |raising )"
    r"<m(?P<total>\d+)>(?P<all> (?:in all|in total|altogether|all told|overall)\b)?"
)
_MANY, _EACH = r"<c(?P<many>\d+)>", r"<m(?P<each>\d+)>"
_TIMES: Final = patterns(
    rf"{_MANY}{words(40, without=';.')}{_EACH} (?:each|apiece|per \w+|a (?:piece|head|person|ticket|share|unit))\b"
    rf"{words(40, without=';.')}{_TOTAL}",
    rf"\b[Ee]ach of (?:the |its |his |her |their )?{_MANY}{_WORDS}{_EACH}{_WORDS}{_TOTAL}",
    rf"{_MANY}{_WORDS}\beach{_WORDS}{_EACH}{_WORDS}{_TOTAL}",
)
_RATE: Final = re.compile(
    rf"<(?P<sign>[cmu])(?P<each>\d+)>{words(25, without=';.,')}(?: (?:a|per|each|every) (?P<unit>day|week|month|year))?"
    rf" (?:for|over) (?:\w+ ){{0,2}}?<t(?P<time>\d+)>{_WORDS}total of <(?P=sign)(?P<total>\d+)>"
)
_OFF: Final = 0.02  # a month has no whole number of weeks
_MEAN: Final = rf"(?P<link>{words(40, without='.;')})<(?P<sign>[a-z])(?P<mean>\d+)>"
_AVERAGES: Final = (
    re.compile(
        r"(?:\b(?:rang\w+|between|from|lowest|least|minimum|took|take[ns]?|lasted|costs?)\b|^)(?P<range>[^;]{0,90}?)"
        rf"\b(?:averag(?:e|es|ed|ing)|mean|median)\b{_MEAN}",
        re.IGNORECASE,
    ),
    # The average before its range: the average salary is $38,000, and pay ranges from $42,000 to $90,000.
    re.compile(
        rf"\b(?:[Aa]verag(?:e|es|ed|ing)|[Mm]ean|[Mm]edian)\b{_MEAN}"
        r"(?P<range>[^.]{0,40}?\b(?:rang\w+|shortest|lowest|smallest|cheapest|youngest|least)\b[^.]{0,60})"
    ),
)
_LIST: Final = re.compile(
    r"(?P<list>(?:<c\d+>[^<;.]{0,12}?(?:, |,? and )(?=<c)){2,40}+<c\d+>)[^<;.]{0,30}?, (?:for |which is |giving (?:him |her )?)?"
    r"an average of <c(?P<mean>\d+)>"
)
# An average that is set against the range is not one of it.
_OF_ANOTHER: Final = re.compile(
    r"[.]\s|\b(?:national|nationwide|city|state|overall|global|industry|than|above|below|against|compared|versus|usual|normal|"
    r"long-term|seasonal|five-year|ten-year|country)\b"
)
_DURATION: Final = re.compile(r"PT?(?P<low>[\d.]+)(?P<unit>[YMWDHS])(?:/PT?(?P<high>[\d.]+)(?P=unit))?")


def products(sentence: Masked) -> Iterator[Wrong]:
    """Yield totals that are not the number times the amount of each, or the rate times the time."""
    money = sum(figure.sign == "m" for figure in sentence.figures)
    for match in sentence.found(_TIMES) if money == PAIR else ():
        many, each, whole = (sentence.figure(match[name]) for name in ("many", "each", "total"))
        exact = many.exact and each.exact and whole.bound == "=" and many.value >= PAIR and each.unit == whole.unit
        if exact and (match["or"] is None or match["all"] is not None):
            if apart(product(around(many), around(each)), around(whole)):
                exactly = plain(many.value * each.value)
                yield (whole, many, each), f"{whole.text} here, but {many.text} times {each.text} is {exactly}"
            return
    for match in _RATE.finditer(sentence.text):
        each, whole = sentence.figure(match["each"]), sentence.figure(match["total"])
        length = days_of(sentence.time(match["time"]).value)
        unit, _, per = (each.unit or "").partition(" per ")
        per = match["unit"] or per
        if length and per in DAYS and unit == (whole.unit or "") and each.exact and whole.bound == "=":
            times = length / DAYS[per]
            low, high = around(each)
            if apart((low * times * (1 - _OFF), high * times * (1 + _OFF)), around(whole)):
                added = f"{plain(each.value)} × {plain(times)}"
                yield (
                    (whole, each),
                    f"{whole.text} here, but at {each.text} it is {plain(each.value * times)} ({added})",
                )


def averages(sentence: Masked) -> Iterator[Wrong]:
    """Yield averages, of figures or of durations, below the least or above the greatest of what they are of."""
    if "av" not in sentence.text.lower() and "me" not in sentence.text:
        return
    yield from _of_list(sentence)
    for match in sentence.found(_AVERAGES):
        if _OF_ANOTHER.search(match["range"] + match["link"]):
            continue
        at = sentence.time if match["sign"] == "t" else sentence.figure
        mean, ends = at(match["mean"]), [at(place) for place in re.findall(rf"<{match['sign']}(\d+)>", match["range"])]
        yield from _outside(mean, [end for end in ends if _values(end)[1]])


def _outside(mean: Value | Time, ends: Sequence[Value | Time]) -> Iterator[Wrong]:
    """Yield a mean that does not lie between the two ends of a range, in one figure or two."""
    unit, values = _values(mean)
    limits = [value for end in ends for value in _values(end)[1]]
    comparable = len(limits) == PAIR and len(values) == 1 and all(_values(end)[0] == unit for end in ends)
    if comparable and not min(limits) <= values[0] <= max(limits):
        between = f"from {plain(min(limits))} to {plain(max(limits))}"
        yield (mean, *ends), f"an average of {mean.text} lies outside of the range {between}"


def _of_list(sentence: Masked) -> Iterator[Wrong]:
    """Yield ``71, 74, 69 and 70, an average of 76``."""
    for match in _LIST.finditer(sentence.text):
        values = [sentence.figure(place) for place in re.findall(r"<c(\d+)>", match["list"])]
        mean = sentence.figure(match["mean"])
        exact = sum(value.value for value in values) / len(values)
        if all(value.exact for value in values) and abs(mean.value - exact) > 1:
            added = f"{plain(sum(value.value for value in values))} / {len(values)}"
            message = f"an average of {mean.text} here, but that of the figures before it is {plain(exact)} ({added})"
            yield (mean, *values), message


def _values(mark: Value | Time) -> tuple[str | None, list[float]]:
    """Return the unit and the one or two values of a figure or a duration; none for another time."""
    if isinstance(mark, Value):
        return mark.unit, [value for value in (mark.value, mark.value2) if value is not None]
    found = _DURATION.fullmatch(mark.value or "")
    return (found["unit"], [float(end) for end in found.group("low", "high") if end]) if found else (None, [])
