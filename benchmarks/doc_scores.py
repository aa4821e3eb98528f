"""Scores of the engine's annotation against treebanks and name corpora: sentences, tags and trees, entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.matching import HALF, Score, Scores, Span, overlap, pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from benchmarks.corpora import Document, Row

_PLACES = frozenset({"LOC", "GPE", "FAC", "PLACE"})
NAMES = ("PERSON", "ORG", "PLACE")


def sentences_of(doc: Doc) -> list[Span]:
    """Return the sentences as offsets, without white space around them and without those of nothing else."""
    found = []
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.end_char - len(text) + len(text.rstrip())
        if start < end:
            found.append((start, end))
    return found


def score_sentences(document: Document, doc: Doc) -> Scores:
    """Return the score of sentences; one is right when both its ends are."""
    found = set(sentences_of(doc))
    return {"sentence": Score(len(found & set(document.sentences)), len(found), len(document.sentences))}


def score_rule(row: Row, doc: Doc) -> Scores:
    """Return whether a golden rule is kept: the right sentences, white space aside."""
    found = [" ".join(doc.text[start:end].split()) for start, end in sentences_of(doc)]
    wanted = [" ".join(sentence.split()) for sentence in row["sentences"]]
    return {"rule": Score(int(found == wanted), 1, 1)}


def _place(token: Token) -> Span:
    return token.idx, token.idx + len(token)


def score_trees(document: Document, doc: Doc) -> Scores:
    """Return XPOS, UPOS, UAS and LAS as F1 over words, as the CoNLL 2018 evaluation does, and on aligned words alone.

    A word is right only where a token has its very characters; a head is compared by its characters; LAS leaves
    subtypes out, ``LAS with subtypes`` does not.
    """
    tokens = {_place(token): token for token in doc if not token.is_space}
    words = [(word, tokens.get((word.start, word.end))) for word in document.words]
    aligned = [(word, token) for word, token in words if token is not None]
    right = dict.fromkeys(("words", "XPOS", "UPOS", "UAS", "LAS", "LAS with subtypes"), 0)
    right["words"] = len(aligned)
    for word, token in aligned:
        head = None if token.head == token else _place(token.head)
        attached = head == word.head
        right["XPOS"] += token.tag_ == word.xpos
        right["UPOS"] += token.pos_ == word.upos
        right["UAS"] += attached
        label = token.dep_.lower()  # spaCy writes the root's label as ROOT
        right["LAS"] += attached and label.split(":")[0] == word.deprel.split(":")[0]
        right["LAS with subtypes"] += attached and label == word.deprel
    scores = {name: Score(count, len(tokens), len(words)) for name, count in right.items()}
    return scores | {
        f"{name}, aligned words": Score(right[name], len(aligned), len(aligned)) for name in ("XPOS", "UAS", "LAS")
    }


def score_entities(row: Row, doc: Doc) -> Scores:
    """Return the scores of persons, organizations and places: half of the shorter span, the same label, one to one."""
    gold = [(start, end, "PLACE" if label in _PLACES else label) for start, end, label in row["spans"]]
    found = [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
    scores = {name: _entities(gold, found, labels=[name]) for name in NAMES}
    exact = set(gold) & {entity for entity in found if entity[2] in NAMES}
    every = _entities(gold, found, labels=NAMES)
    return {"entities": every, "entities, exact": Score(len(exact), every.found, every.gold)} | scores


Entity = tuple[int, int, str]


def _entities(gold: Iterable[Entity], found: Iterable[Entity], *, labels: Sequence[str]) -> Score:
    """Return the score of the entities with one of ``labels``."""
    wanted = [entity for entity in gold if entity[2] in labels]
    offered = [entity for entity in found if entity[2] in labels]
    pairs = pair(wanted, offered, score=_same_label_overlap, floor=HALF)
    return Score(len(pairs), len(offered), len(wanted))


def _same_label_overlap(one: Entity, other: Entity) -> float:
    return overlap(one[:2], other[:2]) if one[2] == other[2] else 0.0
