"""So many times so much, and averages: totals that are not the product, means that lie outside of what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.terms import PAIR, Wrong, is_near, words
from claimcheck.lint.numbers import Masked, Value, patterns
from claimcheck.lint.numbers.readings import apart, around, last_digit, plain, product
from claimcheck.report import Time

# So much for each: $35 each, a ticket; each will receive $35.
_EACH: Final = re.compile(
    r"\b(?:[Ee]ach|[Ee]very)\b(?:(?!<m)[^;.]){0,50}<m(?P<behind>\d+)>|<m(?P<before>\d+)>(?: to)? (?:each|apiece|"
    r"for (?:each|every)|per (?:head|person)|a (?:piece|head|person))\b"
)
_ONE_MORE: Final = re.compile(r"\b(?:more|extra|another|up to|range\w*|from)\b")
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
# What sets a rate beside what it is worked out from: or $30 a home, which works out to $30 a home.
_WORKS_OUT: Final = re.compile(
    r"\b(?:or|works? out|worked out|com(?:es|ing) to|came to|amount(?:s|ed|ing)? to|that is|equal\w*|average[sd]?|spread)\b"
    r"(?:(?!<)[^;.]){0,80}<m\d+>",
    re.IGNORECASE,
)
_OFF: Final = 0.02  # of a rate: what its division may be rounded by
_DURATION: Final = re.compile(r"PT?(?P<low>[\d.]+)(?P<unit>[YMWDHS])(?:/PT?(?P<high>[\d.]+)(?P=unit))?")


def products(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield totals that are not the number times the amount of each, where a zero or a digit is wrong: 40 boats at $30 each, $120 in all.

    The three stand in one sentence or in two; any number there that fits will do.
    """
    found = [
        there.figure(one["behind"] or one["before"])
        for there in (sentence, before)
        for one in _EACH.finditer(there.text)
    ]
    figures = [*before.figures, *sentence.figures]
    many = [one for one in figures if one.sign == "c" and one.exact and one.value >= PAIR]
    money = [one for one in figures if one.sign == "m" and len(found) == 1 and one is not found[0]]
    if len(found) != 1 or len(money) != 1 or _ONE_MORE.search(sentence.text):
        return
    each, whole = found[0], money[0]
    if not (each.exact and whole.exact and each.unit == whole.unit):
        return
    fits = any(not apart(product(around(each), around(one)), around(whole)) for one in many)
    near = (one for one in many if is_near(whole.value, each.value * one.value))
    number = next((one for one in near if any(here in sentence.figures for here in (each, whole, one))), None)
    if number is not None and not fits:
        exactly = plain(each.value * number.value)
        yield (whole, number, each), f"{whole.text} here, but {number.text} times {each.text} is {exactly}"


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


def per_unit(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield a sum for each that is not the whole by their number: ``860 acres sold for $4.3 million, or about $6,000 an acre``."""
    eaches = [one for one in sentence.figures if one.sign == "m" and " per " in (one.unit or "")]
    if len(eaches) != 1 or not _WORKS_OUT.search(sentence.text):
        return
    each, (money, _, noun) = eaches[0], (eaches[0].unit or "").partition(" per ")
    many = _nearest(
        [one for one in there.figures if one.sign in "cu" and _is_of(one, noun)] for there in (sentence, before)
    )
    wholes = _nearest(
        [one for one in there.figures if one.sign == "m" and one.unit == money] for there in (sentence, before)
    )
    if len(many) != 1 or len(wholes) != 1 or not wholes[0].exact or many[0].value <= 1:
        return
    exact, found = wholes[0].value / many[0].value, sorted(map(abs, around(each)))
    off = _OFF * each.exact  # `about` allows enough
    if is_near(each.value, exact) and not found[0] * (1 - off) <= exact <= found[-1] * (1 + off):
        division = f"{plain(wholes[0].value)} / {plain(many[0].value)}"
        message = f"{each.text} here, but {wholes[0].text} over {many[0].text} is {plain(round(exact, 2))} ({division})"
        yield (each, many[0], wholes[0]), message


def _nearest(found: Iterable[list[Value]]) -> list[Value]:
    """Return the first of the lists that has anything in it: what the sentence itself tells goes before what the last one did."""
    return next(filter(None, found), [])


def _is_of(figure: Value, noun: str) -> bool:
    return noun == (figure.unit or "").rpartition(" ")[2] or noun == figure.unit


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
