"""Date expressions of English text: where they are, and what they mean in ISO 8601 and EDTF.

``scan`` finds them in running text, ``parse`` reads one, ``resolve`` places it on the calendar, ``dateline`` finds an
article's own date. Patterns of our own over lexemes (``dates_lex``), no search library: those guess a date into every
``may`` and ``second``.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lang.dates.match import matches
from claimcheck.lang.dates.values import Day, Interval, Season, Shift, Tense, Weekday, When, resolve

__all__ = [
    "Expression", "Tense", "When", "dateline", "day_named", "is_narrative", "needs_tense", "parse", "resolve", "scan",
]  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at ``start:end`` in code points; ``rule`` names the pattern that found it."""

    start: int
    end: int
    when: When
    rule: str


def scan(text: str) -> Iterator[Expression]:
    """Yield the date expressions of ``text`` in order, prepositions and possessive 's left out; they do not overlap."""
    for hit, rule, when in matches(text):
        yield Expression(hit.lexemes.starts[hit.start], hit.lexemes.ends[hit.end - 1], when, rule)


def parse(text: str) -> When | None:
    """Return what ``text`` means where all of it is one date expression, else ``None``."""
    stripped = text.strip()
    found = list(scan(stripped))
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(stripped)):
        return found[0].when
    return None


def needs_tense(when: When) -> bool:
    """Return whether the tense of the clause can change what ``when`` resolves to."""
    match when:
        case Day(year=None, which=None, shift=None, event=None) | Season(which=None):
            return True
        case Weekday(which=None, week=None) | Weekday(which=0):
            return True
        case Interval(first, last):
            return needs_tense(first) and needs_tense(last)
    return getattr(when, "unit", "") == "weekend" or (hasattr(when, "first") and getattr(when, "year", 0) is None)


def is_narrative(when: When) -> bool:
    """Return whether ``when`` counts from the time that the text named before it: the previous year."""
    return isinstance(when, Shift) and when.narrative


def day_named(value: str | None) -> datetime.date | None:
    """Return a day inside of the year, month or day that ``value`` is, ``None`` for every other value."""
    match = _NAMED.fullmatch(value or "")
    if match is None:
        return None
    return datetime.date(int(match[1]), int(match[2] or 7), int(match[3] or 15))


_NAMED: Final = re.compile(r"([12]\d{3})(?:-([01]\d)(?:-([0-3]\d))?)?(?:T.*)?")
# How far into a text its own date is looked for, in characters and in lines not blank: behind title and byline.
_HEAD: Final = 1200
_HEAD_LINES: Final = 6
_LABEL: Final = re.compile(
    r"(?:date(?:line)?|publication date|(?:first |originally |last )?(?:published|posted|updated|modified))"
    r"\s*(?:on|at)?\s*[:\-–]?\s*",
    re.IGNORECASE,
)
# A dateline's place and agency: ISLAMABAD, Mar 03, 2022: or LOS ANGELES (Reuters), May 2, 2019 —
_PLACE: Final = re.compile(r"[^\W\d_a-z][^\n:;!?\"“”]{0,60}?[,(/]\s*$")
_AFTER_DATE: Final = re.compile(r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:[-–—:]|//)")
# 04/03/2026: April in one country, March in another.
_AMBIGUOUS: Final = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])/\d{2,4}")
# What may stand beside a date in its own line: a byline, a clock time, a zone, separators.
_BESIDE: Final = re.compile(
    r"\bby\s[^\d\n|·•]{2,60}|[|·•,/–—-]|\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|\b(?-i:[A-Z]{2,4})\b|\b(?:at|on)\b",
    re.IGNORECASE,
)


def dateline(text: str) -> str | None:
    """Return the ISO date that the head of an article states as its own, ``None`` where none is complete with its year.

    Read are a label (``Published: 4 March 2026``, ``date 2026-03-04``), a line that is a date but for byline and clock,
    and a dateline (``ISLAMABAD, March 3, 2022:``). A date in a sentence is not the article's.
    """
    lines = [line for line in text[:_HEAD].splitlines() if line.strip()][:_HEAD_LINES]
    for number, line in enumerate(lines):
        for found in scan(line):
            value = None if _AMBIGUOUS.fullmatch(line[found.start : found.end]) else _whole_date(found.when)
            if value is not None and _is_own(line, found, first=number == 0):
                return value
    return None


def _whole_date(when: When) -> str | None:
    if not isinstance(when, Day) or when.year is None or when.day is None:
        return None
    value = resolve(when, anchor=None)
    return None if value is None else value[:10]


def _is_own(line: str, found: Expression, *, first: bool) -> bool:
    """Return whether the date at ``found`` dates the article: labelled, alone in its line, or in a dateline."""
    before, after = line[: found.start], line[found.end :]
    label = _LABEL.match(before.lstrip())
    if label is not None and not before.lstrip()[label.end() :].strip():
        return True
    if not _BESIDE.sub("", before).strip() and not _BESIDE.sub("", after).strip():
        return True
    if not before.strip():
        return first and _AFTER_DATE.match(after) is not None
    return _PLACE.fullmatch(before) is not None and _AFTER_DATE.match(after) is not None
