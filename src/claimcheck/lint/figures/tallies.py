"""Votes and scores, 9-4 say: one that is told twice, and not alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TALLY: Final = re.compile(r"(?<![\w.,/–-])(?P<one>\d{1,3})(?:-|–| to )(?P<two>\d{1,3})(?![\w/–-]|[.,]\d)")
_NOUNS: Final = {
    "vote": "vote", "votes": "vote", "decision": "vote", "ruling": "vote", "majority": "vote", "margin": "vote", "tally": "vote",
    "win": "game", "victory": "game", "defeat": "game", "loss": "game", "draw": "game", "score": "game", "scoreline": "game",
}  # fmt: skip
_VERBS: Final = re.compile(
    r"\b(?:(?P<vote>voted|vote|votes|passed|approved|rejected|ruled|adopted|decided|backed)|(?P<game>won|beat|lost|drew|defeated|beaten|edged|downed))\b"
)
_NOUN: Final = re.compile(r"(?: \w+)? (?P<noun>[a-z]+)")
_DEFINITE: Final = re.compile(r"\b(?:the|that|their|its|this)\s+$", re.IGNORECASE)
_REACH: Final = 70  # characters before a tally in which its verb stands


@dataclass(frozen=True, slots=True)
class Tally:
    """Two numbers at ``start:end``; ``kind`` is vote or game, ``definite`` whether it is spoken of as known: the 9-5 vote."""

    start: int
    end: int
    values: tuple[int, int]
    kind: str
    definite: bool


def tallies(text: str) -> Iterator[Tally]:
    """Yield the votes and scores of a text, in order."""
    for match in _TALLY.finditer(text):
        noun = _NOUN.match(text, match.end())
        kind = _NOUNS.get(noun["noun"], "") if noun else ""
        definite = bool(kind) and _DEFINITE.search(text, max(match.start() - 8, 0), match.start()) is not None
        if not kind and " to " not in match[0]:
            before = text[max(match.start() - _REACH, 0) : match.start()]
            verbs = list(_VERBS.finditer(before[before.rfind(". ") + 1 :]))
            kind = (verbs[-1].lastgroup or "") if verbs else ""
        if kind:
            yield Tally(*match.span(), (int(match["one"]), int(match["two"])), kind, definite)


def told_twice(text: str) -> Iterator[tuple[Tally, Tally]]:
    """Yield a tally that is spoken of as known, with the only one told before it, where they differ."""
    before: dict[str, list[Tally]] = {}
    for tally in tallies(text):
        known = {frozenset(other.values): other for other in before.get(tally.kind, ())}
        if tally.definite and len(known) == 1 and frozenset(tally.values) not in known:
            other = next(iter(known.values()))
            if set(tally.values) & set(other.values) or sum(tally.values) == sum(other.values):
                yield tally, other
        before.setdefault(tally.kind, []).append(tally)
