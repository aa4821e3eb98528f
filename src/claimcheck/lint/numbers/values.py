"""How two values differ: as a slip of the pen does, or as the values of two things do."""

from __future__ import annotations

import math
from typing import Final

from claimcheck.lint.numbers.figures import Figure
from claimcheck.lint.numbers.readings import is_vague

_NEAR, _FAR = 1.25, 1.5
_LONG: Final = 3  # digits: one wrong digit of three and more is no chance
_SMALL: Final = 5
_TENFOLD: Final = 10.0  # a zero too many


def ratio(one: Figure, other: Figure) -> float:
    """Return the greater value over the smaller one."""
    low, high = sorted((abs(one.value), abs(other.value)))
    return high / low if low else math.inf


def digits(value: float) -> str:
    """Return the significant digits of a value: 42 of 4.2 billion."""
    return f"{value:.9e}".partition("e")[0].replace(".", "").rstrip("0")


def likeness(one: Figure, other: Figure) -> int:
    """Return how much the values look like one value written wrongly: digits in another order, one wrong digit, or close.

    A size (hundreds) is like any number.
    """
    if is_vague(one) or is_vague(other):
        return 0
    times = ratio(one, other)
    if turned(one, other):
        return 26 if times <= _FAR or len(_padded(one, other)[0]) >= _LONG else 8
    points = 3 if times < _NEAR else 0 if times <= _FAR or times == _TENFOLD else -18
    first, second = _padded(one, other)
    if len(first) > 1 and _size(one.value) == _size(other.value):
        wrong = sum(a != b for a, b in zip(first, second, strict=True))
        if wrong == 1:
            points += 15 if len(first) >= _LONG else 8
    if one.sign != "d" and min(abs(one.value), abs(other.value)) < _SMALL:
        points -= 6
    return points


def turned(one: Figure, other: Figure) -> bool:
    """Return whether the two have the same digits in another order: 410,000 and 140,000."""
    first, second = _padded(one, other)
    return first != second and sorted(first) == sorted(second) and _size(one.value) == _size(other.value)


def _padded(one: Figure, other: Figure) -> tuple[str, str]:
    first, second = digits(abs(one.value)), digits(abs(other.value))
    length = max(len(first), len(second))
    return first.ljust(length, "0"), second.ljust(length, "0")


def _size(value: float) -> int:
    return len(str(int(abs(value))))
