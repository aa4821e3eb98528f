"""The reader of Markdown: its text unchanged, with headings, paragraphs, list items, tables and code told apart.

Block structure is markdown-it-py's (CommonMark with tables); inline markup stays in the text, since every offset is one
into the file. Front matter (YAML or TOML) gives title, date, authors and publisher.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from claimcheck.article import Article, Block, Section
from claimcheck.read.blocks import Line, Paragraph, lines_of
from claimcheck.read.decoding import decode, media_type_of
from claimcheck.read.frontmatter import FrontMatter, front_matter
from claimcheck.read.text import byline_in, is_footnote

if TYPE_CHECKING:
    from markdown_it.token import Token

_CODE = frozenset({"fence", "code_block", "html_block"})
_EMPHASIS = "*_ \t"
_EMPHASIZED = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_DEEPEST = 100  # list items and quotations in one another; what is deeper is left without a block


def read_markdown(data: bytes | str, source: str = "-") -> Article:
    """Return a Markdown text as an Article. Raises NotTextError for bytes that are none, EmptyInputError for white space."""
    text, charset = decode(data, source=source) if isinstance(data, bytes) else (data, "utf-8")
    matter = front_matter(text)
    blocks = _with_lead(_blocks(text, matter), text)
    headline = next((text[b.start : b.end] for b in blocks if b.section == "headline"), None)
    byline = next((names for b in blocks if b.section == "meta" and (names := _byline(text, b))), ())
    return Article(
        text,
        source=source,
        media_type=media_type_of("text/markdown", charset),
        title=matter.title or (_EMPHASIZED.sub(r"\2", headline) if headline else None),
        byline=matter.authors or byline,
        publisher=matter.publisher,
        published=matter.published,
        blocks=tuple(blocks),
    )


def _blocks(text: str, matter: FrontMatter) -> list[Block]:
    """Return front matter, headings, paragraphs, table rows and code as blocks, in text order."""
    from markdown_it import MarkdownIt  # 30 ms that a plain text need not pay

    lines = list(lines_of(text))
    body = "\n".join(_as_is(text, line) for line in lines[matter.lines :])
    parser = MarkdownIt("commonmark").enable("table").disable("inline")  # blocks only: linear in the text's length
    parser.options["maxNesting"] = _DEEPEST
    found = [Block(0, matter.end, "meta", 1)] if matter.lines else []
    kind, is_first = "", True
    for token in parser.parse(body):
        if token.type.endswith("_open"):
            kind = f"{token.tag}" if token.type != "tr_open" else "tr"
        if token.map is None or not (token.type in _CODE or token.type == "inline" or kind == "tr"):
            continue
        block = _block(token, lines, offset=matter.lines, kind=kind, is_first=is_first)
        if block and (not found or block.start >= found[-1].end):
            found.append(block)
            is_first = False
        kind = "" if kind == "tr" else kind
    return found


def _block(token: Token, lines: list[Line], *, offset: int, kind: str, is_first: bool) -> Block | None:
    """Return the block that a token of the parser is; ``offset`` is how many lines of front matter it did not see."""
    first, behind = (number + offset for number in (token.map or [0, 0]))
    covered = [line for line in lines[first:behind] if not line.blank]
    if not covered:
        return None
    if token.type in _CODE or kind == "tr":
        section: Section = "code" if token.type in _CODE else "body"
        return Block(covered[0].start, covered[-1].end, section, covered[0].number)
    content = token.content.split("\n")
    start, _ = _within(covered[0], content[0])
    _, end = _within(covered[min(len(content), len(covered)) - 1], content[-1])
    return Block(start, max(start, end), _section(token.content, kind, is_first=is_first), covered[0].number)


def _within(line: Line, content: str) -> tuple[int, int]:
    """Return where a line's content is, without what marks it as list item, quotation or heading."""
    found = line.text.rfind(content.strip())
    if found < 0:  # a tab that the parser wrote out
        return line.start, line.end
    return line.start + found, line.start + found + len(content.strip())


def _section(content: str, kind: str, *, is_first: bool) -> Section:
    """Return the section of a heading (``h1`` to ``h6``) or a paragraph."""
    if kind.startswith("h") and kind[1:].isdigit():
        return "headline" if kind == "h1" and is_first else "heading"
    if is_footnote(content):
        return "footnote"
    return "body"


def _with_lead(blocks: list[Block], text: str) -> list[Block]:
    """Return the blocks with bylines near the top as ``meta``, and the first paragraph left as ``lead``."""
    blocks = [
        dataclasses.replace(block, section="meta") if place < 4 and _byline(text, block) is not None else block  # noqa: PLR2004
        for place, block in enumerate(blocks)
    ]
    lead = next((place for place, block in enumerate(blocks) if block.section == "body"), None)
    if lead is not None:
        blocks[lead] = dataclasses.replace(blocks[lead], section="lead")
    return blocks


def _byline(text: str, block: Block) -> tuple[str, ...] | None:
    """Return the names where a block is a byline, None where it is none."""
    bare = text[block.start : block.end].strip(_EMPHASIS)
    lines = bare.count("\n") + bare.count("\r") + 1
    return byline_in(Paragraph(block.line or 1, block.start, block.end, bare, lines, alone=True))


def _as_is(text: str, line: Line) -> str:
    """Return a line with its indentation, which is what tells code and nesting."""
    start = line.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return text[start : line.end]
