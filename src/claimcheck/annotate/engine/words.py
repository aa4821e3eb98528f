"""From a text to spaCy's tokens, in time that grows with the text and no faster.

spaCy takes one mark at a time off either end of what stands between two blanks, and copies the rest: 30,000 dollar signs
in a row took 78 s. So what has no blank for longer than any word or name has is cut before it gets there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

LONGEST, PIECE = 200, 100
"""Characters without a blank that are not cut, and those of a piece. Addresses, which can be longer, are blanks by now."""
_STRETCH = re.compile(rf"\S{{{LONGEST + 1},}}")


def doc_of(text: str, nlp: Language) -> Doc:
    """Return a text as a Doc of tokens, whose text it is; none of them crosses a cut in a stretch without blanks."""
    cuts = list(_cuts(text))
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    tokens = [token for piece in pieces for token in piece]
    return Doc(nlp.vocab, [token.text for token in tokens], [bool(token.whitespace_) for token in tokens])


def _cuts(text: str) -> Iterator[int]:
    """Yield where a text is cut."""
    for stretch in _STRETCH.finditer(text):
        yield from range(stretch.start() + PIECE, stretch.end(), PIECE)
