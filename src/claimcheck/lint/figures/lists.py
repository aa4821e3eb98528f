"""Lists in running text: how many items one has, and the lists of names that a counted noun has behind it, without a colon.

``A, B and C`` are three; ``They were named as Dean Pratt, 31, and Carl Pratt, 28`` are two.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from claimcheck.lang import vocabulary
from claimcheck.lang.patterns import Pattern

_CONJUNCTION: Final = re.compile(r"^(?:and|or|plus|as well as)\s+", re.IGNORECASE)
_INNER: Final = re.compile(r"\s(?:and|or|as well as|&)\s", re.IGNORECASE)
_APPOSITION: Final = re.compile(
    r"^(?:another|also|each|who|which|whose|where|now|then|aged?|formerly|\d+|both|all)\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(
    r"\b(?:it|he|she|they|we|i|you|there|this|that|these|those|nobody|somebody|everyone|who|which|what)(?:'s|’s|'re|’re|'ve|’ve|"
    r"'ll|’ll)?\s+\w+|\b(?:is|are|was|were|has|have|had|will|would|can|could|should|said|says|isn't|don't|didn't)\b|[“\"?!]",
    re.IGNORECASE,
)
_OPEN_END: Final = Pattern(
    r"\b(?:etc|and so on|and more|and others|among others|and the like|or so|respectively|and (?:(?&many)|several|many) "
    r"(?:more|others?)|to name|for example|for instance|such as|including|mainly|mostly|especially|notably)\b|\.\.\.|…",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\s?\([^()]*\)")
_POSSESSIVE: Final = re.compile(r"(?:her|his|its|their|my|our) ", re.IGNORECASE)
_SOME: Final = re.compile(
    r"(?:among|amongst|include|one|most|some|many|from|all|each|both|not|only|mainly|like)\b", re.IGNORECASE
)
_ASKED: Final = re.compile(r"(?:who|what|how|whether|where|when|why)\b", re.IGNORECASE)
_LONGEST_ITEM: Final = 12  # words


def counts(text: str) -> range | None:
    """Return the numbers of items that ``text`` may list, None where it is no plain list.

    ``A, B and C`` are three; ``A and B`` may be one or two; semicolons part items that hold commas.
    """
    text = _ASIDE.sub("", text).strip().rstrip(".;,:")
    if not text or _OPEN_END.search(text) or _SOME.match(text):
        return None
    if ";" in text:
        return _parted([part.strip() for part in text.split(";")], last_splits=False)
    asked = _ASKED.match(text)
    if asked:  # who pays, who decides and who gains
        number = len(re.findall(rf"(?:^|, (?:and |or )?|\b(?:and|or) ){asked[0]}\b", text, re.IGNORECASE))
        return range(number, number + 1) if number > 1 else None
    if _CLAUSE.search(text):
        return None
    return _parted([part.strip() for part in text.split(",")], last_splits=True)


def _parted(parts: list[str], *, last_splits: bool) -> range | None:
    if not all(parts) or any(len(part.split()) > _LONGEST_ITEM * (1 if last_splits else 4) for part in parts):
        return None
    if last_splits and any(_is_aside(part, before) for before, part in itertools.pairwise(parts)):
        return None
    named = [_CONJUNCTION.sub("", part)[:1].isupper() for part in parts]
    if last_splits and any(named) and not all(named) and (named[0] or _POSSESSIVE.match(parts[0])):
        return None  # Marco Rubio, running third, and Rand Paul; her husband, Bill Clinton, and Barack Obama
    closing = next((place for place, part in enumerate(parts) if place and _CONJUNCTION.match(part)), None)
    if closing is not None and closing + 1 < len(parts):  # A, B, and C in X, Y and Z: commas of the last item
        return range(closing + 1, len(parts) + 2)
    joined = [len(_INNER.findall(part)) for part in parts]
    if last_splits and sum(map(bool, joined[:-1])) > 1:  # pairs: A and B, C and D
        return range(len(parts), len(parts) + sum(joined) + 1)
    inner = len(_INNER.findall(_CONJUNCTION.sub("", parts[-1])))
    # A, B and C are three; in A, B, and C the comma has parted the last one already, and A and B may be one.
    splits = last_splits and len(parts) > 1 and inner and not _CONJUNCTION.match(parts[-1])
    return range(len(parts) + bool(splits), len(parts) + inner + 1)


def _is_aside(part: str, before: str) -> bool:
    """Return whether an item behind a comma says more about the one before it: ``who left``, ``45``, a name's ``a teacher``."""
    if _APPOSITION.match(part):
        return True
    words, name = part.split(), before.split()
    article = words[0].lower() in {"a", "an", "the"}
    return article and name[0][:1].isupper() and name[-1][:1].isupper() and words[-1].islower()


