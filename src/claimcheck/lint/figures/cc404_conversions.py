"""CC404: a unit conversion in brackets that does not give the same length, area, mass, speed or temperature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import rows, units
from claimcheck.lint.numbers import Masked, Value, marked_sentences
from claimcheck.lint.numbers.readings import last_digit, plain, zeros
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_NEAR = 0.05
"""How far a converted figure may be rounded to its zeros: 30 miles (50 km) are 48.3 kilometers."""
_ABOUT = 0.1  # about 30 miles (50 km)
_WHOLE = r"<u(?P<whole>\d+)>(?: and)? "
_BRACKET = re.compile(
    rf"(?:{_WHOLE})?<u(?P<one>\d+)>[- ]?(?:(?!and\b|but\b|or\b)[\w'’-]+ ){{0,4}}?"
    r"(?:[(\[]|, or |, that is |/ ?|— ?)(?:(?:about|around|nearly|almost|roughly|or|some|approximately|over|under|just|"
    rf"more|less|than|i\.e\.) ){{0,3}}(?:{_WHOLE.replace('whole', 'other_whole')})?<u(?P<two>\d+)>(?P<rest>[ -]?\w*)[;,)\]. ]"
)
# Between commas, with no bracket: 20 square miles, 52 square kilometers, of forest. Only where one of them is metric.
_COMMAS = re.compile(
    r"<u(?P<one>\d+)>, (?:about |or |roughly |nearly |some )?<u(?P<two>\d+)>(?=, (?:of|from|in|at|to|on|away|off)\b|"
    r",? (?:above|below|away)\b)"
)
_METRIC = re.compile(r"met(?:er|re)|gram|liter|hectare|Celsius|tonne")
_DIFFERENCE = re.compile(
    r"\b(?:warm|cool|cold|hot|ris|rose|increas|drop|fell|fall|climb|jump|differ|above|below|more|less|by|threshold|limit|gain|"
    r"target|anomal|between)",
    re.IGNORECASE,
)
_BEHIND = 25  # characters behind the bracket in which "warmer" makes it a difference
_OTHER_FACT = frozenset("round each total more less longer shorter deep wide high tall".split())
_PARTS = {
    ("foot", "inch"): 1 / 12,
    ("pound", "ounce"): 1 / 16,
    ("stone", "pound"): 1 / 14,
    ("yard", "foot"): 1 / 3,
    ("meter", "centimeter"): 0.01,
}
_FAHRENHEIT, _CELSIUS = "degree Fahrenheit", "degree Celsius"


@dataclass(frozen=True, slots=True)
class _Size:
    base: str
    factor: float
    shift: float


@lang.compiled
def _sizes() -> dict[str, tuple[_Size, ...]]:
    found: dict[str, tuple[_Size, ...]] = {}
    for row in rows("conversions"):
        size = _Size(row["base"], float(row["factor"]), float(row["shift"]))
        found[row["unit"]] = (*found.get(row["unit"], ()), size)
    return found


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the conversions that are off by more than the digits given allow."""
    for marked in marked_sentences(analysis, report):
        measured = sum(figure.sign == "u" for figure in marked.figures)
        if measured > 1 and marked.masked is not None:
            yield from _in_sentence(marked.masked)


