"""CC408: a number of things that is not the number of those listed behind it."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claimcheck import lang
from claimcheck.analysis import Analysis, Word
from claimcheck.lang.patterns import Pattern
from claimcheck.lang.vocabulary import ordinals
from claimcheck.lint.figures.lists import apposed, counts, without_ages
from claimcheck.lint.numbers import MarkedSentence, Value, marked_sentences
from claimcheck.lint.numbers.readings import plain
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_MOST, _LEAST = 20, 2
_PAIR = 2
_WINDOW = 600  # characters behind the figure in which its list stands
_FAR = 1_200  # and in which a paragraph each is given to its items
_NO_LIST = frozenset("year month week day hour minute second time percent run seat foot page degree other".split())
# What may stand between the counted noun and its list: `three people were hurt: A, B and C` does, a second clause does not.
_LINK = re.compile(
    r"(?P<between>[^.:;!?()\n—–]{0,120}?)(?P<opens>:|\s?[—–]|\s--|,? namely,?|,? that is,)\s*(?P<list>[^\n]+)",
    re.DOTALL,
)
_DASHES = ("—", "–", "--")
_DASH = re.compile(r"\s[—–]\s|\s--\s|—")
_BULLET = re.compile(r"\s*(?:[-*+•·▪◦–—]|\d{1,2}[.)]|\([a-z\d]\)|[a-z]\))\s+\S")
_OPENED = re.compile(r"[^.:;!?\n]{0,80}:[ \t]*\n")
_LONGEST_LINE = 15  # words of a list item without its bullet
_TO_DO = frozenset(
    "reason problem condition demand measure step requirement recommendation proposal promise pledge rule change order term stipulation reform".split()
)
_GOES_ON = re.compile(r"\b(?:also|finally|last|lastly|other|fourth|fifth|too|as well)\b", re.IGNORECASE)
_SERIES = 3  # clauses joined: two are no list
_BEFORE = Pattern(  # of two of the six the list names two
    r"\b(?:(?:(?&cardinal)|\d+|some|most|many|several) of(?: the| its| his| her| their)?|first|last|other|another|only|more than|at least|top)\s*$",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the numbers of things whose list has more or fewer of them."""
    for marked in marked_sentences(analysis, report):
        for figure in marked.figures:
            if _counts_things(figure, report.text):
                yield from _checked(figure, marked, analysis)


def _counts_things(figure: Value, text: str) -> bool:
    exact = figure.sign == "c" and figure.bound == "=" and figure.value == int(figure.value)
    named = figure.unit is not None and figure.unit not in _NO_LIST
    before = text[max(figure.start - 24, 0) : figure.start]
    return exact and named and _LEAST <= figure.value <= _MOST and not _BEFORE.search(before)


def _checked(figure: Value, marked: MarkedSentence, analysis: Analysis) -> Iterator[Fault]:
    behind, unit, wanted = marked.article[figure.end : figure.end + _WINDOW], figure.unit or "", int(figure.value)
    possible = _bullets(behind) or _listed(figure, marked) or apposed(behind, unit)
    possible = possible or _told_behind(figure, marked, analysis)
    if possible is None or wanted in possible or max(possible) < _LEAST or not _near(wanted, possible):
        return
    nearest = plain(min(possible, key=lambda one: abs(one - wanted)))
    many = f"{min(possible)} or {max(possible)}" if len(possible) == _PAIR else nearest
    yield figure.fault(
        f"{figure.text}, but the list behind it has {many}",
        help="correct the number, complete the list, or say that it names some of them: including, among them",
    )


def _told_behind(figure: Value, marked: MarkedSentence, analysis: Analysis) -> range | None:
    """Return how many things the sentences behind count off (``The first ... The second``), or name as what has to be done."""
    behind = marked.article[marked.end : marked.end + _FAR]
    places = [ordinals()[match[1].lower()] for match in _counted_off().finditer(behind)]
    if places[:2] == [1, 2] and places == list(range(1, len(places) + 1)):
        return range(len(places), len(places) + 1) if len(places) > figure.value else None
    if figure.unit not in _TO_DO:
        return None
    if (told := _colon(figure, marked)) is not None:
        return told
    behind_it = bisect.bisect(analysis.sentences, marked.start, key=lambda sentence: sentence.start)
    following = analysis.sentences[behind_it : behind_it + 2]
    if not following or (following[1:] and _GOES_ON.search(analysis.text, following[1].start, following[1].end)):
        return None
    number = _coordinated(following[0].words)
    return range(number, number + 1) if abs(number - figure.value) == 1 and number >= _SERIES else None


