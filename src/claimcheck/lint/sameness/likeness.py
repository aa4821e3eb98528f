"""Whether two figures are of the same thing, as far as the words around them can tell.

Two counts of one noun in an article are mostly counts of different things: of parts, of other years, other places, other
people's estimates. What sets two mentions apart beyond doubt (``apart_in``) ends the comparison; all else is weighed in points
(``same``): what the two share speaks for one thing, what only one of them has against it, and so does how the values differ.
The points are small whole numbers, set by hand: one for a hint, two for a sign, three or more for what tells. They were checked on
the passages of the rules CC401, CC402 and CC406, and on 711 published articles, of which they flag three figures. Of 97 figures
that stand twice in 400 of them, one digit of one of them changed, they find 34; a reader took 58 of the 97 to contradict the other.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.inflection import stem
from claimcheck.lint.calendar.periods import overlap
from claimcheck.lint.numbers import Value
from claimcheck.lint.numbers.readings import aligned, confused, is_vague, ratio
from claimcheck.lint.sameness.mentions import FigureMention

NEAREST: Final = 12
"""How many earlier figures of one kind a figure is compared with: the first ones and the last ones, never all."""
ENOUGH: Final = 0
"""The points from which on two mentions are taken to be of one thing."""
ENOUGH_OF_SUMMARY: Final = -1
"""The same for a headline or lead that no figure behind it bears out: that alone is telling."""
_COMMON: Final = frozenset(
    """
    time game match goal point vote seat run hour day week month year page state country county city town man woman member voter
    candidate poll debate question thing part way place side team party case reason delegate
    """.split()
)
_RATIO: Final = 2.0
"""How far two values of one thing may lie apart: beyond it, one is a part of the other, or another thing."""
_SIZE: Final = re.compile(r"\d-[a-z]")
_FAR_OFF: Final = 600  # characters between two mentions in which what leads from one to the other is told
_WORD: Final = re.compile(r"[a-z]+")
_LONGEST_DAY: Final = 40
_NEAR, _FAR, _TENFOLD = 1.25, 1.5, 10.0  # times as much; ten times is a zero too many
_LONG: Final = 3  # digits: one wrong digit of three and more is no chance
_SMALL: Final = 5
_SIGNS: Final = frozenset("+-")  # a word of rise or fall: raised, cut, lost
# A class of people or contestants: aged 18 to 24, the under-16s, 60 kg, the lightweight division.
_CLASS: Final = re.compile(
    r"\b(?:aged?\s+\d+|(?:under|over)(?:\s+|-)\d+s?|\d+(?:\s*[-–]\s*\d+)?-year-olds|\w+weight|\d+(?:\.\d+)?\s*-?(?:kg|kilo\w*|pounds?|lb)\s+(?:class|category|division|title|final|event)|"
    r"(?:men|women|boys|girls)[’']s?)\b",
    re.IGNORECASE,
)


_FRAME: Final = 4  # words
_PARTLY, _MOSTLY, _ECHO = 0.4, 0.6, 0.8
_FEWEST_SHARED: Final = 3  # words
_EXCUSED: Final = ("names", "tentative", "part", "noun", "source")
"""What may set two mentions apart that else stand in the same words."""


@dataclass(frozen=True)
class _Pair:
    """Two mentions, the earlier one first; in a ``summary``, a headline or lead, it leaves out what the later one names."""

    one: FigureMention
    other: FigureMention
    summary: bool

    @property
    def share(self) -> bool:
        return self.one.figure.sign in "px"

    @property
    def known(self) -> bool:
        """Whether the later mention speaks of what has been told."""
        return self.other.definite or self.summary

    @property
    def one_event(self) -> bool:
        return self.one.event is not None and self.one.event == self.other.event

    @property
    def tied(self) -> bool:
        """Whether the clauses say the same in more than one word, or tell one event."""
        return self.one_event or len(near_words(self.one, self.other)) > 1

    @property
    def adjacent(self) -> bool:
        return self.other.marked.index - self.one.marked.index == 1

    @property
    def measured(self) -> bool:
        """Whether one measures what the other speaks of."""
        return bool(self.one.of & (self.other.of | self.other.words) or self.other.of & self.one.words)

    @property
    def common_share(self) -> float:
        """Which part of the shorter sentence's words the other one has too, 0 where it is too short to tell."""
        shared, shorter = len(self.one.words & self.other.words), min(len(self.one.words), len(self.other.words))
        return shared / shorter if shared >= _FEWEST_SHARED else 0.0

    @functools.cached_property
    def framed(self) -> bool:
        """Whether the same words stand right beside both, where one sentence has all names of the other: has backing from 33 percent."""
        shared = self.one.own & self.other.own
        if not shared or shared not in (self.one.own, self.other.own):
            return False
        sides = zip(self.one.beside, self.other.beside, strict=True)
        alike = (itertools.takewhile(lambda pair: pair[0] == pair[1], zip(*side, strict=False)) for side in sides)
        return sum(len(list(words)) for words in alike) >= _FRAME

    @property
    def echo(self) -> bool:
        """Whether they stand in the same words, or in one matter with all digits of three and more the same but one."""
        tied = self.tied or self.measured or bool(shared_words(self.one, self.other))
        return (
            self.framed
            or self.common_share > _ECHO
            or (tied and slip(self.one.figure, self.other.figure) >= _LONG + (not self.tied))
        )


