"""A pattern of date expressions as a regular expression over lexemes, and what it keeps where it matches.

In a pattern ``<month>`` is a lexeme with the role month, ``{month}`` keeps it, ``{month:2}`` keeps a second one, spaces
mean nothing. A builder returns what the words say, or ``None`` where the context speaks against it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Final

from claimcheck import lang
from claimcheck.lang.dates.lexemes import STOP, Lexemes, alphabet
from claimcheck.lang.dates.when import When

_MACRO: Final = re.compile(r"<(?P<role>\w+)>|\{(?P<kept>\w+)(?::(?P<number>\d))?\}")


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A pattern's match in ``lexemes``: ``start`` and ``end`` number lexemes, half open."""

    lexemes: Lexemes
    match: re.Match[str]

    @property
    def start(self) -> int:
        """Return the first lexeme."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Return the lexeme behind the last one."""
        return self.match.end()

    def index(self, group: str) -> int | None:
        """Return the lexeme that ``group`` (``month``, ``month_2``) keeps, ``None`` where it matched nothing."""
        if group not in self.match.re.groupindex or (start := self.match.start(group)) < 0:
            return None
        return start

    def get(self, group: str) -> str | None:
        """Return the value of the lexeme that ``group`` keeps in the role that gives the group its name."""
        index = self.index(group)
        return None if index is None else self.lexemes.values[index][re.sub(r"_\d$", "", group)]

    def number(self, *groups: str) -> int:
        """Return the whole number that the first of ``groups`` that matched keeps, 0 where none did."""
        return next((int(float(kept)) for group in groups if (kept := self.get(group))), 0)

    def has(self, index: int, role: str) -> bool:
        """Return whether lexeme ``index`` plays ``role``; ``False`` outside of the text."""
        letter = self.lexemes.letters[index : index + 1] if index >= 0 else ""
        return letter in _letters(role)

    def lower_or_first(self, index: int) -> bool:
        """Return whether lexeme ``index`` is in lower case or opens a sentence; elsewhere a capital makes it a name."""
        return not self.lexemes.raw(index)[:1].isupper() or index == 0 or self.lexemes.letters[index - 1] == STOP


Builder = Callable[[Hit], When | None]
Rule = tuple[str, str, Builder]


@lang.compiled
def _letters(role: str) -> frozenset[str]:
    return frozenset(alphabet().having(role))


def compiled(pattern: str) -> re.Pattern[str]:
    """Return ``pattern`` over letters: ``<role>`` is a lexeme with the role, ``{role}`` or ``{role:2}`` keeps it."""

    def expand(macro: re.Match[str]) -> str:
        having = alphabet().having(macro["role"] or macro["kept"])
        letters = f"[{having}]" if having else "(?!)"  # a lexicon in force without a word for it
        if macro["role"]:
            return letters
        return f"(?P<{macro['kept']}{'_' + macro['number'] if macro['number'] else ''}>{letters})"

    return re.compile(re.sub(r"\s+", "", _MACRO.sub(expand, pattern)))
