"""The reader of plain text: which of its paragraphs is headline, byline, lead, heading, caption or footnote.

Addresses that stand bare in the text are its links, marks such as ``[1]`` call its notes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from claimcheck import lang
from claimcheck.article import Article, Block, Directive, Link, Section, count_lines
from claimcheck.read.parts.addresses import addresses_in
from claimcheck.read.parts.blocks import Paragraph, paragraphs_of
from claimcheck.read.parts.decoding import decode, media_type_of
from claimcheck.read.parts.directives import directives_in
from claimcheck.read.parts.notes import definitions_in, notes_in

# Of the 715 PolNeAR articles whose first line is their headline, 99 % have at most 18 words there, all but one at most
# 108 characters.
_HEADLINE_WORDS, _HEADLINE_LENGTH = 18, 110
_HEADING_WORDS, _HEADING_LENGTH = 12, 90
_LABEL_WORDS = 14  # a line such as `Updated 4 March, 14:20`
_ENDS_SENTENCE = re.compile(r"[.!?…:;,]['\"’”)\]]*$")
_NO_HEADING = re.compile(
    r"""(?:[-*+•‣·–—>|]|\d{1,3}[.)]\s|[a-z][.)]\s)  # a list item, a quotation or a table row
    |['"‘“«(\[]                                    # a pull quote, a note
    |.*(?:\t|\ {3,}|\|)                            # a table row
    """,
    re.VERBOSE,
)
_NAME = r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|al|bin)\s+)*[^\W\d_a-z][\w.'’-]*){1,4}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)\s+(?P<names>{_NAME}(?:(?:,\s*|\s+and\s+|\s*&\s*){_NAME})*)(?P<rest>\s*[,|/–—-].{{0,60}})?"
)
_ANONYMOUS = re.compile(r"(?:[Bb]y|BY)\s+(?:the|our|a|an)(?:\s+[\w'’&-]+){1,5}")  # By our football correspondent
_DEBRIS = re.compile(r"\S*[/=&@_#<>{}|]{1}\S*")  # a web address, or what a scraper left
_DATELINE = re.compile(r"(?i:date|published|updated)\s*:?\s+\d{4}-\d\d-\d\d(?=\s+[A-Z\"'“‘])")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^[^\]\s]+\]:)\s*\S")


def read_text(data: bytes | str, source: str = "-") -> Article:
    """Return a plain text as an Article: its text unchanged, every paragraph a block, a note's behind its mark.

    Raises NotTextError for bytes that are none, EmptyInputError for white space.
    """
    text, charset = decode(data, source=source) if isinstance(data, bytes) else (data, "utf-8")
    directives = tuple(directives_in(text))
    paragraphs = _without_dateline(_without_comments(paragraphs_of(text), directives))
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
        byline=_names(paragraphs, sections),
        blocks=blocks,
        links=tuple(Link(start, end, text[start:end], href) for start, end, href in addresses_in(text)),
        notes=tuple(notes_in(text, definitions)),
        directives=directives,
    )


def _without_comments(paragraphs: list[Paragraph], directives: Sequence[Directive]) -> list[Paragraph]:
    """Return the paragraphs without those that are a comment to claimcheck and nothing else."""
    spans = {(directive.offset, directive.end) for directive in directives}
    return [paragraph for paragraph in paragraphs if (paragraph.start, paragraph.end) not in spans]


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


def sections_of(paragraphs: list[Paragraph], *, notes: Container[int] = ()) -> list[Section]:
    """Return the section of each paragraph: what it is by its looks and its place; those numbered ``notes`` are known."""
    sections: list[Section] = [
        "footnote" if number in notes else _section(paragraphs, number) for number in range(len(paragraphs))
    ]
    if "body" in sections:
        sections[sections.index("body")] = "lead"
    return sections


def _section(paragraphs: list[Paragraph], number: int) -> Section:
    """Return the section of one paragraph, ``body`` for the first one too."""
    paragraph = paragraphs[number]
    following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    near_top = number < 4  # noqa: PLR2004  after headline, standfirst and dateline
    if following and ((near_top and byline_in(paragraph) is not None) or is_debris(paragraph.text)):
        return "meta"
    if number == 0 and following and _is_headline(paragraph, following):
        return "headline"
    if is_footnote(paragraph.text):
        return "footnote"
    if label := labelled(paragraph):
        return label
    return "heading" if following and is_heading(paragraph) else "body"


def _is_headline(paragraph: Paragraph, following: Paragraph) -> bool:
    """Return whether a text's first line is its headline; news corpora put a full stop behind it."""
    short = len(paragraph.text.split()) <= _HEADLINE_WORDS and len(paragraph.text) <= _HEADLINE_LENGTH
    apart = paragraph.alone or byline_in(following) is not None
    opens = paragraph.text[-1] not in ":;,"
    return short and apart and opens and paragraph.lines == 1 and not _NO_HEADING.match(paragraph.text.lstrip("'\"‘“«"))


def is_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a heading: one short line by itself, without a sentence's end."""
    short = len(paragraph.text.split()) <= _HEADING_WORDS and len(paragraph.text) <= _HEADING_LENGTH
    looks = not _ENDS_SENTENCE.search(paragraph.text) and not _NO_HEADING.match(paragraph.text)
    first = paragraph.text[0]
    return short and looks and paragraph.alone and paragraph.lines == 1 and not first.islower()


@lang.compiled
def _labels() -> tuple[tuple[re.Pattern[str], Section, bool], ...]:
    """Return what captions and the like start with, from ``blocks.tsv``: pattern, section, whether only if short."""
    return tuple(
        (
            re.compile(rf"{re.escape(row['starts'])}(?!\w)", re.IGNORECASE),
            _LABELLED[row["section"]],
            row["short"] == "yes",
        )
        for row in lang.rows("blocks")
    )


_LABELLED: dict[str, Section] = {"caption": "caption", "meta": "meta", "footnote": "footnote"}


def labelled(paragraph: Paragraph) -> Section | None:
    """Return the section that a paragraph's first words name, such as ``Photo:`` or ``Last updated``."""
    short = paragraph.lines == 1 and len(paragraph.text.split()) <= _LABEL_WORDS
    says_more = paragraph.text[-1] in ".!?"  # `Published reports name 12 firms.` is no date line
    for pattern, section, only_short in _labels():
        if pattern.match(paragraph.text) and (short or not only_short) and not (section == "meta" and says_more):
            return section
    return None


def is_debris(content: str) -> bool:
    """Return whether a paragraph is a web address and nothing else, or what a scraper left."""
    return _DEBRIS.fullmatch(content) is not None


def is_footnote(content: str) -> bool:
    """Return whether a paragraph opens with the mark of a footnote: ``[1]``, ``¹`` or ``[^1]:``."""
    return _FOOTNOTE.match(content) is not None


def byline_in(paragraph: Paragraph) -> tuple[str, ...] | None:
    """Return the names in a line such as ``By Ann Lee and Bo Ek, Staff Writers``, None where it is no byline.

    There are none in ``By our correspondent``.
    """
    if paragraph.lines > 1 or len(paragraph.text) > _HEADING_LENGTH:
        return None
    match = _BYLINE.fullmatch(paragraph.text)
    if match is None:
        return () if _ANONYMOUS.fullmatch(paragraph.text) else None
    return tuple(name.strip() for name in re.split(r",\s*|\s+and\s+|\s*&\s*", match["names"]))


def _names(paragraphs: list[Paragraph], sections: list[Section]) -> tuple[str, ...]:
    """Return the names of the first byline."""
    bylines = (byline_in(p) for p, section in zip(paragraphs, sections, strict=True) if section == "meta")
    return next((names for names in bylines if names), ())
