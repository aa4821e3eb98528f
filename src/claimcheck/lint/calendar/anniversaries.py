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
_FIRST: Final = re.compile(
    rf"\bfirst\b(?P<what>(?:(?!<t)[^.;]){{0,80}}?)\bin (?:the )?{_BOUND}<t(?P<d>\d+)>|"
    rf"\b(?:most|\w{{2,}}(?:est|ggest)|worst|best)\b(?P<such>(?:(?!<t)[^.;]){{0,40}}?)\bin {_BOUND.replace('bound', 'bound2')}<t(?P<d2>\d+)>"
)
_WAIT: Final = re.compile(
    r"\b(?:[Ff]irst\b(?:(?!<t)[^.;]){0,60}?|[Nn]ot )since (?:[Tt]he |[Ii]ts )?(?:[\w-]+ (?:of|"
    r"in) )?<t(?P<y>\d+)>(?:(?!<t)[^.;]){0,60}?\b(?:"
    r"(?:wait|drought|absence|gap|spell|hiatus|exile|streak|lapse|interval|break|run|stretch) of "
    rf"{_BOUND}<t(?P<d>\d+)>|(?:an?|the|its|their|that) {_BOUND.replace('bound', 'bound2')}<t(?P<d2>\d+)> (?:[\w-]+ )?(?:wait|drought|absence|gap|"
    r"spell|hiatus|exile|streak|lapse|break|run))"
)
_LAST: Final = re.compile(
    r"(?:\bsince|\blast|\bprevious\w*|\bmost recent\w*|\bafter|\bnot [^<;.]{0,30}|\b(?:drought|wait|spell|run|streak|"
    r"gap)[^<;.]{0,20} began)\b(?:(?!<t)[^;.]){0,60}?\b(?:in |since |from |of |was |the )*<t(?P<y>\d+)>"
)
_LAST_BEFORE: Final = re.compile(r"\blast (?P<what>(?:(?!<t)[^;.]){0,60}?)\b(?:in |on )(?:the )?<t(?P<y>\d+)>")
_NOT_SINCE: Final = re.compile(r"(?:\bnot|n['’]t|\bnever)\b(?:(?!<t)[^;.]){0,60}?\bsince <t(?P<y>\d+)>")
_NEXT_LAST: Final = re.compile(
    r"^(?:(?:In )?(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:last|previous|most recent)\b|"
    r"(?:It|They|He|She|The (?:club|team|town|city|side|country))\b"
    r"(?:(?!<t)[^;.]){0,20}\b(?:last|previously|most recently)\b)(?:(?!<t)[^;.]){0,60}?<t(?P<y>\d+)>"
)
_LATER_LAST: Final = re.compile(
    r"^(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:last|previous|most recent)\b(?P<noun>(?:(?!<t)[^;.]){0,40}?) "
    r"(?:was|were|came|is|had been|took place|happened|dates?|occurred|ended)\b|(?:[\w’'-]+ ){1,5}?(?:had |have |has "
    r")?(?:last|previously|most recently) (?P<verb>(?:(?!<t)[^;.]){0,60}?)) ?(?:in |on |back |from |during |the |"
    r"(?:spring|summer|autumn|fall|winter) of )*<t(?P<y>\d+)>"
)
_ELSEWHERE: Final = re.compile(r"\b(?:at home|away|on the road|outright|there|against|by (?:more|that)|without)\b")
_ANNIVERSARY: Final = re.compile(
    r"\b(?P<nth>(?P<n>\d{1,3})(?:st|nd|rd|th)) anniversary of (?:(?!<t)[^;.]){0,40}?<t(?P<y>\d+)>", re.IGNORECASE
)
_OWN_ANNIVERSARY: Final = re.compile(
    r"\b(?P<nth>(?P<n>\d{1,3})(?:st|nd|rd|th)) (?:anniversary|birthday)\b(?! of (?!(?:its|the|their) (?:founding|"
    r"foundation|opening|birth|launch)))|"
    r"\b(?:celebrat\w+|mark\w*) <t(?P<d>\d+)> (?:in|of|as|on)\b|\bturn(?:s|ed)? <g(?P<age>\d+)> <t"
)
_OTHER_CLAUSE: Final = re.compile(r"\b(?:when|where|after|before|while|as)\b")
_FOUNDED: Final = re.compile(
    r"\b(?:founded|established|opened|built|launched|formed|incorporated|created|started|began|inaugurated|completed|"
    r"erected|dates? (?:from|back to))\b(?:(?!<t)[^;.]){0,30}? ?(?:in )?<t(?P<y>\d+)>"
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
    match = _WAIT.search(sentence.text) or _FIRST.search(sentence.text)
    if match:
        waited = match.re is _WAIT
        last = sentence.time(match["y"]) if waited else _last_one(sentence, match, following=following)
        if last is not None and _DATED.search(last.text):
            yield from _gap(sentence, match, last=last, today=today)


def _gap(sentence: Masked, match: re.Match[str], *, last: Time, today: datetime.date | None) -> Iterator[Fault]:
    """Yield the duration of the phrase ``match`` that is not the time from ``last`` on."""
    duration, bound = sentence.time(match["d"] or match["d2"]), match["bound"] or match["bound2"] or ""
    years, year, now = years_of(duration.value), year_of(last), _event_year(sentence, last, today=today)
    if years is None or year is None or now is None or now < year:
        return
    gap = now - year
    more = _MORE.search(f"{bound} {duration.text}") is not None
    slack = max(1.0, years * _TENTH) if bound else 1.0
    if gap < years - 1 if more else abs(gap - years) > slack:
        end = max(duration.end, last.end) if any(last is time for time in sentence.times) else duration.end
        message = f"{duration.text} here, but the last was in {year}, {gap} years before {now} ({now} - {year})"
        yield Fault(sentence.offset(match.start()), end, message)


def _anniversaries(
    sentence: Masked, following: Sequence[MarkedSentence], *, today: datetime.date | None
) -> Iterator[Fault]:
    match = None
    for match in _ANNIVERSARY.finditer(sentence.text):
        event, words = sentence.time(match["y"]), f"{match['nth']} anniversary"
        if said := _belied(sentence, event, float(match["n"]), words=words, today=today):
            yield Fault(sentence.offset(match.start()), event.end, said)
    own = _OWN_ANNIVERSARY.search(sentence.text) if match is None else None
    founded = _founding(sentence, following) if own else None
    if own is None or founded is None:
        return
    time = sentence.time(own["d"]) if own["d"] else None
    count = years_of(time.value) if time else sentence.figure(own["age"]).value if own["age"] else float(own["n"])
    words = f"{own['nth']} anniversary" if own["nth"] else f"{count or 0:g} years"
    if said := _belied(sentence, founded, count, words=words, today=today):
        yield Fault(sentence.offset(own.start()), time.end if time else sentence.offset(own.end()), said)


def _belied(
    sentence: Masked, event: Time, count: float | None, *, words: str, today: datetime.date | None
) -> str | None:
    """Return what is wrong with so many years since an event, None where nothing is."""
    year, now = year_of(event), _event_year(sentence, event, today=today)
    if count and year and now and year < now and abs(now - year - count) > 1:
        return f"{words} here, but {year} is {now - year} years before {now} ({now} - {year})"
    return None


def _founding(sentence: Masked, following: Sequence[MarkedSentence]) -> Time | None:
    """Return when what has an anniversary was founded: in its sentence, or in the next one that goes on about it."""
    about_it = (marked.masked for marked in following if _IT.match(marked.masked.text))
    found = (there.time(match["y"]) for there in (sentence, *about_it) if (match := _FOUNDED.search(there.text)))
    return next(found, None)


def _last_one(sentence: Masked, match: re.Match[str], *, following: Sequence[MarkedSentence]) -> Time | None:
    """Return when the last one was, as the rest of the sentence, its beginning or one behind it says."""
    what = match["what"] if match["d"] else match["such"]
    own = _LAST.search(sentence.text, match.end())
    if own and (match["d"] or own[0].startswith("last")):
        return sentence.time(own["y"])
    if not match["d"]:
        return None
    opened = next(
        (one for last in (_LAST_BEFORE, _NOT_SINCE) if (one := last.search(sentence.text, 0, match.start()))), None
    )
    if opened and not _OTHER_CLAUSE.search(sentence.text, opened.end(), match.start()):
        return sentence.time(opened["y"])
    around = stems(f"{sentence.text[: match.start()]} {what}" if what.startswith(" time") else what, but=_NO_LINK)
    for place, marked in enumerate(following):
        there = marked.masked
        near = _NEXT_LAST.search(there.text) if not place else None
        if near and not _ELSEWHERE.search(near[0]):
            return there.time(near["y"])
        later = _LATER_LAST.match(there.text)
        if later and around & stems(later["noun"] or later["verb"] or "", but=_NO_LINK):
            return there.time(later["y"])
    return None


def _event_year(sentence: Masked, last: Time, *, today: datetime.date | None) -> int | None:
    """Return the year of what the sentence tells: the one other year in it, else that of publication."""
    dated = [period(time.value) for time in sentence.times if time is not last and _DATED.search(time.text)]
    years = {days[0].year for days in dated if days and days[0].year == days[1].year}
    if years:
        return years.pop() if len(years) == 1 else None
    return today.year if today else None
