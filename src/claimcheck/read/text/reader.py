"""The reader of plain text: which of its paragraphs is headline, byline, lead, heading, caption or footnote.

Addresses that stand bare in the text are its links, marks such as ``[1]`` call its notes.
"""

from __future__ import annotations

import re

from claimcheck.article import Article, Block, Link, count_lines, require_length
from claimcheck.read.parts.addresses import addresses_in
from claimcheck.read.parts.decoding import decode, media_type_of
from claimcheck.read.parts.directives import directives_in
from claimcheck.read.parts.notes import definitions_in, notes_in
from claimcheck.read.parts.paragraphs import Paragraph, authors_in, paragraphs_of, sections_of

_DATELINE = re.compile(r"(?i:date|published|updated)\s*:?\s+\d{4}-\d\d-\d\d(?=\s+[A-Z\"'“‘])")


def read_text(data: bytes | str, source: str = "-") -> Article:
    """Return a plain text as an Article: its text unchanged, every paragraph a block, a note's behind its mark.

    Raises NotTextError for bytes that are none, EmptyInputError for white space.
    """
    text, charset = decode(data, source=source) if isinstance(data, bytes) else (data, "utf-8")
    require_length(len(text), source=source)
    directives = tuple(directives_in(text))
    comments = {(directive.offset, directive.end) for directive in directives}
    paragraphs = _without_dateline([one for one in paragraphs_of(text) if (one.start, one.end) not in comments])
    definitions = definitions_in(text, paragraphs)
    own_words = {definition.place: definition.start for definition in definitions}
    sections = sections_of(paragraphs, notes=own_words.keys())
    blocks = tuple(
        Block(own_words.get(place, p.start), p.end, section, p.line)
        for place, (p, section) in enumerate(zip(paragraphs, sections, strict=True))
    )
    title = next((text[block.start : block.end] for block in blocks if block.section == "headline"), None)
    return Article(
        text,
        source=source,
        media_type=media_type_of("text/plain", charset),
        title=title,
        byline=authors_in(p for p, section in zip(paragraphs, sections, strict=True) if section == "meta"),
        blocks=blocks,
        links=tuple(Link(start, end, text[start:end], href) for start, end, href in addresses_in(text)),
        notes=tuple(notes_in(text, definitions)),
        directives=directives,
    )


def _without_dateline(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with a ``date 2026-03-04`` that opens the first one as a paragraph of its own."""
    first = paragraphs[0] if paragraphs else None
    match = _DATELINE.match(first.text) if first else None
    if first is None or match is None:
        return paragraphs
    rest = first.text[match.end() :].lstrip()
    start = first.end - len(rest)
    date = first._replace(end=first.start + match.end(), text=match[0], lines=1, alone=False)
    line = first.line + count_lines(first.text, start=0, end=start - first.start)
    return [date, first._replace(line=line, start=start, text=rest), *paragraphs[1:]]
