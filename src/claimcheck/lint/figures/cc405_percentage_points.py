"""CC405: percent where percentage points are meant: a rise from 5 to 7 percent is one of 2 points, or of 40 percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.arithmetic import points
from claimcheck.lint.numbers import MarkedSentence, Value, marked_sentences
from claimcheck.lint.numbers.readings import plain
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_PERCENT = re.compile(r"(?<=\w)([ -]?)(?:per ?cent\b\.?|pct\b\.?|%)", re.IGNORECASE)
_QUALIFIES = re.compile(r"\b(?:an?|the|this|that|its|their|another)\s(?:[a-z]+\s)?\Z")
_BEFORE = 30  # characters before a figure in which its article stands: a 2 percent increase


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the percentages that are the difference of two others, and called a change in percent."""
    before: MarkedSentence | None = None
    for marked in marked_sentences(analysis, report):
        if not any(figure.sign == "p" for figure in marked.figures):
            continue
        seen: set[int] = set()
        for amount, first, last, between in points(marked, before):
            if amount.start not in seen:
                seen.add(amount.start)
                article = marked.article[max(amount.start - _BEFORE, 0) : amount.start]
                yield _fault(amount, first, last=last, between=between, before=article)
        before = marked


def _fault(amount: Value, first: Value, *, last: Value, between: bool, before: str) -> Fault:
    low, high = sorted((first.value, last.value))
    difference, relative = plain(high - low), plain((high - low) / first.value * 100)
    points = "percentage point" if difference == "1" else "percentage points"
    pair = f"between {first.text} and {last.text}" if between else f"from {first.text} to {last.text}"
    message = f"{amount.text} here, but {pair} it is {difference} {points} ({plain(high)} - {plain(low)})"
    of_first = f", or {relative} percent ({difference} / {plain(first.value)})"
    found = _PERCENT.search(amount.text)
    one = amount.value == 1 or _QUALIFIES.search(before) is not None
    written = f"percentage{found[1] or ' '}point{'' if one else 's'}" if found else ""
    fix = f"{amount.text[: found.start()]}{found[1] or ' '}{written}{amount.text[found.end() :]}" if found else None
    return amount.fault(message if between else message + of_first, help=f"write {difference} {points}", fix=fix)


RULE = Rule(
    id="CC405",
    name="percent-for-points",
    severity="error",
    what="The difference of two percentages that is called a change, a lead or a gap in percent, where it counts percentage points.",
    why="Five to seven percent is a rise of 2 percentage points and of 40 percent. Called 2 percent, it is twenty times too small.",
    fires="Unemployment rose from 5 percent to 7 percent, a 2 percent increase.",
    passes="Unemployment rose from 5 percent to 7 percent, an increase of 2 percentage points.",
    instead="Write `2 percentage points`, or the change in percent of the first value: `40 percent`.",
    reference="The Associated Press Stylebook, “percent, percentage, percentage points”; "
    "Sarah Cohen, “Numbers in the Newsroom” (Investigative Reporters and Editors)",
    find=find,
)
