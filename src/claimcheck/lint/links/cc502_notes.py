"""CC502: a mark that calls no note, or a note that no mark calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lint.links.excerpts import word_before
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Note, Report

_SHOWN = 40
_CALLS = re.compile(r"[^\W_][”\"’'.,)%]*(?P<sign>\*{1,2}|[†‡]{1,2})(?![\w*†‡])")
"""A sign behind a word: the 2,100 votes* that were cast."""
_NOTES = re.compile(r"(?:^|(?<=[\s(\[]))(?P<sign>\*{1,2}|[†‡]{1,2})[ \t]?(?=[\w“\"‘(])", re.MULTILINE)
"""A sign before words: what it calls, or the bullet of a list."""


def find(_analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the marks whose note is missing, and the notes that nobody calls."""
    missing: set[str] = set()
    for note in report.article.notes:
        if note.kind == "comment":
            continue
        if not note.called:
            shown = report.text[note.start : note.start + _SHOWN].split("\n", 1)[0]
            message = f"nothing in the text calls note {note.label}"
            yield Fault(note.start, note.start + len(shown), message, help="call it, or leave it out")
        elif not note.note.strip() and note.label not in missing:
            missing.add(note.label)
            start, end = _place(report.text, note)
            yield Fault(start, end, f"there is no note {note.label}", help=_WRITE)
    yield from _signs(report.text)


_WRITE = "write the note, or leave out its mark"


def _signs(text: str) -> Iterator[Fault]:
    """Yield the asterisks and daggers behind words that no line explains, and what stands before a line and behind no word."""
    calls, notes = ({match["sign"]: match for match in shape.finditer(text)} for shape in (_CALLS, _NOTES))
    for sign, match in calls.items():
        if sign not in notes and text.count(sign) == 1:
            start = word_before(text, match.start("sign"))
            yield Fault(start, match.end(), f"there is no note {sign}", help=_WRITE)
    for sign, match in notes.items():
        alone = "*" not in sign or text.count("*") == len(sign)  # several are the bullets of a list
        if sign not in calls and alone and text.rfind("\n", 0, match.start()) == match.start() - 1:
            shown = text[match.start() : match.start() + _SHOWN].split("\n", 1)[0]
            message = f"nothing in the text calls note {sign}"
            yield Fault(match.start(), match.start() + len(shown), message, help="call it, or leave it out")


def _place(text: str, note: Note) -> tuple[int, int]:
    """Return the mark, or where it is not in the text the word before it."""
    if note.end > note.start:
        return note.start, note.end
    start = word_before(text, note.start)
    return start, note.start if start < note.start else min(note.start + 1, len(text))


RULE = Rule(
    id="CC502",
    name="note-without-its-other-half",
    severity="error",
    what="Finds the mark of a footnote or endnote that is not there, an asterisk or dagger too, and a note that no mark calls.",
    why="The claim looks sourced and is not; or a source was given, and nobody knows what for.",
    fires="The port handled 40 ships in May.[^1] Fees rose.[^2]\n\n[^1]: Harbour Board, Monthly log, May 2025, p. 4.",
    passes="The port handled 40 ships in May.[^1] Fees rose.[^2]\n\n[^1]: Harbour Board, Monthly log, May 2025, p. 4.\n\n[^2]: Harbour Board, Tariff 2025, p. 2.",
    instead="Keep each mark and its note together: cut both, or keep both.",
    reference="The Chicago Manual of Style, “Notes and Bibliography”",
    find=find,
)
