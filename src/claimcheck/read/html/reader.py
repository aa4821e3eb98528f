"""The reader of HTML: trafilatura finds the article in the page, a walk of the raw elements keeps all that is in it.

In order: ``parsing`` (charset, element tree, XPaths), ``metadata`` (what the head says), ``notes`` (which mark calls which
note), ``tree`` (the pieces of text, in boxes whose names ``names`` reads), ``body`` (which of them are the article),
``promotion`` (what in it is none of it), and here, the passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from claimcheck.article import Article, Metadata, Section
from claimcheck.errors import EmptyInputError
from claimcheck.read.html.authors import names_in, others_on
from claimcheck.read.html.body import article_pieces
from claimcheck.read.html.dating import CHANGED, date_in
from claimcheck.read.html.looks import is_prose, plain
from claimcheck.read.html.metadata import Head, head_of
from claimcheck.read.html.notes import marks_of, settle
from claimcheck.read.html.parsing import Paths, page_of
from claimcheck.read.html.tree import Piece, Walked, hidden_article, walk
from claimcheck.read.html.votes import guessed_authors, guessed_date
from claimcheck.read.parts.composing import Passage, Run, compose, linked
from claimcheck.read.parts.decoding import media_type_of
from claimcheck.read.parts.notes import bind_marks
from claimcheck.read.parts.paragraphs import alone, byline_in, sections_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_SOURCE = frozenset("javascript data blob about mailto tel sms file vbscript".split())
_NEAR_TOP = 5
_FEW_LINES = 20
_HEADING_WORDS = 12
_LAST_LINE = 65535  # libxml2 counts no further
_FEW_WORDS = 20  # a page with fewer is no article, but what stands in for one until a script has run
_MORE = 2  # times the words in the page's data: what it shows is a teaser


def read_html(data: bytes | str, source: str = "-") -> Article:
    """Return the article in a page, its navigation and the like left out.

    Raises NotTextError for bytes that are no text, EmptyInputError for a page without words.
    """
    root, charset = page_of(data.encode() if isinstance(data, str) else data, source=source)
    if root is None:
        message = f"{source} is a page without text"
        raise EmptyInputError(message, _HINT)
    head = head_of(root)
    walked = _walked(root, head)
    pieces = article_pieces(root, walked, title=head.said.title or head.window, authors=head.said.byline)
    settle(pieces)
    passages = list(_passages(pieces, Paths()))
    times = dict(_times(pieces, passages))
    passages = sorted(bind_marks(passages), key=lambda passage: passage.note is not None)  # sidenotes stand amid it
    if head.body is not None and max(_FEW_WORDS, _MORE * _words(passages)) < len(head.body.split()):
        passages = list(_from_data(head))
    if not _words(passages):
        message = f"{source} is a page that holds no article text"
        raise EmptyInputError(message, _HINT)
    metadata = _dated(_metadata(head, passages, times=times), head, times=times, page=(root, walked))
    return compose(passages, metadata, source=source, media_type=media_type_of("text/html", charset))


_HINT = "is it drawn by JavaScript? Open it in a browser, save what is shown (Save page as: complete), and read that"


def _walked(root: HtmlElement, head: Head) -> Walked:
    """Return what a page's elements say; where most of it is shown by a script only, or by none, with that."""
    marks, addresses = marks_of(root, head.said.url), _addresses(root, head)
    walked = walk(root, marks, addresses)
    hidden = hidden_article(root, words=sum(len(p.text.split()) for p in walked.pieces if is_prose(p)))
    return walk(root, marks._replace(shown=marks.shown | {hidden}), addresses) if hidden is not None else walked


def _addresses(root: HtmlElement, head: Head) -> Mapping[str, str | None]:
    """Return where each link of the page leads, None for one inside the page or to no document."""
    return {href: _address(href, head) for href in map(str, root.xpath("//a/@href"))}


def _address(href: str, head: Head) -> str | None:
    """Return where a link leads: as it is written, where nothing says what it is relative to; empty for nowhere."""
    bare = "".join(href.split()) if "\n" in href else href.strip()
    if not bare:
        return ""
    if bare.startswith("#"):
        return None
    try:
        joined = urljoin(head.base or "", bare)
        scheme = urlsplit(joined).scheme.lower()
    except ValueError:
        return bare
    if scheme in _NO_SOURCE or (head.said.url and joined.startswith(f"{head.said.url.partition('#')[0]}#")):
        return None
    return joined


def _words(passages: Iterable[Passage]) -> int:
    """Return how many words the passages have that state something."""
    said = (run.text for passage in passages if passage.section not in {"meta", "headline"} for run in passage.runs)
    return sum(len(text.split()) for text in said)


