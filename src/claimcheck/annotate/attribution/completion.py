"""What the encoder's flat spans leave out: speakers, and relations inside what somebody says.

A missing source is filled in: the subject that speaks, by the tree, and speakers that the layout shows. Nothing here
speaks against the encoder. Adding the clauses of cues without a content was tried and left out: 11 of 33 were right on
PolNeAR dev.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.cues import is_addressing, is_listed, plain_verbs
from claimcheck.annotate.attribution.layout import FINITE, QUOTES, in_turn, speakers
from claimcheck.annotate.attribution.linking import RoleSpan, Triple
from claimcheck.annotate.grammar.headings import run_in_headings
from claimcheck.annotate.grammar.names import is_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

RELAYED = "relayed"
"""The rule of a relation that others tell of: ``quoted him as saying``."""
_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubj:pass", "aux:pass"})
_LIVED = frozenset("see sees saw seen witness witnesses witnessed experience experiences experienced".split())
_BLAMED = frozenset("accused suspected convicted acquitted charged".split())  # [of], and no object: the subject is
_SEEMING = frozenset("seem seems seemed appear appears appeared look looks looked".split())
_UP = frozenset({"conj", "xcomp", "advcl", "acl", "parataxis"})
JOINTS = frozenset(", — – -- -".split())
_EDGE = frozenset(", ; : . — – - --".split()) | QUOTES
_OPENS = frozenset("case mark det aux aux:pass cop nummod amod compound cc advmod nmod:poss".split())
"""Labels of words that lead up to the one they depend on."""
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_TAKEN = frozenset("obj ccomp xcomp".split())  # what a verb tells of, or takes
_LEAST = 3  # words of a content inside another one
_STEPS = 4  # from a cue's verb up the tree to the verb that has the subject


def complete(doc: Doc, triples: Sequence[Triple]) -> list[Triple]:
    """Return ``triples`` with sources filled in, the turns of transcripts, and relations inside contents, in text order.

    A content with neither cue nor source is dropped: 6 of 75 were right on PolNeAR dev.
    """
    shown = list(speakers(doc))
    starts = [other.contents[0].start for other in shown]
    near = [shown[max(bisect_right(starts, found.contents[0].start) - 1, 0) :][:1] for found in triples]
    filled = [
        _with_source(doc, found)
        for found, others in zip(triples, near, strict=True)
        if not any(_inside(found, other) for other in others)
    ]
    filled = [own for found in filled if (own := in_turn(found, shown, starts=starts)).contents]
    told = (found for found in (*filled, *shown) if found.cue or found.source)
    headed = {index for start, end in run_in_headings(doc) for index in range(start, end)}
    stated = (found for found in told if not any(one and one.start in headed for one in (found.source, found.cue)))
    kept = _in_text_order(_as_it_seems(doc, found) for found in stated if not _undergone(doc, found))
    closed = _closed(doc, kept)
    inner = (*_nested(doc, closed), *_relayed(doc, closed), *_taken_up(doc, closed))
    return _in_text_order((*closed, *inner))


def _closed(doc: Doc, triples: Sequence[Triple]) -> list[Triple]:
    """Return ``triples`` with contents that end where a phrase ends: none is cut before what its last word leads up to."""
    pieces = [piece for found in triples for piece in (found.source, found.cue, *found.contents) if piece is not None]
    starts = sorted(piece.start for piece in pieces)
    return [
        replace(found, contents=tuple(_whole(doc, piece, starts=starts) for piece in found.contents))
        for found in triples
    ]


def _whole(doc: Doc, piece: RoleSpan, *, starts: Sequence[int]) -> RoleSpan:
    """Return a content up to the end of the phrase that its last word opens (``a tenth of`` the budget), short of the next span.

    The rest of a word with hyphens (``a 16-year`` -old girl) is no phrase: there is no end inside one.
    """
    end = piece.end
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        end += 2
    piece = replace(piece, end=end)
    last = doc[piece.end - 1]
    told = next((child for child in last.rights if child.dep_ in _TAKEN and child.left_edge.i == piece.end), None)
    if told is not None and last.tag_[:2] == "VB" and told.right_edge.i < last.sent.end:
        return replace(piece, end=told.right_edge.i + 1)  # after his hiring [prompted accusations that he was favoured]
    part = doc[piece.end : piece.end + 1].text == "of" and doc[piece.end].head.head.i == last.i  # a third [of the cost]
    leads = last.head.i >= piece.end and (last.dep_ in _OPENS or last.tag_ in _RELATIVE)
    if not part and not leads:
        return piece
    following = bisect_left(starts, piece.end)
    limit = min(last.sent.end, starts[following] if following < len(starts) else len(doc))
    end = (doc[piece.end].head if part else last.head).right_edge.i + 1
    return replace(piece, end=end) if end <= limit else piece


def _in_text_order(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda found: found.contents[0].start)


def _inside(found: Triple, other: Triple) -> bool:
    """Return whether a relation says over again what a speaker's label or a signature says: its contents lie in that one's.

    Without a cue it may name another speaker than a signature: the one that stands before, who signed the last quotation.
    """
    whole, signed = other.contents[0], other.rule == "signature" and found.cue is None
    return (signed or found.source in {None, other.source}) and all(
        whole.start <= p.start and p.end <= whole.end for p in found.contents
    )


# ---------------------------------------------------------------- the subject that speaks
def _with_source(doc: Doc, found: Triple) -> Triple:
    cue, patient = found.cue, found.source is not None
    if cue is None:
        return found
    whose = _quoted(doc, cue) or (None if found.source is None else _holder(doc, found.source, cue))
    if found.source is not None and whose is None and not _is_patient(doc, found.source, cue):
        return found
    head = whose or (_agent(_verb(doc, cue)) if patient else _speaker(doc, cue))
    span = None if head is None else _phrase(doc, head, around=(cue, *found.contents))
    return replace(found, source=span, rule="subject" if span else found.rule)


def _quoted(doc: Doc, cue: RoleSpan) -> Token | None:
    """Return whom others quote: ``[the minister] was quoted by the paper as saying``."""
    last = doc[cue.end - 1]
    if last.tag_ != "VBG" or doc[last.i - 1].lower_ != "as" or last.head.tag_ != "VBN":
        return None
    return next((child for child in last.head.lefts if child.dep_ == "nsubj:pass"), None)


def _holder(doc: Doc, source: RoleSpan, cue: RoleSpan) -> Token | None:
    """Return the subject of the cue's verb where the source is named inside it and is not it: [the study], backed by the fund, found."""
    subject = next((child for child in _verb(doc, cue).lefts if child.dep_ in _SUBJECTS), None)
    if subject is None or source.start <= subject.i < source.end or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    aside = subject.i < source.start and source.end <= subject.right_edge.i + 1
    return subject if aside and doc[source.start - 1].text != "," else None


