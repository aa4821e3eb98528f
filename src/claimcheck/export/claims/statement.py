"""A claim's statement in pieces: plain ones and those that a mark covers, safe to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.lang.visible import spaced
from claimcheck.report import Claim, Report


class Segment(NamedTuple):
    """A piece of a statement, safe to show; ``kind`` is that of the mark that covers it, None where none does."""

    text: str
    kind: str | None


def pieces(report: Report, claim: Claim) -> Iterator[Segment]:
    """Yield the pieces of a claim's statement in text order; marks that overlap are one piece, of the first's kind."""
    at = claim.start
    for start, end, kind in _covered(claim):
        if start > at:
            yield Segment(spaced(report.text[at:start]), None)
        yield Segment(spaced(report.text[start:end]), kind)
        at = end
    if at < claim.end:
        yield Segment(spaced(report.text[at : claim.end]), None)


def bracketed(report: Report, claim: Claim) -> str:
    """Return a claim's statement on one line with its marks in square brackets: what there is without colour."""
    parts = (f"[{piece.text}]" if piece.kind else piece.text for piece in pieces(report, claim))
    return "".join(parts).strip()


def _covered(claim: Claim) -> list[tuple[int, int, str]]:
    """Return start, end and kind of each run of overlapping marks, clipped to the statement; the longer of two leads."""
    runs: list[tuple[int, int, str]] = []
    for mark in sorted(claim.marks, key=lambda mark: (mark.start, -mark.end)):
        start, end = max(mark.start, claim.start), min(mark.end, claim.end)
        if start >= end:
            continue
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2])
        else:
            runs.append((start, end, mark.kind))
    return runs
