"""People in a text by their names: what the rules on pronouns and surnames read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.lint.passages.names import ProperName, function_words, given_names, names

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
        full = len(words) >= _FULL
        gender = (genders().get(words[0].casefold(), "") if full else "") or titles().get((titled or "").casefold(), "")
        office = _by_office(text, name) if full and not gender else ""
        if (known or office or (titled and titled.casefold() != "miss")) and words[-1].casefold() not in _BODIES:
            yield Person(name.start, name.end, words, gender or office)


_MASCULINE = (
    r"(?:chair|spokes|business|congress|council|states|fisher|sales|police|camera|anchor|crafts)man|father|son|brother|husband|widower|uncle|nephew|"
    r"grandfather|grandson|stepfather|actor|king|duke|monk|priest"
)
_FEMININE = (
    r"(?:chair|spokes|business|congress|council|states|sales|police|camera|anchor|crafts)woman|mother|daughter|sister|wife|widow|aunt|niece|grandmother|"
    r"granddaughter|stepmother|actress|queen|duchess|nun|midwife"
)
_OFFICE_BEFORE = re.compile(rf"\b(?:(?P<m>{_MASCULINE})|(?P<f>{_FEMININE})),?\s+\Z", re.IGNORECASE)
_OFFICE_BEHIND = re.compile(
    rf",\s+(?:\d+,\s+)?(?:the|an?|its|their|[\w’'-]+[’']s)\s+(?:[\w’'-]+\s+){{0,3}}?(?:(?P<m>{_MASCULINE})|(?P<f>{_FEMININE}))\b",
    re.IGNORECASE,
)


def _by_office(text: str, name: ProperName) -> str:
    """Return the gender that an office or a tie beside a name tells: `the chairman, Declan Foy`."""
    found = _OFFICE_BEFORE.search(text[max(name.start - 30, 0) : name.start]) or _OFFICE_BEHIND.match(text, name.end)
    return (found.lastgroup or "") if found else ""


def _bare(name: ProperName) -> tuple[str, ...]:
    """Return the words of a name without what opens the sentence or gives a title."""
    words = name.words
    while words and (words[0].casefold() in titles() or words[0].casefold() in function_words()):
        words = words[1:]
    return words


def _title(name: ProperName, bare: tuple[str, ...]) -> str | None:
    """Return the last title before the name proper."""
    before = name.words[: len(name.words) - len(bare)]
    return next((word for word in reversed(before) if word.casefold() in titles()), None)


KIN = (
    r"(?:brothers?|sisters?|siblings?|twins?|(?:grand|step)?(?:sons?|daughters?|fathers?|mothers?)|parents?|grand\w+|cousins?|nephews?|nieces?|"
    r"uncles?|aunts?|wife|husband|partner|fianc\w+|widow\w*)"
)
"""The pattern of the words for relatives: near one of them, a name or an age can be another person's."""


@lang.compiled
def titles() -> dict[str, str]:
    """Return the titles by which people are called, with the gender that one tells."""
    return {row["title"].casefold(): row["gender"] for row in lang.rows("titles")}


@lang.compiled
def genders() -> dict[str, str]:
    """Return the gender that a given name tells."""
    return {row["name"].casefold(): row["gender"] for row in lang.rows("given_names")}


@lang.compiled
def person_nouns() -> re.Pattern[str]:
    """Return the pattern of the nouns for a person: mayor, spokeswoman, man."""
    nouns = sorted(
        (row["noun"] for row in lang.rows("source_nouns") if row["type"] == "person"),
        key=lambda noun: (-len(noun), noun),
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))}|people)s?\b", re.IGNORECASE)
