"""Whether two figures state the same: value, unit, and the thing measured, whatever the bound and the period."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.lang import vocabulary

_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL = 12  # counts up to a dozen say little by themselves: two countries need not be the same two
_SHARED = 2  # words that two sentences must share where the figures' own words do not settle it
NEAREST = 49
"""Figures of one value that are compared with one behind them. An article repeats a figure a few times; a megabyte of them
does so thousands of times, and to list each beside each would grow with the square."""
_STOP = frozenset(
    """
    that this these those with from have been were will would could their there about which while after before
    into over more than less said says also some many most such other only just when what where year years week
    month percent people according
    """.split()
)


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A quantity with what it may measure: the words of ``of``, and those of its sentence."""

    value: float
    value2: float | None
    unit: str
    of: frozenset[str]
    words: frozenset[str]


def measurement_of(fact: Mapping[str, Any], sentence: str) -> StatedFigure:
    """Return the figure of a quantity's facts in its sentence."""
    value2 = fact.get("value2")
    return StatedFigure(
        float(fact["value"]),
        None if value2 is None else float(value2),
        (fact.get("unit") or "").casefold(),
        _stems(fact.get("of") or ""),
        _stems(sentence) - _stems(fact.get("unit") or ""),
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        word.removesuffix("s")
        for word in _WORD.findall(text.casefold())
        if word not in _STOP and word not in vocabulary.scales()
    )


def same_figures(claims: Sequence[Sequence[StatedFigure]]) -> list[list[int]]:
    """Return for each claim the others that state one of its figures, in order: among the NEAREST with that value."""
    by_value: defaultdict[tuple[float, float | None, str], list[tuple[int, StatedFigure]]] = defaultdict(list)
    for number, figures in enumerate(claims):
        for figure in figures:
            by_value[figure.value, figure.value2, figure.unit].append((number, figure))
    twins: list[set[int]] = [set() for _ in claims]
    for group in by_value.values():
        for place, (one, figure) in enumerate(group):
            for other, twin in group[place + 1 : place + 1 + NEAREST]:
                if one != other and same_figure(figure, twin):
                    twins[one].add(other)
                    twins[other].add(one)
    return [sorted(found) for found in twins]


def same_figure(one: StatedFigure, other: StatedFigure) -> bool:
    """Return whether two figures of one value and unit measure the same thing."""
    if one.of and other.of:
        return bool(one.of & other.of)
    shared = len(one.words & other.words)
    if one.of or other.of:
        return bool((one.of | other.of) & one.words & other.words) or shared >= _SHARED + 1
    telling = one.unit and (abs(one.value) > _SMALL) and not math.isclose(one.value % 100, 0) and one.unit != "percent"
    return shared >= (1 if telling else _SHARED)
