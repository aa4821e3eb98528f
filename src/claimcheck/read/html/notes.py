"""The notes of a page: which mark in a sentence calls which words, told from the raw elements.

A link inside the page whose words are a mark (``3``, ``[3]``, ``*``) calls the element behind it that its fragment names;
a link to what stands before it leads back. Marks without a link are bound by ``bind_marks``, as in other formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from claimcheck.read.html.names import kinds_of
from claimcheck.read.html.tree import BLOCKS, Bit, Marks, Piece
from claimcheck.read.parts.notes import is_note_heading
from claimcheck.read.parts.raised import fraction, raised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARK = re.compile(r"[\[(]?\s*(?:note\s+)?(\d{1,5}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶‖]{1,4})\s*[\])]?", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"(?:foot|end|side)?note|^_?(?:fn|ftn|edn|en|cite|ref|n)[-_:.]?\w*\d|sdfootnote|sdendnote", re.IGNORECASE
)
_BACK = re.compile(r"[\W\d_]*|\W*(?:back|return|jump (?:up|back)|up|top)\b.{0,30}", re.IGNORECASE)
_LONGEST_BACK = 40
_MARK_PARTS = 20  # strings of text in a mark: brackets and number, each in an element
_STOP = re.compile(r"\A[.:)\]]\s+")  # behind a number that was a link
_COMMENTS = re.compile(r"comment|respond|repl(?:y|ies)|disqus|reader", re.IGNORECASE)
_CLIMB = 30  # elements between a mark and the element that it stands in


def marks_of(root: HtmlElement, page: str | None) -> Marks:
    """Return the marks, notes and links back of a page whose address is ``page``."""
    links = [(node, fragment) for node in root.xpath("//a[contains(@href,'#')]") if (fragment := _fragment(node, page))]
    if not links:
        return Marks()
    named = _named(root, {fragment for _, fragment in links})
    wanted = {node for node, _ in links} | set(named.values())
    order = {node: place for place, node in enumerate(root.iter()) if node in wanted}
    found = _Found()
    for node, fragment in links:
        found.link(node, fragment, named=named, order=order)
    return found.marks()


def _fragment(node: HtmlElement, page: str | None) -> str | None:
    """Return the fragment of a link that stays inside its page, None for any other link."""
    before, _, fragment = node.get("href", "").strip().partition("#")
    inside = not before or (page is not None and before == page.partition("#")[0])
    return unquote(fragment) if inside and fragment else None


def _named(root: HtmlElement, wanted: set[str]) -> dict[str, HtmlElement]:
    """Return the first element of each wanted id or anchor's name."""
    named: dict[str, HtmlElement] = {}
    for node in root.xpath("//*[@id] | //a[@name]"):
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name in wanted:
                named.setdefault(name, node)
    return named


