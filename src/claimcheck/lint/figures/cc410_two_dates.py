"""CC410: one event with two dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimcheck.analysis import Analysis
from claimcheck.lint.calendar.happenings import Happening, happenings
from claimcheck.lint.calendar.periods import overlap
from claimcheck.lint.numbers import marked_sentences, where
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_FURTHEST: Final = 10  # days between the two dates of a fire: one that is further off is another fire


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the later date of an event that has another one before, once for each event."""
    met: list[Happening] = []
    told: set[tuple[str, frozenset[int | str]] | int] = set()
    for later in happenings(analysis, marked_sentences(analysis, report)):
        earlier = next((one for one in met if _is_that(one, later)), None)
        met.append(later)
        if earlier is None or not told.isdisjoint({(later.event, later.thing), later.time.start}):
            continue
        told |= {(later.event, later.thing), later.time.start}
        claim = later.marked.claim_at(later.time.start)
        there = where(earlier.marked.claim_at(earlier.time.start), earlier.marked, here=claim)
        said = " ".join(report.text[slice(*later.words)].split())
        message = f"“{said}” here, but {earlier.time.text} {there}"
        advice = "if both are of one event, correct one; if not, say what sets them apart"
        place = (earlier.time.start, earlier.time.end)
        yield Fault(later.time.start, later.time.end, message, claim.id, advice, beside=place)


def _is_that(one: Happening, other: Happening) -> bool:
    """Return whether two are one event, and dated apart: as exactly, in one tense, with nothing that tells them from each other."""
    if one.event != other.event or not _is_one_thing(one, other) or not other.definite:
        return False
    if one.exactness != other.exactness or one.ahead != other.ahead or overlap(one.days, other.days):
        return False
    known = any(isinstance(thing, int) for thing in one.thing & other.thing)
    if one.marked.index == other.marked.index or (
        other.marks - one.marks and not known
    ):  # the Ecopop initiative is another one
        return False
    return not one.event.startswith("the ") or abs((one.days[0] - other.days[0]).days) <= _FURTHEST


def _is_one_thing(one: Happening, other: Happening) -> bool:
    """Return whether it is one entity that two events happened to, or one noun where only one of them is known."""
    if not one.thing & other.thing:
        return False
    entities = [{thing for thing in each.thing if isinstance(thing, int)} for each in (one, other)]
    return not all(entities) or bool(entities[0] & entities[1])


RULE = Rule(
    id="CC410",
    name="two-dates",
    severity="warning",
    what="An event that can be but once, and has two dates in one article: a ferry that sank on a Monday and on a Tuesday, a school founded in 1912 and in "
    "1921. What sets two events apart passes: other things, other names, a plan and what came of it, another fire.",
    why="One of the two is wrong, and whoever looks the event up later finds both.",
    fires="A ferry sank off Kessa on May 3, the coast guard said.\n\nDivers have searched the wreck.\n\n"
    "The ferry had been inspected a week before it sank on May 5.",
    passes="A ferry sank off Kessa on May 3, the coast guard said.\n\nDivers have searched the wreck.\n\n"
    "The ferry had been inspected a week before it sank on May 3.",
    instead="Look the date up, and give it once.",
    reference="Reuters Handbook of Journalism, “Accuracy”; The Associated Press Stylebook, “dates”",
    find=find,
)
