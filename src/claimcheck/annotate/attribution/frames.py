"""Relations that a flat labelling cannot hold, or that a fixed form gives away: nested ones, documents, forecasts.

PolNeAR's spans never overlap, so the encoder finds one relation where two stand inside each other (``Ethiopia says
that experts believe ...``). Each form here is added only where no relation has its cue yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.attribution.completion import EDGE, QUOTES, phrase_of, speaker_of
from claimcheck.annotate.attribution.linking import Link, Piece
from claimcheck.annotate.grammar.phrases import singular, source_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FRONT = frozenset("in under".split())
_CONTENT_NOUNS = frozenset(
    "report study survey poll statement letter memo filing treaty agreement law act lawsuit census analysis".split()
)
_LEAST = 3  # words of a content
_MOST = 0.6  # share of a content that makes it the same one


@dataclass(frozen=True, slots=True)
class _Scan:
    doc: Doc
    links: Sequence[Link]
    cues: frozenset[int]
    """Tokens inside a cue or a source."""
    said: frozenset[int]
    """Tokens inside a content with a source."""
    content: frozenset[int]
    """Tokens inside any content."""
    held: dict[int, Link]
    """The relation of each token of a cue."""
    verbs: frozenset[str]


@lang.compiled
def _plain() -> frozenset[str]:
    """Return the forms of the plain verbs of saying: the words, since lemmas are wrong for one verb in twenty."""
    return frozenset(form for row in lang.rows("cues") if row["plain"] for form in (row["cue"], *row["forms"].split()))


@lang.compiled
def _forecasting(part: str) -> frozenset[str]:
    """Return the forms of the nouns (``noun``) or verbs (``move``) of a forecast."""
    rows = [row for row in lang.rows("forecasts") if row["part"] == part]
    return frozenset(form for row in rows for form in (row["word"], *row["forms"].split()))


def add_frames(doc: Doc, links: Sequence[Link]) -> list[Link]:
    """Return ``links`` with the relations of fixed form added, in text order."""
    if not doc.has_annotation("DEP"):
        return list(links)
    parts = [piece for found in links for piece in (found.cue, found.source) if piece]
    scan = _Scan(
        doc,
        links,
        frozenset(i for piece in parts for i in range(piece.start, piece.end)),
        frozenset(i for found in links if found.source for p in found.contents for i in range(p.start, p.end)),
        frozenset(i for found in links for p in found.contents for i in range(p.start, p.end)),
        {i: found for found in links if found.cue for i in range(found.cue.start, found.cue.end)},
        _plain(),
    )
    found = [*_nested(scan), *_forecasts(scan), *_documents(scan)]
    closing = list(_closing(scan))
    cues = {made.cue for made in closing}
    kept = [one for one in links if one.cue not in cues]
    return sorted([*kept, *found, *closing], key=lambda one: one.contents[0].start)


def _nested(scan: _Scan) -> Iterator[Link]:
    """Yield clauses of plain verbs of saying inside an indirect content: ``says that experts believe it is safe``."""
    doc = scan.doc
    for outer in scan.links:
        for piece in outer.contents:
            if outer.source is None or doc[piece.start].text in QUOTES:
                continue
            for index in range(piece.start, piece.end):
                token = doc[index]
                if token.text in QUOTES:  # a relation inside a quotation is none
                    break
                if token.lower_ in scan.verbs and token.tag_[:2] == "VB" and index not in scan.cues:
                    yield from _clause(scan, token, piece)


def _clause(scan: _Scan, verb: Token, piece: Piece) -> Iterator[Link]:
    doc = scan.doc
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    if subject is None or clause is None or subject.i < piece.start or subject.tag_ == "PRP":  # `she said she believes`
        return
    start, end = _trim(doc, max(clause.left_edge.i, verb.i + 1), min(clause.right_edge.i + 1, piece.end))
    content = Piece("content", start, end)
    cue = Piece("cue", _group_start(doc, verb), verb.i + 1)
    source = phrase_of(doc, subject, cue=cue, contents=(content,))
    if source is not None and source.start >= piece.start and end - start >= _LEAST:
        yield Link(cue, source, (content,), 0.0, "nested")


def _group_start(doc: Doc, verb: Token) -> int:
    start = verb.i
    while start > 0 and doc[start - 1].head.i == verb.i and doc[start - 1].dep_ in {"aux", "advmod"}:
        start -= 1
    return start


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end > start and (doc[end - 1].text in EDGE - {"”", "''", '"'} or doc[end - 1].is_space):
        end -= 1
    while start < end and (doc[start].text in {",", ":", ";"} or doc[start].is_space):
        start += 1
    return start, end


def _closing(scan: _Scan) -> Iterator[Link]:
    """Yield ``..., the report said.`` and ``..., states the report.``: what stands before is the content, whole."""
    doc = scan.doc
    for sentence in doc.sents:
        start, end = _trim(doc, sentence.start, sentence.end)
        verbs = [
            i
            for i in range(max(end - 10, start + _LEAST + 1), end)
            if doc[i].lower_ in scan.verbs and doc[i].tag_[:3] in {"VBD", "VBZ", "VBP"}
        ]
        for at in verbs[-1:]:
            link = _tail(doc, at, start=start, end=end)
            if link is not None and not _same_content(scan, link):
                yield link


def _tail(doc: Doc, verb: int, *, start: int, end: int) -> Link | None:
    """Return the relation of a verb of saying that, with its subject, makes up all that follows the last comma."""
    comma = next((i for i in range(verb - 1, start, -1) if doc[i].text in {",", "—", "–"}), None)
    if comma is None or doc[start].text in QUOTES or comma - start < _LEAST:
        return None
    front, back = (comma + 1, verb), (verb + 1, end)
    if (front[1] > front[0]) == (back[1] > back[0]) and verb + 1 < end:
        return None
    low, high = front if front[1] > front[0] else back
    words = [doc[i] for i in range(low, high)]
    if (
        not words
        or words[0].pos_ not in {"DET", "PRON", "PROPN", "NOUN", "ADJ"}
        or words[0].lower_ in {"which", "who", "that"}
    ):
        return None
    subject = any(word.dep_ == "nsubj" and word.head.i == verb for word in words)
    if not subject and singular(words[-1].lower_) not in source_nouns():
        return None
    if any(word.pos_ in {"VERB", "AUX", "SCONJ", "CCONJ"} for word in words):
        return None
    content = Piece("content", *_trim(doc, start, comma))
    return Link(Piece("cue", verb, verb + 1), Piece("source", low, high), (content,), 0.0, "closing")


def _same_content(scan: _Scan, made: Link) -> bool:
    """Return whether the relation is there already, with most of the same content."""
    found = scan.held.get(made.cue.start) if made.cue else None
    whole = made.contents[0]
    return found is not None and sum(p.end - p.start for p in found.contents) >= _MOST * (whole.end - whole.start)


def _documents(scan: _Scan) -> Iterator[Link]:
    """Yield ``Under the treaty, ...`` and ``In the previous poll, ...``: the document up front says the rest."""
    doc = scan.doc
    for sentence in doc.sents:
        start, end = _trim(doc, sentence.start, sentence.end)
        if end - start < 2 * _LEAST or doc[start].lower_ not in _FRONT or start in scan.cues:
            continue
        comma = next((i for i in range(start + 2, min(start + 24, end)) if doc[i].text == ","), None)
        if (
            comma is None
            or doc[start + 1].lower_ not in {"the", "a", "an", "this", "its", "his", "her", "their"}
            or any(i in scan.cues for i in range(start, comma))
        ):
            continue
        nouns = [doc[i] for i in range(start + 1, comma) if singular(doc[i].lower_) in _DOCUMENTS[doc[start].lower_]]
        if not nouns or any(doc[i].pos_ == "VERB" and doc[i].tag_ not in {"VBN", "VBG"} for i in range(start, comma)):
            continue
        content = Piece("content", *_trim(doc, comma + 1, end))
        if content.end - content.start >= _LEAST and not _told(scan, content):
            yield Link(Piece("cue", start, start + 1), Piece("source", start + 1, comma), (content,), 0.0, "document")


_DOCUMENTS = {
    "in": _CONTENT_NOUNS,
    "under": frozenset(
        "treaty agreement law act pact accord deal rule rules constitution convention regulation bill plan".split()
    ),
}


def _told(scan: _Scan, content: Piece) -> bool:
    """Return whether most of ``content`` is in a relation already."""
    return sum(i in scan.content for i in range(content.start, content.end)) > 0.5 * (content.end - content.start)


def _forecasts(scan: _Scan) -> Iterator[Link]:
    """Yield ``the bank raised its forecast for ... to 2 percent`` and ``the bank's estimate of ...``."""
    doc = scan.doc
    nouns = {doc.vocab.strings[form] for form in _forecasting("noun")}
    lowered: list[int] = doc.to_array("LOWER").tolist()
    for token in (doc[index] for index, form in enumerate(lowered) if form in nouns):
        if token.tag_[:2] != "NN" or token.i in scan.cues or token.i in scan.said:
            continue
        verb = token.head
        owner = next((child for child in token.children if child.dep_ == "nmod:poss"), None)
        if token.dep_ == "obj" and verb.lower_ in _forecasting("move") and verb.i < token.i and verb.i not in scan.cues:
            yield from _moved(doc, verb, token)
        elif (
            owner is not None
            and owner.tag_[:3] == "NNP"
            and doc[token.i + 1 : token.i + 2].text in {"of", "for", "that"}
        ):
            content = Piece("content", *_trim(doc, token.i + 2, _clause_end(doc, token.i)))
            source = phrase_of(doc, owner, cue=Piece("cue", token.i, token.i + 2), contents=(content,))
            if source is not None and content.end - content.start > 1:
                yield Link(Piece("cue", token.i, token.i + 2), source, (content,), 0.0, "forecast")


def _moved(doc: Doc, verb: Token, noun: Token) -> Iterator[Link]:
    more = doc[noun.i + 1 : noun.i + 2].text in {"for", "of"}
    cue = Piece("cue", _group_start(doc, verb), noun.i + 1 + more)
    content = Piece("content", *_trim(doc, cue.end, _clause_end(doc, noun.i)))
    source = speaker_of(doc, cue, (content,))
    if source is not None and content.end - content.start > 1:
        yield Link(cue, source, (content,), 0.0, "forecast")


def _clause_end(doc: Doc, at: int) -> int:
    """Return where the clause of ``at`` ends: at a semicolon, a dash, a full stop, or a comma before a new clause."""
    for index in range(at + 1, min(at + 40, len(doc))):
        word = doc[index].text
        if (
            (word in {";", ".", "—", "–", "-", ":"} and (word != "-" or doc[index - 1].whitespace_))
            or doc[index].is_sent_start
            or doc[index].is_space
        ):
            return index
        if word == "," and doc[index + 1 : index + 2].text in {"and", "but", "which", "while", "as"}:
            return index
    return min(at + 40, len(doc))
