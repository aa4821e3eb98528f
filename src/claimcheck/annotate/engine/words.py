"""From a text to spaCy's tokens, in time that grows with the text and no faster.

spaCy takes one mark at a time off either end of what stands between two blanks, and copies the rest: 30,000 dollar signs
in a row took 78 s. So what has no blank for longer than any word or name has is cut before it gets there, and many marks
in a row are one token: each cost the network as much as a word, 25 s for 100 kB of ``![``.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

LONGEST, PIECE = 200, 100
"""Characters without a blank that are not cut, and those of a piece. Addresses, which can be longer, are blanks by now."""
MARKS = 20
"""Marks in a row that are one token."""
DENSE = 25
"""Tokens of a piece that are one: no words are four characters long and nothing between them. 100 kB of ``1-`` took 30 s."""
_MARKS = rf"(?:[^\w\s]|_){{{MARKS},}} ?"
_STRETCH = re.compile(rf"\S{{{LONGEST + 1},}} ?|{_MARKS}")
_UNSPACED = re.compile(r"(?<=\d)\.(?=[A-Z][a-z])")
"""A full stop that a sentence begins right behind: ``on 21 May 2022.He said``; spaCy parts it from letters, not from digits."""
_ONLY_MARKS = re.compile(_MARKS)


def doc_of(text: str, nlp: Language) -> Doc:
    """Return a text as a Doc of tokens, whose text it is; none of them crosses a cut in a stretch without blanks."""
    _meet(text, nlp)
    cuts = sorted({*_cuts(text)})
    if not cuts:
        return nlp.make_doc(text)
    pieces = [_tokens(text[start:end], nlp) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    tokens = [token for piece in pieces for token in piece]
    return Doc(nlp.vocab, [token.text for token in tokens], [bool(token.whitespace_) for token in tokens])


def _meet(text: str, nlp: Language) -> None:
    """Show the tokenizer each new word of a text by itself, which it then knows.

    Of a text it remembers words only up to the first special case (``U.S.``), so that all that came after was cut anew
    in each text: 23 ms of 3,000 words instead of 6.
    """
    tokenizer: Any = nlp.tokenizer  # spaCy's types say no more than that it can be called
    met, words = _met(tokenizer), text.split()
    if len(met) + len(words) <= tokenizer.max_cache_size:
        new = set(words) - met
        met |= new
        for word in new:
            if len(word) <= LONGEST:
                tokenizer(word)


@functools.lru_cache(4)
def _met(_tokenizer: object) -> set[str]:
    """Return the words that a tokenizer has met, to be added to."""
    return set()


def _cuts(text: str) -> Iterator[int]:
    """Yield where a text is cut: around each stretch with the blank behind it, and in it, and around full stops without one."""
    for stop in _UNSPACED.finditer(text):
        yield from stop.span()
    for stretch in _STRETCH.finditer(text):
        yield from range(stretch.start(), stretch.end() - 1, PIECE)
        yield stretch.end()


def _tokens(piece: str, nlp: Language) -> Doc:
    """Return the tokens of a piece: one where it is marks, or figures and marks without a blank."""
    if not _ONLY_MARKS.fullmatch(piece):
        doc = nlp.make_doc(piece)
        if len(doc) <= DENSE or len(piece.split()) > 1:
            return doc
    return Doc(nlp.vocab, [piece.removesuffix(" ")], [piece[-1] == " "])
