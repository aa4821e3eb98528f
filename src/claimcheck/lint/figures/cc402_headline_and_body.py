"""CC402: a figure in the headline or the lead that the rest of the article contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.analysis import Analysis
from claimcheck.lint.numbers.figures import Passage, passages
from claimcheck.lint.numbers.places import has_headline, in_headline, where
from claimcheck.lint.numbers.readings import both_hold, is_vague, total
from claimcheck.lint.numbers.streaks import Streak, streaks
from claimcheck.lint.numbers.values import ratio, turned
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.sameness.scoring import candidates_behind, is_slip, rivals, same, shared_words, touches
from claimcheck.lint.sameness.things import Thing, indexed, things
from claimcheck.report import Report

_HELP: Final = "take the figure that the body bears out; a rounded one is fine: nearly 40 percent for 39.6"
_HEADLINES: Final = 3  # sentences at the top of an article among which its headlines are
_TENFOLD: Final = 10.0
_RATIO: Final = 3  # a headline sums up one thing: its value may be further off than that of two chance mentions


def find(_analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the figures of headline and lead that no figure behind them supports, and one contradicts."""
    headed = has_headline(report)
    for group in indexed(things(report)).values():
        told: set[float] = set()
        others = rivals(group)
        for place, summary in enumerate(group):
            if not _summarises(summary) or summary.figure.value in told:
                continue
            told.add(summary.figure.value)
            behind = [thing for thing in candidates_behind(group, place) if _is_behind(thing, summary, headed=headed)]
            other = _contradicting(summary, behind, others=others)
            if other is not None:
                yield _fault(summary, other)
    yield from _runs(report)


def _runs(report: Report) -> Iterator[Fault]:
    """Yield the runs of a headline (sixth straight win) that the text counts otherwise, and nowhere as the headline does."""
    sentences = passages(report)
    heads = [(streak, one) for one in sentences[:_HEADLINES] if in_headline(one) for streak in _in(report, one)]
    found: dict[str, list[tuple[Streak, Passage]]] = {}
    for streak, passage in heads:
        found.setdefault(streak.kind, []).append((streak, passage))
    for passage in sentences if heads else ():
        for streak in () if in_headline(passage) else _in(report, passage):
            found.setdefault(streak.kind, []).append((streak, passage))
    for (head, passage), *behind in found.values():
        values = {streak.value for streak, _ in behind}
        if in_headline(passage) and len(values) == 1 and head.value not in values and min(values) > 1:
            other, there = behind[0]
            line = there.claims[0].where.line
            said = f"{report.text[other.start : other.end]} in {f'line {line}' if line else 'the body'}"
            yield Fault(
                head.start, head.end, f"{report.text[head.start : head.end]} in the headline, but {said}", help=_HELP
            )


def _in(report: Report, passage: Passage) -> Iterator[Streak]:
    return streaks(report.text, passage.start, end=passage.end)


def _summarises(thing: Thing) -> bool:
    """Return whether a figure stands in the headline or the lead; a first paragraph without a headline is one of the two."""
    return in_headline(thing.passage) or thing.figure.section in ("lead", "headline")


def _is_behind(thing: Thing, summary: Thing, *, headed: bool) -> bool:
    """Return whether a figure stands behind the summary: behind a headline, or in the body behind the lead."""
    if thing.passage.index <= summary.passage.index:
        return False
    if in_headline(summary.passage) or thing.figure.section == "body":
        return True
    return not headed and (summary.figure.section, thing.figure.section) == ("headline", "lead")


def _contradicting(summary: Thing, behind: Sequence[Thing], *, others: int) -> Thing | None:
    """Return the figure that contradicts the summary's, None where any figure, or a sum in one sentence, bears it out."""
    turned = next((thing for thing in behind if _turns(summary, thing)), None)
    if turned is not None:
        return turned
    if any(both_hold(summary.figure, thing.figure) for thing in behind) or _added_up(summary, behind):
        return None
    found = [thing for thing in behind if _same(summary, thing, others=others)]
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


def _same(summary: Thing, thing: Thing, *, others: int) -> bool:
    """Return whether a figure is of what the headline or lead sums up, and near enough to be meant as its value."""
    vague = is_vague(summary.figure) or is_vague(thing.figure)
    same_event = summary.event is not None and summary.event == thing.event
    times = ratio(summary.figure, thing.figure)
    near = vague or same_event or times <= _RATIO or times == _TENFOLD or turned(summary.figure, thing.figure)
    if not near or both_hold(summary.figure, thing.figure) or is_slip(summary, thing):
        return False
    return same(summary, thing, rivals=others, summary=True)


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
        help=_HELP,
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
