"""The words that bound a number, before it (``at least``, ``exceeded``) and after it (``or more``, ``and below``)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from claimcheck import lang
from claimcheck.lang.patterns import any_of, one_of, words

_LAST_WORD = re.compile(r"[^\s\"“”()\[\]:;,]+[ \u00a0]$")
_WINDOW = 48  # characters before a number in which its bound stands
_MOST_WORDS = 6
# May stand between a bound and its number, and are then inside the span: more than an additional 20 homes.
_BRIDGE = any_of(
    """(?:an_)?(?:additional|extra|estimated) another (?:a_|the_)?total_of a_record the an? (?:a_)?further an_average_of half""",
    before="",
    after=" $",
)
# And what is measured: up to a speed of 200 km/h, over a distance of 40 km, which bounds nothing.
_DIMENSION = any_of(
    """speed velocity pace distance height altitude elevation length depth width thickness diameter radius weight mass
        temperature area size volume capacity power pressure dose age price cost rent fee fine sum salary budget rate
        frequency population value""",
    before=r"\ban? (?:[a-z]+ )?",
    after=" of $",
)
_DEGREES = words("just well slightly far much significantly considerably substantially somewhat little bit way roughly")
# Not bounds but particles of the verb: the share inched back up to 4.8 percent, the firm handed over millions.
_MOVED = re.compile(
    rf"(?:[a-z]{{3}}ing|[a-z]{{2}}(?:ch|b|m|p|s)ed|\b{one_of('back jumped climbed went goes rose rise moves? grew it that')}) $"
)
_HANDED = re.compile(
    rf"\b{one_of('hand turn sign pay pass win')}(?:ed|s|ing|ning)? $|\b{one_of('took takes? taken taking')} $"
)
# Prepositions as often as bounds before a small counted number: a dispute over two islands.
_PREPOSITIONS = words("over about under around above below near beyond")


@dataclasses.dataclass(frozen=True, slots=True)
class Bound:
    """A bound: its sign, the words that made it, and where it starts (before the number) or ends (after it)."""

    sign: str
    cue: str
    edge: int

    @property
    def is_preposition(self) -> bool:
        """Tell whether the bound could be a plain preposition of place or topic."""
        return self.cue in _PREPOSITIONS


def _table(side: str) -> Mapping[str, str]:
    return lang.mapping("bounds", "words", "bound", side=side)


@lang.compiled
def _after() -> re.Pattern[str]:
    cues = sorted(_table("after"), key=len, reverse=True)
    glued = "|".join(re.escape(cue) for cue in cues if not cue[0].isalpha())
    spaced = "|".join(cue for cue in cues if cue[0].isalpha())
    return re.compile(rf"(?P<glued>{glued})(?![a-z\d])|[ ](?P<spaced>{spaced})(?!\w| than\b)")


def bound_before(text: str, start: int) -> Bound | None:
    """Return the bound that ends right before ``start``."""
    window = text[max(start - _WINDOW, 0) : start]
    for cue, sign in _table("glued").items():
        if window.endswith(cue) and not window[: -len(cue)][-1:].isalnum():
            return Bound(sign, cue, start - len(cue))
    bound = _spoken(window, start)
    bridge = _BRIDGE.search(window) or _DIMENSION.search(window) if bound is None else None
    if bridge is None:
        return bound
    bound = _spoken(window[: bridge.start()], start - len(bridge[0]))
    placed = bridge[0] in ("the ", "a ", "an ") or bridge.re is _DIMENSION
    return None if bound is not None and bound.is_preposition and placed else bound


def _spoken(window: str, start: int) -> Bound | None:
    """Return the longest bound in words at the end of ``window``, which ends at ``start``."""
    position, found = len(window), None
    for _ in range(_MOST_WORDS):
        match = _LAST_WORD.search(window, 0, position)
        if match is None:
            break
        position = match.start()
        cue = window[position:].rstrip().lower().replace("\u00a0", " ")
        if cue in _table("before") and not _is_particle(cue, window[:position]):
            found = Bound(_table("before")[cue], cue, start - (len(window) - position))
    return _widened(window, found, start=start) if found else None


def _is_particle(cue: str, before: str) -> bool:
    """Tell whether the words belong to the verb before them: inched back up to, handed over."""
    verb = {"up to": _MOVED, "over": _HANDED}.get(cue)
    return verb is not None and verb.search(before) is not None


def _widened(window: str, bound: Bound, *, start: int) -> Bound:
    """Take degree words in: ``just over``, ``a little more than``."""
    position = len(window) - (start - bound.edge)
    match = _LAST_WORD.search(window, 0, position)
    while match and match[0].strip().lower() in _DEGREES:
        position = match.start()
        if window[:position].endswith("a ") and match[0].strip() in ("little", "bit"):
            position -= 2
        match = _LAST_WORD.search(window, 0, position)
    return dataclasses.replace(bound, edge=start - (len(window) - position))


def bound_after(text: str, end: int) -> Bound | None:
    """Return the bound that begins right after ``end``."""
    match = _after().match(text, end)
    if match is None:
        return None
    cue = match["glued"] or match["spaced"]
    return Bound(_table("after")[cue], cue, match.end())
