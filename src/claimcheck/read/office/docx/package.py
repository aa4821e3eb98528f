"""The package that a DOCX file is (OPC): which part is the document, which belong to it, and the file's properties."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.article import Metadata
from claimcheck.read.office.document import Properties
from claimcheck.read.parts.archive import Archive, resolved
from claimcheck.read.parts.events import Attributes, Element, Events, elements_of, parse
from claimcheck.read.parts.properties import published_in

_OFFICE = "schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml"
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
        f"{_STRICT}/wordprocessingml/main": "w",
        f"http://{_OFFICE}/relationships": "r",
        f"{_STRICT}/officeDocument/relationships": "r",
        f"http://{_OFFICE}/math": "m",
        f"{_STRICT}/officeDocument/math": "m",
        "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
        "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
        "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
        "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
        "http://purl.org/dc/elements/1.1/": "dc",
        f"http://{_OFFICE}/custom-properties": "custom",
        f"{_STRICT}/officeDocument/customProperties": "custom",
    }
)
"""The namespaces that are read, transitional and strict."""
_MAIN = "word/document.xml"


class Relationship(NamedTuple):
    """What a part refers to: a part of the package, or something ``external``. ``kind`` ends its type's address."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a DOCX file and how they belong together; a part that no relation names is looked for by its name."""

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        self.archive = Archive(data, source)
        named = (relation.target for relation in self._relations("").values() if relation.kind == "officeDocument")
        self.main = next((name for name in named if name in self.archive), _MAIN)
        self._related = self._relations(self.main)

    def part(self, kind: str) -> str | None:
        """Return the name of the document's part of a kind such as ``footnotes``, None where there is none."""
        named = (relation.target for relation in self._related.values() if relation.kind == kind)
        beside = resolved(self.main, f"{kind}.xml")
        return next((name for name in (*named, beside) if name in self.archive), None)

    def links(self, part: str) -> dict[str, str]:
        """Return the addresses that a part's hyperlinks lead to, by relation."""
        relations = self._related if part == self.main else self._relations(part)
        return {
            name: target for name, (kind, target, external) in relations.items() if kind == "hyperlink" and external
        }

    def send(self, part: str | None, events: Events) -> None:
        """Send a part's elements to ``events``, none where there is no part."""
        data = self.archive.get(part) if part else None
        if part and data is not None:
            parse(data, events, part=part, source=self.source)

    def elements(self, part: str | None, *names: str) -> list[Element]:
        """Return the elements of these names in a part, none where there is no part."""
        data = self.archive.get(part) if part else None
        return elements_of(data, names, prefixes=PREFIXES, part=part or "", source=self.source)

    def properties(self) -> Properties:
        """Return what the file's properties say; a date of publication only where a property of that name has one."""
        package = {relation.kind: relation.target for relation in self._relations("").values()}
        core = self.elements(package.get("core-properties", "docProps/core.xml"), "dc:title", "dc:creator")
        custom = self.elements(package.get("custom-properties", package.get("customProperties")), "custom:property")
        said = {element.name: element.text for element in core}
        own = {element.said.get("name", ""): element.text for element in custom}
        return Properties(said.get("dc:title", ""), said.get("dc:creator", ""), Metadata(published=published_in(own)))

    def _relations(self, part: str) -> dict[str, Relationship]:
        """Return the relations of a part (``""``: of the package) by their ids."""
        folder, _, name = part.rpartition("/")
        listed = self.elements(f"{folder}/_rels/{name}.rels".lstrip("/"), "rel:Relationship")
        return {element.said.get("Id", ""): _relation(part, element.said) for element in listed}


def _relation(part: str, said: Attributes) -> Relationship:
    external, target = said.get("TargetMode") == "External", said.get("Target", "")
    return Relationship(
        said.get("Type", "").rpartition("/")[2], target if external else resolved(part, target), external
    )
