"""The styles of a DOCX file: which paragraph is a title, a heading, a caption, a list item, or hidden.

A style is told by its name, which Word keeps in English whatever the user's language (``heading 1`` of the style
``berschrift1``), by its outline level, or by the style that it is based on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.read.office.docx.package import PREFIXES
from claimcheck.read.parts.events import Attributes, Events
from claimcheck.read.parts.looks import MOST_BASES, OUTLINE_LEVELS, Look, look_of


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    level: int | None = None
    hidden: bool | None = None
    listed: bool = False


class Styles(Events):
    """The styles of a document, once its part was sent here."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self._styles: dict[str, _Style] = {}
        self._looks: dict[str, Look] = {}
        self._style = _Style()
        self._default = ""
        self.opened = {
            "w:style": self._begin,
            "w:name": self._name,
            "w:basedOn": self._based_on,
            "w:outlineLvl": self._outline,
            "w:vanish": self._vanish,
            "w:numId": self._number,
        }

    def look(self, style: str | None) -> Look:
        """Return what a style makes of a paragraph or run; None is the default paragraph's."""
        key = self._default if style is None else style
        if key not in self._looks:
            self._looks[key] = self._look(key)
        return self._looks[key]

    def _look(self, key: str) -> Look:
        """Return what a style makes of a paragraph: the first in its chain that says something says it."""
        chain = list(self._chain(key))
        hidden = next((style.hidden for style in chain if style.hidden is not None), False)
        listed = any(style.listed for style in chain)
        for style in chain:
            if style.level is not None and style.level < OUTLINE_LEVELS and look_of(style.name) is None:
                return Look(level=style.level + 1, hidden=hidden)
            if (named := look_of(style.name)) is not None:
                section = named.section or ("body" if listed and named.level is None else None)
                return Look(named.level, section, hidden, named.dropped, named.names)
        return Look(section="body" if listed else None, hidden=hidden)

    def _chain(self, key: str) -> Iterator[_Style]:
        """Yield a style and those that it is based on, each once: a damaged file has them in a circle."""
        seen: set[str] = set()
        while key in self._styles and key not in seen and len(seen) < MOST_BASES:
            seen.add(key)
            yield self._styles[key]
            key = self._styles[key].based_on
        if not seen:
            yield _Style(name=key)  # used and not defined: its id is all there is, such as `Heading1`

    def _begin(self, said: Attributes) -> None:
        self._style = self._styles[said.get("w:styleId", "")] = _Style()
        if said.get("w:type") == "paragraph" and is_on(said, "w:default", missing=False):
            self._default = said.get("w:styleId", "")

    def _name(self, said: Attributes) -> None:
        self._style.name = said.get("w:val", "")

    def _based_on(self, said: Attributes) -> None:
        self._style.based_on = said.get("w:val", "")

    def _outline(self, said: Attributes) -> None:
        self._style.level = number(said)

    def _vanish(self, said: Attributes) -> None:
        self._style.hidden = is_on(said)

    def _number(self, said: Attributes) -> None:
        self._style.listed = said.get("w:val") != "0"


def is_on(said: Attributes, key: str = "w:val", *, missing: bool = True) -> bool:
    """Return whether an element turns its property on: ``<w:vanish/>`` does, ``<w:vanish w:val="0"/>`` does not."""
    return said[key].lower() not in {"0", "false", "off", "none"} if key in said else missing


def number(said: Attributes) -> int | None:
    """Return an element's value as a number, None where it is none."""
    value = said.get("w:val", "")
    return int(value) if value.isdecimal() and len(value) < 4 else None  # noqa: PLR2004  a level has one digit
