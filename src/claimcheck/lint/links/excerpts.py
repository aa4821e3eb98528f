"""What a finding shows of a text: its beginning, as much as a line of a terminal holds, and the word before a place."""

from __future__ import annotations

import re

_WORD_BEFORE = re.compile(r"\S+\s*\Z")
_REACH = 80  # characters


def shortened(text: str, most: int) -> str:
    """Return a text, from which dots take the end where it is longer than ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def word_before(text: str, at: int) -> int:
    """Return where the word before an offset starts, the offset itself where there is none."""
    found = _WORD_BEFORE.search(text, max(at - _REACH, 0), at)
    return found.start() if found else at
