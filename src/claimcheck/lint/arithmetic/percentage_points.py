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
_RANGES: Final = frozenset(("to", "-", "–", "against", "versus", "for"))
_CLAUSES: Final = frozenset("and while but as so whereas though although when".split())
_NO_SUBJECT: Final = frozenset(
    "it they that this is are was were has have had now then still also up down about an a by from of in its their he she "
    "which would will".split()
)
_OF_ANOTHER: Final = re.compile(r"^(?:[Aa]mong|[Ii]n (?!<)[A-Z]|[Ff]or (?:men|women)|[Bb]y contrast)")
_SAME: Final = re.compile(
    r"^(?:(?:In|On|Last|This|By|At|Back in) ?(?:the )?(?:<t\d+>)?,? ?(?:[\w-]+ )?|<t\d+>,? ?)?(?:[Ii]t|[Tt]hat|[Tt]his|"
    r"[Tt]hey|[Tt]he (?:[\w-]+ )?(?:rate|share|figure|level|number|proportion|percentage|turnout|rise|fall)|[Tt]urnout|"
    r"[Ii]nflation|[Uu]nemployment|[Ss]upport)\b|^(?:<t\d+>|(?:In|By) <t\d+>),? (?:it was )?<p\d+> (?:did|do|had|have|were|was|are)\b"
)
_DEFINITE: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Aa]n?) (?:[\w-]+ )?<p(?P<d>\d+)>[ -](?:point )?(?:[\w-]+ )?(?:increase|rise|gain|jump|"
    r"growth|surge|climb|leap|hike|"
    r"improvement|boost|uptick|fall|drop|decline|decrease|cut|reduction|slide|dip|slump|plunge|loss|swing|change|shift)\b"
)
_NOISE: Final = 1e-9  # 0.3 less 0.1 is no 0.2 to a computer
_NEAR: Final = 12  # tokens behind a colon in which both levels stand
_STILL: Final = 3  # sentences behind two levels in which `the 3 percent rise` is theirs
_MOST: Final = 12  # figures of a sentence; a table has more


Points = tuple[Value, Value, Value, bool]
"""An amount in percent that is the difference of two levels, the levels, and whether neither came before the other."""


@dataclass(frozen=True, slots=True)
class _Share:
    figure: Value
    at: int
    amount: bool
    gap: bool
    role: str


def points(marked: MarkedSentence, before: MarkedSentence | None) -> Iterator[Points]:
    """Yield what is called percent and counts percentage points, in a sentence or between it and the one before."""
    sentence = marked.masked
    tokens, shares = _shares(sentence)
    amounts = [share for share in shares if share.amount] if len(shares) <= _MOST else []
    found = [pair for amount in amounts if (pair := _pair(tokens, shares, amount))]
    yield from found
    if not found and before is not None and marked.index - before.index <= _STILL:
        yield from _over_two(sentence, before.masked, shares=shares, next_to=before.index == marked.index - 1)


def _shares(sentence: Masked) -> tuple[Sequence[RoleWord], list[_Share]]:
    """Return the tokens of a sentence and its percentages, each with whether it is an amount of change or of a lead."""
    tokens = read(sentence)
    found: list[_Share] = []
    for at, token in enumerate(tokens):
        figure = token.figure
        if figure is None or not (figure.sign in "pb" or (figure.sign == "c" and figure.unit is None)):
            continue
        gap = figure.sign == "p" and _is_gap(tokens, at)
        amount = gap or token.role == "amount" or _listed(tokens, at, found[-1:])
        found.append(_Share(figure, at, amount, gap, token.role))
    return tokens, found


def _is_gap(tokens: Sequence[RoleWord], at: int) -> bool:
    """Return whether a percentage is the size of a lead or gap: a 6 percent lead, a gap that is 9 percent, ahead by 6 percent."""
    around = [token.word for token in tokens[max(at - 4, 0) : at + 5]]
    if "error" in around:
        return False  # a margin of error of 3 percent
    behind = [token.word for token in tokens[at + 1 : at + 4]]
    behind = behind[1:] if behind[:1] == ["-"] else behind
    if not _GAPS.isdisjoint(behind[:2]):
        return True
    before = [token.word for token in tokens[max(at - 4, 0) : at]]
    if not _GAPS.isdisjoint(before) and ("of" in before or "by" in before):
        return True
    shrunk = before[-1:] == ["to"] and any(map(is_change, before[-2:-1]))  # the lead has shrunk to 3 percent
    return (shrunk or not _IS.isdisjoint(before[-1:])) and not _GAPS.isdisjoint(
        token.word for token in tokens[max(at - 18, 0) : at]
    )


def _listed(tokens: Sequence[RoleWord], at: int, last: Sequence[_Share]) -> bool:
    """Return whether a figure behind a comma or ``and`` is one more amount: grew 1 percent last year, 2 percent the year before."""
    word = next((token.word for token in reversed(tokens[:at]) if token.word not in {"by", "the", "a", "about"}), "")
    ranged = at + 1 < len(tokens) and tokens[at + 1].word in _RANGES
    return bool(last) and last[0].amount and not last[0].gap and word in {",", "and", "or"} and not ranged


