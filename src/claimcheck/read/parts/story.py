"""Paragraphs, table rows, text boxes and notes as a reader of a word processor's file meets them, put in reading order.

A reader opens and closes what its format opens and closes; what comes out is one list of Drafts, paragraphs that know
their style and the notes that they call. A table's row is one Draft, unless only one of its cells says something.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claimcheck.article import Section
from claimcheck.errors import InputError
from claimcheck.read.parts.composing import LINE_BREAK, Run
from claimcheck.read.parts.raised import fractions, raised

TITLE = 0
"""The level of a paragraph that is its document's title; a heading's is 1 to 9."""
MOST_DRAFTS = 300_000  # 20 times War and Peace; a file of 64 MiB can hold 1,700,000
MOST_RUNS = 1_000_000
_BETWEEN_CELLS = " | "
_SOFT_HYPHEN = "\xad"


@dataclass(slots=True)
class Draft:
    """A paragraph while it is written; a run with ``note`` set calls the note of that key."""

    level: int | None = None
    section: Section | None = None
    hidden: bool = False
    """Whether its style hides what no run of it shows."""
    dropped: bool = False
    """Whether it is no text of the document: an entry of its table of contents."""
    continued: bool = False
    """Whether its end was deleted, so that the next paragraph goes on in it."""
    names: bool = False
    """Whether it is a line of its authors' names."""
    row: bool = False
    paragraphs: int = 1
    blank: bool = True
    """Whether it holds no word."""
    runs: list[Run] = field(default_factory=list)
    boxes: list[Draft] = field(default_factory=list)
    """What the text boxes in it say: it stands behind it."""
    _pieces: list[str] = field(default_factory=list)
    _href: str | None = None
    _lifted: list[str] = field(default_factory=list)
    """The pieces since text was last as high as now, where that is not on the line."""
    _lift: int = 0

    def add(self, text: str, href: str | None = None, *, lift: int = 0) -> None:
        """Add text, under a link where ``href`` is one; ``lift`` is over 0 for raised text, below for lowered."""
        if href != self._href:
            self.flush()
            self._href = href
        if lift != self._lift:
            self._settle()
            self._lift = lift
        (self._lifted if lift else self._pieces).append(text)
        self.blank = self.blank and (not text or text.isspace())

    def call(self, key: str) -> None:
        """Add the mark of a note."""
        self.flush()
        self.runs.append(Run("", note=key))

    def take(self, other: Draft) -> None:
        """Add all that another says."""
        self.flush()
        self.runs.extend(other.runs)
        self.blank = self.blank and other.blank

    def flush(self) -> None:
        """Make a run of the pieces since the last one."""
        self._settle()
        if self._pieces:
            text = "".join(self._pieces).replace(_SOFT_HYPHEN, "")
            self.runs.append(Run(fractions(text), self._href))
            self._pieces.clear()

    def _settle(self) -> None:
        """Write what is raised or lowered as the characters that it is read as."""
        if self._lifted:
            before = self._pieces[-1] if self._pieces else self.runs[-1].text if self.runs else ""
            self._pieces.append(raised("".join(self._lifted), up=self._lift > 0, before=before))
            self._lifted.clear()

    @property
    def text(self) -> str:
        """All its words on one line."""
        self.flush()
        return " ".join("".join(run.text for run in self.runs).split())


