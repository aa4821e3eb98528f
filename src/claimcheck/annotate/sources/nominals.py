"""Noun phrases of a Doc that may name a source: their heads, their words, and what a relative pronoun hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.annotate.grammar.names import DETERMINERS
from claimcheck.annotate.grammar.phrases import singular, source_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NOUN_TAGS = frozenset("JJ JJR JJS NN NNS NNP NNPS CD POS HYPH VBN AFX".split())


def nominals(doc: Doc, covered: set[int]) -> list[int]:
    """Return the tokens outside ``covered`` that head a description of a possible source."""
    nouns = source_nouns()
    forms = [token.i for token in doc if singular(token.lower_) in nouns and token.i not in covered]
    return [i for i in forms if doc[i].tag_[:2] == "NN" and not (i + 1 < len(doc) and doc[i + 1].tag_ in {"NN", "NNS"})]


def modifies(token: Token) -> bool:
    """Return whether a word can stand in a noun phrase before its head."""
    return token.tag_ in _NOUN_TAGS


def shown(doc: Doc, start: int, end: int) -> str:
    """Return the words of the tokens ``start:end`` without determiners before them and punctuation around them."""
    while start < end - 1 and doc[start].lower_ in DETERMINERS:
        start += 1
    return " ".join(doc[start:end].text.split()).strip(" ,;:")


def definite(doc: Doc, start: int) -> bool:
    """Return whether the phrase that begins at ``start`` speaks of something known."""
    return doc[start].lower_ in DETERMINERS - {"a", "an", "all", "both"}


def is_subject(doc: Doc, start: int, end: int) -> bool:
    """Return whether a subject stands in the tokens ``start:end``."""
    return any(doc[index].dep_ in _SUBJECTS for index in range(start, end))


def antecedents(doc: Doc, index: int) -> list[int]:
    """Return the tokens that the relative pronoun at ``index`` may refer to: by the tree, then the one before it."""
    found = []
    token = doc[index]
    for _ in range(4):
        if token.dep_.startswith("acl") and token.head.i < index:
            found.append(int(token.head.i))
            break
        token = token.head
    before = index - 1
    while before >= 0 and (doc[before].is_punct or doc[before].is_space or doc[before].tag_ in {"IN", "CC"}):
        before -= 1
    return [*found, before] if before >= 0 else found
