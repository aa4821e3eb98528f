"""Web addresses that stand bare in a text: where one starts, and where it ends before what only follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# An address that is the tail of a word, an e-mail address or another address is none.
STARTS = re.compile(r"(?<![\w@/.=-])(?:https?://(?=[\w\[])|www\.(?=[\w-]+\.\w))", re.IGNORECASE)
_REST = re.compile(r"[^\s<>\"“”«»‘’`…—\u2028]*")
_FOLLOWS = frozenset(".,;:!?'*_~")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def addresses_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and target of each address; ``www.`` is reached by ``https://www.``."""
    behind = 0
    for start in STARTS.finditer(text):
        if start.start() >= behind:
            behind = end_of(text, start.start())
            yield start.start(), behind, target(text[start.start() : behind])


def end_of(text: str, start: int, *, rest: re.Pattern[str] = _REST) -> int:
    """Return where the address at ``start`` ends: without the stop, quotation mark or bracket that closes around it."""
    match = rest.match(text, start)
    address = match[0] if match else ""
    surplus = {close: address.count(close) - address.count(opens) for close, opens in _BRACKETS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _FOLLOWS:
            break
        end -= 1
    return start + end


def target(address: str) -> str:
    """Return the address that a browser would open."""
    return address if address[:4].lower() == "http" else f"https://{address}"
