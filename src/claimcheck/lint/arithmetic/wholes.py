"""Percentages that share one whole and are more than all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.sums_of import Wrong
from claimcheck.lint.arithmetic.transitions import DOWN, UP
from claimcheck.lint.numbers.figures import Figure, Masked
from claimcheck.lint.numbers.readings import around, plain

_ALL: Final = 100
_PAIR: Final = 2
# What the last share of a breakdown is: with it the answers exclude each other, and nobody is left.
_LEFT_OVER: Final = re.compile(
    r"\b(?:undecided|unsure|not sure|do(?:es)? not know|don['’]t know|did not know|didn['’]t know|no opinion|neither|abstain\w*|"
    r"neutral|no answer|refused|others|the rest|the remainder|spoil\w*|someone else)\b",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"\b(?:for|favou?r\w*|support\w*|approv\w*|back\w*|agree\w*|yes)\b", re.IGNORECASE)
_AGAINST: Final = re.compile(r"\b(?:against|oppos\w*|disapprov\w*|reject\w*|disagree\w*|no)\b", re.IGNORECASE)
_BREAKDOWN: Final = re.compile(
    r"\b(?:of the votes?|of votes|of (?:the )?ballots|vote share|market share|made up of|consists? of|consisted of|"
    r"composed of|(?:split|divided|broken down|shared) (?:between|among|into))\b|"
    r"\b(?:is|are|was|were|contains?|contained) <p\d+> [\w-]+, <p\d+> [\w-]+,? and <p\d+> [\w-]+(?=\W)",
    re.IGNORECASE,
)
# The last share, with which the whole is used up: the remaining 35 percent, the other 35 percent, the rest, 35 percent.
_REMAINING: Final = re.compile(
    r"\b(?:[Tt]he (?:remaining|other|last) (?:[\w-]+ )?<p(?P<p>\d+)>|"
    r"[Tt]he (?:rest|remainder|balance)(?: of (?:the|its|their) [\w-]+)?(?: (?:is|was|were|are|goes|went|comes|"
    r"came)(?: \w+){0,3}?)?(?:,| \(|:| —)? ?(?:or |about )?<p(?P<rest>\d+)>)"
)
_SEXES: Final = re.compile(
    r"(?=.*\b(?:women|girls|females?|female)\b)(?=.*\b(?:men|boys|males?)\b).*\b(?:made up|make up|makes up|account(?:ed|"
    r"s)? for|comprised?)\b.*\b(?:women|girls|females|men|boys|males)"
    r" (?:for |the other )?<p\d+>\s*[.,;]",
    re.IGNORECASE,
)
_MADE_UP: Final = re.compile(r"\b(?:made|makes?|making) up\b")
_SPLIT: Final = re.compile(r"<p\d+>(?:-|–| to | or )<[pb]\d+>")
_SEVERAL: Final = re.compile(
    r"\b(?:several|multiple|including|more than one|as many as|also|both|each|either|respectively|compared|versus|than|last|"
    r"previous|earlier|among|while (?:only|just)|of (?:men|women|democrats|republicans|whites|blacks)|(?<=\s)of (?:those|them|whom)|"
    r"in (?:19|20)\d\d|million|from)\b",
    re.IGNORECASE,
)
_FRACTION_OFF: Final = 0.02  # a third, and 33 percent
_MOSTLY: Final = 75  # percent: shares with their rest that make less are not all there
_WORD: Final = re.compile(r"[A-Za-z]+")


def over_all(sentence: Masked, before: Masked | None = None) -> Iterator[Wrong]:
    """Yield the shares of one whole that exclude each other, and add up to more than 100 percent.

    Where the last one is the remaining one, its parts may stand in the sentence ``before``, halves and thirds count, and they
    must not fall short of 100 percent either.
    """
    if "<p" not in sentence.text:
        return
    rest = _REMAINING.search(sentence.text)
    if rest:
        yield from _with_rest(sentence, before, rest=sentence.figure(rest["p"] or rest["rest"]))
        return
    shares = [figure for figure in sentence.figures if figure.sign == "p"]
    if len(shares) < _PAIR or (
        _wholes(shares) > 1 and not (_BREAKDOWN.search(sentence.text) or _SEXES.search(sentence.text))
    ):
        return
    if not _is_plain(sentence, shares):
        return
    least = sum(around(share)[0] for share in shares)
    if least > _ALL and _excludes(sentence.text, shares):
        yield _added(shares)


def _is_plain(sentence: Masked, shares: Sequence[Figure]) -> bool:
    """Return whether the shares are exact, of one time and one group, and none of them a change."""
    text = _MADE_UP.sub(" ", sentence.text)
    return (
        not (_SEVERAL.search(text) or _SPLIT.search(text))
        and (UP | DOWN).isdisjoint(word.lower() for word in _WORD.findall(text))
        and all(share.value2 is None and share.bound in ("=", "~") for share in shares)
    )


def _with_rest(sentence: Masked, before: Masked | None, *, rest: Figure) -> Iterator[Wrong]:
    """Yield shares that do not make 100 percent with ``the remaining`` one behind them."""
    shares = [figure for figure in sentence.figures if figure.sign in "ps" and figure.start <= rest.start]
    there = sentence
    if len(shares) == 1 and before is not None:
        there, shares = before, [*(figure for figure in before.figures if figure.sign in "ps"), *shares]
    if len(shares) < _PAIR or not _is_plain(there, shares) or not _is_plain(sentence, shares):
        return
    ends = [around(share) if share.sign == "p" else _of_fraction(share) for share in shares]
    low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
    short = high < _ALL and there is sentence and len(shares) > _PAIR and _wholes(shares) <= 1
    if low > _ALL or (short and low > _MOSTLY):
        yield _added(shares)


def _of_fraction(share: Figure) -> tuple[float, float]:
    return share.value * _ALL * (1 - _FRACTION_OFF), share.value * _ALL * (1 + _FRACTION_OFF)


def _added(shares: Sequence[Figure]) -> Wrong:
    added = plain(sum(share.value * (1 if share.sign == "p" else _ALL) for share in shares))
    listed = ", ".join(share.text for share in shares)
    return tuple(shares), f"the shares of one whole ({listed}) add up to {added} percent"


def _excludes(text: str, shares: Sequence[Figure]) -> bool:
    """Return whether the shares are those of answers, or parts, that exclude each other."""
    last = max(text.rfind(",", 0, text.rfind("<p")), text.rfind(" and ", 0, text.rfind("<p")), 0)
    if _LEFT_OVER.search(text, last):
        return True
    if len(shares) == _PAIR:
        return (_FOR.search(text) is not None and _AGAINST.search(text) is not None) or _SEXES.search(text) is not None
    return _BREAKDOWN.search(text) is not None


def _wholes(shares: Sequence[Figure]) -> int:
    """Return how many different things the shares say that they are of."""
    return len({share.of for share in shares if share.of})
