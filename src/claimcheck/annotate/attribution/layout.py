"""Speakers that the layout shows: the turns of a transcript (``WALLACE: ...``), quotations signed at their end (``― Ana Ruiz``)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.linking import RoleSpan, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

LABELLED = "speaker label"
"""The rule of a relation that is a turn of a transcript."""
QUOTES = frozenset("“ ” \" '' ``".split())
FINITE = frozenset("VBD VBZ VBP MD".split())
_SIGNS = frozenset("― — – -- -".split())
_OPENING = frozenset('“ " ``'.split())
_LONGEST_NAME = 8  # words of a signature
_SHORTEST_LABEL = 3  # letters: a list may have A: and B:


def in_turn(found: Triple, shown: Sequence[Triple], *, starts: Sequence[int]) -> Triple:
    """Return a relation without what it takes from the turns of other speakers, which those say."""
    said = found.cue or found.source

    def of_another(piece: RoleSpan) -> bool:
        near = shown[max(bisect_right(starts, piece.start) - 1, 0) : bisect_left(starts, piece.end)]
        return any(
            turn.rule == LABELLED and not _holds(turn, said) and any(_overlaps(piece, one) for one in turn.contents)
            for turn in near
        )

    return replace(found, contents=tuple(piece for piece in found.contents if not of_another(piece)))


def _holds(turn: Triple, piece: RoleSpan | None) -> bool:
    return piece is None or any(one.start <= piece.start and piece.end <= one.end for one in turn.contents)


def _overlaps(one: RoleSpan, other: RoleSpan) -> bool:
    return one.start < other.end and other.start < one.end


def speakers(doc: Doc) -> Iterator[Triple]:
    """Yield the turns of a transcript (``WALLACE: ...``) and the quotations signed at their end (``― Ana Ruiz``)."""
    turns = list(_turns(doc))
    if len(turns) != 1 or not _is_dateline(doc, turns[0]):
        yield from turns
    before = 0
    for start, end in groups.lines(doc):
        yield from _signed(doc, before, start, end=end)
        before = start


def _turns(doc: Doc) -> Iterator[Triple]:
    """Yield the turns of a transcript; one in quotation marks that are not closed goes on in the next paragraph that opens them."""
    turn: Triple | None = None
    runs_on = False
    for start, end in groups.lines(doc):
        quoted = doc[start].text in QUOTES and end - start > 1
        first = start + quoted
        colon = next((i for i in range(first + 1, min(first + 5, end - 2)) if doc[i].text == ":"), None)
        if colon and len(doc[first]) >= _SHORTEST_LABEL and all(_is_label(token) for token in doc[first:colon]):
            if turn is not None:
                yield turn
            turn = _triple((first, colon), (colon, colon + 1), (colon + 1, end), rule=LABELLED)
            runs_on = quoted
        elif turn is not None and not doc[start].is_space:
            runs_on = runs_on and quoted and doc[turn.contents[-1].end - 1].text not in QUOTES
            if runs_on and doc[first].text not in {"(", "["}:  # (CROSSTALK)
                turn = replace(turn, contents=(*turn.contents, RoleSpan("content", first, end)))
    if turn is not None:
        yield turn


def _is_dateline(doc: Doc, turn: Triple) -> bool:
    """Return whether the only label of an article opens it, or what is behind its headline, and is no person's: ``KLUANG: Exports rose``.

    A place that the encoder does not know it takes for a body.
    """
    start = turn.source.start if turn.source else 0
    lines = sum(1 for first, _ in groups.lines(doc) if first < start and not doc[first].is_space)
    return lines <= 1 and doc[start].ent_type_ in {"PLACE", "ORG"}


def _signed(doc: Doc, before: int, start: int, *, end: int) -> Iterator[Triple]:
    """Yield the quotations that a dash and a name behind them sign, in a line or on the line below that from ``before`` on."""
    for sign in [token.i for token in doc[start : end - 1] if token.text in _SIGNS]:
        if not doc[sign + 1].text[0].isupper():
            continue
        closed = next((i for i in range(sign - 1, before - 1, -1) if not doc[i].is_space), -1)
        if closed < 0 or doc[closed].text not in QUOTES:
            continue
        stop = next((i for i in range(sign + 1, end) if doc[i].text in QUOTES or doc[i].is_space), end)
        opened = next((i for i in range(closed - 2, before - 1, -1) if doc[i].text in QUOTES), -1)
        ends = stop == end or doc[stop].is_space or doc[stop].text in _OPENING
        if ends and opened >= 0 and stop - sign <= _LONGEST_NAME and not any(t.tag_ in FINITE for t in doc[sign:stop]):
            yield _triple((sign + 1, stop), (sign, sign + 1), (opened, closed + 1), rule="signature")


def _is_label(token: Token) -> bool:
    return token.is_upper or token.text in {".", "-"}


def _triple(source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int], *, rule: str) -> Triple:
    contents = (RoleSpan("content", *content),)
    return Triple(RoleSpan("cue", *cue), RoleSpan("source", *source), contents, 9.0, rule)
