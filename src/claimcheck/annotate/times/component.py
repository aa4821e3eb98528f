"""Times: dates, clock times, periods, durations and sets, with their ISO 8601 or EDTF value.

The patterns are ``claimcheck.lang.dates``; this module leaves out what is part of a name and places the rest on the
calendar, by the publication date, the tense of the clause, and for ``the previous year`` the year named just before.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from claimcheck.annotate import groups
from claimcheck.annotate.times.tense import tense
from claimcheck.lang import dates

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

# Rules whose words also stand in names: Fox News Sunday, April Ryan, the Daily Mail. A year in a name is a time.
_NAMELIKE: Final = frozenset(("weekday", "month", "set", "reference", "season", "day", "unit", "weekend", "clock"))
_NOUNS: Final = frozenset(("NN", "NNS", "NNP", "NNPS"))
_PAPERS: Final = frozenset(("daily", "weekly", "monthly", "quarterly"))  # as nouns: a local daily
_NAMES: Final = frozenset(("PERSON", "ORG", "MISC"))
# Characters within which "the previous year" is the one before the year named last: about two sentences.
_NARRATIVE: Final = 300
# Characters and time within which a story goes on in the year that it named.
_TOLD, _SOON = 600, datetime.timedelta(days=92)
_QUOTED: Final = frozenset(("“”", "‘’", '""', "''"))
_YEARLESS: Final = frozenset(("month", "day"))
_MONTH: Final = re.compile(r"(?:XXXX|\d{4})-(\d\d)(-\d\d)?")
_YEAR: Final = re.compile(r"\d{4}|['’]\d\d")
_DATED: Final = re.compile(r"(\d{4})-\d\d")
_JOINT: Final = re.compile(r"(?: (to|until|till|through) | ?([-–]) ?|,? and |,? or |, )")


@dataclasses.dataclass(frozen=True, slots=True)
class Time:
    """A time at ``start:end`` in code points; ``value`` is ISO 8601 or EDTF, ``None`` if it needs an unknown date."""

    start: int
    end: int
    value: str | None
    why: dict[str, Any]


def find_times(doc: Doc) -> list[Time]:
    """Return the times of ``doc`` in order; relative ones are resolved against ``doc.user_data["published"]``."""
    return _dated_alike(groups.text_of(doc), list(_times(doc)))


def _dated_alike(text: str, found: list[Time]) -> list[Time]:
    """Return ``found`` with the year of a date on those that lead up to it: from August until December 2017."""
    year, month, start = 0, 0, -1  # of the date behind
    for place in range(len(found) - 1, -1, -1):
        time = found[place]
        bare = time.why["rule"] in _YEARLESS and not _YEAR.search(text, time.start, time.end)
        dated = _MONTH.fullmatch(time.value or "") if bare else None
        joint = _JOINT.fullmatch(text, time.end, start) if dated and start >= time.end else None
        if dated and joint and (joint[1] or joint[2] or not dated[2] or int(dated[1]) <= month):
            year -= int(dated[1]) > month
            found[place] = dataclasses.replace(time, value=f"{year}-{dated[1]}{dated[2] or ''}")
        elif (full := _DATED.match(time.value or "")) is None or full[1] not in text[time.start : time.end]:
            start = -1
            continue
        else:
            year = int(full[1])
        month, start = int((found[place].value or "")[5:7]), time.start
    return found


def _times(doc: Doc) -> Iterator[Time]:
    anchor, text = _published(doc), groups.text_of(doc)
    named: tuple[int, datetime.date] | None = None
    told_of = (-_TOLD, datetime.date.min)  # where the last day of a story ends, and the day
    for found in dates.scan(text):
        span = doc.char_span(found.start, found.end, alignment_mode="expand")
        if span is None or _in_name(span, rule=found.rule) or _is_title(text, found.start, found.end):
            continue
        start = span[1].idx if len(span) > 1 and span[0].pos_ == "VERB" else found.start  # it will last three years
        why: dict[str, Any] = {"by": "rule", "rule": found.rule, "cue": text[found.start : found.end], "score": 1.0}
        told = None
        if anchor is not None and dates.needs_tense(found.when):
            told = tense(doc, span.start, end=span.end)
            why["tense"] = told
        if dates.is_narrative(found.when):
            near = named is not None and found.start - named[0] < _NARRATIVE
            value = dates.resolve(found.when, anchor=named[1] if near and named is not None else None)
        else:
            value = dates.resolve(found.when, anchor=anchor, tense=told)
            day = dates.day_named(value)
            if found.rule == "day" and day is not None and anchor is not None:
                dated = _YEAR.search(text, found.start, found.end) is not None
                near = not dated and told != "future" and found.start - told_of[0] < _TOLD
                going_on = _going_on(day, told_of[1]) if near else None
                if going_on is not None:
                    day, value = going_on, going_on.isoformat() + (value or "")[10:]
                if dated or going_on is not None:
                    told_of = (found.end, day)
            named = named if day is None else (found.end, day)
        yield Time(start, found.end, value, why)


def _going_on(day: datetime.date, since: datetime.date) -> datetime.date | None:
    """Return the day in the year in which it follows soon on ``since``: a fall on December 16, 2010, a return on December 27."""
    try:
        days = [day.replace(year=since.year), day.replace(year=since.year + 1)]
    except ValueError:  # of a leap year
        return None
    return next((one for one in days if datetime.timedelta(0) <= one - since <= _SOON), None)


def _published(doc: Doc) -> datetime.date | None:
    """Return the publication date, ``None`` where there is none or it is no ISO date."""
    try:
        return datetime.date.fromisoformat(str(doc.user_data.get("published"))[:10])
    except ValueError:
        return None


def _is_title(text: str, start: int, end: int) -> bool:
    """Return whether a year stands alone in quotation marks: the film “1917”."""
    return f"{text[start - 1 : start]}{text[end : end + 1]}" in _QUOTED and text[start:end].isdigit()


def _in_name(span: Span, *, rule: str) -> bool:
    """Return whether ``span`` is a piece of a longer name, or a paper (a local daily)."""
    if rule not in _NAMELIKE:
        return False
    doc, first, last = span.doc, span[0], span[-1]
    if rule == "set" and last.lower_ in _PAPERS and last.tag_ in _NOUNS:
        return last.i + 1 == len(doc) or doc[last.i + 1].tag_ not in _NOUNS
    if last.ent_type_ not in _NAMES or not last.text[:1].isupper():
        return False
    return first.ent_iob_ == "I" or (last.i + 1 < len(doc) and doc[last.i + 1].ent_iob_ == "I")


times = groups.component("times", find_times)
