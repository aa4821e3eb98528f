"""CC401: one thing with two values, or one value for two periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from claimcheck.analysis import Analysis
from claimcheck.lint.calendar.ages import AgedPerson, two_ages
from claimcheck.lint.calendar.periods import NO_YEAR, published
from claimcheck.lint.figures.streaks import told_twice
from claimcheck.lint.numbers import marked_sentences, where
from claimcheck.lint.numbers.readings import both_hold, is_slip
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.sameness import FigureMention, figure_mentions, mentions_by_kind
from claimcheck.lint.sameness.likeness import (
    added_up,
    beside,
    candidates,
    comparable,
    explained,
    goes_on,
    rivals,
    same,
    shared_words,
    sums_of,
)
from claimcheck.report import Report, Severity

_SAME_STILL: Final = re.compile(
    r"\b(?:unchanged|same|again|also|steady|flat|both|each|every|still|by (?:19|20)\d\d|remain\w*|stay\w*|average)\b",
    re.IGNORECASE,
)
_LEAST_ROUND: Final = 10
_LEAST_SHARED: Final = 2  # words of both sentences of two counts; measures and money are told apart by their noun
_CLOSE: Final = 2  # sentences behind a measure in which the same one, dated otherwise, is of the same thing
_REACH: Final = 40  # characters around a figure in which a word may say that it has stayed the same
_PER_YEAR: Final = " per year"
_ONE_THING: Final = "if both are of one thing, correct one; if not, say what sets them apart: a date, a place, a source"


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the later of two figures that give one thing two values, or two periods one value."""
    sentences, found, today = marked_sentences(analysis, report), figure_mentions(analysis, report), published(report)
    values = beside(found)
    for same_kind in mentions_by_kind(found).values():
        yield from _two_values(same_kind, values)
    yield from _two_periods(found, now="now" if today is None else today.year)
    for later, earlier in two_ages(analysis, sentences):
        yield _fault(later, earlier, advice="if both are of one person, correct one")
    for tally, told in told_twice(report.text):
        message = f"{report.text[tally.start : tally.end]} here, {report.text[told.start : told.end]} before"
        yield Fault(tally.start, tally.end, message, help="if both are of one vote or game, correct one")


def _two_values(group: Sequence[FigureMention], values: Mapping[tuple[str, float], set[int]]) -> Iterator[Fault]:
    told: set[tuple[float, float]] = set()
    others, sums = rivals(group), sums_of(group)
    for place, later in enumerate(group):
        if later.figure.sign == "g":
            continue  # a person's age: two_ages
        for earlier in candidates(group, place):
            pair = (earlier.figure.value, later.figure.value)
            if pair in told or not _disagree(earlier, later):
                continue
            again = any(len(values[one.kind, one.figure.value]) > 1 for one in (earlier, later))
            told_why = explained(earlier, later, values=values) or any(added_up(value, sums) for value in pair)
            one_thing = not told_why and same(earlier, later, rivals=others, repeated=again)
            if one_thing and not goes_on(earlier, later):
                told |= {pair, pair[::-1]}
                yield _fault(later, earlier, advice=_ONE_THING)
                break


def _fault(
    later: FigureMention | AgedPerson,
    earlier: FigureMention | AgedPerson,
    *,
    advice: str,
    but: str = "",
    severity: Severity | None = None,
) -> Fault:
    there = where(earlier.figure.claim, earlier.marked, here=later.figure.claim)
    message = f"{later.figure.text} here, {but and 'and '}{earlier.figure.text} {there}{but}"
    beside = (earlier.figure.start, earlier.figure.end)
    return later.figure.fault(message, help=advice, severity=severity, beside=beside)


def _disagree(one: FigureMention, other: FigureMention) -> bool:
    values = one.figure, other.figure
    counted_out = (
        one.event == other.event == "dead" and all(each.exact for each in values) and values[0].value != values[1].value
    )
    return comparable(one, other) and not (both_hold(*values) and not counted_out) and not is_slip(*values)


def _two_periods(found: Sequence[FigureMention], *, now: int | str) -> Iterator[Fault]:
    """Yield one figure that stands for two periods: over 200 tons in 2023, and now over 200 tons."""
    by_value: dict[tuple[float, str], list[FigureMention]] = {}
    for mention in found:
        if mention.figure.sign in "cmu" and mention.figure.value >= _LEAST_ROUND and mention.figure.value2 is None:
            by_value.setdefault((mention.figure.value, mention.kind.removesuffix(_PER_YEAR)), []).append(mention)
    advice = "say for which period the figure holds, or give the figure of the other period"
    for group in by_value.values():
        for place, later in enumerate(group):
            earlier = next((one for one in candidates(group, place) if _other_period(one, later, now=now)), None)
            if earlier:
                yield _fault(later, earlier, advice=advice, but=": the same figure for another period", severity="note")


def _other_period(one: FigureMention, other: FigureMention, *, now: int | str) -> bool:
    first, second = _years(one, now=now), _years(other, now=now)
    if not first or not second or first & second or one.marked.index == other.marked.index:
        return False
    if any(mention.partial or mention.several or _SAME_STILL.search(_around(mention)) for mention in (one, other)):
        return False
    if one.event != other.event or one.noun != other.noun:
        return False
    close = other.marked.index - one.marked.index <= _CLOSE and one.figure.sign == "u"
    measured = one.of & (other.of | other.words) or other.of & one.words
    least = _LEAST_SHARED if one.figure.sign == "c" else 1
    if one.names and other.names and not one.names & other.names and not close:
        return False
    return close or (bool(measured) and len(shared_words(one, other)) >= least)


def _around(mention: FigureMention) -> str:
    figure, marked = mention.figure, mention.marked
    return marked.article[max(figure.start - _REACH, marked.start) : min(figure.end + _REACH, marked.end)]


def _years(mention: FigureMention, *, now: int | str) -> frozenset[int | str]:
    """Return the years that the sentence dates its figure to; ``now`` is the year of publication."""
    years = {first.year for first, last in mention.periods if first.year == last.year != NO_YEAR}
    return frozenset(years) | {now for time in mention.marked.times if time.value == "PRESENT"}


RULE = Rule(
    id="CC401",
    name="two-values",
    severity="warning",
    what="A thing that has two values in one article: 12 dead in one paragraph and 14 in another. What sets two mentions apart passes: "
    "another period, place, source or part, a bound or rounding, an update that says so. And one value that stands for two periods: "
    "over 200 tons in 2023, and now over 200 tons.",
    why="One of the two is wrong, or was right yesterday. Readers see it, and quote whichever they like.",
    fires="The wildfire destroyed 40 homes in the valley of Orre.\n\nCrews from three counties worked through the night.\n\n"
    "Insurers have begun to visit the 45 homes that the wildfire destroyed.",
    passes="The wildfire destroyed 40 homes in the valley of Orre.\n\nCrews from three counties worked through the night.\n\n"
    "Insurers have begun to visit the 40 homes that the wildfire destroyed.",
    instead="Give the figure once, with its source and date; where there are two, name both sources.",
    reference="Reuters Handbook of Journalism, “Accuracy”; "
    "The Associated Press Statement of News Values and Principles",
    find=find,
)
