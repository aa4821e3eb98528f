"""Stretches of time as figures: a sentence of seven years, and the eight-year sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lint.numbers.figures import Figure, Passage

_DURATION: Final = re.compile(r"P(?:T?)(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS: Final = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second"}
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


def stretches(passage: Passage) -> Iterator[tuple[int, Figure]]:
    """Yield the stretches of whole units that are no points in time, each with its place among the times of the sentence."""
    if passage.masked is None:
        return
    for place, time in enumerate(passage.masked.times):
        found = _DURATION.fullmatch(time.value or "")
        if found is None or float(found[1]) < _LEAST or _EACH.match(time.text):
            continue
        before = passage.article[max(time.start - _REACH, passage.start) : time.start]
        if _BEHIND.match(passage.article, time.end) or _BEFORE.search(before):
            continue
        unit = "minute" if time.value and time.value.startswith("PT") and found[2] == "M" else _UNITS[found[2]]
        claim = next((one for one in passage.claims if one.start <= time.start < one.end), passage.claims[0])
        yield (
            place,
            Figure(time.start, time.end, time.text, float(found[1]), None, "=", f"{unit} long", None, "d", claim),
        )
