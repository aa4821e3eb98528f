"""Patterns made of the words of a table: what the rules on vague and daring words search for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck import lang

ADVERBS = r"(?:(?:\w+ly|also|now|still|often|already|never|always|long|even|once|so)\s++){0,4}"
"""What stands between an auxiliary and its verb."""


SAYING = re.compile(
    r"(?:\w+\s+){0,3}?(?:sa(?:y|ys|id|ying)|tell|tells|told|telling|according|warn\w*|argu\w*|claim\w*|insist\w*|contend\w*|confirm\w*|add(?:s|ed|ing)|not(?:e|es|ed|ing)|"
    r"explain\w*|recall\w*|suggest\w*|stat(?:e|es|ed|ing)|acknowledg\w*|den(?:y|ies|ied)|describ\w*|call(?:s|ed|ing)?|alleg\w*|charg(?:e|es|ed)|complain\w*|"
    r"report(?:s|ed|ing)?|believ\w*|think\w*|thought|predict\w*|expect\w*|put|fear\w*|accus\w*|wrote|writes?|cit(?:e|es|ed|ing)|estimat\w*|"
    r"point(?:s|ed)?|see[sn]?|saw|view\w*|regard\w*|worr\w*|critici\w*|declar\w*|assert\w*|maintain\w*|conced\w*|admit\w*|reveal\w*|disclos\w*|compar\w*)\b",
    re.IGNORECASE,
)
"""A cue by which somebody vouches for a statement; who votes, mails, mocks or shouts does not."""


def either(words: Iterable[str]) -> str:
    """Return the pattern that matches one of ``words``, the longest first, whatever the white space in them."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first) + ")"


@lang.compiled
def words_of(table: str, column: str, *, kind: str | None = None) -> frozenset[str]:
    """Return what stands in a column of a table, in lower case, of all rows or of those of one kind."""
    return frozenset(row[column].casefold() for row in lang.rows(table) if kind is None or row["kind"] == kind)


@lang.compiled
def source_nouns(*types: str) -> frozenset[str]:
    """Return the nouns for the sources of some types, in the singular: mayor for a person, survey for a document."""
    return frozenset(row["noun"] for row in lang.rows("source_nouns") if row["type"] in types)


@lang.compiled
def pattern_of(table: str, column: str, *, kind: str | None = None) -> re.Pattern[str]:
    """Return the pattern of whole words for a column of a table, whatever their capitals."""
    return re.compile(rf"(?<![\w-]){either(words_of(table, column, kind=kind))}(?![\w-])", re.IGNORECASE)


@lang.compiled
def reporting_verbs() -> str:
    """Return the pattern of the verbs that report what somebody says, thinks or shows, in all their forms."""
    forms = {
        form
        for row in lang.rows("cues")
        if row["stance"] in {"assertion", "belief", "evidence"} and row["plain"] and " " not in row["cue"]
        for form in (row["cue"], *row["forms"].split())
    }
    return either(form for form in forms | _OPINION if not form.endswith("ing"))


_OPINION = frozenset(
    "fear fears feared worry worried hope hoped expect expected doubt doubted suspect suspected agree agreed find found "
    "feel felt accuse accused criticise criticised criticize criticized blame blamed urge urged describe described call called".split()
)


@lang.compiled(2048)
def tokens(text: str) -> frozenset[str]:
    """Return the words of a sentence in lower case: whether a costly pattern need be tried on it."""
    return frozenset(re.findall(r"[\w-]+", text.casefold()))


@lang.compiled
def triggers(table: str, column: str, *, kind: str | None = None) -> frozenset[str]:
    """Return for each row of a table the longest of its words: a text without any of them holds none of the rows."""
    return frozenset(max(re.findall(r"[\w-]+", words), key=len) for words in words_of(table, column, kind=kind))
