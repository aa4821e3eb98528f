"""A claim that somebody decided, whose words still stand in a new draft where the pipeline lists no such claim: it is kept.

The pipeline may take another part of a sentence for a claim, or none, when other sentences change. What a checker found
of words that are still there must not be lost sight of for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from claimcheck.report import Claim, Link, Mark, Note, Report, Sentence, Where
from claimcheck.review.anchoring import words_of

KEPT = "kept"
_Part = TypeVar("_Part", Link, Note)
_MOST_PLACES = 20  # of the same words; among more, which it was cannot be told
_LEAST_WORDS = 4  # that stand once in both drafts, to be the same claim though its sentence was written anew


class StandingClaim(NamedTuple):
    """A claim of an old draft as it stands in the new one; whether its whole sentence stands there too."""

    claim: Claim
    whole: bool


def standing(old: Report, was: Claim, new: Report) -> StandingClaim | None:
    """Return a claim of the old draft where its words stand in the new one.

    None where they do not, where a claim has just these words already, and where that it is this one is not sure.
    """
    taken = {(claim.start, claim.end) for claim in new.claims}
    sentence = old.text[was.sentence.start : was.sentence.end]
    at = old.text[was.sentence.start : was.start]
    inside = [start + _letters_to(new.text[start:], at) for start, _ in _places(sentence, new.text)]
    found = [place for place in _places(was.text, new.text) if place not in taken]
    whole = [place for place in found if place[0] in inside]
    if whole:
        return StandingClaim(_moved((old, was), new, whole[0]), whole=True)
    once = len(_places(was.text, old.text)) == len(_places(was.text, new.text)) == len(found) == 1
    if once and len(words_of(was.text)) >= _LEAST_WORDS:
        return StandingClaim(_moved((old, was), new, found[0]), whole=False)
    return None


def with_claims(report: Report, kept: Sequence[Claim]) -> Report:
    """Return a Report with more claims, all in the order of the text."""
    if not kept:
        return report
    claims = sorted((*report.claims, *kept), key=lambda claim: (claim.start, -claim.end))
    left_out = tuple(one for one in report.left_out if not any(one.start <= claim.start < one.end for claim in kept))
    return report.model_copy(update={"claims": tuple(claims), "left_out": left_out})


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, whatever white space is between them."""
    pieces = words.split()
    if not pieces:
        return []
    before, behind = (r"\b" if edge.isalnum() else "" for edge in (pieces[0][0], pieces[-1][-1]))
    found = re.finditer(before + r"\s+".join(map(re.escape, pieces)) + behind, text)
    return [match.span() for match in islice(found, _MOST_PLACES)]


def _letters_to(text: str, before: str) -> int:
    """Return the offset of what follows ``before`` at the beginning of a text, which may have other white space."""
    left = sum(not character.isspace() for character in before)
    for place, character in enumerate(text):
        if not character.isspace():
            if not left:
                return place
            left -= 1
    return len(text)


def _moved(before: tuple[Report, Claim], new: Report, extent: tuple[int, int]) -> Claim:
    """Return a claim at its place in the new draft, with the source of that name there."""
    (old, was), (start, end) = before, extent
    marks = (_shifted(mark, was, new.text[start:end]) for mark in was.marks)
    name = next((source.name for source in old.sources if source.id == was.source_id), None)
    source = next((source.id for source in new.sources if source.name == name), None)
    sentence, where = _around(new, start, end)
    changed = {
        "start": start,
        "end": end,
        "text": new.text[start:end],
        "id": _free_id(was.id, new),
        "sentence": sentence,
        "where": where,
        "marks": tuple(
            mark.model_copy(update={"start": start + mark.start, "end": start + mark.end}) for mark in marks if mark
        ),
        "links": tuple(_same_words(was.links, start - was.start, new.text)),
        "notes": tuple(_same_words(was.notes, start - was.start, new.text)),
        "source_id": source,
        "attribution_id": None,
        "chain": (),
        "same_as": (),
        "why": {"by": "review", "rule": KEPT},
    }
    return was.model_copy(update=changed)


def _same_words(parts: Iterable[_Part], by: int, text: str) -> Iterator[_Part]:
    """Yield the links or notes that have the same words in the new draft, where they lie ``by`` characters farther on."""
    for part in parts:
        start, end = part.start + by, part.end + by
        if start >= 0 and text[start:end] == part.text:
            yield part.model_copy(update={"start": start, "end": end})


def _shifted(mark: Mark, was: Claim, words: str) -> Mark | None:
    """Return a mark of a claim with its offsets in the same ``words``; None for one that is not all in the claim."""
    first = _letters_to(words, was.text[: max(mark.start - was.start, 0)])
    places = _places(mark.text, words[first:])
    if mark.start < was.start or mark.end > was.end or not places or places[0][0]:
        return None
    last = first + places[0][1]
    return mark.model_copy(update={"start": first, "end": last, "text": words[first:last]})


def _around(report: Report, start: int, end: int) -> tuple[Sentence, Where]:
    """Return the sentence that a stretch is in, and its place in the file where another claim of the sentence tells."""
    for claim in report.claims:
        if claim.sentence.start <= start < claim.sentence.end:
            return claim.sentence, claim.where
    before = max((claim.sentence.index for claim in report.claims if claim.start < start), default=-1)
    left = next((one for one in report.left_out if one.start <= start < one.end), None)
    first, last = (left.start, left.end) if left else (start, end)
    return Sentence(index=before + 1, start=min(first, start), end=max(last, end)), Where()


def _free_id(name: str, report: Report) -> str:
    """Return the id of a claim, or one like it where another claim has it by now."""
    taken = {claim.id for claim in report.claims}
    while name in taken:
        name += "k"
    return name