def apart_in(one: FigureMention, other: FigureMention, *, summary: bool = False) -> str | None:
    """Return what sets two mentions apart, None where nothing does: sentence, part, time, place, source, role, noun.

    ``summary``: the earlier one stands in a headline or lead, and leaves out what the later one names.
    """
    return _apart(_Pair(one, other, summary))


def _apart(pair: _Pair) -> str | None:
    return next((name for name, test in _APART.items() if test(pair)), None)


def _other_source(pair: _Pair) -> bool:
    """Return whether two sources count for themselves: the police 3,000 marchers, the organisers 10,000."""
    several = len({pair.one.figure.claim.source_id, pair.other.figure.claim.source_id} - {None}) > 1
    if not several or pair.known or confused(pair.one.figure, pair.other.figure):
        return False
    return pair.one.event == "gathered" or pair.share or not pair.tied


def _other_class(pair: _Pair) -> bool:
    """Return whether the two sentences name two classes of people; or only one a class, and none speaks of what was told."""
    first, second = (frozenset(map(str.lower, _CLASS.findall(one.marked.text))) for one in (pair.one, pair.other))
    return first != second and (bool(first and second and not first & second) or not pair.known)


def _other_names(pair: _Pair) -> bool:
    """Return whether the later mention names others than the earlier one, the names of those who speak left out."""
    if pair.one.names & pair.other.names or not (pair.one.own and pair.other.own):
        return False
    return pair.share or not pair.known or not pair.tied


def _other_nouns(pair: _Pair) -> bool:
    """Return whether the two measure or count different things: each has words for it that the other has not."""
    one, other = pair.one, pair.other
    if one.kind != other.kind and not pair.known:
        return True
    alike = one.noun <= other.noun | other.words or other.noun <= one.noun | one.words
    return bool(one.noun and other.noun) and not alike


def _other_event(pair: _Pair) -> bool:
    one, other = pair.one, pair.other
    return one.event != other.event and ("person" in (one.kind, other.kind) or bool(one.event and other.event))


def _other_time(pair: _Pair) -> bool:
    """Return whether the two are dated apart; a definite mention (the 14 dead) may have another day."""
    if pair.other.definite and pair.measured and _SIZE.search(pair.other.figure.text):
        return False  # the 47-metre tower is so tall on any day
    pairs = list(itertools.product(pair.one.periods, pair.other.periods))
    if pair.other.definite:
        pairs = [days for days in pairs if any((last - first).days > _LONGEST_DAY for first, last in days)]
    return bool(pairs) and not any(itertools.starmap(overlap, pairs))


