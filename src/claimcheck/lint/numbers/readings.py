"""What a written figure admits: how far it is rounded, the values it leaves open, and whether two of them can both hold."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from claimcheck.lang.patterns import Pattern
from claimcheck.lint.numbers.figures import Value

Reading = tuple[float, float]
"""The least and the greatest value that a figure admits."""

_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_VAGUE: Final = Pattern(r"\b(?&vague)\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\b(?:several|few|couple)\b", re.IGNORECASE)
ROUGH: Final = 0.1
"""``About 40`` is taken to mean 36 to 44."""
_ROUNDED: Final = 0.01  # 3,000 may stand for 2,970 to 3,030 where a sum is checked
_LOOSELY_ROUNDED: Final = 0.075  # and for 2,775 to 3,225 where two mentions are compared
_SHORTEST_ROUNDED: Final = 3  # digits: 40 homes are 40 homes
_LONG: Final = 1_000  # times its last digit: 240 homes are 240 homes, 2,400 may be 2,390
_CENTS: Final = 0.1
_TENS: Final = "3456789"  # thirteen to nineteen sound like thirty to ninety
_MANY: Final = 10  # hundreds are 100 to 999


def last_digit(figure: Value) -> float:
    """Return what one stands for at the last digit written: 0.1 of ``39.6``, 100000000 of ``$1.2 billion``."""
    match = _DIGITS.search(figure.text)
    if match is None:
        return _word_scale(figure.value)
    written = match[0].replace(",", "")
    number = float(written)
    scale = abs(figure.value) / number if number else 1.0
    return 10.0 ** -len(written.partition(".")[2]) * max(scale, 1.0)


def _word_scale(value: float) -> float:
    """Return the scale of a number in words: ``two million`` is exact to a million, ``twelve`` to one."""
    scales = (scale for scale in (1e12, 1e9, 1e6, 1e3) if abs(value) >= scale and math.isclose(value % scale, 0))
    return next(scales, 1.0)


def zeros(figure: Value) -> float:
    """Return what the last digit that is no zero stands for in a whole number of three digits and more: 100 of 1,200."""
    match = _DIGITS.search(figure.text)
    written = match[0].replace(",", "") if match else ""
    if "." in written or len(written) < _SHORTEST_ROUNDED:
        return last_digit(figure)
    return last_digit(figure) * 10.0 ** (len(written) - len(written.rstrip("0")))


def slack(figure: Value) -> float:
    """Return how far the true value may lie from the written one, for arithmetic.

    A count to the last digit is exact; a figure with decimals, a scale or a measure is off by half its last digit, one of four
    digits and more that ends in zeros by half of what they may have swallowed, 1 percent at most.
    """
    if figure.bound in ("~", ">", "<", ">=", "<="):
        return abs(figure.value) * ROUGH
    step = last_digit(figure)
    exact = figure.sign in "cbg" and step == 1
    half = 0.0 if exact else step / 2
    swallowed = zeros(figure) / 2 if zeros(figure) > step and abs(figure.value) >= _LONG * step else 0.0
    return max(half, min(swallowed, abs(figure.value) * _ROUNDED))


def around(figure: Value) -> Reading:
    """Return the figure with its slack on both sides, for arithmetic: bounds count as rough values."""
    top = figure.value if figure.value2 is None else figure.value2
    return figure.value - slack(figure), top + slack(figure)


def around_both(one: Value, other: Value) -> tuple[Reading, Reading]:
    """Return two figures with their slack; beside a sum with cents a whole one has none of its own: $2.25 to $3."""
    found = around(one), around(other)
    if one.sign != "m" or other.sign != "m" or last_digit(one) == last_digit(other):
        return found
    step = min(last_digit(one), last_digit(other))
    if step > _CENTS or max(abs(one.value), abs(other.value)) >= _LONG:
        return found
    return (one.value - step / 2, one.value + step / 2), (other.value - step / 2, other.value + step / 2)


def reading(figure: Value) -> Reading:
    """Return the values that the figure admits beside another mention of the same thing; bounds are open at one end."""
    value = figure.value
    match figure.bound:
        case ">" | ">=":
            return (value - _loose(figure) * (figure.bound == ">="), math.inf)
        case "<" | "<=":
            return (-math.inf, value + _loose(figure) * (figure.bound == "<="))
        case "range":
            top = value if figure.value2 is None else figure.value2
            return (min(value, top) - _loose(figure), max(value, top) + _loose(figure))
    if is_vague(figure):
        return (value / 2 * (1 - ROUGH), value / 2 * _MANY)
    if _SEVERAL.search(figure.text):
        return (value * (1 - ROUGH), value / 2 * _MANY)
    if figure.bound == "~":
        return (value - abs(value) * ROUGH, value + abs(value) * ROUGH)
    return (value - _loose(figure), value + _loose(figure))


def _loose(figure: Value) -> float:
    step = last_digit(figure)
    return max(step / 2, min(zeros(figure) / 2, abs(figure.value) * _LOOSELY_ROUNDED))


def is_vague(figure: Value) -> bool:
    """Return whether a figure names no number but its size: dozens, hundreds of thousands."""
    return _VAGUE.search(figure.text) is not None


def both_hold(one: Value, other: Value) -> bool:
    """Return whether one value can be what both figures state, rounding and bounds allowed for.

    Two roundings that only touch do not hold: 12 and 13, or 4.2 and 4.3, are no two ways to write one number.
    """
    if one.bound == other.bound:  # more than 60 million, and more than 64; nearly 73, and nearly 79: one limit, twice
        one, other = replace(one, bound="="), replace(other, bound="=")
    first, second = reading(one), reading(other)
    noise = 1e-9 * max(abs(one.value), abs(other.value), 1.0)
    return first[0] < second[1] - noise and second[0] < first[1] - noise


def product(one: Reading, other: Reading) -> Reading:
    """Return the interval of the products of two intervals."""
    found = [a * b for a in one for b in other]
    return min(found), max(found)


def total(parts: Iterable[Reading]) -> Reading:
    """Return the interval of the sum."""
    low, high = 0.0, 0.0
    for least, greatest in parts:
        low, high = low + least, high + greatest
    return low, high


def apart(one: Reading, other: Reading) -> bool:
    """Return whether two intervals have no value in common, by more than a float's noise."""
    noise = 1e-9 * max(abs(bound) for bound in (*one, *other, 1.0) if math.isfinite(bound))
    return one[0] > other[1] + noise or other[0] > one[1] + noise


