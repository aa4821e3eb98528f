"""What a piece of a page looks like: a sentence of prose, a byline, a date."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.lang import dates
from claimcheck.read.html.tree import Bit, Piece
from claimcheck.read.parts.paragraphs import alone, byline_in

PROSE_WORDS = 8
LINE_WORDS = 12  # of a date, a byline or a credit by its looks
HALF, MOSTLY = 0.5, 0.8  # of a piece's characters under links, or in inline elements with a name
LEAST_LETTERS = 15  # fewer letters are found in any text
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_PLAIN = re.compile(r"[\W_]+")


def is_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return _ENDS.search(text) is not None


def plain(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return _PLAIN.sub("", text).lower()


def is_prose(piece: Piece) -> bool:
    """Return whether a piece is at least a sentence of words that are not mostly links."""
    text = piece.text
    return len(text.split()) >= PROSE_WORDS and is_sentence(text) and piece.linked < HALF


def is_date(text: str) -> bool:
    """Return whether a text is a date of an article, such as ``Published 4 March 2026``."""
    return _YEAR.search(text) is not None and dates.dateline(text) is not None


def is_byline(text: str) -> bool:
    """Return whether a text is a line such as ``By Ann Lee``."""
    return byline_in(alone(text)) is not None


def split_preformatted(piece: Piece) -> list[Piece]:
    """Return the paragraphs of a preformatted text, which empty lines part, as pieces that are no code."""
    groups: list[list[Bit]] = [[]]
    for bit in piece.bits:
        parts = _EMPTY_LINE.split(bit.text)
        groups[-1].append(bit._replace(text=parts[0]))
        groups.extend([bit._replace(text=part, line=None)] for part in parts[1:])
    made = [
        replace(piece, bits=bits, kind="text", text=" ".join("".join(bit.text for bit in bits).split()))
        for bits in groups
    ]
    return [part for part in made if part.text]
