"""Lists of names that a counted noun has behind it, without a colon: ``They were named as Dean Pratt, 31, and Carl Pratt, 28``."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.lang import vocabulary
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.numbers.listing import counts

_WORD: Final = r"[A-Z][\w'’.-]*"
_NAME: Final = rf"(?:(?:the |a )?{_WORD}(?: (?:(?:de|van|von|bin|al|of the|of|the|and Sons) )?{_WORD}){{0,4}})"
_AGED: Final = rf"{_NAME}(?:, (?:aged )?\d{{1,3}}| \(\d{{1,3}}\))?"
_LIST: Final = (
    rf"(?P<list>{_AGED}(?:, {_AGED})*,? and {_AGED})(?P<end>, (?:all|both|each|who|of|from)\b|,(?= (?:the|"
    rf"according|he|she|officials?|police|said)\b)|[.;](?=\s|$)|\s*$)"
)
_AGE: Final = re.compile(r", (?:aged )?\d{1,3}(?=,| and\b|[.;]|\s*$)| \(\d{1,3}\)")
_ARE: Final = re.compile(rf"^ (?:are|were|will be) {_LIST}")
_IN: Final = re.compile(rf"^, (?:in|at) {_LIST}")
_OPENS: Final = (
    r"(?:They|These|Those(?: (?:killed|hurt|injured|arrested|charged|named))?|The (?P<noun>[a-z-]+(?: [a-z-]+)?)|All)"
)
_NEXT: Final = re.compile(
    rf"[^.!?\n:;]{{0,120}}[.!?]”?\s+{_OPENS} (?:are|were|have been) "
    rf"(?:(?:later |since |all )?(?:named|identified|listed|given)(?: by [\w’' ]{{1,40}}?)?(?: on \w+)?(?: as)? |"
    rf"(?P<at>in |at ))?:? ?{_LIST}"
)
_SECOND: Final = Pattern(r"\b(?:(?&cardinal)|another|others?|\d+)\b", re.IGNORECASE)
_TITLES: Final = re.compile(r"[“\"][^“”\"\n]{1,60}[”\"]")
_BETWEEN: Final = re.compile(r"^,?\s*(?:and|plus|&)?\s*$")
_TITLE_LIST: Final = re.compile(
    r"^(?: \(|: | — |, )(?P<list>[“\"][^“”\"\n]{1,60}[”\"](?:,? ?(?:and )?[“\"][^“”\"\n]{1,60}[”\"])+)"
)
_GOES_ON: Final = re.compile(r",? (?:and|or|plus|as well) ")
_COUPLE: Final = re.compile(r"\bMrs?\.? (?:and|&) Mrs?\b")
_BRACKETED: Final = re.compile(r"^ \((?P<list>[a-z][^()\d“\"]{5,150})\)")
_ORDINAL: Final = Pattern(r"(?:[.!?:]\s+|\n\s*)(?P<word>(?&Ordinal))(?:ly)?,? (?=\w)")
_MOST: Final = 7  # of an enumeration of sentences
_REASONS: Final = frozenset(
    "reason argument point problem step goal aim condition rule lesson change fault question way stage mistake".split()
)
_MANY: Final = 2


def named(behind: str, unit: str) -> range | None:
    """Return the numbers of names that stand behind a counted noun: ``are A, B and C``, or in the next sentence, ``They were``.

    ``behind`` is the text behind the noun, ``unit`` what is counted.
    """
    match = _ARE.match(behind)
    if match:
        return _counted(match)
    match = _NEXT.match(behind)
    if match and match["at"] and unit.rpartition(" ")[2] in _COUNTED:
        return None  # two of the three people who were in Lorne
    if match and not _SECOND.search(behind[: match.start("list")]) and _fits(match["noun"], unit):
        return _counted(match)
    return None


def too_few_places(behind: str) -> range | None:
    """Return the most places that ``, in Lorne, Ohio, and Kessburg`` may name; with states among them they are fewer."""
    match = _IN.match(behind)
    found = _counted(match) if match else None
    return range(1, max(found) + 1) if found else None


def bracketed(behind: str) -> range | None:
    """Return the numbers of items that a plain list in brackets may have: ``(yes, no and maybe)``."""
    match = _BRACKETED.match(behind)
    return (
        counts(match["list"])
        if match and "," in match["list"] and re.search(r"\b(?:and|or)\b", match["list"])
        else None
    )


def titles(behind: str) -> range | None:
    """Return the number of titles in quotation marks that are listed behind a noun."""
    match = _TITLE_LIST.match(behind)
    if match is None:
        return None
    if _GOES_ON.match(behind, match.end()) and match["list"][-2] != ",":
        return None
    number = len(_TITLES.findall(match["list"]))
    gaps = _TITLES.split(match["list"])[1:-1]
    if not gaps or not all(_BETWEEN.match(gap) for gap in gaps):
        return None
    return range(number, number + 1)


def enumerated(behind: str, unit: str) -> range | None:
    """Return the numbers that an enumeration of sentences leaves open, ``First, ... Second, ...``: as many as it has, or more."""
    if unit.rpartition(" ")[2] not in _REASONS:
        return None
    places = [vocabulary.ordinals()[match["word"].lower()] for match in _ORDINAL.finditer(behind)]
    if not _MANY <= len(places) <= _MOST or places != list(range(1, len(places) + 1)):
        return None
    return range(len(places), _MOST * 3)


def _counted(match: re.Match[str]) -> range | None:
    return None if _COUPLE.search(match.string) else counts(_AGE.sub("", match["list"]))


def _fits(noun: str | None, unit: str) -> bool:
    """Return whether ``the victims`` may be what was counted: people by any word for them, things by their own."""
    if noun is None:
        return True
    last = noun.rpartition(" ")[2]
    return last.rstrip("s") in unit or (last in _PEOPLE and unit.rpartition(" ")[2] in _COUNTED)


_PEOPLE: Final = frozenset(
    "victims dead men women winners suspects accused defendants injured pair couple trio finalists candidates others".split()
)
_COUNTED: Final = frozenset(
    "person man woman people student worker teacher officer soldier player boy girl child teenager resident employee "
    "driver suspect passenger pupil".split()
)
