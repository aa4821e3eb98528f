"""Whether two figures are of the same thing, as far as the words around them can tell.

Two counts of one noun in an article are mostly counts of different things: of parts, of other years, other places, other
people's estimates. Whatever sets two mentions apart (``apart_in``) ends the comparison; what is left is weighed
(``evidence``). The rules ask for as much evidence as they can afford to be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from claimcheck.lint.agreement.periods import Period, overlap
from claimcheck.lint.agreement.things import Thing
from claimcheck.lint.agreement.words import stem

NEAREST: Final = 12
"""How many earlier figures of one kind a figure is compared with: the first ones and the last ones, never all."""
MOST_BEHIND: Final = 60
"""How many later figures of its kind one in a headline or lead is held against."""
COMMON: Final = frozenset(
    """
    time game match goal point vote seat run hour day week month year page state country county city town man woman member voter
    candidate poll debate question thing part way place side team party case reason delegate
    """.split()
)
# Shares of these are answers to all sorts of questions.
_ASKED: Final = frozenset(
    "voter respondent adult american peopl democrat republican likely register support vot independent woman man regist".split()
)
_SMALL: Final = 4  # two, three: any noun may be counted so, of any group
_ECHO, _ECHOED, _ECHO_SHARE = 5, 3, 0.75
"""What it is worth that two sentences say nearly the same: three words in common, and 75 percent of all."""
_CLOSE, _NEAR_VALUE = 6, 1.5
"""Sentences behind a count, and a factor, in which ``the 260 farmers`` are those 200 farmers."""
_NEVER: Final = 99
_RATIO: Final = 2.0
"""How far two values of one thing may lie apart: beyond it, one is a part of the other, or another thing."""
_LONGEST_DAY: Final = 40


def apart_in(one: Thing, other: Thing, *, summary: bool = False) -> str | None:
    """Return what sets two mentions apart, None where nothing does: sentence, part, time, place, source, role, noun.

    ``summary``: the earlier one stands in a headline or lead, and leaves out what the later one names.
    """
    return next((name for name, test in _APART.items() if test(one, other, summary)), None)


def _parts(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001  all tests of _APART are called alike
    return one.partial or other.partial or one.role != other.role or "first" in (one.role, other.role)


def _turned(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001
    return {one.direction, other.direction} == {"up", "down"}


def _other_source(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001
    return len({one.figure.claim.source_id, other.figure.claim.source_id} - {None}) > 1


def _other_names(one: Thing, other: Thing, summary: bool) -> bool:  # noqa: FBT001
    """Return whether the later mention names others: none of the earlier one's, or, as each has its own, mostly others."""
    known = other.definite or summary
    shared, new, left = one.names & other.names, other.names - one.names, one.names - other.names
    if other.names and not shared and (one.names or not known):
        return True
    if one.figure.sign in "px" and not summary and one.names and other.names and (new or left):
        return True
    return bool(not known and new and left) and (other.figure.sign in "pxm" or len(new) > len(shared))


