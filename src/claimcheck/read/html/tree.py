"""A walk over a page's elements that yields the pieces of text which the reader of the page sees, each with its place.

Nothing is decided here about what belongs to the article: a piece carries the boxes (block elements) that it stands in
and what their names say. The walk is a loop, so that its depth does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from claimcheck.read.html.names import kinds_of
from claimcheck.read.parts.composing import LINE_BREAK

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements whose text is not the article's, or not seen: scripts, controls, fallbacks, and what was deleted.
_SKIPPED = frozenset(
    """annotation annotation-xml applet audio button canvas datalist del embed frame frameset head iframe input link map
    meta meter noscript object option progress rp rt s script select strike style svg template textarea title video""".split()
)
BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table
    tbody td tfoot th thead tr ul""".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_KINDS = {"figcaption": "caption", "caption": "caption", "pre": "code", "address": "meta"} | dict.fromkeys(
    HEADINGS, "heading"
)
_INLINE_KINDS = {"time": frozenset({"meta"}), "b": frozenset({"strong"}), "strong": frozenset({"strong"})}
_LEVELS = {"sup": 1, "sub": -1}
_COUNTED = frozenset({"drop", "meta", "caption", "strong"})
_DROPPED = frozenset("aside dialog footer form nav menu search".split())
_APART = frozenset(("span", "cite", "small", "time"))
_SAID, _SAYS = re.compile(r"[a-z]{3}[.!?…][\"”’)]?$"), re.compile(r"[A-Z][a-z]")
_FOR_OTHERS = frozenset(("noscript", "template"))  # what they hold is for readers without scripts, or for a script
_FEW_WORDS = 20
_KEPT = frozenset({"correction", "keep", "notes", "pullquote", "sidenote"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CELLS_DEEP = 3  # tables in one another that are looked at as tables; a page laid out with tables goes deeper
_CELL_WORDS = 40  # a cell with more text is layout
_CLEAN: dict[int, str | None] = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x2060, 0xFEFF]
)
_CLEAN |= {0x0B: " ", 0x0C: " ", 0x85: " ", 0x2028: "\n", 0x2029: "\n"}
_QUOTES = (("“", "”"), ("‘", "’"))
CELLS = " | "
"""Between the cells of a table's row."""


class Bit(NamedTuple):
    """Text of one kind inside a piece; ``call`` is the label of the note that it calls, ``line`` where it starts.

    ``level`` is 1 for raised text, -1 for lowered; ``directive`` is what a comment to claimcheck says that stands before it.
    """

    text: str
    href: str | None = None
    level: int = 0
    call: str | None = None
    line: int | None = None
    directive: str | None = None


@dataclass(slots=True, eq=False)
class Box:
    """A block element, with what its own names and its tag say of it; ``words`` is for whoever counts in it."""

    node: HtmlElement
    parent: Box | None
    kinds: frozenset[str]
    around: frozenset[str] = frozenset()
    """What its own names say, and those of all that it stands in."""
    words: int = 0

    def chain(self) -> Iterator[Box]:
        """Yield the box and all that it stands in, from the inside."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True, eq=False)
class Piece:
    """What stands between two edges of blocks or behind an empty line: a paragraph, a heading, a list item, a row."""

    box: Box
    bits: list[Bit] = field(default_factory=list)
    kind: str = "text"
    """``text``, ``heading``, ``caption``, ``code``, ``meta``, ``row``."""
    tag: str = ""
    note: str | None = None
    """The label of the note whose words these are."""
    card: bool = False
    """Whether a link that holds whole blocks holds it."""
    inside: dict[str, int] = field(default_factory=dict)
    """How many characters stand in inline elements with names, by what the names say."""

    text: str = ""
    """The words, white space as one space, as they stood when the piece was written."""

    @property
    def linked(self) -> float:
        """The share of the characters that are under a link."""
        whole = sum(len(bit.text.strip()) for bit in self.bits)
        return sum(len(bit.text.strip()) for bit in self.bits if bit.href is not None) / whole if whole else 0.0


class Marks(NamedTuple):
    """What is known of a page's notes before it is walked: elements with the labels of notes.

    ``calls`` are the marks in the sentences, ``bodies`` where a note's words start, ``skipped`` the links back.
    """

    calls: Mapping[HtmlElement, str] = {}
    bodies: Mapping[HtmlElement, str] = {}
    skipped: frozenset[HtmlElement] = frozenset()
    shown: frozenset[HtmlElement] = frozenset()
    """Elements that hold a note's words, and so are walked though they be hidden."""


class _State(NamedTuple):
    """What holds inside an element, and is as before behind it."""

    box: Box
    kind: str = "text"
    href: str | None = None
    level: int = 0
    quotes: int = 0
    inline: tuple[str, ...] = ()
    anchored: Box | None = None
    """The box in which the open link starts."""
    tables: int = 0


