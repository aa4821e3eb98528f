"""What a figure is a figure of, read from the words around it: event, noun, names, periods, and what sets it apart."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import rows, units, vocabulary
from claimcheck.lang.inflection import directions, stems
from claimcheck.lint.calendar.periods import Period, period, published, undated
from claimcheck.lint.numbers import MarkedSentence, Masked, Value, marked_sentences
from claimcheck.lint.passages import per_article
from claimcheck.report import Report, Source

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SHORTEST: Final = 3
_SIGNS: Final = {"up": "+", "down": "-"}
_SMALL: Final = frozenset("mr mrs ms dr i the a an in on at".split())
_CAPITALS: Final = 0.6  # of the words of a headline in title case, whose capitals name nothing


@lang.by_text
def content(text: str) -> frozenset[str]:
    """Return the stems of the content words of ``text``; a word of rise or fall is ``+`` or ``-``."""
    words = map(str.lower, _WORD.findall(text))
    ways = directions()
    signs = {word: _SIGNS[way] for word in words if (way := ways.get(word)) in _SIGNS}
    return stems(text, but=signs) | frozenset(signs.values())


@lang.compiled
def events() -> dict[str, str]:
    """Return the event that each word of ``counted_events.tsv`` tells."""
    return {word: row["event"] for row in rows("counted_events") for word in row["words"].split()}


@lang.by_text
def event_in(text: str, *, last: bool = True) -> tuple[str, int, int] | None:
    """Return the event that ``text`` tells and where its word stands; of several the last, or else the first."""
    told = [match for match in _WORD.finditer(text.lower()) if match[0] in events()]
    found = [(events()[match[0]], *match.span()) for match in told]
    return found[-1 if last else 0] if found else None


def names_of(marked: MarkedSentence) -> frozenset[str]:
    """Return the words with a capital inside of the sentence, and at its start where another follows."""
    words = _WORD.findall(marked.text)
    capital = [word[:1].isupper() for word in words]
    if not words or (sum(capital) >= _CAPITALS * len(words) and marked.in_headline):
        return frozenset()
    return frozenset(
        word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        for place, word in enumerate(words)
        if capital[place]
        and len(word) >= _SHORTEST
        and word.lower() not in _SMALL | vocabulary.calendar_names() | vocabulary.short_calendar_names()
        and (place > 0 or (len(words) > 1 and capital[1]))
    )


_DURATION: Final = re.compile(r"P(?P<clock>T?)(?P<count>\d+(?:\.\d+)?)(?P<unit>[YMWDHS])")
_UNITS: Final = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_POINTS: Final = re.compile(
    r"\s*(?:ago|later|earlier|after|before|since|from|old|of age|away|now|or|to|in a row)\b|-old|\s*[-–]\s*\d",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"\b(?:past|last|next|previous|recent|first|coming|within|every|each|another|further|additional|more|other|final|age|aged|than|"
    r"almost|nearly|up to|least)\s+$",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    r"(?:an?|each|every|per|one|half|the|this|that)\b|annual|dai|week|month|year|hour", re.IGNORECASE
)
_LEAST: Final = 2
_REACH: Final = 20  # characters before a stretch in which a word makes it another one: the past seven years


def stretches(marked: MarkedSentence) -> Iterator[tuple[int, Value]]:
    """Yield the stretches of whole units that are no points in time, each with its place among the times of the sentence."""
    for place, time in enumerate(marked.masked.times):
        found = _DURATION.fullmatch(time.value or "")
        if found is None or float(found["count"]) < _LEAST or _EACH.match(time.text):
            continue
        before = marked.article[max(time.start - _REACH, marked.start) : time.start]
        if not (_POINTS.match(marked.article, time.end) or _BEFORE.search(before)):
            unit = f"{_UNITS[found['clock'] + found['unit']]} long"
            span, claim = (time.start, time.end, time.text), marked.claim_at(time.start)
            yield place, Value(*span, float(found["count"]), "d", claim, unit=unit)


_NAME: Final = re.compile(r"[A-Z][\w'’-]+")
_SIGN: Final = re.compile(r"<\w\d+>")
_DIGIT: Final = re.compile(r".*\d[\d.,]*", re.DOTALL)
_BOUNDARY: Final = re.compile(r"[,;:()—–\"“”]|\s(?:and|but|while|whereas|or|as|after|when|though|although)\s")
_RELATIVE: Final = re.compile(r"\s*(?:which|who)\b")
_DEFINITE: Final = re.compile(
    r"(?:\b(?:the|these|those|all|its|his|her|their)\s+(?:(?:entire|full|"
    r"whole|total|same|new|proposed|reported)\s+)?|"
    r"(?:\b(?:the|its|his|her|their)|['’]s?) (?:[\w<>-]+ ){1,3}of |"
    r"(?<!\bthat)(?<!\bit)(?<!\bhe)(?<!\bshe)(?<!\bthere)(?<!\bwhat)(?<!\bhere)(?<!\bwho)(?:['’]s|s['’]) )$",
    re.IGNORECASE,
)
_PARTIAL_BEFORE: Final = re.compile(
    r"\b(?:another|additional|extra|further|more|others?|remaining|last|next|first|second|third|every|each|including|included|"
    r"among|of which|of whom|only|except|but|least|than|separate|new|per|plus|bring\w*|add\w*|compared (?:with|to)(?: [\w’'-]+){0,3}|up to)\s+$|"
    r"(?<!from )<c\d+> to $",
    re.IGNORECASE,
)
_PARTIAL_AFTER: Final = re.compile(
    r"^ ?(?:more|others?|additional|extra|each|apiece|of (?:whom|which|them|those|these)(?! who| that|['’])|per|"
    r"an? (?!(?:day|week|month|year|half|third|quarter|record|total|few|bit|lot|little|decade|century)\b)[a-z]+(?= ?[.,;:]| in\b| on\b| for\b|\s*$)|"
    r"a (?:day|week|month|year|piece|person)|daily|weekly|monthly|earlier|later)\b",
    re.IGNORECASE,
)
_TENTATIVE: Final = re.compile(
    r"\b(?:initial(?:ly)?|original(?:ly)?|previous(?:ly)?|earlier|at first|planned|forecasts?|project(?:ed|ions?)|predict\w*|"
    r"target\w*|goals?|(?:was|were) to (?:have )?(?:cost|be|have|take|pay|get|open|carry|house|create|employ)|hop(?:e|es|ed|ing)|"
    r"preliminary|early reports?|as many as|worst case|once|used to|compared|capacity|maximum|minimum|limit\w*|quota|budgeted)\b",
    re.IGNORECASE,
)
_GENERIC_OF: Final = frozenset(
    "rate level number total share figure amount price cost value sum sale percentage part".split()
)
_PEOPLE: Final = frozenset(("person", "victim", "people"))
_HUMANS: Final = frozenset(
    """
    man woman boy girl child student pupil teacher worker employee miner soldier officer firefighter passenger resident villager
    tourist migrant protester demonstrator marcher prisoner inmate patient suspect civilian climber hiker fan tenant body
    """.split()
)
_LARGEST: Final = 1e15  # longer numbers are identifiers
_BESIDE: Final = 4  # words to each side of a figure that are compared with those beside another one
_AROUND, _BEHIND = 40, 15  # characters before and behind a figure in which a plan or a doubt is its own


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure and what it is of. ``kind`` is its unit, ``event`` what happens to what is counted, ``of`` the nouns measured.

    ``words`` are the content words of its sentence, ``near`` those of its own clause, ``noun`` the modifiers of the counted
    noun.
    """

    figure: Value
    marked: MarkedSentence
    kind: str
    event: str | None
    of: frozenset[str]
    noun: frozenset[str]
    words: frozenset[str]
    near: frozenset[str]
    names: frozenset[str]
    own: frozenset[str]
    """The names of its sentence without those of who says so: another speaker makes no other mention."""
    periods: tuple[Period, ...]
    beside: tuple[Sequence[str], Sequence[str]]
    """The words right before it, the nearest first, and those right behind it."""
    definite: bool
    partial: bool
    tentative: bool
    direction: str = ""
    several: bool = False
    """Whether its sentence has another figure of its kind and event: a list, of parts or of rivals."""


