"""Stretches of time as figures: a sentence of seven years, and the eight-year sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.numbers import MarkedSentence, Value

_DURATION: Final = re.compile(r"P(?P<clock>T?)(?P<count>\d+(?:\.\d+)?)(?P<unit>[YMWDHS])")
_UNITS: Final = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_BEHIND: Final = re.compile(
    r"\s*(?:ago|later|earlier|after|before|since|from|old|of age|away|now|or|to|in a row)\b|-old|\s*[-–]\s*\d",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"\b(?:past|last|next|previous|recent|first|coming|within|every|each|another|further|additional|more|other|final|age|aged|than|"
    r"almost|nearly|up to|least)\s+$",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    r"(?:an?|each|every|per|one|half|the|this|that)\b|annual|dai|week|month|year|hour", re.IGNORECASE
)
_LEAST: Final = 2
_REACH: Final = 20  # characters before a stretch in which a word makes it another one: the past seven years


def stretches(marked: MarkedSentence) -> Iterator[tuple[int, Value]]:
    """Yield the stretches of whole units that are no points in time, each with its place among the times of the sentence."""
    for place, time in enumerate(marked.masked.times):
        found = _DURATION.fullmatch(time.value or "")
        if found is None or float(found["count"]) < _LEAST or _EACH.match(time.text):
            continue
        before = marked.article[max(time.start - _REACH, marked.start) : time.start]
        if not (_BEHIND.match(marked.article, time.end) or _BEFORE.search(before)):
            unit = f"{_UNITS[found['clock'] + found['unit']]} long"
            span, claim = (time.start, time.end, time.text), marked.claim_at(time.start)
            yield place, Value(*span, float(found["count"]), "d", claim, unit=unit)