def _as_it_seems(doc: Doc, found: Triple) -> Triple:
    """Return what only seems so without a source: who seems to do something does not say it, and ``it`` of ``it seems`` is nobody.

    Of 235 such relations in PolNeAR's training part 188 have none, most others a verb of saying too (``seemed to confirm``).
    """
    source, cue = found.source, found.cue
    if source is None or cue is None or source.end > cue.start:
        return found
    words = doc[cue.start : cue.end]
    verbs = [token for token in words if token.pos_ == "VERB"]
    if doc[source.start].lower_ != "it" and {"look", "looks", "looked"} & {token.lower_ for token in verbs}:
        return found  # they look at it, into it
    if words[-1].tag_[:2] == "JJ" or not verbs or any(token.lower_ not in _SEEMING for token in verbs):
        return found
    subjects = [child for child in _verb(doc, cue).lefts if child.dep_ == "nsubj" and child.lower_ != "it"]
    seeming = any(source.start <= one.i < source.end and one.tag_ not in _RELATIVE for one in subjects)
    return replace(found, source=None, contents=(*[replace(source, role="content")][:seeming], *found.contents))


def _undergone(doc: Doc, found: Triple) -> bool:
    """Return whether a cue says what its subject goes through: ``the city has seen [a rise]``, but not ``sees it as a risk``."""
    words = [token for piece in found.contents for token in doc[piece.start : piece.end]]
    lived = found.cue is not None and _verb(doc, found.cue).lower_ in _LIVED
    return lived and not any(token.tag_ in FINITE or token.lower_ == "as" or token.text in QUOTES for token in words)