@per_article
def figure_mentions(analysis: Analysis, report: Report) -> tuple[FigureMention, ...]:
    """Return the figures of an article with what they are of, in text order."""
    today = published(report)
    spoken = {source.id: _speakers(source) for source in report.sources}
    return tuple(
        mention
        for marked in marked_sentences(analysis, report)
        for mention in _of_sentence(marked, today=today, spoken=spoken)
    )


def _speakers(source: Source) -> frozenset[str]:
    written = " ".join((source.name, *(mention.text for mention in source.mentions)))
    return frozenset(word.lower().replace("’", "'").removesuffix("'s") for word in _NAME.findall(written))


def _of_sentence(
    marked: MarkedSentence, *, today: datetime.date | None, spoken: Mapping[str, frozenset[str]]
) -> list[FigureMention]:
    """Return the figures of a sentence with what they are of; a table read as one sentence has none."""
    sentence = marked.masked
    if not sentence.text:
        return []
    nouns = " ".join(units.plural(figure.unit) for figure in sentence.figures if figure.unit and figure.sign in "cs")
    names = names_of(marked)
    said = frozenset().union(*(spoken.get(claim.source_id or "", frozenset()) for claim in marked.claims))
    mentioned = partial(
        _mention,
        words=content(f"{_SIGN.sub(' ', sentence.text)} {nouns}"),
        shared=partial(
            FigureMention,
            marked=marked,
            names=names,
            own=names - said,
            periods=tuple(days for time in marked.times if (days := period(undated(time.value), present=today))),
        ),
    )
    signs = [(f"<{one.sign}{place}>", one) for place, one in enumerate(sentence.figures) if one.sign != "b"]
    signs += [(f"<t{place}>", one) for place, one in stretches(marked)]
    found = [mentioned(sentence, one, sign) for sign, one in signs]
    counted = Counter((mention.kind, mention.event) for mention in found)
    return [replace(mention, several=counted[mention.kind, mention.event] > 1) for mention in found]


