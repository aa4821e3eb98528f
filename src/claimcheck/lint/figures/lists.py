"""Lists in running text: how many items one has, and the lists of names that a counted noun has behind it, without a colon.

``A, B and C`` are three; ``They were named as Dean Pratt, 31, and Carl Pratt, 28`` are two.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

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
_AGED: Final = rf"(?:[a-z-]++ ){{0,2}}+{_NAME}(?:, (?:aged )?\d{{1,3}}| \(\d{{1,3}}\))?"
_NAMED_AS: Final = (
    r"(?:(?:later |since |all )?(?:named|identified|listed|given)(?: by [\w’' ]{1,40}?)?(?: on \w+)?(?: as)? )?"
)
_OPENS: Final = r"(?:They|These|Those(?: \w+)?|All|The (?:[a-z-]+ )?(?P<noun>[a-z-]+))"
_NAMES: Final = re.compile(
    rf"(?:, | (?:are|were|will be|have been) {_NAMED_AS}|(?P<places>, (?:in|at) )|"
    rf"(?P<between>[^.!?\n:;]{{0,120}}[.!?]”?\s+){_OPENS} (?:are|were|have been) {_NAMED_AS}:? ?)"
    rf"(?P<list>{_AGED}(?:, {_AGED})*,? and {_AGED})(?:[.;:](?=\s|$)| —|, (?:all|both|each|who|of|from)\b|"
    r",(?= (?:the|according|he|she|officials?|police|said|will|were|are)\b)|\s*$)"
)
_AGE: Final = re.compile(r"(?<=\w), (?:aged )?\d{1,3}(?=,| and\b|[.;]|\s*$)| \(\d{1,3}\)")
_AGES: Final = re.compile(r",? aged (?P<list>\d+(?:, \d+)*,? and \d+)\b")
_TITLED: Final = re.compile(
    r"(?: \(|: | — |, )(?P<list>[“\"][^“”\"\n]{1,60}[”\"](?:,? ?(?:and )?[“\"][^“”\"\n]{1,60}[”\"])+)(?!,? (?:and|or|plus|as well) )"
)
_ITEM: Final = r"(?:[^.\n;]|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.)+"  # with full stops of initials and short titles
# They are Ann Lee, a pilot; ...; and ...  four conditions. The yard must be drained; ...; and ...
_PARTED: Final = re.compile(
    rf"(?:(?P<between>[^.!?\n:;]{{0,120}}[.!?]”?\s+){_OPENS} (?:are|were|will be|have been) {_NAMED_AS}:? ?|\. )"
    rf"(?P<list>{_ITEM}(?:; {_ITEM})*; (?:and|or) {_ITEM})"
)
_INTERROGATIVE: Final = r"(?:who|whom|what|how|whether|where|when|why|which)"
# Four questions to the firm. She asked why it sold the boat, who had agreed, and when it would pay.
_PUT: Final = re.compile(
    rf"[^.!?\n]{{0,200}}[.!?]\s+[^.!?\n]{{0,60}}\b(?:asked|asks|wanted to know|want to know|were|are)\b:? (?:[\w ]{{1,30}} )?"
    rf"(?P<list>{_INTERROGATIVE}\b[^.!?\n]+(?:, | and ){_INTERROGATIVE}\b[^.!?\n]*)[.?]"
)
_NEXT_ASKED: Final = re.compile(rf"(?:, (?:and |or )?| and | or ){_INTERROGATIVE}\b")
_SECOND: Final = Pattern(r"\b(?:(?&cardinal)|another|others?|\d+)\b", re.IGNORECASE)
_COUPLE: Final = re.compile(r"\bMrs?\.? (?:and|&) Mrs?\b")
_PEOPLE: Final = frozenset(
    "victims dead men women winners suspects accused defendants injured trio finalists candidates".split()
)


def without_ages(listed: str) -> str:
    """Return a list of names without the ages behind them."""
    return _AGE.sub("", listed)


def apposed(behind: str, unit: str) -> range | None:
    """Return the numbers of ages, titles, names or other things that stand behind a counted noun without a colon, None for none.

    ``behind`` is the text behind the noun, ``unit`` what is counted. Names follow in apposition, as what they ``are``, or in the next
    sentence, ``They were``; that may list clauses, too, between semicolons. ``in Lorne, Ohio, and Kessburg`` may name as many places
    at most, and with states among them fewer.
    """
    if match := _AGES.match(behind):
        return _exactly(len(re.findall(r"\d+", match["list"])))
    if match := _TITLED.match(behind):
        return _exactly(len(re.findall(r"[“\"][^“”\"]+[”\"]", match["list"])))
    if unit == "question" and (match := _PUT.match(behind)):
        return _exactly(1 + len(_NEXT_ASKED.findall(match["list"])))
    if (match := _PARTED.match(behind)) and _fits(match["noun"], unit):
        return _exactly(match["list"].count("; ") + 1)
    match = _NAMES.match(behind)
    if match is None or _COUPLE.search(match[0]) or not _fits(match["noun"], unit):
        return None
    found = counts(without_ages(match["list"]))
    if match["places"]:
        return range(1, max(found) + 1) if found else None
    return None if match["between"] and _SECOND.search(match["between"]) else found


def _exactly(number: int) -> range:
    return range(number, number + 1)


def _fits(noun: str | None, unit: str) -> bool:
    """Return whether ``the victims`` may be what was counted."""
    return noun is None or noun.rstrip("s") in unit or noun in _PEOPLE
