"""Durations beside the dates that they run between, counted from publication where one end is open.

The ends are dates behind words (``from 1990 to 1996``), or behind verbs that belong together: what closed opens again, who was
jailed is released (``closed in June 2021 and opened again in June 2025, shut for six years``).
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lang import numerals
from claimcheck.lint.calendar.periods import DAYS, NO_YEAR, UNITS, Period, days_of, period, undated, years_of
from claimcheck.lint.numbers import Masked, patterns
from claimcheck.lint.rule import Fault
from claimcheck.report import Time

_D, _A, _B = r"<t(?P<d>\d+)>", r"<t(?P<a>\d+)>", r"<t(?P<b>\d+)>"
_GAP: Final = r"(?:(?!<|\bthat\b|\w+ed\b)[^,;.]){0,30}?,?"
_TO: Final = r"(?:,? to | until (?:(?:his|her|its|their) [\w-]+ in )?| till |,? through | and |\s?[-–—]\s?| up to )"
_BETWEEN_TWO: Final = patterns(
    rf"{_D}{_GAP}(?: from| between| ?\() ?(?:the )?{_A}{_TO}(?:the )?{_B}",
    rf"\b(?:[Ff]rom|[Bb]etween) (?:the )?{_A}{_TO}(?:the )?{_B}(?:,| \(| —| –)? ?(?:or |for |an? [\w-]+ of |in all |some |"
    rf"last(?:ed|s|ing) (?:for )?|serv(?:ed|ing) (?:for )?|taking |took |spanning |that is |nearly |about |almost |over |"
    rf"more than )*{_D}(?!(?: \w+)? (?:before|earlier|later|ago|after|older|longer))",
    rf"\b(?:lasted|ran|served|ruled|reigned|lived there|worked there|continued)(?: for)? {_D}{_GAP}\(?{_A}(?:{_TO}{_B})",
    rf"{_A}(?:(?!<t)[^;.]){{0,90}}? \(?(?:only |just |some )?{_D} later,? (?:in |on )?{_B}",
    rf"{_A}(?:(?!<t)[^;.]){{0,90}}? (?:in|on) {_B}(?:, | \(| — )(?:only |just |some |a full |more than |nearly )?{_D} later"
    r"(?=[.,;)]| —)",
)
_IN_ONE: Final = patterns(
    rf"{_D}{_GAP}(?:\bfrom |\bbetween |\(){_A}",
    rf"\b(?:lasted|ran|served|ruled|reigned)(?: for)? {_D}, {_A}",
)
_SINCE_ONE: Final = patterns(
    rf"\bfor (?:the (?:past|last) )?{_D}(?:, | \(|,? ever )since {_A}",
    rf"\bsince {_A}(?:, | \(|, or |, that is )(?:for |some )?{_D}(?=[,.)]| —)",
    rf"\b(?:[Ii]n|[Oo]ver|[Ff]or|[Dd]uring) the (?:\w+ )?{_D} since (?:the )?{_A}(?=[^;.]{{0,80}}\b(?:has|have)\b)",
    rf"\b(?:[Ii]n|[Ss]ince) {_A}(?:(?!<)[^;.]){{0,30}}? and ha(?:s|ve) (?:(?!<)[^;.,]){{0,30}}? for {_D}(?=[,.)]| —)",
    rf"\b[Ii]t(?: is|['’]s| has been) {_D} since (?:(?!<)[^;.]){{0,50}}? in {_A}",
)
_AGO: Final = re.compile(
    r"<t(?P<a>\d+)>(?:, | \(|, some |, about )<t(?P<b>\d+)>|<t(?P<c>\d+)>(?:, in |, on | \(in |, )<t(?P<e>\d+)>"
)
_DURING: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Tt]hroughout|[Ww]ithin) (?P<which>those|these|the|all those|that|all) (?:\w+ )?"
    rf"{_D}(?! ?(?:before|after|since|ago|to come|ahead|earlier|leading))"
)
_FROM_TO: Final = re.compile(
    rf"\b(?:from|between) (?:the )?{_A}{_TO}(?:the )?{_B}|(?:\bfrom |\bbetween |\(){_A.replace('a>', 'both>')}"
)
_SINCE_DATE: Final = re.compile(rf"\bsince (?:the )?{_A}")
_LONG: Final = 20  # years: "in the 150 years", two sentences behind "since 1902", can mean no other time
_AGAIN: Final = re.compile(r",? (?:and|then)(?: again)? (?:from|between) <t")  # from 1990 to 1994 and from 2002 to 2006
_MORE: Final = re.compile(r"\b(?:more than|over|at least|longer than|above)\b", re.IGNORECASE)
_LESS: Final = re.compile(r"\b(?:less than|under|at most|up to|within|shorter than)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated)\b", re.IGNORECASE
)
_LEAP_DAYS: Final = 0.45  # 2012 to 2016 are 5.002 years from the first day to the last, and six are more by half a year
# A verb that begins a state, and those that end it. The first row that fits is taken.
_PAIRS: Final = (
    (
        r"began|begun|started|commenced|broke out|launched|got under way|set out|set off",
        r"ended|finish\w*|complet\w+|conclud\w+|stopp?ed|over|wrapped up|came to an end|closed|done",
    ),
    (r"clos\w+|shut|shuttered", r"re-?open\w*|open\w* again|opened|unveiled"),
    (
        r"opened|reopened|founded|established|set up|built|completed|inaugurated|launched",
        r"clos\w+|shut|folded|shuttered|dissolved|disbanded|wound up",
    ),
    (
        r"arrest\w*|jail\w*|imprison\w*|detain\w*|sentenced|captured|kidnapped|taken hostage|locked up|convicted",
        r"releas\w+|freed|parole\w*|escap\w+|acquitted|let go",
    ),
    (r"married|wed|wedding", r"divorc\w+|separat\w+|split up|parted"),
    (
        r"elected|appointed|took office|took over|became|sworn in|joined|hired|came to power|arrived|moved (?:in|there|to)|signed",
        (
            r"stepp\w+ down|resign\w*|left|leaving|retir\w+|quit|ousted|ceased|was succeeded|depart\w+|was defeated|fired|sacked|"
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
    r"^(?: as\b| (?:earlier|later|before|ago|late|ahead|early|behind|more|longer|in the making)\b| \w+ing\b| to \w+| "
    r"of (?!(?:[\w-]+ )?(?:work|works|repairs?|closure|renovations?|restoration|construction|building|captivity|"
    r"imprisonment|detention|marriage|silence|absence|war|fighting|rule|occupation|service)\b))"
)
# After a two-year illness: an adjective is the length of its own noun, unless that noun is what lies between the ends.
_STATE: Final = re.compile(
    r"^ (?:[\w-]+ )?(?:closure|renovations?|restoration|rebuild\w*|overhaul|repairs?|shutdown|absence|term|reign|marriage|"
    r"run|stint|spell|"
    r"war|strike|refurbishment|stay|tenure|project|suspension|ban|hiatus|search|occupation|siege|rule)\b"
)
_AHEAD: Final = re.compile(
    r"(?:\b(?:last(?:ed|ing)|took|taking|spanned|continued|went on)(?: for)?(?: just| only| nearly| almost| about| "
    r"some| more than| over)? <t(?P<d>\d+)>|\b(?:the|a|his|her|its|their|that|this) <t(?P<long>\d+)> (?:[\w'’-]+ "
    r"){0,2}?[\w'’-]+),? ?(?:which |that |and |who |but )?(?:was |were |had |it )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(
    r"^(?:It|This|That|They|He|She|In all,? it|The (?:[\w-]+ )?[\w-]+|Its \w+|(?:His|Her|Their) [\w-]+(?: there| in "
    r"office)?)(?: had| have| has)? (?:last(?:ed|s)|took|continued|went on|ran|was closed|was shut|had been shut|had "
    r"been closed|spanned|(?:was |were )?held|spent|served|was out of \w+|were married|was in (?:jail|prison|"
    r"office))(?: for)?(?: a total of| just| only| nearly| about| over| more than)* <t(?P<d>\d+)>(?! (?:as|later|"
    r"earlier))"
)
_PRONOUN: Final = re.compile(r"^(?:It|They|This|The [\w-]+|He|She)\b")
_LASTED: Final = re.compile(r"\b(?:lasted|took|continued for|went on for) (?:for )?(?:\w+ ){0,2}?<t(?P<d>\d+)>\W*$")
_BEGIN_AND_END: Final = tuple(
    (re.compile(rf"(?<![\w-])(?P<verb>{begins})\b(?:(?!<)[^;.]){{0,60}}?$"), re.compile(rf"\b(?:{ends})\b"))
    for begins, ends in _PAIRS
)

Ends = tuple[Period, Period]
"""The days of the beginning and of the end."""


def disagreements(sentence: Masked, *, today: datetime.date | None) -> Iterator[Fault]:
    """Yield durations that are not the time between the dates beside them, or from one to publication."""
    kinds = ((_BETWEEN_TWO, _between), (_IN_ONE, _stretch), (_SINCE_ONE, functools.partial(_since, today=today)))
    for match, ends_of in ((match, ends) for these, ends in kinds for match in sentence.found(these)):
        times = tuple(sentence.time(match[end]) for end in ("a", "b") if end in match.groupdict())
        found = ends_of(times)
        if found and not _AGAIN.match(sentence.text, match.end()):
            yield from _wrong(sentence.time(match["d"]), found, times=times, before=sentence.text[: match.start("d")])
    if today is not None:
        yield from _ago(sentence, today=today)


def _between(times: Sequence[Time]) -> Ends | None:
    """Return the ends that two dates give; the year of one is that of the other where it has none: 3 June to 19 June 2025."""
    days = [_days(one, other) for one, other in (times, times[::-1])]
    return (days[0], days[1]) if days[0] and days[1] else None


def _days(time: Time, beside: Time) -> Period | None:
    value, other = time.value or "", (beside.value or "")[:4]
    return None if "/" in value else period(value.replace("XXXX", other if other.isdecimal() else str(NO_YEAR)))


def _stretch(times: Sequence[Time]) -> Ends | None:
    """Return the ends of one time that is a stretch."""
    start, _, end = (undated(times[0].value) or "").partition("/")
    first, last = period(start), period(end)
    return (first, last) if first and last else None


def _since(times: Sequence[Time], *, today: datetime.date | None) -> Ends | None:
    """Return the ends of what has gone on since a date."""
    first = None if "/" in (times[0].value or "") else period(times[0].value)
    return (first, (today, today)) if first and today else None


def _ago(sentence: Masked, *, today: datetime.date) -> Iterator[Fault]:
    """Yield ``in 2001, 35 years ago``."""
    for match in _AGO.finditer(sentence.text):
        one, two = sentence.time(match["a"] or match["c"]), sentence.time(match["b"] or match["e"])
        ago, dated = (one, two) if one.text.endswith("ago") else (two, one)
        days, count = period(dated.value), numerals.find_numerals(ago.text)
        named = not dated.text.endswith("ago") and re.search(r"\d{4}", dated.text)
        if ago.text.endswith(" years ago") and named and days and count:
            length = ago.model_copy(update={"value": f"P{count[0].value:g}Y"})
            yield from _wrong(length, (days, (today, today)), times=(dated,), before=sentence.text[: match.start()])


def during(sentence: Masked, before: Sequence[Masked], *, today: datetime.date | None) -> Iterator[Fault]:
    """Yield ``those 15 years`` that are not the time from date to date in the same sentence, or in one of those ``before``."""
    for match in _DURING.finditer(sentence.text):
        duration, words = sentence.time(match["d"]), match[0][:-1]
        for there in (sentence, *before[-1:]) if match["which"] != "the" else (sentence,):
            found = list(_FROM_TO.finditer(there.text, 0, match.start() if there is sentence else len(there.text)))
            if len(found) == 1:
                times = tuple(there.time(found[0][end]) for end in ("a", "b", "both") if found[0][end])
                ends = _stretch(times) if found[0]["both"] else _between(times)
                yield from _wrong(duration, ends, times=times, before=words) if ends else ()
                return
        years = years_of(duration.value)
        dated = [there.time(one["a"]) for there in (*before[-2:], sentence) for one in _SINCE_DATE.finditer(there.text)]
        if today and years and years >= _LONG and len(dated) == 1:
            first = period(dated[0].value)
            if first and abs((today - first[0]).days / DAYS["year"] - years) > 2:  # noqa: PLR2004
                yield from _wrong(duration, (first, (today, today)), times=dated, before=words)


def of_spans(sentence: Masked, before: Masked) -> Iterator[Fault]:
    """Yield lengths that are not the time from when something began to when it ended, in this sentence or ``before``."""
    here = _ends(sentence)
    told = here or _ends(before)
    if told is None:
        return
    first, last, start, end = told
    found = _length(sentence, before, start=start, end=end) if here else _caught(sentence, _NEXT.match(sentence.text))
    ends = _between((first, last)) if found else None
    if found and ends:
        length, words = found
        mine = {time.start for time in sentence.times}
        marked = [time for time in (first, last) if time.start in mine and length.start in mine]
        yield from _wrong(length, ends, times=(first, last), before=words, marked=marked)


def _length(sentence: Masked, before: Masked, *, start: int, end: int) -> tuple[Time, str] | None:
    """Return the length that is said of what lies between two dates, behind or ahead of them, and the words before it."""
    behind = _BEHIND.match(sentence.text, end)
    if behind and not _OF_ANOTHER.match(behind["rest"]):
        adjective = "-" in sentence.time(behind["d"]).text
        return _caught(sentence, behind) if not adjective or _STATE.match(behind["rest"]) else None
    ahead = _AHEAD.search(sentence.text, 0, start)
    if ahead:
        return _caught(sentence, ahead, group="d" if ahead["d"] else "long")
    return _caught(before, _LASTED.search(before.text.rstrip(" ."))) if _PRONOUN.match(sentence.text) else None


def _caught(sentence: Masked, match: re.Match[str] | None, *, group: str = "d") -> tuple[Time, str] | None:
    """Return the length that a pattern caught, and the words before it."""
    return (sentence.time(match[group]), sentence.text[: match.start(group)]) if match else None


def _ends(sentence: Masked) -> tuple[Time, Time, int, int] | None:
    """Return the beginning and the end that the sentence dates, the first pair that fits, and where its words start and end."""
    text = sentence.text
    dated = [match for match in _DATED.finditer(text) if _DATE.fullmatch(sentence.time(match["t"]).value or "")]
    for one, other in itertools.pairwise(dated):
        reach = max(one.start() - _REACH, 0)
        head, between = text[reach : one.start()], text[one.end() : other.start()]
        if "<t" in between or len(between) > _REACH:
            continue
        for begins, ends in _BEGIN_AND_END:
            opened = begins.search(head)
            if opened and ends.search(between):
                return sentence.time(one["t"]), sentence.time(other["t"]), reach + opened.start("verb"), other.end()
    return None


def _wrong(
    duration: Time, ends: Ends, *, times: Sequence[Time], before: str, marked: Sequence[Time] | None = None
) -> Iterator[Fault]:
    """Yield the duration that is not the time from the first of ``ends`` to the last; ``marked`` are those to underline."""
    length, value = days_of(duration.value), duration.value or ""
    first, last = ends
    if length is None or first[0] > last[1] or duration.text.startswith(("every", "each")):
        return
    name = UNITS[value[-1]]
    unit = DAYS[name]
    least, most = max((last[0] - first[1]).days, 0) / unit, ((last[1] - first[0]).days + 1) / unit
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
    yield Fault(start, end, f"{duration.text} here, but {span}{until} is about {there}")