def _is_patient(doc: Doc, source: RoleSpan, cue: RoleSpan) -> bool:
    """Return whether a source is what is told, or whom, and not who tells: an incident ``reported``, residents who ``were told``.

    Of the 33 relations of PolNeAR's training part with such a passive none has its subject as its source.
    """
    verb = _verb(doc, cue)
    behind = doc[verb.i + 1 : verb.i + 2].text
    if verb.lower_ in _BLAMED and behind in {"of", "with"}:  # whom else they blame stands between
        return source.end <= verb.i
    if is_addressing(verb) and any(child.dep_ == "aux:pass" for child in verb.children):
        hears = any(child.dep_.startswith("nsubj") and source.start <= child.i < source.end for child in verb.lefts)
        return hears and not is_outlet(doc[source.start : source.end].text)  # what a newspaper was told, it tells
    told = verb.tag_ == "VBN" and verb.dep_ == "acl" and source.start <= verb.head.i < source.end
    return told and not any(doc[index].lower_ in {"by", "as"} for index in range(cue.start, min(cue.end + 1, len(doc))))


def _agent(verb: Token) -> Token | None:
    """Return the head of who acts in the passive: ``told [by the ministry]``."""
    by = (child for child in verb.rights if any(one.dep_ == "case" and one.lower_ == "by" for one in child.lefts))
    return next(by, None)


def _speaker(doc: Doc, cue: RoleSpan) -> Token | None:
    """Return the head of who speaks: behind ``according to`` and ``by``, else the subject of the cue's verb."""
    last, verb = doc[cue.end - 1], _verb(doc, cue)
    if last.lower_ in {"to", "by"} and last.head.i >= cue.end and last.dep_ in {"case", "fixed", "mark"}:
        return last.head
    return _subject(verb) if verb.pos_ in {"VERB", "AUX"} else None


