"""CC402: a figure in the headline or the lead that the rest of the article contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.agreement.places import has_headline, in_headline, where
from claimcheck.lint.agreement.readings import both_hold, is_vague, total
from claimcheck.lint.agreement.sameness import (
    COMMON,
    apart_in,
    candidates_behind,
    is_slip,
    shared_words,
    touches,
)
from claimcheck.lint.agreement.things import Thing, indexed, things
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_PRONOUN: Final = re.compile(r"(?:It|They|He|She)\b")
_SMALL: Final = 4
_RATIO: Final = 3  # a headline sums up one thing: its value may be further off than that of two chance mentions


def find(report: Report) -> Iterator[Fault]:
    """Yield the figures of headline and lead that no figure behind them supports, and one contradicts."""
    if not has_headline(report):
        return
    for group in indexed(things(report)).values():
        told: set[float] = set()
        for place, summary in enumerate(group):
            if not _summarises(summary) or summary.figure.value in told:
                continue
            told.add(summary.figure.value)
            behind = [thing for thing in candidates_behind(group, place) if _is_behind(thing, summary)]
            other = _contradicting(summary, behind)
            if other is not None:
                yield _fault(summary, other)


def _summarises(thing: Thing) -> bool:
    return in_headline(thing.passage) or thing.figure.section in ("lead", "headline")


def _is_behind(thing: Thing, summary: Thing) -> bool:
    """Return whether a figure stands behind the summary: behind a headline, or in the body behind the lead."""
    return thing.passage.index > summary.passage.index and (
        in_headline(summary.passage) or thing.figure.section == "body"
    )


def _contradicting(summary: Thing, behind: Sequence[Thing]) -> Thing | None:
    """Return the figure that contradicts the summary's, None where any figure, or a sum in one sentence, bears it out."""
    turned = next((thing for thing in behind if _turns(summary, thing)), None)
    if turned is not None:
        return turned
    if any(both_hold(summary.figure, thing.figure) for thing in behind) or _added_up(summary, behind):
        return None
    found = [thing for thing in behind if _same(summary, thing)]
    return found[0] if found else None


def _turns(summary: Thing, thing: Thing) -> bool:
    """Return whether the same change goes up in one place and down in the other."""
    opposite = {summary.direction, thing.direction} == {"up", "down"}
    same = summary.figure.value == thing.figure.value and summary.figure.sign in "pxmu"
    return (
        opposite
        and same
        and (touches(summary, thing) or bool(shared_words(summary, thing) or summary.names & thing.names))
    )


def _added_up(summary: Thing, behind: Sequence[Thing]) -> bool:
    """Return whether the figures of some sentence add up to the summary's."""
    by_sentence: dict[int, list[Thing]] = {}
    for thing in behind:
        by_sentence.setdefault(thing.passage.index, []).append(thing)
    low, high = summary.figure.value * 0.95, summary.figure.value * 1.05
    for parts in by_sentence.values():
        added = total((part.figure.value, part.figure.value) for part in parts)[0]
        if len(parts) > 1 and low <= added <= high:
            return True
    return False


def _same(summary: Thing, thing: Thing) -> bool:
    """Return whether a figure is of what the headline or lead sums up, and near enough to be meant as its value."""
    vague = is_vague(summary.figure) or is_vague(thing.figure)
    same_event = summary.event is not None and summary.event == thing.event
    low, high = sorted((summary.figure.value, thing.figure.value))
    near = vague or same_event or high <= _RATIO * low or high == 10 * low
    if not near or both_hold(summary.figure, thing.figure) or is_slip(summary, thing):
        return False
    apart = apart_in(summary, thing, summary=True)
    if apart not in (None, "source") and not (
        apart == "list" and summary.direction and summary.direction == thing.direction
    ):
        return False
    return _weighs(summary, thing)


def _weighs(summary: Thing, thing: Thing) -> bool:
    """Return whether what the two share is enough: a headline has few words, and all of them count."""
    shared = (
        len(shared_words(summary, thing)) + len(summary.names & thing.names) + 2 * bool(summary.beside & thing.beside)
    )
    change = {"+", "-"} & summary.words & thing.words
    if summary.figure.sign == "x" and not in_headline(summary.passage):
        return False  # the points of one poll and another
    if summary.figure.sign in "px":
        pronoun = in_headline(summary.passage) and _PRONOUN.match(thing.passage.text) is not None
        measured = summary.of & (thing.of | thing.words) or thing.of & summary.words
        alike = bool(change) == bool(summary.direction or thing.direction)
        carried_on = pronoun and bool(change) and not thing.names - summary.names
        return alike and ((bool(measured) and shared > 0) or carried_on)
    if summary.event is not None and summary.event == thing.event:
        return shared > 0 or min(summary.figure.value, thing.figure.value) >= _SMALL
    if summary.figure.sign == "g":
        return thing.definite and shared > 0
    if _is_part(summary, thing) or (thing.kind in COMMON and not thing.definite):
        return False
    touching = touches(summary, thing) or bool({"+", "-"} & summary.near & thing.near)
    return touching and shared + bool(change) + 2 * thing.definite + (thing.kind not in COMMON) > 1


def _is_part(summary: Thing, thing: Thing) -> bool:
    """Return whether a smaller sum of money, or size, may be a part of the summary's: nothing known, and spent on more words."""
    smaller = thing.figure.value < summary.figure.value and not thing.definite
    measured = summary.of & (thing.of | thing.near) or summary.beside & thing.beside
    return smaller and thing.figure.sign in "mu" and not measured and len(thing.near - summary.words) > 1


def _fault(summary: Thing, other: Thing) -> Fault:
    place = "in the headline" if in_headline(summary.passage) else "in the lead"
    there = where(other.figure, other.passage, here=summary.figure)
    directions = f", {summary.direction}," if summary.figure.value == other.figure.value else ""
    back = f", {other.direction}," if directions else ""
    return Fault(
        summary.figure.start,
        summary.figure.end,
        f"{summary.figure.text}{directions} {place}, but {other.figure.text}{back} {there}",
        claim_id=summary.figure.claim.id,
        help="take the figure that the body bears out; a rounded one is fine: nearly 40 percent for 39.6",
    )


RULE = Rule(
    id="CC402",
    name="headline-and-body",
    severity="warning",
    what="A figure in the headline or the lead that no figure of the article bears out, and that one of the same thing contradicts: "
    "another value, or a rise there and a fall here. Rounding passes (`nearly 40 percent` for 39.6, `hundreds` for 340), and so do "
    "bounds (`at least 12` for 14) and the sum of parts.",
    why="Most readers see the headline and no more, and it is what is quoted.",
    fires="# Ferry fire kills 12 off Kessa\n\nA fire on a ferry off Kessa killed 14 people on Tuesday, the coast guard said.\n\n"
    "The ferry had left port an hour before.",
    passes="# Ferry fire kills 14 off Kessa\n\nA fire on a ferry off Kessa killed 14 people on Tuesday, the coast guard said.\n\n"
    "The ferry had left port an hour before.",
    instead="Write the headline from the finished text, and change both when a figure changes.",
    reference="BBC Editorial Guidelines, section 3, “Accuracy”; "
    "Reuters Handbook of Journalism, “Reporting and Writing Basics”",
    find=find,
)