class Story:
    """What is open: paragraphs, and the places (body, cell, box, note) where a paragraph goes when it is closed."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._places: list[list[Draft]] = [[]]
        self._open: list[Draft | None] = []  # None where a place begins: its text is not that of the paragraph around
        self._rows: list[list[list[Draft]]] = []
        self._drafts = self._runs = 0

    @property
    def paragraph(self) -> Draft | None:
        """The paragraph that is open in the innermost place."""
        return self._open[-1] if self._open else None

    @property
    def last(self) -> Draft | None:
        """The paragraph that was closed last in the innermost place."""
        return self._places[-1][-1] if self._places[-1] else None

    def finished(self) -> list[Draft]:
        """Return what was written, whatever a damaged file left open."""
        while self.paragraph is not None:
            self.close_paragraph()
        while len(self._places) > 1:
            for draft in self.close_place():
                self._put(draft)
        while self._rows:
            self.close_row()
        return self._places[0]

    def add(self, text: str, href: str | None = None, *, lift: int = 0) -> None:
        """Add text to the paragraph that is open; between paragraphs there is none."""
        if self._open and (draft := self._open[-1]) is not None:
            draft.add(text, href, lift=lift)

    def call(self, key: str) -> None:
        """Add the mark of a note, behind the last paragraph where none is open."""
        draft = self.paragraph or self.last
        if draft is not None:
            draft.call(key)

    def open_paragraph(self) -> Draft:
        """Begin a paragraph, in a paragraph too."""
        draft = Draft()
        self._open.append(draft)
        return draft

    def close_paragraph(self) -> None:
        """End the paragraph that is open. One without a word is left out: the note that it calls is the last one's."""
        draft = self._open.pop() if self._open else None
        if draft is None:
            return
        self._put(draft)
        for box in draft.boxes:
            self._put(box)

    def open_place(self) -> None:
        """Begin a place of its own: a cell, a text box, a note."""
        self._places.append([])
        self._open.append(None)

    def close_place(self) -> list[Draft]:
        """End the innermost place, and return what it holds."""
        while self.paragraph is not None:
            self.close_paragraph()
        if self._open:
            self._open.pop()
        return self._places.pop()

    def close_box(self) -> None:
        """End a text box: what it says follows the paragraph that holds it."""
        drafts = self.close_place()
        around = self.paragraph
        if around is not None:
            around.boxes.extend(drafts)
        else:
            self._places[-1].extend(drafts)

    def open_row(self) -> None:
        """Begin a row of a table."""
        self._rows.append([])

    def close_cell(self, *, kept: bool = True) -> None:
        """End a cell, which ``open_place`` began; one that a merged cell covers is not kept."""
        cell = self.close_place()
        if kept and self._rows:
            self._rows[-1].append(cell)
        elif kept:
            self._places[-1].extend(cell)

    def close_row(self, *, kept: bool = True) -> None:
        """End a row; a deleted one is not kept."""
        row = self._rows.pop() if self._rows else []
        place = self._places[-1]
        if kept:
            in_table = bool(place) and place[-1].row
            for draft in _row(row):
                if in_table and draft.section is None and draft.level is None:
                    draft.section = "body"  # a cell as wide as the table; in one of a single cell, text like any other
                place.append(draft)

    def _put(self, draft: Draft) -> None:
        """Put a closed paragraph in its place."""
        draft.flush()
        self._runs += len(draft.runs)
        place = self._places[-1]
        if place and place[-1].continued and not draft.row:
            before = place.pop()
            before.take(draft)
            draft.runs, draft.blank = before.runs, before.blank
        if draft.dropped:
            return
        if draft.blank and not draft.continued:
            if place:
                place[-1].runs.extend(run for run in draft.runs if run.note is not None)
            return
        place.append(draft)
        self._drafts += 1
        if self._drafts > MOST_DRAFTS or self._runs > MOST_RUNS:
            message = f"{self._source} holds more than {MOST_DRAFTS:,} paragraphs, or {MOST_RUNS:,} links and notes"
            raise InputError(message, "split it into articles, one a file")


def _row(cells: Iterable[list[Draft]]) -> list[Draft]:
    """Return a table's row as one Draft, and the rows of the tables in its cells behind it."""
    said = [cell for cell in cells if cell]
    if len(said) <= 1:
        return said[0] if said else []  # a frame around text, not a table
    row = Draft(section="body", row=True, paragraphs=0)
    for cell in said:
        own = [draft for draft in cell if not draft.row]
        for place, draft in enumerate(own):
            if row.runs:
                row.runs.append(Run(LINE_BREAK if place else _BETWEEN_CELLS))
            row.take(draft)
            row.paragraphs += draft.paragraphs
    nested = [draft for cell in said for draft in cell if draft.row]
    return [row, *nested] if row.runs else nested
