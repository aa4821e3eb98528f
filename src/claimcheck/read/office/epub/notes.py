"""The notes of an EPUB: which of the links inside the book call one, and which passages are what they call.

Books name them by ``epub:type`` or ``role``; older ones only link ``[3]`` to a passage that links back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcheck.read.office.document import Words
from claimcheck.read.office.epub.story import Book, Call
from claimcheck.read.parts.composing import Run
from claimcheck.read.parts.story import Draft

_MARK = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§¶]{1,4}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})\s*[\])]?")
_LONGEST_MARK = 10
_STOP = re.compile(r"\s*[.:)\]]\s*")


def bound(book: Book) -> tuple[list[Draft], dict[str, Words]]:
    """Return the book's passages without the notes, and what the notes say by the keys that they are called with."""
    drafts = book.story.finished()
    declared = {id(draft) for address in book.notes for draft in book.passages_at(address)}
    notes, replaced = _bound(book, declared)
    called = {id(draft) for words in notes.values() for draft in words.drafts}
    for draft in drafts:
        _settle(draft, replaced)
        if id(draft) in declared:  # and is called by nobody
            draft.section, draft.level = "footnote", None
    return [draft for draft in drafts if id(draft) not in called], notes


def _bound(book: Book, declared: set[int]) -> tuple[dict[str, Words], dict[str, Run | None]]:
    """Return the notes, and what is to stand in place of each link: the call of a note, its text, or nothing."""
    in_notes, callers = set(declared), set[int]()
    keys: dict[str, str] = {}  # the first call's key for each address
    notes: dict[str, Words] = {}
    replaced: dict[str, Run | None] = {}
    only_declared = any(call.declared for call in book.calls)
    for call in book.calls:
        drafts = book.passages_at(call.target)
        if call.back or id(call.draft) in in_notes:
            leads_back = call.back or _is_mark(call.text) or any(id(draft) in callers for draft in drafts)
            replaced[call.key] = None if leads_back else Run(call.text)
        elif _calls(call, drafts, only_declared=only_declared):
            key = keys.setdefault(call.target, call.key)
            mark = _MARK.fullmatch(call.text.strip())
            notes[key] = Words("footnote", drafts, mark=mark[1] if mark else "".join(call.text.split())[:_LONGEST_MARK])
            replaced[call.key] = Run("", note=key)
            in_notes |= {id(draft) for draft in drafts}
            callers.add(id(call.draft))
        else:
            replaced[call.key] = Run(call.text)
    return notes, replaced


def _calls(call: Call, drafts: Sequence[Draft], *, only_declared: bool) -> bool:
    """Return whether a link calls the note that ``drafts`` are."""
    if not drafts or any(draft is call.draft for draft in drafts) or drafts[0].level is not None:
        return False
    return call.declared or (not only_declared and _is_mark(call.text))


def _is_mark(text: str) -> bool:
    return _MARK.fullmatch(text.strip()) is not None


def _settle(draft: Draft, replaced: Mapping[str, Run | None]) -> None:
    """Put in place of a link what it came out to be; of a note's number that led back, its full stop goes too."""
    runs: list[Run] = []
    written = stopped = False
    for run in draft.runs:
        kept: Run | None = run
        if run.note is not None and run.text:
            kept = replaced[run.note]
            stopped = kept is None and not written
        elif stopped and not run.text.isspace():
            kept, stopped = (
                run._replace(text=_STOP.sub("", run.text, count=1) if _STOP.match(run.text) else run.text),
                False,
            )
        if kept is not None:
            runs.append(kept)
            written = written or bool(kept.text.strip())
    draft.runs = runs
