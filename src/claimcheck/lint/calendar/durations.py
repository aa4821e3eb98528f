"""Durations beside the dates that they run between, counted from publication where one end is open.

The ends are dates behind words (``from 1990 to 1996``), or behind verbs that belong together: what closed opens again, who was
jailed is released (``closed in June 2021 and opened again in June 2025, shut for six years``).
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.lang import numerals
from claimcheck.lint.calendar.ages import Disagreement
from claimcheck.lint.calendar.periods import Period, days_of, period, years_of
from claimcheck.lint.numbers import Masked
from claimcheck.report import Time

_D, _A, _B = r"<t(?P<d>\d+)>", r"<t(?P<a>\d+)>", r"<t(?P<b>\d+)>"
_GAP: Final = r"(?:(?!<|\bthat\b|\w+ed\b)[^,;.]){0,30}?,?"
_TO: Final = r"(?:,? to | until (?:(?:his|her|its|their) [\w-]+ in )?| till |,? through | and |\s?[-–—]\s?| up to )"
_BETWEEN: Final = (
    re.compile(rf"{_D}{_GAP}(?: from| between| ?\() ?(?:the )?{_A}{_TO}(?:the )?{_B}"),
    re.compile(
        rf"\b(?:[Ff]rom|[Bb]etween) (?:the )?{_A}{_TO}(?:the )?{_B}(?:,| \(| —| –)? ?"
        rf"(?:or |for |an? [\w-]+ of |in all |some |last(?:ed|s|ing) (?:for )?|serv(?:ed|ing) (?:for )?|"
        rf"taking |took |spanning |that is |nearly |about |almost |over |more than )*{_D}(?!(?: \w+)? (?:before|earlier|"
        rf"later|ago|after|older|longer))"
    ),
    re.compile(
        rf"\b(?:lasted|ran|served|ruled|reigned|lived there|worked there|continued)(?: for)? {_D}{_GAP}\(?{_A}(?:{_TO}{_B})"
    ),
    re.compile(rf"{_A}(?:(?!<t)[^;.]){{0,90}}? \(?(?:only |just |some )?{_D} later,? (?:in |on )?{_B}"),
    re.compile(
        rf"{_A}(?:(?!<t)[^;.]){{0,90}}? (?:in|on) {_B}(?:, | \(| — )(?:only |just |some |a full |more than |"
        rf"nearly )?{_D} later(?=[.,;)]| —)"
    ),
)
_SINGLE: Final = (
    re.compile(rf"{_D}{_GAP}(?:\bfrom |\bbetween |\(){_A}"),
    re.compile(rf"\b(?:lasted|ran|served|ruled|reigned)(?: for)? {_D}, {_A}"),
)
_SINCE: Final = (
    re.compile(rf"\bfor (?:the (?:past|last) )?{_D}(?:, | \(|,? ever )since {_A}"),
    re.compile(rf"\bsince {_A}(?:, | \(|, or |, that is )(?:for |some )?{_D}(?=[,.)]| —)"),
)
_THE_SINCE: Final = re.compile(
    rf"\b(?:[Ii]n|[Oo]ver|[Ff]or|[Dd]uring) the (?:\w+ )?{_D} since (?:the )?{_A}(?=[^;.]{{0,80}}\b(?:has|have)\b)"
)
_IT_IS: Final = re.compile(rf"\b[Ii]t(?: is|['’]s| has been) {_D} since (?:(?!<)[^;.]){{0,50}}? in {_A}")
_EXISTS: Final = re.compile(
    r"\b(?:opened|founded|established|built|launched|formed|created|set up|started)\b(?:(?!<t)[^;.]){0,50}? in "
    rf"{_A}(?:(?!<t)[^;.]){{0,50}}?\b(?:has|have) (?:(?!<t)[^;.]){{0,40}}?\bfor (?:the (?:past|last) |more than |over |"
    rf"nearly |about |almost )?{_D}(?! (?:as|before)\b)"
)
_AFTER_IT: Final = re.compile(
    rf"{_D} after (?:it|he|she|they|its|his|her|their|the [\w-]+) (?:[\w-]+ ){{1,4}}(?:in|"
    rf"on) {_A}(?P<rest>[^<;]{{0,80}})(?:\b(?:in|on) {_B})?"
)
_AGO: Final = re.compile(
    r"<t(?P<a>\d+)>(?:, | \(|, some |, about )<t(?P<b>\d+)>|<t(?P<c>\d+)>(?:, in |, on | \(in |, )<t(?P<e>\d+)>"
)
_DURING: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Tt]hroughout|[Ww]ithin) (?P<which>those|these|the|all those|that|all) (?:\w+ )?"
    rf"{_D}(?P<more>[^.;]{{0,12}})"
)
_FROM_TO: Final = re.compile(
    rf"(?:\b(?:from|between) (?:the )?{_A}{_TO}(?:the )?{_B}|(?:\bfrom |\bbetween |\(){_A.replace('a>', 'both>')})"
)
_SINCE_DATE: Final = re.compile(rf"\bsince (?:the )?{_A}")
_LONG: Final = 20  # years: "in the 150 years", two sentences behind "since 1902", can mean no other time
_AGAIN: Final = re.compile(r",? (?:and|then)(?: again)? (?:from|between) <t")  # from 1990 to 1994 and from 2002 to 2006
_MORE: Final = re.compile(r"\b(?:more than|over|at least|longer than|above)\b", re.IGNORECASE)
_LESS: Final = re.compile(r"\b(?:less than|under|at most|up to|within|shorter than)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated)\b", re.IGNORECASE
)
_UNITS: Final = {"Y": (365.2425, "year"), "M": (30.44, "month"), "W": (7.0, "week"), "D": (1.0, "day")}
_A_YEAR: Final = datetime.timedelta(days=366)
_LEAP_DAYS: Final = 0.45  # 2012 to 2016 are 5.002 years from the first day to the last, and six are more by half a year
_FOREVER: Final = 1_000_000  # days; a date plus more leaves the calendar
_XXXX: Final = "2000"  # a year for days without one: both are in the same


def disagreements(sentence: Masked, *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield durations that are not the time between the dates beside them."""
    for pattern in _BETWEEN:
        for match in pattern.finditer(sentence.text):
            if _AGAIN.match(sentence.text, match.end()):
                continue
            times = (sentence.time(match["a"]), sentence.time(match["b"]))
            first, last = _days(*times), _days(times[1], times[0])
            if first and last:
                yield from _wrong(
                    sentence.time(match["d"]), (first, last), times=times, before=sentence.text[: match.start("d")]
                )
    for pattern in _SINGLE:
        for match in pattern.finditer(sentence.text):
            time = sentence.time(match["a"])
            start, slash, end = (time.value or "").partition("/")
            first, last = period(start), period(end)
            if slash and first and last:
                yield from _wrong(
                    sentence.time(match["d"]), (first, last), times=(time,), before=sentence.text[: match.start("d")]
                )
    if today is not None:
        yield from _up_to(sentence, today=today)


