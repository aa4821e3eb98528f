"""The reader of ODT: the words that LibreOffice shows, their links, notes and comments, from the parts' XML (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from claimcheck.article import Article
from claimcheck.errors import InputError
from claimcheck.read.office.document import Properties, article_of
from claimcheck.read.office.odt.story import PREFIXES, StoryEvents
from claimcheck.read.office.odt.styles import Styles
from claimcheck.read.parts.archive import Archive
from claimcheck.read.parts.composing import Metadata
from claimcheck.read.parts.events import Attributes, Events, Opened, parse
from claimcheck.read.parts.properties import published_in

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_MOST_SAID = 1_000  # characters of a property that are read
_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {"dc:title": "title", "meta:initial-creator": "initial", "dc:creator": "creator"}
)


def read_odt(data: bytes, source: str = "-") -> Article:
    """Return an OpenDocument text as an Article. Raises an InputError for one that is damaged or encrypted."""
    archive = Archive(data, source)
    _require_plain(archive)
    styles, meta = Styles(), _Meta()
    for part, events in ((_STYLES, styles), (_META, meta)):
        held = archive.get(part)
        if held is not None:
            parse(held, events, part=part, source=source)
    story = StoryEvents(styles, source=source)
    parse(archive.read(_CONTENT), story, part=_CONTENT, source=source)
    drafts = story.story.finished()
    return article_of(drafts, story.words(), properties=meta.properties(), source=source, media_type=MEDIA_TYPE)


def _require_plain(archive: Archive) -> None:
    """Raise an InputError where the manifest says that parts are encrypted."""
    held = archive.get(_MANIFEST)
    if held is None:
        return
    manifest = _Manifest()
    parse(held, manifest, part=_MANIFEST, source=archive.source)
    if manifest.encrypted:
        message = f"{archive.source} is encrypted"
        raise InputError(message, "save it without a password")


class _Manifest(Events):
    """Whether the manifest names a part that is encrypted."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.encrypted = False
        self.opened["manifest:encryption-data"] = self._encryption

    def _encryption(self, _: Attributes) -> None:
        self.encrypted = True


class _Meta(Events):
    """What ``meta.xml`` says of the document."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, str] = {}
        self._key = ""
        self.opened["meta:user-defined"] = self._own
        self.closed["meta:user-defined"] = self._end
        for name in _PROPERTIES:
            self.opened[name] = self._opener(_PROPERTIES[name])
            self.closed[name] = self._end

    def properties(self) -> Properties:
        """Return title, first author and, where a property of its own names one, the date of publication."""
        values = self._values
        creator = values.get("initial") or values.get("creator", "")
        return Properties(values.get("title", ""), creator, Metadata(published=published_in(values)))

    def text(self, data: str) -> None:
        """Take what a property says."""
        if self._key:
            self._values[self._key] = (self._values.get(self._key, "") + data)[:_MOST_SAID]

    def _opener(self, key: str) -> Opened:
        def opened(_: Attributes) -> None:
            self._key = key

        return opened

    def _own(self, said: Attributes) -> None:
        self._key = said.get("meta:name", "")

    def _end(self) -> None:
        self._key = ""
