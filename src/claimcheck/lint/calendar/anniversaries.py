"""``First in 20 years`` beside the year of the last one, and anniversaries beside the year of their event."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lang.inflection import stems
from claimcheck.lint.calendar.periods import period, year_of, years_of
from claimcheck.lint.numbers import MarkedSentence, Masked
from claimcheck.lint.rule import Fault
from claimcheck.report import Time

_BOUND: Final = r"(?P<bound>more than |over |nearly |almost |about |at least |some )?"
_FIRST: Final = re.compile(rf"\bfirst\b(?P<what>(?:(?!<t)[^.;]){{0,80}}?)\bin (?:the )?{_BOUND}<t(?P<d>\d+)>")
_TO_YEAR: Final = (
    r"(?:(?!<t)[^;.]){0,60}?(?:in |on |since |from |of |was |the |spring |summer |autumn |fall |winter )*<t(?P<y>\d+)>"
)
_LAST: Final = r"\b(?:last|previous(?:ly)?|most recent(?:ly)?)\b"
_OWN_LAST: Final = re.compile(rf"(?:{_LAST}|\b(?:not|n['’]t|never|after|since)\b){_TO_YEAR}")
_TOLD_LAST: Final = re.compile(
    rf"^(?:[\w’'-]+ ){{1,5}}?(?:ha[ds] |have )?{_LAST}(?P<what>(?:(?!<t)[^;.]){{0,60}})<t(?P<y>\d+)>"
)
_ITS_LAST: Final = re.compile(
    rf"^(?:In )?(?:[Ii]t|They|He|She|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\b[\w ]{{0,20}}{_LAST}"
)
_OTHER_CLAUSE: Final = re.compile(
    r"\b(?:when|where|after|before|while|as|at home|away|on the road|outright|against|without)\b"
)
_ANNIVERSARY: Final = re.compile(
    rf"\b(?P<nth>(?P<n>\d{{1,3}})(?:st|nd|rd|th) (?:anniversary|birthday))\b(?: of{_TO_YEAR})?|"
    r"\b(?:celebrat\w+|mark\w*) <t(?P<d>\d+)> (?:in|of|as|on)\b|\bturn(?:s|ed)? <g(?P<age>\d+)> <t"
)
_FOUNDED: Final = re.compile(
    r"\b(?:founded|established|opened|built|launched|formed|incorporated|created|started|began|inaugurated|completed|"
    rf"erected|dates? (?:from|back to))\b{_TO_YEAR}"
)
_IT: Final = re.compile(r"^(?:It|They|Its doors)\b")
_MORE: Final = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_DATED: Final = re.compile(r"\d{4}")
_NO_LINK: Final = ("time", "won")
_TENTH: Final = 0.1  # how far "about 30 years" may be off
FAR: Final = 8
"""Sentences behind a ``first`` in which the last one may be told, where they share a word: the club's first cup, last won the cup."""


def disagreements(
    sentence: Masked, following: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[Fault]:
    """Yield ``first in N years`` and ``Nth anniversary`` that the year of the last, or of the event, contradicts."""
    yield from _anniversaries(sentence, following[:1], today=today)
    match = _FIRST.search(sentence.text)
    last = _last_one(sentence, match, following=following) if match else None
    if match is None or last is None or not _DATED.search(last.text):
        return
    duration, bound = sentence.time(match["d"]), match["bound"] or ""
    years, year, now = years_of(duration.value), year_of(last), _event_year(sentence, last, today=today)
    if years is None or year is None or now is None or now < year:
        return
    gap, slack = now - year, max(1.0, years * _TENTH) if bound else 1.0
    more = _MORE.search(f"{bound} {duration.text}")
    if gap < years - 1 if more else abs(gap - years) > slack:
        end = max(duration.end, last.end) if last in sentence.times else duration.end
        message = f"{duration.text} here, but the last was in {year}, {gap} years before {now} ({now} - {year})"
        yield Fault(sentence.offset(match.start()), end, message)


def _last_one(sentence: Masked, match: re.Match[str], *, following: Sequence[MarkedSentence]) -> Time | None:
    """Return when the last one was, as the rest of the sentence, its beginning or one behind it says."""
    before = _OWN_LAST.search(sentence.text, 0, match.start())
    own = _OWN_LAST.search(sentence.text, match.end()) or before
    if own:
        return sentence.time(own["y"])
    told = sentence.text[: match.start()] if match["what"].startswith(" time") else ""
    around = stems(told + match["what"], but=_NO_LINK)
    for place, marked in enumerate(following):
        later = _TOLD_LAST.match(marked.masked.text)
        its = place == 0 and _ITS_LAST.match(marked.masked.text) is not None
        if later and not _OTHER_CLAUSE.search(later[0]) and (its or around & stems(later["what"], but=_NO_LINK)):
            return marked.masked.time(later["y"])
    return None


def _anniversaries(
    sentence: Masked, following: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[Fault]:
    for match in _ANNIVERSARY.finditer(sentence.text):
        event = sentence.time(match["y"]) if match["y"] else _founding(sentence, following)
        length = sentence.time(match["d"]) if match["d"] else None
        count = float(match["n"] or (sentence.figure(match["age"]).value if match["age"] else 0))
        count = (years_of(length.value) or 0) if length else count
        year, now = (year_of(event), _event_year(sentence, event, today=today)) if event else (None, None)
        if event and count and year and now and year < now and abs(now - year - count) > 1:
            end = event.end if match["y"] else length.end if length else sentence.offset(match.end())
            message = f"{match['nth'] or f'{count:g} years'} here, but {year} is {now - year} years before {now} ({now} - {year})"
            yield Fault(sentence.offset(match.start()), end, message)


def _founding(sentence: Masked, following: Sequence[MarkedSentence]) -> Time | None:
    """Return when what has an anniversary was founded: in its sentence, or in the next one that goes on about it."""
    about_it = (marked.masked for marked in following if _IT.match(marked.masked.text))
    found = (there.time(match["y"]) for there in (sentence, *about_it) if (match := _FOUNDED.search(there.text)))
    return next(found, None)


def _event_year(sentence: Masked, last: Time, *, today: datetime.date | None) -> int | None:
    """Return the year of what the sentence tells: the one other year in it, else that of publication."""
    dated = [period(time.value) for time in sentence.times if time is not last and _DATED.search(time.text)]
    years = {days[0].year for days in dated if days and days[0].year == days[1].year}
    if years:
        return years.pop() if len(years) == 1 else None
    return today.year if today else None
