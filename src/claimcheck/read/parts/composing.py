"""From a document's passages to an Article: what the readers of all formats with markup share.

A reader walks its format and hands over passages of runs, as spaced as they stand in the file; here they become one
text (white space as one space, passages an empty line apart), with every block, link, note and file position in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claimcheck.article import Anchor, Article, Block, Directive, Link, Metadata, Note, NoteKind, PageBreak, Section
from claimcheck.read.parts.addresses import addresses_in
from claimcheck.read.parts.paragraphs import alone, authors_in, sections_of

LINE_BREAK = "\u2028"
"""In a run's text: a line break that the reader of the page sees (``<br>``), not one of the file."""
_APART = "\n\n"
_WORDS = re.compile(r"\S+")
LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSING = frozenset(".,;:!?)]}’”")


class Run(NamedTuple):
    """Text of one kind: plain, laid under a link, or the mark that calls the note ``note``.

    A mark that is not to stay in the text has the text ``""``, and so has a link that is laid on nothing. ``line`` and
    ``column`` say where the run starts in the file, for a format that has lines, ``page`` on which page it stands, where
    its passage runs over to another one.
    """

    text: str
    href: str | None = None
    note: str | None = None
    line: int | None = None
    column: int | None = None
    page: int | None = None
    directive: str | None = None
    """A comment to claimcheck that stands before the text."""

    def part(self, start: int, end: int) -> Run:
        """Return a part of it; a run is on one line of its file, and its comment stands before its first part."""
        column = self.column + start if self.column is not None else None
        return self._replace(text=self.text[start:end], column=column, directive=None if start else self.directive)


