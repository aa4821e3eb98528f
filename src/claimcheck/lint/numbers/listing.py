"""How many items a list in running text has: the counts that its commas and its last ``and`` allow."""

from __future__ import annotations

import itertools
import re

from claimcheck.lang.patterns import Pattern

_CONJUNCTION = re.compile(r"^(?:and|or|plus|as well as)\s+", re.IGNORECASE)
_INNER = re.compile(r"\s(?:and|or|as well as|&)\s", re.IGNORECASE)
_APPOSITION = re.compile(
    r"^(?:another|also|each|who|which|whose|where|now|then|aged?|formerly|\d+|both|all)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"\b(?:it|he|she|they|we|i|you|there|this|that|these|those|nobody|somebody|everyone|who|which|what)(?:'s|’s|'re|’re|'ve|’ve|"
    r"'ll|’ll)?\s+\w+|\b(?:is|are|was|were|has|have|had|will|would|can|could|should|said|says|isn't|don't|didn't)\b|[“\"?!]",
    re.IGNORECASE,
)
_OPEN_END = Pattern(
    r"\b(?:etc|and so on|and more|and others|among others|and the like|or so|respectively|and (?:(?&many)|several|many) "
    r"(?:more|others?)|to name|for example|for instance|such as|including|mainly|mostly|especially|notably)\b|\.\.\.|…",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?\([^()]*\)")
_POSSESSIVE = re.compile(r"(?:her|his|its|their|my|our) ", re.IGNORECASE)
_SOME = re.compile(
    r"(?:among|amongst|include|one|most|some|many|from|all|each|both|not|only|mainly|like)\b", re.IGNORECASE
)
_ASKED = re.compile(r"(?:who|what|how|whether|where|when|why)\b", re.IGNORECASE)
_LONGEST_ITEM = 12  # words


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
    if last_splits and sum(bool(_INNER.search(part)) for part in parts[:-1]) > 1:
        return range(
            len(parts), len(parts) + sum(len(_INNER.findall(part)) for part in parts) + 1
        )  # pairs: A and B, C and D
    last = parts[-1]
    opened = _CONJUNCTION.match(last)
    inner = len(_INNER.findall(_CONJUNCTION.sub("", last)))
    if len(parts) == 1:
        return range(1, inner + 2)
    if opened or not last_splits:  # A, B, and C: the comma has parted the last one already
        return range(len(parts), len(parts) + inner + 1)
    least = len(parts) + (1 if inner else 0)  # A, B and C
    return range(least, len(parts) + inner + 1)


def _is_aside(part: str, before: str) -> bool:
    """Return whether an item behind a comma says more about the one before it: ``who left``, ``45``, a name's ``a teacher``."""
    if _APPOSITION.match(part):
        return True
    words, name = part.split(), before.split()
    article = words[0].lower() in {"a", "an", "the"}
    return article and name[0][:1].isupper() and name[-1][:1].isupper() and words[-1].islower()
