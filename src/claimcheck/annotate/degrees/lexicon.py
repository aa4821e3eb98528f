"""The rows of a table of degrees by kind: phrases by their first word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.lang import vocabulary

if TYPE_CHECKING:
    from claimcheck.annotate.grammar.trees import Columns

_NUMBER = re.compile(r"(?:[a-z]{1,3})?[$£€]?[\d.,]*\d[\d.,]*(?:%|bps|[mb]illion|[a-z]{1,2})?")
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word to the phrases that begin with it, the longest first."""


@lang.compiled
def phrases(table: str, kind: str = "phrase") -> Phrases:
    """Return the phrases of the rows of one kind."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in lang.rows(table):
        if row["kind"] == kind:
            words = tuple(row["word"].split())
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(table, key=len, reverse=True)) for first, table in found.items()}


def phrase_end(words: Columns, at: int, table: Phrases) -> int:
    """Return the end of the longest phrase of ``table`` at ``at``, or ``at``."""
    for each in table.get(words.lower[at], ()):  # mostly none: a generator was 3 % of the time of an article
        if words.follows(at, each):
            return at + len(each)
    return at


def is_number(word: str) -> bool:
    """Return whether the lower-case ``word`` is a number in figures or words (``$5bn``, ``30%``, ``ten``)."""
    return word in vocabulary.amounts() or bool(_NUMBER.fullmatch(word))
