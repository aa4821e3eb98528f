"""Where the claims of one draft are in another: by their words, else by what stands around them, else by likeness."""

from __future__ import annotations

import hashlib
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from claimcheck.report import Report

GONE = "gone"
_CONTEXT = 32  # characters before and after, as the annotations of the web have it
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|[%$€£¥]")
_PAGES = 8000  # characters in which a sentence is looked for where no neighbour of it is known
_MOST = 0.6  # of the words of the shorter of two claims, to be the same claim in the same place
_PART = 75.0  # how like a claim is one that it is a part of
_ALIKE = 45.0  # per cent of its letters that a claim between the same words must keep to be the same
_LIKELY, _IN_PLACE, _MARGIN = 80.0, 20.0, 10.0
"""How like the best claim must be, what it gains between the same neighbours, and how far it must be ahead of the next."""
_MOST_PAIRS = 4_000_000
"""Pairs of claims whose likeness is asked for in all, a microsecond each: 2,000 claims with 2,000, else those near each other."""
_MOST_ALIKE = 100_000
"""Pairs of claims with the same words, or with the same around them: of more the order tells, or nothing."""
_FEWEST = 16  # claims that one is compared with, at least


PlacedWord = tuple[str, int]
"""A word as ``words_of`` has it, and its offset."""


class ClaimAnchor(NamedTuple):
    """A claim of the old draft and what it is in the new one, None for nothing there; both by their number."""

    old: int
    new: int | None
    how: str
    """``exact``, ``context``, ``fuzzy`` or ``gone``."""


def anchored(old: Report, new: Report) -> list[ClaimAnchor]:
    """Return where each claim of the old draft is in the new one, in their order; no two are at the same claim."""
    return _Anchoring(old, new).anchors()