@dataclass(slots=True)
class _Found:
    """The marks while they are found."""

    calls: dict[HtmlElement, str] = field(default_factory=dict)
    bodies: dict[HtmlElement, str] = field(default_factory=dict)
    skipped: set[HtmlElement] = field(default_factory=set)
    labels: dict[str, HtmlElement | str] = field(default_factory=dict)
    """Whose label each one is: an element's, or a fragment's that names no element."""

    def link(
        self, node: HtmlElement, fragment: str, *, named: dict[str, HtmlElement], order: dict[HtmlElement, int]
    ) -> None:
        """Take one link inside the page."""
        target = named.get(fragment)
        if target is not None and _is_for_readers(target):
            return
        text = " ".join(_first_text(node).split())
        raised = _raised(node)
        strong = raised or _is_reference(node) or bool(_FRAGMENT.match(fragment))
        if target is None or (order[target] <= order[node] and not _is_declared(node)):
            if self._leads_back(node, text) and (target is not None or not re.search(r"\w", text)):
                self.skipped.add(node)
            if target is not None:
                return
        mark = _MARK.fullmatch(text)
        told = mark is not None and (strong or not mark[1].isalpha())
        if not told and not (_is_declared(node) and len(text) <= _LONGEST_BACK):
            return
        if target is None and not (strong and (raised or _is_reference(node))):
            return
        label = self._label(mark[1] if mark else text.strip("[]() "), target if target is not None else fragment)
        self.calls[_whole_mark(node, text)] = label
        if target is not None:
            self.bodies[target] = label

    def _label(self, wanted: str, owner: HtmlElement | str) -> str:
        """Return the label of a note: what its mark says, with a number where another note has that mark."""
        known = self.bodies.get(owner) if not isinstance(owner, str) else None
        if known is not None:
            return known
        label, number = wanted or "?", 1
        while self.labels.setdefault(label, owner) is not owner and self.labels[label] != owner:
            number += 1
            label = f"{wanted}-{number}"
        return label

    def _leads_back(self, node: HtmlElement, text: str) -> bool:
        """Return whether a link to what stands before it is one from a note to its mark."""
        if len(text) > _LONGEST_BACK:
            return False
        if kinds_of(node.attrib) & {"hidden"} or _BACK.fullmatch(text):
            return True
        around = (node, *islice(node.iterancestors(), _CLIMB))
        return _MARK.fullmatch(text) is not None and any(up in self.bodies for up in around)

    def marks(self) -> Marks:
        """Return what was found, with the items of a list of notes that nothing calls."""
        bodies = dict(self.bodies)
        for node, label in self.bodies.items():
            for item, name in _beside(node):
                if item not in bodies and self.labels.setdefault(name, item) is item:
                    bodies[item] = name if label.isdigit() else item.get("id", name)
        shown = set()
        for node in bodies:
            for up in (node, *node.iterancestors()):
                if up in shown:
                    break
                shown.add(up)
        return Marks(self.calls, bodies, frozenset(self.skipped), frozenset(shown))


