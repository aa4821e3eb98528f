"""``First in 20 years`` beside the year of the last one, and anniversaries beside the year of their event."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.agreement.ages import Disagreement
from claimcheck.lint.agreement.figures import Masked, Passage
from claimcheck.lint.agreement.periods import period, year_of, years_of
from claimcheck.report import Time

_FIRST: Final = re.compile(
    r"\bfirst\b(?:(?!<t)[^.;]){0,80}?\bin "
    r"(?:the )?(?P<bound>more than |over |nearly |almost |about |at least |some )?<t(?P<d>\d+)>"
)
_LAST: Final = re.compile(
    r"(?:\bsince|\blast|\bprevious\w*|\bmost recent\w*|\bafter|\bnot [^<;.]{0,30})\b"
    r"(?:(?!<t)[^;.]){0,60}?\b(?:in |since |from |of |was |the )*<t(?P<y>\d+)>"
)
_NEXT_LAST: Final = re.compile(
    r"^(?:(?:In )?(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:last|previous|most recent)\b|"
    r"(?:It|They|He|She|The (?:club|team|town|city|side|country))\b"
    r"(?:(?!<t)[^;.]){0,20}\b(?:last|previously|most recently)\b)(?:(?!<t)[^;.]){0,60}?<t(?P<y>\d+)>"
)
_ANNIVERSARY: Final = re.compile(
    r"\b(?P<nth>(?P<n>\d{1,3})(?:st|nd|rd|th)) anniversary of (?:(?!<t)[^;.]){0,40}?<t(?P<y>\d+)>", re.IGNORECASE
)
_MORE: Final = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_DATED: Final = re.compile(r"\d{4}")
_TENTH: Final = 0.1  # how far "about 30 years" may be off


def disagreements(
    sentence: Masked, following: Sequence[Passage], *, today: datetime.date | None
) -> Iterator[Disagreement]:
    """Yield ``first in N years`` and ``Nth anniversary`` that the year of the last, or of the event, contradicts."""
    yield from _anniversaries(sentence, today=today)
    match = _FIRST.search(sentence.text)
    last = _last_one(sentence, match.end(), following=following) if match else None
    if match is None or last is None or not _DATED.search(last.text):
        return
    duration = sentence.time(match["d"])
    years, year, now = years_of(duration.value), year_of(last), _event_year(sentence, last, today=today)
    if years is None or year is None or now is None:
        return
    gap = now - year
    more = _MORE.search(f"{match['bound'] or ''} {duration.text}") is not None
    slack = max(1.0, years * _TENTH) if match["bound"] else 1.0
    if gap < years - 1 if more else abs(gap - years) > slack:
        end = max(duration.end, last.end) if any(last is time for time in sentence.times) else duration.end
        message = f"first in {duration.text}, but the last was in {year}, {gap} years before {now}"
        yield Disagreement(sentence.offset(match.start()), end, message)


def _anniversaries(sentence: Masked, *, today: datetime.date | None) -> Iterator[Disagreement]:
    for match in _ANNIVERSARY.finditer(sentence.text):
        event = sentence.time(match["y"])
        year, now = year_of(event), _event_year(sentence, event, today=today)
        if year and now and abs(now - year - int(match["n"])) > 1:
            message = f"{match['nth']} anniversary here, but {year} is {now - year} years before {now}"
            yield Disagreement(sentence.offset(match.start()), event.end, message)


def _last_one(sentence: Masked, at: int, *, following: Sequence[Passage]) -> Time | None:
    """Return when the last one was, as the rest of the sentence or the next one says."""
    own = _LAST.search(sentence.text, at)
    if own:
        return sentence.time(own["y"])
    for passage in following:
        match = _NEXT_LAST.search(passage.masked.text) if passage.masked else None
        if match and passage.masked:
            return passage.masked.time(match["y"])
    return None


def _event_year(sentence: Masked, last: Time, *, today: datetime.date | None) -> int | None:
    """Return the year of what the sentence tells: the one other year in it, else that of publication."""
    dated = [period(time.value) for time in sentence.times if time is not last and _DATED.search(time.text)]
    years = {days[0].year for days in dated if days and days[0].year == days[1].year}
    if len(years) > 1:
        return None
    return years.pop() if years else (today.year if today else None)