def _other_nouns(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001
    """Return whether the two measure or count different things: each has words for it that the other has not."""
    if one.of and other.of and not (one.of <= other.of or other.of <= one.of):
        return True
    return not (one.noun <= other.noun | other.words and other.noun <= one.noun | one.words)


def _listed(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001
    return one.several or other.several or (other.other and not other.definite)


def _other_event(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001
    return one.event != other.event and (one.kind == "person" or bool(one.event and other.event))


def _other_time(one: Thing, other: Thing, _: bool) -> bool:  # noqa: FBT001
    """Return whether the two are dated apart; a definite mention (the 14 dead) may have another day in its sentence."""
    if one.figure.sign in "mu" and not one.periods and any(map(_is_coarse, other.periods)):
        return True  # the 816,000 tons produced in 2021: no other tons
    if not (one.periods and other.periods):
        return bool(one.days and other.days and not one.days & other.days) and not other.definite
    pairs = [
        (first, second)
        for first in one.periods
        for second in other.periods
        if not other.definite or _is_coarse(first) or _is_coarse(second)
    ]
    return bool(pairs) and not any(overlap(first, second) for first, second in pairs)


def _is_coarse(days: Period) -> bool:
    return (days[1] - days[0]).days > _LONGEST_DAY


_APART: Final[Mapping[str, Callable[[Thing, Thing, bool], bool]]] = {
    "sentence": lambda one, other, _: one.passage.index == other.passage.index,
    "part": _parts,
    "tentative": lambda one, other, _: one.tentative != other.tentative,
    "direction": _turned,
    "source": _other_source,
    "names": _other_names,
    "list": _listed,
    "event": _other_event,
    "noun": _other_nouns,
    "time": _other_time,
}


def evidence(one: Thing, other: Thing, *, alone: bool = False) -> int:
    """Return how much speaks for one thing: shared words, names, nouns measured and events, a definite later mention.

    ``alone``: the earlier one is the only figure of its kind so far, so that a definite one close behind can mean no other.
    """
    alone = alone and other.definite and is_echo(one, other)
    shared = shared_words(one, other)
    extra = 0 if other.definite or one.event else len(other.near - one.words)
    dated = any(overlap(first, second) for first in one.periods for second in other.periods)
    return (
        min(len(shared), 4)
        + 2 * min(len(one.names & other.names), 2)
        + 2 * bool(one.of & (other.of | other.words) or other.of & one.words)
        + (2 + 2 * alone) * other.definite
        + 2 * bool(one.beside & other.beside)
        + bool(one.event)
        + 2 * dated
        + _ECHO * (len(shared) >= _ECHOED and len(shared) >= _ECHO_SHARE * len(one.words | other.words))
        - min(extra, 4)
    )


def shared_words(one: Thing, other: Thing) -> frozenset[str]:
    """Return the content words that both sentences have, those in names left out: names are weighed by themselves."""
    return (one.words & other.words) - {"+", "-"} - {stem(name) for name in one.names | other.names}


def touches(one: Thing, other: Thing) -> bool:
    """Return whether the clauses of two figures say the same of them: a word of both, the noun measured, or one event."""
    if (one.event and one.event == other.event) or one.beside & other.beside:
        return True
    share = one.figure.sign in "px"
    if one.of & (other.of | (other.words if share else other.near)) or other.of & (one.words if share else one.near):
        return True
    names = {stem(name) for name in one.names | other.names}
    bare = not other.near - names and len(one.names & other.names) > 1  # With 540 pupils, Marlow Primary School
    return bare or bool((one.near & other.near) - {"+", "-"} - names)


def is_echo(one: Thing, other: Thing) -> bool:
    """Return whether a definite count of a noun of its own, near in value and close behind, takes up the earlier one."""
    low, high = sorted((abs(one.figure.value), abs(other.figure.value)))
    close = other.passage.index - one.passage.index <= _CLOSE and high <= _NEAR_VALUE * low
    return close and one.kind not in COMMON and one.figure.sign == "c" and one.kind != "person"


def needed(one: Thing, other: Thing) -> int:
    """Return how much evidence two mentions of a kind need: common nouns, shares and small counts need most."""
    figure = one.figure
    least = 4
    if figure.sign in "px":
        measured = (one.of & (other.of | other.words) or other.of & one.words) - _ASKED
        least = 5 if measured and one.periods and other.periods else _NEVER
    elif one.kind in COMMON:
        least = 7
    elif one.kind == "person" and one.event:
        least = 2
    if min(abs(figure.value), abs(other.figure.value)) < _SMALL and figure.sign == "c":
        least += 2
    return least


def comparable(one: Thing, other: Thing) -> bool:
    """Return whether the two values are near enough to be meant as one: within a factor, or a digit too many."""
    low, high = sorted((abs(one.figure.value), abs(other.figure.value)))
    if low == 0:
        return False
    return high / low <= _RATIO or (high / low in (10.0, 100.0) and other.definite)


def is_slip(one: Thing, other: Thing) -> bool:
    """Return whether the values have the same digits a thousand, or a million, apart."""
    low, high = sorted((abs(one.figure.value), abs(other.figure.value)))
    return low > 0 and round(high / low, 6) in (1e3, 1e6, 1e9)


def candidates(group: Sequence[Thing], place: int) -> Iterator[Thing]:
    """Yield the earlier things of a kind that the one at ``place`` is compared with: the first and the last NEAREST / 2."""
    half = NEAREST // 2
    yield from group[: min(place, half)]
    yield from group[max(place - half, half) : place]


def beside(found: Sequence[Thing]) -> dict[tuple[str, float], set[int]]:
    """Return the sentences that each value of a kind stands in."""
    values: dict[tuple[str, float], set[int]] = {}
    for thing in found:
        for value in {thing.figure.value, thing.figure.value2} - {None}:
            values.setdefault((thing.kind, float(value or 0)), set()).add(thing.passage.index)
    return values


def explained(one: Thing, other: Thing, *, values: Mapping[tuple[str, float], set[int]]) -> bool:
    """Return whether some sentence gives both values, so that the article itself sets them beside each other."""
    first, second = (
        {*values.get((kind, thing.figure.value), ()), *values.get(("person", thing.figure.value), ())}
        for thing, kind in ((one, one.kind), (other, other.kind))
    )
    return bool(first & second)


def candidates_behind(group: Sequence[Thing], place: int) -> Sequence[Thing]:
    """Return the later things of a kind that a headline's or a lead's is held against, in order."""
    return group[place + 1 : place + 1 + MOST_BEHIND]