def of_spans(sentence: Masked, before: Masked | None) -> Iterator[Disagreement]:
    """Yield lengths that are not the time from when something began to when it ended, in this sentence or ``before``."""
    for span in spans(sentence, before):
        times = (span.first, span.last)
        first, last = _days(*times), _days(times[1], times[0])
        if first and last:
            here = {time.start for time in sentence.times}
            marked = tuple(time for time in times if time.start in here)
            if span.length.start not in here:  # it lasted six years, said in the sentence before
                marked = ()
            yield from _wrong(span.length, (first, last), times=times, before=span.before, marked=marked)


def during(sentence: Masked, before: Sequence[Masked], *, today: datetime.date | None) -> Iterator[Disagreement]:
    """Yield ``those 15 years`` that are not the time from date to date in the same sentence, or in one of those ``before``."""
    for match in _DURING.finditer(sentence.text):
        duration = sentence.time(match["d"])
        if (
            match["more"]
            .strip()
            .startswith(("before", "after", "since", "ago", "to come", "ahead", "earlier", "leading"))
        ):
            continue
        for there in (sentence, *before[-1:]) if match["which"] != "the" else (sentence,):
            limit = match.start() if there is sentence else len(there.text)
            found = list(_FROM_TO.finditer(there.text, 0, limit))
            if len(found) == 1:
                yield from _between(there, found[0], duration=duration, words=match[0])
                return
        years = years_of(duration.value)
        dated = [(there, one) for there in (*before[-2:], sentence) for one in _SINCE_DATE.finditer(there.text)]
        if today and years and years >= _LONG and len(dated) == 1:
            there, one = dated[0]
            first = period(there.time(one["a"]).value)
            if first and abs((today - first[0]).days / _UNITS["Y"][0] - years) > 2:  # noqa: PLR2004
                yield from _wrong(
                    duration, (first, (today, today)), times=(there.time(one["a"]),), before=match[0][:-1]
                )


