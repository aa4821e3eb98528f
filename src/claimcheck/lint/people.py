"""People in a text by their names: what the rules on pronouns and surnames read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.lint.names import Name, function_words, given_names, names

_FULL = 2
_BODIES = frozenset(
    "school university college hospital board council house street park prize medal award foundation institute center centre party campaign".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """``text[start:end]`` names a person; ``gender`` is m, f, or empty where neither name nor title tells."""

    start: int
    end: int
    words: tuple[str, ...]
    gender: str

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.words[-1]


def people(text: str) -> Iterator[Person]:
    """Yield the names of people: with a given name that is known, or with a title."""
    for name in names(text):
        words = _bare(name)
        if not words:
            continue
        titled = _title(name, words)
        known = words[0].casefold() in given_names() and len(words) >= _FULL
        if (known or (titled and titled.casefold() != "miss")) and words[-1].casefold() not in _BODIES:
            gender = genders().get(words[0].casefold(), "") if len(words) >= _FULL else ""
            yield Person(name.start, name.end, words, gender or titles().get((titled or "").casefold(), ""))


def _bare(name: Name) -> tuple[str, ...]:
    """Return the words of a name without what opens the sentence or gives a title."""
    words = name.words
    while words and (words[0].casefold() in titles() or words[0].casefold() in function_words()):
        words = words[1:]
    return words


def _title(name: Name, bare: tuple[str, ...]) -> str | None:
    """Return the last title before the name proper."""
    before = name.words[: len(name.words) - len(bare)]
    return next((word for word in reversed(before) if word.casefold() in titles()), None)


@functools.cache
def titles() -> dict[str, str]:
    """Return the titles by which people are called, with the gender that one tells."""
    return {row["title"].casefold(): row["gender"] for row in lang.rows("titles")}


@functools.cache
def genders() -> dict[str, str]:
    """Return the gender that a given name tells."""
    return {row["name"].casefold(): row["gender"] for row in lang.rows("given_names")}


@functools.cache
def person_nouns() -> re.Pattern[str]:
    """Return the pattern of the nouns for a person: mayor, spokeswoman, man."""
    nouns = sorted(
        (row["noun"] for row in lang.rows("source_nouns") if row["type"] == "person"),
        key=lambda noun: (-len(noun), noun),
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))}|people)s?\b", re.IGNORECASE)
