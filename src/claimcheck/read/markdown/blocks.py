"""The blocks of a Markdown text as passages: headings, paragraphs, list items, table rows, code and footnotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, dropwhile, groupby, pairwise
from typing import TYPE_CHECKING

from markdown_it.common.utils import mdTrim

from claimcheck.article import Anchor, Section
from claimcheck.read.markdown.markup import Markup
from claimcheck.read.markdown.parser import DEEPEST, Parser
from claimcheck.read.markdown.runs import Runs
from claimcheck.read.parts.composing import LINE_BREAK, Passage, Run
from claimcheck.read.parts.notes import is_note_heading
from claimcheck.read.parts.paragraphs import alone, byline_in, is_debris, is_footnote, is_heading, labelled

if TYPE_CHECKING:
    from markdown_it.token import Token

_BLANK = " \t"
_PIPE = re.compile(r"(?<!\\)\|")
_MARKERS = re.compile(r"(?:[>\s]|[*+-](?=\s)|\d{1,9}[.)](?=\s))*")
_NESTS = frozenset({"blockquote_open", "list_item_open", "definition_open"})
_READ_WHOLE = frozenset({"fence", "code_block", "html_block"})
_NEAR_TOP = 4  # passages, among which a byline is looked for


@dataclass(slots=True)
class Blocks:
    """The passages of a text, given as its lines, while its blocks are read."""

    lines: Sequence[str]
    passages: list[Passage] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """The labels of the footnotes, by what they are without case."""
    titled: bool = False
    """Whether there is a heading of the first level."""
    _starts: list[int] = field(default_factory=list)
    _inside: int = 0
    _heading: Token | None = None
    _note: str | None = None
    _of_a_note: bool = False
    _listing: bool = False
    _row: list[Run] | None = None
    _cell: int = 0
    _cells: list[tuple[int, int, str]] = field(default_factory=list)

    def read(self) -> Blocks:
        """Read the text; return itself."""
        self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        tokens = Parser().parse("\n".join(self.lines))
        for number, token in enumerate(tokens):
            self._block(token)
            if token.type in _NESTS and token.level >= DEEPEST - 1 and tokens[number + 1].nesting < 0:
                self._unread(token)
        return self

    def _block(self, token: Token) -> None:
        """Read one of the parser's tokens."""
        kind = token.type
        if kind == "inline":
            self._text(token)
        elif kind in {"heading_open", "heading_close"}:
            self._heading = token if token.nesting > 0 else None
        elif kind in {"blockquote_open", "blockquote_close"}:
            self._inside += token.nesting
        elif kind in {"list_item_open", "list_item_close"}:
            self._item(token)
        elif kind in {"definition_open", "definition_close"}:
            self._define(token.meta.get("label"))
        elif kind == "tr_open":
            self._row, self._cell = [], 0
        elif kind == "tr_close":
            row, self._row = self._row or [], None
            if "".join(run.text for run in row).replace("|", "").strip():
                self._add(row, "body")
        elif kind in _READ_WHOLE:
            self._whole(token)

    def _item(self, token: Token) -> None:
        """Begin or end a list item; a numbered one below a heading such as Notes is a note."""
        self._inside += token.nesting
        if self._listing and self._inside == (token.nesting > 0):
            self._define(token.info if token.nesting > 0 and token.info else None)

    def _define(self, label: str | None) -> None:
        """Begin a note, or end it with None; of two with the same label the first is the one that is called."""
        self._of_a_note = label is not None
        self._note = label if label is not None and label.casefold() not in self.labels else None
        if self._note is not None:
            self.labels[self._note.casefold()] = self._note

    def _text(self, token: Token) -> None:
        """Read the text of a heading, a paragraph or a cell."""
        places = self._places(token) if self._row is None else self._cell_places(token)
        children = [child for child in token.children or [] if child.type != "text" or child.content]
        read = Runs(token.content, places, label=f"^{len(self.passages)}.").read(children)
        if self._row is None:
            self._add(read.runs, self._section(read.runs, children))
        else:
            self._row += [*self._bar(places[0].line), *read.runs]
            self._cell += 1
        for label, words in read.notes.items():
            self._add(words, "footnote", note=label)

    def _add(self, runs: Sequence[Run], section: Section, *, note: str | None = None) -> None:
        """Add a passage, if it has words."""
        words = [run for run in runs if run.text.strip()]
        if words:
            line = next((run.line for run in words if run.line is not None), None)
            section = "footnote" if self._of_a_note else section
            self.passages.append(Passage(list(runs), section, line, note=note or self._note))

    def _section(self, runs: Sequence[Run], children: Sequence[Token]) -> Section:
        """Return what a heading or a paragraph is to the article."""
        words = " ".join("".join(run.text for run in runs).split())
        paragraph = alone(words)
        strong = bool(children) and (children[0].type, children[-1].type) == ("strong_open", "strong_close")
        if self._heading is not None:
            self._listing = is_note_heading(words)
            self.titled |= self._heading.tag == "h1"
            return "headline" if self._heading.tag == "h1" and not self.passages else "heading"
        if len(self.passages) < _NEAR_TOP and byline_in(paragraph) is not None:
            return "meta"
        if is_footnote(words):
            return "footnote"
        if self._inside or not words:
            return "body"
        if is_debris(words):
            return "meta"
        if strong and [child.type for child in children].count("strong_open") == 1 and is_heading(paragraph):
            self._listing = is_note_heading(words)
            return "heading"
        return labelled(paragraph) or "body"

    def _places(self, token: Token) -> list[Anchor]:
        """Return where the lines of a paragraph or heading stand in the file."""
        places, at = [], 0
        starts = dropwhile(lambda start: not self._has_words(*start), token.meta["starts"])
        for (number, start), line in zip(starts, token.content.split("\n"), strict=False):
            column = start - self._starts[number]
            if not at:
                column = self._behind_markup(number, column)
            lead = len(line) - len(line.lstrip(_BLANK)) if at else 0
            places.append(Anchor(at, number + 1, column - lead + 1))
            at += len(line) + 1
        return places or [Anchor(0, 1, 1)]

    def _has_words(self, number: int, start: int) -> bool:
        """Return whether there is more on a line than the white space that the parser trims, such as a no-break space."""
        return bool(mdTrim(self.lines[number][start - self._starts[number] :]))

    def _behind_markup(self, number: int, column: int) -> int:
        """Return from which place in a line on there is text: behind white space, and the ``##`` of a heading."""
        line = self.lines[number]
        if self._heading is not None and self._heading.markup[:1] == "#":
            column += len(self._heading.markup)
        return column + _lead(line[column:])

    def _cell_places(self, token: Token) -> list[Anchor]:
        """Return where a cell's text stands in the file; the backslash before a ``|`` is not part of it."""
        number, start = token.meta["starts"][0]
        if not self._cell:
            self._cells = _cells(self.lines[number], start - self._starts[number])
        if self._cell >= len(self._cells):
            return [Anchor(0, number + 1, 1)]
        _, begin, cell = self._cells[self._cell]
        escaped = [match.start() for match in re.finditer(r"\\\|", cell)]
        pipes = [Anchor(at - count, number + 1, begin + at + 2) for count, at in enumerate(escaped)]
        return [Anchor(0, number + 1, begin + 1), *pipes]

    def _bar(self, line: int) -> list[Run]:
        """Return what stands before a cell that is not the first one: the bar in the file, none where there is none."""
        if not 0 < self._cell < len(self._cells):
            return []
        return [Run(" | ", line=line, column=self._cells[self._cell][0])]

    def _whole(self, token: Token) -> None:
        """Read code, line by line, or tags that are a block of their own."""
        if token.type == "html_block":
            return self._markup(token)
        first = (token.map or [0])[0] + (token.type == "fence")
        return self._verbatim(token.content.split("\n"), first=first, section="code")

    def _markup(self, token: Token) -> None:
        """Read tags that are a block of their own; each line of them ends where its line in the file ends."""
        first, lines = (token.map or [0])[0], token.content.split("\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

        def place(at: int) -> tuple[int, int]:
            number = bisect_right(starts, at) - 1
            return first + number + 1, len(self.lines[first + number]) - len(lines[number]) + at - starts[number] + 1

        for passage in Markup(place).read(token.content):
            section = passage.section or self._section(passage.runs, ())
            if section == "headline":
                section = "heading" if self.passages else section
                self.titled = True
            if any(run.text.strip() for run in passage.runs):
                self._add(passage.runs, section)
            else:
                self.passages.append(passage)  # a comment to claimcheck

    def _unread(self, token: Token) -> None:
        """Add what is nested too deep to be parsed, as it is written, without the marks that its lines begin with."""
        first, behind = token.map or [0, 0]
        texts = [_MARKERS.sub("", line, count=1) for line in self.lines[first:behind]]
        for blank, lines in groupby(range(first, behind), key=lambda number: not texts[number - first]):
            numbers = list(lines)
            if not blank:
                self._verbatim([texts[number - first] for number in numbers], first=numbers[0], section="body")

    def _verbatim(self, texts: Sequence[str], *, first: int, section: Section) -> None:
        """Add a passage of lines; each of them ends where its line in the file ends."""
        runs: list[Run] = []
        for number, text in enumerate(texts, start=first):
            words = text.lstrip(_BLANK)
            if words.strip():
                runs += [Run(LINE_BREAK)] if runs else []
                runs.append(Run(words, line=number + 1, column=len(self.lines[number]) - len(words) + 1))
        self._add(runs, section)


def _cells(line: str, start: int) -> list[tuple[int, int, str]]:
    """Return of each cell of a table's row where the bar before it and its text stand, and the text as it is written."""
    row = line[:start] + line[start:][: len(mdTrim(line[start:])) + _lead(line[start:])]
    bounds = [start - 1, *(pipe.start() for pipe in _PIPE.finditer(row, start)), len(row)]
    cells = [(left + 1, row[left + 1 : right]) for left, right in pairwise(bounds)]
    if cells and not cells[0][1]:
        del cells[0]
    return [(at - 1, at + _lead(cell), mdTrim(cell)) for at, cell in cells]


def _lead(text: str) -> int:
    """Return how much white space the parser trims before a text."""
    bare = mdTrim(text)
    return text.index(bare) if bare else len(text)
