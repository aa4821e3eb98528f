"""What the checks of one sentence's arithmetic share: their result, and the pieces of patterns over a masked sentence."""

from __future__ import annotations

import math
from typing import Final

from claimcheck.lint.numbers import Value
from claimcheck.lint.numbers.readings import Reading
from claimcheck.report import Time

Wrong = tuple[tuple[Value | Time, ...], str]
"""The figures that cannot all be right, and the message; the one that the others belie comes first."""

DETERMINERS: Final = r"(?:(?:the |its |his |her |their |all )|(?:the |a )?[\w’'-]+['’]s )*"
ADVERBS: Final = r"(?:just |only |a full )*"
PAIR: Final = 2  # the fewest parts of a whole, and ends of a range

_NEAR: Final = 1.67
_SCALES: Final = (10.0, 100.0, 1e3, 1e6)
_OFF: Final = 0.02


def is_near(value: float, made: float) -> bool:
    """Return whether a value is so near to what others make it that it is meant to be that: a digit is wrong, or the scale."""
    if min(value, made) <= 0:
        return False
    times = max(value, made) / min(value, made)
    return times <= _NEAR or any(math.isclose(times, scale, rel_tol=_OFF) for scale in _SCALES)


def as_percent(share: Value, off: float) -> Reading:
    """Return a part below one as percent, ``off`` so much of it to both sides."""
    return share.value * 100 * (1 - off), share.value * 100 * (1 + off)


def count(name: str) -> str:
    """Return the pattern of a count, or of a bare number, whose place the group ``name`` catches."""
    return rf"<[cb](?P<{name}>\d+)>"


def words(most: int, *, without: str = ";") -> str:
    """Return the pattern of up to ``most`` characters, as few as will do, with no figure among them; a time counts as one."""
    return rf"(?:<t\d+>|(?!<)[^{without}]){{0,{most}}}?"
