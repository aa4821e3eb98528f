"""The text of a DOCX part as Word shows it with all changes accepted: paragraphs, rows, boxes, links and note marks.

Nothing is looked up in a tree. What counts is which elements are open: that way the wrappers that other readers stop
at (content controls, smart tags, tracked insertions, custom XML) need no word here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from claimcheck.read.office.document import external
from claimcheck.read.office.docx.package import PREFIXES
from claimcheck.read.office.docx.styles import WordStyles, is_on, level_in, lift_in
from claimcheck.read.office.fields import is_pagination, link_in
from claimcheck.read.parts.composing import LINE_BREAK
from claimcheck.read.parts.events import Attributes, Closed, Events, Opened, leave, skip
from claimcheck.read.parts.story import Draft, Story

_SKIPPED = (
    # How a paragraph, run or table was formatted before a tracked change.
    "w:rPrChange w:pPrChange w:tcPrChange w:trPrChange w:tblPrChange w:tblPrExChange w:sectPrChange "
    # Pages: their headers and footers are parts of their own. Reading aids above words. Forms' machinery.
    "w:sectPr w:rt w:ffData w:fldData"
).split()

_TEXTS = frozenset(("w:t", "m:t"))
_NOTED = (*_TEXTS, "w:instrText", "w:pPr", "w:trPr")
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": LINE_BREAK, "w:cr": LINE_BREAK, "w:noBreakHyphen": "-"}
_MOST_CODE = 10_000  # characters of a field's code, and of a note's mark, that are read
_MOST_MARK = 10
# Adobe's Symbol encoding from 0x20 and from 0xA0 on; U+FFFD where it is empty or a piece of a larger sign.
_LOW = " !∀#∃%&∋()∗+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_WINGDINGS = {
    0xA7: "▪", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0xFB: "✗", 0x4A: "☺",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


@dataclass(slots=True)
class _Run:
    """A run while it is open: whether it is hidden, as far as it says, whether raised, and the note whose mark its text is."""

    hidden: bool | None = None
    lift: int = 0
    mark_of: str | None = None


@dataclass(slots=True)
class _WordField:
    """A field while it is open: its code, and once that is complete what it makes of its result."""

    code: str = ""
    in_code: bool = True
    shown: bool = False
    href: str | None = None

    def complete(self, around: _WordField | None) -> None:
        """End the code: what follows is the result, part of the result of the field around it."""
        self.in_code = False
        self.shown = not is_pagination(self.code) and (around is None or around.shown)
        self.href = external(link_in(self.code)) or (around.href if around else None)


class WordEvents(Events):
    """The document's story, or with ``notes`` those of the footnotes, endnotes or comments in a part."""

    prefixes = PREFIXES

    def __init__(self, styles: WordStyles, links: Mapping[str, str], *, source: str) -> None:
        super().__init__()
        self.story = Story(source)
        self.marks: dict[str, str] = {}
        """The marks of their own that notes are called with, by the notes' keys."""
        self._styles, self._links = styles, links
        self._hrefs: list[str | None] = []
        self._runs: list[_Run] = []
        self._fields: list[_WordField] = []
        self._alternatives: list[bool] = []  # of each alternative content that is open, whether one was taken
        self._scripts: list[int] = []  # of an equation's raised and lowered parts that are open, their lift
        self._controls: list[bool] = []  # of each content control, whether what it holds is text of the author's
        self._kept: list[bool] = []  # of each row and cell that is open
        self._inside: set[str] = set()  # of the elements of ``_NOTED``, those that are open
        self._started: dict[str, Draft | None] = {}  # comments, and the paragraph that each one's range begins in
        self._ended: set[str] = set()
        self.opened = dict.fromkeys(_SKIPPED, skip) | self._openings()
        self.opened |= {name: partial(self._shown, written) for name, written in _CHARACTERS.items()}
        self.opened |= {name: partial(self._enter, name) for name in _NOTED}
        self.closed = {name: partial(self._inside.discard, name) for name in _NOTED} | self._closings()

    def _openings(self) -> dict[str, Opened]:
        """Return what is done at the opening of each element that is known."""
        return {
            "w:p": self._paragraph,
            "w:pStyle": self._paragraph_style,
            "w:outlineLvl": self._outline,
            "w:numId": self._numbered,
            "w:r": lambda _: self._runs.append(_Run()),
            "w:rStyle": self._run_style,
            "w:vanish": self._vanish,
            "w:vertAlign": self._vertical,
            "w:fldChar": self._field_character,
            "w:fldSimple": self._simple_field,
            "w:hyperlink": self._hyperlink,
            "w:tr": partial(self._part, self.story.open_row),
            "w:tc": partial(self._part, self.story.open_place),
            "w:vMerge": self._left_out,
            "w:hMerge": self._left_out,
            "w:cellDel": self._left_out,
            "w:del": self._deleted,
            "w:moveFrom": self._deleted,
            "w:txbxContent": lambda _: self.story.open_place(),
            "mc:AlternateContent": lambda _: self._alternatives.append(False),
            "mc:Choice": self._alternative,
            "mc:Fallback": self._alternative,
            "w:sdt": lambda _: self._controls.append(True),
            "w:showingPlcHdr": self._placeholder,
            "w:docPartGallery": self._gallery,
            "w:sdtContent": lambda _: bool(self._controls) and not self._controls[-1],
            "w:footnoteReference": partial(self._called, "footnote"),
            "w:endnoteReference": partial(self._called, "endnote"),
            "w:commentRangeStart": self._comment_start,
            "w:commentRangeEnd": self._comment_end,
            "w:commentReference": self._comment,
            "m:sup": lambda _: self._scripts.append(1),
            "m:sub": lambda _: self._scripts.append(-1),
            "m:num": lambda _: self._write(" "),  # 5½ is no 51/2
            "m:den": lambda _: self._write("/"),
            "w:sym": lambda said: self._write(_symbol(said.get("w:font", ""), said.get("w:char", ""))),
        }

    def _closings(self) -> dict[str, Closed]:
        """Return what is done at the end of each element that has one to be noted."""
        return {
            "w:p": self._end_paragraph,
            "w:r": partial(leave, self._runs),
            "w:fldSimple": partial(leave, self._fields),
            "w:hyperlink": partial(leave, self._hrefs),
            "w:tr": lambda: self.story.close_row(kept=self._kept.pop()),
            "w:tc": lambda: self.story.close_cell(kept=self._kept.pop()),
            "w:txbxContent": self.story.close_box,
            "m:sup": partial(leave, self._scripts),
            "m:sub": partial(leave, self._scripts),
            "mc:AlternateContent": partial(leave, self._alternatives),
            "w:sdt": partial(leave, self._controls),
        }

    def text(self, data: str) -> None:
        """Take text: only that of a run, and of a field's code, counts."""
        if self._inside & _TEXTS:
            self._write(data)
        elif "w:instrText" in self._inside and self._fields and self._fields[-1].in_code:
            self._fields[-1].code += data if len(self._fields[-1].code) < _MOST_CODE else ""

    def _enter(self, name: str, _: Attributes) -> None:
        self._inside.add(name)

    def _write(self, text: str) -> None:
        """Write what a run shows, unless it is hidden, a mark or a part of a field's code."""
        paragraph = self.story.paragraph
        if paragraph is None:
            return
        run = self._runs[-1] if self._runs else _Run()
        if paragraph.hidden if run.hidden is None else run.hidden:
            return
        field = self._fields[-1] if self._fields else None
        if run.mark_of is not None:
            self.marks[run.mark_of] = (self.marks.get(run.mark_of, "") + text.strip())[:_MOST_MARK]
        elif field is None or field.shown:
            href = self._hrefs[-1] if self._hrefs else field.href if field else None
            paragraph.add(text, href, lift=self._scripts[-1] if self._scripts else run.lift)

    def _paragraph(self, _: Attributes) -> None:
        self._styles.look(self._styles.default).put_on(self.story.open_paragraph())

    def _end_paragraph(self) -> None:
        while self._fields and self._fields[-1].in_code:  # a code ends in its paragraph: a damaged one eats no text
            self._fields.pop()
        self.story.close_paragraph()

    def _paragraph_style(self, said: Attributes) -> None:
        if self.story.paragraph is not None:
            self._styles.look(said.get("w:val", "")).put_on(self.story.paragraph)

    def _outline(self, said: Attributes) -> None:
        draft = self.story.paragraph
        if draft is not None and draft.level is None:
            draft.level = level_in(said)

    def _numbered(self, said: Attributes) -> None:
        draft = self.story.paragraph
        if draft is not None and draft.section is None and said.get("w:val") != "0":
            draft.section = "body"

    def _run_style(self, said: Attributes) -> None:
        if self._runs and "w:pPr" not in self._inside:
            look = self._styles.look(said.get("w:val", ""))
            self._runs[-1].hidden, self._runs[-1].lift = look.hidden or self._runs[-1].hidden, look.lift

    def _vanish(self, said: Attributes) -> None:
        if self._runs and "w:pPr" not in self._inside:
            self._runs[-1].hidden = is_on(said)

    def _vertical(self, said: Attributes) -> None:
        if self._runs and "w:pPr" not in self._inside:
            self._runs[-1].lift = lift_in(said)

    def _field_character(self, said: Attributes) -> None:
        kind = said.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(_WordField())
        elif kind == "separate" and self._fields:
            self._fields[-1].complete(self._fields[-2] if len(self._fields) > 1 else None)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, said: Attributes) -> None:
        field = _WordField(said.get("w:instr", ""))
        field.complete(self._fields[-1] if self._fields else None)
        self._fields.append(field)

    def _hyperlink(self, said: Attributes) -> None:
        target, place = self._links.get(said.get("r:id", ""), ""), said.get("w:anchor", "")
        self._hrefs.append(external(f"{target}#{place}" if target and place and "#" not in target else target))

    def _part(self, begin: Callable[[], None], _: Attributes) -> None:
        """Begin a row or a cell."""
        begin()
        self._kept.append(True)

    def _left_out(self, said: Attributes) -> None:
        """Leave a cell out that is deleted, or that a merged one covers: Word shows nothing of it."""
        if self._kept and said.get("w:val", "continue") == "continue":
            self._kept[-1] = False

    def _deleted(self, _: Attributes) -> bool:
        """Skip what was deleted: text, a paragraph's end, or a row."""
        paragraph = self.story.paragraph
        if "w:pPr" in self._inside and paragraph is not None:
            paragraph.continued = True
        elif "w:trPr" in self._inside and self._kept:
            self._kept[-1] = False
        return True

    def _alternative(self, _: Attributes) -> bool:
        """Take the first of the alternatives: Word writes a text box twice, for itself and for Word 2007."""
        if not self._alternatives:
            return False
        taken, self._alternatives[-1] = self._alternatives[-1], True
        return taken

    def _placeholder(self, said: Attributes) -> None:
        """Leave out what a control shows until somebody writes into it: ``Click here to enter text``."""
        if self._controls and is_on(said):
            self._controls[-1] = False

    def _gallery(self, said: Attributes) -> None:
        if self._controls and said.get("w:val") == "Table of Contents":
            self._controls[-1] = False

    def _called(self, kind: str, said: Attributes) -> None:
        key = f"{kind}:{said.get('w:id', '')}"
        self.story.call(key)
        if self._runs and is_on(said, "w:customMarkFollows", missing=False):
            self._runs[-1].mark_of = key

    def _comment_start(self, said: Attributes) -> None:
        self._started[said.get("w:id", "")] = self.story.paragraph

    def _comment_end(self, said: Attributes) -> None:
        """Put a comment's mark where its range ends: with a paragraph's end in it, that is before the next begins."""
        paragraph, last = self.story.paragraph, self.story.last
        begun = paragraph is not None and self._started.get(said.get("w:id", "")) is not paragraph
        self._comment(said, last if last and begun and paragraph and paragraph.blank else None)

    def _comment(self, said: Attributes, draft: Draft | None = None) -> None:
        name = said.get("w:id", "")
        if name not in self._ended:
            self._ended.add(name)
            (draft or self.story).call(f"comment:{name}")

    def _shown(self, written: str, _: Attributes) -> None:
        if self._runs:  # a tab in a paragraph's properties is a stop
            self._write(written)


def _symbol(font: str, code: str) -> str:
    """Return the character at the hexadecimal ``code`` of ``font``, the empty string for one that cannot be told."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    inner = point - 0xF000 if point in _PRIVATE else point
    name = font.lower()
    if name == "symbol" and inner < 0x100:  # noqa: PLR2004  a font of one byte
        row, start = (_HIGH, 0xA0) if inner >= 0xA0 else (_LOW, 0x20)  # noqa: PLR2004
        return row[inner - start : inner - start + 1] if inner >= start else ""
    if name.startswith(("wingdings", "webdings")):
        return _WINGDINGS.get(inner, "")
    if point in _PRIVATE:
        return chr(inner) if 0x20 <= inner < 0x7F else ""  # noqa: PLR2004
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point <= 0x10FFFF else ""  # noqa: PLR2004
