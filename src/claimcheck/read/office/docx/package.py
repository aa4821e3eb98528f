"""The package that a DOCX file is (OPC): which part is the document, which belong to it, and the file's properties."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from claimcheck.read.office.document import Properties
from claimcheck.read.parts.archive import Archive, resolved
from claimcheck.read.parts.composing import Metadata
from claimcheck.read.parts.events import Attributes, Events, parse
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
_MOST_SAID = 1_000  # characters of a property that are read
_MAIN = "word/document.xml"


class Relation(NamedTuple):
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

    def properties(self) -> Properties:
        """Return what the file's properties say; a date of publication only where a property of that name has one."""
        package = {relation.kind: relation.target for relation in self._relations("").values()}
        core, custom = _Core(), _Custom()
        self.send(package.get("core-properties", "docProps/core.xml"), core)
        self.send(package.get("custom-properties", package.get("customProperties")), custom)
        said = Metadata(published=published_in(custom.values))
        return Properties(core.values.get("dc:title", ""), core.values.get("dc:creator", ""), said)

    def _relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part (``""``: of the package) by their ids."""
        folder, _, name = part.rpartition("/")
        found = _Relations(part)
        self.send(f"{folder}/_rels/{name}.rels".lstrip("/"), found)
        return found.relations


class _Relations(Events):
    prefixes = PREFIXES

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self.relations: dict[str, Relation] = {}
        self.opened["rel:Relationship"] = self._relationship

    def _relationship(self, said: Attributes) -> None:
        external = said.get("TargetMode") == "External"
        target = said.get("Target", "")
        kind = said.get("Type", "").rpartition("/")[2]
        self.relations[said.get("Id", "")] = Relation(
            kind, target if external else resolved(self._part, target), external
        )


class _Core(Events):
    """The texts of a part's elements by their names."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._name = ""
        for name in ("dc:title", "dc:creator"):
            self.opened[name] = partial(self._named, name)
            self.closed[name] = partial(self._named, "")

    def _named(self, name: str, _: Attributes | None = None) -> None:
        self._name = name

    def text(self, data: str) -> None:
        if self._name:
            self.values[self._name] = (self.values.get(self._name, "") + data)[:_MOST_SAID]


class _Custom(Events):
    """The values of a file's own properties by their names."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._name = ""
        self.opened["custom:property"] = self._property

    def _property(self, said: Attributes) -> None:
        self._name = said.get("name", "")

    def text(self, data: str) -> None:
        if self._name:
            self.values[self._name] = (self.values.get(self._name, "") + data)[:_MOST_SAID]
