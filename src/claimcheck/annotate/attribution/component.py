"""Relations: which source is said to have said what, tied together from the encoder's flat spans.

Follows PolNeAR (Newell et al. 2018): a source (or none), a cue and one or more pieces of content. The encoder marks
the three flat (``doc.spans["source"]``, ``"cue"``, ``"content"``); ``linking`` ties them; this module adds how the
words are given (``form``), how the source stands to them (``stance``) and which relation stands inside which
(``within``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.completion import complete
from claimcheck.annotate.attribution.frames import add_frames
from claimcheck.annotate.attribution.linking import ROLES, Link, Piece, link, order, read_scene

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_OPENING = ("“", '"', "‘", "«", "``")
_CLOSING = ("”", '"', "’", "»", "''")
_EMPTY = frozenset("the a an of to in and or but as by with for also their its his her".split())
_TIED = frozenset("on in of since from to for until by during the 's ’s and".split())  # figures released [on Thursday]
_NOT = frozenset({"not", "n't", "n’t", "never", "no", "without"})
_ANSWERS = frozenset(
    "respond comment say mention answer return reply specify address identify disclose elaborate".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
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


def find_attributions(doc: Doc) -> Iterator[Attribution]:
    """Yield the relations of ``doc`` in text order; ``within`` is the place in that order of the relation around."""
    text = doc.text  # which spaCy joins anew each time: once a Doc, not once a relation
    pieces = order(list(_pieces(doc)))
    links = add_frames(doc, complete(doc, link(read_scene(doc, pieces))))
    yield from nest(sorted((_relation(doc, found, text=text) for found in links), key=lambda a: (a.start, a.end)))


def _pieces(doc: Doc) -> Iterator[Piece]:
    """Yield the encoder's spans: no source that ends in a time (``aides this week``), no content like ``of the``."""
    times = {index: span for span in doc.spans.get("times", ()) for index in range(span.start, span.end)}
    for role in ROLES:
        for span in doc.spans.get(role, ()):
            end = span.end
            time = times.get(end - 1) if role == "source" else None
            if time is not None and time.start > span.start and doc[time.start - 1].lower_ not in _TIED:
                end = time.start
            if role != "content" or any(token.is_alpha and token.lower_ not in _EMPTY for token in span):
                yield Piece(role, span.start, end)


def nest(relations: Sequence[Attribution]) -> list[Attribution]:
    """Return ``relations`` with ``within`` set to the innermost other one whose content holds the whole of it."""
    return [replace(relation, within=_around(relations, number)) for number, relation in enumerate(relations)]


def _around(relations: Sequence[Attribution], number: int) -> int | None:
    inner = relations[number]
    holding: list[tuple[int, int]] = []
    for other in range(max(number - 12, 0), min(number + 13, len(relations))):
        if other == number:
            continue
        for start, end in relations[other].content:
            if start <= inner.start and inner.end <= end and end - start > inner.end - inner.start:
                holding.append((end - start, other))
    return min(holding)[1] if holding else None


def _relation(doc: Doc, found: Link, *, text: str) -> Attribution:
    source = [_chars(doc, found.source)] if found.source else []
    cue, content = [_chars(doc, found.cue)] if found.cue else [], [_chars(doc, piece) for piece in found.contents]
    spans = [*source, *cue, *content]
    words = doc[found.cue.start : found.cue.end] if found.cue else doc[:0]
    why = {"by": "model", "model": "attribution", "cue": words.text or None, "score": found.score}
    if found.rule:
        why["rule"] = found.rule
    return Attribution(
        min(start for start, _ in spans),
        max(end for _, end in spans),
        source,
        cue,
        content,
        form_of(text, content),
        stance_of(words),
        None,
        why,
    )


def _chars(doc: Doc, piece: Piece) -> list[int]:
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


@lang.compiled
def cues() -> dict[str, str]:
    """Return the stance of each cue, by word in all its forms, or by phrase."""
    rows = lang.rows("cues")
    forms = {form: row["stance"] for row in reversed(rows) for form in row["forms"].split()}
    return forms | {row["cue"]: row["stance"] for row in rows}


def stance_of(cue: Span) -> str:
    """Return how the source stands to what it is said to have said, by the words of the cue."""
    table = cues()
    words = [token.lower_ for token in cue]
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(words)]
    stance = next((table[part] for part in (*pairs, *words) if part in table), "assertion")
    if _NOT & set(words) and stance in {"assertion", "knowledge", "evidence"}:
        return "declined" if _ANSWERS & set(words) else "denial"
    return stance


@Language.component("claimcheck_attributions")
def attributions(doc: Doc) -> Doc:
    """Write ``doc.spans["attributions"]``."""
    groups.write(doc, "attributions", find_attributions(doc))
    return doc
