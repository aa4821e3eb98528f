"""A document of an archive, and the parts that an archive is cut into: each with a name that is made of all that is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.errors import ClaimcheckError
from claimcheck.read import article_in, article_of

if TYPE_CHECKING:
    from claimcheck.article import Article
    from claimcheck.settings import Settings

_MOST_DOCUMENTS = 256
_FIRST, _MORE, _MOST = 2_000, 500, 48_000
"""Characters of the first part, how many more each next one has, and the most: at 3,000 words a second from an eighth of a
second to three. So the first row is there soon, a short archive has work for all processes up to its end, and the parts
of a long one are few."""
_ARTICLE = 8_000
"""Characters that a file is taken to hold at most: a page of the web is twenty times its text."""
_MOST_BYTES = 4 * 2**20  # of a part, unless one document has more: it goes through a pipe and waits in memory
_ENDS = 16  # one document in so many ends a part by its own digest
_ANY_DOCUMENT, _ANY_ERROR = 100, 10
"""Characters that as much is done for as for a document whatever its length (4 ms), or for one that there is nothing of to read.
A part costs 5 ms beside its documents: 80,000 empty items of a feed in 5,017 parts took 28 CPU seconds, in 400 4."""


@dataclass(frozen=True, slots=True)
class ArchiveItem:
    """One input: the bytes of a file or the text of a record, and what its archive says about it.

    ``error`` is why there is nothing to analyse; ``weight`` how many bytes of the archive it stands for.
    """

    source: str
    data: bytes | str = ""
    id: str | None = None
    published: str | None = None
    """As ``YYYY-MM-DD``."""
    url: str | None = None
    input_format: str | None = None
    """How its bytes are read; None: as the settings say, else by what they are."""
    error: ClaimcheckError | None = None
    weight: int = 0
    packed: int | None = None
    """How many bytes of its archive it is unpacked from, where it was packed by itself."""
    most_words: int | None = None
    """Words and marks that its archive leaves it, where it may have more."""

    def article(self, settings: Settings) -> Article:
        """Return it as an Article. Raises a ClaimcheckError for what cannot be read."""
        if self.error is not None:
            raise self.error
        how = self.input_format or settings.input_format
        if isinstance(self.data, str):
            article = article_of(self.data, self.source, input_format=how)
        else:
            article = article_in(self.data, self.source, input_format=how)
        if self.url is not None:
            from claimcheck.read.net import Fetched, settled  # which opens no connection

            article = settled(article, Fetched(b"", "", self.url))
        if self.packed is not None:
            article = replace(article, packed=article.packed or self.packed, most_words=self.most_words)
        return article.dated(self.published, "metadata")

    def digest(self) -> bytes:
        """Return the SHA-256 of all of it but its weight."""
        error = self.error and (self.error.code, self.error.message, self.error.hint)
        said = repr(
            (self.source, self.id, self.published, self.url, self.input_format, error, type(self.data).__name__)
            + ((self.most_words,) if self.most_words is not None else ())
        )
        data = self.data.encode("utf-8", "surrogatepass") if isinstance(self.data, str) else self.data
        return hashlib.sha256(f"{said}\n".encode("utf-8", "backslashreplace") + data).digest()

    def cost(self) -> int:
        """Return about how many characters take as long to analyse."""
        if self.error is not None:
            return _ANY_ERROR
        return _ANY_DOCUMENT + (len(self.data) if isinstance(self.data, str) else min(len(self.data), _ARTICLE))


@dataclass(frozen=True)
class Part:
    """Documents that are done together, and the edition that does them: see ``claimcheck.corpus.job``."""

    documents: tuple[ArchiveItem, ...]
    edition: str

    @cached_property
    def name(self) -> str:
        """The first 40 hexadecimal digits of the SHA-256 of all that decides what comes out."""
        digest = hashlib.sha256(self.edition.encode())
        for document in self.documents:
            digest.update(document.digest())
        return digest.hexdigest()[:40]

    def without(self, given_up: Mapping[int, ClaimcheckError]) -> Part:
        """Return the part with documents given up: another part, of another name, so that they are tried again some day."""
        documents = (
            replace(document, error=_told(given_up[place], document.source)) if place in given_up else document
            for place, document in enumerate(self.documents)
        )
        return replace(self, documents=tuple(documents)) if given_up else self


def parts_of(documents: Iterable[ArchiveItem], edition: str) -> Iterator[Part]:
    """Yield documents in parts of about as much work, in their order.

    Where a part ends hangs on its documents as well as on their number, so that one more at the head of an archive
    leaves most parts as they were.
    """
    held: list[ArchiveItem] = []
    cost = size = made = 0
    for document in documents:
        held.append(document)
        cost, size = cost + document.cost(), size + len(document.data)
        most = min(_MOST, _FIRST + _MORE * made)
        full = len(held) >= _MOST_DOCUMENTS or cost >= most or size >= _MOST_BYTES
        if full or (cost >= _FIRST and document.digest()[0] % _ENDS == 0):
            yield Part(tuple(held), edition)
            held, cost, size, made = [], 0, 0, made + 1
    if held:
        yield Part(tuple(held), edition)


def _told(error: ClaimcheckError, source: str) -> ClaimcheckError:
    """Return an error that says which document it is about."""
    return type(error)(f"{source}: {error.message}", error.hint)
