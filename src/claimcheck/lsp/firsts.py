"""The first answer to an edit: what stands elsewhere is moved, and the paragraph is read with what stands right before it.

What the whole article decides (who is meant, which figures disagree) is not known then: such findings stay where they
stood, if their words do, until the article has been read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.lsp.reading import OpenText, Shown, read, shown
from claimcheck.report import Finding

OF_A_PARAGRAPH = ("CC3", "CC405", "CC409", "CC501", "CC702", "CC703")
"""The rules that look no further than a paragraph."""
_LONGEST = 2_500  # characters of paragraphs that are read at once: 0.1 s
_BEFORE = 500
"""Characters before a paragraph that are read with it, for who is meant: after 32 of 50 keys in drafts of 3,000 words the
paragraph's marks are at once those of the whole reading, without them after 15; it takes .06 s instead of .03."""
_BETWEEN = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")


Stretch = tuple[int, int]


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
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def paragraphs(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the extent of the paragraphs that ``text[start:end]`` touches, blank lines around them left out."""
    opens = max((match.end() for match in _BETWEEN.finditer(text, 0, start)), default=0)
    closes = _BETWEEN.search(text, end)
    return min(opens, start), closes.start() if closes else len(text)


def first_answer(before: tuple[Shown, ...], texts: Sequence[str], now: OpenText) -> tuple[Shown, ...]:
    """Return what to show of a text. ``texts`` are what it was since ``before`` was shown of it, the last what it is."""
    kept, touched = before, list[Stretch]()
    for edit in (edited(old, new) for old, new in pairwise(texts) if old != new):
        kept = tuple(_kept(kept, edit))
        touched = [*(_moved(stretch, edit) for stretch in touched), (edit.start, edit.new)]
    published = before[0].report.article.published if before else None
    left = _LONGEST
    for start, end in sorted({paragraphs(now.text, *stretch) for stretch in touched}):
        left -= end - start
        if left < 0:
            break
        opens = paragraphs(now.text, max(start - _BEFORE, 0), start)[0]
        report, places = read(now._replace(text=now.text[opens:end]), published=published, alone=True)
        found = (one.moved(opens) for one in shown(report, places) if _is_of_a_paragraph(one))
        elsewhere = (one for one in kept if not (start <= one.spot.start < end and _is_of_a_paragraph(one)))
        kept = (*elsewhere, *(one for one in found if one.spot.start >= start))
    return tuple(sorted(kept, key=lambda one: (one.spot.start, one.spot.end, one.what.id)))


def _moved(stretch: Stretch, edit: Edited) -> Stretch:
    """Return where a stretch of the text is after an edit; what the edit touches of it is in it."""
    start, end = stretch
    by = edit.new - edit.old
    first = start if start <= edit.start else start + by if start >= edit.old else edit.start
    return first, end if end <= edit.start else end + by if end >= edit.old else edit.new


def _kept(before: tuple[Shown, ...], edit: Edited) -> Iterator[Shown]:
    """Yield what stands before an edit, and what stands behind it at its new place."""
    for one in before:
        if one.spot.end <= edit.start:
            yield one
        elif one.spot.start >= edit.old:
            yield one.moved(edit.new - edit.old)


def _is_of_a_paragraph(one: Shown) -> bool:
    return not isinstance(one.what, Finding) or one.what.rule.startswith(OF_A_PARAGRAPH)
