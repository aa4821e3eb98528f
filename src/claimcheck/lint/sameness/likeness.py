"""Whether two figures are of the same thing, as far as the words around them can tell.

Two counts of one noun in an article are mostly counts of different things: of parts, of other years, other places, other
people's estimates. What sets two mentions apart beyond doubt (``apart_in``) ends the comparison; all else is weighed
(``weight``): what the two sentences share speaks for one thing, what only one of them has against it, and so does how the two
values differ. The weights are those of a logistic regression over pairs of figures in published articles, equal ones against
different ones, times ten and rounded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from claimcheck.lang.inflection import stem
from claimcheck.lint.calendar.periods import Period, overlap
from claimcheck.lint.numbers import Value
from claimcheck.lint.numbers.readings import aligned, is_vague, ratio, turned
from claimcheck.lint.sameness.mentions import FigureMention

NEAREST: Final = 12
"""How many earlier figures of one kind a figure is compared with: the first ones and the last ones, never all."""
MOST_BEHIND: Final = 60
"""How many later figures of its kind one in a headline or lead is held against."""
ENOUGH: Final = 0
"""The weight from which on two mentions are taken to be of one thing."""
ENOUGH_OF_SUMMARY: Final = -6
"""The same for a headline or lead that no figure behind it bears out: that alone is telling."""
COMMON: Final = frozenset(
    """
    time game match goal point vote seat run hour day week month year page state country county city town man woman member voter
    candidate poll debate question thing part way place side team party case reason delegate
    """.split()
)
_RATIO: Final = 2.0
"""How far two values of one thing may lie apart: beyond it, one is a part of the other, or another mention."""
_LONGEST_DAY: Final = 40
_NEAR, _FAR = 1.25, 1.5
_LONG: Final = 3  # digits: one wrong digit of three and more is no chance
_SMALL: Final = 5
_TENFOLD: Final = 10.0  # a zero too many
_CHANGES: Final = frozenset("+-")  # a word of rise or fall: raised, cut, lost
_PARTLY, _MOSTLY, _ECHO = 0.4, 0.6, 0.8
_FEWEST_SHARED: Final = 3  # words
_EXCUSED: Final = ("names", "tentative", "part", "noun")
"""What may set two mentions apart that else stand in the same words."""


def apart_in(one: FigureMention, other: FigureMention, *, summary: bool = False) -> str | None:
    """Return what sets two mentions apart, None where nothing does: sentence, part, time, place, source, role, noun.

    ``summary``: the earlier one stands in a headline or lead, and leaves out what the later one names.
    """
    return next((name for name, test in _APART.items() if test(one, other, summary)), None)


def _parts(one: FigureMention, other: FigureMention, summary: bool) -> bool:  # noqa: FBT001  all tests of _APART are called alike
    if one.partial or other.partial or "first" in (one.role, other.role):
        return True
    return one.role != other.role and not summary


def _turned(one: FigureMention, other: FigureMention, _: bool) -> bool:  # noqa: FBT001
    return {one.direction, other.direction} == {"up", "down"}


def _other_source(one: FigureMention, other: FigureMention, summary: bool) -> bool:  # noqa: FBT001
    """Return whether two sources count for themselves: the police 3,000 marchers, the organisers 10,000."""
    several = len({one.figure.claim.source_id, other.figure.claim.source_id} - {None}) > 1
    if not several or other.definite or summary or turned(one.figure, other.figure):
        return False
    return one.event == "gathered" or one.figure.sign in "px" or not _tied(one, other)


def _another(one: FigureMention, other: FigureMention, _: bool) -> bool:  # noqa: FBT001
    """Return whether the later sentence speaks of another one: a rival, a second, a separate one."""
    return other.other and not other.definite and (bool(other.own - one.names) or _adjacent(one, other))


def _adjacent(one: FigureMention, other: FigureMention) -> bool:
    return other.marked.index - one.marked.index == 1


def _other_names(one: FigureMention, other: FigureMention, summary: bool) -> bool:  # noqa: FBT001
    """Return whether the later mention names others than the earlier one, the names of those who speak left out."""
    if one.names & other.names or not other.own:
        return False
    known = other.definite or summary
    return bool(one.own) and (not known or not _tied(one, other)) if one.figure.sign not in "px" else bool(one.own)


def _tied(one: FigureMention, other: FigureMention) -> bool:
    """Return whether the clauses of two figures say the same of them in more than one word, or tell one event."""
    return bool(one.event and one.event == other.event) or len(near_words(one, other)) > 1


def _other_nouns(one: FigureMention, other: FigureMention, summary: bool) -> bool:  # noqa: FBT001
    """Return whether the two measure or count different things: each has words for it that the other has not."""
    if one.kind != other.kind and not (other.definite or summary):
        return True
    if (
        one.of - other.of - other.words
        and other.of - one.of - one.words
        and (one.of & other.of or one.figure.sign in "pxu")
    ):
        return True
    return bool(
        one.noun and other.noun and not (one.noun <= other.noun | other.words or other.noun <= one.noun | one.words)
    )


def _other_event(one: FigureMention, other: FigureMention, _: bool) -> bool:  # noqa: FBT001
    return one.event != other.event and ("person" in (one.kind, other.kind) or bool(one.event and other.event))


def _other_time(one: FigureMention, other: FigureMention, _: bool) -> bool:  # noqa: FBT001
    """Return whether the two are dated apart; a definite mention (the 14 dead) may have another day in its sentence."""
    if not (one.periods and other.periods):
        return False
    pairs = [
        (first, second)
        for first in one.periods
        for second in other.periods
        if not other.definite or _is_coarse(first) or _is_coarse(second)
    ]
    return bool(pairs) and not any(overlap(first, second) for first, second in pairs)


def _is_coarse(days: Period) -> bool:
    return (days[1] - days[0]).days > _LONGEST_DAY


_APART: Final[Mapping[str, Callable[[FigureMention, FigureMention, bool], bool]]] = {
    "sentence": lambda one, other, _: one.marked.index == other.marked.index,
    "part": _parts,
    "tentative": lambda one, other, _: one.tentative != other.tentative,
    "direction": _turned,
    "source": _other_source,
    "another": _another,
    "names": _other_names,
    "event": _other_event,
    "noun": _other_nouns,
    "time": _other_time,
}


def same(one: FigureMention, other: FigureMention, *, rivals: int, summary: bool = False) -> bool:
    """Return whether two mentions are of one thing; what sets them apart counts for less where their sentences say the same.

    ``rivals``: how many other values the article has of the kind. ``summary``: the earlier one stands in a headline or lead.
    """
    apart = apart_in(one, other, summary=summary)
    if apart is not None and not (apart in _EXCUSED and _common_share(one, other) > _ECHO):
        return False
    return weight(one, other, rivals=rivals, summary=summary) >= (ENOUGH_OF_SUMMARY if summary else ENOUGH)


def weight(one: FigureMention, other: FigureMention, *, rivals: int, summary: bool = False) -> int:
    """Return how much speaks for one thing with two values, see ``same``."""
    return (
        _bonds(one, other)
        + (6 * one.definite + 8 * other.definite)
        + 6 * summary
        + likeness(one.figure, other.figure)
        - _strains(one, other, summary=summary)
        - round(5 * math.log1p(rivals))
    )


def _bonds(one: FigureMention, other: FigureMention) -> int:
    """Return what the two sentences share: words of the clause, words, names, events, what is counted beside them."""
    near, shared = near_words(one, other), shared_words(one, other)
    measured = one.of & (other.of | other.words) or other.of & one.words
    alike = _common_share(one, other)
    return (
        4 * min(len(near) + bool(one.near & other.near & _CHANGES), 3)
        + min(len(shared - near), 4)
        + 2 * min(len(one.names & other.names | one.words & frozenset(map(stem, other.names - one.names))), 3)
        + (3 * (alike > _PARTLY) + 3 * (alike > _MOSTLY) + 7 * (alike > _ECHO))
        + 11 * bool(one.event and one.event == other.event)
        + (8 if one.figure.sign in "px" else 3) * bool(measured)
        + 11 * bool(one.beside & other.beside)
        + 5 * bool(one.noun & other.noun)
        + 3 * (one.figure.claim.source_id is not None and one.figure.claim.source_id == other.figure.claim.source_id)
    )


def _common_share(one: FigureMention, other: FigureMention) -> float:
    """Return which part of the shorter sentence's words the other one has too, 0 where it is too short to tell."""
    first, second = one.words, other.words
    shared, shorter = len(first & second), min(len(first), len(second))
    return shared / shorter if shared >= _FEWEST_SHARED else 0.0