def pieces_of(root: HtmlElement) -> list[Piece]:
    """Return all that a page says, whatever it is to the article, with the notes bound: for a chapter of a book."""
    pieces = walk(root, marks_of(root, None), _addresses(root, Head())).pieces
    settle(pieces)
    return pieces


def _passages(pieces: list[Piece], paths: Paths) -> Iterator[Passage]:
    """Yield the passages that the pieces are."""
    for place, piece in enumerate(pieces):
        line = next((bit.line for bit in piece.bits if bit.line is not None and bit.text.strip()), None)
        yield Passage(
            linked([Run(bit.text, bit.href, bit.call, directive=bit.directive) for bit in piece.bits]),
            _section(piece, place),
            line=line if line is not None and line < _LAST_LINE else None,
            xpath=paths.of(piece.box.node),
            note=piece.note,
        )


def _section(piece: Piece, place: int) -> Section:
    """Return what a piece is to the article."""
    told: dict[str, Section] = {
        "headline": "headline", "heading": "heading", "caption": "caption", "code": "code", "meta": "meta",
    }  # fmt: skip
    if piece.kind in told:
        return told[piece.kind]
    text = piece.text
    if not text:
        return "body"
    if "notes" in piece.box.around:
        return "footnote"
    if piece.tag == "p" and piece.inside.get("strong", 0) >= len(text.replace(" ", "")) and _is_heading(text):
        return "heading"
    paragraph = alone(text)
    if place <= _NEAR_TOP and byline_in(paragraph) is not None:
        return "meta"
    section = sections_of([paragraph])[0]
    return "body" if section == "lead" else section


def _is_heading(text: str) -> bool:
    """Return whether a paragraph in bold is a heading: short, and no sentence."""
    return len(text.split()) <= _HEADING_WORDS and text[-1] not in '.!?…:;,”"'


def _from_data(head: Head) -> Iterator[Passage]:
    """Yield the passages of a page whose text is in its data only."""
    path = Paths().of(head.body_node) if head.body_node is not None else None
    line = head.body_node.sourceline if head.body_node is not None else None
    if head.said.title:
        yield Passage([Run(head.said.title)], "headline", line=line, xpath=path)
    for part in re.split(r"\s*\n\s*|<br\s*/?>|</?p>", head.body or ""):
        words = re.sub(r"<[^<>]+>", "", part)
        if words.strip():
            yield Passage([Run(words)], "body", line=line, xpath=path)


def _times(pieces: list[Piece], passages: list[Passage]) -> Iterator[tuple[str, str]]:
    """Yield the dates in the article's lines about itself, as ``published`` or ``modified``; the first of each last."""
    lines = [piece for piece, passage in zip(pieces, passages, strict=True) if passage.section == "meta"]
    for piece in reversed(lines[:_FEW_LINES]):
        value = next((node.get("datetime") for node in piece.box.node.iter("time")), None)
        if date := date_in(value) or date_in(piece.text):
            yield ("modified" if CHANGED.match(piece.text) else "published"), date


def _metadata(head: Head, passages: list[Passage], *, times: Mapping[str, str]) -> Metadata:
    """Return what the page says of its article, told from its passages where its head says nothing."""
    headline = next(("".join(run.text for run in p.runs) for p in passages if p.section == "headline"), None)
    said = " ".join(headline.split()) if headline else None
    cut = bool(said and head.said.title and plain(said).startswith(plain(head.said.title)))  # short of its end
    byline = head.said.byline or next(filter(None, (_named(p) for p in passages if p.section == "meta")), ())
    return replace(
        head.said,
        title=said if cut else head.said.title or said or head.window,
        byline=byline,
        modified=head.said.modified or times.get("modified"),
    )


def _dated(said: Metadata, head: Head, *, times: Mapping[str, str], page: tuple[HtmlElement, Walked]) -> Metadata:
    """Return metadata with a date and authors: what the page shows where its data says nothing, else a guess."""
    if not said.byline:
        others = others_on(page[0])
        guessed = names_in([guessed_authors(*page) or ""])  # also the site's own name: who signs so is a site of one
        said = replace(said, byline=tuple(name for name in guessed if plain(name) not in others))
    if said.published:
        return said
    if shown := times.get("published") or next(iter(head.shown), None):
        return replace(said, published=shown, published_from="visible")
    return replace(said, published=guessed_date(*page), published_from="guess")


def _named(passage: Passage) -> tuple[str, ...]:
    """Return the names in a byline."""
    text = " ".join("".join(run.text for run in passage.runs).split())
    return names_in([text]) if text.lower().startswith("by ") and len(text.split()) < _FEW_WORDS else ()
