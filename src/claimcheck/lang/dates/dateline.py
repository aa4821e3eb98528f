"""The date that an article states as its own: in a label, alone in its line, or in a dateline."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.lang.dates.calendar import resolve
from claimcheck.lang.dates.scanning import Expression, scan
from claimcheck.lang.dates.when import Day, When

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
