"""Binding: which source, if any, a mark is credited to.

The innermost relation with a source whose content covers the mark; else, where the mark stands in a quotation that the
relation's content is part of, the speaker (a quotation runs on); else nobody: nothing is bound across sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.attribution.layout import LABELLED

_HALF = 0.5  # share of a mark that a content must cover: the encoder's edges are off by a word in one of five
_NAME = 3  # words in quotation marks that may be a name
_LINE = re.compile(r"[^\n]+")
_CURLY = re.compile(r"“[^“”]{1,4000}”|“[^“”\n]*")  # over paragraphs that open no other, else to the end of its line
_STRAIGHT = re.compile(r'(?<!\w)"[^"\n]*(?:"|$)')


class Binder:
    """Binds the marks of one article. ``speaks`` holds the source of each relation that has one."""

    def __init__(self, text: str, relations: Sequence[Relation], *, speaks: Mapping[int, int]) -> None:
        self.text = text
        self.relations = relations
        self.speaks = speaks
        pieces = [(s, e, n) for n, relation in enumerate(relations) for s, e in relation.content]
        self._pieces = sorted(pieces)
        self._starts = [piece[0] for piece in self._pieces]
        self._longest = max((end - start for start, end, _ in pieces), default=0)
        self._said = sorted((at, to) for relation in relations for at, to in (*relation.source, *relation.cue))
        runs = [*running(text, sorted(quotations(text)))]
        self._quotes = [quote for run in runs for quote in run]
        self._runs = [(run, speaker) for run in runs if (speaker := self._speaker(run)) is not None]
        self._run_starts = [run[0][0] for run, _ in self._runs]
        self.inner = frozenset(
            number for run, speaker in self._runs for number in self._within(run) if number != speaker
        )
        """The relations that lie in what somebody else is quoted as saying: what they tell, that one says."""

    def bind(self, start: int, end: int) -> tuple[int | None, str]:
        """Return the relation that binds the mark ``start:end``, None in the article's own voice, and the rule."""
        covering = self.covering(start, end)
        cited = any(at < end and start < to for number in covering for at, to in self.relations[number].source)
        spoken = next((number for number in covering if number in self.speaks and not cited), None)
        if spoken is not None:
            return spoken, "content"
        if covering:
            return covering[0], "sourceless"
        running = None if self._in_cue_or_source(start, end) else self.quoted_by(start, end)
        return running, "own voice" if running is None else "quotation"

    def covering(self, start: int, end: int) -> list[int]:
        """Return the relations whose content covers at least half of ``start:end``, the shortest content first."""
        found = [
            (to - at, number)
            for at, to, number in self._near(start, end)
            if min(to, end) - max(at, start) >= _HALF * (end - start)
        ]
        return [number for _, number in sorted(found)]

    def _near(self, start: int, end: int) -> Sequence[tuple[int, int, int]]:
        """Return the pieces of content among which those that touch ``start:end`` are."""
        first = bisect_right(self._starts, start - self._longest - 1)
        return self._pieces[first : bisect_right(self._starts, end)]

    def _in_cue_or_source(self, start: int, end: int) -> bool:
        last = bisect_right(self._said, (end, 0))
        return any(at < end and start < to for at, to in self._said[max(last - 3, 0) : last])

    def quoted_by(self, start: int, end: int) -> int | None:
        """Return the relation whose speaker goes on in the quotation that ``start:end`` lies in, over paragraphs; None without one."""
        run, speaker = self._runs[found] if (found := bisect_right(self._run_starts, start) - 1) >= 0 else ((), None)
        quote = _around(run, start)
        inside = quote is not None and not self.text[quote[1] : end].strip(" .,;")  # ready to leave”.
        return speaker if inside else None

    def is_quoted(self, number: int, start: int, end: int) -> bool:
        """Return whether the words ``start:end`` of what the relation ``number`` tells are given as they were said.

        Of a content that is quoted in part, those are that have more than a name in double quotation marks among them.
        """
        relation = self.relations[number]
        if relation.form != "mixed" or not any(self._quoted_in(at, to) for at, to in relation.content):
            return relation.form != "indirect"
        return any(self._quoted_in(start, end))

    def _quoted_in(self, start: int, end: int) -> list[bool]:
        """Return of each quotation that ``start:end`` touches whether it is more than a name: ``“Country Brand”``."""
        first = bisect_right(self._quotes, start, key=lambda quote: quote[1])
        last = bisect_left(self._quotes, end, key=lambda quote: quote[0])
        words = (self.text[at:to].split() for at, to in self._quotes[first:last])
        return [len(one) > _NAME or not all(word.strip("“”\"'’.,")[:1].isupper() for word in one) for one in words]

    def _speaker(self, run: Sequence[tuple[int, int]]) -> int | None:
        """Return the one relation with a source that has its content in a run of quotations, and its cue outside."""
        found = {
            number
            for begin, close in run
            for at, to, number in self._near(begin, close)
            if at < close and begin < to and number in self.speaks and not self._lies_in(number, run)
        }
        return min(found) if len({self.speaks[number] for number in found}) == 1 else None

    def _within(self, run: Sequence[tuple[int, int]]) -> Iterator[int]:
        """Yield the relations with a content in a run of quotations whose cue lies there, too, but for a transcript's turns."""
        near = {
            number for begin, close in run for at, to, number in self._near(begin, close) if at < close and begin < to
        }
        labelled = {number for number in near if self.relations[number].why.get("rule") == LABELLED}
        yield from (number for number in sorted(near - labelled) if self._lies_in(number, run))

    def _lies_in(self, number: int, run: Sequence[tuple[int, int]]) -> bool:
        told = [*self.relations[number].source, *self.relations[number].cue]
        return any((quote := _around(run, at)) is not None and quote[0] < at for at, _ in told)

    def chain(self, number: int) -> list[int]:
        """Return the sources around the relation ``number``, outermost first: X said (a report found)."""
        around: list[int] = []
        outer = self.relations[number].within
        while outer is not None and len(around) < len(self.relations):
            if outer in self.speaks and self.speaks[outer] != self.speaks.get(number):
                around.append(self.speaks[outer])
            outer = self.relations[outer].within
        return list(dict.fromkeys(reversed(around)))


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the quotations, curly ones and each line's straight ones; one that nothing closes runs to the end of its line."""
    yield from (found.span() for found in _CURLY.finditer(text))
    for line in _LINE.finditer(text):
        yield from (found.span() for found in _STRAIGHT.finditer(text, line.start(), line.end()))


def _around(run: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the quotation of a run that an offset lies in, None for none: by bisection, for a run may have thousands."""
    place = bisect_right(run, at, key=lambda quote: quote[0]) - 1
    return run[place] if place >= 0 and at < run[place][1] else None


def running(text: str, quotes: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the quotations in runs, those inside others left out: one that no mark closes goes on where the next paragraph opens another."""
    run: list[tuple[int, int]] = []
    for start, end in quotes:
        if run and start < run[-1][1]:
            continue
        if run and (text[run[-1][1] - 1] in '”"' or text[run[-1][1] : start].strip()):
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run
