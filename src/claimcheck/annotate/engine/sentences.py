"""Where a sentence must or must not begin, whatever the encoder thinks: lines, list marks, quotations, titles, ellipses.

The encoder saw where sentences begin in two treebanks. What it saw too seldom is said here, over the tokens alone; the
phenomena are those of the golden rules for English (Sadvilkar and Neumann 2020).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from claimcheck import lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FREE, MUST, MUST_NOT = 0, 1, -1
BULLETS = frozenset("•⁃‣◦▪●")
CLOSING = frozenset("\"'”’»)]")
CLOSING_ONLY = CLOSING - {'"', "'"}
DASHES = frozenset("— – - --".split())
FINAL = frozenset((".", "!", "?", "…"))
NUMBER_MARK = re.compile(r"[•⁃‣◦▪●]?(\d{1,2}|[a-h])([.)]*)")
LONGEST_TITLE, LEAST_LONG, LONG_WORD, TITLE_CASE = 30, 3, 4, 0.8
"""Words of a line in title case at most, of its longer words at least, letters of those, and their share with a capital."""
ELLIPSIS = re.compile(r"\.{2,}|…")
PLAIN_WORD = re.compile(r"[a-z]{4,}")
"""No abbreviation: behind it, a full stop and a capital begin a sentence in 1108 of 1109 places of EWT's and GUM's dev parts."""


def constraints(words: list[str], *, lines: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Return ``MUST``, ``MUST_NOT`` or ``FREE`` for every word (tokens without whitespace) to begin a sentence.

    ``lines`` marks the words that begin a line; they begin a sentence, too.
    """
    found = np.full(len(words), FREE, dtype=np.int8)
    titles, starters = (lang.column("sentences", kind=kind) for kind in ("title", "starter"))
    for at in range(1, len(words)):
        found[at] = _judge(words, at, titles=titles, starters=starters)
    title = _title(words, lines)
    found[1:title][[word not in FINAL | CLOSING for word in words[: title - 1]]] = MUST_NOT
    for start, end in _list_marks(words, lines):
        found[start] = MUST
        found[start + 1 : end + 1] = MUST_NOT
    found[lines] = MUST
    return found


def behind_words(words: list[str]) -> NDArray[np.bool_]:
    """Return which words stand behind a letter, a figure or a dash: “It leaks,” said [Ana] Ruiz; KESSA, May 4 — [Rents] rose."""
    return np.asarray([False, *(word[-1].isalnum() or word in DASHES for word in words[:-1])], dtype=np.bool_)


def _title(words: list[str], lines: NDArray[np.bool_]) -> int:
    """Return how many words the first line has if it is in title case, else 1: there a capital begins nothing.

    ``Mortgage Rates [Hit] 7 Percent``. Only the first line: of the web's lines in capitals (EWT), many are two sentences.
    """
    end = next((int(at) for at in np.flatnonzero(lines) if at), len(words))
    long = [word for word in words[:end] if len(word) >= LONG_WORD and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long)
    return end if len(long) >= LEAST_LONG and end <= LONGEST_TITLE and capital >= TITLE_CASE * len(long) else 1


def _judge(words: list[str], at: int, *, titles: frozenset[str], starters: frozenset[str]) -> int:
    """Return what the words around ``at`` say, lists apart."""
    word, before = words[at], words[at - 1]
    after_comma = before == "," or (before in CLOSING and at > 1 and words[at - 2] == ",")  # “We will,” she said
    if after_comma or word in FINAL or word in CLOSING_ONLY or ELLIPSIS.fullmatch(word):
        return MUST_NOT
    abbreviation = words[at - 2] + before if before == "." and at > 1 else before
    if abbreviation.lower() in titles:
        return MUST_NOT
    after_unit = at > 1 and words[at - 2] == "/" and before.endswith(".")  # at 200 km/h. Passengers
    if word[0].isupper() and (after_unit or (before == "." and at > 1 and PLAIN_WORD.fullmatch(words[at - 2]))):
        return MUST
    if word[0].islower() and (before in CLOSING or ELLIPSIS.fullmatch(before)):
        return MUST_NOT
    if (word[0].islower() or word == "I") and _spaced_ellipsis(words, at):  # I is a capital anywhere
        return MUST_NOT
    if before == ":" and "://" in word:
        return MUST_NOT
    if before == "...." and word[0].isupper():
        return MUST
    starts = word[0].isupper() and word.lower() in starters
    if starts and before.endswith(".") and not ELLIPSIS.fullmatch(before) and not _spaced_ellipsis(words, at):
        return MUST
    return FREE


def _spaced_ellipsis(words: list[str], at: int) -> bool:
    """Return whether an ellipsis of three spaced full stops ends before ``at``."""
    return words[max(0, at - 3) : at] == [".", ".", "."]


def _list_marks(words: list[str], lines: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the first word and the word after the last of list marks that count up from 1 or a within a line, two at least."""
    run: list[tuple[int, int, str]] = []
    for at in range(len(words)):
        if lines[at]:
            yield from _counted(run)
            run = []
        mark = _mark_at(words, at)
        if mark is not None:
            run.append(mark)
    yield from _counted(run)


def _counted(marks: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Yield the extents of the longest run of marks in which each value follows the last one."""
    chain: list[tuple[int, int, str]] = []
    for mark in marks:
        if not chain or _follows(mark[2], chain[-1][2]):
            chain.append(mark)
    if len(chain) > 1:
        yield from ((start, end) for start, end, _ in chain)


def _follows(value: str, last: str) -> bool:
    if value.isdigit() != last.isdigit():
        return False
    return int(value) == int(last) + 1 if value.isdigit() else ord(value) == ord(last) + 1


def _mark_at(words: list[str], at: int) -> tuple[int, int, str] | None:
    """Return extent and value of a list mark such as ``1.``, ``1)``, ``1.)``, ``a.``, ``• 9.`` that opens at ``at``."""
    here = at + 1 if words[at] in BULLETS and at + 1 < len(words) else at
    found = NUMBER_MARK.fullmatch(words[here])
    if found is None:
        return None
    end = here + 1
    while end < len(words) and end < here + 3 and words[end] in {".", ")"}:
        end += 1
    closed = end > here + 1 or found[2]
    opens = end < len(words) and words[end][0].isupper()
    return (at, end, found[1]) if closed and opens else None
