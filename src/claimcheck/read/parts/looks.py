"""What a paragraph style of a word processor says by its name: title, heading, caption, byline, code, or an index."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.article import Section
from claimcheck.read.parts.story import TITLE, Draft

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|título|titolo|rubrik|overskrift|kop|nagłówek|otsikko|заголовок)\s*([1-9])?"
)
_TITLES = frozenset(("title", "titel", "título", "titolo", "headline"))
_SECTIONS: dict[str, Section] = {
    "caption": "caption",
    "byline": "meta",
    "author": "meta",
    "date": "meta",
    "dateline": "meta",
    "html preformatted": "code",
    "preformatted text": "code",
    "source code": "code",
    "macro text": "code",
}
_AUTHORS = frozenset(("byline", "author"))
OUTLINE_LEVELS = 9
MOST_BASES = 20  # styles that one is based on, one on the other: Word allows 11
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
