"""The text of an RTF file: what each group and control word makes of the bytes in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from claimcheck.errors import InputError
from claimcheck.read.office.document import Words, external
from claimcheck.read.office.fields import is_pagination, link_in
from claimcheck.read.office.rtf.tokens import CLOSE, CODE_PAGES, OPEN, TEXT, RtfToken, code_page
from claimcheck.read.parts.composing import LINE_BREAK
from claimcheck.read.parts.looks import OUTLINE_LEVELS, Look, look_of
from claimcheck.read.parts.story import Draft, Story

_MOST_DEPTH = 10_000
_MOST_SAID = 10_000  # characters of a field's code, a style's name, a property
_SKIP = "skip"
_SKIPPED = frozenset(
    """colortbl pict object header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep
    aftnsepc aftncn nonshppict shprslt listtext pntext pntxta pntxtb tc tcn xe rxe filetbl xmlnstbl nonesttables
    objdata datafield""".split()
)
_READ = frozenset("footnote shpinst shptxt do dptxbxtext fldinst annotation atnauthor atnid ud".split())
r"""Groups that are read although ``\*`` lets a reader that does not know them go on without."""
_INTO: Mapping[str, str] = MappingProxyType(
    {
        "fonttbl": "fonts", "stylesheet": "style", "info": "info", "fldinst": "code", "atnid": "initials",
        "atnauthor": "commenter", "shpinst": "shape", "do": "shape", "upr": "twice",
    }
)  # fmt: skip
"""Groups whose text is not the story's, and what it is."""
_CHARACTERS: Mapping[str, str] = MappingProxyType(
    {
        "tab": "\t", "line": LINE_BREAK, "lbr": LINE_BREAK, "column": LINE_BREAK, "nestrow": LINE_BREAK, "nestcell": " | ",
        "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "-", "bullet": "•",
        "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    }
)  # fmt: skip
_PARAGRAPH_ENDS = ("par", "sect", "page", "\n", "\r")
_CHARSETS: Mapping[str, str] = MappingProxyType({"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"})
_HIGH, _LOW, _PAST = 0xD800, 0xDC00, 0xE000


@dataclass(slots=True)
class _RtfField:
    """A field: what its code makes of its result. ``into`` is where the text around it goes."""

    into: str
    href: str | None = None
    shown: bool = True


@dataclass(slots=True)
class _Group:
    """What holds in a group, and is as before behind it."""

    into: str = ""
    """Where text goes: ``""`` to the story, else to what is kept by that name."""
    hidden: bool = False
    deleted: bool = False
    lift: int = 0
    page: str = "cp1252"
    alternates: int = 1
    field: _RtfField | None = None
    starred: bool = False
    ends: Callable[[], None] | None = None


class RtfStory:
    """An RTF file's story, token by token."""

    def __init__(self, source: str) -> None:
        self.done = False
        self.said: dict[str, str] = {}
        """Title and author by these names."""
        self._source, self._story = source, Story(source)
        self._notes: dict[str, Words] = {}
        self._groups: list[_Group] = []
        self._group = _Group()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._font = self._style = 0  # the ones that are being defined
        self._bytes = bytearray()
        self._surrogate = self._alternates = 0
        self._look = 0
        self._level: int | None = None
        self._listed = False
        self._in_row = self._is_endnote = False
        self._words: dict[str, Callable[[int | None], None]] = self._table()

    def _table(self) -> dict[str, Callable[[int | None], None]]:
        """Return what each control word does that is more than a character or a group of its own."""
        return {
            **dict.fromkeys(_PARAGRAPH_ENDS, self._end_paragraph),
            **{name: partial(self._charset, page) for name, page in _CHARSETS.items()},
            "ansicpg": lambda number: self._charset(code_page(number or 0), None),
            "u": self._unicode,
            "uc": lambda number: setattr(self._group, "alternates", min(max(number or 0, 0), 10)),
            "f": self._set_font,
            "fcharset": self._font_charset,
            "v": lambda number: setattr(self._group, "hidden", number != 0),
            "deleted": lambda number: setattr(self._group, "deleted", number != 0),
            "super": lambda _: setattr(self._group, "lift", 1),
            "sub": lambda _: setattr(self._group, "lift", -1),
            "up": lambda number: setattr(self._group, "lift", int(number != 0)),
            "dn": lambda number: setattr(self._group, "lift", -int(number != 0)),
            "nosupersub": lambda _: setattr(self._group, "lift", 0),
            "plain": self._plain,
            "pard": self._reset,
            "s": self._set_style,
            "outlinelevel": self._set_level,
            "ls": lambda _: setattr(self, "_listed", True),
            "field": self._field,
            "fldrslt": self._result,
            "footnote": self._footnote,
            "ftnalt": lambda _: setattr(self, "_is_endnote", True),
            "annotation": lambda _: self._place(self._end_annotation),
            "shptxt": self._box,
            "dptxbxtext": self._box,
            "ud": self._unicode_version,
            "trowd": self._row,
            "cell": self._cell,
            "row": self._end_row,
        }

    def take(self, token: RtfToken) -> None:
        """Take the next token of the file."""
        name = token.name
        if name == TEXT:
            self._text(token)
            return
        self._flush()
        if name == OPEN:
            self._begin()
        elif name == CLOSE:
            self._end()
        else:
            self._word(name, token.number)

    def finished(self) -> tuple[list[Draft], dict[str, Words]]:
        """Return what was written, and the notes."""
        self._end_paragraph()
        return self._story.finished(), self._notes

    def _begin(self) -> None:
        self._alternates = 0
        if len(self._groups) >= _MOST_DEPTH:
            message = f"{self._source} has groups nested more than {_MOST_DEPTH:,} deep"
            raise InputError(message, "no word processor writes that: save it anew, or as text")
        self._groups.append(self._group)
        self._group = dataclasses.replace(self._group, ends=None, starred=False)
        if self._group.into == "style":
            self._style = 0

    def _end(self) -> None:
        self._alternates = 0
        if self._group.into == "style":
            name = self.said.pop("style", "").strip().rstrip(";")
            if name:
                self._styles[self._style] = name
        if self._group.ends is not None:
            self._end_paragraph()
            self._group.ends()
        self._group = self._groups.pop() if self._groups else _Group()
        self.done = not self._groups

    def _word(self, name: str, number: int | None) -> None:
        """Obey a control word."""
        group = self._group
        if name == "*":
            group.starred = True
            return
        starred, group.starred = group.starred, False
        if group.into == _SKIP:
            return
        if name in _SKIPPED or (starred and name not in _READ):
            group.into = _SKIP
        elif name in {"title", "author"} and group.into == "info":
            group.into = name
        elif name in _INTO:
            group.into = _INTO[name]
        elif name in _CHARACTERS:
            self._write(_CHARACTERS[name])
        elif (act := self._words.get(name)) is not None:
            act(number)

    def _text(self, token: RtfToken) -> None:
        """Keep bytes until the code page is known to hold for all of a character's, those that stand for another left out."""
        left_out = min(self._alternates, len(token.data))
        self._alternates -= left_out
        self._bytes += token.data[left_out:]

    def _flush(self) -> None:
        if self._bytes:
            text = bytes(self._bytes).decode(self._group.page, "replace")
            self._bytes.clear()
            self._write(text)

    def _write(self, text: str) -> None:
        """Write text where it goes: what is hidden, deleted, or a page's number goes nowhere."""
        group = self._group
        if group.into:
            self._keep(group.into, text)
        elif not (group.hidden or group.deleted) and (group.field is None or group.field.shown):
            if self._story.paragraph is None:
                self._story.open_paragraph()
            self._story.add(text, group.field.href if group.field else None, lift=group.lift)

    def _keep(self, name: str, text: str) -> None:
        before = self.said.get(name, "")
        if name != _SKIP and len(before) < _MOST_SAID:
            self.said[name] = before + text[:_MOST_SAID]

    def _end_paragraph(self, _: int | None = None) -> None:
        if self._group.into or self._group.deleted:  # a deleted end joins two paragraphs
            return
        draft = self._story.paragraph
        if draft is None:
            return
        name = self._styles.get(self._look, "")
        (look_of(name) or Look()).put_on(draft)
        if self._level is not None and draft.level is None:
            draft.level = self._level + 1
        if self._listed and draft.section is None:
            draft.section = "body"
        self._story.close_paragraph()

    def _charset(self, page: str, _: int | None) -> None:
        self._page = self._group.page = page

    def _unicode(self, number: int | None) -> None:
        """Write a character by its number, a pair of surrogates as the one that it is."""
        code = (number or 0) % 0x10000
        high, self._surrogate = self._surrogate, code if _HIGH <= code < _LOW else 0
        if _LOW <= code < _PAST:
            self._write(chr(0x10000 + ((high - _HIGH) << 10) + code - _LOW) if high else "\ufffd")
        elif not self._surrogate and code:
            self._write(chr(code))
        self._alternates = self._group.alternates

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        if self._group.into != "fonts":
            self._group.page = self._fonts.get(self._font, self._page)

    def _font_charset(self, number: int | None) -> None:
        if self._group.into == "fonts" and number not in {0, 1, 2}:  # these are what the file says its own is
            self._fonts[self._font] = CODE_PAGES.get(number or 0, self._page)

    def _plain(self, _: int | None) -> None:
        self._group.hidden = self._group.deleted = False
        self._group.lift = 0
        self._group.page = self._page

    def _reset(self, _: int | None) -> None:
        self._look, self._level, self._listed = 0, None, False

    def _set_style(self, number: int | None) -> None:
        if self._group.into == "style":
            self._style = number or 0
        else:
            self._look = number or 0

    def _set_level(self, number: int | None) -> None:
        if not self._group.into:
            self._level = number if number is not None and 0 <= number < OUTLINE_LEVELS else None

    def _field(self, _: int | None) -> None:
        self.said.pop("code", None)
        self._group.field = _RtfField(self._group.into)

    def _result(self, _: int | None) -> None:
        """End a field's code: what follows is its result."""
        field, code = self._group.field, self.said.pop("code", "")
        if field is not None:
            field.href, field.shown = external(link_in(code)), not is_pagination(code)
            self._group.into = field.into

    def _place(self, ends: Callable[[], None]) -> None:
        """Begin a place of its own, up to the end of this group."""
        self._story.open_place()
        self._group.into, self._group.field, self._group.ends = "", None, ends
        self._group.lift = 0

    def _footnote(self, _: int | None) -> None:
        if not self._group.into:
            self._is_endnote = False
            self._place(self._end_note)

    def _end_note(self) -> None:
        self._call(Words("endnote" if self._is_endnote else "footnote", self._story.close_place()))

    def _end_annotation(self) -> None:
        drafts = self._story.close_place()
        author, initials = (self.said.pop(name, "").strip() for name in ("commenter", "initials"))
        self._call(Words("comment", drafts, author=author, initials=initials))

    def _call(self, words: Words) -> None:
        """Put a note's mark here."""
        key = f"{words.kind}:{len(self._notes)}"
        self._notes[key] = words
        self._story.call(key)

    def _box(self, _: int | None) -> None:
        if self._group.into in {"", "shape"}:
            if self._story.paragraph is None:
                self._story.open_paragraph()  # what it is anchored in: it stands behind that
            self._place(self._story.close_box)

    def _unicode_version(self, _: int | None) -> None:
        if self._group.into == "twice":
            self._group.into = ""

    def _row(self, _: int | None) -> None:
        if not self._group.into and not self._in_row:
            self._end_paragraph()
            self._in_row = True
            self._story.open_row()
            self._story.open_place()

    def _cell(self, _: int | None) -> None:
        self._end_paragraph()
        if self._in_row and not self._group.into:
            self._story.close_cell()
            self._story.open_place()

    def _end_row(self, _: int | None) -> None:
        self._end_paragraph()
        if self._in_row and not self._group.into:
            self._in_row = False
            self._story.close_cell()
            self._story.close_row()
