"""When a found thing is the gold one: spans, names, numbers and units; one-to-one pairs; counts.

The definitions are those of ``fixtures/README.md``: a span matches when it shares at least half of the shorter span's
characters; every match is one to one; what was never found counts as missed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

HALF = 0.5
DIGITS = 4
_WORD = re.compile(r"\w+")
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "some", "all", "both"]
)
_BRITISH = re.compile(r"(lit|met)re\b")
_NO_UNIT = frozenset({"", "count", "unit"})

G = TypeVar("G")
P = TypeVar("P")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was right, found, and there to be found."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was there that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; the accuracy where as many are found as there are."""
        return 2 * self.right / (self.found + self.gold) if self.right else 0.0

    def as_json(self) -> dict[str, float | int]:
        """Return the counts and the three shares, rounded to four digits."""
        shares = {"p": self.precision, "r": self.recall, "f1": self.f1}
        rounded: dict[str, float | int] = {name: round(share, DIGITS) for name, share in shares.items()}
        return rounded | {"right": self.right, "found": self.found, "gold": self.gold}


Scores = dict[str, Score]


def add_up(parts: Iterable[Mapping[str, Score]]) -> Scores:
    """Return the sum of each measure over all parts, in the order in which the measures first come."""
    total: Scores = {}
    for part in parts:
        for name, score in part.items():
            total[name] = total.get(name, Score()) + score
    return total


def overlap(one: Span, other: Span) -> float:
    """Return the characters that two spans share, as a share of the shorter span."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return shared / shorter if shared > 0 and shorter > 0 else 0.0


def pair(gold: Sequence[G], found: Sequence[P], *, score: Callable[[G, P], float], floor: float) -> list[tuple[G, P]]:
    """Return one-to-one pairs whose score is at least ``floor``: the best first, earlier things first among equals."""
    candidates = [
        (-value, i, j)
        for i, wanted in enumerate(gold)
        for j, offered in enumerate(found)
        if (value := score(wanted, offered)) >= floor
    ]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i in taken_gold or j in taken_found:
            continue
        taken_gold.add(i)
        taken_found.add(j)
        pairs.append((gold[i], found[j]))
    return pairs


def plain_name(name: str | None) -> str | None:
    """Return a name without case, leading determiner and punctuation; None where nothing is left."""
    words = (name or "").split()
    if len(words) > 1 and words[0].lower() in _DETERMINERS:
        words = words[1:]
    return " ".join(_WORD.findall(" ".join(words).casefold())) or None


def same_source(gold: str | None, found: str | None) -> bool:
    """Return whether two names are equal, or one is whole inside the other (Ines Fuhr / minister Ines Fuhr)."""
    one, other = plain_name(gold), plain_name(found)
    if one is None or other is None:
        return one is other
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def same_number(gold: float | None, found: float | None) -> bool:
    """Return whether two numbers are equal to six digits, or both absent."""
    if gold is None or found is None:
        return gold is found
    return math.isclose(gold, found, rel_tol=1e-6, abs_tol=1e-9)


# NewsQuant's names for units, and ours.
_OURS = {
    "percentage": "percent",
    "dollar": "usd",
    "united states dollar": "usd",
    "australian dollar": "aud",
    "hong kong dollar": "hkd",
    "new zealand dollar": "nzd",
    "japanese yen": "jpy",
    "chinese yuan": "cny",
    "euro": "eur",
    "pound sterling": "gbp",
    "shekel": "ils",
    "malaysian ringgit": "myr",
    "people": "person",
    "year of age": "year",
    "month of age": "month",
    "celsius": "degree celsius",
    "fahrenheit": "degree fahrenheit",
    "pound mass": "pound",
    "revolutions per minute": "revolution per minute",
    "points": "point",
}


def _unit_parts(unit: str | None) -> list[str] | None:
    """Return the parts of a unit between ``per``, in our names and American spelling; None for no unit."""
    name = plain_name((unit or "").replace("-", " ")) or ""
    if name in _NO_UNIT:
        return None
    return [_BRITISH.sub(r"\1er", _OURS.get(part, part)) for part in name.split(" per ")]


def same_unit(gold: str | None, found: str | None) -> bool:
    """Return whether two units are one: of counted nouns the head noun, which comes last, decides."""
    one, other = _unit_parts(gold), _unit_parts(found)
    if one is None or other is None:
        return one is other
    return len(one) == len(other) and all(a.split()[-1] == b.split()[-1] for a, b in zip(one, other, strict=True))


def words_in(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return the words of ``text`` inside any of the spans, each by its offset."""
    return frozenset(word.start() for start, end in spans for word in _WORD.finditer(text, start, end))


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of the words of both that both have."""
    return len(one & other) / (len(one | other) or 1)


def row_items(row: Mapping[str, Any], kind: str) -> list[Any]:
    """Return the gold items of one kind."""
    return [item for item in row["items"] if item["type"] == kind]
