"""The package of an EPUB: which files are its chapters, in which order, and its title, authors and dates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from urllib.parse import unquote

from claimcheck.errors import InputError
from claimcheck.read.office.document import Properties
from claimcheck.read.parts.archive import Archive
from claimcheck.read.parts.composing import Metadata
from claimcheck.read.parts.events import Attributes, Events, Opened, parse
from claimcheck.read.parts.properties import day, plausible_title

_CONTAINER = "META-INF/container.xml"
_CHAPTERS = frozenset(("application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document"))
_HOUR = len("2026-11-24T02")
_MOST_SAID = 1_000  # characters of a property that are read
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "urn:oasis:names:tc:opendocument:xmlns:container": "container",
        "http://www.idpf.org/2007/opf": "opf",
        "http://openebook.org/namespaces/oeb-package/1.0/": "opf",
        "http://purl.org/dc/elements/1.1/": "dc",
        "http://purl.org/dc/elements/1.0/": "dc",
        "http://www.w3.org/2001/04/xmlenc#": "enc",
    }
)


def package_of(archive: Archive) -> tuple[str, PackageEvents]:
    """Return the package and its name in the archive. Raises an InputError where there is none."""
    container, package = _Container(), PackageEvents()
    held = archive.get(_CONTAINER)
    if held is not None:
        parse(held, container, part=_CONTAINER, source=archive.source)
    named = [name for name in container.packages if name in archive]
    name = next(iter(named), None) or next((name for name in archive if name.lower().endswith(".opf")), None)
    if name is None:
        message = f"{archive.source} has no list of its chapters"
        raise InputError(message, "it may be damaged: download it anew")
    parse(archive.read(name), package, part=name, source=archive.source)
    return name, package


class PackageEvents(Events):
    """An OPF file: manifest, spine, guide and metadata."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, Attributes] = {}
        self._spine: list[str] = []
        self._covers: set[str] = set()
        self._said: list[tuple[str, Attributes, list[str]]] = []
        self._roles: dict[str, str] = {}
        self._refined = ""
        self._open = False
        self.opened = {
            "opf:item": self._item,
            "opf:itemref": self._reference,
            "opf:reference": self._guide,
            "opf:meta": self._meta,
        }
        self.closed["opf:meta"] = self._end
        for name in ("title", "creator", "date", "publisher"):
            self.opened[f"dc:{name}"] = self._opener(name)
            self.closed[f"dc:{name}"] = self._end

    def chapters(self) -> list[str]:
        """Return the addresses of the chapters in reading order, without cover and table of contents."""
        items = [self._items[name] for name in self._spine if name in self._items]
        return [item["href"] for item in items if self._is_chapter(item)]

    def properties(self) -> Properties:
        """Return title, authors, publisher and date of publication, and the day when the book was last changed."""
        changed = self._values("dcterms:modified")
        hours = {
            date[:_HOUR] for date in changed if len(date) > _HOUR
        }  # in which the file was made: no date of publication
        dates = [date for date in self._values("date", but={"modification", "creation"}) if date[:_HOUR] not in hours]
        return Properties(
            said=Metadata(
                title=next((title for said in self._values("title") if (title := plausible_title(said))), None),
                byline=tuple(self._values("creator", but={"ill", "edt", "trl", "bkp", "pbl", "cov", "ctb", "oth"})),
                publisher=next(iter(self._values("publisher")), None),
                published=next((found for date in dates if (found := day(date))), None),
                modified=next((found for date in changed if (found := day(date))), None),
            )
        )

    def text(self, data: str) -> None:
        """Take what a property says."""
        if self._open and len(self._said[-1][2]) < _MOST_SAID:
            self._said[-1][2].append(data[:_MOST_SAID])

    def _values(self, name: str, *, but: Collection[str] = ()) -> list[str]:
        """Return what the properties of a name say, without those of the roles or events ``but``."""
        found = []
        for key, said, pieces in self._said:
            role = said.get("opf:role") or said.get("opf:event") or self._roles.get(said.get("id", ""), "")
            value = " ".join("".join(pieces).split())
            if key == name and value and role not in but:
                found.append(value)
        return found

    def _is_chapter(self, item: Attributes) -> bool:
        if "href" not in item or item.get("media-type", "application/xhtml+xml") not in _CHAPTERS:
            return False
        is_nav = "nav" in item.get("properties", "").split()
        is_cover = item["href"] in self._covers or item.get("id", "").lower() in {"cover", "coverpage", "cover-page"}
        return not is_nav and not is_cover

    def _item(self, said: Attributes) -> None:
        self._items[said.get("id", "")] = said

    def _reference(self, said: Attributes) -> None:
        self._spine.append(said.get("idref", ""))

    def _guide(self, said: Attributes) -> None:
        if said.get("type", "").lower() in {"cover", "toc"}:
            self._covers.add(said.get("href", "").split("#")[0])

    def _opener(self, name: str) -> Opened:
        def opened(said: Attributes) -> None:
            self._begin(name, said)

        return opened

    def _begin(self, name: str, said: Attributes) -> None:
        self._said.append((name, said, []))
        self._open = True

    def _meta(self, said: Attributes) -> None:
        name, refines = said.get("property", ""), said.get("refines", "")
        if name == "dcterms:modified" and not refines:
            self._begin(name, said)
        elif name == "role":
            self._refined = refines.removeprefix("#")
            self._begin(name, said)

    def _end(self) -> None:
        if self._open and self._said[-1][0] == "role":
            self._roles[self._refined] = "".join(self._said[-1][2]).strip()
        self._open = False


class Protection(Events):
    """The members of the archive that are encrypted."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.members: set[str] = set()
        self.opened["enc:CipherReference"] = self._reference

    def _reference(self, said: Attributes) -> None:
        self.members.add(unquote(said.get("URI", "")).lstrip("/"))


class _Container(Events):
    """Where the packages are."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.packages: list[str] = []
        self.opened["container:rootfile"] = self._root

    def _root(self, said: Attributes) -> None:
        self.packages.append(unquote(said.get("full-path", "")))