def _strains(one: FigureMention, other: FigureMention, *, summary: bool) -> int:
    """Return what speaks against one mention: names, words and lists that only one of the two has, rough units."""
    close = not summary and _adjacent(one, other)
    left, new = one.own - other.names, other.own - one.names
    return (
        2 * min(len(left), 4)
        + min(len(new), 3)
        + 4 * bool(one.own and other.own and not one.names & other.names)
        + (3 * (one.several + other.several) + 4 * (one.several and other.several))
        + 3 * (other.other and not other.definite)
        + (3 if other.definite else 8 if one.event and one.event == other.event else 20) * close
        + 5 * (one.noun != other.noun)
        + 5 * (one.kind != other.kind)
        + 3 * (one.figure.sign == "m")
        + 2 * (one.figure.sign in "ud")
        + 6 * (one.kind in COMMON)
        + (6 if summary else 14) * (one.figure.sign in "px")
        + 3 * bool(one.days and other.days and not one.days & other.days)
        + 10
    )


def near_words(one: FigureMention, other: FigureMention) -> frozenset[str]:
    """Return the content words that both clauses have, without names."""
    return (one.near & other.near) - {"+", "-"} - {stem(name) for name in one.names | other.names}


def shared_words(one: FigureMention, other: FigureMention) -> frozenset[str]:
    """Return the content words that both sentences have, those in names left out: names are weighed by themselves."""
    return (one.words & other.words) - {"+", "-"} - {stem(name) for name in one.names | other.names}


