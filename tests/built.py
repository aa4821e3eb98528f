"""Docs built by hand, for tests that need a tree and no weights."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

NLP = spacy.blank("en")


def parsed(text: str, sentence: str, *, ents: list[tuple[int, int, str]] | None = None) -> Doc:
    """Return the Doc of ``text`` from one ``word/TAG/label/head`` a word; heads count from 1, the root's is 0."""
    rows = [word.rsplit("/", 3) for word in sentence.split()]
    words = [row[0] for row in rows]
    spaces, at = [], 0
    for word in words:
        at = text.index(word, at) + len(word)
        spaces.append(text[at : at + 1] == " ")
    heads = [int(row[3]) - 1 if row[3] != "0" else index for index, row in enumerate(rows)]
    doc = Doc(
        NLP.vocab, words=words, spaces=spaces, tags=[row[1] for row in rows], heads=heads, deps=[r[2] for r in rows]
    )
    doc.ents = [Span(doc, start, end, label) for start, end, label in ents or []]
    assert doc.text == text
    return doc