def _verb(doc: Doc, cue: RoleSpan) -> Token:
    """Return the token of the cue that the others hang on."""
    inside = range(cue.start, cue.end)
    tops = [doc[i] for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    return next((token for token in tops if token.pos_ in {"VERB", "AUX"}), tops[0])


def _subject(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one that it hangs on; None where that is passive: [asked about the fire], she said."""
    participle = verb.dep_ == "advcl" and (verb.tag_ == "VBN" or verb.lower_.endswith("ed"))  # often tagged VBD
    if participle and is_addressing(verb) and not any(child.dep_ in _SUBJECTS for child in verb.children):
        return None
    for _ in range(_STEPS):
        if any(child.dep_ in _PASSIVE for child in verb.children):
            return None
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return None if subject.lower_ == "there" else subject
        if verb.dep_ == "acl" and verb.tag_ != "VBN" and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head
        if verb.dep_ not in _UP or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _phrase(doc: Doc, head: Token, *, around: Sequence[RoleSpan]) -> RoleSpan | None:
    """Return the phrase of ``head`` without commas at its ends, cut where the spans around it begin and end."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for piece in around:
        if piece.start <= head.i < piece.end:
            return None
        if head.i < piece.start < end:
            end = piece.start
        if start < piece.end <= head.i:
            start = piece.end
    while end > start and (doc[end - 1].text in _EDGE or doc[end - 1].is_space):
        end -= 1
    while start < end and (
        doc[start].text in _EDGE or doc[start].is_space or doc[start].dep_ in {"case", "cc", "mark"}
    ):
        start += 1
    return RoleSpan("source", start, end) if start < end else None


# ---------------------------------------------------------------- relations inside a content
def _nested(doc: Doc, triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield the clauses of plain verbs of saying inside an indirect content: ``says that experts believe it is safe``.

    PolNeAR's spans never overlap, so that the encoder finds one relation where two stand inside each other.
    """
    pieces = [piece for found in triples for piece in (found.cue, found.source) if piece]
    taken, verbs = {i for piece in pieces for i in range(piece.start, piece.end)}, plain_verbs()
    for outer in triples:
        for piece in outer.contents if outer.source else ():
            unquoted = itertools.takewhile(lambda token: token.text not in QUOTES, doc[piece.start : piece.end])
            for token in unquoted:  # a relation inside a quotation is none
                if token.lower_ in verbs and token.tag_[:2] == "VB" and token.i not in taken:
                    yield from _clause(doc, token, piece)


def _relayed(doc: Doc, triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield who says it in what others relay: ``the agency quoted [the minister] [as telling] its reporter [that it leaks]``."""
    for piece in (piece for found in triples if found.source for piece in found.contents):
        joints = (i for i in range(piece.start + 1, piece.end - _LEAST) if doc[i].lower_ == "as")
        joint = next((i for i in joints if doc[i + 1].tag_ == "VBG" and doc[i + 1].lower_ in plain_verbs()), None)
        clauses = [child for child in doc[joint + 1].rights if child.dep_ in {"ccomp", "xcomp"}] if joint else []
        if joint and clauses and not any(token.text in QUOTES for token in doc[piece.start : joint]):
            source = _trimmed(doc, piece.start, joint)
            content = _trimmed(doc, min(clauses[0].left_edge.i, piece.end - 1), piece.end)
            yield Triple(RoleSpan("cue", joint, joint + 2), replace(source, role="source"), (content,), 0.0, RELAYED)


def _taken_up(doc: Doc, triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield what confirms the rest of its sentence where the encoder is silent: ``, [a move] [confirmed by] [officials]``."""
    taken = {i for found in triples if found.cue for i in range(found.cue.start, found.cue.end)}
    participles = (doc[i] for i in groups.tokens_where(doc, "TAG", "VBN".__eq__) if i not in taken)
    for verb in (token for token in participles if token.dep_ == "acl"):
        noun, agent = verb.head, _agent(verb)
        if agent is None or not is_listed(doc[verb.i : verb.i + 1]):
            continue
        start = next((child.i for child in noun.lefts if child.lower_ in {"a", "an"}), 0)
        if start and doc[start - 1].text in JOINTS:
            cue = RoleSpan("cue", verb.i, next(child.i for child in agent.lefts if child.lower_ == "by") + 1)
            source = _phrase(doc, agent, around=(cue,))
            if source is not None:
                yield Triple(cue, source, (RoleSpan("content", start, noun.i + 1),), 0.0, "apposition")


def _clause(doc: Doc, verb: Token, outer: RoleSpan) -> Iterator[Triple]:
    """Yield the relation of a verb of saying with its subject and its clause, where both lie in the content around it."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    clause = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    if subject is None or clause is None or subject.i < outer.start or subject.tag_ == "PRP":  # `she said she believes`
        return
    content = _trimmed(doc, max(clause.left_edge.i, verb.i + 1), min(clause.right_edge.i + 1, outer.end))
    cue = RoleSpan("cue", _group_start(doc, verb), verb.i + 1)
    source = _phrase(doc, subject, around=(cue, content))
    if source is not None and source.start >= outer.start and content.end - content.start >= _LEAST:
        yield Triple(cue, source, (content,), 0.0, "nested")


def _group_start(doc: Doc, verb: Token) -> int:
    start = verb.i
    while start > 0 and doc[start - 1].head.i == verb.i and doc[start - 1].dep_ in {"aux", "advmod"}:
        start -= 1
    return start


def _trimmed(doc: Doc, start: int, end: int) -> RoleSpan:
    while end > start and (doc[end - 1].text in _EDGE - {"”", "''", '"'} or doc[end - 1].is_space):
        end -= 1
    while start < end and (doc[start].text in {",", ":", ";"} or doc[start].is_space):
        start += 1
    return RoleSpan("content", start, end)
