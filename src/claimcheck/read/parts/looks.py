"""What a paragraph style of a word processor makes of a paragraph: title, heading, caption, byline, code, or an index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.article import Section
from claimcheck.read.parts.events import Events
from claimcheck.read.parts.story import TITLE, Draft

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|título|titolo|rubrik|overskrift|kop|nagłówek|otsikko|заголовок)\s*([1-9])?"
)
_TITLES = frozenset(("title", "titel", "título", "titolo", "headline"))
_SECTIONS: dict[str, Section] = {
    "caption": "caption", "byline": "meta", "author": "meta", "date": "meta", "dateline": "meta",
    "html preformatted": "code", "preformatted text": "code", "source code": "code", "macro text": "code",
}  # fmt: skip
_AUTHORS = frozenset(("byline", "author"))
OUTLINE_LEVELS = 9
_MOST_BASES = 20  # styles that one is based on, one on the other: Word allows 11
_PLAIN = frozenset(("subtitle", "normal", "body text", "text body"))  # of their own, whatever they are based on
_LISTED = re.compile(r"(?:toc|index|table of (?:figures|contents|authorities)|contents)\b")


@dataclass(frozen=True, slots=True)
class Look:
    """What a style makes of a paragraph or run."""

    level: int | None = None
    section: Section | None = None
    hidden: bool = False
    dropped: bool = False
    names: bool = False
    lift: int = 0
    """Over 0 for raised text, below for lowered."""

    def put_on(self, draft: Draft) -> None:
        """Make a paragraph what its style says."""
        draft.level, draft.section, draft.hidden = self.level, self.section, self.hidden
        draft.dropped, draft.names = self.dropped, self.names


def look_of(name: str) -> Look | None:
    """Return what a style of this name makes of a paragraph, None where the name says nothing."""
    bare = " ".join(name.lower().split())
    if bare in _TITLES:
        return Look(level=TITLE)
    if match := _HEADING.fullmatch(bare):
        return Look(level=int(match[1] or 2))
    if bare in _SECTIONS:
        return Look(section=_SECTIONS[bare], names=bare in _AUTHORS)
    if _LISTED.match(bare):
        return Look(dropped=True)
    return Look() if bare in _PLAIN else None


@dataclass(slots=True)
class Style:
    """What a style says: its name, the key of the style that it is based on, a heading's level from 1."""

    name: str = ""
    base: str = ""
    level: int | None = None
    hidden: bool | None = None
    listed: bool = False
    lift: int | None = None


class Styles(Events):
    """The styles of a document by their keys, once its parts were sent here."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: dict[str, Style] = {}
        self.style = Style()
        """The one that is being read."""
        self._looks: dict[str, Look] = {}

    def look(self, key: str) -> Look:
        """Return what a style makes of a paragraph or run."""
        if key not in self._looks:
            self._looks[key] = self._look(list(self._chain(key)))
        return self._looks[key]

    def named(self, key: str) -> str:
        """Return the name of a style that is used and not defined: its key is all there is, such as ``Heading1``."""
        return key

    def _look(self, chain: Sequence[Style]) -> Look:
        """Return what the first style of a chain that says something makes of a paragraph."""
        hidden = next((style.hidden for style in chain if style.hidden is not None), False)
        lift = next((style.lift for style in chain if style.lift is not None), 0)
        listed: Section | None = "body" if any(style.listed for style in chain) else None
        for style in chain:
            if (named := look_of(style.name)) is not None:
                section = named.section or (listed if named.level is None else None)
                return replace(named, section=section, hidden=hidden, lift=lift)
            if style.level is not None:
                return Look(level=style.level, hidden=hidden, lift=lift)
        return Look(section=listed, hidden=hidden, lift=lift)

    def _chain(self, key: str) -> Iterator[Style]:
        """Yield a style and those that it is based on, each once: a damaged file has them in a circle."""
        seen: set[str] = set()
        while key and key not in seen and len(seen) < _MOST_BASES:
            seen.add(key)
            style = self.styles.get(key) or Style(self.named(key))
            yield style
            key = style.base
