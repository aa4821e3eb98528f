"""The text of an ODT file as LibreOffice shows it: paragraphs, rows, boxes, links, notes and comments."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from claimcheck.article import NoteKind
from claimcheck.read.office.document import Words, external
from claimcheck.read.office.odt.styles import OdfStyles, style_key
from claimcheck.read.parts.composing import LINE_BREAK
from claimcheck.read.parts.events import Attributes, Closed, Events, Opened, leave, parse, skip
from claimcheck.read.parts.story import Story

_SKIPPED = (
    # What was deleted; page numbers and references to notes; what a heading's number looks like; reading aids.
    "text:tracked-changes text:page-number text:page-count text:note-ref text:number text:ruby-text "
    # Tables of contents and indexes repeat the text.
    "text:table-of-content text:illustration-index text:table-index text:object-index text:user-index "
    "text:alphabetical-index table:covered-table-cell text:hidden-text text:hidden-paragraph text:script "
    "office:forms office:binary-data office:meta office:scripts office:event-listeners svg:title svg:desc "
    "draw:image table:title table:desc table:shapes text:list-style text:outline-style "
    "office:font-face-decls dc:date meta:date-string meta:creator-initials loext:sender-initials"
).split()
_BOXES = ("draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:caption")
_CONTENT = "content.xml"
_END = " end"
_MOST_SPACES = 100
_MOST_MARK = 10
_MOST_NAME = 100
_LIFTS: dict[str, tuple[int, ...]] = {
    "msup": (0, 1), "msub": (0, -1), "msubsup": (0, -1, 1), "mover": (0, 1), "munder": (0, -1), "munderover": (0, -1, 1),
}  # fmt: skip
"""How high each child of an element stands: over 0 raised, below lowered."""
_FRACTION = "mfrac"
_OTHERS = "math mrow mi mn mo mtext ms mstyle mpadded menclose merror msqrt mroot mtable mtr mtd semantics".split()


@dataclass(slots=True)
class _OdfNote:
    """A note or comment while it is open."""

    key: str
    kind: NoteKind
    mark: str = ""
    author: str = ""
    numbered: bool = True
    parent: str = ""


class OdfEvents(OdfStyles):
    """The document's story; its automatic styles stand in the same part, before the text."""

    def __init__(self, styles: OdfStyles, *, source: str, part_of: Callable[[str], bytes | None]) -> None:
        super().__init__()
        self._source, self._part_of = source, part_of
        self.story = Story(source)
        self.styles |= styles.styles
        self._notes: dict[str, Words] = {}
        self._open: list[_OdfNote] = []
        self._hrefs: list[str | None] = []
        self._hidden: list[bool] = []
        self._lifts: list[int] = []
        self._lists: list[bool] = []
        self._count = 0
        self._names: dict[str, str] = {}  # comments by the names that the ends of their ranges have
        self._replies: dict[str, str] = {}
        self._ended: set[str] = set()
        self._taken = ""  # whose text this is: a note's mark or an author's name
        del self.opened["office:body"]
        self.opened |= dict.fromkeys(_SKIPPED, skip) | self._openings()
        self.closed = self._closings()

    def _openings(self) -> dict[str, Opened]:
        return {
            "text:p": self._paragraph,
            "text:h": self._heading,
            "text:span": self._span,
            "text:a": lambda said: self._hrefs.append(external(said.get("xlink:href"))),
            "text:s": self._spaces,
            "text:tab": lambda _: self._write("\t"),
            "text:line-break": lambda _: self._write(LINE_BREAK),
            "draw:object": self._object,
            "text:section": lambda said: said.get("text:display") == "none",
            "text:list": lambda _: self._lists.append(True),
            "text:note": self._note,
            "text:note-citation": self._citation,
            "text:note-body": self._place,
            "office:annotation": self._annotation,
            "office:annotation-end": self._annotation_end,
            "dc:creator": self._creator,
            "table:table-row": lambda _: self.story.open_row(),
            "table:table-cell": self._place,
        } | dict.fromkeys(_BOXES, self._place)

    def _closings(self) -> dict[str, Closed]:
        closings: dict[str, Closed] = {
            "text:p": self.story.close_paragraph,
            "text:h": self.story.close_paragraph,
            "text:span": self._end_span,
            "text:a": partial(leave, self._hrefs),
            "text:list": partial(leave, self._lists),
            "text:note-citation": lambda: setattr(self, "_taken", ""),
            "dc:creator": lambda: setattr(self, "_taken", ""),
            "text:note-body": partial(self._end_place, self._end_note),
            "text:note": partial(leave, self._open),
            "office:annotation": partial(self._end_place, self._end_annotation),
            "table:table-row": self.story.close_row,
            "table:table-cell": partial(self._end_place, self.story.close_cell),
        }
        return closings | dict.fromkeys(_BOXES, partial(self._end_place, self.story.close_box))

    def words(self) -> dict[str, Words]:
        """Return what the notes say, a reply in the comment that it answers, a comment on a range where that ends."""
        words = dict(self._notes)
        for key, name in self._replies.items():
            opened = self._names.get(name, "")
            if opened in words and opened not in self._replies and key in words:
                answered = words[opened]
                words[opened] = dataclasses.replace(answered, replies=(*answered.replies, words.pop(key)))
        return {f"{key}{_END}" if key in self._ended else key: said for key, said in words.items()}

    def text(self, data: str) -> None:
        """Take text of a paragraph, a note's mark or an author's name."""
        if self._taken == "mark":
            self._open[-1].mark = (self._open[-1].mark + data.strip())[:_MOST_MARK]
        elif self._taken == "author":
            self._open[-1].author = (self._open[-1].author + data)[:_MOST_NAME]
        else:
            self._write(data)

    def _object(self, said: Attributes) -> bool:
        """Write what a formula says, which is a part of its own; of other objects, such as a chart, nothing."""
        part = f"{said.get('xlink:href', '')}/{_CONTENT}"
        if self.story.paragraph is not None and (held := self._part_of(part)) is not None:
            parse(held, _Formula(self._write), part=part, source=self._source)
        return True

    def _write(self, text: str, lift: int = 0) -> None:
        draft = self.story.paragraph
        if draft is not None and not draft.hidden and not (self._hidden and self._hidden[-1]):
            lift = lift or (self._lifts[-1] if self._lifts else 0)
            draft.add(text, self._hrefs[-1] if self._hrefs else None, lift=lift)

    def _paragraph(self, said: Attributes) -> None:
        draft = self.story.open_paragraph()
        self.look(_key("paragraph", said)).put_on(draft)
        if draft.section is None and self._lists:
            draft.section = "body"
        if self._open:
            draft.level = None

    def _heading(self, said: Attributes) -> None:
        self._paragraph(said)
        draft, level = self.story.paragraph, said.get("text:outline-level", "1")
        if draft is not None and draft.level is None and not self._open:
            draft.level = int(level) if level in set("123456789") else 1

    def _span(self, said: Attributes) -> None:
        around = bool(self._hidden) and self._hidden[-1]
        look = self.look(_key("text", said))
        self._hidden.append(around or look.hidden)
        self._lifts.append(look.lift or (self._lifts[-1] if self._lifts else 0))

    def _end_span(self) -> None:
        leave(self._hidden)
        leave(self._lifts)

    def _spaces(self, said: Attributes) -> None:
        count = said.get("text:c", "1")
        self._write(" " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, _MOST_SPACES))  # noqa: PLR2004

    def _place(self, _: Attributes | None = None) -> None:
        """Begin a cell, box or note: what is around it is no link and hides nothing in it."""
        self.story.open_place()
        self._hrefs.append(None)
        self._hidden.append(False)
        self._lifts.append(0)

    def _end_place(self, close: Callable[[], None]) -> None:
        close()
        self._hrefs.pop()
        self._hidden.pop()
        self._lifts.pop()

    def _key(self, kind: NoteKind) -> str:
        self._count += 1
        return f"{kind}:{self._count}"

    def _note(self, said: Attributes) -> None:
        kind: NoteKind = "endnote" if said.get("text:note-class") == "endnote" else "footnote"
        key = self._key(kind)
        self._open.append(_OdfNote(key, kind))
        self.story.call(key)

    def _citation(self, said: Attributes) -> None:
        if self._open:
            self._taken = "mark"
            self._open[-1].mark = said.get("text:label", "")[:_MOST_MARK]

    def _end_note(self) -> None:
        drafts = self.story.close_place()
        if self._open:
            note = self._open[-1]
            self._notes[note.key] = Words(note.kind, drafts, mark=note.mark)

    def _annotation(self, said: Attributes) -> None:
        """Begin a comment: its mark is here, unless the end of its range comes."""
        key = self._key("comment")
        name = said.get("office:name", "")
        if name:
            self._names[name] = key
        if parent := said.get("loext:parent-name"):
            self._replies[key] = parent
        self._open.append(_OdfNote(key, "comment"))
        self.story.call(key)
        self._place()

    def _end_annotation(self) -> None:
        drafts = self.story.close_place()
        note = self._open.pop()
        self._notes[note.key] = Words("comment", drafts, author=" ".join(note.author.split()))

    def _annotation_end(self, said: Attributes) -> None:
        key = self._names.get(said.get("office:name", ""))
        if key is not None and key not in self._ended:
            self._ended.add(key)
            self.story.call(f"{key}{_END}")

    def _creator(self, _: Attributes) -> None:
        if self._open:
            self._taken = "author"


