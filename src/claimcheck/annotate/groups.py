"""Mentions in a Doc: spans in ``doc.spans[group]``, their facts as plain JSON in the group's ``attrs``.

spaCy keys ``Span._`` by offsets, so two spans of one extent would share their facts; a group's ``attrs`` by span id does not.
A mention is a frozen dataclass with ``start`` and ``end`` in code points of ``doc.text`` (half open) and JSON-able fields.
The character offsets are kept among the facts, since a mention may begin or end inside a spaCy token (``6,700-km``).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from spacy.tokens import SpanGroup

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Located(Protocol):
    """What every mention in a Doc has; ``__dataclass_fields__`` marks a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


M = TypeVar("M", bound=Located)
T = TypeVar("T")
TEXT = "claimcheck_text"


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, which spaCy joins anew each time: ten times a Doc, 7 % of a profile's time."""
    if TEXT not in doc.user_data:
        doc.user_data[TEXT] = doc.text
    text: str = doc.user_data[TEXT]
    return text


def each_of(doc: Doc, attribute: str, made_of: Callable[[str], T]) -> list[T]:
    """Return what is made of the attribute (``ORTH``, ``TAG``) of each token, made once of each of its values.

    To walk over a Doc's tokens and ask each costs ten times as much.
    """
    keys = doc.to_array(attribute).tolist()
    made = {key: made_of(doc.vocab.strings[key]) for key in set(keys)}
    return [made[key] for key in keys]


def tokens_where(doc: Doc, attribute: str, fits: Callable[[str], object]) -> list[int]:
    """Return the tokens whose attribute fits."""
    return [index for index, fitting in enumerate(each_of(doc, attribute, fits)) if fitting]


def lines(doc: Doc) -> list[tuple[int, int]]:
    """Return the lines of ``doc`` in tokens, without the breaks between them."""
    breaks = tokens_where(doc, "ORTH", lambda text: text.isspace() and "\n" in text)
    starts = [0, *(index + 1 for index in breaks)]
    return [(start, end) for start, end in zip(starts, [*breaks, len(doc)], strict=True) if start < end]


def write(doc: Doc, group: str, mentions: Iterable[Located]) -> None:
    """Set ``doc.spans[group]`` to ``mentions`` in text order, replacing what was there."""
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    spans = [
        doc.char_span(mention.start, mention.end, group, span_id=str(number), alignment_mode="expand")
        for number, mention in enumerate(ordered)
    ]
    facts = {str(number): _facts(mention) for number, mention in enumerate(ordered)}
    doc.spans[group] = SpanGroup(doc, name=group, spans=[span for span in spans if span is not None], attrs=facts)


def _facts(mention: Located) -> dict[str, Any]:
    """Return the fields of a mention as they are; ``asdict`` copies them to the bottom, which was 6 % of a profile's time."""
    return {name: getattr(mention, name) for name in _fields(type(mention))}


@functools.cache
def _fields(kind: type[Located]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def component(group: str, find: Callable[[Doc], Iterable[Located]]) -> Callable[[Doc], Doc]:
    """Return what writes ``group`` with what ``find`` yields: the work of the component ``claimcheck_<group>``."""
    return functools.partial(_written, group=group, find=find)


def _written(doc: Doc, *, group: str, find: Callable[[Doc], Iterable[Located]]) -> Doc:
    write(doc, group, find(doc))
    return doc


def read(doc: Doc, group: str, mention_type: type[M]) -> list[M]:
    """Return the mentions of ``doc.spans[group]`` in text order, empty where the group was never written."""
    return [mention_type(**facts) for facts in facts_of(doc, group)]


def facts_of(doc: Doc, group: str) -> list[dict[str, Any]]:
    """Return the facts of a group's mentions in text order, whatever their type."""
    attrs = doc.spans[group].attrs if group in doc.spans else {}
    return [attrs[str(number)] for number in range(len(attrs))]