def draft_id(report: Report) -> str:
    """Return what names a draft: its text with the claims that were found in it, wherever the file lies."""
    found = "\x1f".join((report.text, *(part.model_dump_json() for part in (*report.claims, *report.sources))))
    return hashlib.sha256(found.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Anchoring:
    def __init__(self, old: Report, new: Report) -> None:
        self.old, self.new = _DraftSide.of(old), _DraftSide.of(new)
        self.found: dict[int, tuple[int, str]] = {}
        self.pairs = _MOST_PAIRS

    def anchors(self) -> list[ClaimAnchor]:
        self._by_words()
        self._by_context()
        self._by_place()
        while self._by_likeness():
            pass
        nowhere = (None, GONE)
        return [ClaimAnchor(number, *self.found.get(number, nowhere)) for number in range(len(self.old.words))]

    def _left(self) -> tuple[list[int], list[int]]:
        """Return the claims of both drafts that are not placed."""
        taken = {new for new, _ in self.found.values()}
        return (
            [number for number in range(len(self.old.words)) if number not in self.found],
            [number for number in range(len(self.new.words)) if number not in taken],
        )

    def _by_words(self) -> None:
        """Place claims whose words are there; of several with the same words, by what stands around them, in their order."""
        there: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, words in enumerate(self.new.words):
            there[words].append(number)
        wanted: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, words in enumerate(self.old.words):
            if words in there:
                wanted[words].append(number)
        for words, olds in wanted.items():
            for old, new in self._paired(olds, there[words]):
                self.found[old] = (new, "exact")

    def _paired(self, olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of claims that have the same words."""
        if len(olds) > 1 or len(news) > 1:
            same = [
                (group[0][0], group[1][0]) for group in self._same_around(olds, news) if list(map(len, group)) == [1, 1]
            ]
            yield from same
            firsts, seconds = {one for one, _ in same}, {one for _, one in same}
            olds = [old for old in olds if old not in firsts]
            news = [new for new in news if new not in seconds]
        if len(olds) * len(news) > _MOST_ALIKE:
            yield from zip(olds, news, strict=False)
        else:
            yield from _in_order(olds, news, self._around)

    def _same_around(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the claims of both drafts that have the same before and after them."""
        there: defaultdict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for old in olds:
            there[self.old.around[old]][0].append(old)
        for new in news:
            there[self.new.around[new]][1].append(new)
        yield from there.values()

    def _around(self, old: int, new: int) -> float:
        """Return how like the words around two claims are, 1 to 201: a pair is better than none."""
        sides = zip(self.old.around[old], self.new.around[new], strict=True)
        return 1 + sum(fuzz.ratio(before, after) for before, after in sides)

    def _by_context(self) -> None:
        """Place claims that were written anew between words that are as they were."""
        groups = (group for group in self._same_around(*self._left()) if len(group[0]) * len(group[1]) <= _MOST_ALIKE)
        for old, new in _once(pair for group in groups for pair in product(*group) if self._alike(*pair) >= _ALIKE):
            self.found[old] = (new, "context")

    def _by_place(self) -> None:
        """Place claims most of whose words are in one claim of the new draft, in their order between the same neighbours.

        A sentence written anew elsewhere changes what the pipeline takes for a claim here: of a whole sentence or a part of it.
        """
        olds, news = self._left()
        between, free = _Between(self.found), set(news)
        shares: dict[int, dict[int, float]] = {}
        for place in dict.fromkeys(between.place(old) for old in olds):
            gap = [old for old in olds if between.place(old) == place]
            first, last = between.around(gap[0])
            there = [new for new in free if first < new < last]
            heirs = _heirs(self.old.window(between.olds, place, gap), self.new.window(between.news, place, there))
            words = {new: self.new.places(new) for new in there}
            for old in gap if heirs else ():
                kept = {heirs[place] for place in self.old.places(old) if place in heirs}
                length = len(self.old.words[old])
                shares[old] = {new: share for new in there if kept and (share := _share(kept, words[new], length))}
        for old, new in _unrivalled(shares.items()):
            if not self._has_twin(old, new, free):
                self.found[old] = (new, "context")

    def _has_twin(self, old: int, new: int, free: set[int]) -> bool:
        """Return whether a claim in another place is as like: of two sentences made of one, which it is now is chance."""
        claims = self.new.report.claims
        apart = (one for one in free if claims[one].end <= claims[new].start or claims[new].end <= claims[one].start)
        least = max(self._alike(old, new) - _MARGIN, _ALIKE)
        return any(fuzz.ratio(self.old.joined[old], self.new.joined[one], score_cutoff=least) for one in apart)

    def _by_likeness(self) -> bool:
        """Place claims that are like one claim of the new draft, and far less like any other; return whether any was."""
        olds, news = self._left()
        most = self.pairs // max(len(olds), 1)
        if most < min(_FEWEST, len(news)):
            return False
        self.pairs -= len(olds) * min(most, len(news))
        between = _Between(self.found)
        rows = ((old, self._likeness(old, between.nearest(old, news, most), between)) for old in olds)
        placed = {old: (new, "fuzzy") for old, new in _unrivalled(rows, margin=_MARGIN, least=_LIKELY)}
        self.found |= placed
        return bool(placed)

    def _likeness(self, old: int, news: Sequence[int], between: _Between) -> dict[int, float]:
        """Return how like a claim each of the new draft is that is like it, and what it gains in its place."""
        one, (first, last) = self.old.joined[old], between.around(old)
        there = {new: self.new.joined[new] for new in news}
        row = {new: _PART for new, other in there.items() if _is_part(one, other)}
        for _, alike, new in process.extract_iter(one, there, scorer=fuzz.ratio, score_cutoff=_ALIKE):
            row[new] = max(row.get(new, 0.0), alike)
        return {new: alike + _IN_PLACE * (first < new < last) for new, alike in row.items()}

    def _alike(self, old: int, new: int) -> float:
        """Return how like two claims are, 0 to 100: in all, or the shorter one in the longer, which counts for less."""
        one, other = self.old.joined[old], self.new.joined[new]
        return max(_PART if _is_part(one, other) else 0.0, fuzz.ratio(one, other, score_cutoff=_ALIKE))


def _is_part(one: str, other: str) -> bool:
    """Return whether the shorter of two claims is in the longer, and long enough for that to say something."""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    return len(shorter) > _CONTEXT / 2 and shorter in longer


def _unrivalled(
    rows: Iterable[tuple[int, Mapping[int, float]]], *, margin: float = 0.0, least: float = 0.0
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are ahead of all others of either side, and by a margin; a row is the scores of one old claim."""
    columns: defaultdict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    leads: list[tuple[int, int, float, float]] = []
    for old, row in rows:
        for new, score in row.items():
            first, second = columns[new]
            if score > second:
                columns[new] = (max(first, score), min(first, score))
        if row:
            best = max(row, key=row.__getitem__)
            leads.append((old, best, row[best], max((row[new] for new in row if new != best), default=0.0)))
    for old, new, score, other in leads:
        first, second = columns[new]
        others = max(other, second if score == first else first)
        if score >= least and score > others and score - others >= margin:
            yield old, new


def _heirs(old: list[PlacedWord], new: list[PlacedWord]) -> dict[int, int]:
    """Return for each word of a stretch of the old draft, by its offset, the word of the new one that it is."""
    blocks = LCSseq.opcodes([word for word, _ in old], [word for word, _ in new])
    same = (block for block in blocks if block.tag == "equal")
    pairs = (zip(old[one.src_start : one.src_end], new[one.dest_start : one.dest_end], strict=True) for one in same)
    return {before: after for pair in pairs for (_, before), (_, after) in pair}


def _share(kept: set[int], new: set[int], length: int) -> float:
    """Return how much of a claim and of one of ``length`` words is the words kept, 0 if not most of the shorter one."""
    common = len(new & kept)
    return 2 * common / (length + len(new)) if common >= _MOST * min(length, len(new)) else 0


class _DraftSide(NamedTuple):
    """The claims of a draft: their words, also as one text, and what stands before and after them."""

    words: list[tuple[str, ...]]
    joined: list[str]
    around: list[tuple[str, str]]
    report: Report

    @classmethod
    def of(cls, report: Report) -> _DraftSide:
        text = report.text
        far = 4 * _CONTEXT  # white space in it counts as one space
        around = [
            (spaced(text[max(one.start - far, 0) : one.start])[-_CONTEXT:], spaced(text[one.end :][:far])[:_CONTEXT])
            for one in report.claims
        ]
        words = [words_of(one.text) for one in report.claims]
        return cls(words, [" ".join(one) for one in words], around, report)

    def window(self, placed: Sequence[int], place: int, inside: Sequence[int]) -> list[PlacedWord]:
        """Return the words between two neighbours that are placed, these included, no farther than some pages from what is inside."""
        claims, text = self.report.claims, self.report.text
        if not inside:
            return []
        first, last = min(claims[one].start for one in inside), max(claims[one].end for one in inside)
        start = claims[placed[place - 1]].start if place else 0
        end = claims[placed[place]].end if place < len(placed) else len(text)
        return _placed_words(text, max(min(start, first), first - _PAGES), min(max(end, last), last + _PAGES))

    def places(self, number: int) -> set[int]:
        """Return the offsets of the words of a claim."""
        claim = self.report.claims[number]
        return {offset for _, offset in _placed_words(self.report.text, claim.start, claim.end)}


class _Between:
    """Tells where claims of the old draft would be in the new one, by their neighbours."""

    def __init__(self, found: dict[int, tuple[int, str]]) -> None:
        rising = in_rising_order([(old, new) for old, (new, _) in sorted(found.items())])
        self.olds, self.news = [old for old, _ in rising], [new for _, new in rising]

    def place(self, old: int) -> int:
        """Return the number of placed claims before one of the old draft."""
        return bisect_left(self.olds, old)

    def around(self, old: int) -> tuple[int, int]:
        """Return the claims of the new draft between which one of the old draft lies."""
        at = self.place(old)
        return (self.news[at - 1] if at else -1, self.news[at] if at < len(self.news) else sys.maxsize)

    def nearest(self, old: int, news: Sequence[int], most: int) -> Sequence[int]:
        """Return those of the claims, in their order, that are nearest to where one would be by the neighbour before it."""
        if len(news) <= most:
            return news
        at = self.place(old)
        expected = self.news[at - 1] + old - self.olds[at - 1] if at else old
        start = min(max(bisect_left(news, expected) - most // 2, 0), len(news) - most)
        return news[start : start + most]


def in_rising_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of the pairs, which rise in their first number, that rise in their second number too."""
    ends: list[int] = []
    rows: list[int] = []
    for _, new in pairs:
        row = bisect_left(ends, new)
        ends[row : row + 1] = [new]
        rows.append(row)
    kept: list[tuple[int, int]] = []
    row = len(ends) - 1
    for pair, at in zip(reversed(pairs), reversed(rows), strict=True):
        if at == row and (not kept or pair[1] < kept[-1][1]):
            kept.append(pair)
            row -= 1
    return kept[::-1]


def _once(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which neither side is in another."""
    held = list(pairs)
    olds, news = Counter(old for old, _ in held), Counter(new for _, new in held)
    return (pair for pair in held if olds[pair[0]] == news[pair[1]] == 1)


def _in_order(
    olds: Sequence[int], news: Sequence[int], score: Callable[[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs, in the order of both lists, whose scores are the most in all."""
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for row, column in product(reversed(range(len(olds))), reversed(range(len(news)))):
        paired = score(olds[row], news[column]) + best[row + 1][column + 1]
        best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(olds) and column < len(news):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            yield olds[row], news[column]
            row, column = row + 1, column + 1


def _placed_words(text: str, start: int, end: int) -> list[PlacedWord]:
    return [(word[0].casefold(), word.start()) for word in _WORD.finditer(text, start, end)]


def spaced(text: str) -> str:
    """Return a text with one space for all white space between two words."""
    return " ".join(text.split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and signs of money of a text, whatever its case, spaces and other signs."""
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))