def plain(value: float) -> str:
    """Return a number as a reader would write it: 1,200, 3.4, 1.2 million."""
    for scale, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= scale:
            return f"{_short(value / scale)}{word}"
    return _short(value)


def _short(value: float) -> str:
    if math.isclose(value, round(value), abs_tol=0.005):
        return f"{round(value):,}"
    digits = 1 if abs(value) >= 10 else 2  # noqa: PLR2004
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".")


def ratio(one: Value, other: Value) -> float:
    """Return the greater value over the smaller one."""
    low, high = sorted((abs(one.value), abs(other.value)))
    return high / low if low else math.inf


@functools.lru_cache(4096)  # every figure is held against all of its kind: 1,800 pairs in 3,000 words
def digits(value: float) -> str:
    """Return the significant digits of a value: 42 of 4.2 billion."""
    return f"{value:.9e}".partition("e")[0].replace(".", "").rstrip("0")


def aligned(one: Value, other: Value) -> tuple[str, str] | None:
    """Return the significant digits of two values of one size (hundreds), as many of each; None for two sizes."""
    first, second = digits(abs(one.value)), digits(abs(other.value))
    length = max(len(first), len(second))
    same_size = len(str(int(abs(one.value)))) == len(str(int(abs(other.value))))
    return (first.ljust(length, "0"), second.ljust(length, "0")) if same_size else None


def turned(one: Value, other: Value) -> bool:
    """Return whether the two have the same digits in another order: 410,000 and 140,000."""
    first, second = aligned(one, other) or ("", "")
    return first != second and sorted(first) == sorted(second)


def confused(one: Value, other: Value) -> bool:
    """Return whether the two are easily taken for each other: by their digits, or by ear: 16,000 and 60,000."""
    first, second = sorted(aligned(one, other) or ("", ""))
    teen = len(first) > 1 and first[0] == "1" and second == f"{first[1]}0{first[2:]}" and first[1] in _TENS
    return teen or turned(one, other)


def is_slip(one: Value, other: Value) -> bool:
    """Return whether the values have the same digits a thousand, or a million, apart."""
    return round(ratio(one, other), 6) in (1e3, 1e6, 1e9)