def _in_sentence(sentence: Masked) -> Iterator[Fault]:
    for match in _COMMAS.finditer(sentence.text):
        one, two = sentence.figure(match["one"]), sentence.figure(match["two"])
        if bool(_METRIC.search(one.unit or "")) == bool(_METRIC.search(two.unit or "")):
            continue
        exact = _mismatch(_side(sentence, one, whole=None), _side(sentence, two, whole=None), difference=True)
        if exact is not None:
            yield _fault(one, two, exact=exact)
    for match in _BRACKET.finditer(sentence.text):
        one, two = sentence.figure(match["one"]), sentence.figure(match["two"])
        if match["rest"].strip(" -") in _OTHER_FACT and match["rest"].strip():
            continue
        first = _side(sentence, one, whole=match["whole"])
        second = _side(sentence, two, whole=match["other_whole"])
        warming = bool(_DIFFERENCE.search(sentence.text[: match.end() + _BEHIND]))
        wrong = _mismatch(first, second, difference=warming)
        if wrong is not None:
            yield _fault(one, two, exact=wrong)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a conversion: least and greatest value, unit, and what the last digits written stand for."""

    low: float
    high: float | None
    unit: str
    digit: float
    rounded: float
    about: bool


def _side(sentence: Masked, figure: Value, *, whole: str | None) -> _Side:
    """Return the figure in its unit, or in that of the larger one before it: ``5 feet 10 inches`` are 5.83 feet."""
    unit, about = figure.unit or "", figure.bound == "~"
    larger = sentence.figure(whole) if whole is not None else None
    share = _PARTS.get((larger.unit or "", unit)) if larger else None
    if larger is None or share is None:
        return _Side(figure.value, figure.value2, unit, last_digit(figure), zeros(figure), about)
    value = larger.value + figure.value * share
    return _Side(value, None, larger.unit or "", last_digit(figure) * share, last_digit(figure) * share, about)


def _mismatch(one: _Side, two: _Side, *, difference: bool) -> float | None:
    """Return what the first figure is in the second's unit where no reading makes them equal, else None."""
    exact = None
    for first, second in _pairs(one.unit, two.unit):
        shifts = [(first.shift, second.shift)]
        if difference and (first.shift or second.shift):
            shifts.append((0.0, 0.0))
        for shift_one, shift_two in shifts:
            there = _Size("", first.factor / second.factor, (shift_one - shift_two) / second.factor)
            back = _Size("", second.factor / first.factor, (shift_two - shift_one) / first.factor)
            if _fits(one, two, size=there) or _fits(two, one, size=back):
                return None
            exact = one.low * there.factor + there.shift if exact is None else exact
    return exact


def _pairs(one: str, two: str) -> Iterator[tuple[_Size, _Size]]:
    """Yield the sizes of two different units of one kind; ``per day`` and the like may follow both."""
    one, _, per = one.partition(" per ") if one not in _sizes() else (one, "", "")
    two, _, other = two.partition(" per ") if two not in _sizes() else (two, "", "")
    if one == "degree" or two == "degree":
        one, two = (_opposite(two) if one == "degree" else one), (_opposite(one) if two == "degree" else two)
    if one == two or per != other:
        return
    for first in _sizes().get(one, ()):
        yield from ((first, second) for second in _sizes().get(two, ()) if first.base == second.base)


def _opposite(unit: str) -> str:
    return {_FAHRENHEIT: _CELSIUS, _CELSIUS: _FAHRENHEIT}.get(unit, "degree")


def _fits(one: _Side, two: _Side, *, size: _Size) -> bool:
    """Return whether ``two`` is ``one`` converted and rounded, both ends of a range."""
    ends = [(one.low, two.low)]
    if one.high is not None and two.high is not None:
        ends.append((one.high, two.high))
    return all(
        _rounds(low * size.factor + size.shift, written, side=two, about=one.about or two.about)
        for low, written in ends
    )


def _rounds(exact: float, written: float, *, side: _Side, about: bool) -> bool:
    """Return whether ``exact`` is rounded to ``written``: at its last digit, or at its zeros if that is near."""
    off, noise = abs(exact - written), 1e-6 * abs(written)
    if off <= side.digit / 2 + noise:
        return True
    if about and off <= _ABOUT * abs(exact):
        return True
    return off <= side.rounded / 2 + noise and off <= _NEAR * abs(exact)


def _fault(one: Value, two: Value, *, exact: float) -> Fault:
    many = units.plural(two.unit or "")
    many = many.replace("degree Celsiuses", "degrees Celsius").replace("degree Fahrenheits", "degrees Fahrenheit")
    return Fault(
        two.start,
        two.end,
        f"{one.text} is about {plain(exact)} {many}, not {two.text}",
        claim_id=two.claim.id,
        help="find out which of the two was measured, and convert it again",
    )


RULE = Rule(
    id="CC404",
    name="wrong-conversion",
    severity="error",
    what="A measure and its conversion in brackets that do not give the same size: miles and kilometers, acres and hectares, "
    "pounds and kilograms, feet and meters, gallons and liters, miles per hour and kilometers per hour, Fahrenheit and Celsius. "
    "What rounding explains passes; a difference of temperatures is converted as one. Currencies are left alone: rates move.",
    why="One of the two figures is wrong, and half of the readers see only that one.",
    fires="The fire burned 10 miles (20 km) north of the town.",
    passes="The fire burned 10 miles (16 km) north of the town.",
    instead="Convert from the figure that was measured, and round the result to as many digits: `10 miles (16 km)`, "
    "`about 30 miles (50 km)`.",
    reference="The Associated Press Stylebook, “metric system”; "
    "Office for National Statistics, Style Guide, “Measurements and units”",
    find=find,
)
