"""Where the words of a claim stand in another reading of its article: by their letters and digits."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

_AROUND = 32  # letters before and after words, by which one of several places is told
_SHORTEST = 8  # letters of a piece of a claim's words, and to the next one where that is shorter


class Letters(NamedTuple):
    """The letters and digits of a text, folded, each with its place in it."""

    folded: str
    places: tuple[int, ...]


def letters(text: str) -> Letters:
    """Return what two readings of a document share, whatever they make of spaces, raised figures and quotation marks."""
    folded, places = [], []
    for place, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).casefold():
            if one.isalnum():
                folded.append(one)
                places.append(place)
    return Letters("".join(folded), tuple(places))


def places(read: Letters, written: Letters, extents: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int] | None]:
    """Yield where in ``written`` the words of ``read`` at each extent stand; None where they do not, or that is not sure.

    Of words that stand several times, the same one counted from the beginning is meant; they are looked for once.
    """
    known: dict[str, dict[int, int]] = {}
    for extent in extents:
        first, last = (bisect_right(read.places, at - 1) for at in extent)
        words = read.folded[first:last]
        if words not in known:
            before, here = (
                _found(words, text, (0, len(text))) if words else [] for text in (read.folded, written.folded)
            )
            known[words] = dict(zip(before, here, strict=True)) if len(before) == len(here) else {}
        at = known[words].get(first)
        yield None if at is None else (written.places[at], written.places[at + len(words) - 1] + 1)


def pieces(
    read: Letters, written: Letters, extent: tuple[int, int], *, among: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return where in ``written`` the words of ``read`` at ``extent`` stand, in pieces; none where they do not all.

    Only what stands at ``among`` is looked at. Between two pieces there may be what a page has and the article has not: the mark
    of a note, or the foot of the page and the head of the next one. Of words that stand several times, those are meant that
    have the most of the same letters around them.
    """
    start, end = (bisect_left(read.places, at) for at in extent)
    low, high = (bisect_left(written.places, at) for at in among)
    text = written.folded
    made: list[tuple[int, int]] = []
    while start < end:
        length = _longest(read.folded[start:end], text, (low, high))
        if length < min(end - start, _SHORTEST):
            return []
        places = _found(read.folded[start : start + length], text, (low, high))
        at = places[0] if made else max(places, key=lambda at: _alike(read.folded, text, (start, start + length, at)))
        if made and length < _SHORTEST and at - low > _SHORTEST:
            return []
        made.append((written.places[at], written.places[at + length - 1] + 1))
        start, low = start + length, at + length
    return made


def _longest(words: str, text: str, among: tuple[int, int]) -> int:
    """Return how many of the first letters of the words stand together in that part of the text."""
    lengths = range(1, len(words) + 1)
    return bisect_left(lengths, 1, key=lambda length: text.find(words[:length], *among) < 0)


def _alike(read: str, text: str, extent: tuple[int, int, int]) -> int:
    """Return how many letters before and after the words of ``read`` at start and end also stand around them at a place in the text."""
    start, end, at = extent
    before = read[max(0, start - _AROUND) : start][::-1], text[max(0, at - _AROUND) : at][::-1]
    after = read[end : end + _AROUND], text[at + end - start : at + end - start + _AROUND]
    return sum(
        len(list(takewhile(lambda both: both[0] == both[1], zip(*pair, strict=False)))) for pair in (before, after)
    )


def _found(words: str, text: str, among: tuple[int, int]) -> list[int]:
    """Return each place in that part of the text where the words begin, those too that overlap."""
    places, at = [], text.find(words, *among)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1, among[1])
    return places