def _beside(note: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the other items of a note's list whose ids differ from its own in the number, and that number."""
    shape = re.sub(r"\d+", "#", note.get("id", ""))
    parent = note.getparent()
    if note.tag != "li" or "#" not in shape or parent is None:
        return
    for item in parent.iterchildren("li"):
        name = item.get("id", "")
        if item is not note and re.sub(r"\d+", "#", name) == shape:
            yield item, re.findall(r"\d+", name)[-1]


def _is_for_readers(target: HtmlElement) -> bool:
    """Return whether an element is where readers comment, or a part of the page's frame, and so no note."""
    for node in (target, *islice(target.iterancestors(), _CLIMB)):
        kinds = kinds_of(node.attrib)
        if node.tag == "form" or kinds & {"notes", "sidenote"}:
            return bool(node.tag == "form")
        if kinds & {"drop", "weak"} and _COMMENTS.search(f"{node.get('id')} {node.get('class')}"):
            return True
    return bool(next(target.iter("form", "textarea", "input", "select", "article", "h1", "h2"), None) is not None)


def _first_text(node: HtmlElement) -> str:
    """Return an element's text, or so much of it that it is seen to be no mark."""
    return "".join(islice(node.itertext(), _MARK_PARTS))


def _raised(node: HtmlElement) -> bool:
    """Return whether a link is a superscript."""
    near = (node, *islice(node.iterancestors(), 2))
    return any(up.tag == "sup" for up in near) or node.find("sup") is not None


def _is_reference(node: HtmlElement) -> bool:
    """Return whether a link's own names, or those of the element around it, say that it calls a note."""
    parent = node.getparent()
    told = _is_declared(node) or "noteref" in kinds_of(node.attrib)
    return told or (parent is not None and parent.tag not in BLOCKS and "noteref" in kinds_of(parent.attrib))


def _is_declared(node: HtmlElement) -> bool:
    """Return whether a link says that it calls a note, wherever that stands: in a book, in a chapter before."""
    return node.get("rel") == "footnote" or "noteref" in node.get("epub:type", "") or node.get("role") == "doc-noteref"


def _whole_mark(node: HtmlElement, text: str) -> HtmlElement:
    """Return the element that is nothing but the mark: the link, or the superscript around it and its brackets."""
    for up in islice(node.iterancestors(), 2):
        if up.tag not in {"sup", "span"} or _first_text(up).strip(" \n\t[](),") != text.strip(" [](),"):
            break
        node = up
    return node


def settle(pieces: Sequence[Piece]) -> None:
    """Give the items of a list below a heading such as Notes their numbers, and take marks' brackets out of the text.

    What else looks like a mark or a note (``[3]``, ``<sup>3</sup>``) is left as text that ``bind_marks`` reads.
    """
    if all(piece.note is None for piece in pieces):
        for piece, label in _listed(pieces):
            piece.note = label
    before: str | None = None
    for piece in pieces:
        if piece.note is not None and piece.note != before:
            piece.bits = _without_label(piece.bits, piece.note)
        piece.bits = _on_the_line(_without_brackets(piece.bits))
        before = piece.note


def _listed(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield the items of the ordered list behind the last heading such as Notes, with their numbers."""
    heads = [place for place, piece in enumerate(pieces) if is_note_heading(piece.text)]
    behind = pieces[heads[-1] + 1 :] if heads else ()
    items: dict[HtmlElement, str] = {}
    for piece in behind:
        item = next((box.node for box in piece.box.chain() if box.node.tag == "li"), None)
        parent = item.getparent() if item is not None else None
        if parent is None or parent.tag != "ol":
            return
        yield piece, items.setdefault(item, str(len(items) + 1))


def _without_label(bits: list[Bit], label: str) -> list[Bit]:
    """Return a note's bits without the number or sign that its words open with, as ``3.``, ``[3]`` or ``^``."""
    for place, bit in enumerate(bits):
        if bit.text.strip():
            rest = _behind_label(bit.text, label.partition("-")[0])
            if not rest and place + 1 < len(bits):  # the mark is an element of its own
                behind = bits[place + 1]
                return [behind._replace(text=behind.text.lstrip("^.:)] \n\t\u00a0")), *bits[place + 2 :]]
            return [bit._replace(text=rest), *bits[place + 1 :]]
    return bits


def _behind_label(text: str, label: str) -> str:
    """Return a text without ``^`` and the label that it opens with."""
    bare = _STOP.sub("", text.lstrip("^↑ \n\t\r\u00a0"))
    match = _OPENS.match(bare)
    said = next((group for group in match.groups() if group), "") if match else ""
    if match is None or said.lower() != label.lower():
        return bare
    return bare[match.end() :].lstrip("^↑ \n\t\r\u00a0")


_OPENS = re.compile(
    r"\[([^\[\]\s]{1,9})\][.:]?|\(([^()\s]{1,9})\)|(\w{1,9}|[^\w\s]{1,4}?)(?:[.:)](?=\s|$)|(?=\s*$)|(?=\s+[^\W\d_a-z]|\s+[“\"‘(]))"
)


def _without_brackets(bits: Sequence[Bit]) -> list[Bit]:
    """Return bits without the brackets and commas that belong to marks which were links: ``[`` mark ``]``."""
    found = list(bits)
    calls = [place for place, bit in enumerate(found) if bit.call is not None]
    for place in calls:
        before = found[place - 1] if place else None
        after = found[place + 1] if place + 1 < len(found) else None
        if before and after and before.text.rstrip().endswith("[") and after.text.lstrip().startswith("]"):
            found[place - 1] = before._replace(text=before.text.rstrip()[:-1])
            found[place + 1] = after._replace(text=after.text.lstrip()[1:])
    found = [bit for bit, was in zip(found, bits, strict=True) if bit.text or not was.text]
    return [
        bit for bit in found if not (calls and bit.level > 0 and bit.call is None and not re.search(r"\w", bit.text))
    ]


def _on_the_line(bits: list[Bit]) -> list[Bit]:
    """Return bits with raised and lowered text as it is read on the line: ``km²``, ``10⁶``, ``1st``, ``½``."""
    if not any(bit.level for bit in bits):
        return bits
    found: list[Bit] = []
    before = ""
    for place, bit in enumerate(bits):
        slash, lower = (*bits[place + 1 : place + 3], _NO_BIT, _NO_BIT)[:2]
        over = bit.level > 0 and slash.text.strip() in {"/", "⁄"} and lower.level < 0
        if over and (part := fraction(bit.text, lower.text, before=before)):
            found.append(bit._replace(text=part))
            bits[place + 1 : place + 3] = [_NO_BIT, _NO_BIT]
            continue
        found.append(bit._replace(text=raised(bit.text, up=bit.level > 0, before=before)) if bit.level else bit)
        before = bit.text or before
    return [bit for bit in found if bit is not _NO_BIT]


_NO_BIT = Bit("")
