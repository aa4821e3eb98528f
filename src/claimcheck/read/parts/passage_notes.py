"""The notes of passages: marks in their words become calls, and the passages that say what they call become notes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from claimcheck.read.parts.blocks import Paragraph, alone
from claimcheck.read.parts.composing import Passage, Run
from claimcheck.read.parts.notes import Definition, calls_in, definitions_in

_APART = "\n\n"
_NO_NOTE = frozenset({"code", "headline", "heading", "meta"})
Cut = tuple[int, int, Sequence[str]]
"""Where a mark is in a passage's words, and the labels that it calls."""


def bind_marks(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with marks such as ``[1]`` and ``²`` as calls, and ``[1] ...`` passages as what they call.

    A run that has both a text and a note is a mark only where that note is there.
    """
    texts = ["".join(run.text for run in passage.runs) for passage in passages]
    starts = list(accumulate((len(text) + len(_APART) for text in texts), initial=0))
    text = _APART.join(texts)
    defined = _definitions(text, passages, [_paragraph(*pair) for pair in zip(starts, texts, strict=False)])
    known = {label for passage in passages if (label := passage.note) is not None} | {d.label for d in defined.values()}
    marks = calls_in(text, known)
    bound = []
    for number, passage in enumerate(passages):
        start, behind = starts[number], starts[number + 1]
        first, last = (bisect_left(marks, place, key=lambda mark: mark.start) for place in (start, behind))
        cuts: list[Cut] = (
            [] if passage.section == "code" else [(m.start - start, m.end - start, m.labels) for m in marks[first:last]]
        )
        note = passage.note
        if definition := defined.get(number):
            note = definition.label
            cuts = [(0, definition.start - start, ()), *cuts]
        runs = [_sure(run, known) for run in passage.runs]
        runs = list(_cut(runs, cuts)) if cuts else runs
        line = next((run.line for run in runs if run.line is not None and run.text.strip()), passage.line)
        bound.append(passage._replace(runs=runs, note=note, line=line))
    return bound


def _definitions(text: str, passages: Sequence[Passage], paragraphs: Sequence[Paragraph]) -> dict[int, Definition]:
    """Return the passages that are notes by how they open; of a label that a note of the format has, that one holds."""
    taken = {passage.note for passage in passages}
    found: dict[int, Definition] = {}
    for definition in definitions_in(text, paragraphs):
        passage = passages[definition.place]
        if definition.label not in taken and passage.note is None and passage.section not in _NO_NOTE:
            found[definition.place] = definition
            taken.add(definition.label)
    return found


def _paragraph(start: int, words: str) -> Paragraph:
    """Return a passage's words as a paragraph of the text that all of them make."""
    return alone(words.strip(), start=start + len(words) - len(words.lstrip()))


def _sure(run: Run, known: Collection[str]) -> Run:
    """Return a run that may be a mark as the call of a note, or as plain text where there is no such note."""
    if run.note is None or not run.text:
        return run
    return run._replace(text="") if run.note in known else run._replace(note=None)


def _cut(runs: Iterable[Run], cuts: Sequence[Cut]) -> Iterator[Run]:
    """Yield the runs without what is cut out of them, and the calls in its place."""
    at, number = 0, 0
    for run in runs:
        end, left = at + len(run.text), at
        while number < len(cuts) and cuts[number][0] < end:
            start, stop, labels = cuts[number]
            if start >= at:
                yield run.part(left - at, start - at)
                yield from (Run("", note=label) for label in labels)
            left = min(stop, end)
            if stop > end:
                break
            number += 1
        yield run.part(left - at, len(run.text))
        at = end