def _key(family: str, said: Attributes) -> str:
    """Return the key of an element's style; an element without one has none."""
    name = said.get("text:style-name", "")
    return style_key(family, name) if name else ""


@dataclass(slots=True)
class _Part:
    """An element that is open."""

    name: str
    lift: int
    children: int = 0


class _Formula(Events):
    """A formula as text, which LibreOffice keeps as MathML in a part of its own: ``write`` gets each piece, with how high it stands."""

    prefixes = OdfStyles.prefixes

    def __init__(self, write: Callable[[str, int], None]) -> None:
        super().__init__()
        self._write = write
        self._open: list[_Part] = []
        for name in (*_LIFTS, _FRACTION, *_OTHERS):
            self.opened[f"math:{name}"] = partial(self._begin, name)
            self.closed[f"math:{name}"] = partial(leave, self._open)
        self.opened["math:annotation"] = skip

    def text(self, data: str) -> None:
        """Take a piece of the formula; between its elements there is none."""
        if self._open and (said := data.strip()):
            self._write(said, self._open[-1].lift)

    def _begin(self, name: str, _: Attributes) -> None:
        lift = 0
        if self._open:
            around = self._open[-1]
            lifts = _LIFTS.get(around.name, ())[around.children : around.children + 1]
            lift = around.lift or sum(lifts)
            if around.name == _FRACTION:
                self._write("/" if around.children else " ", around.lift)  # 5½ is no 51/2
            around.children += 1
        self._open.append(_Part(name, lift))
