"""Paragraphs and sentences of an article, with the claims in each, and the stretches that are somebody's own words."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from claimcheck import lang
from claimcheck.analysis import Analysis, Word
from claimcheck.lang import quotations
from claimcheck.report import Claim, Mark, Report

_LINE = re.compile(r"[^\n]+")
_SINGLE = re.compile(r"(?<![\w])[‘'](?=[\w“\"])(?:[^‘'’\n]|(?<=\w)['’](?=\w)){2,600}(?<=[\w.,!?…])[’'](?!\w)")
_OPEN_QUOTE = ('"', "“", "„", "«")
_ENDS_SENTENCE = re.compile(r"(?:[.!?…:]|,(?=[\"”’]))[\"”’')\]]*\Z")
_LONGEST_HEADING, _LONGEST_HEADLINE = 14, 30  # words
_LABELLED = re.compile(r"^(?P<label>[A-Z][\w.’'-]*(?:[ ][A-Z][\w.’'-]*){0,2}):[ ]+[^\n]*", re.MULTILINE)
_TURNS = 3  # of one speaker: a table of facts has a label once or twice
LONGEST = 2_000
"""Characters of a sentence that is read; more is a page that lost its full stops, and each mark reads its whole sentence."""
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class ProseSentence:
    """``text[start:end]`` of an article, its words, and the claims that stand in it."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    claims: tuple[Claim, ...]

    def place(self, offset: int) -> int:
        """Return the place of the word that starts at an offset of the article or next behind it."""
        return bisect.bisect_left(self.words, offset, key=lambda word: word.start)

    def word(self, place: int) -> Word | None:
        """Return the word at a place, None outside the sentence."""
        return self.words[place] if 0 <= place < len(self.words) else None

    def under(self, place: int) -> Iterator[int]:
        """Yield the places of the words that hang on the word at a place."""
        return (at for at, word in enumerate(self.words) if word.head == place != at)

    def marks(self) -> Iterator[Mark]:
        """Yield the marks of its claims."""
        return (mark for claim in self.claims for mark in claim.marks)


@dataclass(frozen=True, slots=True, eq=False)
class ProseParagraph:
    """A line of the article's text with its sentences; ``place`` counts from 0 and headings with it."""

    place: int
    section: str
    sentences: tuple[ProseSentence, ...]

    @property
    def start(self) -> int:
        """Where its first sentence starts."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where its last sentence ends."""
        return self.sentences[-1].end


class Spans:
    """Pairs of offsets that tell in logarithmic time whether one of them lies over a stretch."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(pairs)
        self._starts = [start for start, _ in ordered]
        self._reach = list(itertools.accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Return whether a pair overlaps ``start`` to ``end``."""
        at = bisect.bisect_left(self._starts, end)
        return at > 0 and self._reach[at - 1] > start

    def hold(self, start: int, end: int) -> bool:
        """Return whether a pair holds all of ``start`` to ``end``."""
        at = bisect.bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= end


class _Same:
    """A thing as a key: two are the same where they are one object."""

    __slots__ = ("thing",)

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.thing is self.thing


def per_article(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the last result of a function for the very same arguments: rules ask for the same of an article in turn."""

    @lang.compiled(1)
    def kept(*given: _Same) -> T:
        return function(*(one.thing for one in given))  # type: ignore[arg-type, call-arg]

    @functools.wraps(function)
    def of(*given: P.args, **_: P.kwargs) -> T:
        return kept(*map(_Same, given))

    return of


@per_article
def paragraphs(analysis: Analysis, report: Report) -> tuple[ProseParagraph, ...]:
    """Return the paragraphs of the article.

    ``section`` is that of their first sentence. A line without the end of a sentence is a ``headline`` or ``heading``; a
    first line that ends as a sentence does is none, whatever the reader took it for.
    """
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in report.claims:
        claims[claim.sentence.index].append(claim)
    found: list[ProseParagraph] = []
    lines = [0, *(match.end() for match in re.finditer("\n", analysis.text))]
    for _, line in itertools.groupby(analysis.sentences, key=lambda one: bisect.bisect_right(lines, one.start)):
        listed = list(line)
        sentences = tuple(
            ProseSentence(one.start, one.end, analysis.text[one.start : one.end], one.words, tuple(claims[one.number]))
            for one in listed
            if one.end - one.start <= LONGEST
        )
        if sentences:
            second = len(found) == 1 and found[0].sentences[-1].text.endswith(";")  # a headline in two parts
            text = analysis.text[listed[0].start : listed[-1].end]
            section = _section(text, listed[0].section, first=not found or second)
            found.append(ProseParagraph(len(found), section, sentences))
    return tuple(found)


def prose(analysis: Analysis, report: Report) -> list[ProseParagraph]:
    """Return the paragraphs but headlines, headings, captions and notes."""
    return [paragraph for paragraph in paragraphs(analysis, report) if paragraph.section in {"lead", "body"}]


def sentences(analysis: Analysis, report: Report) -> Iterator[ProseSentence]:
    """Yield the sentences of prose, in text order."""
    return (sentence for paragraph in prose(analysis, report) for sentence in paragraph.sentences)


def _section(line: str, section: str, *, first: bool) -> str:
    if section == "headline":
        return "lead" if line.endswith((".", ".”", '."')) else "headline"
    if section in {"lead", "body"} and not _ENDS_SENTENCE.search(line):
        if len(line.split()) > (_LONGEST_HEADLINE if first else _LONGEST_HEADING):
            return section
        return "headline" if first else "heading"
    return section


@per_article
def quoted(analysis: Analysis) -> Spans:
    """Return the stretches in quotation marks, single ones too, and of an interview; an unclosed one runs to its line's end."""
    text = analysis.text
    found, lone = quotations.scan(text)
    spans = [(one.start, one.end) for one in found]
    ends = [*(match.start() for match in re.finditer("\n", text)), len(text)]
    spans += [(one.at, ends[bisect.bisect_left(ends, one.at)]) for one in lone if one.opens]
    return Spans([*spans, *_running(text), *_interview(text), *(match.span() for match in _SINGLE.finditer(text))])


def _interview(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an interview runs: from its first line with a speaker's label to its last, if two labels take turns."""
    lines = [(match["label"], match.start(), match.end()) for match in _LABELLED.finditer(text)]
    met = Counter(label for label, _, _ in lines)
    taking_turns = [line for line in lines if met[line[0]] >= _TURNS]
    if len({label for label, _, _ in taking_turns}) > 1:
        yield taking_turns[0][1], taking_turns[-1][2]


def _running(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that open with a quotation mark and close none: the quotation goes on in the next one."""
    for line in _LINE.finditer(text):
        bare = line[0].lstrip()
        if bare.startswith(_OPEN_QUOTE) and not re.search(r"[\"”»]", bare[1:]):
            yield line.start() + len(line[0]) - len(bare), line.end()
