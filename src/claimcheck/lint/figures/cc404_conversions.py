"""CC404: a unit conversion in brackets that does not give the same length, area, mass, speed or temperature."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import rows, units
from claimcheck.lint.numbers import Masked, Value, marked_sentences, patterns
from claimcheck.lint.numbers.readings import last_digit, plain, zeros
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_NEAR = 0.05
"""How far a converted figure may be rounded to its zeros: 30 miles (50 km) are 48.3 kilometers."""
_ABOUT = 0.1  # about 30 miles (50 km)
_WHOLE = r"<u(?P<whole>\d+)>(?: and)? "
_CONVERTED = patterns(
    rf"(?:{_WHOLE})?<u(?P<one>\d+)>[- ]?(?:(?!and\b|but\b|or\b)[\w'’-]+ ){{0,4}}?"
    r"(?:[(\[]|, or |, that is |/ ?|— ?)(?:(?:or|just|more|less|than|i\.e\.) ){0,3}"
    rf"(?:{_WHOLE.replace('whole', 'other_whole')})?<u(?P<two>\d+)>(?P<rest>[ -]?\w*)[;,)\]. ]",
    # Between commas, with no bracket: 20 square miles, 52 square kilometers, of forest. Only where one of them is metric.
    r"<u(?P<one>\d+)>, (?P<commas>(?:or )?)<u(?P<two>\d+)>(?=, (?:of|from|in|at|to|on|away|off)\b|,? (?:above|below|away)\b)",
)
_POST = re.compile(
    r"\b(?P<unit>[Mm]ile|[Kk]ilomet(?:er|re)) <[cb](?P<one>\d+)>(?:,? or |, | ?\()(?:about |roughly )?<u(?P<two>\d+)>[),]"
)
"""A milestone: mile 20, or 32 kilometers."""
_METRIC = re.compile(r"met(?:er|re)|gram|liter|hectare|Celsius|tonne")
_DIFFERENCE = re.compile(
    r"\b(?:warm|cool|cold|hot|ris|rose|increas|drop|fell|fall|climb|jump|differ|above|below|more|less|by|threshold|limit|gain|"
    r"target|anomal|between)",
    re.IGNORECASE,
)
_BEHIND = 25  # characters behind the bracket in which "warmer" makes it a difference
_OTHER_FACT = frozenset("round each total more less longer shorter deep wide high tall".split())
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DEGREE = "degree"
_FAHRENHEIT, _CELSIUS = "degree Fahrenheit", "degree Celsius"


@dataclass(frozen=True, slots=True)
class _Scale:
    """A unit in terms of its base, ``value * factor + shift``: degrees have both."""

    base: str
    factor: float
    shift: float

    def to(self, other: _Scale, value: float, *, difference: bool) -> float:
        """Return a value in the other unit; a ``difference`` of two temperatures has no shift."""
        return (value * self.factor + (0.0 if difference else self.shift - other.shift)) / other.factor


@lang.compiled
def _scales() -> dict[str, tuple[_Scale, ...]]:
    found: dict[str, tuple[_Scale, ...]] = {}
    for row in rows("conversions"):
        scale = _Scale(row["base"], float(row["factor"]), float(row["shift"]))
        found[row["unit"]] = (*found.get(row["unit"], ()), scale)
    return found


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the conversions that are off by more than the digits given allow."""
    for marked in marked_sentences(analysis, report):
        measured = sum(figure.sign == "u" for figure in marked.figures)
        if measured > 1:
            yield from _in_sentence(marked.masked)
        for match in _POST.finditer(marked.masked.text) if measured else ():
            one, two = (marked.masked.figure(match[name]) for name in ("one", "two"))
            unit = match["unit"].lower().replace("metre", "meter")
            yield from _compared((one, two), (replace(_side(one), unit=unit), _side(two)), difference=False)


