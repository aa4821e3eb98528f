"""Percentages that share one whole and are more than all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.agreement.arithmetic import Wrong
from claimcheck.lint.agreement.figures import Figure, Masked
from claimcheck.lint.agreement.readings import around, plain
from claimcheck.lint.agreement.transitions import DOWN, UP

_ALL: Final = 100
_PAIR: Final = 2
# What the last share of a breakdown is: with it the answers exclude each other, and nobody is left.
_LEFT_OVER: Final = re.compile(
    r"\b(?:undecided|unsure|not sure|do(?:es)? not know|don['’]t know|did not know|didn['’]t know|no opinion|neither|abstain\w*|"
    r"neutral|no answer|refused|others|the rest|the remaining <p\d+>|the remainder|spoil\w*|someone else)\b",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"\b(?:for|favou?r\w*|support\w*|approv\w*|back\w*|agree\w*|yes)\b", re.IGNORECASE)
_AGAINST: Final = re.compile(r"\b(?:against|oppos\w*|disapprov\w*|reject\w*|disagree\w*|no)\b", re.IGNORECASE)
_BREAKDOWN: Final = re.compile(
    r"\b(?:of the votes?|of votes|of (?:the )?ballots|vote share|market share|made up of|consists? of|consisted of|composed of)\b",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"<p\d+>(?:-|–| to | or )<[pb]\d+>")
_SEVERAL: Final = re.compile(
    r"\b(?:several|multiple|including|more than one|as many as|also|both|each|either|respectively|compared|versus|than|last|"
    r"previous|earlier|among|while (?:only|just)|of (?:men|women|democrats|republicans|whites|blacks|voters|those|them|whom)|"
    r"in (?:19|20)\d\d|million|from)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z]+")


def over_all(sentence: Masked) -> Iterator[Wrong]:
    """Yield the shares of one whole that exclude each other, and add up to more than 100 percent."""
    shares = [figure for figure in sentence.figures if figure.sign == "p"]
    if len(shares) < _PAIR or _SEVERAL.search(sentence.text) or _SPLIT.search(sentence.text) or _wholes(shares) > 1:
        return
    if not (UP | DOWN).isdisjoint(word.lower() for word in _WORD.findall(sentence.text)):
        return
    if any(share.value2 is not None or share.bound not in ("=", "~") for share in shares):
        return
    least = sum(around(share)[0] for share in shares)
    if least > _ALL and _excludes(sentence.text, shares):
        added = plain(sum(share.value for share in shares))
        listed = ", ".join(share.text for share in shares)
        yield tuple(shares), f"the shares of one whole ({listed}) add up to {added} percent"


def _excludes(text: str, shares: Sequence[Figure]) -> bool:
    """Return whether the shares are those of answers, or parts, that exclude each other."""
    last = max(text.rfind(",", 0, text.rfind("<p")), text.rfind(" and ", 0, text.rfind("<p")), 0)
    if _LEFT_OVER.search(text, last):
        return True
    if len(shares) == _PAIR:
        return _FOR.search(text) is not None and _AGAINST.search(text) is not None
    return _BREAKDOWN.search(text) is not None


def _wholes(shares: Sequence[Figure]) -> int:
    """Return how many different things the shares say that they are of."""
    return len({share.of for share in shares if share.of})
