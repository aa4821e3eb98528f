"""The rows of ``superlatives.tsv``, and where the span of a claim of rank opens and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from claimcheck import lang
from claimcheck.annotate.grammar import trees
from claimcheck.lang import vocabulary
from claimcheck.lang.patterns import Pattern

if TYPE_CHECKING:
    from claimcheck.annotate.grammar.trees import Columns

ORDINAL = Pattern(r"(?!first)(?&ordinal)|\d+(?:st|nd|rd|th)")
_SINGLE = frozenset("only very single most least more vital".split())
WHOSE = frozenset("the its their his her our my your whose".split())


class Found(NamedTuple):
    """Tokens of a find: where the span starts, the noun it is about, and the end."""

    first: int
    head: int
    end: int
    rule: str


class Lexicon(NamedTuple):
    """The rows by kind, and fixed phrases by their first word."""

    kinds: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    nots: Mapping[str, tuple[tuple[str, ...], ...]]
    serial: frozenset[str]


@lang.compiled
def lexicon_rows() -> Lexicon:
    """Return the compiled rows of ``superlatives.tsv`` and ``superlatives_nots.tsv``."""
    rows, nots = lang.rows("superlatives"), lang.rows("superlatives_nots")
    kinds = {
        kind: frozenset(row["word"] for row in rows if row["kind"] == kind)
        for kind in ("unique", "definite", "rank", "record", "top")
    }
    return Lexicon(
        kinds,
        _by_first_word(row["word"] for row in rows if row["kind"] == "phrase"),
        _by_first_word(row["word"] for row in nots if row["kind"] == "phrase"),
        frozenset(row["word"] for row in nots if row["kind"] == "serial"),
    )


def _by_first_word(words: Iterator[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (tuple(word.split()) for word in words):
        table.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in table.items()}


def whole(words: Columns, trigger: int, *, head: int | None = None, rule: str) -> Found:
    """Return the find from the determiner before ``trigger`` to the end of the scope of what it modifies."""
    noun = trees.head_noun(words, trigger) if head is None else head
    end = max(trees.scope_end(words, noun), trigger + 1)
    return Found(opening_of(words, trigger), noun, end, rule)


def opening_of(words: Columns, trigger: int) -> int:
    """Return where the phrase opens: a determiner, a possessor, ``one of``, or the trigger's own row of adjectives."""
    at = trigger
    while at > words.first[trigger] and not words.stop[at - 1] and _joins(words, at - 1):
        at -= 1
    before = at - 1
    if before < words.first[trigger]:
        return at
    if words.lower[before] in trees.DETERMINERS and words.tag[before] != "IN":
        at = before
    elif words.lower[before] in trees.POSSESSIVES and before > words.first[trigger]:
        at = _possessor(words, before)
    if (
        at > words.first[trigger] + 1
        and words.lower[at - 1] == "of"
        and (words.tag[at - 2] == "CD" or words.lower[at - 2] in ("one", "some", "many"))
    ):
        at -= 2
    return at


def _joins(words: Columns, at: int) -> bool:
    word, tag = words.lower[at], words.tag[at]
    if word == "-":
        return bool(at and ORDINAL.fullmatch(words.lower[at - 1]))
    if word == "and" and at and words.tag[at - 1] in ("JJS", "RBS", "JJ"):
        return words.lower[at - 1] in ("first", "only") or words.tag[at - 1] == "JJS"
    return (
        word in _SINGLE
        or word in vocabulary.many()
        or bool(ORDINAL.fullmatch(word))
        or word == "first"
        or (tag in ("JJ", "JJS", "CD") and word != "such")
    )


def _possessor(words: Columns, mark: int) -> int:
    """Return the first token of the noun phrase whose possessive ``'s`` stands at ``mark``."""
    owner = mark - 1
    if words.tagged:
        at = owner
        names = ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "HYPH", "JJS")
        while at - 1 >= words.first[mark] and words.tag[at - 1] in names and not words.stop[at - 1]:
            at -= 1
    else:
        at = owner
        while at - 1 >= words.first[mark] and words.doc[at - 1].is_title and words.doc[at].is_title:
            at -= 1
    before = at - 1
    determined = before >= words.first[mark] and words.lower[before] in trees.DETERMINERS and words.tag[before] != "IN"
    return before if determined else at


def is_definite(words: Columns, trigger: int) -> bool:
    """Return whether a definite determiner or a possessor opens the phrase of ``trigger``."""
    first = opening_of(words, trigger)
    if first == trigger:
        return False
    opening = words.lower[first]
    return (
        opening in WHOSE
        or opening in ("this", "that", "these", "those")
        or any(words.lower[at] in trees.POSSESSIVES or words.lower[at] == "of" for at in range(first, trigger))
    )


def next_word(words: Columns, at: int, steps: int = 1) -> str:
    """Return the lower-case word ``steps`` tokens on in the same sentence, else an empty string."""
    return words.word(at + steps, near=at)


def previous_word(words: Columns, at: int, steps: int = 1) -> str:
    """Return the lower-case word ``steps`` tokens back in the same sentence, else an empty string."""
    return words.word(at - steps, near=at)
