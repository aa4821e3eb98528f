"""The rows of ``comparisons.tsv``, and where a measure phrase begins and a standard ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import lang
from claimcheck.annotate.grammar import trees
from claimcheck.lang import vocabulary

if TYPE_CHECKING:
    from claimcheck.annotate.grammar.trees import Columns

_NUMBER = re.compile(r"(?:[a-z]{1,3})?[$£€]?[\d.,]*\d[\d.,]*(?:%|[a-z]{1,2})?")
_MEASURES = frozenset(
    "times time percent % percentage point points pounds years year inches feet miles degrees seconds minutes "
    "meters metres".split()
)
_DEGREES = frozenset(
    "much far even still slightly significantly considerably substantially somewhat vastly a lot bit little nearly "
    "almost about no any roughly twice thrice times double".split()
)
_SHORT_STANDARDS = frozenset(
    "ever expected usual average normal others before anticipated planned scheduled thought".split()
)
_CLAUSE_OPENERS = frozenset("as because while although though".split())


class Lexicon(NamedTuple):
    """Phrases by their first word, and single words, of ``comparisons.tsv`` and ``comparisons_nots.tsv``."""

    standards: Mapping[str, tuple[tuple[str, ...], ...]]
    over: Mapping[str, tuple[tuple[str, ...], ...]]
    against: Mapping[str, tuple[tuple[str, ...], ...]]
    nots: Mapping[str, tuple[tuple[str, ...], ...]]
    multiples: frozenset[str]
    dimensions: frozenset[str]


@lang.compiled
def lexicon_rows() -> Lexicon:
    """Return the compiled rows."""

    def phrases(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        return _by_first_word(row["word"] for row in lang.rows("comparisons") if row["kind"] == kind)

    def single(kind: str) -> frozenset[str]:
        return frozenset(row["word"] for row in lang.rows("comparisons") if row["kind"] == kind)

    nots = _by_first_word(row["word"] for row in lang.rows("comparisons_nots"))
    return Lexicon(
        phrases("standard"), phrases("over"), phrases("against"), nots, single("multiple"), single("dimension")
    )


def _by_first_word(words: Iterator[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in (tuple(word.split()) for word in words):
        table[phrase[0]] = (*table.get(phrase[0], ()), phrase)
    return table


def match(words: Columns, at: int, table: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
    """Return the end of the longest phrase of ``table`` at ``at``, or ``at``."""
    ends = [at + len(phrase) for phrase in table.get(words.lower[at], ()) if trees.follows(words, at, phrase)]
    return max(ends, default=at)


def is_number(words: Columns, at: int, *, near: int) -> bool:
    """Return whether the token ``at`` is a number in figures or words, or a currency sign."""
    word = words.word(at, near=near)
    return word in vocabulary.amounts() or bool(_NUMBER.fullmatch(word)) or word in ("$", "£", "€", "us$")


def measure_first(words: Columns, first: int) -> int:
    """Return where the measure phrase and the degree words right before ``first`` begin."""
    at = first
    while at > words.first[first] and not words.stop[at - 1]:
        if words.quantities.get(at, at) < at:
            at = words.quantities[at]
        elif (
            is_number(words, at - 1, near=first)
            or words.lower[at - 1] in _MEASURES | _DEGREES
            or (
                words.lower[at - 1] in ("of", "a", "than", "more", "less", "-")
                and at < first
                and _in_measure(words, at - 1)
            )
        ):
            at -= 1
        else:
            break
    return at


def _in_measure(words: Columns, at: int) -> bool:
    """``half a point``, ``more than half a point``, ``10 - fold``: what may stand inside a measure phrase."""
    before, after = words.word(at - 1, near=at), words.word(at + 1, near=at)
    if words.lower[at] in ("more", "less"):
        return after == "than"
    if words.lower[at] == "than":
        return before in ("more", "less")
    return is_number(words, at - 1, near=at) or after in vocabulary.amounts() | {
        "point",
        "percentage",
        "percent",
        "lot",
        "bit",
        "little",
    }


def standard_end(words: Columns, marker: int) -> int:
    """Return the end of the standard that ``marker`` (than, as) opens: a phrase, or the clause that is the standard."""
    if words.word(marker + 1, near=marker) in _SHORT_STANDARDS:
        return marker + 2 + (words.word(marker + 2, near=marker) == "before")
    scanned = scanned_end(words, marker)
    if not words.parsed:
        return scanned
    head = words.head[marker]
    if words.dep[marker] == "fixed":
        head = words.head[head]
    if head <= marker or words.first[head] != words.first[marker]:
        return scanned
    first, end = trees.subtree(words, head)
    if first < marker - 1 or end <= marker + 1:
        return scanned
    for each in words.children[head]:
        clause = words.dep[each] in ("acl:relcl", "advcl", "parataxis", "conj", "cc") and each > head
        if clause and not (words.dep[each] == "conj" and words.tag[each][:2] in ("NN", "CD")):
            start = trees.subtree(words, each)[0]
            end = min(end, start) if start > head else end
    end = next((at for at in range(marker + 1, end) if words.stop[at] or _opens_clause(words, at, marker)), end)
    return trees.extended(words, marker + 1, end)


def _opens_clause(words: Columns, at: int, marker: int) -> bool:
    """Return whether a clause about the comparison begins at ``at``: a conjunction, or ``to`` with a verb."""
    if at == marker + 1:
        return False
    return words.lower[at] in _CLAUSE_OPENERS or (words.lower[at] == "to" and words.tag[at + 1 : at + 2] == ["VB"])


def scanned_end(words: Columns, marker: int) -> int:
    """Return the end of the standard behind ``marker`` where no tree tells: at most ten tokens on."""
    at = marker + 1
    last = min(len(words.lower), marker + 10)
    while at < last and words.first[at] == words.first[marker] and not words.stop[at]:
        word = words.lower[at]
        if at > marker + 1 and word in (
            "and",
            "but",
            "or",
            "because",
            "while",
            "when",
            "who",
            "which",
            "that",
            "is",
            "are",
            "was",
            "were",
        ):
            break
        at += 1
    return at
