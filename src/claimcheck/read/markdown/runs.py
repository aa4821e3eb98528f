"""The text in a block of Markdown as runs: what a reader of the page sees of it, each with its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.article import Anchor
from claimcheck.read.parts.composing import LINE_BREAK, Run
from claimcheck.read.parts.directives import directives_in
from claimcheck.read.parts.raised import fraction, raised

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_LEVELS = {"sup": 1, "sub": -1}
_STRUCK = frozenset("del s script strike style".split())
_ANGLED = ("link_open", "auto")  # an address behind a <, which the library gives the place of
_FRACTION = re.compile(r"</sup\s*>[/⁄]<sub\s*>[^<]*</sub\s*>", re.IGNORECASE)
_WITHIN = 50  # tokens in which raised or struck text ends
_OF_A_FRACTION = 6  # tokens behind its first: two numbers, the stroke, and three tags


@dataclass(slots=True)
class Runs:
    """The runs of a block's text while they are read; ``notes`` are those of the footnotes that stand in it."""

    content: str
    places: Sequence[Anchor]
    """Where the content stands in the file."""
    label: str
    """What the labels of footnotes that stand in the text begin with."""
    runs: list[Run] = field(default_factory=list)
    notes: dict[str, list[Run]] = field(default_factory=dict)
    _outer: list[list[Run]] = field(default_factory=list)
    _links: list[str | None] = field(default_factory=list)
    _tags: list[str | None] = field(default_factory=list)
    _struck: int = 0
    _level: int = 0

    def read(self, tokens: Sequence[Token]) -> Runs:
        """Read the tokens of the text; return itself."""
        skip = 0
        for number, token in enumerate(tokens):
            if skip:
                skip -= 1
            elif token.type == "html_inline":
                skip = self._html(token, tokens[number + 1 : number + 1 + _WITHIN])
            elif token.type in {"note_open", "note_close"}:
                self._note(opens=token.nesting > 0)
            elif token.type in {"link_open", "s_open"}:
                self._open(token)
            elif token.type == "link_close":
                if tokens[number - 1].type == "link_open":  # nothing that could be clicked
                    self.runs.append(Run("", self._href()))
                self._links.pop()
            elif token.type == "s_close":
                self._struck -= 1
            elif not self._struck:
                self._words(token, behind=tokens[number - 1] if number else None)
        return self

    def _words(self, token: Token, *, behind: Token | None) -> None:
        """Add what a token says."""
        at: int = token.meta.get("at", 0)
        if token.type == "text" and token.content:
            self._add(token.content, at + (behind is not None and (behind.type, behind.info) == _ANGLED))
        elif token.type == "text_special" and token.markup[0] == "\\":
            self._add(token.content, at + (token.content != token.markup))
        elif token.type == "text_special":
            line, column = self._place(at)
            self.runs.append(Run(token.content, self._href(), line=line, column=column))
        elif token.type == "code_inline":
            start = at + len(token.markup)
            whole = self.content[start : start + len(token.content)].replace("\n", " ") == token.content
            start += not whole  # one space around a code is not part of it
            self._add(self.content[start : start + len(token.content)], start)
        elif token.type == "softbreak":
            self.runs.append(Run(" ", self._href()))
        elif token.type == "hardbreak":
            self.runs.append(Run(LINE_BREAK, self._href()))
        elif token.type == "note_call":
            self.runs.append(Run("", note=token.meta["label"]))

    def _add(self, text: str, at: int) -> None:
        """Add text that stands in the content at ``at``, a run for each line of the file that it is on."""
        start, end = at, at + len(text)
        while start < end:
            number = self._number(start)
            behind = self.places[number + 1].offset if number + 1 < len(self.places) else end
            stop = min(end, behind)
            line, column = self._place(start)
            words = text[start - at : stop - at]
            if self._level:
                words = raised(words, up=self._level > 0, before=self._before())
            self.runs.append(Run(words, self._href(), line=line, column=column))
            start = stop

    def _number(self, at: int) -> int:
        return max(0, bisect_right(self.places, at, key=lambda place: place.offset) - 1)

    def _place(self, at: int) -> tuple[int, int]:
        """Return line and column of the content's character ``at``."""
        place = self.places[self._number(at)]
        return place.line, place.column + at - place.offset

    def _href(self) -> str | None:
        opened = self._links or self._tags
        return opened[-1] if opened else None

    def _open(self, token: Token) -> None:
        """Open a link or struck text; one to a place on the same page, or a mail address, is no source."""
        if token.type == "s_open":
            self._struck += 1
        else:
            href = str(token.attrs.get("href", ""))
            self._links.append(None if href.lower().startswith(("#", "mailto:")) else href)

    def _note(self, *, opens: bool) -> None:
        """Open or close a footnote that stands in the text."""
        if opens:
            label = f"{self.label}{len(self.notes)}"
            self.runs.append(Run("", note=label))
            self._outer.append(self.runs)
            self.runs = self.notes[label] = []
        else:
            self.runs = self._outer.pop()

    def _html(self, token: Token, following: Sequence[Token]) -> int:
        """Read a tag: a line break, a link, raised or struck text; return how many tokens behind it are read with it."""
        self.runs += [Run("", directive=directive.text) for directive in directives_in(token.content)]
        tag = _TAG.match(token.content)
        name = tag["name"].lower() if tag else ""
        opens = tag is not None and not tag["close"]
        if name == "br":
            self.runs.append(Run(LINE_BREAK))
        elif name == "a" and opens:
            found = _HREF.search(token.content)
            href = next(filter(None, found.groups()), "") if found else ""
            self._tags.append(href if href and href[0] != "#" else None)
        elif name == "a" and self._tags:
            self._tags.pop()
        elif name in _LEVELS or (name in _STRUCK and opens):
            beside = ((n, t) for n, t in enumerate(following) if (t.type, t.level) == (token.type, token.level))
            end = next((n for n, tag in beside if tag.content.lower().startswith(f"</{name}")), 0)
            if name in _STRUCK:
                return end
            self._level = _LEVELS[name] if opens and end else 0
            return self._fraction(following[:_OF_A_FRACTION]) if self._level > 0 else 0
        return 0

    def _fraction(self, following: Sequence[Token]) -> int:
        """Read the rest of ``<sup>1</sup>/<sub>2</sub>``; return how many tokens that is, none for anything else."""
        behind = "".join(token.content for token in following[1:])
        if len(following) < _OF_A_FRACTION or not _FRACTION.fullmatch(behind):
            return 0
        said = fraction(following[0].content, following[4].content, before=self._before())
        if said is None:
            return 0
        line, column = self._place(following[0].meta["at"])
        self.runs.append(Run(said, self._href(), line=line, column=column))
        self._level = 0
        return len(following)

    def _before(self) -> str:
        """Return the text that was read last."""
        return next((run.text for run in reversed(self.runs) if run.text), "")