def _pair(tokens: Sequence[RoleWord], shares: Sequence[_Share], amount: _Share) -> Points | None:
    """Return the two levels next to an amount whose difference it is."""
    levels = [share for share in shares if not share.amount]
    behind = next((place for place, share in enumerate(levels) if share.at > amount.at), len(levels))
    for place in range(max(behind - 2, 0), min(behind, len(levels) - 2) + 1):
        one, other = levels[place], levels[place + 1]
        start, end = min(one.at, amount.at), max(other.at, amount.at)
        explained = (
            amount.gap and end - amount.at < _NEAR and tokens[amount.at + 1].word == ":"
        )  # a lead of 3 percent: 47 to 44
        if not _are_percent(one.figure, other.figure) or (_parted(tokens, start, end) and not explained):
            continue
        turned = other.role in ("from", "compare") or (one.role == "to" and not other.role)
        first, last = (other, one) if turned else (one, other)
        if points_meant(first.figure, last.figure, amount=amount.figure):
            return amount.figure, first.figure, last.figure, amount.gap
    return None


def _are_percent(one: Value, other: Value) -> bool:
    """Return whether two values are percentages: both marked so, or one, with a bare number (``to 45 percent from 48``)."""
    return "p" in (one.sign, other.sign) and one.value2 is None and other.value2 is None


def _parted(tokens: Sequence[RoleWord], start: int, end: int) -> bool:
    """Return whether another clause parts the amount from its levels: a semicolon, or ``and wages rose``."""
    words = [token.word for token in tokens[start:end]]
    if ";" in words or ":" in words:
        return True
    for at in range(start, min(end, len(tokens) - 2)):
        if tokens[at].word not in _CLAUSES:
            continue
        if tokens[at + 1].word in {"that", "those"} and tokens[at + 2].word in {"on", "in", "for", "of", "from"}:
            return True
        following = list(tokens[at + 1 : at + 6])
        verb = next((place for place, token in enumerate(following) if is_change(token.word)), None)
        if (
            verb
            and following[0].word not in _NO_SUBJECT
            and not any(token.figure or token.word == "," for token in following[:verb])
        ):
            return True
    return False


def _over_two(sentence: Masked, before: Masked, *, shares: Sequence[_Share], next_to: bool) -> Iterator[Points]:
    """Yield a change and one of its levels in one sentence, the other level, or both, in the one ``before``; both where it is not ``next_to`` it."""
    earlier = _shares(before)[1]
    here, there = _levels(shares), _levels(earlier)
    definite = _DEFINITE.search(sentence.text)
    if definite and len(there) == PAIR and len(earlier) == PAIR and len(shares) == 1:
        yield from _meant(sentence.figure(definite["d"]), there)
        return
    if (
        not next_to
        or len(here) != 1
        or len(there) != 1
        or not _SAME.match(sentence.text)
        or _OF_ANOTHER.match(sentence.text)
    ):
        return
    amounts = [share.figure for share in (*earlier, *shares) if share.amount and share.figure.sign == "p"]
    if len(amounts) == 1 and _of_one(amounts[0], (*here, *there)) and len(earlier) + len(shares) == PAIR + 1:
        first, last = (there[0], here[0]) if len(shares) == PAIR else (here[0], there[0])
        yield from _meant(amounts[0], [first, last])


def _of_one(amount: Value, levels: Sequence[Value]) -> bool:
    """Return whether an amount may be of what the levels are of, as far as both say it: turnout is no share of the seats."""
    own = set((amount.of or "").lower().split())
    named = [set(level.of.lower().split()) for level in levels if level.of]
    return not own or not named or any(is_change(word) for word in own) or any(own & words for words in named)


def _levels(shares: Sequence[_Share]) -> list[Value]:
    figures = (share.figure for share in shares if not share.amount)
    return [figure for figure in figures if figure.sign == "p" and figure.value2 is None]


def _meant(amount: Value, levels: Sequence[Value]) -> Iterator[Points]:
    first, last = levels
    if points_meant(first, last, amount=amount) and points_meant(last, first, amount=amount):
        yield amount, first, last, False


def points_meant(first: Value, last: Value, *, amount: Value) -> bool:
    """Return whether ``amount`` percent is the difference of two percentages, and not the change of one to the other."""
    if amount.sign != "p" or amount.value2 is not None or first.value == 0:
        return False
    difference = abs(last.value - first.value)
    rounding = (last_digit(first) + last_digit(last)) / 4 + last_digit(amount) / 2
    relative = difference / first.value * 100
    low, high = around(amount)
    return difference > 0 and abs(difference - abs(amount.value)) < rounding - _NOISE and not low <= relative <= high
