"""The styles of an ODT file: which paragraph is a title, a heading, a caption or hidden, and which words are hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from claimcheck.read.parts.events import Attributes, skip
from claimcheck.read.parts.looks import Style, Styles

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


class OdfStyles(Styles):
    """The styles of a document by family and name: an automatic one is told by what it is made from."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.opened = {
            "style:style": self._begin,
            "style:text-properties": self._properties,
            "office:master-styles": skip,
            "office:body": skip,
        }

    def named(self, key: str) -> str:
        """Return a style's name as it is shown, without its family: ``Heading_20_1`` is ``Heading 1``."""
        return _CODED.sub(lambda match: chr(int(match[1], 16)), key.partition(" ")[2])

    def _begin(self, said: Attributes) -> None:
        family, parent = said.get("style:family", ""), said.get("style:parent-style-name", "")
        key, level = style_key(family, said.get("style:name", "")), said.get("style:default-outline-level", "")
        self.style = self.styles[key] = Style(
            said.get("style:display-name") or self.named(key),
            style_key(family, parent) if parent else "",
            int(level) if level in set("123456789") else None,
        )

    def _properties(self, said: Attributes) -> None:
        if "text:display" in said:
            self.style.hidden = said["text:display"] == "none"
        if place := said.get("style:text-position", "").split():
            self.style.lift = {"super": 1, "sub": -1}.get(place[0], _sign(place[0]))


def _sign(percent: str) -> int:
    """Return whether text is raised (1) or lowered (-1) by a percentage such as ``-33%``."""
    return 0 if not percent.strip("+-0.%") else -1 if percent.startswith("-") else 1


def style_key(family: str, name: str) -> str:
    """Return what a style of a family (``paragraph``, ``text``) is looked up by."""
    return f"{family} {name}"
