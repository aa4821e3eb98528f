"""The words that bound a number, before it (``at least``, ``exceeded``) and after it (``or more``, ``and below``)."""

from __future__ import annotations

import dataclasses
import functools
import re

from claimcheck.lang import rows

_BEFORE = re.compile(r"[^\s\"“”()\[\]:;,]+[ \u00a0]$")
_WINDOW = 48  # characters before a number in which its bound stands
_MOST_WORDS = 6
# May stand between a bound and its number, and are then inside the span: more than an additional 20 homes.
_BRIDGES = re.compile(
    r"(?:(?:an )?(?:additional|extra|estimated)|another|(?:a |the )?total of|a record|the|a|an|further|a further|an average of|half) $"
)
_DEGREES = frozenset(
    "just well slightly far much significantly considerably substantially somewhat little bit way roughly only".split()
)
# Not a bound but a direction: the share inched back up to 4.8 percent.
_MOVED = re.compile(
    r"(?:\bback|[a-z]{3}ing|[a-z]{2}(?:ch|b|m|p|s)ed|\bjumped|\bclimbed|\bwent|\bgoes|\brose|\brise|\bmoves?|\bgrew|\bit|\bthat) $"
)
# Prepositions as often as bounds before a small counted number: a dispute over two islands.
_PREPOSITIONS = frozenset(("over", "about", "under", "around", "above", "below", "near", "beyond"))


@dataclasses.dataclass(frozen=True, slots=True)
class Bound:
    """A bound: its sign, the words that made it, and where it starts (before the number) or ends (after it)."""

    sign: str
    cue: str
    edge: int


@functools.cache
def _table(side: str) -> dict[str, str]:
    return {row["words"]: row["bound"] for row in rows("bounds") if row["side"] == side}


@functools.cache
def _after() -> re.Pattern[str]:
    words = sorted(_table("after"), key=len, reverse=True)
    glued = [re.escape(word) for word in words if not word[0].isalpha() or word == "ish"]
    spaced = [re.escape(word).replace(r"\ ", " ") for word in words if word[0].isalpha()]
    return re.compile(rf"(?P<glued>{'|'.join(glued)})(?![a-z\d])|[ ](?P<spaced>{'|'.join(spaced)})(?!\w)")


def bound_before(text: str, start: int) -> Bound | None:
    """Return the bound that ends right before ``start``."""
    window = text[max(start - _WINDOW, 0) : start]
    for glued, sign in _table("glued").items():
        if window.endswith(glued) and not window[: -len(glued)][-1:].isalnum():
            return Bound(sign, glued, start - len(glued))
    bound = _spoken(window, start)
    if bound is None and (bridge := _BRIDGES.search(window)):
        bound = _spoken(window[: bridge.start()], start - (len(window) - bridge.start()))
        if bound is not None and bound.cue in _PREPOSITIONS and bridge[0] in ("the ", "a ", "an "):
            return None
    return bound


def _spoken(window: str, start: int) -> Bound | None:
    table, position, cue, found = _table("before"), len(window), "", None
    for _ in range(_MOST_WORDS):
        match = _BEFORE.search(window, 0, position)
        if match is None:
            break
        position = match.start()
        cue = window[position:].rstrip().lower().replace("\u00a0", " ")
        if cue in table and not (cue == "up to" and _MOVED.search(window, 0, position)):
            found = Bound(table[cue], cue, start - (len(window) - position))
    return _widened(window, found, start=start) if found else None


def _widened(window: str, bound: Bound, *, start: int) -> Bound:
    """Take degree words in: ``just over``, ``a little more than``."""
    position = len(window) - (start - bound.edge)
    match = _BEFORE.search(window, 0, position)
    while match and match[0].strip().lower() in _DEGREES:
        if match[0].strip().lower() == "only" and bound.sign != "~":
            break
        if match[0].strip().lower() == "only":
            break
        position = match.start()
        if window[:position].endswith("a ") and match[0].strip() in ("little", "bit"):
            position -= 2
        match = _BEFORE.search(window, 0, position)
    return dataclasses.replace(bound, edge=start - (len(window) - position))


def is_preposition(bound: Bound) -> bool:
    """Tell whether the bound could be a plain preposition of place or topic."""
    return bound.cue in _PREPOSITIONS


def bound_after(text: str, end: int) -> Bound | None:
    """Return the bound that begins right after ``end``."""
    match = _after().match(text, end)
    if match is None:
        return None
    cue = match["glued"] or match["spaced"]
    return Bound(_table("after")[cue], cue, match.end())
