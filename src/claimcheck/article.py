"""What was read: one text that every offset indexes, and what its file says about it.

Every ``start, end`` is in code points and half open, into :attr:`Article.text`.
"""

from __future__ import annotations

import bisect
import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from claimcheck.errors import DateError

Section = Literal["headline", "lead", "body", "caption", "footnote", "heading", "meta", "code"]
"""What a block is to the article. ``meta`` is a byline, a dateline of its own, or a Markdown file's front matter."""

SECTIONS: tuple[Section, ...] = get_args(Section)
PROSE: frozenset[Section] = frozenset({"headline", "lead", "body", "caption", "footnote"})
"""The sections that state claims; a list item or a block quotation is ``body``."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or the like: ``text[start:end]``, without white space around it."""

    start: int
    end: int
    section: Section
    line: int
    """The line of the file on which the block starts, from 1."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: ``text[start:end]`` is what it is laid on."""

    start: int
    end: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: ``text[start:end]`` is the mark that calls it, ``text`` what it says."""

    start: int
    end: int
    label: str
    text: str


class Place(NamedTuple):
    """A place in a file: both from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``text`` is exactly the file's decoded text where the format is plain text or Markdown."""

    text: str
    source: str = "-"
    media_type: str = "text/plain"
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds ``text[offset]``, None between blocks."""
        found = bisect.bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[found] if found >= 0 and offset < self.blocks[found].end else None

    def section_at(self, offset: int) -> Section:
        """Return the section of the block that holds ``text[offset]``, ``body`` between blocks."""
        block = self.block_at(offset)
        return block.section if block else "body"

    def locate(self, offset: int) -> Place:
        """Return the line and column of ``text[offset]`` in the file, both from 1."""
        if not 0 <= offset <= len(self.text):
            message = f"offset {offset} is outside a text of {len(self.text)} characters"
            raise IndexError(message)
        block = self.block_at(offset)
        origin, line = (block.start, block.line) if block else (0, 1)
        column_origin = start_of_line(self.text, offset)
        return Place(line + count_lines(self.text, start=origin, end=offset), offset - column_origin + 1)


def start_of_line(text: str, offset: int) -> int:
    """Return where the line that holds ``text[offset]`` starts; a line ends with LF, CR LF or CR."""
    end = offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset
    return max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1


def count_lines(text: str, *, start: int, end: int) -> int:
    """Return how many lines end in ``text[start:end]``; CR LF counts when its LF is inside."""
    ends = text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
    return ends - (text[end - 1 : end + 1] == "\r\n" and end > start)


When = datetime.date | str | None


def iso_date(value: When) -> str | None:
    """Return a publication date as ``YYYY-MM-DD``; None for none. Raises a DateError for what is no date."""
    if value is None:
        return None
    try:
        text = value.isoformat() if isinstance(value, datetime.date) else value.strip()
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{value} is no date: {error}"
        raise DateError(message, "write it as year-month-day: 2026-03-04") from None
    return moment.date().isoformat()