_APART: Final[Mapping[str, Callable[[_Pair], bool]]] = {
    "sentence": lambda pair: pair.one.marked.index == pair.other.marked.index,
    "part": lambda pair: pair.one.partial or pair.other.partial,
    "tentative": lambda pair: pair.one.tentative != pair.other.tentative,
    "direction": lambda pair: {pair.one.direction, pair.other.direction} == {"up", "down"},
    "source": _other_source,
    "class": _other_class,
    "names": _other_names,
    "event": _other_event,
    "noun": _other_nouns,
    "time": _other_time,
}


def same(
    one: FigureMention, other: FigureMention, *, rivals: int, summary: bool = False, repeated: bool = False
) -> bool:
    """Return whether two mentions are of one thing, by what they share, what only one has, and how their values differ.

    ``rivals``: how many other values the article has of the kind. ``summary``: the earlier one stands in a headline or lead.
    ``repeated``: one of the two values stands in a third place, too.
    """
    pair = _Pair(one, other, summary)
    apart = _apart(pair)
    if apart is not None and not (apart in _EXCUSED and pair.echo):
        return False
    weight = sum(_bonds(pair)) + likeness(one.figure, other.figure) - sum(_strains(pair))
    weight += repeated and slip(one.figure, other.figure) > 0
    return weight - round(math.log1p(rivals)) >= (ENOUGH_OF_SUMMARY if summary else ENOUGH)


def _bonds(pair: _Pair) -> Iterator[int]:
    """Yield the points of what the two share: words, names, an event, what is counted beside them, a definite article, a date."""
    one, other = pair.one, pair.other
    yield min(len(near_words(one, other)) + bool(one.near & other.near & _SIGNS), 3)
    yield min(len(one.names & other.names | one.words & frozenset(map(stem, other.names - one.names))), 2)
    yield sum(pair.common_share > part for part in (_PARTLY, _MOSTLY, _ECHO))
    yield 2 * pair.one_event + 2 * pair.framed
    yield (3 if pair.share else 2) * pair.measured
    yield one.definite + 2 * other.definite + pair.summary
    yield 2 * (slip(one.figure, other.figure) >= _LONG and not set(one.periods).isdisjoint(other.periods))
    yield one.figure.bound == other.figure.bound != "=" and not is_vague(one.figure)


def _strains(pair: _Pair) -> Iterator[int]:
    """Yield the points of what only one of the two has: names, lists, another noun; of what is common, or told right behind."""
    one, other = pair.one, pair.other
    yield 3  # two figures are mostly of two things
    yield bool(one.own - other.names) + bool(other.own - one.names and not pair.summary)
    yield 2 * (one.several and other.several) + 2 * (pair.share and one.several != other.several)
    yield (1 if other.definite else 2 if pair.one_event else 4) * (pair.adjacent and not pair.summary)
    yield (one.noun != other.noun) + (one.kind != other.kind) + (one.kind in _COMMON)
    yield (1 if pair.summary or pair.framed else 6) * pair.share + (1 if pair.summary else 2) * (
        one.figure.sign in "mu"
    )


def likeness(one: Value, other: Value) -> int:
    """Return the points for two values that look like one written wrongly: turned or wrong digits, or close; less for far ones.

    A size (hundreds) is like any number.
    """
    if is_vague(one) or is_vague(other):
        return 0
    times, long = ratio(one, other), len((aligned(one, other) or ("", ""))[0]) >= _LONG
    if confused(one, other):
        return 5 if times <= _FAR or long else 2
    slips = slip(one, other)
    far = times > _FAR and times != _TENFOLD and slips < _LONG
    small = one.sign != "d" and min(abs(one.value), abs(other.value)) < _SMALL
    return (2 * slips - 3 if slips >= _LONG else slips) + (times < _NEAR) - 2 * far - small


def slip(one: Value, other: Value) -> int:
    """Return how many digits two values have that differ in one of them, 0 for any others and for single digits."""
    first, second = aligned(one, other) or ("", "")
    return len(first) * (len(first) > 1 and sum(a != b for a, b in zip(first, second, strict=True)) == 1)


