"""Runs that are counted (a sixth straight win, her third title), and votes and scores (9-4) of which one is told twice and not alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claimcheck import lang
from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.patterns import Pattern

_TALLY: Final = re.compile(
    r"(?<![\w.,/–-])(?P<one>\d{1,3})(?:-|–| to )(?P<two>\d{1,3})(?![\w/–-]|[.,]\d)(?:(?: \w+)? (?P<noun>[a-z]+))?"
)
_NOUNS: Final = {
    **dict.fromkeys("vote votes decision ruling majority margin tally".split(), "vote"),
    **dict.fromkeys("win victory defeat loss draw score scoreline".split(), "game"),
}
_VERBS: Final = {
    **dict.fromkeys("voted vote votes passed approved rejected ruled adopted decided backed".split(), "vote"),
    **dict.fromkeys("won beat lost drew defeated beaten edged downed".split(), "game"),
}
_DEFINITE: Final = re.compile(r"\b(?:the|that|their|its|this)\s+$", re.IGNORECASE)
_VERB_REACH: Final = 70  # characters before a tally in which its verb stands


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
        kind, before = _NOUNS.get(match["noun"] or ""), text[max(match.start() - _VERB_REACH, 0) : match.start()]
        verbs = [_VERBS[word] for word in _WORD.findall(before.rpartition(". ")[2]) if word in _VERBS]
        told = kind or (verbs[-1] if verbs and " to " not in text[match.start() : match.start("two")] else None)
        if told:
            definite = kind is not None and _DEFINITE.search(before) is not None
            yield Tally(match.start(), match.end("two"), (int(match["one"]), int(match["two"])), told, definite)


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


_NUMBER: Final = r"(?P<number>(?&ordinal)|(?&cardinal)|\d{1,3}(?:st|nd|rd|th)?)"
_OUTCOMES: Final = {
    **dict.fromkeys("win wins won winning victory victories title titles crown triumph triumphs beat".split(), "won"),
    **dict.fromkeys("loss losses lost losing defeat defeats".split(), "lost"),
}
_STREAK: Final = r"(?P<streak>winning|losing|unbeaten) (?:streak|run)\b"
_RUN: Final = Pattern(
    rf"\b{_NUMBER}[- ](?:(?:straight|consecutive|successive)\b(?: (?P<noun>[a-z]+))?|"
    r"(?:(?P<before>[a-z]+) )?(?:in a row|in succession|on the trot|running)\b|"
    rf"(?:(?:game|match|race|year|month|quarter|day|week|season)[- ])?{_STREAK})",
    re.IGNORECASE,
)
_HITS: Final = Pattern(rf"\b{_STREAK} (?:[a-z]+ ){{1,2}}{_NUMBER}\b(?! percent)", re.IGNORECASE)
_TURN: Final = Pattern(
    rf"\b(?:his|her|their|its|a|an|into|in|reach(?:es|ed)?|w[io]ns?|claims?|seeks?|takes?|for) {_NUMBER} (?:[a-z]+ )?"
    r"(?P<noun>term|title|final|semi-?final|cup|crown|appearance|championship|medal|victory|win|goal|album|novel|anniversary|birthday)\b|"
    rf"\benter(?:s|ed|ing)? (?:a |its |their |the )?{_NUMBER.replace('number', 'nth')} (?P<time>day|night|week|month|year)\b",
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
    for match in (*_RUN.finditer(text, start, end), *_HITS.finditer(text, start, end)):
        around = text[max(match.start() - _REACH, start) : min(match.end() + _REACH, end)].lower()
        named = match.groupdict()
        said = next((named[one].lower() for one in ("noun", "before", "streak") if named.get(one)), "")
        yield Streak(*match.span(), _value(match["number"]), _kind(said, around))
    for match in _TURN.finditer(text, start, end):
        number = (match["number"] or match["nth"]).lower()
        if number not in vocabulary.cardinals() and not number.isdigit():
            yield Streak(*match.span(), _value(number), (match["noun"] or match["time"]).lower())


def _kind(said: str, around: str) -> str:
    told = (_OUTCOMES[word] for word in (said, *_WORD.findall(around)) if word in _OUTCOMES)
    return next(told, said.removesuffix("s"))


@lang.compiled
def _value(number: str) -> float:
    lower = number.lower()
    place = vocabulary.ordinals().get(lower) or vocabulary.cardinals().get(lower)
    return float(place or numerals.parse_number(re.sub(r"\D", "", number)) or 0)
