"""The text of an EPUB's chapters: paragraphs by their elements, links out of the book, and what may be calls of notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from claimcheck.article import Section
from claimcheck.read.office.document import external
from claimcheck.read.parts.archive import resolved
from claimcheck.read.parts.composing import LINE_BREAK, Run
from claimcheck.read.parts.events import Attributes, Events, Opened, skip
from claimcheck.read.parts.story import Draft, Story

PREFIXES: Mapping[str, str] = MappingProxyType(
    {"http://www.w3.org/1999/xhtml": "", "http://www.idpf.org/2007/ops": "epub"}
)
_SKIPPED = (
    "head script style template svg audio video iframe object canvas rt rp nav button input select textarea"
).split()
_BLOCKS = (
    "body section article main header footer aside div p h1 h2 h3 h4 h5 h6 blockquote figure figcaption pre address "
    "ul ol li dl dt dd table caption thead tbody tfoot hr"
).split()
_SECTIONS: Mapping[str, Section] = MappingProxyType(
    {"figcaption": "caption", "caption": "caption", "pre": "code", "li": "body", "dd": "body", "dt": "body"}
)
_NO_TEXT = frozenset(
    "cover toc index landmarks page-list pagebreak doc-pagebreak loi lot copyright-page halftitlepage".split()
)
NOTES = frozenset("footnote endnote rearnote note doc-footnote doc-endnote".split())
_CALLS = frozenset(("noteref", "doc-noteref"))
_BACK = frozenset(("backlink", "doc-backlink", "referrer"))
_BACK_WORDS = frozenset("footnote-back footnote-backref reversefootnote".split())
_ABOVE = 4  # passages at a book's start that may be its authors, its date or a standfirst
_AUTHORS, _DATES = frozenset(("author", "byline")), frozenset(("date", "dateline", "pubdate"))
_MOST_OF_A_NOTE = 30  # passages
_HIDDEN = re.compile(r"(?i)display\s*:\s*none")
_LINE = "\n"


@dataclass(slots=True)
class Call:
    """A link inside the book, which may call a note: its place in the Drafts, where it leads, and what says so."""

    draft: Draft
    key: str
    text: str
    target: str
    declared: bool
    back: bool


@dataclass(slots=True)
class Book:
    """What was read of the chapters so far."""

    story: Story
    calls: list[Call] = field(default_factory=list)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The passages of an element by its address, ``chapter.xhtml#id``: from the first up to the one behind the last."""
    holders: dict[str, Draft] = field(default_factory=dict)
    """The passage that holds an element inside a paragraph, by its address."""
    notes: list[str] = field(default_factory=list)
    """The addresses of the elements that are declared to be notes."""

    def passages_at(self, address: str) -> Sequence[Draft]:
        """Return the passages at an address; none for one that holds more than any note, such as a chapter."""
        if address in self.holders:
            return [self.holders[address]]
        start, behind = self.ranges.get(address, (0, 0))
        return self.story.finished()[start:behind] if behind - start <= _MOST_OF_A_NOTE else []


@dataclass(slots=True)
class _Anchor:
    href: str | None
    call: Call | None
    start: int