def _between(there: Masked, match: re.Match[str], *, duration: Time, words: str) -> Iterator[Disagreement]:
    if match["both"]:
        times: tuple[Time, ...] = (there.time(match["both"]),)
        start, slash, end = (times[0].value or "").partition("/")
        first, last = (
            (period(start.replace("XXXX", _XXXX)), period(end.replace("XXXX", _XXXX))) if slash else (None, None)
        )
    else:
        times = (there.time(match["a"]), there.time(match["b"]))
        first, last = _days(*times), _days(times[1], times[0])
    if first and last:
        yield from _wrong(duration, (first, last), times=times, before=words[:-1])


def _days(time: Time, beside: Time) -> Period | None:
    """Return the days of a time, its year that of the one ``beside`` it where it has none: 3 June to 19 June 2025."""
    value, other = time.value or "", (beside.value or "")[:4]
    return None if "/" in value else period(value.replace("XXXX", other if other.isdecimal() else _XXXX))


def _up_to(sentence: Masked, *, today: datetime.date) -> Iterator[Disagreement]:
    """Yield durations that run up to publication: ``for 20 years, since 2016``, ``in 2001, 35 years ago``."""
    for pattern in _SINCE:
        for match in pattern.finditer(sentence.text):
            time = sentence.time(match["a"])
            first = period(time.value)
            if first and "/" not in (time.value or ""):
                before = sentence.text[: match.start("d")]
                yield from _wrong(sentence.time(match["d"]), (first, (today, today)), times=(time,), before=before)
    yield from _so_far(sentence, today=today)
    for match in _AGO.finditer(sentence.text):
        one, two = (sentence.time(match["a"] or match["c"]), sentence.time(match["b"] or match["e"]))
        ago, dated = (one, two) if one.text.endswith("ago") else (two, one)
        days = period(dated.value)
        found = numerals.find_numerals(ago.text)
        if (
            not ago.text.endswith(" years ago")
            or dated.text.endswith("ago")
            or days is None
            or not found
            or not re.search(r"\d{4}", dated.text)
        ):
            continue
        span = Time(start=ago.start, end=ago.end, text=ago.text, value=f"P{found[0].value:g}Y")
        yield from _wrong(span, (days, (today, today)), times=(dated,), before=sentence.text[: match.start()])


def _so_far(sentence: Masked, *, today: datetime.date) -> Iterator[Disagreement]:
    """Yield ``in the 20 years since 2016``, and lengths that reach back before what they are of or past publication."""
    for match in (*_THE_SINCE.finditer(sentence.text), *_IT_IS.finditer(sentence.text)):
        time = sentence.time(match["a"])
        first = period(time.value)
        if first and "/" not in (time.value or ""):
            before = sentence.text[: match.start("d")]
            yield from _wrong(sentence.time(match["d"]), (first, (today, today)), times=(time,), before=before)
    for pattern in (_EXISTS, _AFTER_IT):
        for match in pattern.finditer(sentence.text):
            time, length = sentence.time(match["a"]), sentence.time(match["d"])
            other = match.groupdict().get("b")
            first = period(time.value)
            last = period(sentence.time(other).value) if other else (today, today)
            days = days_of(length.value)
            if not first or not last or not days or "/" in (time.value or ""):
                continue
            if other or first[0] + datetime.timedelta(days=min(days, _FOREVER)) > last[1] + _A_YEAR:
                yield from _wrong(length, (first, last), times=(time,), before=sentence.text[: match.start("d")])


def _wrong(
    duration: Time,
    ends: tuple[Period, Period],
    *,
    times: tuple[Time, ...],
    before: str,
    marked: tuple[Time, ...] | None = None,
) -> Iterator[Disagreement]:
    """Yield the duration that is not the time from the first of ``ends`` to the last; ``marked`` are those to underline."""
    length, value = days_of(duration.value), duration.value or ""
    first, last = ends
    if length is None or value[-1] not in _UNITS or first[0] > last[1] or duration.text.startswith(("every", "each")):
        return
    unit, name = _UNITS[value[-1]]
    least = max((last[0] - first[1]).days, 0) / unit
    most = ((last[1] - first[0]).days + 1) / unit
    count = length / unit
    words = f"{before[-14:]} {duration.text}"
    if _MORE.search(words):
        wrong = count >= most + 0.5
    elif _LESS.search(words):
        wrong = count < least - 0.5
    else:
        slack = max(1.0, count / 10) if _ABOUT.search(words) else 0.5
        wrong = count + slack < least or count - slack > most + (value[-1] == "Y") * _LEAP_DAYS
    if not wrong:
        return
    underlined = (duration, *(times if marked is None else marked))
    start, end = min(time.start for time in underlined), max(time.end for time in underlined)
    there = f"{round((least + most) / 2)} {name}s" if round(least) != round(most) or round(most) != 1 else f"1 {name}"
    span = f"{times[0].text} to {times[1].text}" if len(times) > 1 else times[0].text
    until = "" if len(times) > 1 or "/" in (times[0].value or "") else f" to {last[1].isoformat()}"
    yield Disagreement(start, end, f"{duration.text} here, but {span}{until} is about {there}")