_WORD: Final = r"[A-Z][\w'’.-]*"
_NAME: Final = rf"(?:(?:the |a )?{_WORD}(?: (?:(?:de|van|von|bin|al|of the|of|the|and Sons) )?{_WORD}){{0,4}})"
_AGED: Final = rf"{_NAME}(?:, (?:aged )?\d{{1,3}}| \(\d{{1,3}}\))?"
_LIST: Final = (
    rf"(?P<list>{_AGED}(?:, {_AGED})*,? and {_AGED})(?P<end>, (?:all|both|each|who|of|from)\b|,(?= (?:the|"
    rf"according|he|she|officials?|police|said)\b)|[.;](?=\s|$)|\s*$)"
)
_AGE: Final = re.compile(r", (?:aged )?\d{1,3}(?=,| and\b|[.;]|\s*$)| \(\d{1,3}\)")
_NAMED_AS: Final = (
    r"(?:(?:later |since |all )?(?:named|identified|listed|given)(?: by [\w’' ]{1,40}?)?(?: on \w+)?(?: as)? )"
)
_ARE: Final = re.compile(rf"^ (?:are|were|will be|have been) {_NAMED_AS}?{_LIST}")
_IN: Final = re.compile(rf"^, (?:in|at) {_LIST}")
_OPENS: Final = (
    r"(?:They|These|Those(?: (?:killed|hurt|injured|arrested|charged|named))?|The (?P<noun>[a-z-]+(?: [a-z-]+)?)|All)"
)
_NEXT: Final = re.compile(
    rf"[^.!?\n:;]{{0,120}}[.!?]”?\s+{_OPENS} (?:are|were|have been) (?:{_NAMED_AS}|(?P<at>in |at ))?:? ?{_LIST}"
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


def named(behind: str, unit: str) -> range | None:
    """Return the numbers of names that stand behind a counted noun: ``are A, B and C``, or in the next sentence, ``They were``.

    ``behind`` is the text behind the noun, ``unit`` what is counted.
    """
    match = _ARE.match(behind)
    if match:
        return _counted(match)
    match = _NEXT.match(behind)
    if match is None or (match["at"] and unit.rpartition(" ")[2] in _COUNTED):
        return None  # two of the three people who were in Lorne
    fits = not _SECOND.search(behind[: match.start("list")]) and _fits(match["noun"], unit)
    return _counted(match) if fits else None


def too_few_places(behind: str) -> range | None:
    """Return the most places that ``, in Lorne, Ohio, and Kessburg`` may name; with states among them they are fewer."""
    match = _IN.match(behind)
    found = _counted(match) if match else None
    return range(1, max(found) + 1) if found else None


def bracketed(behind: str) -> range | None:
    """Return the numbers of items that a plain list in brackets may have: ``(yes, no and maybe)``."""
    match = _BRACKETED.match(behind)
    listed = match["list"] if match else ""
    return counts(listed) if "," in listed and re.search(r"\b(?:and|or)\b", listed) else None


def titles(behind: str) -> range | None:
    """Return the number of titles in quotation marks that are listed behind a noun."""
    match = _TITLE_LIST.match(behind)
    if match is None or (_GOES_ON.match(behind, match.end()) and match["list"][-2] != ","):
        return None
    gaps = _TITLES.split(match["list"])[1:-1]
    return range(len(gaps) + 1, len(gaps) + 2) if gaps and all(map(_BETWEEN.match, gaps)) else None


def enumerated(behind: str, unit: str) -> range | None:
    """Return the numbers that an enumeration of sentences leaves open, ``First, ... Second, ...``: as many as it has, or more."""
    if unit.rpartition(" ")[2] not in _REASONS:
        return None
    places = [vocabulary.ordinals()[match["word"].lower()] for match in _ORDINAL.finditer(behind)]
    in_order = places == list(range(1, len(places) + 1))
    return range(len(places), _MOST * 3) if 1 < len(places) <= _MOST and in_order else None


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
