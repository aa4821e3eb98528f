"""What two mentions of a thing have in common beside their content words: the event that happens to it, and names."""

from __future__ import annotations

import re
from typing import Final

from claimcheck import lang
from claimcheck.lang import rows, vocabulary
from claimcheck.lang.inflection import directions, stems
from claimcheck.lint.numbers import MarkedSentence

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SHORTEST: Final = 3
_SIGNS: Final = {"up": "+", "down": "-"}
_SMALL: Final = frozenset("mr mrs ms dr i the a an in on at".split())
_CAPITALS: Final = 0.6  # of the words of a headline in title case, whose capitals name nothing


def content(text: str) -> frozenset[str]:
    """Return the stems of the content words of ``text``; a word of rise or fall is ``+`` or ``-``."""
    words = map(str.lower, _WORD.findall(text))
    ways = directions()
    signs = {word: _SIGNS[way] for word in words if (way := ways.get(word)) in _SIGNS}
    return stems(text, but=signs) | frozenset(signs.values())


@lang.compiled
def events() -> dict[str, str]:
    """Return the event that each word of ``counted_events.tsv`` tells."""
    return {word: row["event"] for row in rows("counted_events") for word in row["words"].split()}


def event_in(text: str, *, last: bool = True) -> tuple[str, int, int] | None:
    """Return the event that ``text`` tells and where its word stands; of several the last, or else the first."""
    told = [match for match in _WORD.finditer(text.lower()) if match[0] in events()]
    found = [(events()[match[0]], *match.span()) for match in told]
    return found[-1 if last else 0] if found else None


def names_of(marked: MarkedSentence) -> frozenset[str]:
    """Return the words with a capital inside of the sentence, and at its start where another follows."""
    words = _WORD.findall(marked.text)
    capital = [word[:1].isupper() for word in words]
    if not words or (sum(capital) >= _CAPITALS * len(words) and marked.in_headline):
        return frozenset()
    return frozenset(
        word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        for place, word in enumerate(words)
        if capital[place]
        and len(word) >= _SHORTEST
        and word.lower() not in _SMALL | vocabulary.calendar_names() | vocabulary.short_calendar_names()
        and (place > 0 or (len(words) > 1 and capital[1]))
    )
