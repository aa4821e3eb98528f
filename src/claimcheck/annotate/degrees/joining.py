"""Rules and network together: each errs elsewhere, so a mark stands where one is sure or both agree."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from claimcheck.annotate import groups
from claimcheck.annotate.engine.evidence import LearnedSpan, evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimcheck.annotate.groups import Located

M = TypeVar("M", bound="Located")
_SPACE = 1  # characters between two words
_CLOSING = {"“": "”", "‘": "’", '"': '"'}
_QUOTED = 40  # characters in quotation marks that are a word or two of the article's own
LEAST, SURE = 0.01, 0.7
"""Below the first probability the network overrules a rule, from the second on it needs none: chosen on 40 articles that no
weights are trained on, and on VOA news; .02 and .6 are within a mark or two. The weights before found changes there by themselves
with F1 .77, ranks .88 and comparisons .86, where the rules reach .67, .83 and .84, and both together .75, .90 and .90."""


def why(doc: Doc, span: LearnedSpan) -> dict[str, Any]:
    """Return the reason of a mark that the network alone saw."""
    cue = groups.text_of(doc)[span.start : span.end][:40]
    return {"by": "model", "rule": "network", "cue": cue, "score": span.score}


def _whole(doc: Doc, span: LearnedSpan) -> LearnedSpan:
    """Return a span that ends on an opening quotation mark with what is quoted: the “rise”; on an article with its noun: the drop."""
    text = groups.text_of(doc)
    if text[span.end - 1 : span.end] in _CLOSING:
        closed = text.find(_CLOSING[text[span.end - 1]], span.end, span.end + _QUOTED)
        return span if closed < 0 else replace(span, end=closed + 1)
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None or tokens[-1].dep_ != "det" or tokens[-1].head.i < tokens.end:
        return span
    noun = tokens[-1].head
    return replace(span, end=noun.idx + len(noun))


def joined(
    kind: str, ruled: Callable[[Doc], Iterable[M]], learned: Callable[[Doc, list[LearnedSpan]], Iterable[M]]
) -> Callable[[Doc], list[M]]:
    """Return what finds the marks of ``kind``: those of the rules that the network does not rule out, and its own sure ones.

    Where both see one, the rule's stands: its span follows the trees. What the network sees right beside it is a piece of it.
    ``learned`` makes marks of the network's spans.
    """

    def find(doc: Doc) -> list[M]:
        found = evidence(doc)
        kept = [mark for mark in ruled(doc) if found.chance(kind, mark.start, mark.end) >= LEAST]
        ends = [mark.end for mark in kept]
        whole = [_whole(doc, span) for span in found.spans[kind] if span.score >= SURE]
        reached = itertools.accumulate((span.end for span in whole), max, initial=-1)
        sure = [span for span, end in zip(whole, reached, strict=False) if span.start >= end]
        behind = [(span, bisect_right(ends, span.start - _SPACE - 1)) for span in sure]  # the first mark not before it
        free = [span for span, at in behind if at == len(kept) or span.end + _SPACE < kept[at].start]
        return [*kept, *learned(doc, free)]

    return find
