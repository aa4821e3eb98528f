"""What the page of two drafts says of a claim that is not the same in both: its words then and now, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim

_WORD = re.compile(r"\S+\s*")
_MOST_WORDS = 400  # of a claim that is compared word by word: the time grows with the square
STYLES = {"corrected": "vague", "changed": "vague", "moved": "moved", "new": "linked", "gone": "none"}
"""The colours of what can become of a claim, among those that the page has for its support."""


class WordingPiece(NamedTuple):
    """A piece of a claim's words: ``ins`` where only the new draft has it, ``del`` where only the old one has, else empty."""

    tag: str
    text: str


class ChangeCard(NamedTuple):
    """A claim that is new, gone, or not the same; ``told`` says what changed, ``where`` where the claim stands."""

    kind: str
    old: Claim | None
    new: Claim | None
    told: tuple[str, ...]
    where: str

    @property
    def style(self) -> str:
        """Its colour."""
        return STYLES[self.kind]

    def words(self) -> list[WordingPiece]:
        """Return the words of both drafts, those of only one marked."""
        before, after = (on_one_line(one.text) if one else "" for one in (self.old, self.new))
        return list(_compared(_WORD.findall(before), _WORD.findall(after)))


def _compared(before: list[str], after: list[str]) -> Iterator[WordingPiece]:
    if max(len(before), len(after)) > _MOST_WORDS:
        yield from (WordingPiece(tag, "".join(words)) for tag, words in (("del", before), ("ins", after)) if words)
        return
    old, new = ([word.rstrip() for word in words] for words in (before, after))
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield WordingPiece("", "".join(after[start:end]))
            continue
        yield from (
            WordingPiece(name, "".join(words))
            for name, words in (("del", before[first:last]), ("ins", after[start:end]))
            if words
        )
