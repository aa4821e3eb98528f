"""CC406: the same digits in millions here and in billions there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.numbers import where
from claimcheck.lint.numbers.readings import digits, is_slip, plain, ratio
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.sameness import FigureMention, figure_mentions
from claimcheck.lint.sameness.likeness import apart_in, beside, candidates, explained, shared_words, touches
from claimcheck.report import Report

_LEAST = 100_000  # the larger of the two: below it there is no scale to slip
_TELLING = 2  # digits that make a chance meeting of two figures unlikely
_NOT_APART = (None, "source", "tentative")
_CORRECTED = re.compile(
    r"\b(?:errors?|mistakes?|correct\w*|misprints?|typos?|wrong\w*|instead of|rather than|thousandth|millionth)\b"
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the later of two figures of one thing that have the same digits, a thousand or a million apart."""
    found = figure_mentions(analysis, report)
    groups: dict[tuple[str, str], list[FigureMention]] = {}
    for mention in found:
        if mention.kind and mention.figure.sign in "cmu" and mention.figure.value > 0 and mention.figure.value2 is None:
            groups.setdefault((mention.kind, digits(mention.figure.value)), []).append(mention)
    values = beside(found)
    for (_, same), group in groups.items():
        for place, later in enumerate(group):
            slips = (one for one in candidates(group, place) if is_slip(one.figure, later.figure))
            other = next((one for one in slips if _same(one, later, figures=same)), None)
            if other is not None and not explained(other, later, values=values):
                yield _fault(other, later)


def _same(one: FigureMention, other: FigureMention, *, figures: str) -> bool:
    apart = apart_in(one, other, summary=one.marked.in_headline)
    if apart not in _NOT_APART and not (apart == "event" and other.definite):
        return False
    if max(one.figure.value, other.figure.value) < _LEAST:
        return False
    if _CORRECTED.search(one.marked.text) or _CORRECTED.search(other.marked.text):
        return False
    shared = len(shared_words(one, other)) + len(one.names & other.names)
    if other.definite and (len(figures) >= _TELLING or shared):
        return True
    if not touches(one, other):
        return False
    measured = bool(one.of & other.of)
    if len(figures) >= _TELLING:
        return measured or shared > 1
    return measured and other.definite


def _fault(one: FigureMention, other: FigureMention) -> Fault:
    times = ratio(one.figure, other.figure)
    there = where(one.figure.claim, one.marked, here=other.figure.claim)
    return other.figure.fault(
        f"{other.figure.text} here, {one.figure.text} {there}: {plain(times)} times as much or as little",
        help="one of the two has the wrong word or too many zeros: million, billion, thousand",
    )


RULE = Rule(
    id="CC406",
    name="scale-slip",
    severity="warning",
    what="The same digits for the same thing, in millions here and in billions there, or with three zeros more.",
    why="A thousandfold error is the commonest one with large numbers, and hides well: the digits look right.",
    fires="The dam will cost $4.2 billion, the ministry said.\n\nEngineers have worked on the plans for six years.\n\n"
    "The $4.2 million dam will be the largest on the river.",
    passes="The dam will cost $4.2 billion, the ministry said.\n\nEngineers have worked on the plans for six years.\n\n"
    "The $4.2 billion dam will be the largest on the river.",
    instead="Check the scale against something known: the sum per head, the budget of last year.",
    reference="The Associated Press Stylebook, “millions, billions, trillions”; BBC News Style Guide, “Numbers”",
    find=find,
)
