"""The reader of EPUB: the chapters of its spine in order, their links and notes, and what the package says of them."""

from __future__ import annotations

from claimcheck.article import Article
from claimcheck.errors import InputError
from claimcheck.read.html import pieces_of
from claimcheck.read.office.document import article_of
from claimcheck.read.office.epub.chapters import drafts_of, page_of_chapters
from claimcheck.read.office.epub.package import Book
from claimcheck.read.parts.archive import Archive

MEDIA_TYPE = "application/epub+zip"


def read_epub(data: bytes, source: str = "-") -> Article:
    """Return a book as an Article. Raises an InputError for one that is damaged, or protected against reading."""
    archive = Archive(data, source)
    book = Book(archive)
    chapters = {chapter: archive.read(chapter) for chapter in book.chapters()}
    if not chapters:
        message = f"{source} has no chapter in it that can be read"
        raise InputError(message, "it may be damaged: download it anew")
    page = page_of_chapters(chapters, contents=book.contents(), source=source)
    drafts, notes = drafts_of(pieces_of(page), source=source)
    return article_of(drafts, notes, properties=book.properties(), source=source, media_type=MEDIA_TYPE)
