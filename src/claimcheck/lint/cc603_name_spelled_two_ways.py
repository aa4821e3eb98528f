"""CC603: a person's name, spelled two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from claimcheck.lint.names import Name, function_words, names
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_LOWER = re.compile(r"(?<!\w)[a-z]+(?!\w)")
_SHORTEST = 4  # letters: `Lee` and `Lea` are two names more often than one
_TWO_SLIPS = 10  # letters from which a name may hold two slips
# Forms of one word: Iran, Irani; Honduras, Honduran; Democrats, Democratic; Zionism, Zionist; Ministry, Minister.
_ADDED = frozenset("s a n an ns ans ian e i es y ic al in".split())
_EXCHANGED = frozenset("s n ns ic m t sm st er ry y ies an ans al or on".split())
_FULL, _LONGEST = 2, 4  # words of a name; a longer run of capitals is a headline or a body
_NOT_PEOPLE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december north south east west northern southern eastern western".split()
)


def find(report: Report) -> Iterator[Fault]:
    """Yield the rarer spelling of a name, at its first place."""
    common = set(_LOWER.findall(report.text)) | function_words() | _NOT_PEOPLE
    found = [name for name in names(report.text) if len(name.words) <= _LONGEST]
    people = [
        name for name in found if len(name.words) >= _FULL and not (name.opens and name.words[0].casefold() in common)
    ]
    counts = Counter(word for name in found for word in name.words)
    partners = _partners(people)
    reported: set[str] = set()
    for name in found:
        for odd, right in _odd_words(name, counts=counts, partners=partners):
            if odd in reported or odd.casefold() in common or right.casefold() in common:
                continue
            reported.add(odd)
            message = (
                f"{odd} here, but {right} {counts[right]} times elsewhere"
                if counts[right] > 1
                else f"{odd} here, but {right} elsewhere"
            )
            yield Fault(name.start, name.end, message, help="spell the name as the person does, each time")


def _partners(people: list[Name]) -> Mapping[str, set[str]]:
    """Return, for each word of a full name, the words that stand before or behind it there."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for name in people:
        for one, other in pairwise(name.words):
            beside[one].add(other)
            beside[other].add(one)
    return beside


def _odd_words(name: Name, *, counts: Counter[str], partners: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the words of a name that are another word of a name with a slip, and that word.

    In a full name its partner must be the same: `Jon Marsh` and `John Marsh`. A surname by itself must be in no full name.
    """
    for place, word in enumerate(name.words):
        if len(word) < _SHORTEST:
            continue
        if len(name.words) >= _FULL:
            beside = {*name.words[max(place - 1, 0) : place], *name.words[place + 1 : place + 2]}
            near = {other for mate in beside for other in partners.get(mate, ()) if other != word}
            near -= beside
        elif word in partners or len(word) == _SHORTEST:  # `Conn.`, `Blue`
            continue
        else:
            near = {other for other in partners if other[0] == word[0]}
        for other in sorted(near):
            if (
                len(other) >= _SHORTEST
                and counts[other] >= counts[word]
                and (counts[other], other) > (counts[word], word)
                and alike(word, other)
            ):
                yield word, other


def alike(one: str, other: str) -> bool:
    """Return whether two names differ by a slip or two, and are no forms of one another (``Iran``, ``Irani``)."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    shared = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    ends = {short[shared:], long[shared:]}
    if short == long or ("" in ends and ends - {""} <= _ADDED) or ends <= _EXCHANGED:
        return False
    most = 1 if len(long) < _TWO_SLIPS else 2
    return Levenshtein.distance(short, long, score_cutoff=most) <= most and short[0] == long[0]


RULE = Rule(
    id="CC603",
    name="name-spelled-two-ways",
    severity="warning",
    what="Finds a name that differs from another one in the article by a letter or two, where both must be the same person.",
    why="A name spelled wrong is the commonest correction that newspapers print, and a reader who knows the person trusts nothing else.",
    fires="Katrin Volmer runs the harbour. Volmer said fees would rise.\n\nIn May, Katrin Vollmer asked for more money.",
    passes="Katrin Volmer runs the harbour. Volmer said fees would rise.\n\nIn May, Katrin Volmer asked for more money.",
    instead="Ask the person, and spell the name in one way.",
    reference="AP Stylebook, “names”; Regret the Error (Craig Silverman, 2007) on misspelled names",
    find=find,
)
