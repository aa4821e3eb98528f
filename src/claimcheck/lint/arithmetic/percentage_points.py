"""Differences of two percentages that are called percent: every amount of change or of a lead, beside the two levels next to it.

Which words stand between does not matter: ``was 74%, up 6% on last year's 68%``, ``fell 7 percent to 48 percent; it was 55 percent``.
That an amount is just the difference of the two levels beside it, and not their change in percent, is no chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.lint.arithmetic.terms import PAIR
from claimcheck.lint.arithmetic.transitions import RoleWord, is_change, read
from claimcheck.lint.numbers import MarkedSentence, Masked, Value
from claimcheck.lint.numbers.readings import around, last_digit

_GAPS: Final = frozenset(
    "lead leads led margin gap difference advantage edge spread ahead behind trails trailed majority cushion".split()
)
_IS: Final = frozenset("is was are were stands stood at".split())
_CLAUSES: Final = frozenset("and while but as so whereas though although when".split())
_GOES_ON: Final = re.compile(r"(?:It|That|This|They|The|In|On|At|By|Last|<t\d+>)\b|<")
_THE: Final = frozenset("the that this".split())
_NOISE: Final = 1e-9  # 0.3 less 0.1 is no 0.2 to a computer
_STILL: Final = 3  # sentences behind two levels in which `the 3 percent rise` is theirs
_MOST: Final = 12  # figures of a sentence; a table has more
Points = tuple[Value, Value, Value, bool]
"""An amount in percent that is the difference of two levels, the levels, and whether neither came before the other."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage, or a bare number beside one, at a place among the words; ``gap``: the size of a lead."""

    figure: Value
    at: int
    role: str
    amount: bool
    gap: bool


def points(marked: MarkedSentence, before: MarkedSentence | None) -> Iterator[Points]:
    """Yield what is called percent and counts percentage points, in a sentence or between it and the one before."""
    tokens, shares = read(marked.masked), _shares(marked.masked)
    if len(shares) > _MOST:
        return
    found = [one for amount in shares if amount.amount for one in _pairs(shares, amount, tokens)]
    yield from found
    both = [*_shares(before.masked), *shares] if before and not found else []
    amounts = [share for share in both if share.amount]
    if before and len(both) == PAIR + 1 and len(amounts) == 1:
        own = amounts[0] in shares and not _THE.isdisjoint(token.word for token in tokens[: amounts[0].at][-2:])
        if (own and marked.index - before.index <= _STILL) or (
            marked.index - before.index == 1 and _GOES_ON.match(marked.masked.text)
        ):
            yield from (one for one in _pairs(both, amounts[0], ()) if _of_one(*one[:3]))


def _shares(sentence: Masked) -> list[_Share]:
    """Return the percentages of a sentence, each with whether it is an amount of change or of a lead."""
    found: list[_Share] = []
    tokens = read(sentence)
    for at, token in enumerate(tokens):
        figure = token.figure
        if figure is not None and (figure.sign in "pb" or (figure.sign == "c" and figure.unit is None)):
            gap = figure.sign == "p" and _is_gap(tokens, at)
            # Prices grew 1 percent last year, 2 percent the year before.
            again = found and found[-1].amount and not found[-1].gap and tokens[at - 1].word in {",", "and", "or"}
            found.append(_Share(figure, at, token.role, gap or token.role == "amount" or bool(again), gap))
    return found


def _is_gap(tokens: Sequence[RoleWord], at: int) -> bool:
    """Return whether a percentage is the size of a lead or gap: a 6 percent lead, a gap that is 9 percent, ahead by 6 percent."""
    words = [token.word for token in tokens]
    before, behind = words[max(at - 4, 0) : at], words[at + 1 : at + 4]
    if "error" in before + behind:
        return False  # a margin of error of 3 percent
    if not _GAPS.isdisjoint(behind) or (not _GAPS.isdisjoint(before) and not {"of", "by"}.isdisjoint(before)):
        return True
    reached = not _IS.isdisjoint(before[-1:]) or any(map(is_change, before[-2:-1]))  # the lead has shrunk to 3 percent
    return reached and not _GAPS.isdisjoint(words[max(at - 18, 0) : at])


def _pairs(shares: Sequence[_Share], amount: _Share, tokens: Sequence[RoleWord]) -> Iterator[Points]:
    """Yield the two levels next to an amount whose difference it is."""
    levels = [share for share in shares if not share.amount]
    behind = sum(share.figure.start < amount.figure.start for share in levels)
    for place in range(max(behind - 2, 0), min(behind, len(levels) - 2) + 1):
        one, other = levels[place], levels[place + 1]
        colon = amount.gap and amount.at + 1 < len(tokens) and tokens[amount.at + 1].word == ":"
        if not colon and _parted(tokens[min(one.at, amount.at) : max(other.at, amount.at)]):
            continue
        turned = other.role in ("from", "compare") or (one.role == "to" and not other.role)
        first, last = (other.figure, one.figure) if turned else (one.figure, other.figure)
        if "p" in (first.sign, last.sign) and points_meant(first, last, amount=amount.figure):
            yield amount.figure, first, last, amount.gap
            return


def _of_one(amount: Value, *levels: Value) -> bool:
    """Return whether an amount may be of what the levels are of, as far as both say it: turnout is no share of the seats."""
    own, *named = (frozenset((one.of or "").lower().split()) for one in (amount, *levels))
    return not own or not any(named) or any(own & words for words in named) or any(map(is_change, own))


def _parted(tokens: Sequence[RoleWord]) -> bool:
    """Return whether another clause parts an amount from its levels: a semicolon, or ``and wages rose``."""
    words = [token.word for token in tokens]
    own = (at for at, word in enumerate(words) if word in _CLAUSES and any(map(is_change, words[at + 2 : at + 6])))
    return not {";", ":"}.isdisjoint(words) or any(own)


def points_meant(first: Value, last: Value, *, amount: Value) -> bool:
    """Return whether ``amount`` percent is the difference of two percentages, and not the change of one to the other."""
    if amount.sign != "p" or first.value == 0 or not amount.value2 is first.value2 is last.value2 is None:
        return False
    difference = abs(last.value - first.value)
    rounding = (last_digit(first) + last_digit(last)) / 4 + last_digit(amount) / 2
    low, high = around(amount)
    relative = low <= difference / first.value * 100 <= high
    return difference > 0 and abs(difference - abs(amount.value)) < rounding - _NOISE and not relative
