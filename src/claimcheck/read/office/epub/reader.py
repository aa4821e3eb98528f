"""The reader of EPUB: the chapters of its spine in order, their links and notes, and what the package says of them."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from claimcheck.article import Article
from claimcheck.errors import InputError
from claimcheck.read.office.document import article_of
from claimcheck.read.office.epub.notes import bound
from claimcheck.read.office.epub.package import Protection, package_of
from claimcheck.read.office.epub.story import Book, ChapterEvents
from claimcheck.read.office.epub.xhtml import parse_xhtml
from claimcheck.read.parts.archive import Archive, resolved
from claimcheck.read.parts.events import parse
from claimcheck.read.parts.story import Story

MEDIA_TYPE = "application/epub+zip"
_ENCRYPTION = "META-INF/encryption.xml"


def read_epub(data: bytes, source: str = "-") -> Article:
    """Return a book as an Article. Raises an InputError for one that is damaged, or protected against reading."""
    archive = Archive(data, source)
    name, package = package_of(archive)
    chapters = [resolved(name, unquote(href)) for href in package.chapters()]
    present = [chapter for chapter in dict.fromkeys(chapters) if chapter in archive]
    _require_open(archive, present)
    if not present:
        message = f"{source} has no chapter in it that can be read"
        raise InputError(message, "it may be damaged: download it anew")
    book = Book(Story(source))
    for chapter in present:
        events = ChapterEvents(book, chapter)
        parse_xhtml(archive.read(chapter), events, part=posixpath.basename(chapter), source=source)
        events.finish()
    drafts, notes = bound(book)
    return article_of(drafts, notes, properties=package.properties(), source=source, media_type=MEDIA_TYPE)


def _require_open(archive: Archive, chapters: list[str]) -> None:
    """Raise an InputError where a chapter is encrypted; fonts often are, in books that anybody may read."""
    held = archive.get(_ENCRYPTION)
    if held is None:
        return
    protection = Protection()
    parse(held, protection, part=_ENCRYPTION, source=archive.source)
    if protection.members & set(chapters):
        message = f"{archive.source} is protected against reading (DRM)"
        raise InputError(message, "ask for a copy without protection, or for the text")
