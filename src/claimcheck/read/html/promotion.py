"""What stands in an article and is none of it: other stories, advertisements, forms, and what is said twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claimcheck.read.html.looks import HALF, LEAST_LETTERS, LINE_WORDS, MOSTLY, is_prose, is_sentence, plain
from claimcheck.read.html.names import label_of
from claimcheck.read.html.tree import Box, Piece

_MOST_QUOTES = 300  # each is looked for in the whole text
_LABEL_WORDS = 25  # of a line that a label opens; the article's own sentence can be longer
_SHOUTED_WORDS = 4
_LAST, _LIFE_WORDS = 6, 80  # pieces of an article among which its author's life can stand, and its words
_LIFE_VERBS = ("is", "was", "has", "covers", "writes", "reports", "joined", "works", "canbereached", "contributed")


def without_promotion(pieces: list[Piece], votes: set[Piece], *, authors: Collection[str] = ()) -> list[Piece]:
    """Return the pieces without what their own words announce as another story, an advertisement, a form or a life.

    ``authors`` are the names of who wrote the article, in letters alone.
    """
    kept: list[Piece] = []
    promoted = False  # inside a list of other stories under its heading
    for piece in pieces:
        said = label_of(piece.text) if piece.kind in {"text", "heading", "row"} and piece.note is None else None
        if said is not None and said[0] in {"promo", "ask"} and _promotes(piece, said, votes):
            promoted = piece.kind == "heading" or not said[1]
            continue
        promoted = promoted and piece.kind != "heading" and piece.linked > MOSTLY
        if not promoted and not _is_card(piece, votes):
            kept.append(piece)
    kept = [*kept[:-_LAST], *(piece for piece in kept[-_LAST:] if not _tells_of(piece, authors))]
    return _without_tail(kept, votes)


def _tells_of(piece: Piece, authors: Collection[str]) -> bool:
    """Return whether a piece says who the article's author is: ``Ann Lee covers transport for The Ledger``."""
    if piece.kind != "text" or len(piece.text.split()) > _LIFE_WORDS:
        return False
    letters = plain(piece.text)
    return any(letters.startswith(f"{author}{verb}") for author in authors for verb in _LIFE_VERBS)


def _without_tail(pieces: list[Piece], votes: set[Piece]) -> list[Piece]:
    """Return the pieces without the links that close a page unannounced: tags, other stories."""
    end = len(pieces)
    while end and _is_tail(pieces[end - 1], votes):
        end -= 1
    announced = end > 0 and (pieces[end - 1].text.endswith(":") or pieces[end - 1].kind == "heading")
    kept = pieces if announced else pieces[:end]
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept


def _is_tail(piece: Piece, votes: set[Piece]) -> bool:
    """Return whether a piece is nothing but links, and neither a sentence nor a note."""
    words = piece.kind == "text" and piece.note is None and piece not in votes
    return words and piece.linked > MOSTLY and not is_sentence(piece.text)


def _promotes(piece: Piece, said: tuple[str, str], votes: set[Piece]) -> bool:
    """Return whether what a label announces is promotion, and no sentence of the article that starts alike."""
    kind, rest = said
    if not rest:
        return True
    if len(piece.text.split()) > _LABEL_WORDS:
        return False
    return kind == "ask" or piece.linked > HALF or (piece not in votes and not is_sentence(rest))


def _is_card(piece: Piece, votes: set[Piece]) -> bool:
    """Return whether a piece is part of a block that is one link, as teasers are."""
    shouted = piece.linked > MOSTLY and piece.text.isupper() and len(piece.text.split()) >= _SHOUTED_WORDS
    if shouted and piece.kind == "text":  # a headline amid the article that leads to another one
        return True
    return piece.card and piece.note is None and not (piece.kind == "text" and is_prose(piece) and piece in votes)


def without_repetition(pieces: list[Piece], boxes: Sequence[Box]) -> list[Piece]:
    """Return the pieces without pull quotes, which say again what the body says, and bylines said twice."""
    body = {piece: plain(piece.text) for piece in pieces}
    quotes = _quote_boxes(boxes)
    quoted = {piece: quotes.get(piece.box) for piece in pieces}
    if sum(box is not None for box in quoted.values()) > _MOST_QUOTES:
        quoted = dict.fromkeys(quoted)
    others = "|".join(letters for piece, letters in body.items() if quoted[piece] is None)
    pulled = {box for piece, box in quoted.items() if box is not None and _repeats(body[piece], others)}
    seen: set[str] = set()
    kept = []
    for piece in pieces:
        box, letters = quoted[piece], body[piece]
        again = letters in seen and piece.kind in {"meta", "caption"}
        credit = box in pulled and len(piece.text.split()) <= LINE_WORDS
        if not again and not credit and not (box is not None and _repeats(letters, others)):
            kept.append(piece)
        seen.add(letters)
    return kept


def _repeats(letters: str, others: str) -> bool:
    return len(letters) >= LEAST_LETTERS and letters in others


def _quote_boxes(boxes: Sequence[Box]) -> dict[Box, Box]:
    """Return for each box in a pull quote, or in what could be one (a quotation, an aside), the box that it is."""
    found: dict[Box, Box] = {}
    for box in boxes:
        named = "pullquote" in box.kinds or (box.node.tag in {"blockquote", "aside"} and "pullquote" not in box.around)
        outer = found.get(box.parent) if box.parent is not None else None
        if named or outer is not None:
            found[box] = box if named else outer or box
    return found
