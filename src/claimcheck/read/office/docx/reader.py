"""The reader of DOCX: the words that Word shows with all changes accepted, their links, notes and comments.

The parts' XML is read as it is (ISO/IEC 29500, transitional and strict). python-docx would be a tree and 100 ms of
import, and shows neither the words of a tracked insertion or a content control nor a footnote.
"""

from __future__ import annotations

from claimcheck.article import Article
from claimcheck.read.office.document import article_of
from claimcheck.read.office.docx.notes import notes_of
from claimcheck.read.office.docx.package import Package
from claimcheck.read.office.docx.story import WordEvents
from claimcheck.read.office.docx.styles import WordStyles
from claimcheck.read.parts.events import parse

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, source: str = "-") -> Article:
    """Return a Word document as an Article. Raises an InputError for one that is damaged, encrypted or made to do harm."""
    package = Package(data, source)
    styles = WordStyles()
    package.send(package.part("styles"), styles)
    events = WordEvents(styles, package.links(package.main), source=source)
    parse(package.archive.read(package.main), events, part=package.main, source=source)
    drafts = events.story.finished()
    notes = notes_of(package, styles, events.marks)
    return article_of(drafts, notes, properties=package.properties(), source=source, media_type=MEDIA_TYPE)
