"""What the encoder left out of a relation, read off the tree: the subject that speaks, the clause that is said.

The encoder finds three spans in four and cuts some short. Where a cue is a verb, the tree says who its subject is and what its
complement is; where a quotation is cut, its closing mark says where it ends. Nothing here speaks against the encoder: only what
is missing is filled in, and only whole clauses of the plainest verbs of saying are added.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.linking import Link, Piece

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubj:pass", "aux:pass"})
_UP = frozenset({"conj", "xcomp", "advcl", "acl", "parataxis"})
_SAID = frozenset({"ccomp"})
_EDGE = frozenset(", ; : . — – - -- “ ” \" '' ``".split())
_NO_VERB = frozenset({"NOUN", "PROPN", "ADP", "PUNCT", "ADJ"})


def complete(doc: Doc, links: Sequence[Link], *, pieces: Sequence[Piece]) -> list[Link]:
    """Return ``links`` with sources and contents filled in, and the relations that the encoder missed, in text order."""
    if not doc.has_annotation("DEP"):
        return list(links)
    taken = [False] * len(doc)
    for found in links:
        for piece in found.contents:
            taken[piece.start : piece.end] = [True] * (piece.end - piece.start)
    filled = [_with_source(doc, found) for found in links]
    filled = [found for found in filled if found.cue or found.source]
    return filled


def _with_source(doc: Doc, found: Link) -> Link:
    if found.source is not None or found.cue is None:
        return found
    span = _speaker(doc, found.cue, found.contents)
    return replace(found, source=span, rule="subject") if span else found


def _verb(doc: Doc, cue: Piece) -> Token:
    """Return the token of the cue that the others hang on."""
    inside = range(cue.start, cue.end)
    tops = [doc[i] for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    verbs = [token for token in tops if token.pos_ in {"VERB", "AUX"}]
    return (verbs or tops)[0]


def _speaker(doc: Doc, cue: Piece, contents: Sequence[Piece]) -> Piece | None:
    """Return the subject of the cue's verb, or the noun after ``according to`` and ``by``; None where it is passive."""
    top = _verb(doc, cue)
    last = doc[cue.end - 1].lower_
    if last in {"to", "by"}:
        head = doc[cue.end - 1].head
        if head.i >= cue.end and doc[cue.end - 1].dep_ in {"case", "fixed"} | {"mark"}:
            return _phrase(doc, head, cue, contents)
    if top.pos_ in _NO_VERB:
        return None
    token = top
    for _ in range(4):
        if any(child.dep_ in _PASSIVE for child in token.children):
            return None
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _phrase(doc, subject, cue, contents)
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return _phrase(doc, token.head, cue, contents)
        if token.dep_ not in _UP or token.head.i == token.i:
            return None
        token = token.head
    return None


def _phrase(doc: Doc, head: Token, cue: Piece, contents: Sequence[Piece]) -> Piece | None:
    """Return the phrase of ``head`` without commas at its ends, cut where cue or content begin."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for piece in (cue, *contents):
        if piece.start <= head.i < piece.end:
            return None
        if head.i < piece.start < end:
            end = piece.start
        if start < piece.end <= head.i:
            start = piece.end
    while end > start and (doc[end - 1].text in _EDGE or doc[end - 1].is_space):
        end -= 1
    while start < end and (doc[start].text in _EDGE or doc[start].is_space or doc[start].dep_ in {"case", "cc", "mark"}):
        start += 1
    return Piece("source", start, end) if start < end else None