def _mention(
    sentence: Masked,
    written: Value,
    sign: str,
    *,
    words: frozenset[str],
    shared: Callable[..., FigureMention],
) -> FigureMention:
    """Return a figure with what it is of; ``words`` are those of its sentence, ``shared`` makes a mention in it."""
    before, after = sentence.text.split(sign, 1)
    figure, close, clause = _as_percent(written), before[-_AROUND:], _clause(before, after)
    event = _event(clause)
    event = event or ("dead" if figure.unit == "victim" else events().get(figure.unit or ""))  # nine hurt
    unit = content(figure.unit or "") | content(units.plural(figure.unit or ""))
    noun = content(_behind_number(figure.text)) - unit
    near = (content(_SIGN.sub(" ", " ".join(clause))) - unit) | noun
    mention = shared(
        figure=figure,
        kind="" if before.endswith(('="', "=", "#")) else _kind(figure, event),
        event=event,
        of=content(figure.of or "") - _GENERIC_OF,
        noun=noun,
        words=(words - unit) | noun,
        near=near,
        beside=(_WORD.findall(before.lower())[: -_BESIDE - 1 : -1], _WORD.findall(after.lower())[:_BESIDE]),
        definite=_DEFINITE.search(close) is not None or " the " in figure.text,
        partial=_is_partial(close, after),
        tentative=_TENTATIVE.search(f"{close} {after[:_BEHIND]}") is not None,
    )
    return replace(mention, direction=_direction(mention.marked, figure))


def _as_percent(figure: Value) -> Value:
    """Return a part below one as its percentage, which it is compared with: a third is about 33 percent."""
    if figure.sign != "s":
        return figure
    of = figure.of or (units.plural(figure.unit) if figure.unit else None)
    bound = "~" if figure.bound == "=" else figure.bound
    return replace(figure, value=figure.value * 100, bound=bound, unit="percent", of=of, sign="p")


def _kind(figure: Value, event: str | None) -> str:
    """Return the unit that two mentions must share: a bare count with an event counts people, without one it is nothing."""
    unit = (figure.unit or "").lower()
    if figure.sign == "c" and (unit in _PEOPLE or unit in events() or (not unit and event)):
        return "person"
    return unit if unit and figure.value < _LARGEST else ""


def _behind_number(text: str) -> str:
    """Return what follows the number in a figure: the counted noun and its modifiers."""
    return " ".join(word for word in _DIGIT.sub("", text, 1).split() if word.lower() not in _numbers())


@lang.compiled
def _numbers() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("numerals"))


def _clause(before: str, after: str) -> tuple[str, str]:
    """Return what stands before and behind a figure in its clause."""
    bounds = [(0, 0), *(match.span() for match in _BOUNDARY.finditer(before))]
    left = bounds[-1][1]
    relative = _RELATIVE.match(before, left) is not None  # The guild, which has 118 members
    if len(bounds) > 1 and before[bounds[-1][0]] == "," and (relative or not before[left:].strip()):
        left = bounds[-2][1]  # The bridge, 412 meters long
    return before[left:], _BOUNDARY.split(after, 1)[0]


def _event(clause: tuple[str, str]) -> str | None:
    """Return the event that the clause tells, the one nearest to the figure."""
    left, right = event_in(clause[0]), event_in(clause[1], last=False)
    if left and right:
        return left[0] if len(clause[0]) - left[2] <= right[1] else right[0]
    return (left or right or (None,))[0]


def _direction(marked: MarkedSentence, figure: Value) -> str:
    """Return ``up`` or ``down`` where a change stands right before or behind the figure."""
    for change in marked.changes:
        near = 0 <= figure.start - change.end <= _BEHIND or 0 <= change.start - figure.end <= _BEHIND
        if near and change.direction != "other":
            return change.direction
    return ""


def _is_partial(before: str, after: str) -> bool:
    """Return whether the words next to a figure make it a part, a rest or a rate."""
    return _PARTIAL_BEFORE.search(before) is not None or _PARTIAL_AFTER.match(after) is not None


def mentions_by_kind(found: Sequence[FigureMention]) -> dict[str, list[FigureMention]]:
    """Return the things by kind, in text order: only those of one kind are ever compared.

    Kinds of people to whom one thing happened stand among the people too: four men charged, the three charged.
    """
    by_kind: dict[str, list[FigureMention]] = {}
    for mention in found:
        people = ["person"] if mention.event and mention.kind in _HUMANS else []
        for kind in filter(None, (mention.kind, *people)):
            by_kind.setdefault(kind, []).append(mention)
    return by_kind
