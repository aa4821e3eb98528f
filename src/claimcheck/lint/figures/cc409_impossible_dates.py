"""CC409: a day that the calendar lacks, or a date after publication that is told as past."""

from __future__ import annotations

import datetime
import re
from calendar import month_name
from collections.abc import Iterator, Sequence

from claimcheck.analysis import Analysis, Word
from claimcheck.lint.calendar.days import Written, days_in, written_days
from claimcheck.lint.calendar.periods import period, published
from claimcheck.lint.calendar.tenses import clause, leads_ahead, looks_ahead, stands_before_noun, told_as_past, top
from claimcheck.lint.numbers import MarkedSentence, marked_sentences
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report, Time

_SLACK = datetime.timedelta(days=1)  # it is tomorrow already on the other side of the date line
_LONGEST = 31
_OLDEST = 1980
_MOST = 2
"""A publication date older than this, or one that more dates than these lie behind, is itself the wrong one: it was read from the
head of the text, and is that of a birth."""
_NEXT = 2  # years from publication on in which a bare year is a slip; next year's is mostly a plan told in few words
# In June 31 people: what follows a date is punctuation, a year or a function word, not the noun that a number counts.
_AFTER_DATE = re.compile(
    r"\s*(?:$|[.,;:!?)\]\"”’'—–-]|\n|(?:and|or|but|the|a|an|at|in|on|to|by|with|when|after|before|because|as|for|from|near|"
    r"against|under|over|during|he|she|it|they|we|his|her|its|their|was|were|is|has|had|will|would|who|which|that|while|until|"
    r"through|along|about|between|citing|saying|following|despite|amid|without|this|last|next|of)\b)"
)
# Founded in 2047: the year is that of the verb, whatever the rest of the sentence says.
_DIRECT = re.compile(
    r"\b(?:founded|born|died|established|opened|built|joined|married|elected|launched|arrested|killed|retired|moved|fired|"
    r"convicted|bought) in $"
)
_WHEN = re.compile(r"\b(?:in|since|during|early|late|mid)[ -]$", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"\b(?:on|until|by|from|since|before|after|to|through|till|dated|and|of|for)\s*(?:the\s)?$", re.IGNORECASE
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield days that do not exist, and dates to come that the article tells as past."""
    yield from _impossible(report)
    today = published(report)
    if today is None or today.year < _OLDEST:
        return
    ahead = [fault for marked in marked_sentences(analysis, report) for fault in _to_come(marked, today=today)]
    if len(ahead) <= _MOST:
        yield from ahead


def _impossible(report: Report) -> Iterator[Fault]:
    for day in written_days(report):
        if day.exists or not _is_date(report.text, day):
            continue
        message = f"{report.text[day.start : day.end]} is no day of the calendar: {_why(day)}"
        yield Fault(day.start, day.end, message, help="look the date up again, and the month as well as the day")


def _is_date(text: str, day: Written) -> bool:
    """Return whether a number beside a month is meant as a day: ``In June 31 people`` is none."""
    if day.numeric or day.year or day.weekday is not None or day.ordinal:
        return day.numeric or day.year is not None or 0 < day.day < 100  # noqa: PLR2004
    if not day.month_first:
        return day.day <= _LONGEST or _BEFORE_DATE.search(text, max(day.start - 12, 0), day.start) is not None
    if _BEFORE_DATE.search(text[max(day.start - 12, 0) : day.start]):
        return True
    behind = _AFTER_DATE.match(text, day.end) is not None
    return behind and day.day <= _LONGEST and not text[max(day.start - 4, 0) : day.start].lower().endswith("in ")


def _why(day: Written) -> str:
    if not 1 <= day.month < len(month_name):
        return f"there is no month {day.month}"
    in_year = f" in {day.year}" if day.year and day.month == 2 else ""  # noqa: PLR2004
    return f"{month_name[day.month]} has {days_in(day.month, day.year)} days{in_year}"


def _to_come(marked: MarkedSentence, *, today: datetime.date) -> Iterator[Fault]:
    """Yield the times of a sentence that lie after publication and are told as past: notes, all of five were pages that grew later."""
    for time in marked.times if marked.masked.text else ():  # a table read as one sentence tells nothing
        days, words = period(time.value), marked.words
        if days is None or days[0] - today <= _SLACK or not _is_dated(time):
            continue
        before = marked.article[marked.start : time.start]
        place = top(words, time.start, time.end)
        soon = time.text.isdecimal() and days[0].year < today.year + _NEXT
        if place is None or soon or not _places(time, before, words=words) or leads_ahead(words, time.start):
            continue
        # A bare year is a slip only where nothing in the sentence looks ahead; a day is what its own clause says.
        wide = time.text.isdecimal() and not _DIRECT.search(before)
        around = [word for word in (words if wide else clause(words, place)) if not time.start <= word.start < time.end]
        if not looks_ahead(around) and told_as_past(words, place):
            message = f"{time.text} is told as past, but the article is dated {today.isoformat()}"
            advice = "correct the date, or say that it lies ahead"
            yield Fault(time.start, time.end, message, marked.claims[0].id, help=advice, severity="note")


def _places(time: Time, before: str, *, words: Sequence[Word]) -> bool:
    """Return whether the time says when, and is no name or part of one: ``in 2062``, not ``the 2062 plan``."""
    if time.text.isdecimal():
        return _WHEN.search(before) is not None
    return not stands_before_noun(words, time.start, time.end)


def _is_dated(time: Time) -> bool:
    """Return whether the time names its year itself, so that nothing had to be guessed; a fiscal year begins early."""
    return re.search(r"\b(?:1\d|2[01])\d\d\b", time.text) is not None and "fiscal" not in time.text.lower()


RULE = Rule(
    id="CC409",
    name="impossible-date",
    severity="error",
    what="A day that the calendar does not have (`Feb. 30`, `31 June`, February 29 of a year that is no leap year), and a date "
    "with its year after the day of publication that is told as past.",
    why="The date is wrong, and with it whatever hangs on it: who was in office, which law held, what came first.",
    fires="published: 2026-03-04\n\nIn 2062 the town bought the harbor, and on Feb. 30 the mayor resigned.",
    passes="published: 2026-03-04\n\nIn 2006 the town bought the harbor, and on Feb. 28 the mayor resigned.",
    instead="Look the date up; for what lies ahead, write that it is planned, due or expected.",
    reference="The Associated Press Stylebook, “dates” and “months”",
    find=find,
)
