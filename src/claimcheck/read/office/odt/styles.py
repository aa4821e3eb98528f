"""The styles of an ODT file: which paragraph is a title, a heading, a caption or hidden, and which words are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from claimcheck.read.parts.events import Attributes, Events
from claimcheck.read.parts.looks import MOST_BASES, Look, look_of

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        f"{_OASIS}:office:1.0": "office",
        f"{_OASIS}:style:1.0": "style",
        f"{_OASIS}:text:1.0": "text",
        f"{_OASIS}:table:1.0": "table",
        f"{_OASIS}:drawing:1.0": "draw",
        f"{_OASIS}:meta:1.0": "meta",
        f"{_OASIS}:svg-compatible:1.0": "svg",
        f"{_OASIS}:manifest:1.0": "manifest",
        "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
        "http://www.w3.org/1999/xlink": "xlink",
        "http://www.w3.org/1998/Math/MathML": "math",
        "http://purl.org/dc/elements/1.1/": "dc",
    }
)
"""The namespaces that are read."""
_CODED = re.compile(r"_([0-9a-f]{1,4})_")


@dataclass(slots=True)
class _Style:
    name: str
    parent: str
    level: int | None = None
    hidden: bool | None = None


class Styles(Events):
    """The styles of a document, once its parts were sent here: an automatic one is told by what it is made from."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self._styles: dict[tuple[str, str], _Style] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._style = _Style("", "")
        self.opened = {
            "style:style": self._begin,
            "style:text-properties": self._properties,
            "office:master-styles": lambda _: True,
            "office:body": lambda _: True,
        }

    def look(self, family: str, name: str) -> Look:
        """Return what a style of a family (``paragraph``, ``text``, ``section``) makes of what has it."""
        key = (family, name)
        if key not in self._looks:
            self._looks[key] = self._look(key)
        return self._looks[key]

    def _look(self, key: tuple[str, str]) -> Look:
        chain = list(self._chain(key))
        hidden = next((style.hidden for style in chain if style.hidden is not None), False)
        for style in chain:
            if (named := look_of(style.name)) is not None:
                return Look(named.level, named.section, hidden, named.dropped, named.names)
            if style.level:
                return Look(level=style.level, hidden=hidden)
        return Look(hidden=hidden)

    def _chain(self, key: tuple[str, str]) -> Iterator[_Style]:
        """Yield a style and those that it is made from, each once: a damaged file has them in a circle."""
        family, name = key
        seen: set[str] = set()
        while name and name not in seen and len(seen) < MOST_BASES:
            seen.add(name)
            style = self._styles.get((family, name)) or _Style(_plain(name), "")
            yield style
            name = style.parent

    def _begin(self, said: Attributes) -> None:
        name, level = said.get("style:name", ""), said.get("style:default-outline-level", "")
        self._style = _Style(said.get("style:display-name") or _plain(name), said.get("style:parent-style-name", ""))
        self._style.level = int(level) if level in set("123456789") else None
        self._styles[said.get("style:family", ""), name] = self._style

    def _properties(self, said: Attributes) -> None:
        if "text:display" in said:
            self._style.hidden = said["text:display"] == "none"


def _plain(name: str) -> str:
    """Return a style's name as it is shown: ``Heading_20_1`` is ``Heading 1``."""
    return _CODED.sub(lambda match: chr(int(match[1], 16)), name)
