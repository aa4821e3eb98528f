"""One person with two ages: by surname, or as ``the 36-year-old`` of the sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.numbers.figures import Figure, Passage

_NAMED: Final = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|van|von|bin|al))*), (?:aged |now |who is )?<[gc](?P<age>\d+)>(?=[,.;)]| —|$)"
)
_BARE_AGE: Final = re.compile(r"\bthe <g(?P<age>\d+)>(?! \w+'s?\b)", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\b(?:sister|brother|mother|father|wife|husband|son|daughter|friend|partner|colleague|rival|teammate|cousin|twin|neighbou?r|couple|pair|"
    r"another|both|other|children|parents|man|woman|boy|girl|victim|suspect)s?\b",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\b(?:then|at the time|when (?:he|she)|was|in (?:19|20)\d\d|years? ago|late|died|turns?|turned|would have been)\b"
)
_NEAR: Final = 4
"""Sentences behind a named age in which ``the 36-year-old`` is still that person."""
_OLDEST: Final = 120
_PERSON: Final = re.compile(r"\b[A-Z][a-z'’-]+ [A-Z][\w'’-]+")

Pair = tuple[Figure, Passage, Figure, Passage]
"""The later age with its sentence, and the earlier one with its own."""


def two_ages(sentences: Sequence[Passage]) -> Iterator[Pair]:
    """Yield the second age of a person with the first one, where they differ."""
    known: dict[str, tuple[str, Figure, Passage]] = {}
    last: tuple[int, str, Figure, Passage] | None = None
    for place, passage in enumerate(sentences):
        if passage.masked is None:
            continue
        named = [(match["name"], passage.masked.figure(match["age"])) for match in _NAMED.finditer(passage.masked.text)]
        named = [(name, figure) for name, figure in named if 0 < figure.value < _OLDEST]
        for name, figure in named:
            key = name.split()[-1]
            before = known.setdefault(key, (name, figure, passage))
            same = set(before[0].split()) <= set(name.split()) or set(name.split()) <= set(before[0].split())
            if before[1] is not figure and same and before[1].value != figure.value and not _THEN.search(passage.text):
                yield figure, passage, before[1], before[2]
        bare = _BARE_AGE.search(passage.masked.text)
        if bare and last and not named and place - last[0] <= _NEAR:
            figure = passage.masked.figure(bare["age"])
            if figure.value != last[2].value and _only(sentences[last[0] : place + 1], last[1]):
                yield figure, passage, last[2], last[3]
                last = None
        if named:
            last = (place, *named[0], passage) if len(named) == 1 else None


def _only(between: Sequence[Passage], name: str) -> bool:
    """Return whether no other person comes up: no kin, no second name of two words, no other age."""
    words = set(name.split())
    for number, passage in enumerate(between):
        text = passage.text
        if _OTHERS.search(text) or (number and _THEN.search(text) and "-year-old" not in text):
            return False
        if any(not set(found[0].split()) & words for found in _PERSON.finditer(text) if found.start()):
            return False
    return True
