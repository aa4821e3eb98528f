"""The footnotes, endnotes and comments of a DOCX file, each part of them on its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from claimcheck.article import NoteKind
from claimcheck.read.office.document import Words
from claimcheck.read.office.docx.package import Package
from claimcheck.read.office.docx.story import WordEvents
from claimcheck.read.office.docx.styles import WordStyles
from claimcheck.read.parts.events import Attributes

_KINDS: dict[str, NoteKind] = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def notes_of(package: Package, styles: WordStyles, marks: Mapping[str, str]) -> dict[str, Words]:
    """Return what the notes say, by key: ``footnote:2``. ``marks`` are those that they are called with."""
    found: dict[str, Words] = {}
    threads = package.elements(package.part("commentsExtended"), "w15:commentEx")
    ids = ((element.said.get("w15:paraId", ""), element.said.get("w15:paraIdParent")) for element in threads)
    parents = {child: parent for child, parent in ids if parent}
    for part, kind in _KINDS.items():
        name = package.part(part)
        if name is not None:
            events = _NoteEvents(styles, package.links(name), kind=kind, source=package.source)
            package.send(name, events)
            found |= {key: dataclasses.replace(note, mark=marks.get(key, "")) for key, note in events.notes.items()}
            if kind == "comment":
                found = _threaded(found, events.paragraphs, parents)
    return found


class _NoteEvents(WordEvents):
    """The notes of one part; separators, which are notes to Word, left out."""

    def __init__(self, styles: WordStyles, links: Mapping[str, str], *, kind: NoteKind, source: str) -> None:
        super().__init__(styles, links, source=source)
        self.notes: dict[str, Words] = {}
        self._kind = kind
        self.paragraphs: dict[str, str] = {}
        """The comment that a paragraph belongs to, by its own id: threads are told by those."""
        self._id, self._author, self._initials = "", "", ""
        for name in ("w:footnote", "w:endnote", "w:comment"):
            self.opened[name] = self._begin
            self.closed[name] = self._end

    def _paragraph(self, said: Attributes) -> None:
        self.paragraphs[said.get("w14:paraId", "")] = self._id
        super()._paragraph(said)

    def _begin(self, said: Attributes) -> bool:
        if said.get("w:type", "normal") != "normal":
            return True
        self._id, self._author = said.get("w:id", ""), " ".join(said.get("w:author", "").split())
        self._initials = "".join(said.get("w:initials", "").split())
        self.story.open_place()
        return False

    def _end(self) -> None:
        drafts = self.story.close_place()
        for draft in drafts:
            draft.level = None
        words = Words(self._kind, drafts, author=self._author, initials=self._initials)
        self.notes[f"{self._kind}:{self._id}"] = words


def _threaded(notes: dict[str, Words], paragraphs: Mapping[str, str], parents: Mapping[str, str]) -> dict[str, Words]:
    """Return the notes with each reply in the comment that opened its thread, and no longer a note of its own."""
    replies: dict[str, list[Words]] = {}
    for child, parent in parents.items():
        reply, opened = f"comment:{paragraphs.get(child)}", f"comment:{paragraphs.get(parent)}"
        if reply in notes and opened in notes and parent not in parents and reply != opened:  # Word's threads are flat
            replies.setdefault(opened, []).append(notes[reply])
            del notes[reply]
    return notes | {key: dataclasses.replace(notes[key], replies=tuple(given)) for key, given in replies.items()}
