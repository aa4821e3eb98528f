"""Names in a text, by their capitals, and the words that stand beside those of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.lint.passages.wording import either, source_nouns, words_of

_PART = r"[^\W\d_a-z][^\W\d_]*(?:['’\-‐][^\W\d_]+)*"
_WORD = rf"(?:{_PART}|[A-Z]\.)"
_LINKED = r"(?:(?:de|van|von|der|den|la|al|bin|del|di|da|dos|ter)\ )*"
# A name ends with a possessive: `Ann Lee's Harbour Plan` is two.
_WHOLE_NAME = re.compile(rf"(?<![\w'’\-]){_PART}(?:(?<!['’]s)(?<!['’])\ {_LINKED}{_WORD})*(?![^\W\d_]|\(\w)")
_ENDS_SENTENCE = re.compile(r"(?:\A|[.!?:…]['\"’”)\]]*\s+|[\n\"“‘(]\s*|[•*–—-]\s+)\Z")
_POSSESSIVE = re.compile(r"['’]s\Z|['’]\Z")


@dataclass(frozen=True, slots=True)
class ProperName:
    """Capitalised words in a row: ``text[start:end]`` without a possessive's ending; ``opens`` a sentence or a line."""

    start: int
    end: int
    words: tuple[str, ...]
    opens: bool


@lang.compiled(4)  # several rules ask for those of one article
def names(text: str) -> tuple[ProperName, ...]:
    """Return the runs of capitalised words, in text order; those in capitals throughout (``GDP``) are none."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[ProperName]:
    for match in _WHOLE_NAME.finditer(text):
        bare = _POSSESSIVE.sub("", match[0])
        words = tuple(bare.split(" "))
        if any(word.isupper() and len(word) > 1 and not word.endswith(".") for word in words):
            continue
        opens = _ENDS_SENTENCE.search(text, max(match.start() - 6, 0), match.start()) is not None or match.start() == 0
        yield ProperName(match.start(), match.start() + len(bare), words, opens)


def given_names() -> frozenset[str]:
    """Return the given names that are known, in lower case."""
    return words_of("given_names", "name")


def function_words() -> frozenset[str]:
    """Return the words that are no part of a name, though a sentence opens with them, in lower case."""
    return words_of("function_words", "word")


def titles() -> frozenset[str]:
    """Return the titles by which people are called, in lower case."""
    return words_of("titles", "title")


@lang.compiled
def demonyms() -> frozenset[str]:
    """Return the words for those of a country, in lower case: French, Germans."""
    return frozenset(word.casefold() for row in lang.rows("demonyms") for word in row["demonym"].split())


KIN = (
    r"(?:brothers?|sisters?|siblings?|twins?|(?:grand|step)?(?:sons?|daughters?|fathers?|mothers?)|parents?|grand\w+|cousins?|nephews?|nieces?|"
    r"uncles?|aunts?|wife|husband|partner|fianc\w+|widow\w*)"
)
"""The pattern of the words for relatives: near one of them, a name or an age can be another person's."""


@lang.compiled
def person_nouns() -> re.Pattern[str]:
    """Return the pattern of the nouns for a person: mayor, spokeswoman, man."""
    return re.compile(rf"\b{either({*source_nouns('person'), 'people'})}s?\b", re.IGNORECASE)