def linked(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with a link on each web address that stands bare in their text, though it be in several of them."""
    text = "".join(run.text if run.href is None else " " * len(run.text) for run in runs)
    found = list(addresses_in(text)) if "://" in text or "www." in text.lower() else []
    made: list[Run] = []
    at = 0
    for run in runs:
        start, end = at, at + len(run.text)
        for first, last, href in found:
            if first < end and last > start:
                cut, stop = max(first, start), min(last, end)
                made += [run.part(start - at, cut - at)] if cut > start else []
                made.append(run.part(cut - at, stop - at)._replace(href=href))
                start = stop
        if start < end or start == at:
            made.append(run.part(start - at, end - at))
        at = end
    return made


class Passage(NamedTuple):
    """A paragraph, heading, list item, caption or table row; ``section`` None is told by its looks.

    ``note`` is the label of the note whose words these are. Notes stand behind the passages that call them.
    """

    runs: Sequence[Run]
    section: Section | None = None
    line: int | None = None
    page: int | None = None
    paragraph: int | None = None
    xpath: str | None = None
    note: str | None = None
    kind: NoteKind = "footnote"


class Aside(NamedTuple):
    """A note whose words stay out of the article's text, such as an editor's comment."""

    kind: NoteKind
    text: str


_NO_ASIDE = Aside("footnote", "")


def compose(
    passages: Iterable[Passage],
    metadata: Metadata | None = None,
    *,
    source: str,
    media_type: str,
    notes: Mapping[str, Aside] | None = None,
) -> Article:
    """Return the Article that the passages make; one without a word is left out.

    ``notes`` holds, by label, what the notes say whose words are in no passage.
    """
    written = _Text()
    kept = [passage for passage in passages if written.add(passage)]
    text = "".join(written.pieces)
    sections = _sections(kept, written.spans, text=text)
    blocks = tuple(
        Block(start, end, section, passage.line, passage.page, passage.paragraph, passage.xpath)
        for passage, (start, end), section in zip(kept, written.spans, sections, strict=True)
    )
    said = metadata or Metadata()
    headline = next((text[block.start : block.end] for block in blocks if block.section == "headline"), None)
    about = (alone(text[block.start : block.end]) for block in blocks if block.section == "meta")
    return Article(
        text,
        source=source,
        media_type=media_type,
        **said.fields() | {"title": said.title or headline, "byline": said.byline or authors_in(about)},
        blocks=blocks,
        links=tuple(Link(start, end, text[start:end], href) for start, end, href in written.linked),
        notes=tuple(_notes(kept, written, text=text, asides=notes or {})),
        anchors=tuple(written.anchors),
        directives=tuple(written.directives),
        pages=tuple(written.pages),
        verbatim=False,
    )


@dataclass(slots=True)
class _Text:
    """The text while it is written."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    linked: list[tuple[int, int, str]] = field(default_factory=list)
    called: list[tuple[int, int, str]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    pages: list[PageBreak] = field(default_factory=list)
    page: int | None = None

    def add(self, passage: Passage) -> bool:
        """Write a passage; return whether it has a word."""
        if not any(run.text and not run.text.isspace() for run in passage.runs):
            comments = [run.directive for run in passage.runs if run.directive is not None]
            self.directives += [Directive(self.length, comment, self.length) for comment in comments]
            return False  # a comment between two passages stays, and stands behind the first
        if self.length:
            self._write(_APART)
        start, due = self.length, ""
        self.page = passage.page
        for run in passage.runs:
            due = self._run(run, start=start, due=due)
        self.spans.append((start, self.length))
        return True

    def _run(self, run: Run, *, start: int, due: str) -> str:
        """Write a run behind the white space that is ``due``; return what is due behind it."""
        if run.directive is not None:
            self.directives.append(Directive(self.length, run.directive, self.length))
        first: int | None = None
        at = 0
        line, column = run.line, run.column
        for word in _WORDS.finditer(run.text):
            gap = run.text[at : word.start()]
            line, column = _moved(gap, line=line, column=column)
            self._gap(_due(due, gap), start=start, before=word[0])
            due = ""
            first = self.length if first is None else first
            self._anchor(line, column)
            self._turn(run.page)
            self._write(word[0])
            line, column = _moved(word[0], line=line, column=column)
            at = word.end()
        if run.note is not None:
            self.called.append((self.length if first is None else first, self.length, run.note))
        if run.href is not None and (first is not None or not run.text):
            self._link(self.length if first is None else first, run.href)
        return _due(due, run.text[at:])

    def _gap(self, due: str, *, start: int, before: str) -> None:
        """Write the white space that is due before a word, but none before the stop behind the mark of a note."""
        behind_a_mark = bool(self.called) and self.called[-1][1] == self.length
        if due and self.length > start and not (due == " " and behind_a_mark and before[0] in _CLOSING):
            self._write(due)

    def _link(self, first: int, href: str) -> None:
        """Note a link; it is one with the link before it where only white space is between them."""
        if self.linked:
            start, end, before = self.linked[-1]
            if before == href and end >= first - 1 and first > start:
                self.linked[-1] = (start, self.length, href)
                return
        self.linked.append((first, self.length, href))

    def _anchor(self, line: int | None, column: int | None) -> None:
        """Note where the file goes on, unless that is where the last anchor leads to."""
        if line is None or column is None:
            return
        last = self.anchors[-1] if self.anchors else None
        if last is None or (last.line, last.column + self.length - last.offset) != (line, column):
            self.anchors.append(Anchor(self.length, line, column))

    def _turn(self, page: int | None) -> None:
        """Note that the passage goes on on another page."""
        if page is not None and page != self.page:
            self.pages.append(PageBreak(self.length, page))
            self.page = page

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


def _due(due: str, gap: str) -> str:
    """Return the white space that is due behind a gap: a line break, a space, or none."""
    if LINE_BREAK in gap:
        return "\n"
    return due or (" " if gap else "")


def _moved(piece: str, *, line: int | None, column: int | None) -> tuple[int | None, int | None]:
    """Return where in the file one is behind ``piece``."""
    if line is None or column is None:
        return None, None
    ends = list(LINE_END.finditer(piece))
    if not ends:
        return line, column + len(piece)
    return line + len(ends), len(piece) - ends[-1].end() + 1


def _sections(passages: Sequence[Passage], spans: Sequence[tuple[int, int]], *, text: str) -> list[Section]:
    """Return each passage's section: what the format says, else what its looks say; the first body is the lead."""
    said: list[Section | None] = ["footnote" if p.note is not None else p.section for p in passages]
    looks = sections_of([alone(text[start:end], start=start) for start, end in spans]) if None in said else []
    guessed: list[Section] = ["body" if section == "lead" else section for section in looks]
    sections = [one or guessed[place] for place, one in enumerate(said)]
    if "lead" not in sections and "body" in sections:
        sections[sections.index("body")] = "lead"
    return sections


def _notes(passages: Sequence[Passage], written: _Text, *, text: str, asides: Mapping[str, Aside]) -> Iterable[Note]:
    """Yield the notes in text order: every call, then what nobody calls."""
    bodies: dict[str, tuple[int, int]] = {}
    kinds: dict[str, NoteKind] = {}
    for passage, (start, end) in zip(passages, written.spans, strict=True):
        if passage.note is not None:
            bodies[passage.note] = (bodies.get(passage.note, (start, end))[0], end)
            kinds[passage.note] = passage.kind
    words = {label: text[slice(*body)] for label, body in bodies.items()}  # once: a note can be called 30,000 times
    for start, end, label in written.called:
        aside = asides.get(label, _NO_ASIDE)
        yield Note(start, end, label, words.get(label, aside.text), kinds.get(label, aside.kind), bodies.get(label))
    called = {label for _, _, label in written.called}
    for label, body in bodies.items():
        if label not in called:
            yield Note(body[0], body[0], label, words[label], kinds[label], body, called=False)