class _Frame(NamedTuple):
    """What to put back at an element's end, and what to write before."""

    node: HtmlElement
    edge: bool
    before: _State
    closing: str = ""


@dataclass(slots=True)
class _Walker:
    """The state of a walk."""

    marks: Marks
    now: _State
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    bits: list[Bit] = field(default_factory=list)
    inside: dict[str, int] = field(default_factory=dict)
    note: str | None = None
    note_box: Box | None = None
    directives: list[str] = field(default_factory=list)
    """Comments to claimcheck that wait for a text to stand before."""
    line: int | None = None
    broke: bool = False

    def flush(self) -> None:
        """End the piece that is being written."""
        if not self.bits:
            return
        if any(bit.call is not None or bit.text.strip() for bit in self.bits):
            card = self.now.href is not None and self.now.anchored is not self.now.box
            text = " ".join("".join(bit.text for bit in self.bits).split())
            tag = str(self.now.box.node.tag)
            self.pieces.append(Piece(self.now.box, self.bits, self.now.kind, tag, self.note, card, self.inside, text))
        self.bits, self.inside, self.broke = [], {}, False

    def say(self, text: str | None) -> None:
        """Write text; white space between blocks is none."""
        if not text or not (self.bits or text.strip()):
            return
        text = text.translate(_CLEAN)
        blank = not text.strip()
        if self.directives and not blank:
            self.bits.extend(Bit("", directive=said) for said in self.directives)
            self.directives = []
        line = None
        if not self.bits and self.line is not None:
            line = self.line + text[: len(text) - len(text.lstrip())].count("\n")
        self.bits.append(Bit(text, self.now.href, self.now.level, line=line))
        self.broke = self.broke and blank
        for name in self.now.inline:
            self.inside[name] = self.inside.get(name, 0) + len("".join(text.split()))

    def break_line(self) -> None:
        """Write a line break that the reader sees; the second of two ends the piece."""
        if self.now.kind == "row":
            self.bits.append(Bit(" "))
        elif self.broke:
            self.flush()
        elif self.bits:
            self.bits.append(Bit(LINE_BREAK))
            self.broke = True


class Walked(NamedTuple):
    """A page's pieces in order, all its boxes, each behind the one that it stands in, and how large and deep it is."""

    pieces: list[Piece]
    boxes: list[Box]
    elements: int
    depth: int


def walk(root: HtmlElement, marks: Marks, resolve: Mapping[str, str | None]) -> Walked:
    """Return what a page's elements say.

    ``resolve`` gives for what an ``href`` says the address that it leads to, None for what is no address.
    """
    walker = _Walker(marks, _State(Box(root, None, frozenset())))
    walker.boxes.append(walker.now.box)
    count = depth = deepest = 0
    elements = etree.iterwalk(root, events=("start", "end"))
    for event, node in elements:
        if event == "start":
            count, depth = count + 1, depth + 1
            deepest = max(deepest, depth)
            if not _enter(walker, node, resolve):
                elements.skip_subtree()
        else:
            depth -= 1
            _leave(walker, node)
            if node is not root:
                walker.say(node.tail)
    walker.flush()
    return Walked(walker.pieces, walker.boxes, count, deepest)


def _enter(walker: _Walker, node: HtmlElement, resolve: Mapping[str, str | None]) -> bool:
    """Take an element's start; return whether what is in it is to be walked."""
    tag = node.tag
    if tag == "img" and (said := node.get("data-claimcheck")):
        walker.directives.append(said)
        return False
    if tag == "br":
        walker.line = node.sourceline
        walker.break_line()
        return False
    attributes = node.attrib
    if node in walker.marks.calls:
        walker.bits.append(Bit("", call=walker.marks.calls[node]))
        _start_note(walker, node)
        return False
    shown = node in walker.marks.shown
    if node in walker.marks.skipped or ((tag in _SKIPPED or _hidden(attributes)) and not shown):
        _start_note(walker, node)
        return False
    kinds = kinds_of(attributes, tag) if attributes or "-" in tag else frozenset[str]()
    if "hidden" in kinds and not shown:
        return False
    walker.line = node.sourceline
    if tag in BLOCKS or "sidenote" in kinds:
        _open_block(walker, node, kinds | _own_kinds(node, kinds))
    else:
        _open_inline(walker, node, kinds, resolve=resolve)
    _start_note(walker, node)
    walker.say(node.text)
    return True


