"""What was read: one text that every offset indexes, and what its file says about it.

Every ``start, end`` is in code points and half open, into :attr:`Article.text`.
"""

from __future__ import annotations

import bisect
import datetime
import re
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any, Literal, NamedTuple, get_args

from claimcheck.errors import DateError, InputError

Section = Literal["headline", "lead", "body", "caption", "footnote", "heading", "meta", "code"]
"""What a block is to the article. ``meta`` is a byline, a dateline of its own, or a Markdown file's front matter."""

SECTIONS: tuple[Section, ...] = get_args(Section)

NoteKind = Literal["footnote", "endnote", "comment"]

DateOrigin = Literal["option", "metadata", "visible", "guess"]
"""Who says when an article was published, surest first: who called claimcheck, the file's own metadata, the article's
words, or nobody, and it is the likeliest of the dates in the page."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or the like: ``text[start:end]``, without white space around it."""

    start: int
    end: int
    section: Section
    line: int | None = None
    """The line of the file on which the block starts, from 1; None in a format without lines."""
    page: int | None = None
    """The page that the block starts on, from 1 (PDF)."""
    paragraph: int | None = None
    """The paragraph's number in its document, from 1 (DOCX, ODT, EPUB, RTF)."""
    xpath: str | None = None
    """The element of the page that holds the block (HTML)."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: ``text[start:end]`` is what it is laid on."""

    start: int
    end: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, endnote or comment: ``text[start:end]`` is the mark that calls it, ``text`` what it says.

    A reader that leaves the mark out of the text gives its place (``start == end``). ``text`` is empty where a mark
    calls nothing, ``called`` is false for a note that no mark calls: its place is where its own words start.
    """

    start: int
    end: int
    label: str
    text: str
    kind: NoteKind = "footnote"
    body: tuple[int, int] | None = None
    """Where in the article's text the note's own words stand."""
    called: bool = True


class Omission(NamedTuple):
    """Words of the file that are no part of the article's text, and why: ``page number``, say."""

    text: str
    reason: str
    page: int | None = None


class Directive(NamedTuple):
    """A comment to claimcheck in the file (``claimcheck off``): what it says, and the text's offset that it stands at.

    Where it is part of the text, as in a plain one, ``end`` is behind it; else it is ``offset``.
    """

    offset: int
    text: str
    end: int = 0


class Anchor(NamedTuple):
    """From ``offset`` on, the text runs along the file's line from this column, up to the next anchor."""

    offset: int
    line: int
    column: int


class PageBreak(NamedTuple):
    """From ``offset`` on, inside a block, the text stands on this page, up to the block's end or the next break."""

    offset: int
    page: int


class Place(NamedTuple):
    """A place in a file, all from 1 and the column in code points; None for what the format does not have."""

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    xpath: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file says about its article, or what is told from the text: dates as ``YYYY-MM-DD``, names as they stand."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    published_from: DateOrigin | None = None
    """None where there is no date; ``metadata`` unless another is given."""
    modified: str | None = None
    url: str | None = None
    """The canonical address, where the file names one."""
    language: str = "en"

    def __post_init__(self) -> None:
        origin = (self.published_from or "metadata") if self.published else None
        object.__setattr__(self, "published_from", origin)

    def fields(self) -> dict[str, Any]:
        """Return the values by their names: what an Article is made with."""
        return {field.name: getattr(self, field.name) for field in fields(Metadata)}


@dataclass(frozen=True, slots=True)
class Article(Metadata):
    """One article. ``text`` is what a reader sees of it: of a plain text exactly the file's decoded text."""

    text: str
    source: str = "-"
    media_type: str = "text/plain"
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """Where the text departs from the file's lines: for a format with markup between the words."""
    pages: tuple[PageBreak, ...] = ()
    """Where a block runs over to another page."""
    directives: tuple[Directive, ...] = ()
    left_out: tuple[Omission, ...] = ()
    """What a reader of the file sees beside the article, in the order of the file."""
    verbatim: bool = True
    """Whether ``text`` is the file's decoded text, so that its own line ends are the file's."""
    packed: int | None = None
    """The bytes of the file, where its format packs the text; None for a text in some charset."""
    most_words: int | None = None
    """Words and marks that it may hold, where its archive leaves it fewer than any file of so many bytes may."""

    def __post_init__(self) -> None:
        """Put U+FFFD for each lone surrogate in what the file says: no UTF-8 can hold one. No offset moves."""
        Metadata.__post_init__(self)
        for field in fields(self):
            value = getattr(self, field.name)
            if (clean := _scrubbed(value)) is not value:
                object.__setattr__(self, field.name, clean)

    def dated(self, published: str | None, origin: DateOrigin) -> Article:
        """Return the article with a date of publication where it has none; what the caller says holds in any case."""
        if not published or (self.published and origin != "option"):
            return self
        return replace(self, published=published, published_from=origin)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds ``text[offset]``, None between blocks."""
        found = bisect.bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[found] if found >= 0 and offset < self.blocks[found].end else None

    def section_at(self, offset: int) -> Section:
        """Return the section of the block that holds ``text[offset]``, ``body`` between blocks."""
        block = self.block_at(offset)
        return block.section if block else "body"

    def locate(self, offset: int) -> Place:
        """Return where in the file ``text[offset]`` stands."""
        if not 0 <= offset <= len(self.text):
            message = f"offset {offset} is outside a text of {len(self.text)} characters"
            raise IndexError(message)
        block = self.block_at(offset)
        line, column = self._line_and_column(offset, block)
        if block is None:
            return Place(line, column)
        return Place(line, column, self._page(offset, block), block.paragraph, block.xpath)

    def _page(self, offset: int, block: Block) -> int | None:
        """Return the page of ``text[offset]``: the block's, unless it has run over to another one before."""
        found = bisect.bisect_right(self.pages, offset, key=lambda a_break: a_break.offset) - 1
        return self.pages[found].page if found >= 0 and self.pages[found].offset >= block.start else block.page

    def _line_and_column(self, offset: int, block: Block | None) -> tuple[int | None, int | None]:
        """Return line and column of ``text[offset]``, None for what the format does not have."""
        if self.verbatim:
            origin, line = (block.start, block.line or 1) if block else (0, 1)
            column = offset - start_of_line(self.text, offset) + 1
            return line + count_lines(self.text, start=origin, end=offset), column
        found = bisect.bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset) - 1
        if found >= 0:
            anchor = self.anchors[found]
            return anchor.line, anchor.column + offset - anchor.offset
        return block.line if block else None, None