def near_words(one: FigureMention, other: FigureMention) -> frozenset[str]:
    """Return the content words that both clauses have, without names."""
    return (one.near & other.near) - _SIGNS - _names(one, other)


def shared_words(one: FigureMention, other: FigureMention) -> frozenset[str]:
    """Return the content words that both sentences have, those in names left out: names are weighed by themselves."""
    return (one.words & other.words) - _SIGNS - _names(one, other)


def _names(one: FigureMention, other: FigureMention) -> frozenset[str]:
    return frozenset(map(stem, one.names | other.names))


def touches(one: FigureMention, other: FigureMention) -> bool:
    """Return whether the clauses of two figures say the same of them: a word of both, the noun measured, or one event."""
    # With 540 pupils, Marlow Primary School
    bare = not other.near - _names(one, other) and len(one.names & other.names) > 1
    return bare or bool(near_words(one, other)) or (one.event is not None and one.event == other.event)


def comparable(one: FigureMention, other: FigureMention) -> bool:
    """Return whether the two values are near enough to be meant as one: within a factor, or a digit too many."""
    times = ratio(one.figure, other.figure)
    pair = _Pair(one, other, summary=False)
    same = slip(one.figure, other.figure)
    slipped = (
        confused(one.figure, other.figure) or same >= _LONG or (same and (pair.tied or pair.measured or pair.framed))
    )
    return times <= _RATIO or slipped or (times in (10.0, 100.0) and other.definite)


def rivals(group: Sequence[FigureMention]) -> int:
    """Return how many values a kind has in an article beside the two that are compared."""
    return max(len({mention.figure.value for mention in group}) - 2, 0)


def candidates(group: Sequence[FigureMention], place: int) -> Iterator[FigureMention]:
    """Yield the earlier mentions of a kind that the one at ``place`` is compared with: the first and the last NEAREST / 2."""
    half = NEAREST // 2
    yield from group[: min(place, half)]
    yield from group[max(place - half, half) : place]


def beside(found: Sequence[FigureMention]) -> dict[tuple[str, float], set[int]]:
    """Return the sentences that each value of a kind stands in."""
    values: dict[tuple[str, float], set[int]] = {}
    for mention in found:
        for value in (mention.figure.value, mention.figure.value2):
            if value is not None:
                values.setdefault((mention.kind, value), set()).add(mention.marked.index)
    return values


def sums_of(group: Sequence[FigureMention]) -> list[float]:
    """Return what the figures of each sentence with several add up to, in order."""
    by_sentence: dict[int, list[float]] = {}
    for mention in group:
        by_sentence.setdefault(mention.marked.index, []).append(mention.figure.value)
    return sorted(sum(parts) for parts in by_sentence.values() if len(parts) > 1)


def added_up(value: float, sums: Sequence[float]) -> bool:
    """Return whether the figures of some sentence add up to a value: two emails to one and ten to others, the dozen emails."""
    place = bisect_left(sums, 0.95 * value)
    return place < len(sums) and sums[place] <= 1.05 * value


def goes_on(one: FigureMention, other: FigureMention) -> bool:
    """Return whether what stands between two mentions leads from one value to the other: three more years, a sixth victim."""
    text = one.marked.article[one.figure.end : other.figure.start]
    added = {numeral.value for numeral in numerals.find_numerals(text[:_FAR_OFF]) if numeral.value > 1}
    places = {vocabulary.ordinals().get(word) for word in _WORD.findall(text.lower())}
    return other.figure.value - one.figure.value in added or other.figure.value in places


def explained(one: FigureMention, other: FigureMention, *, values: Mapping[tuple[str, float], set[int]]) -> bool:
    """Return whether the article itself sets both values beside each other, or uses both more than once: no slip does that."""
    first, second = (
        {place for kind in (mention.kind, "person") for place in values.get((kind, mention.figure.value), ())}
        for mention in (one, other)
    )
    return bool(first & second) or (len(first) > 1 and len(second) > 1)
