"""The reader of EPUB: the chapters of its spine as one page, which the walk over HTML reads, so that a call in one finds its note in another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lxml import html

from claimcheck.article import SPLIT, Article, Section
from claimcheck.errors import InputError
from claimcheck.read.html import HEADINGS, MAX_MARKUP, Bit, Piece, page_of, pieces_of
from claimcheck.read.office.document import Words, article_of
from claimcheck.read.office.epub.package import Book
from claimcheck.read.parts.archive import Archive, resolved
from claimcheck.read.parts.composing import LINE_BREAK, Run
from claimcheck.read.parts.story import MOST_DRAFTS, Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MEDIA_TYPE = "application/epub+zip"
_NO_TEXT = frozenset(
    "cover toc index landmarks page-list pagebreak doc-pagebreak loi lot copyright-page halftitlepage".split()
)
_NOTES = frozenset("footnote endnote rearnote note doc-footnote doc-endnote".split())
_SECTIONS: Mapping[str, Section] = {"caption": "caption", "code": "code", "row": "body"}
_ITEMS = frozenset(("li", "dd", "dt"))
_LISTS = ("ul", "ol", "dl", "table", "p")
_HEADING = re.compile(r"h([1-6])")
_AUTHORS, _DATES = frozenset(("author", "byline")), frozenset(("date", "dateline", "pubdate"))
_ABOVE = 4  # passages at a book's start that may be its authors, its date or a standfirst
_MOST_OF_A_NOTE = 30  # paragraphs
_AROUND = 50  # elements that a passage stands in and that say what it is
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def read_epub(data: bytes, source: str = "-") -> Article:
    """Return a book as an Article. Raises an InputError for one that is damaged, or protected against reading."""
    archive = Archive(data, source)
    book = Book(archive)
    chapters = {chapter: archive.read(chapter) for chapter in book.chapters()}
    if not chapters:
        message = f"{source} has no chapter in it that can be read"
        raise InputError(message, "it may be damaged: download it anew")
    page = _page_of_chapters(chapters, contents=book.contents(), source=source)
    drafts, notes = _drafts_of(pieces_of(page), source=source)
    return article_of(drafts, notes, properties=book.properties(), source=source, media_type=MEDIA_TYPE)


def _page_of_chapters(
    chapters: Mapping[str, bytes], *, source: str, contents: Collection[str] = frozenset()
) -> HtmlElement:
    """Return one page of all chapters, given by their addresses, without what is no text of the book.

    Of those among ``contents``, the lists of links to other places in the book are none.

    Raises an InputError for more markup than is read, or a chapter that is no text.
    """
    if sum(map(len, chapters.values())) > MAX_MARKUP:
        message = f"{source} has more than {MAX_MARKUP // 2**20} million characters of markup"
        raise InputError(message, SPLIT)
    page = html.document_fromstring("<html><body></body></html>")
    for address, data in chapters.items():
        chapter = page_of(data, source=f"{source}: {posixpath.basename(address)}")[0] if data.strip() else None
        if chapter is not None:
            if address in contents:
                _drop_lists_of_links(chapter)
            for node in list(chapter.iter()):
                _place(node, address)
            page.body.append(chapter)
    named = {name: node for node in page.iter() for name in (node.get("id"), node.get("name")) if name}
    for node in page.iter("a"):
        target = named.get(unquote(node.get("href", "").partition("#")[2]))
        if target is not None and not _can_be_a_note(target):
            node.set("href", "#")
    return page


def _drop_lists_of_links(chapter: HtmlElement) -> None:
    """Drop each list, table and paragraph that says nothing but what links into the book lie on."""
    for node in list(chapter.iter(*_LISTS)):
        links = [link for link in node.iter("a") if not _OUTSIDE.match(link.get("href", "").strip())]
        if links and sum(map(_letters, links)) >= _letters(node):
            node.drop_tree()


def _letters(node: HtmlElement) -> int:
    return sum(map(str.isalpha, node.text_content()))


def _place(node: HtmlElement, chapter: str) -> None:
    """Give an element's id and link the name of their chapter, and drop the element if it is no text of the book."""
    if node.tag == "nav" or _types(node) & _NO_TEXT:
        node.drop_tree()
        return
    for key in ("id", "name") if node.tag == "a" else ("id",):
        if (name := node.get(key)) is not None:
            node.set(key, f"{chapter}#{name}")
    href = node.get("href", "").strip()
    if href and not _OUTSIDE.match(href):
        path, mark, name = href.partition("#")
        there = resolved(chapter, unquote(path)) if path else chapter
        node.set("href", f"#{quote(f'{there}#{unquote(name)}')}" if mark else "#")


def _can_be_a_note(target: HtmlElement) -> bool:
    """Return whether a link to an element can call a note: it is no chapter, by a heading or by its length."""
    headed = any(node.tag in HEADINGS for node in (target, *islice(target.iterancestors(), 3)))
    long = next(islice(target.iter("p", "li"), _MOST_OF_A_NOTE, None), None) is not None
    return not headed and not long and next(target.iter(*HEADINGS), None) is None


def _drafts_of(pieces: Sequence[Piece], *, source: str) -> tuple[list[Draft], dict[str, Words]]:
    """Return the passages of a book that was walked, and what its notes say by the keys that they are called with."""
    if len(pieces) > MOST_DRAFTS:
        message = f"{source} holds more than {MOST_DRAFTS:,} paragraphs"
        raise InputError(message, "split it into articles, one a file")
    drafts: list[Draft] = []
    said: dict[str, list[Draft]] = {}
    for piece in pieces:
        place = drafts if piece.note is None else said.setdefault(piece.note, [])
        place.append(_draft(piece, above=len(drafts) < _ABOVE))
    return drafts, {_key(label): Words("footnote", own, mark=label.partition("-")[0]) for label, own in said.items()}


def _key(label: str) -> str:
    return f"footnote:{label}"


def _draft(piece: Piece, *, above: bool) -> Draft:
    """Return the passage that a piece is; ``above`` says that it is one of the first."""
    around = [box.node for box in islice(piece.box.chain(), _AROUND)]
    classes = {name for node in around for name in node.get("class", "").lower().split()} if above else set()
    draft = Draft(section=None if above else "body", names=bool(classes & _AUTHORS))
    heading = next((match for node in around if (match := _HEADING.fullmatch(node.tag))), None)
    if piece.kind == "heading" and heading and piece.note is None:
        draft.level, draft.section = int(heading[1]), None
    elif any(_types(node) & _NOTES for node in around):
        draft.section = "footnote"
    elif classes & (_AUTHORS | _DATES):
        draft.section = "meta"
    elif piece.kind in _SECTIONS:
        draft.section = _SECTIONS[piece.kind]
    elif any(node.tag in _ITEMS for node in around):
        draft.section = "body"
    for bit in piece.bits:
        _write(draft, bit, code=piece.kind == "code")
    draft.flush()
    return draft


def _write(draft: Draft, bit: Bit, *, code: bool) -> None:
    """Write a bit of a piece: the call of a note, a comment to claimcheck, or text, of code line by line."""
    if bit.call is not None:
        draft.call(_key(bit.call))
    elif bit.directive is not None:
        draft.flush()
        draft.runs.append(Run("", directive=bit.directive))
    else:
        draft.add(bit.text.replace("\n", LINE_BREAK) if code else bit.text, bit.href)


def _types(node: HtmlElement) -> set[str]:
    return {*node.get("epub:type", "").split(), *node.get("role", "").split()}
