"""Durations beside the two ends that verbs give them: ``closed in June 2021 and opened again in June 2025, shut for six years``.

A verb that ends something is taken as the end of what another began only where the two belong together: what closed opens again,
who was jailed is released. Where the length stands is then told by few words, whatever the sentence is about.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from claimcheck.lint.numbers.figures import Masked
from claimcheck.report import Time

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
_BEFORE: Final = re.compile(
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
class Span:
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


def spans(sentence: Masked, before: Masked | None) -> Iterator[Span]:
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
            yield Span(ends.first, ends.last, length, text[: behind.start("d")])
        return
    ahead = _BEFORE.search(text, 0, ends.start)
    if ahead:
        place = ahead["d"] or ahead["long"]
        yield Span(ends.first, ends.last, sentence.time(place), text[: ahead.start("d" if ahead["d"] else "long")])
        return
    said = _LASTED.search(before.text.rstrip(" .")) if before is not None and _PRONOUN.match(text) else None
    if said and before is not None:
        yield Span(ends.first, ends.last, before.time(said["d"]), before.text[: said.start("d")])


def _of_last(sentence: Masked, before: Masked | None) -> Iterator[Span]:
    """Yield ``It lasted six years`` behind a sentence that tells when it began and ended."""
    said = _NEXT.match(sentence.text) if before is not None and sentence.times else None
    ends = _ends(before) if said and before is not None else None
    if said and ends:
        yield Span(ends.first, ends.last, sentence.time(said["d"]), sentence.text[: said.start("d")])


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
