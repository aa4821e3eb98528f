"""Which pieces of a page are the article: trafilatura's vote finds where it stands, names and labels say what is not.

trafilatura alone drops short paragraphs and paragraphs full of links, and its text has no places in the page. So the box
that holds what it kept is taken from it, and what stands in that box stays but what is named as an advertisement, a related
story, a newsletter form and the like. A name that would take most of the article is not believed. What trafilatura left
out stays only as prose, or amid what it kept: on 400 pages that takes 40 of 148 unwanted segments, and 2 of 1,126 wanted ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from claimcheck.read.html.looks import (
    HALF,
    LEAST_LETTERS,
    LINE_WORDS,
    MOSTLY,
    PROSE_WORDS,
    is_byline,
    is_date,
    is_prose,
    is_sentence,
    plain,
    split_preformatted,
)
from claimcheck.read.html.names import label_of
from claimcheck.read.html.promotion import without_promotion, without_repetition
from claimcheck.read.html.tree import Bit, Box, Piece, Walked
from claimcheck.read.html.votes import Vote, vote_on
from claimcheck.read.parts.notes import is_note_heading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_OF_IT = 0.85  # of the votes have to stand in the article's box
_NO_BOILERPLATE = 0.4  # of the votes in a box that is named as none: its name is wrong, as `has-sidebar` on the body is
_PARAGRAPH_WORDS = 20
_NAME_WORDS = 4  # between headline and body, fewer words that are no sentence are buttons and the like
_META_WORDS = 30  # of what is named a byline; a paragraph about its author has more
_ARTICLES = frozenset({"article", "main"})
_LISTS = frozenset("p li ul ol dl dd dt blockquote footer".split())
_FIGURE_DEEP, _LIST_DEEP = 8, 12  # boxes around a caption, and around an item of a list


@dataclass(slots=True)
class WebPage:
    """The pieces of a page with what was found out about them."""

    pieces: Sequence[Piece]
    boxes: Sequence[Box]
    title: str | None
    authors: frozenset[str]
    places: dict[Piece, int] = field(default_factory=dict)
    votes: set[Piece] = field(default_factory=set)
    agreed: set[Piece] = field(default_factory=set)
    """What trafilatura kept, headings with it; none where it kept no prose."""
    refused: set[Box] = field(default_factory=set)
    """Boxes that are no part of the article by their names or the names around them."""

    def inside(self, outer: Box) -> set[Box]:
        """Return a box and all boxes in it."""
        found = {outer}
        for box in self.boxes:
            if box.parent in found:
                found.add(box)
        return found


def article_pieces(
    root: HtmlElement, walked: Walked, *, title: str | None, authors: Collection[str] = ()
) -> list[Piece]:
    """Return the pieces of the article in order, its headline first; a piece's ``kind`` says what it is."""
    pieces = walked.pieces
    if not any(piece.kind != "code" and is_prose(piece) for piece in pieces):  # a page around a text file
        pieces = [part for piece in pieces for part in (split_preformatted(piece) if piece.kind == "code" else [piece])]
    _close_links(pieces)
    named = frozenset(plain(author) for author in authors)
    page = WebPage(pieces, walked.boxes, title, named, {piece: place for place, piece in enumerate(pieces)})
    _ask(page, vote_on(root, walked))
    page.refused = _refused(page)
    inner = _holder(page)
    if inner is None:
        return []
    headline = _headline(page, inner)
    if headline is not None:
        headline.kind = "headline"
    kept = list(_kept(page, inner, headline))
    kept = _agreed(page, kept)
    kept = without_promotion(kept, page.votes, authors=page.authors)
    kept = without_repetition(kept, page.boxes)
    whole = [headline, *kept] if headline is not None else kept
    _carry_directives(pieces, whole)
    return whole


def _carry_directives(pieces: Sequence[Piece], kept: Sequence[Piece]) -> None:
    """Move the comments to claimcheck from what is left out to what stands behind it."""
    if not any(bit.directive for piece in pieces for bit in piece.bits):
        return
    stays = set(kept)
    waiting: list[Bit] = []
    for piece in pieces:
        if piece in stays:
            piece.bits = [*waiting, *piece.bits]
            waiting = []
        else:
            waiting += [bit for bit in piece.bits if bit.directive]
    if waiting and kept:
        kept[-1].bits = [*kept[-1].bits, *waiting]


def _close_links(pieces: Sequence[Piece]) -> None:
    """Take the link off the article that a tag which is never closed lays on all of it."""
    said = {piece: len(piece.text.split()) >= PROSE_WORDS and is_sentence(piece.text) for piece in pieces}
    cards = [piece for piece in pieces if piece.card]
    if 2 * sum(said[piece] for piece in cards) <= sum(said.values()):
        return
    hrefs = Counter(bit.href for piece in cards for bit in piece.bits)
    widest = max(hrefs, key=hrefs.__getitem__)
    for piece in cards:
        piece.card = False
        piece.bits = [bit._replace(href=None) if bit.href == widest else bit for bit in piece.bits]


