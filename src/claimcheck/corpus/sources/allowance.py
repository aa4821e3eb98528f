"""How many words all that is packed in an archive may hold: 6 kB of ZIP, gzip or Parquet unpack to an hour's work.

A file alone has such a limit, ``article.FEW_WORDS``; an archive of many files just below it has this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimcheck.article import FEW_WORDS, MOST_WORDS_A_BYTE, count_words
from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.records import unread

_WORDS_A_BYTE = 4
"""Of what is packed together: 840 articles have .54 as JSON lines in gzip and .71 in Parquet with zstd, pages of one site, whose
frames are packed once, several times that."""
_ANY_DOCUMENT = 20  # words: a document of one costs 7 ms, as much as that many
_TAG = re.compile(r"<[^<>]*>")
RATIO, FREE = 50, 8 * 2**20
"""To how many times its size an archive may unpack, and how many bytes at least: text becomes a fifth of itself, a page of the
web a twentieth, a bomb a thousandth."""


class Allowance:
    """What is left of the words that an archive of ``size`` bytes may hold."""

    def __init__(self, size: int) -> None:
        self._left = max(FEW_WORDS, size * _WORDS_A_BYTE)

    def rows(self, documents: Iterable[ArchiveItem], name: str) -> Iterator[ArchiveItem]:
        """Yield documents that are packed together while words are left for them, then why the others are not read."""
        for document in documents:
            self._left -= _ANY_DOCUMENT + _words(document, self._left)
            if self._left < 0:
                self._left = 0
                yield unread(
                    name, "unpacks to more words than an archive of its size has", "look at it; or unpack it first"
                )
                return
            yield document

    def member(self, document: ArchiveItem, packed: int) -> ArchiveItem:
        """Return a document that is packed by itself, with how many words it may hold where that could be too few.

        It may always hold what such a file may, and the first ones more, as long as words are left.
        """
        most = max(self._left, int(packed * MOST_WORDS_A_BYTE))
        held = _words(document, most)
        self._left = max(0, self._left - held)
        return replace(document, packed=packed, most_words=most if held > most else None)


def _words(document: ArchiveItem, most: int) -> int:
    """Return how many words and marks a document has beside its tags, or one more than ``most`` where it has more.

    What packs its text itself, as DOCX does, is taken to unpack to all that a file may hold.
    """
    data = document.data
    if isinstance(data, bytes):
        if data.startswith((b"PK", b"%PDF", b"\xd0\xcf")):
            return FEW_WORDS
        data = data.decode("utf-8", "replace")
    return count_words(_TAG.sub(" ", data), most)
