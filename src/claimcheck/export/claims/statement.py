"""What a claim states, as it stands in the article: its marks, what a source is said to have said, and with which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from claimcheck.lang.visible import spaced
from claimcheck.report import Attribution, Claim, Mark, Report

Styled = tuple[str, str]
"""A piece of text, safe to show, and its style: words such as ``bold cyan``, none for plain."""
Stretch = tuple[int, int]
_MARKS = {
    "quantity": "bold cyan",
    "superlative": "bold magenta",
    "change": "bold blue",
    "comparison": "bold magenta",
    "time": "cyan",
}


def bracketed(report: Report, claim: Claim) -> str:
    """Return a claim's statement on one line with its marks in square brackets: what there is without colour."""
    pieces = shown(report.text, (claim.start, claim.end), {0: claim}, relations={}, brackets=True)
    return "".join(text for text, _ in pieces).strip()


def shown(
    text: str, extent: Stretch, claims: Mapping[int, Claim], *, relations: Mapping[str, Attribution], brackets: bool
) -> Iterator[Styled]:
    """Yield a stretch of the text in pieces, with what the ``claims`` in it, each under its number, rest on.

    Marks have the style of their kind and, with ``brackets``, square ones; what is attributed in a relation, looked up by
    its id, is underlined, its cue in italics. A claim that is only a part of the stretch stands in braces, with its number.
    """
    runs = _runs(extent, (mark for claim in claims.values() for mark in claim.marks))
    parts = {number: claim for number, claim in claims.items() if not _fills(text, claim, extent)}
    signs = _signs(parts, runs if brackets else [])
    starting = defaultdict(list)
    places = {*extent, *signs}
    for start, end, style in (*runs, *_attributed(relations, extent, claims.values())):
        starting[start].append((end, style))
        places |= {start, end}
    open_now: list[tuple[int, str]] = []
    for start, end in pairwise(sorted(places)):
        yield from signs[start]
        open_now = [*(layer for layer in open_now if layer[0] > start), *starting[start]]
        yield spaced(text[start:end]), " ".join(style for _, style in open_now)
    yield from signs[extent[1]]


def _runs(extent: Stretch, marks: Iterable[Mark]) -> list[tuple[int, int, str]]:
    """Return start, end and style of each run of overlapping marks in a stretch; the longer of two leads."""
    runs: list[tuple[int, int, str]] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        start, end = max(mark.start, extent[0]), min(mark.end, extent[1])
        if start >= end:
            continue
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2])
        else:
            runs.append((start, end, _MARKS.get(mark.kind, "bold")))
    return runs


def _fills(text: str, claim: Claim, extent: Stretch) -> bool:
    """Return whether a claim leaves no word of the stretch out."""
    around = text[extent[0] : claim.start] + text[claim.end : extent[1]]
    return not any(map(str.isalnum, around))


def _signs(parts: Mapping[int, Claim], runs: Iterable[tuple[int, int, str]]) -> defaultdict[int, list[Styled]]:
    """Return what is put in at each place: what closes there before what opens, and the wider outside."""
    signs: defaultdict[int, list[Styled]] = defaultdict(list)
    for _, end, _ in runs:
        signs[end].append(("]", ""))
    for claim in parts.values():
        signs[claim.end].append(("}", "dim"))
    for number, claim in sorted(parts.items(), key=lambda part: (part[1].start, -part[1].end)):
        signs[claim.start].append((f"{{#{number} ", "dim"))
    for start, _, _ in runs:
        signs[start].append(("[", ""))
    return signs


def _attributed(
    relations: Mapping[str, Attribution], extent: Stretch, claims: Iterable[Claim]
) -> Iterator[tuple[int, int, str]]:
    """Yield what is attributed in a stretch, and the cues that attribute it, each with its style."""
    for name in dict.fromkeys(claim.attribution_id for claim in claims):
        if relation := relations.get(name or ""):
            for spans, style in ((relation.content, "underline"), (relation.cue, "not underline italic")):
                clipped = ((max(span.start, extent[0]), min(span.end, extent[1])) for span in spans)
                yield from ((start, end, style) for start, end in clipped if start < end)
