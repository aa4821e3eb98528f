"""The package of an EPUB: which files are its chapters, in which order, and its title, authors and dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote

from claimcheck.article import Metadata
from claimcheck.errors import InputError
from claimcheck.read.office.document import Properties
from claimcheck.read.parts.archive import Archive, resolved
from claimcheck.read.parts.events import Attributes, Element, elements_of
from claimcheck.read.parts.properties import day, plausible_title

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_CHAPTERS = frozenset(("application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document"))
_HOUR = len("2026-11-24T02")
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "urn:oasis:names:tc:opendocument:xmlns:container": "container",
        "http://www.idpf.org/2007/opf": "opf",
        "http://openebook.org/namespaces/oeb-package/1.0/": "opf",
        "http://purl.org/dc/elements/1.1/": "dc",
        "http://purl.org/dc/elements/1.0/": "dc",
        "http://www.w3.org/2001/04/xmlenc#": "enc",
    }
)
_NAMES = "opf:item opf:itemref opf:reference opf:meta dc:title dc:creator dc:date dc:publisher".split()
_OTHER_ROLES = frozenset({"ill", "edt", "trl", "bkp", "pbl", "cov", "ctb", "oth"})


class Book:
    """An archive's package: manifest, spine, guide and metadata. Raises an InputError where there is none."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        named = (unquote(one.said.get("full-path", "")) for one in self._elements(_CONTAINER, "container:rootfile"))
        listed = (name for name in archive if name.lower().endswith(".opf"))
        name = next((name for name in (*named, *listed) if name in archive), None)
        if name is None:
            message = f"{archive.source} has no list of its chapters"
            raise InputError(message, "it may be damaged: download it anew")
        self._name = name
        self._found = self._elements(name, *_NAMES)
        roles = (one for one in self._found if one.said.get("property") == "role")
        self._roles = {one.said.get("refines", "").removeprefix("#"): one.text for one in roles}

    def chapters(self) -> list[str]:
        """Return the members that are chapters in reading order, each once, without the cover and a file made for navigation.

        Raises an InputError where one is encrypted; fonts often are, in books that anybody may read.
        """
        items = {one.said.get("id", ""): one.said for one in self._of("opf:item")}
        covers = set(self._guided("cover"))
        spine = [items[name] for one in self._of("opf:itemref") if (name := one.said.get("idref", "")) in items]
        named = (resolved(self._name, unquote(item["href"])) for item in spine if _is_chapter(item, covers))
        found = [chapter for chapter in dict.fromkeys(named) if chapter in self._archive]
        locked = self._elements(_ENCRYPTION, "enc:CipherReference")
        if {unquote(one.said.get("URI", "")).lstrip("/") for one in locked} & set(found):
            message = f"{self._archive.source} is protected against reading (DRM)"
            raise InputError(message, "ask for a copy without protection, or for the text")
        return found

    def contents(self) -> frozenset[str]:
        """Return the members that hold the table of contents: often the title page, and text of the book, too."""
        return frozenset(resolved(self._name, unquote(href)) for href in self._guided("toc"))

    def properties(self) -> Properties:
        """Return title, authors, publisher and date of publication, and the day when the book was last changed."""
        metas = [one for one in self._of("opf:meta") if one.said.get("property") == "dcterms:modified"]
        changed = [one.text for one in metas if "refines" not in one.said]
        made = {date[:_HOUR] for date in changed if len(date) > _HOUR}  # when the file was made: no date of publication
        dates = [date for date in self._values("dc:date", {"modification", "creation"}) if date[:_HOUR] not in made]
        said = Metadata(
            title=next(filter(None, map(plausible_title, self._values("dc:title"))), None),
            byline=tuple(self._values("dc:creator", _OTHER_ROLES)),
            publisher=next(iter(self._values("dc:publisher")), None),
            published=next(filter(None, map(day, dates)), None),
            modified=next(filter(None, map(day, changed)), None),
        )
        return Properties(said=said)

    def _elements(self, part: str, *names: str) -> list[Element]:
        data, source = self._archive.get(part), self._archive.source
        return elements_of(data, names, prefixes=_PREFIXES, part=part, source=source)

    def _guided(self, kind: str) -> Iterator[str]:
        guide = (one.said for one in self._of("opf:reference"))
        return (said.get("href", "").split("#")[0] for said in guide if said.get("type", "").lower() == kind)

    def _of(self, name: str) -> Sequence[Element]:
        return [one for one in self._found if one.name == name]

    def _values(self, name: str, but: Collection[str] = ()) -> list[str]:
        """Return what the properties of a name say, without those of the roles or events ``but``."""
        return [one.text for one in self._of(name) if one.text and self._role(one.said) not in but]

    def _role(self, said: Attributes) -> str:
        return said.get("opf:role") or said.get("opf:event") or self._roles.get(said.get("id", ""), "")


def _is_chapter(item: Attributes, covers: Collection[str]) -> bool:
    if "href" not in item or item.get("media-type", "application/xhtml+xml") not in _CHAPTERS:
        return False
    is_cover = item["href"] in covers or item.get("id", "").lower() in {"cover", "coverpage", "cover-page"}
    return "nav" not in item.get("properties", "").split() and not is_cover
