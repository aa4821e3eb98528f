"""CC402: a figure in the headline or the lead that the rest of the article contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.analysis import Analysis
from claimcheck.lint.figures.streaks import Streak, streaks
from claimcheck.lint.numbers import MarkedSentence, has_headline, marked_sentences, where
from claimcheck.lint.numbers.readings import both_hold, confused, is_slip, is_vague, ratio
from claimcheck.lint.rule import Fault, Rule
from claimcheck.lint.sameness import FigureMention, figure_mentions, mentions_by_kind
from claimcheck.lint.sameness.likeness import added_up, apart_in, rivals, same, shared_words, sums_of, touches
from claimcheck.lint.sameness.reversals import reversals
from claimcheck.report import Report

_HELP: Final = "take the figure that the body bears out; a rounded one is fine: nearly 40 percent for 39.6"
_TURNED: Final = "say in the headline what the text says: one of the two goes the wrong way"
_ONLY_APART: Final = (None, "names", "source", "time", "tentative")
_HEADLINES: Final = 3  # sentences at the top of an article among which its headlines are
_MOST_BEHIND: Final = 60  # later figures of its kind that one in a headline or lead is held against
_TENFOLD: Final = 10.0
_COMPARED: Final = re.compile(r"\b(?:against|compared\s+(?:with|to)|instead\s+of|rather\s+than)\s+(?:the\s+|an?\s+)?\Z")
"""What stands before the other of two figures that a lead itself sets side by side."""
_RATIO: Final = 3  # a headline sums up one mention: its value may be further off than that of two chance mentions


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the figures of headline and lead that no figure behind them supports, and one contradicts."""
    sentences = marked_sentences(analysis, report)
    headed = has_headline(sentences)
    for group in mentions_by_kind(figure_mentions(analysis, report)).values():
        told: set[float] = set()
        others = rivals(group)
        for place, summary in enumerate(group):
            if not _summarises(summary) or summary.figure.value in told:
                continue
            told.add(summary.figure.value)
            later = group[place + 1 : place + 1 + _MOST_BEHIND]
            behind = [mention for mention in later if _is_behind(mention, summary, headed=headed)]
            other = _contradicting(summary, behind, others=others)
            if other is not None:
                yield _fault(summary, other)
    yield from _runs(sentences)
    for (change, head), (back, there) in reversals(sentences):
        line = where(there.claims[0], there, here=head.claims[0])
        message = f"“{change.text}” in the headline, but “{back.text}” {line}"
        yield Fault(change.start, change.end, message, help=_TURNED, beside=(back.start, back.end))


def _runs(sentences: Sequence[MarkedSentence]) -> Iterator[Fault]:
    """Yield the runs of a headline (sixth straight win) that the text counts otherwise, and nowhere as the headline does."""
    heads = [(streak, one) for one in sentences[:_HEADLINES] if one.in_headline for streak in _in(one)]
    body = [(streak, one) for one in sentences if heads and not one.in_headline for streak in _in(one)]
    found: dict[str, list[tuple[Streak, MarkedSentence]]] = {}
    for streak, marked in heads + body:
        found.setdefault(streak.kind, []).append((streak, marked))
    for (head, marked), *behind in found.values():
        values = {streak.value for streak, _ in behind}
        if marked.in_headline and len(values) == 1 and head.value not in values and min(values) > 1:
            other, there = behind[0]
            line = there.claims[0].where.line
            said = f"{marked.article[other.start : other.end]} in {f'line {line}' if line else 'the body'}"
            message = f"{marked.article[head.start : head.end]} in the headline, but {said}"
            yield Fault(head.start, head.end, message, help=_HELP)


def _in(marked: MarkedSentence) -> Iterator[Streak]:
    return streaks(marked.article, marked.start, end=marked.end)


def _summarises(mention: FigureMention) -> bool:
    """Return whether a figure stands in the headline or the lead; a first paragraph without a headline is one of the two."""
    if _COMPARED.search(mention.marked.article[: mention.figure.start][-30:]):
        return False
    aged = mention.figure.sign == "g"  # another person's, in a lead that tells of several
    return mention.marked.in_headline or (mention.figure.section in ("lead", "headline") and not aged)


def _is_behind(mention: FigureMention, summary: FigureMention, *, headed: bool) -> bool:
    """Return whether a figure stands behind the summary: behind a headline, or in the body behind the lead."""
    if mention.marked.index <= summary.marked.index:
        return False
    if summary.marked.in_headline or mention.figure.section == "body":
        return True
    return not headed and (summary.figure.section, mention.figure.section) == ("headline", "lead")


def _contradicting(summary: FigureMention, behind: Sequence[FigureMention], *, others: int) -> FigureMention | None:
    """Return the figure that contradicts the summary's, None where any figure, or a sum in one sentence, bears it out."""
    turned = next((mention for mention in behind if _turns(summary, mention)), None)
    borne_out = any(both_hold(summary.figure, mention.figure) for mention in behind) or added_up(
        summary.figure.value, sums_of(behind)
    )
    if turned is not None or borne_out:
        return turned
    return next((mention for mention in behind if _same(summary, mention, others=others)), _only(summary, behind))


def _only(summary: FigureMention, behind: Sequence[FigureMention]) -> FigureMention | None:
    """Return the first of the mentions behind a headline that all have one value, in one word or event with it: nothing else can be meant."""
    whole = [mention for mention in behind if not mention.partial]
    one_value = len({mention.figure.value for mention in whole}) == 1
    if not (summary.marked.in_headline and one_value) or is_slip(summary.figure, whole[0].figure):
        return None
    apart = apart_in(summary, whole[0], summary=True)
    near = ratio(summary.figure, whole[0].figure) <= _RATIO and touches(summary, whole[0])
    return whole[0] if near and apart in _ONLY_APART else None


def _turns(summary: FigureMention, mention: FigureMention) -> bool:
    """Return whether the same change goes up in one place and down in the other."""
    opposite = {summary.direction, mention.direction} == {"up", "down"}
    if not opposite or summary.figure.value != mention.figure.value or summary.figure.sign not in "pxmu":
        return False
    return touches(summary, mention) or bool(shared_words(summary, mention) or summary.names & mention.names)


def _same(summary: FigureMention, mention: FigureMention, *, others: int) -> bool:
    """Return whether a figure is of what the headline or lead sums up, and near enough to be meant as its value."""
    vague = is_vague(summary.figure) or is_vague(mention.figure)
    same_event = summary.event is not None and summary.event == mention.event
    times = ratio(summary.figure, mention.figure)
    near = vague or same_event or times <= _RATIO or times == _TENFOLD or confused(summary.figure, mention.figure)
    if not near or both_hold(summary.figure, mention.figure) or is_slip(summary.figure, mention.figure):
        return False
    return same(summary, mention, rivals=others, summary=True)


def _fault(summary: FigureMention, other: FigureMention) -> Fault:
    place = "in the headline" if summary.marked.in_headline else "in the lead"
    there = where(other.figure.claim, other.marked, here=summary.figure.claim)
    directions = f", {summary.direction}," if summary.figure.value == other.figure.value else ""
    back = f", {other.direction}," if directions else ""
    message = f"{summary.figure.text}{directions} {place}, but {other.figure.text}{back} {there}"
    return summary.figure.fault(message, help=_HELP, beside=(other.figure.start, other.figure.end))


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
