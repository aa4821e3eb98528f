"""CC407: a weekday, an age or a duration that does not follow from the dates beside it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from claimcheck.analysis import Analysis
from claimcheck.lint.calendar import ages, anniversaries, durations
from claimcheck.lint.calendar.days import WEEKDAYS, Written, written_days
from claimcheck.lint.calendar.periods import published
from claimcheck.lint.numbers import marked_sentences
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_NEAR: Final = datetime.timedelta(days=45)
"""A weekday and a day without a year that lie this close to publication are of its year; farther off, of one that fits."""
_WEEK: Final = datetime.timedelta(days=7)
"""A day this close to publication is that of this year, whatever other years stand around."""
_BEHIND: Final = re.compile(
    rf",? \(?(?:which (?:was|is|falls on) |was |is |fell on |falls on )?an? (?P<weekday>{'|'.join(WEEKDAYS)})\b"
)
_YEAR_IN_TEXT: Final = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_AROUND: Final = 150  # characters around a day in which another year may be that of the day
_HINTS: Final = re.compile(
    r"\b(?:born|first|anniversary|died|lasted|took|founded|established|opened|built|not since|celebrat\w+|mark\w*|worst|"
    r"last)\b|\(<t|\b(?:the|those|these|all|that) (?:\w+ )?<t",
    re.IGNORECASE,
)

_FAR_BACK = 12  # sentences in which the dates of a closure stand that its length is told of again


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield weekdays, ages and durations that the calendar contradicts."""
    today = published(report)
    yield from _weekdays(report, today=today)
    sentences = marked_sentences(analysis, report)
    seen: list[tuple[int, int]] = []
    for place, marked in enumerate(sentences):
        if len(marked.times) > 1 or (marked.times and _HINTS.search(marked.masked.text)):
            earlier = [one.masked for one in sentences[max(place - 2, 0) : place] if one.masked.text]
            later = sentences[place + 1 : place + 1 + anniversaries.FAR]
            found = [*durations.disagreements(marked.masked, earlier, today=today)]
            found += durations.during(
                marked.masked, [one.masked for one in sentences[max(place - _FAR_BACK, 0) : place]]
            )
            found += durations.lasting(marked.masked, [one.masked for one in later])
            found += anniversaries.disagreements(marked.masked, later, today=today)
            yield from _faults(found, claim=marked.claims[0].id, seen=seen)
    yield from _faults(ages.disagreements(analysis, sentences, today=today), claim=None, seen=seen)


def _faults(found: Iterable[Fault], *, claim: str | None, seen: list[tuple[int, int]]) -> Iterator[Fault]:
    """Yield the disagreements that end in no other one: two patterns may find the same age."""
    for one in found:
        if any(start <= one.start < end or start < one.end <= end for start, end in seen):
            continue
        seen.append((one.start, one.end))
        yield replace(
            one, claim_id=one.claim_id or claim, help="look up the dates, and count again", severity="warning"
        )


def _weekdays(report: Report, *, today: datetime.date | None) -> Iterator[Fault]:
    """Yield days that fall on another weekday than the one written before them."""
    for written in written_days(report):
        day = _with_weekday(written, report.text)
        if day.weekday is not None and day.exists and (right := _right_weekday(report.text, day, today=today)):
            is_a = f"is a {WEEKDAYS[right.weekday()]}, not a {WEEKDAYS[day.weekday]}"
            message = f"{right.strftime('%B')} {right.day}, {right.year}, {is_a}"
            yield Fault(day.start, day.end, message, help="one of weekday, day and year is wrong: look the date up")


def _with_weekday(day: Written, text: str) -> Written:
    """Return the day with the weekday that is said behind it: ``June 3, 2026, a Monday``."""
    match = _BEHIND.match(text, day.end) if day.weekday is None else None
    return replace(day, weekday=WEEKDAYS.index(match["weekday"]), end=match.end()) if match else day


def _right_weekday(text: str, day: Written, *, today: datetime.date | None) -> datetime.date | None:
    """Return the day as it must be meant where its weekday is another, None where it fits or cannot be known."""
    if day.year is not None:
        own = day.date()
        return own if own and own.weekday() != day.weekday else None
    if today is None:
        return None
    around = text[max(day.start - _AROUND, 0) : day.end + _AROUND]
    dates = [date for year in (today.year - 1, today.year, today.year + 1) if (date := day.date(year))]
    nearest = min(dates, key=lambda date: abs(date - today))
    years = _YEAR_IN_TEXT.findall(around) if abs(nearest - today) > _WEEK else ()
    named = {date for year in years if (date := day.date(int(year)))}
    meant = {nearest, *named, *(dates if abs(nearest - today) > _NEAR else ())}
    return None if any(date.weekday() == day.weekday for date in meant) else nearest


RULE = Rule(
    id="CC407",
    name="calendar",
    severity="error",
    what="What the calendar contradicts: a weekday that a date does not fall on (its year given, or near the day of publication), an "
    "age that does not follow from the year of birth, even in another sentence, a duration that is not the time between its two "
    "dates, and a `first in N years` or an anniversary that the year of the last one or of the event belies.",
    why="Dates are checked by readers with a diary. One wrong date makes the record wrong for whoever searches it later.",
    fires="published: 2026-03-04\n\nThe council met on Monday, March 3, and approved the plan.",
    passes="published: 2026-03-04\n\nThe council met on Tuesday, March 3, and approved the plan.",
    instead="Look up the weekday; count from the dates, not from memory.",
    reference="The Associated Press Stylebook, “days of the week”, “dates” and “ages”",
    find=find,
)
