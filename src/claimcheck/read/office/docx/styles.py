"""The styles of a DOCX file: which paragraph is a title, a heading, a caption, a list item, or hidden.

A style is told by its name, which Word keeps in English whatever the user's language (``heading 1`` of the style
``berschrift1``), by its outline level, or by the style that it is based on.
"""

from __future__ import annotations

from claimcheck.read.office.docx.package import PREFIXES
from claimcheck.read.parts.events import Attributes
from claimcheck.read.parts.looks import OUTLINE_LEVELS, Style, Styles


class WordStyles(Styles):
    """The styles of a document, once its part was sent here."""

    prefixes = PREFIXES

    def __init__(self) -> None:
        super().__init__()
        self.default = ""
        """The style of a paragraph that names none."""
        self.opened = {
            "w:style": self._begin,
            "w:name": lambda said: setattr(self.style, "name", said.get("w:val", "")),
            "w:basedOn": lambda said: setattr(self.style, "base", said.get("w:val", "")),
            "w:outlineLvl": lambda said: setattr(self.style, "level", level_in(said)),
            "w:vanish": lambda said: setattr(self.style, "hidden", is_on(said)),
            "w:vertAlign": lambda said: setattr(self.style, "lift", lift_in(said)),
            "w:numId": lambda said: setattr(self.style, "listed", said.get("w:val") != "0"),
        }

    def _begin(self, said: Attributes) -> None:
        self.style = self.styles[said.get("w:styleId", "")] = Style()
        if said.get("w:type") == "paragraph" and is_on(said, "w:default", missing=False):
            self.default = said.get("w:styleId", "")


def is_on(said: Attributes, key: str = "w:val", *, missing: bool = True) -> bool:
    """Return whether an element turns its property on: ``<w:vanish/>`` does, ``<w:vanish w:val="0"/>`` does not."""
    return said[key].lower() not in {"0", "false", "off", "none"} if key in said else missing


def lift_in(said: Attributes) -> int:
    """Return whether an element raises its text (1), lowers it (-1), or leaves it on the line (0)."""
    return {"superscript": 1, "subscript": -1}.get(said.get("w:val", ""), 0)


def level_in(said: Attributes) -> int | None:
    """Return the level of an outline that an element gives, from 1; None where it is body text, or no number."""
    value = said.get("w:val", "")
    return int(value) + 1 if value.isdecimal() and len(value) == 1 and int(value) < OUTLINE_LEVELS else None
