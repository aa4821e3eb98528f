"""The first answer to an edit: what stands elsewhere is moved, and the paragraph is read by itself.

What the whole article decides (who is meant, which figures disagree) is not known then: such findings stay where they
stood, if their words do, until the article has been read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from claimcheck.lsp.reading import OpenText, Shown, read, shown
from claimcheck.report import Finding

OF_A_PARAGRAPH = ("CC3", "CC405", "CC409", "CC501", "CC601", "CC702", "CC703")
"""The rules that look no further than a paragraph."""
_LONGEST = 4_000  # characters of a paragraph that is read at once: 0.2 s
_BETWEEN = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")


class Edited(NamedTuple):
    """What an edit replaced: ``before[start:old]`` by ``after[start:new]``, in code points."""

    start: int
    old: int
    new: int


def edited(before: str, after: str) -> Edited:
    """Return the shortest stretch that differs between two texts."""
    start = _alike(before, after)
    rest = _alike(before[start:][::-1], after[start:][::-1])
    return Edited(start, len(before) - rest, len(after) - rest)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def paragraphs(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the extent of the paragraphs that ``text[start:end]`` touches, blank lines around them left out."""
    opens = max((match.end() for match in _BETWEEN.finditer(text, 0, start)), default=0)
    closes = _BETWEEN.search(text, end)
    return min(opens, start), closes.start() if closes else len(text)


def first_answer(before: tuple[Shown, ...], text: str, now: OpenText) -> tuple[Shown, ...]:
    """Return what to show of a text that was ``text`` when ``before`` was shown of it."""
    edit = edited(text, now.text)
    start, end = paragraphs(now.text, edit.start, edit.new)
    kept = tuple(_kept(before, edit))
    if edit.old == edit.new == edit.start or end - start > _LONGEST:
        return kept
    elsewhere = [one for one in kept if not (start <= one.spot.start < end and _is_of_a_paragraph(one))]
    published = before[0].report.article.published if before else None
    report, places = read(now._replace(text=now.text[start:end]), published=published, alone=True)
    here = (one.moved(start) for one in shown(report, places) if _is_of_a_paragraph(one))
    return tuple(sorted((*elsewhere, *here), key=lambda one: (one.spot.start, one.spot.end, one.what.id)))


def _kept(before: tuple[Shown, ...], edit: Edited) -> Iterator[Shown]:
    """Yield what stands before an edit, and what stands behind it at its new place."""
    for one in before:
        if one.spot.end <= edit.start:
            yield one
        elif one.spot.start >= edit.old:
            yield one.moved(edit.new - edit.old)


def _is_of_a_paragraph(one: Shown) -> bool:
    return not isinstance(one.what, Finding) or one.what.rule.startswith(OF_A_PARAGRAPH)