def _in_sentence(sentence: Masked) -> Iterator[Fault]:
    for match in sentence.found(_CONVERTED):
        one, two, named = sentence.figure(match["one"]), sentence.figure(match["two"]), match.groupdict()
        metric = [_METRIC.search(figure.unit or "") is not None for figure in (one, two)]
        loose = "commas" in named
        if all(metric) != any(metric) if loose else named["rest"].strip(" -") not in _OTHER_FACT:
            wholes = [
                sentence.figure(place) if (place := named.get(name)) else None for name in ("whole", "other_whole")
            ]
            warming = loose or bool(_DIFFERENCE.search(sentence.text[: match.end() + _BEHIND]))
            yield from _compared((one, two), (_side(one, wholes[0]), _side(two, wholes[1])), difference=warming)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a conversion: its one or two values, unit, and what the last digits written stand for."""

    values: tuple[float, ...]
    unit: str
    digit: float
    rounded: float
    about: bool


def _side(figure: Value, larger: Value | None = None) -> _Side:
    """Return the figure in its unit, or in that of the larger one before it: ``5 feet 10 inches`` are 5.83 feet."""
    unit, about = figure.unit or "", figure.bound == "~"
    sizes = [[scale.factor for scale in _scales().get(one or "", ())] for one in (unit, larger and larger.unit)]
    share = sizes[0][0] / sizes[1][0] if all(sizes) and sizes[0][0] < sizes[1][0] else None
    if larger is None or share is None:
        values = (figure.value,) if figure.value2 is None else (figure.value, figure.value2)
        return _Side(values, unit, last_digit(figure), zeros(figure), about)
    digit = last_digit(figure) * share
    return _Side((larger.value + figure.value * share,), larger.unit or "", digit, digit, about)


def _compared(figures: tuple[Value, Value], sides: tuple[_Side, _Side], *, difference: bool) -> Iterator[Fault]:
    """Yield the second figure where no reading of the two units makes it the first one converted."""
    one, two = sides
    pairs = list(_pairs(one.unit, two.unit))
    fits = (
        _fits(one, two, scales=(first, second), difference=shiftless)
        or _fits(two, one, scales=(second, first), difference=shiftless)
        for first, second in pairs
        for shiftless in {False, difference}
    )
    if pairs and not any(fits):
        exact = pairs[0][0].to(pairs[0][1], one.values[0], difference=False)
        only = len(pairs) == 1 and (one.values, two.values) == ((figures[0].value,), (figures[1].value,))
        yield _fault(*figures, exact=exact, only=only)


def _pairs(one: str, two: str) -> Iterator[tuple[_Scale, _Scale]]:
    """Yield the scales of two different units of one kind; ``per day`` and the like may follow both."""
    one, _, per = one.partition(" per ") if one not in _scales() else (one, "", "")
    two, _, other = two.partition(" per ") if two not in _scales() else (two, "", "")
    one, two = _opposite(two) if one == "degree" else one, _opposite(one) if two == "degree" else two
    if one != two and per == other:
        for first in _scales().get(one, ()):
            yield from ((first, second) for second in _scales().get(two, ()) if first.base == second.base)


def _opposite(unit: str) -> str:
    return {_FAHRENHEIT: _CELSIUS, _CELSIUS: _FAHRENHEIT}.get(unit, "degree")


def _fits(one: _Side, two: _Side, *, scales: tuple[_Scale, _Scale], difference: bool) -> bool:
    """Return whether ``two`` is ``one`` converted and rounded, both ends of a range: at its last digit, or at near zeros."""
    for value, written in zip(one.values, two.values, strict=False):
        exact = scales[0].to(scales[1], value, difference=difference)
        off, noise = abs(exact - written), 1e-6 * abs(written)
        about = (one.about or two.about) and off <= _ABOUT * abs(exact)
        rounded = off <= two.rounded / 2 + noise and off <= _NEAR * abs(exact)
        if not (off <= two.digit / 2 + noise or about or rounded):
            return False
    return True


def _fault(one: Value, two: Value, *, exact: float, only: bool) -> Fault:
    many = units.plural(two.unit or "")
    factor = f" ({plain(one.value)} × {exact / one.value:.4g})" if one.value and _DEGREE not in many else ""
    message = f"{one.text} is about {plain(exact)} {many}{factor}, not {two.text}"
    help_ = "find out which of the two was measured, and convert it again"
    return two.fault(message, help=help_, fix=_converted(one, two, exact) if factor and only else None)


def _converted(one: Value, two: Value, exact: float) -> str | None:
    """Return the second figure as the first one converted to as many digits, two at least; None where it is not one in digits."""
    found = _DIGITS.findall(two.text)
    if len(found) != 1 or one.value2 is not None or two.value2 is not None or not exact:
        return None
    written = [number for text in (one.text, two.text) for number in _DIGITS.findall(text)]
    digits = max(len(number.replace(",", "").replace(".", "").strip("0")) for number in written)
    places = max(digits, 2) - 1 - math.floor(math.log10(abs(exact)))
    return two.text.replace(found[0], f"{round(exact, places):,.{max(places, 0)}f}")


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