def _hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether an element is not shown."""
    style = attributes.get("style")
    return attributes.get("hidden", "until-found") != "until-found" or bool(style and _HIDING.search(style))


def hidden_article(root: HtmlElement, *, words: int) -> HtmlElement | None:
    """Return the hidden element that holds the most paragraphs, None where these have no more than so many words."""
    outer: HtmlElement | None = None
    held: dict[HtmlElement, int] = {}
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            outer = None if node is outer else outer
        elif outer is None and (node.tag in _FOR_OTHERS or _hidden(node.attrib)):
            outer = node
        elif outer is not None and node.tag == "p":
            held[outer] = held.get(outer, 0) + len("".join(node.itertext()).split())
    most = max(held, key=held.__getitem__, default=None)
    return most if most is not None and held[most] > max(words, _FEW_WORDS) else None


def _own_kinds(node: HtmlElement, kinds: frozenset[str]) -> frozenset[str]:
    """Return what a block's tag says of it, where its names do not say otherwise."""
    if node.tag not in _DROPPED or kinds & _KEPT:
        return frozenset()
    parent = node.getparent()
    quoted = node.tag == "footer" and parent is not None and parent.tag == "blockquote"
    return frozenset() if quoted else frozenset({"drop"})


def _open_block(walker: _Walker, node: HtmlElement, kinds: frozenset[str]) -> None:
    """Take the start of a block."""
    tag = node.tag
    if walker.now.kind == "row" and tag != "caption":  # a cell, or a paragraph in one
        walker.frames.append(_Frame(node, edge=False, before=walker.now))
        if tag == "tr":
            walker.flush()
            _new_box(walker, node, kinds)
        elif tag not in {"td", "th"}:
            walker.say(" ")
        elif walker.bits:
            walker.bits.append(Bit(CELLS))
        return
    walker.flush()
    walker.frames.append(_Frame(node, edge=True, before=walker.now))
    _new_box(walker, node, kinds)
    walker.now = walker.now._replace(kind=_KINDS.get(tag, walker.now.kind), tables=walker.now.tables + (tag == "table"))
    if tag == "table" and walker.now.tables <= _CELLS_DEEP and _is_data(node):
        walker.now = walker.now._replace(kind="row")


def _new_box(walker: _Walker, node: HtmlElement, kinds: frozenset[str]) -> None:
    outer = walker.now.box
    walker.boxes.append(Box(node, outer, kinds, kinds | outer.around if kinds else outer.around))
    walker.now = walker.now._replace(box=walker.boxes[-1])


def _is_data(table: HtmlElement) -> bool:
    """Return whether a table has rows of short cells, and so is no layout."""
    widest = 0
    for node in table.iter("table", "tr", "td", "h1", "h2", "ul", "ol"):
        if node.tag == "tr":
            widest = max(widest, len(node))
        elif node.tag != "td":
            if node is not table:
                return False
        elif len("".join(node.itertext()).split()) > _CELL_WORDS:
            return False
    return widest > 1


def _open_inline(
    walker: _Walker, node: HtmlElement, kinds: frozenset[str], *, resolve: Mapping[str, str | None]
) -> None:
    """Take the start of an element inside a line; most change nothing, and have no frame."""
    tag = node.tag
    kinds |= _INLINE_KINDS.get(tag, frozenset())
    told = tuple(sorted(kinds & _COUNTED - set(walker.now.inline)))
    opening = closing = ""
    if tag == "q" and not (node.text or "").lstrip().startswith(("“", '"', "‘", "«")):
        opening, closing = _QUOTES[walker.now.quotes % 2]
    if tag in _APART and walker.bits and _SAID.search(walker.bits[-1].text) and _SAYS.match(node.text or ""):
        walker.say(" ")  # a caption and its credit, which only the style sheet keeps apart
    if not (told or opening or tag == "a" or tag in _LEVELS):
        return
    walker.frames.append(_Frame(node, edge=False, before=walker.now, closing=closing))
    walker.now = walker.now._replace(
        inline=walker.now.inline + told,
        level=walker.now.level or _LEVELS.get(tag, 0),
        quotes=walker.now.quotes + bool(opening),
    )
    if tag == "a" and not node.attrib:  # neither a place nor a button: its address was forgotten
        walker.now = walker.now._replace(href="", anchored=walker.now.box)
    elif tag == "a" and node.get("href") is not None:
        walker.now = walker.now._replace(href=resolve.get(node.get("href")), anchored=walker.now.box)
        if not len(node) and not (node.text or "").strip() and walker.now.href and walker.bits:
            walker.bits.append(Bit("", walker.now.href))  # amid a text, and laid on nothing
    if opening:
        walker.say(opening)


def _leave(walker: _Walker, node: HtmlElement) -> None:
    """Take an element's end."""
    if not walker.frames or walker.frames[-1].node is not node:
        return
    frame = walker.frames.pop()
    if frame.closing:
        walker.say(frame.closing)
    if frame.edge or walker.now.box is not frame.before.box:
        walker.flush()
    if walker.note_box is not None and walker.note_box.node is node:
        walker.flush()
        walker.note = walker.note_box = None
    walker.now = frame.before


def _start_note(walker: _Walker, node: HtmlElement) -> None:
    """Start a note's words where one starts; they go on to the end of its block, or to the next note."""
    label = walker.marks.bodies.get(node)
    if label is not None:
        walker.flush()
        walker.note, walker.note_box = label, walker.now.box