class ChapterEvents(Events):
    """One chapter; an element that ends what is not open, as in a mended chapter, ends nothing."""

    prefixes = PREFIXES

    def __init__(self, book: Book, chapter: str) -> None:
        super().__init__()
        self._book, self._chapter, self.story = book, chapter, book.story
        self._blocks: list[tuple[str, str, int, Attributes]] = []
        self._anchors: list[_Anchor] = []
        self._cells: list[str] = []
        self.opened = dict.fromkeys(_SKIPPED, skip)
        for name in _BLOCKS:
            self.opened[name] = self._opener(name)
            self.closed[name] = self._end_block
        self.opened |= {"br": self._break, "a": self._link, "tr": self._row, "td": self._cell, "th": self._cell}
        self.closed |= {"a": self._end_link, "tr": self._end_row, "td": self._end_cell, "th": self._end_cell}
        for name in ("span", "sup", "sub", "em", "strong", "i", "b", "small", "cite", "q", "del", "s"):
            self.opened[name] = self._inline
        self.opened["del"] = skip

    def finish(self) -> None:
        """End what a damaged chapter left open."""
        while self._blocks:
            self._end_block()
        self.story.finished()

    def text(self, data: str) -> None:
        """Take text; where no paragraph is open, it begins one."""
        if self.story.paragraph is None:
            if data.isspace():
                return
            self._open()
        if self._blocks and self._blocks[-1][0] == "pre":
            data = data.replace(_LINE, LINE_BREAK)
        self.story.add(data, self._anchors[-1].href if self._anchors else None)

    def _open(self) -> None:
        draft = self.story.open_paragraph()
        above = self.story.in_body and self.story.count < _ABOVE
        draft.section = None if above else "body"
        for name, _, _, said in reversed(self._blocks):
            classes = set(said.get("class", "").lower().split())
            if name[0] == "h" and name[1:].isdigit():
                draft.level, draft.section = int(name[1:]), None
                return
            if classes & (_AUTHORS | _DATES) and above:
                draft.section, draft.names = "meta", bool(classes & _AUTHORS)
                return
            if name in _SECTIONS:
                draft.section = _SECTIONS[name]
                return

    def _close(self) -> None:
        if self.story.paragraph is not None:
            self.story.close_paragraph()

    def _opener(self, name: str) -> Opened:
        def opened(said: Attributes) -> bool:
            self._close()
            types = _types(said)
            if types & _NO_TEXT or _is_hidden(said):
                return True
            address = f"{self._chapter}#{said['id']}" if "id" in said else ""
            if types & NOTES and address:
                self._book.notes.append(address)
            self._blocks.append((name, address, self.story.count, said))
            return False

        return opened

    def _end_block(self) -> None:
        self._close()
        _, address, start, _ = self._blocks.pop()
        if address and self.story.in_body:
            self._book.ranges.setdefault(address, (start, self.story.count))

    def _inline(self, said: Attributes) -> bool:
        if _types(said) & _NO_TEXT or _is_hidden(said):
            return True
        self._target(said)
        return False

    def _target(self, said: Attributes) -> None:
        """Note that a paragraph holds an address."""
        if "id" in said:
            if self.story.paragraph is None:
                self._open()
            if self.story.paragraph is not None:
                self._book.holders.setdefault(f"{self._chapter}#{said['id']}", self.story.paragraph)

    def _break(self, _: Attributes) -> None:
        if self.story.paragraph is not None:
            self.story.add(LINE_BREAK)

    def _link(self, said: Attributes) -> bool:
        if _types(said) & _NO_TEXT or _is_hidden(said):
            return True
        self._target(said)
        href = said.get("href", "").strip()
        is_out = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", href) is not None
        path, mark, name = href.partition("#")
        if is_out or not mark:
            self._anchors.append(_Anchor(external(href) if is_out else None, None, 0))
            return False
        if self.story.paragraph is None:
            self._open()
        draft = self.story.paragraph
        chapter = resolved(self._chapter, unquote(path)) if path else self._chapter
        types, classes = _types(said), set(said.get("class", "").lower().split())
        if draft is not None:
            draft.flush()
            call = Call(
                draft, f"footnote:{len(self._book.calls)}", "", f"{chapter}#{unquote(name)}", bool(types & _CALLS),
                bool(types & _BACK or classes & _BACK_WORDS),
            )  # fmt: skip
            self._anchors.append(_Anchor(None, call, len(draft.runs)))
        return False

    def _end_link(self) -> None:
        anchor = self._anchors.pop() if self._anchors else None
        draft = self.story.paragraph
        if anchor is None or anchor.call is None or anchor.call.draft is not draft or draft is None:
            return
        draft.flush()
        call = anchor.call
        call.text = "".join(run.text for run in draft.runs[anchor.start :])
        call.key = f"footnote:{len(self._book.calls)}"
        draft.runs[anchor.start :] = [Run(call.text, note=call.key)]
        self._book.calls.append(call)

    def _row(self, _: Attributes) -> None:
        self._close()
        self.story.open_row()

    def _end_row(self) -> None:
        self._close()
        self.story.close_row()

    def _cell(self, _: Attributes) -> None:
        self._close()
        self.story.open_place()

    def _end_cell(self) -> None:
        self.story.close_cell()


def _types(said: Attributes) -> set[str]:
    return set(said.get("epub:type", "").split()) | set(said.get("role", "").split())


def _is_hidden(said: Attributes) -> bool:
    return "hidden" in said or _HIDDEN.search(said.get("style", "")) is not None