def _ask(page: WebPage, vote: Vote) -> None:
    """Note the pieces that trafilatura kept, or where it kept no prose, those that are prose."""
    candidates = [p for p in page.pieces if p.kind not in {"heading", "code"} and p.note is None and not p.card]
    page.agreed = {piece for piece in page.pieces if vote.keeps(piece.text)}
    found = {p for p in page.agreed.intersection(candidates) if len(plain(p.text)) >= LEAST_LETTERS}
    prose = {p for p in candidates if is_prose(p)}
    if found & prose:
        page.votes = found
    else:
        page.agreed = set()
        page.votes = prose or {p for p in found or candidates if p.kind in {"text", "row"} and p.linked < HALF}


def _agreed(page: WebPage, kept: list[Piece]) -> list[Piece]:
    """Return the pieces without what trafilatura left out, but for prose, and for what stands amid the prose that it kept."""
    places = [place for place, piece in enumerate(kept) if piece in page.agreed and is_prose(piece)]
    if not places:
        return kept
    first, last = places[0], places[-1]
    boxes = {kept[place].box for place in places}
    boxes |= {box.parent for box in boxes if box.parent is not None}
    stay: list[Piece] = []
    for place, piece in enumerate(kept):
        announced = bool(stay) and (stay[-1].text.endswith(":") or is_note_heading(stay[-1].text))
        listed = bool(stay) and stay[-1].tag == piece.tag == "li" and stay[-1] not in page.agreed
        if (
            piece in page.agreed
            or _has_its_place(piece)
            or (place < first and "standfirst" in piece.box.around)
            or (place < last and is_prose(piece))
            or (first < place < last and (piece.kind in {"row", "code"} or _is_beside(piece, boxes)))
            or (place > last and _is_beside(piece, boxes) and (_states(piece) or announced or listed))
        ):
            stay.append(piece)
    return stay


def _has_its_place(piece: Piece) -> bool:
    """Return whether names, tags or notes say that a piece belongs to the article."""
    named = piece.kind in {"caption", "meta"} or piece.box.around & {"keep", "pullquote"} or _closes(piece)
    return bool(named) or piece.note is not None or any(bit.call is not None for bit in piece.bits)


def _is_beside(piece: Piece, boxes: Collection[Box]) -> bool:
    """Return whether a piece stands in one of the boxes, be it in a list or a quotation."""
    for box in islice(piece.box.chain(), _LIST_DEEP):
        if box in boxes or box.parent in boxes:
            return True
        if box.node.tag not in _LISTS:
            return False
    return False


def _states(piece: Piece) -> bool:
    """Return whether a piece is a sentence, or announces what follows, and no link."""
    return piece.linked < HALF and (is_sentence(piece.text) or piece.text.endswith(":"))


def _refused(page: WebPage) -> set[Box]:
    """Return the boxes that are no part of the article, but for the corrections in them."""
    _count(page, {piece for piece in page.votes if is_prose(piece) and len(piece.text.split()) >= _PARAGRAPH_WORDS})
    weak = {box for box in page.boxes if "weak" in box.kinds and not box.words}
    _count(page, page.votes)
    most = _NO_BOILERPLATE * page.boxes[0].words
    alike: Counter[Box | str] = Counter()  # each paragraph can stand in a box of its own, named `inline-promo`
    for box in page.boxes:
        alike[box.node.get("class") or box] += box.words
    lost: set[Box] = set()
    for box in page.boxes:  # a box stands behind the one that holds it
        kept = box.kinds & {"correction", "notes"}
        named = ("drop" in box.kinds or box in weak) and not kept and alike[box.node.get("class") or box] <= most
        if named or (box.parent in lost and "correction" not in kept):
            lost.add(box)
    return lost


def _count(page: WebPage, counted: set[Piece]) -> None:
    """Write into every box how many words of the counted pieces it holds."""
    for box in page.boxes:
        box.words = 0
    for piece in counted:
        piece.box.words += len(piece.text.split())
    for box in reversed(page.boxes):  # a box stands behind the one that holds it
        if box.parent is not None:
            box.parent.words += box.words


def _is_refused(page: WebPage, piece: Piece) -> bool:
    """Return whether a piece is no part of the article by the names around it."""
    return piece.box in page.refused or piece.inside.get("drop", 0) > MOSTLY * len(piece.text)


def _holder(page: WebPage) -> Box | None:
    """Return the innermost box that holds most of what was voted for and not refused."""
    _count(page, {piece for piece in page.votes if not _is_refused(page, piece)})
    box = page.boxes[0]
    total = box.words
    if not total:
        return None
    children: dict[Box, list[Box]] = {}
    for one in page.boxes:
        if one.parent is not None and one.words >= _MOST_OF_IT * total:
            children.setdefault(one.parent, []).append(one)
    while box in children:
        box = children[box][0]
    # a single paragraph is no article: what stands beside it is of the same one
    return box.parent if box.node.tag in {"p", "li", "blockquote", "td"} and box.parent is not None else box


