"""The reader of ODT: the words that LibreOffice shows, their links, notes and comments, from the parts' XML (ISO/IEC 26300)."""

from __future__ import annotations

from claimcheck.article import Article, Metadata
from claimcheck.errors import InputError
from claimcheck.read.office.document import Properties, article_of
from claimcheck.read.office.odt.story import OdfEvents
from claimcheck.read.office.odt.styles import PREFIXES, OdfStyles
from claimcheck.read.parts.archive import Archive, resolved
from claimcheck.read.parts.events import Element, elements_of, parse
from claimcheck.read.parts.properties import published_in

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"


def read_odt(data: bytes, source: str = "-") -> Article:
    """Return an OpenDocument text as an Article. Raises an InputError for one that is damaged or encrypted."""
    archive = Archive(data, source)
    _require_plain(archive)
    styles = OdfStyles()
    if (held := archive.get(_STYLES)) is not None:
        parse(held, styles, part=_STYLES, source=source)
    story = OdfEvents(styles, source=source, part_of=lambda href: archive.get(resolved(_CONTENT, href)))
    parse(archive.read(_CONTENT), story, part=_CONTENT, source=source)
    drafts = story.story.finished()
    return article_of(drafts, story.words(), properties=_properties(archive), source=source, media_type=MEDIA_TYPE)


def _require_plain(archive: Archive) -> None:
    """Raise an InputError where the manifest says that parts are encrypted."""
    if _elements(archive, _MANIFEST, "manifest:encryption-data"):
        message = f"{archive.source} is encrypted"
        raise InputError(message, "save it without a password")


def _properties(archive: Archive) -> Properties:
    """Return title, first author and, where a property of its own names one, the date of publication."""
    found = _elements(archive, _META, "dc:title", "meta:initial-creator", "dc:creator", "meta:user-defined")
    said = {element.name: element.text for element in found}
    own = {element.said.get("meta:name", ""): element.text for element in found}
    creator = said.get("meta:initial-creator") or said.get("dc:creator", "")
    return Properties(said.get("dc:title", ""), creator, Metadata(published=published_in(own)))


def _elements(archive: Archive, part: str, *names: str) -> list[Element]:
    return elements_of(archive.get(part), names, prefixes=PREFIXES, part=part, source=archive.source)
