"""CC403: figures of a sentence, or of two that follow each other, that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.analysis import Analysis
from claimcheck.lint.arithmetic import wrong
from claimcheck.lint.numbers import NO_FIGURES, MarkedSentence, Value, marked_sentences
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report, Time

_SHARED: Final = re.compile(r"\b(?:each|apiece|remaining|other|rest)\b|^(?:That|This|It)\b", re.IGNORECASE)
_LEAST: Final = 2  # figures that there must be; a fall by more than 100 percent is one


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the figures that cannot be right beside the others of their sentence."""
    earlier = [NO_FIGURES, NO_FIGURES]
    for marked in marked_sentences(analysis, report):
        sentence, last = marked.masked, earlier
        earlier = [sentence, earlier[0]]
        alone = len(sentence.figures) + len(sentence.times) < _LEAST
        if alone and not (marked.changes or _SHARED.search(sentence.text)):
            continue
        seen: set[int] = set()
        for figures, message in wrong(sentence, last):
            here = [figure for figure in figures if figure.start >= marked.start]
            if figures[0].start not in seen:
                seen |= {figure.start for figure in figures}
                yield _fault(marked, here, message=message)


def _fault(marked: MarkedSentence, figures: Sequence[Value | Time], *, message: str) -> Fault:
    """Return the fault from the first figure to the last: which of them is wrong the article cannot say."""
    start, end = min(figure.start for figure in figures), max(figure.end for figure in figures)
    before = [change for change in marked.changes if change.end <= start and start - change.end <= len(" from ")]
    return Fault(
        before[-1].start if before else start,
        end,
        message,
        claim_id=marked.claim_at(figures[0].start).id,
        help="do the sum again from the source's own figures, and correct the one that is wrong",
    )


RULE = Rule(
    id="CC403",
    name="arithmetic",
    severity="error",
    what="Figures of a sentence, or of two, that do not add up: parts and their total, a part and its share of the whole, a change from one "
    "value to another and its percentage, shares of one whole above 100 percent, an average outside of its range, a fall by more "
    "than all, a product, a margin that is not the difference. What the written digits leave open is allowed for.",
    why="Any reader with a calculator finds it, and trusts the other figures no more.",
    fires="The firm's profit rose from $100 million to $150 million, up 60 percent.",
    passes="The firm's profit rose from $100 million to $150 million, up 50 percent.",
    instead="Work it out again from the source's figures. Where a list is not whole, or answers overlap, say so.",
    reference="Sarah Cohen, “Numbers in the Newsroom” (Investigative Reporters and Editors); "
    "The Associated Press Stylebook, “percent, percentage, percentage points”",
    find=find,
)
