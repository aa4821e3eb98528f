"""Find date expressions in running text: the patterns of points and periods, tried in order at each place."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.lang.dates.lexemes import lex
from claimcheck.lang.dates.patterns import Builder, Hit, compiled
from claimcheck.lang.dates.periods import CLOCKS, NOTHING, PERIODS
from claimcheck.lang.dates.points import POINTS
from claimcheck.lang.dates.when import When

_EMPTY_LINE = re.compile(r"\n(?=\n)")


@dataclasses.dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at ``start:end`` in code points; ``rule`` names the pattern that found it."""

    start: int
    end: int
    when: When
    rule: str


def scan(text: str) -> Iterator[Expression]:
    """Yield the date expressions of ``text`` in order, prepositions and possessive 's left out; they do not overlap.

    It is read paragraph by paragraph, between the line ends of which an empty line is made: none goes beyond.
    """
    at = 0
    for end in (*(match.end() for match in _EMPTY_LINE.finditer(text)), len(text)):
        for start, last, when, rule in _in_paragraph(text[at:end]):
            yield Expression(at + start, at + last, when, rule)
        at = end


@lang.by_text
def _in_paragraph(text: str) -> tuple[tuple[int, int, When, str], ...]:
    return tuple(_expressions(text))


def _expressions(text: str) -> Iterator[tuple[int, int, When, str]]:
    lexemes = lex(text)
    letters, position, first = lexemes.letters, 0, _any()
    while (found := first.search(letters, position)) is not None:
        position = found.start()
        for name, pattern, build in _rules():
            match = pattern.match(letters, position)
            when = build(Hit(lexemes, match)) if match is not None else None
            if match is not None and when is not None:
                position = match.end() - 1
                if when != NOTHING:
                    yield lexemes.starts[match.start()], lexemes.ends[position], when, name
                break
        position += 1


def parse(text: str) -> When | None:
    """Return what ``text`` means where all of it is one date expression, else ``None``."""
    stripped = text.strip()
    found = list(scan(stripped))
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(stripped)):
        return found[0].when
    return None


@lang.compiled
def _rules() -> tuple[tuple[str, re.Pattern[str], Builder], ...]:
    return tuple((name, compiled(pattern), build) for name, pattern, build in (*PERIODS, *POINTS, *CLOCKS))


@lang.compiled
def _any() -> re.Pattern[str]:
    return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern) for _, pattern, _ in _rules()))
