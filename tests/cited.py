"""Whom the program finds cited in a passage: from the engine's Doc through relations to sources."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import find_attributions
from claimcheck.annotate.grammar.names import find_names
from claimcheck.annotate.sources.component import find_sources
from rows import engine_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc


@functools.cache
def told(text: str) -> Doc:
    """Return the engine's Doc of a text with the relations that are found in it."""
    return related(engine_doc(text).copy())


def related(doc: Doc) -> Doc:
    """Return an engine's Doc after its relations were written into it."""
    groups.write(doc, "attributions", find_attributions(doc))
    return doc


def cited(text: str | Doc) -> list[tuple[str, str, int, int]]:
    """Return name, type, grade and number of mentions of each source of a text."""
    doc = told(text) if isinstance(text, str) else text
    return [(one.name, one.type, one.grade, len(one.mentions)) for one in find_sources(doc)]


def who(text: str | Doc) -> list[str]:
    """Return the name of each source of a text."""
    return [name for name, *_ in cited(text)]


def names(text: str) -> list[tuple[str, str]]:
    """Return text and label of each name in a text."""
    return [(name.text, name.label) for name in find_names(told(text))]
