"""Runs and turns that are counted: a sixth straight win, the fourth in a row, her third title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claimcheck import lang
from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.patterns import Pattern

_NUMBER: Final = r"(?P<number>(?&ordinal)|(?&cardinal)|\d{1,3}(?:st|nd|rd|th)?)"
_OUTCOMES: Final = {
    **dict.fromkeys("win wins won winning victory victories title titles crown triumph triumphs beat".split(), "won"),
    **dict.fromkeys("loss losses lost losing defeat defeats".split(), "lost"),
}
_RUN: Final = Pattern(
    rf"\b{_NUMBER}[- ](?:(?:straight|consecutive|successive)\b(?: (?P<noun>[a-z]+))?|"
    r"(?:(?P<before>[a-z]+) )?(?:in a row|in succession|on the trot|on the bounce|running)\b|"
    r"(?:(?:game|match|race|year|month|quarter|day|week|season)[- ])?(?P<streak>winning|losing|unbeaten) (?:streak|run)\b)",
    re.IGNORECASE,
)
_HITS: Final = Pattern(
    rf"\b(?P<streak>winning|losing|unbeaten) (?:streak|run) (?:[a-z]+ ){{1,2}}{_NUMBER}\b(?! percent)", re.IGNORECASE
)
_TURN: Final = Pattern(
    rf"\b(?:his|her|their|its|a|an|into|in|reach(?:es|ed)?|w[io]ns?|claims?|seeks?|takes?|for) {_NUMBER} (?:[a-z]+ )?"
    r"(?P<noun>term|title|final|semi-?final|cup|crown|appearance|championship|medal|victory|win|goal|album|novel|anniversary|birthday|marriage|child)\b",
    re.IGNORECASE,
)
_REACH: Final = 45  # characters around a run in which a verb says whether it is of wins or of losses
_WORD: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Streak:
    """A counted run at ``start:end``; ``kind`` is what it is of: won, lost, or its noun."""

    start: int
    end: int
    value: float
    kind: str


def streaks(text: str, start: int, *, end: int) -> Iterator[Streak]:
    """Yield the runs and turns that ``text[start:end]`` counts."""
    for match in _RUN.finditer(text, start, end):
        around = text[max(match.start() - _REACH, start) : min(match.end() + _REACH, end)].lower()
        said = (match["noun"] or match["before"] or match["streak"] or "").lower()
        yield Streak(*match.span(), _value(match["number"]), _kind(said, around))
    for match in _HITS.finditer(text, start, end):
        yield Streak(*match.span(), _value(match["number"]), _kind(match["streak"].lower(), ""))
    for match in _TURN.finditer(text, start, end):
        if match["number"].lower() not in vocabulary.cardinals() and not match["number"].isdigit():
            yield Streak(*match.span(), _value(match["number"]), match["noun"].lower())


def _kind(said: str, around: str) -> str:
    told = (_OUTCOMES[word] for word in (said, *_WORD.findall(around)) if word in _OUTCOMES)
    return next(told, said.removesuffix("s"))


@lang.compiled
def _value(number: str) -> float:
    lower = number.lower()
    place = vocabulary.ordinals().get(lower) or vocabulary.cardinals().get(lower)
    return float(place or numerals.parse_number(re.sub(r"\D", "", number)) or 0)