def touches(one: FigureMention, other: FigureMention) -> bool:
    """Return whether the clauses of two figures say the same of them: a word of both, the noun measured, or one event."""
    if (one.event and one.event == other.event) or one.beside & other.beside:
        return True
    share = one.figure.sign in "px"
    if one.of & (other.of | (other.words if share else other.near)) or other.of & (one.words if share else one.near):
        return True
    names = {stem(name) for name in one.names | other.names}
    bare = not other.near - names and len(one.names & other.names) > 1  # With 540 pupils, Marlow Primary School
    return bare or bool(near_words(one, other))


def comparable(one: FigureMention, other: FigureMention) -> bool:
    """Return whether the two values are near enough to be meant as one: within a factor, or a digit too many."""
    times = ratio(one.figure, other.figure)
    return times <= _RATIO or turned(one.figure, other.figure) or (times in (10.0, 100.0) and other.definite)


def rivals(group: Sequence[FigureMention]) -> int:
    """Return how many values a kind has in an article beside the two that are compared."""
    return max(len({mention.figure.value for mention in group}) - 2, 0)


def candidates(group: Sequence[FigureMention], place: int) -> Iterator[FigureMention]:
    """Yield the earlier things of a kind that the one at ``place`` is compared with: the first and the last NEAREST / 2."""
    half = NEAREST // 2
    yield from group[: min(place, half)]
    yield from group[max(place - half, half) : place]


def beside(found: Sequence[FigureMention]) -> dict[tuple[str, float], set[int]]:
    """Return the sentences that each value of a kind stands in."""
    values: dict[tuple[str, float], set[int]] = {}
    for mention in found:
        for value in {mention.figure.value, mention.figure.value2} - {None}:
            values.setdefault((mention.kind, float(value or 0)), set()).add(mention.marked.index)
    return values


def explained(one: FigureMention, other: FigureMention, *, values: Mapping[tuple[str, float], set[int]]) -> bool:
    """Return whether the article itself sets both values beside each other, or uses both more than once: no slip does that."""
    first, second = (
        {*values.get((kind, mention.figure.value), ()), *values.get(("person", mention.figure.value), ())}
        for mention, kind in ((one, one.kind), (other, other.kind))
    )
    return bool(first & second) or (len(first) > 1 and len(second) > 1)


def candidates_behind(group: Sequence[FigureMention], place: int) -> Sequence[FigureMention]:
    """Return the later things of a kind that a headline's or a lead's is held against, in order."""
    return group[place + 1 : place + 1 + MOST_BEHIND]


def likeness(one: Value, other: Value) -> int:
    """Return how much the values look like one value written wrongly: digits in another order, one wrong digit, or close.

    A size (hundreds) is like any number.
    """
    if is_vague(one) or is_vague(other):
        return 0
    times = ratio(one, other)
    pair = aligned(one, other)
    if pair and turned(one, other):
        return 26 if times <= _FAR or len(pair[0]) >= _LONG else 8
    points = 3 if times < _NEAR else 0 if times <= _FAR or times == _TENFOLD else -18
    if pair and len(pair[0]) > 1 and sum(a != b for a, b in zip(*pair, strict=True)) == 1:
        points += 15 if len(pair[0]) >= _LONG else 8
    if one.sign != "d" and min(abs(one.value), abs(other.value)) < _SMALL:
        points -= 6
    return points
