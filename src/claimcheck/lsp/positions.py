"""Places in an editor's text: offsets in code points here; in the protocol a line, and units of an encoding in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")  # the protocol's; str.splitlines knows seven more


class TextPosition(NamedTuple):
    """A line and a character, both from 0, the character in units of the encoding that client and server agreed on."""

    line: int
    character: int


class TextLines:
    """A text by its lines, and the units that its characters are counted in: ``utf-8``, ``utf-16`` or ``utf-32``."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self._encoding = encoding
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column in code points, both from 0; the nearest that there is."""
        if line >= len(self._starts):
            return len(self.text)
        return min(self._starts[max(line, 0)] + max(column, 0), len(self.text))

    def start_of_line(self, offset: int) -> int:
        """Return where the line of an offset starts."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def position(self, offset: int) -> TextPosition:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return TextPosition(line, _units(self.text[self._starts[line] : offset], self._encoding))

    def at(self, line: int, character: int) -> int:
        """Return the offset of a position: that of the character it stands in, the line's end for one behind it."""
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        following = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        words = self.text[start:following].rstrip("\r\n")
        if words.isascii() or self._encoding == "utf-32":
            return start + min(character, len(words))
        for column, letter in enumerate(words):
            character -= _units(letter, self._encoding)
            if character < 0:
                return start + column
        return start + len(words)


def _units(words: str, encoding: str) -> int:
    if encoding == "utf-32" or words.isascii():
        return len(words)
    if encoding == "utf-8":
        return len(words.encode("utf-8", "surrogatepass"))
    return len(words) + sum(letter > "\uffff" for letter in words)