def _colon(figure: Value, marked: MarkedSentence) -> range | None:
    """Return how many clauses stand behind a colon: four reasons: the machines broke, queues grew, and patients were fined."""
    at = marked.article.find(":", figure.end, marked.end)
    first = bisect.bisect(marked.words, at, key=lambda word: word.start)
    number = _coordinated(marked.words, first) if at >= 0 else 0
    return range(number, number + 1) if abs(number - figure.value) == 1 and number >= _SERIES else None


@lang.compiled
def _counted_off() -> re.Pattern[str]:
    """Return the pattern of what opens a sentence about one of several things: ``The second was``."""
    opens = rf"(?:\A|[.!?]”?|\n)\s+(?:And )?(?:The|A) ({'|'.join(ordinals())})"
    return re.compile(rf"{opens}(?: [a-z]+)? (?:is|was|are|were|concern\w*|came)\b", re.IGNORECASE)


def _coordinated(words: Sequence[Word], first: int = 0) -> int:
    """Return how many clauses the longest series from the word ``first`` on joins: to hire a nurse, to submit sheets and to pay.

    A parser may hang each on the one before it, or take an infinitive behind a comma for a purpose.
    """
    infinitives = {word.head for word in words if word.text.lower() == "to" and word.label == "mark"}
    series: dict[int, int] = {}
    for at, word in enumerate(words[first:], start=first):
        if word.tag[:2] in {"VB", "MD"}:
            purpose = word.label == "advcl" and {at, word.head} <= infinitives
            joined = word.label in {"conj", "parataxis"} or purpose
            series[at] = series.get(word.head, word.head) if joined and first <= word.head < at else at
    return max(Counter(series.values()).values(), default=0)


def _near(wanted: int, possible: range) -> bool:
    """Return whether the list can be meant to be the whole: it has at least half of the number and at most twice."""
    return wanted <= 2 * max(possible) and min(possible) <= 2 * wanted


def _bullets(behind: str) -> range | None:
    """Return how many items the list of lines behind a colon has, None where none follows or it may run on."""
    opened = _OPENED.match(behind)
    if not opened:
        return None
    lines = [line for line in behind[opened.end() :].split("\n") if line.strip()]
    lines = lines[:-1] if len(behind) == _WINDOW else lines
    marked = bool(lines) and _BULLET.match(lines[0]) is not None
    alike = functools.partial(_is_item, like=lines[0].rstrip()[-1] if lines else "")
    items = list(itertools.takewhile(_BULLET.match if marked else alike, lines))
    ends = items and (len(items) < len(lines) or len(behind) < _WINDOW)
    return range(len(items), len(items) + 1) if ends else None


def _is_item(line: str, *, like: str) -> bool:
    """Return whether a line that a format has taken the bullet from is an item: short, no sentence, or a question as the first is."""
    line = line.strip()
    last = line[-1]
    fits = last not in '.!?:”"' or (last == "?" == like) or (line[0].islower() and last == ".")
    return fits and len(line.split()) <= _LONGEST_LINE


def _listed(figure: Value, marked: MarkedSentence) -> range | None:
    """Return the numbers of items that the list in the sentence may have."""
    behind = marked.article[figure.end : marked.end].rstrip()
    link = _LINK.match(behind)
    if link is None or not _links(link["between"]) or link["list"][0].isdigit():  # Belgium defeated Panama 3 – 0
        return None
    start, dash = figure.end + link.start("list"), link["opens"].strip() in _DASHES
    listed, closed = _DASH.split(link["list"], 1)[0], _DASH.search(link["list"]) is not None
    if len(behind) > _WINDOW or (link["between"].strip() if dash else closed):
        return None
    inside = [one for one in marked.figures if one is not figure and start <= one.start < start + len(listed)]
    listed = without_ages(listed)
    if ";" not in listed and any(one.sign in "pxmc" and (one.unit or one.text in listed) for one in inside):
        return None  # three men and two women: a sum, and CC403's; Berg at 8 percent, Holm at 6
    return counts(listed)


def _links(between: str) -> bool:
    """Return whether the words between noun and list leave the list to the noun: no other clause, number or list."""
    return "," not in between and not re.search(
        r"\b(?:and|but|or|because|when|while|including|such\s+as|like|among|not)\b", between
    )


RULE = Rule(
    id="CC408",
    name="list-length",
    severity="warning",
    what="A number of things that is not the number of things listed behind it: after a colon, between dashes, after `namely`, as "
    "names in apposition or in the next sentence (`They were`), as clauses between semicolons, as titles in quotation marks, or as a list of "
    "lines. A list that says it is not whole (`including`, `among them`) passes.",
    why="Readers count. One item was forgotten, or one was added and the number was not changed.",
    fires="The firm named three reasons: cost, time, noise and the weather.",
    passes="The firm named four reasons: cost, time, noise and the weather.",
    instead="Count the list again; where it names only some of them, write `including`.",
    reference="Reuters Handbook of Journalism, “Accuracy” and “The Desk”",
    find=find,
)
