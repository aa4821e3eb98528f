r"""Regular expressions with words of the lexicon in them: ``(?&Month) \d`` holds for every month that a table has.

``(?&month)`` stands for any spelling of a month, ``(?&short)`` for jan and mon, ``(?&cardinal)`` for a number in one word from one to ninety,
``(?&many)`` for one from two on, with dozen, hundred and so on, ``(?&scale)`` for these alone, ``(?&vague)`` for dozens,
``(?&part)`` for third, thirds, and ``(?&ordinal)`` for first, second. A capital in the name asks for words with a capital, and
capitals for capitals.
"""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping

from claimcheck import lang
from claimcheck.lang import vocabulary

_MACRO = re.compile(r"\(\?&(?P<words>[A-Za-z]+)\)")


class Pattern:
    """A regular expression that holds for the lexicon in force: what ``re.compile`` returns, with the words put in."""

    __slots__ = ("_flags", "_source")

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._source, self._flags = source, flags

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match that begins at ``start``, as ``re`` does."""
        return _compiled(self._source, self._flags).match(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match from ``start`` on, as ``re`` does."""
        return _compiled(self._source, self._flags).search(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of the whole text, as ``re`` does."""
        return _compiled(self._source, self._flags).fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in order, as ``re`` does."""
        return _compiled(self._source, self._flags).finditer(text, start, end)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with every match replaced, as ``re`` does."""
        return _compiled(self._source, self._flags).sub(replacement, text)


def words(listed: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(listed.split())


def one_of(listed: str) -> str:
    """Return a pattern for any word of a list that is written as one text, ``_`` for a space inside a word."""
    return "(?:" + "|".join(listed.split()).replace("_", " ") + ")"


def any_of(listed: str, *, before: str = r"\b", after: str = r"\b", flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return the expression of ``one_of`` between two others, by default for whole words."""
    return re.compile(before + one_of(listed) + after, flags)


@lang.compiled(512)
def _compiled(source: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(_MACRO.sub(lambda macro: _either(macro["words"]), source), flags)


def _either(name: str) -> str:
    """Return the pattern of any of the words that a name stands for, the longest first."""
    longest_first = sorted(_WORDS[name.lower()](), key=lambda word: (-len(word), word))
    spelled = [
        word.upper() if name.isupper() else word.title() if name[0].isupper() else word for word in longest_first
    ]
    ends = r"\b" if name.lower() == "month" else ""  # Mar. and Mar, not Marseille
    return "(?:" + "|".join(re.escape(word) + (ends if word[-1].isalpha() else "") for word in spelled) + ")"


_WORDS: Mapping[str, Callable[[], Iterable[str]]] = types.MappingProxyType(
    {
        "month": vocabulary.months,
        "short": vocabulary.short_calendar_names,
        "cardinal": vocabulary.cardinals,
        "many": vocabulary.many,
        "scale": vocabulary.scales,
        "vague": lambda: vocabulary.number_words("plural"),
        "part": lambda: vocabulary.number_words("part", "parts"),
        "ordinal": vocabulary.ordinals,
    }
)
