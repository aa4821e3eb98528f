"""Whether two figures state the same: value, unit, and the thing measured, whatever the bound and the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.lang.inflection import stems

_MORE = ("another", "a further", "additional", "an extra")
_SMALL = 10  # counts below ten say little by themselves
_TELLING = 3  # digits, zeros at either end apart
_SHARED = 2  # words that two sentences must share where the figures' own words do not settle it
NEAREST = 49
"""Figures of one value that are compared with one behind them. An article repeats a figure a few times; a megabyte of them
does so thousands of times, and to list each beside each would grow with the square."""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A quantity with what it may measure: the words of ``of``, those of its sentence, and those of the names in its claim."""

    value: float
    value2: float | None
    unit: str
    of: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    is_age: bool
    is_count: bool
    is_another: bool
    """Whether its words say that it is not the one before: another $20 million."""

    @property
    def is_small_count(self) -> bool:
        """Tell whether a few things are counted: two countries need not be the same two."""
        return self.is_count and abs(self.value) < _SMALL and self.value == int(self.value)


def measurement_of(fact: Mapping[str, Any], sentence: str, *, before: str = "", names: str = "") -> StatedFigure:
    """Return the figure of a quantity's facts in its sentence, ``before`` it what stands there; ``names`` are those of its claim."""
    value2 = fact.get("value2")
    return StatedFigure(
        float(fact["value"]),
        None if value2 is None else float(value2),
        (fact.get("unit") or "").casefold(),
        stems(fact.get("of") or ""),
        stems(sentence) - stems(fact.get("unit") or ""),
        stems(names),
        fact.get("of") == "age",
        fact["counts"],
        before.casefold().rstrip().endswith(_MORE),
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
    """Return whether two figures of one value and unit measure the same thing, of the same one where both name whose it is."""
    if (
        one.is_age
        or other.is_age
        or one.is_another
        or other.is_another
        or (one.of and other.of and not one.of & other.of)
    ):
        return False
    shared, telling = len(one.words & other.words), _is_telling(one)
    named_alike = bool(one.names & other.names)
    if one.is_small_count:
        return named_alike and shared > _SHARED
    if one.names and other.names and not named_alike:
        return telling and shared > _SHARED
    if one.of and other.of:
        return True
    if one.of or other.of:
        measured = not one.is_count and one.unit != "percent"  # of tons and sums fewer are alike by chance
        return bool((one.of | other.of) & one.words & other.words) or shared >= (_SHARED if measured else _SHARED + 1)
    return shared >= (1 if telling and one.unit else _SHARED if one.unit else _SHARED + 1)


def _is_telling(figure: StatedFigure) -> bool:
    """Tell whether a value is seldom met by chance: 11,491, not 200 or 5 percent."""
    return len(f"{abs(figure.value):.6f}".strip("0.").replace(".", "").strip("0")) >= _TELLING
