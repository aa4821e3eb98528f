"""Relations: which source is said to have said what, tied together from the encoder's flat spans.

Follows PolNeAR (Newell et al. 2018): a source (or none), a cue and one or more pieces of content. The encoder marks
the three flat (``doc.spans["source"]``, ``"cue"``, ``"content"``); ``linking`` ties them; this module adds how the
words are given (``form``), how the source stands to them (``stance``) and which relation stands inside which
(``within``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.completion import complete
from claimcheck.annotate.attribution.cues import stance_of
from claimcheck.annotate.attribution.layout import LABELLED
from claimcheck.annotate.attribution.linking import RoleSpan, Triple, link, order, read_scene
from claimcheck.annotate.grammar.phrases import singular, source_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_OPENING = ("“", '"', "‘", "«", "``")
_CLOSING = ("”", '"', "’", "»", "''")
_NEAR = 12
_EMPTY = frozenset("the a an of to in and or but as by with for also their its his her".split())
_TIED = frozenset("on in of since from to for until by during the 's ’s and".split())  # figures released [on Thursday]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; ``source``, ``cue`` and ``content`` are lists of ``[start, end]`` in code points of the text."""

    start: int
    end: int
    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]
    form: str
    stance: str
    within: int | None
    why: dict[str, Any] = field(default_factory=dict)


def find_attributions(doc: Doc) -> Iterator[Relation]:
    """Yield the relations of ``doc`` in text order; ``within`` is the place in that order of the relation around."""
    text = groups.text_of(doc)
    pieces = order(list(_pieces(doc)))
    triples = complete(doc, link(read_scene(doc, pieces)))
    yield from nest(sorted((_relation(doc, found, text=text) for found in triples), key=lambda a: (a.start, a.end)))


def _pieces(doc: Doc) -> Iterator[RoleSpan]:
    """Yield the encoder's spans: no cue that ends in the ``that`` of what is said, no content like ``of the``."""
    times = {index: span for span in doc.spans.get("times", ()) for index in range(span.start, span.end)}
    for span in doc.spans.get("source", ()):
        if not _is_empty(span):
            yield from _sources(doc, span, times.get(span.end - 1))
    for span in doc.spans.get("cue", ()):
        yield RoleSpan("cue", span.start, span.end - (len(span) > 1 and span[-1].lower_ == "that"))
    for span in doc.spans.get("content", ()):
        if any(token.is_alpha and token.lower_ not in _EMPTY for token in span):
            yield RoleSpan("content", span.start, span.end)


def _sources(doc: Doc, span: Span, time: Span | None) -> Iterator[RoleSpan]:
    """Yield a source without the time of the saying at its end (``aides this week``) and what only leads on (``the bank, however,``).

    One that runs into a bracket is two: ``according to [the census] ([the ministry] says it was more)``.
    """
    end = span.end if time is None else _without(doc, span, time)
    while end - 1 > span.start and _leads_on(_last_word(doc, end), span):
        end -= 1
    opened = _open_bracket(doc, span.start, end)
    if opened is not None:
        yield RoleSpan("source", span.start, opened)
    yield RoleSpan("source", span.start if opened is None else opened + 1, end)


def _is_empty(source: Span) -> bool:
    """Return whether a source is the ``it`` of ``it was reported that``, which stands for what is said."""
    return len(source) == 1 and source[0].lower_ == "it" and source[0].dep_ in {"expl", "nsubj:pass"}


def _last_word(doc: Doc, end: int) -> Token:
    return doc[end - 2] if doc[end - 1].text == "," else doc[end - 1]


def _leads_on(last: Token, source: Span) -> bool:
    """Return whether the last word of a source belongs to what follows: an adverb of the verb, a conjunction."""
    return last.tag_ in {"CC", "IN"} or (last.tag_ == "RB" and last.head not in source)


def _open_bracket(doc: Doc, start: int, end: int) -> int | None:
    """Return the place of the bracket that opens among the tokens ``start:end`` and does not close there, None without one."""
    words = [doc[index].text for index in range(start, end)]
    opened = len(words) - 1 - words[::-1].index("(") if "(" in words else 0
    return start + opened if 0 < opened < len(words) - 1 and ")" not in words[opened:] else None


def _without(doc: Doc, source: Span, time: Span) -> int:
    """Return where a source ends without the time at its end: that of the saying (``the bank [on Friday] said``).

    A time that tells a document (``figures released on Thursday``, ``a report in March``) stays.
    """
    last = time.start - 1
    if last < source.start or doc[last].lower_ not in _TIED:
        return time.start if last >= source.start else source.end
    noun = doc[last - 1]
    when = time.root.head  # what happened then
    of_another = (
        noun.pos_ not in {"NOUN", "PROPN"}
        or (source.start <= when.i < source.end and when.pos_ == "VERB")
        or source_nouns().get(singular(noun.lower_)) == "document"
    )
    return source.end if last == source.start or doc[last].tag_ != "IN" or of_another else last


def nest(relations: Sequence[Relation]) -> list[Relation]:
    """Return ``relations`` with ``within`` set to the innermost other one whose content holds the whole of it."""
    return [replace(relation, within=_around(relations, number)) for number, relation in enumerate(relations)]


def _around(relations: Sequence[Relation], number: int) -> int | None:
    """Return the relation with the shortest content around the whole of one, among the twelve before and behind it."""
    inner = relations[number]
    near = range(max(number - _NEAR, 0), min(number + _NEAR + 1, len(relations)))
    holding = [
        (end - start, other)
        for other in near
        for start, end in relations[other].content
        if start <= inner.start and inner.end <= end and other != number
    ]
    return min(holding)[1] if holding else None


def _relation(doc: Doc, found: Triple, *, text: str) -> Relation:
    source = [_chars(doc, found.source)] if found.source else []
    cue, content = [_chars(doc, found.cue)] if found.cue else [], [_chars(doc, piece) for piece in found.contents]
    spans = [*source, *cue, *content]
    words = doc[found.cue.start : found.cue.end] if found.cue else doc[:0]
    about = doc[found.contents[0].start : found.contents[0].end] if found.contents else None
    why = {"by": "model", "model": "attribution", "cue": words.text or None, "score": found.score}
    if found.rule:
        why["rule"] = found.rule
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    form = "direct" if found.rule == LABELLED else form_of(text, content)
    return Relation(start, end, source, cue, content, form, stance_of(words, about), None, why)


def _chars(doc: Doc, piece: RoleSpan) -> list[int]:
    last = doc[piece.end - 1]
    return [doc[piece.start].idx, last.idx + len(last)]


def form_of(text: str, content: Iterable[Sequence[int]]) -> str:
    """Return ``direct`` where all of a content is in quotation marks, ``mixed`` where some is, else ``indirect``."""
    pieces = [text[start:end].strip(" ,.;:\n\t") for start, end in content]
    whole = [piece.startswith(_OPENING) and (piece.endswith(_CLOSING) or not _quoted(piece[1:])) for piece in pieces]
    if pieces and all(whole):
        return "direct"
    return "mixed" if any(whole) or any(map(_quoted, pieces)) else "indirect"


def _quoted(text: str) -> bool:
    return "“" in text or "”" in text or '"' in text or (" ‘" in text and "’" in text)


attributions = groups.component("attributions", find_attributions)
