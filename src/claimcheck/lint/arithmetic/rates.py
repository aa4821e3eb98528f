"""So many times so much, and averages: totals that are not the product, means that lie outside of what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.terms import DETERMINERS, PAIR, Wrong, words
from claimcheck.lint.numbers import Masked, Value, patterns
from claimcheck.lint.numbers.readings import apart, around, last_digit, plain, product
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
_MEAN: Final = rf"(?P<link>{words(40, without='.;')})<(?P<sign>[a-z])(?P<mean>\d+)>"
_RANGED: Final = (
    r"rang\w+|between|from|(?:low|small|short|young|cheap)est|least|minimum|to(?:ok|ake[ns]?)|last\w*|costs?"
)
_AVERAGES: Final = patterns(
    rf"(?:\b(?:{_RANGED})\b|^)(?P<range>[^;]{{0,90}}?)\b(?:[Aa]verag(?:e|es|ed|ing)|mean|median)\b{_MEAN}",
    # The average before its range: the average salary is $38,000, and pay ranges from $42,000 to $90,000.
    rf"\b(?:[Aa]verag(?:e|es|ed|ing)|[Mm]ean|[Mm]edian)\b{_MEAN}(?P<range>[^.]{{0,40}}?\b(?:{_RANGED})\b[^.]{{0,60}})",
)
# An average that is set against the range is not one of it.
_OF_ANOTHER: Final = re.compile(
    r"[.]\s|\b(?:national|nationwide|city|state|overall|global|industry|than|above|below|against|compared|versus|usual|normal|"
    r"long-term|seasonal|five-year|ten-year|country)\b"
)
_PER: Final = re.compile(r"per ([\d,]+|million)")
_PEOPLE: Final = frozenset("person people resident inhabitant".split())
_TOWN: Final = 1_000  # people: fewer have no rate
_RATE_OFF: Final = 0.05
_WORKS_OUT: Final = re.compile(
    r"\b(?:works? out|worked out|com(?:es|ing) to|came to|amount(?:s|ed|ing)? to|spread|that is|equal\w*|average[sd]?)\b",
    re.IGNORECASE,
)
_ABOUT: Final = 0.25
_DURATION: Final = re.compile(r"PT?(?P<low>[\d.]+)(?P<unit>[YMWDHS])(?:/PT?(?P<high>[\d.]+)(?P=unit))?")


def products(sentence: Masked) -> Iterator[Wrong]:
    """Yield totals that are not the number times the amount of each."""
    money = sum(figure.sign == "m" for figure in sentence.figures)
    for match in sentence.found(_TIMES) if money == PAIR else ():
        many, each, whole = (sentence.figure(match[name]) for name in ("many", "each", "total"))
        exact = many.exact and each.exact and whole.bound == "=" and many.value >= PAIR and each.unit == whole.unit
        if exact and (match["or"] is None or match["all"] is not None):
            if apart(product(around(many), around(each)), around(whole)):
                exactly = plain(many.value * each.value)
                yield (whole, many, each), f"{whole.text} here, but {many.text} times {each.text} is {exactly}"
            return


def incidences(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield rates by so many people that are not the count by the people beside them: ``54 cases ... of 360,000, 1.5 per 100,000``."""
    for rate in sentence.figures:
        per = _PER.fullmatch(rate.unit or "")
        people = [one for one in sentence.figures if one.unit in _PEOPLE and one.value >= _TOWN]
        beside = [one for one in sentence.figures if one.sign == "c" and one not in (rate, *people)]
        counts = beside or [one for one in before.figures if one.sign == "c" and one.unit not in _PEOPLE]
        if per is None or len(people) != 1 or not 0 < len(counts) <= PAIR or not rate.exact:
            continue
        by = float(per[1].replace(",", "").replace("million", "1000000"))
        found = [(one, one.value / people[0].value * by) for one in counts]
        if not any(abs(value - rate.value) <= _RATE_OFF * value + last_digit(rate) / 2 for _, value in found):
            count, exact = found[0]
            message = (
                f"{rate.text} here, but {count.text} among {people[0].text} are {plain(round(exact, 2))} {rate.unit}"
            )
            yield (rate, people[0], count), message


def per_head(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield a sum for each that is not the whole by their number: ``$3.6 million ... over 12,000 homes, that comes to $30 a home``."""
    eaches = [one for one in sentence.figures if one.sign == "m" and _is_per(one, sentence)]
    if len(eaches) != 1 or not _WORKS_OUT.search(sentence.text):
        return
    each, unit = eaches[0], (eaches[0].unit or "").partition(" per ")[0]
    many = [one for one in sentence.figures if one.sign == "c" and one.value > PAIR]
    money = (
        [one for one in there.figures if one.sign == "m" and one is not each and one.unit == unit]
        for there in (sentence, before)
    )
    wholes = next(filter(None, money), [])
    if len(many) == 1 and len(wholes) == 1 and wholes[0].exact:
        exact, found = wholes[0].value / many[0].value, sorted(map(abs, around(each)))
        if not found[0] * (1 - _ABOUT) <= exact <= found[-1] * (1 + _ABOUT):
            division = f"{plain(wholes[0].value)} / {plain(many[0].value)}"
            message = (
                f"{each.text} here, but {wholes[0].text} over {many[0].text} is {plain(round(exact, 2))} ({division})"
            )
            yield (each, many[0], wholes[0]), message


def _is_per(figure: Value, sentence: Masked) -> bool:
    """Return whether a sum is for each of those whom the sentence counts: $30 a household, $15,000 for each of the 9,200 students."""
    if " per " in (figure.unit or ""):
        noun = (figure.unit or "").rpartition(" ")[2]
        return any(noun == (one.unit or "") for one in sentence.figures if one.sign == "c")
    return (
        re.search(
            rf"<m{sentence.figures.index(figure)}> (?:for|to) (?:each|every one) of {DETERMINERS}<c\d+>", sentence.text
        )
        is not None
    )


def averages(sentence: Masked) -> Iterator[Wrong]:
    """Yield averages, of figures or of durations, below the least or above the greatest of what they are of."""
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


def _values(mark: Value | Time) -> tuple[str | None, list[float]]:
    """Return the unit and the one or two values of a figure or a duration; none for another time."""
    if isinstance(mark, Value):
        return mark.unit, [value for value in (mark.value, mark.value2) if value is not None]
    found = _DURATION.fullmatch(mark.value or "")
    return (found["unit"], [float(end) for end in found.group("low", "high") if end]) if found else (None, [])
