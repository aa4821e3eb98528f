"""The HTML that stands as a block of its own in Markdown, as passages: what a reader of the page sees of it, with its places.

Tags are read one by one, not as a tree, since a block ends at an empty line, wherever its elements do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from claimcheck.article import Section
from claimcheck.read.parts.composing import LINE_BREAK, Passage, Run
from claimcheck.read.parts.directives import directives_in
from claimcheck.read.parts.raised import raised

_MARKUP = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|<(?P<close>/?)(?P<tag>[a-z][\w:-]*)(?P<attributes>[^<>]*)>|<[!?][^<>]*>"
    r"|(?P<entity>&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});)|(?P<text>[^<&]+|.)",
    re.IGNORECASE | re.DOTALL,
)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_HIDDEN = re.compile(r"\shidden(?:[\s/]|$|=\"\")|display\s*:\s*none", re.IGNORECASE)
_OTHER_VALUE = re.compile(r"(?<!style)=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNREAD = frozenset(
    "audio button canvas del head iframe math nav noscript object s script select strike style svg template textarea title video".split()
)
_SECTIONS: dict[str, Section] = {
    "h1": "headline", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "figcaption": "caption", "caption": "caption", "pre": "code",
}  # fmt: skip
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form header hr html
    li main ol p section summary table tbody tfoot thead tr ul""".split()
) | set(_SECTIONS)
_CELLS = frozenset(("td", "th"))
_LEVELS = {"sup": 1, "sub": -1}

Place = Callable[[int], tuple[int, int]]
"""From a place in a block's content to the line and column in the file."""


@dataclass(slots=True)
class Markup:
    """A block of HTML while it is read; ``place`` says where a place in its content stands in the file."""

    place: Place
    passages: list[Passage] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _section: Section | None = None
    _hrefs: list[str | None] = field(default_factory=list)
    _unread: list[str] = field(default_factory=list)
    """The elements, from the outer one, that are not read and in which one is."""
    _level: int = 0

    def read(self, content: str) -> list[Passage]:
        """Return the passages that a block's content is; the section is None where no tag says it."""
        for match in _MARKUP.finditer(content):
            if match["comment"]:
                self._runs += [Run("", directive=said.text) for said in directives_in(match["comment"])]
            elif match["tag"]:
                self._tag(match, match["tag"].lower(), closes=bool(match["close"]))
            elif not self._unread:
                self._text(match)
        self._flush()
        return self.passages

    def _text(self, match: re.Match[str]) -> None:
        """Take text, a run for each line that it is on."""
        at, href = match.start(), self._hrefs[-1] if self._hrefs else None
        text = html.unescape(match["entity"]) if match["entity"] else match["text"] or ""
        for part in [text] if match["entity"] else text.splitlines(keepends=True):
            words = raised(part, up=self._level > 0, before=self._before()) if self._level else part
            line, column = self.place(at)
            if self._section == "code" and self._runs and self._runs[-1].text.endswith("\n"):
                self._runs.append(Run(LINE_BREAK))
            self._runs.append(Run(words, href, line=line, column=column))
            at += len(part)

    def _before(self) -> str:
        return next((run.text for run in reversed(self._runs) if run.text), "")

    def _tag(self, match: re.Match[str], tag: str, *, closes: bool) -> None:
        """Take a tag."""
        attributes = match["attributes"]
        if self._unread or (not closes and (tag in _UNREAD or _hidden(attributes))):
            self._pass_over(tag, closes=closes)
        elif tag in _BLOCKS:
            self._flush()
            if tag in _SECTIONS:
                self._section = None if closes else _SECTIONS[tag]
        elif tag in _CELLS and not closes and any(run.text.strip() for run in self._runs):
            line, column = self.place(match.start())
            self._runs.append(Run(" | ", line=line, column=column))
        elif tag == "br":
            self._runs.append(Run(LINE_BREAK))
        elif tag in _LEVELS:
            self._level = 0 if closes else _LEVELS[tag]
        elif tag == "a" and not closes:
            found = _HREF.search(attributes)
            href = html.unescape(next(filter(None, found.groups()), "")) if found else ""
            self._hrefs.append(None if not href or href.lower().startswith(("#", "mailto:")) else href)
        elif tag == "a" and self._hrefs:
            self._hrefs.pop()

    def _pass_over(self, tag: str, *, closes: bool) -> None:
        """Take a tag of an element that is not read, or one in it."""
        if not closes and tag not in _VOID:
            self._unread += [tag] if not self._unread or tag == self._unread[0] else []
        elif closes and self._unread[:1] == [tag]:
            self._unread.pop()

    def _flush(self) -> None:
        """End a passage."""
        if any(run.text.strip() or run.directive for run in self._runs):
            self.passages.append(Passage(self._runs, self._section))
        self._runs, self._hrefs, self._level = [], [], 0


def _hidden(attributes: str) -> bool:
    """Return whether an element is not shown."""
    return bool(_HIDDEN.search(_OTHER_VALUE.sub("", attributes)))