def _headline(page: WebPage, inner: Box) -> Piece | None:
    """Return the headline: the heading that says the title, else the last first-level one before the body."""
    within = page.inside(inner)
    first = min((page.places[p] for p in page.votes if p.box in within), default=0)
    heads = [p for p in page.pieces if p.kind == "heading" and (not _is_refused(page, p) or p.tag == "h1")]
    if page.title:
        same = [p for p in heads if _same(p.text, page.title)]
        if same:
            return max(same, key=lambda p: (p.tag == "h1", p.box in within, -page.places[p]))
    top = [p for p in heads if p.tag == "h1" and not _is_refused(page, p)]
    before = [p for p in top if page.places[p] < first]
    inside = [p for p in top if p.box in within]
    return next(iter(inside), before[-1] if before else next(iter(top), None))


def _same(text: str, title: str) -> bool:
    """Return whether a heading says the page's title, or the title what it says and the site's name."""
    one, other = plain(text), plain(title)
    starts = other.startswith(one) or one.startswith(other)
    return bool(one) and (one == other or (len(one) >= LEAST_LETTERS and starts))


def _kept(page: WebPage, inner: Box, headline: Piece | None) -> Iterator[Piece]:
    """Yield the article's pieces but its headline."""
    outer = next((box for box in inner.chain() if box.node.tag in _ARTICLES), inner)
    body, article = page.inside(inner), page.inside(outer)
    places = [page.places[p] for p in page.votes if p.box in body]
    first, last = min(places), max(places)
    top = page.places[headline] if headline is not None else first
    for place, piece in enumerate(page.pieces):
        if piece is headline or (piece.note is None and _is_refused(page, piece)):
            continue
        box = piece.box
        _tell(page, piece, near_top=place <= first)
        if piece.note is not None:
            yield piece
        elif headline is not None and place < min(top, first):
            if box in article and (piece.kind == "caption" or is_prose(piece)):
                yield piece
        elif box in body:
            yield piece
        elif place < first:
            if place > top and (_introduces(piece) or (box in article and outer is not inner and not _is_menu(piece))):
                yield piece
        elif box in article and (place < last or _closes(piece) or piece in page.votes):
            yield piece


def _tell(page: WebPage, piece: Piece, *, near_top: bool) -> None:
    """Set a piece's kind where names tell more than its tag; of prose that trafilatura kept they are not believed."""
    if piece.kind not in {"text", "row"}:
        return
    kinds = piece.box.around
    length, words = len(piece.text.replace(" ", "")), len(piece.text.split())
    own = (
        near_top
        and words <= LINE_WORDS
        and (plain(piece.text) in page.authors or is_byline(piece.text) or is_date(piece.text))
    )
    told = {kind for kind, count in piece.inside.items() if count > 0.6 * length}
    if not (piece in page.agreed and is_prose(piece)):
        told |= kinds
    if "caption" in told or ("caption" in kinds and _in_figure(piece)):
        piece.kind = "caption"
    elif (
        piece.text.startswith(("—", "–", "--"))
        and words <= _META_WORDS
        and any(box.node.tag == "blockquote" for box in islice(piece.box.chain(), 3))
    ):
        piece.kind = "meta"  # who is quoted, and when
    elif words <= _META_WORDS and ("meta" in told or own):
        piece.kind = "meta"


def _in_figure(piece: Piece) -> bool:
    return any(box.node.tag in {"figure", "figcaption"} for box in islice(piece.box.chain(), _FIGURE_DEEP))


def _introduces(piece: Piece) -> bool:
    """Return whether a piece between headline and body belongs to them: standfirst, byline, date, caption."""
    named = piece.kind in {"meta", "caption"} or "standfirst" in piece.box.around
    return not piece.card and (named or (len(piece.text.split()) >= PROSE_WORDS and piece.linked < HALF))


def _is_menu(piece: Piece) -> bool:
    """Return whether a piece is a link without a sentence around it, part of one that holds blocks, or a mere word or two."""
    linked = piece.card or (piece.linked > MOSTLY and not is_sentence(piece.text))
    label = piece.kind == "text" and len(piece.text.split()) < _NAME_WORDS and not is_sentence(piece.text)
    return linked or (label and piece.tag not in {"li", "p"})


def _closes(piece: Piece) -> bool:
    """Return whether a piece behind the body belongs to it: a correction, a note, a caption."""
    if piece.kind == "caption" or piece.box.around & {"correction", "notes"} or is_note_heading(piece.text):
        return True
    label = label_of(piece.text)
    return label is not None and label[0] == "correction"
