"""Days of the calendar as they are written in a text: with or without weekday and year, whether or not they exist."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claimcheck.lang.patterns import Pattern
from claimcheck.lang.vocabulary import months
from claimcheck.lint.passages import per_article
from claimcheck.report import Report

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ABBREVIATED: Final = tuple(name[:3] for name in WEEKDAYS)
_MONTHS: Final = 12
_LEAP: Final = 2000  # a day without its year exists if it does in a leap year
_WEEKDAY: Final = (
    r"(?P<weekday>Mon(?:day|\.)?|Tue(?:s(?:day|\.)?|\.)?|Wed(?:nesday|\.)?|Thu(?:r(?:s(?:day|\.)?|\.)?|\.)?|"
    r"Fri(?:day|\.)?|Sat(?:urday|\.)?|Sun(?:day|\.)?)"
)
_MONTH: Final = "(?P<month>(?&Month))"
_YEAR: Final = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)(?!\d|,\d|\.\d)"
_WEEKDAY_BEFORE: Final = rf"(?:\b{_WEEKDAY}(?:,? the |, |,? ?\(| (?:morning|afternoon|evening|night), | ))?"
_MONTH_FIRST: Final = Pattern(
    rf"{_WEEKDAY_BEFORE}(?<![\w-]){_MONTH} (?:the )?(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?![\d:%/]|[.,]\d|-\w)(?:(?:,| of)? {_YEAR})?"
)
_DAY_FIRST: Final = Pattern(
    rf"{_WEEKDAY_BEFORE}(?<![\w.,/$£€-])(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?: of)? {_MONTH}(?!\w)(?:,? {_YEAR})?"
)
# The other end of a range within one month: June 28 to 31, between Nov. 15 and 31.
_RANGE: Final = Pattern(
    rf"(?<![\w-]){_MONTH} \d{{1,2}}(?P<link> ?[-–] ?| to | through | until | and | or )(?P<day>\d{{1,2}})(?![\d:%/]|"
    rf"[.,]\d|-\w)(?=[.,;)]|$|\s*\n|,? (?:{_YEAR}|at|in|on|for|and|when|after|because)\b)"
)
_ISO: Final = re.compile(r"(?<![\w./-])(?P<year>1[89]\d\d|20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?![\w/]|-\d)")
_NUMERIC: Final = re.compile(
    r"(?<![\w./-])(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>1[89]\d\d|20\d\d)(?![\w/]|[.-]\d)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it is written at ``start:end``. ``month`` counts from 1, ``weekday`` from 0 for Monday."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None
    ordinal: bool = False
    month_first: bool = False
    numeric: bool = False

    @property
    def exists(self) -> bool:
        """Whether the calendar has that day, in the year given or in some year."""
        return 1 <= self.month <= _MONTHS and 1 <= self.day <= monthrange(self.year or _LEAP, self.month)[1]

    def date(self, year: int | None = None) -> datetime.date | None:
        """Return the day in its own year, or else in ``year``; None where there is no such day."""
        try:
            return datetime.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


@per_article
def written_days(report: Report) -> tuple[Written, ...]:
    """Return the days of the month that an article writes, those with a month's name first, each group in text order."""
    return tuple(_written(report.text))


def _written(text: str) -> Iterator[Written]:
    last = -1
    patterns = ((_MONTH_FIRST, True), (_DAY_FIRST, False))
    found = [_named(match, month_first=first) for pattern, first in patterns for match in pattern.finditer(text)]
    for day in sorted(found, key=lambda day: (day.start, -day.end)):
        if day.start >= last:
            last = day.end
            yield day
    for match in _RANGE.finditer(text):
        lone = match["link"] not in (" and ", " or ")
        if lone or text[max(match.start() - 8, 0) : match.start()].endswith(("between ", "on ")):
            year = int(match["year"]) if match["year"] else None
            yield Written(*match.span(), months()[match["month"].lower()], int(match["day"]), year, None, ordinal=True)
    for match in _ISO.finditer(text):
        yield Written(*match.span(), int(match["number"]), int(match["day"]), int(match["year"]), None, numeric=True)
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
        pairs = ((second, first), (first, second))
        both = [Written(*match.span(), month, number, year, None, numeric=True) for month, number in pairs]
        yield next((one for one in both if one.exists), both[0])


def _named(match: re.Match[str], *, month_first: bool) -> Written:
    return Written(
        *match.span(),
        month=months()[match["month"].lower()],
        day=int(match["day"]),
        year=int(match["year"]) if match["year"] else None,
        weekday=_ABBREVIATED.index(match["weekday"][:3]) if match["weekday"] else None,
        ordinal=bool(match["th"]),
        month_first=month_first,
    )


def days_in(month: int, year: int | None) -> int:
    """Return how many days the month has, at most, where the year is not known."""
    return monthrange(year or _LEAP, month)[1]