def scrubbed(text: str) -> str:
    """Return ``text`` with each lone surrogate as U+FFFD, since such a string has no UTF-8; no offset moves."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


MOST_CHARS = 10_000_000
"""Characters of any text, whatever is allowed: 6 GB and 8 minutes. What holds more is refused before it is read through."""
SPLIT = f"split it into articles, one a file: --max-chars allows {MOST_CHARS:,} characters at most"
"""What to do about a text that is longer than any option allows."""
FEW_WORDS, MOST_WORDS_A_BYTE = 50_000, 0.75
"""Words and marks of any file, and of a byte of a larger one that packs its text: 100,000 cost 25 to 35 CPU seconds."""
_WORD = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAID: dict[type, tuple[str, ...]] = {Link: ("text", "href"), Note: ("label", "text"), Block: ("xpath",)}
"""What of a part of an Article is a file's own words."""


def _scrubbed(value: Any) -> Any:  # noqa: ANN401  any field of an Article
    """Return a field's value without lone surrogates, itself where it holds none."""
    if isinstance(value, str):
        return scrubbed(value)
    if isinstance(value, Directive | Omission):
        return value._replace(text=scrubbed(value.text))
    if isinstance(value, tuple) and value and not isinstance(value[0], Anchor | PageBreak):
        return tuple(map(_scrubbed, value))
    said = {name: words for name in _SAID.get(type(value), ()) if (words := getattr(value, name)) is not None}
    odd = {name: scrubbed(words) for name, words in said.items() if not words.isascii()}
    return replace(value, **odd) if odd else value


def start_of_line(text: str, offset: int) -> int:
    """Return where the line that holds ``text[offset]`` starts; a line ends with LF, CR LF or CR."""
    end = offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset
    return max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1


def count_lines(text: str, *, start: int, end: int) -> int:
    """Return how many lines end in ``text[start:end]``; CR LF counts when its LF is inside."""
    ends = text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
    return ends - (text[end - 1 : end + 1] == "\r\n" and end > start)


def require_no_longer(article: Article, most: int, *, given: bool = False) -> None:
    """Raise an InputError for an Article of which more than ``most`` characters would be told: 170 kB of DOCX unpack to any length.

    That is its text, its addresses, and the words of notes that stand beside the text or are called again: a note of a
    megabyte can be called, and an address linked to, 30,000 times. A small file that unpacks to many words is none that
    somebody wrote, and refused, too, unless ``given`` says that ``most`` was asked for.
    """
    told = len(article.text) + sum(len(link.href) for link in article.links)
    met: set[tuple[int, int] | None] = {None}
    for note in article.notes:
        told += len(note.text) * (note.body in met)
        met.add(note.body)
    require_length(told, most=min(most, MOST_CHARS), source=article.source)
    if given or (packed := article.packed) is None:
        return
    any_file = max(FEW_WORDS, int(packed * MOST_WORDS_A_BYTE))
    allowed = any_file if article.most_words is None else article.most_words
    words = count_words(article.text, len(article.text)) if len(article.text) > allowed else 0
    if words > allowed:
        message = f"{article.source} unpacks {packed:,} bytes to {words:,} words and marks, which no article is"
        raise InputError(message, f"look at what made it; or allow that much with --max-chars {told}")


def count_words(text: str, most: int) -> int:
    """Return how many words and marks a text has, or one more than ``most`` where it has more."""
    return sum(1 for _ in islice(_WORD.finditer(text), most + 1))


def require_length(length: int, *, source: str, most: int = MOST_CHARS) -> None:
    """Raise an InputError for a text of more than ``most`` characters."""
    if length > most:
        message = f"{source} holds {length:,} characters of text, more than {most:,}"
        hint = f"split it; or allow that much with --max-chars {length}" if length <= MOST_CHARS else SPLIT
        raise InputError(message, hint)


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