_WORDS: Final = r"(?:(?!<)[^;.]){0,60}?"
# A verb that begins a state, and those that end it. The first row that fits is taken.
_PAIRS: Final = (
    (
        r"began|begun|started|commenced|broke out|launched|got under way|set out|set off",
        r"ended|finish\w*|complet\w+|conclud\w+|stopp?ed|over|wrapped up|came to an end|closed|done",
    ),
    (r"clos\w+|shut|shuttered", r"re-?open\w*|open\w* again|opened|unveiled"),
    (r"opened|reopened|founded|established|set up", r"clos\w+|shut|folded|shuttered|dissolved|disbanded|wound up"),
    (
        r"arrest\w*|jail\w*|imprison\w*|detain\w*|sentenced|captured|kidnapped|taken hostage|locked up|convicted",
        r"releas\w+|freed|parole\w*|escap\w+|acquitted|let go",
    ),
    (r"married|wed|wedding", r"divorc\w+|separat\w+|split up|parted"),
    (
        r"elected|appointed|took office|took over|became|sworn in|joined|hired|came to power|arrived|moved (?:in|there|to)|signed",
        (
            r"stepp\w+ down|resign\w*|left|leaving|retir\w+|quit|departed|ousted|ceased|was succeeded|depart\w+|was defeated|fired|sacked|"
            r"moved (?:out|away)|was voted out|lost (?:it|office)"
        ),
    ),
    (r"disappear\w*|missing|vanished|was lost|stolen", r"found|recovered|returned|discovered"),
    (
        r"suspended|banned|withdrawn|grounded|evacuated|interrupted|halted",
        r"reinstated|resum\w+|restored|returned|lifted|back",
    ),
    (r"signed|agreed|took effect|came into force", r"expir\w+|lapsed|ran out|ended|scrapped|repealed"),
    (r"occupied|invaded|besieged", r"liberated|withdrew|lifted|left"),
)
_DATED: Final = re.compile(
    r"\b(?:in|on|since|from|until|till|of|early|late|mid|by|at the (?:end|start) of) (?:the |early |late |mid-)*<t(?P<t>\d+)>"
)
_DATE: Final = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d){0,2}")
_REACH: Final = 120  # characters between a verb and its date, and from date to date
_BEHIND: Final = re.compile(
    r"\W{0,3}(?:(?! and | but )[^<;.]){0,30}?\b(?:(?:after|following)(?: (?:just|only|nearly|almost|about|some|more than|over))?|"
    r"after (?:an? |the )?(?:[\w-]+ ){1,2}of|last(?:ed|ing)(?: for)?|took|taking|serv(?:ed|ing)(?: for)?|spanning|spending|having spent|"
    r"(?:had|has) (?:been )?(?:[\w-]+ )?(?:shut|closed|missing|empty|dark|idle|off|away|jailed|in prison|in jail|held|"
    r"married|silent|blocked|"
    r"vacant|unused|out of \w+|under \w+|behind bars|in custody|suspended|grounded|in office|in power|in charge) for|"
    r"a (?:span|period|total|spell|stretch|gap|term|run|closure|marriage|absence|reign|wait|stay) of|in all,?|or|for a total of) "
    r"(?:just |only |nearly |almost |about |some |more than |over |a total of |the |its |his |her )*<t(?P<d>\d+)>(?P<rest>.{0,20})"
)
# What follows the length and makes it that of something else: ``after three years as its head``.
_OF_ANOTHER: Final = re.compile(
    r"^(?: as\b| (?:earlier|later|before|ago|late|ahead|early|behind|more|longer|in the making)\b| \w+ing\b| to \w+|"
    r" of (?!(?:[\w-]+ )?(?:work|works|"
    r"repairs?|closure|renovations?|restoration|construction|building|captivity|imprisonment|detention|marriage|silence|absence|war|"
    r"fighting|rule|occupation|service)\b))"
)
# After a two-year illness: an adjective is the length of its own noun, unless that noun is what lies between the ends.
_STATE: Final = re.compile(
    r"^ (?:[\w-]+ )?(?:closure|renovations?|restoration|rebuild\w*|overhaul|repairs?|shutdown|absence|term|reign|marriage|"
    r"run|stint|spell|"
    r"war|strike|refurbishment|stay|tenure|project|suspension|ban|hiatus|search|occupation|siege|rule)\b"
)
_AHEAD: Final = re.compile(
    r"(?:\b(?:last(?:ed|ing)|took|taking|spanned|continued|went on)(?: for)?(?: just| only| nearly| almost| about| some|"
    r" more than| over)? "
    r"<t(?P<d>\d+)>|\b(?:the|a|his|her|its|their|that|this) <t(?P<long>\d+)> (?:[\w'’-]+ ){0,2}?[\w'’-]+)"
    r",? ?(?:which |that |and |who |but )?(?:was |were |had |it )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"^(?:It|This|That|They|He|She|In all,? it|The (?:[\w-]+ )?[\w-]+|Its \w+|(?:His|Her|Their) [\w-]+(?: there|"
    r" in office)?)(?: had| have| has)? "
    r"(?:last(?:ed|s)|took|continued|went on|ran|was closed|was shut|had been shut|had been closed|spanned|(?:was |were )?held|"
    r"spent|served|was out of \w+|were married|was in (?:jail|prison|office))(?: for)?(?: a total of| just| only| nearly|"
    r" about| over| more than)* <t(?P<d>\d+)>"
    r"(?! (?:as|later|earlier))"
)
_PRONOUN: Final = re.compile(r"^(?:It|They|This|The [\w-]+|He|She)\b")
_LASTED: Final = re.compile(r"\b(?:lasted|took|continued for|went on for) (?:for )?(?:\w+ ){0,2}?<t(?P<d>\d+)>\W*$")


@dataclass(frozen=True, slots=True)
class StatedLength:
    """Two dated ends of one state or event, the ``length`` that is said of it, and the words before that length."""

    first: Time
    last: Time
    length: Time
    before: str


@dataclass(frozen=True, slots=True)
class _Ends:
    first: Time
    last: Time
    start: int
    end: int


def spans(sentence: Masked, before: Masked | None) -> Iterator[StatedLength]:
    """Yield the lengths of what begins and ends in ``sentence``, or in ``before`` where only the length is said here."""
    ends = _ends(sentence)
    if ends is None:
        yield from _of_last(sentence, before)
        return
    text = sentence.text
    behind = _BEHIND.match(text, ends.end)
    if behind and not _OF_ANOTHER.match(behind["rest"]):
        length = sentence.time(behind["d"])
        if "-" not in length.text or _STATE.match(behind["rest"]):
            yield StatedLength(ends.first, ends.last, length, text[: behind.start("d")])
        return
    ahead = _AHEAD.search(text, 0, ends.start)
    if ahead:
        place = ahead["d"] or ahead["long"]
        yield StatedLength(
            ends.first, ends.last, sentence.time(place), text[: ahead.start("d" if ahead["d"] else "long")]
        )
        return
    said = _LASTED.search(before.text.rstrip(" .")) if before is not None and _PRONOUN.match(text) else None
    if said and before is not None:
        yield StatedLength(ends.first, ends.last, before.time(said["d"]), before.text[: said.start("d")])


def _of_last(sentence: Masked, before: Masked | None) -> Iterator[StatedLength]:
    """Yield ``It lasted six years`` behind a sentence that tells when it began and ended."""
    said = _NEXT.match(sentence.text) if before is not None and sentence.times else None
    ends = _ends(before) if said and before is not None else None
    if said and ends:
        yield StatedLength(ends.first, ends.last, sentence.time(said["d"]), sentence.text[: said.start("d")])


def _ends(sentence: Masked) -> _Ends | None:
    """Return the beginning and the end that the sentence dates, None where it dates none: the first pair that fits."""
    text = sentence.text
    dated = [match for match in _DATED.finditer(text) if _DATE.fullmatch(sentence.time(match["t"]).value or "")]
    for one, other in itertools.pairwise(dated):
        head, between = text[max(one.start() - _REACH, 0) : one.start()], text[one.end() : other.start()]
        if "<t" in between or len(between) > _REACH:
            continue
        for begins, ends in _COMPILED:
            opened = begins.search(head)
            if opened and ends.search(between):
                start = max(one.start() - _REACH, 0) + opened.start("verb")
                return _Ends(sentence.time(one["t"]), sentence.time(other["t"]), start, other.end())
    return None


_COMPILED: Final = tuple(
    (re.compile(rf"(?<![\w-])(?P<verb>{begins})\b{_WORDS}$"), re.compile(rf"\b(?:{ends})\b")) for begins, ends in _PAIRS
)
