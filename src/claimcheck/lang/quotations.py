"""Quotations in a text: each with its marks, paragraph by paragraph, and the marks that have no partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*")
_WRAPPED = (40, 100)  # characters of a line that an editor broke at a margin; else a line is a paragraph
_MARKS = re.compile('["“”„«»]')
_SINGLE = re.compile(r"(?<!\w)‘(?=\D)(?!\w{1,3}’|(?:n|em|til|cause|tis|twas|bout|round)\b)|’(?!\w)", re.IGNORECASE)
"""British quotation marks; an elision (``‘90s``, ``Stop ‘n Go``) and an apostrophe within a word are none."""
_STRAIGHT_OPENS = re.compile(r"(?:\A|(?<=[\s(\[—–“‘'/-]))\"(?=\S)")
_STRAIGHT_CLOSES = re.compile(r"(?<=[^\s(\[—–“‘/-])\"(?!\w)")
_INCHES = re.compile(r"[\d⅛¼⅜½⅝¾⅞][\d.,/]*\s?\Z")
_FEET = re.compile(r"\d\s?['’′]\s?\d")


@dataclass(frozen=True, slots=True)
class Quoted:
    """``text[start:end]`` with its marks."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Lone:
    """A mark without a partner."""

    at: int
    mark: str
    opens: bool


def scan(text: str) -> tuple[list[Quoted], list[Lone]]:
    """Return the quotations of a text and the marks without a partner.

    A quotation that runs over paragraphs opens each of them, and closes the last: such an opening mark is not lone.
    """
    found: list[Quoted] = []
    lone: list[Lone] = []
    paragraphs = _paragraphs(text)
    running = False
    for number, paragraph in enumerate(paragraphs):
        start, end = paragraph.span()
        following = paragraphs[number + 1][0].lstrip() if number + 1 < len(paragraphs) else ""
        quotations, left = _within(text, start, end)
        if running and left and not left[0].opens:  # closes what the paragraph before opened
            left = left[1:]
        above = lone[-1] if lone and text[lone[-1].at : start].count("\n") == 1 else None
        if above and above.opens and len(left) == 1 and not set_right(text, left[0]).opens:
            found.append(Quoted(above.at, left[0].at + 1, text[above.at + 1 : left[0].at]))
            lone, left = lone[:-1], []
        goes_on = bool(left) and left[-1].opens and following[:1] in ('"', "“")
        running = goes_on
        found += quotations
        lone += left[:-1] if goes_on else left
    return found, lone


def set_right(text: str, lone: Lone) -> Lone:
    """Return the mark without a partner in the line of a straight one, by how each stands to the words beside it.

    ``scan`` takes turns: behind the one that lacks its partner each opening mark is a closing one, and the last is left.
    """
    if lone.mark != '"':
        return lone
    start, stop = text.rfind("\n", 0, lone.at) + 1, text.find("\n", lone.at)
    opened: Lone | None = None
    for mark in _marks(text, start, len(text) if stop < 0 else stop):
        turned = mark
        if mark.mark == '"':
            opens, closes = (found.match(text, mark.at) is not None for found in (_STRAIGHT_OPENS, _STRAIGHT_CLOSES))
            turned = Lone(mark.at, mark.mark, opened is None if opens == closes else opens)
        if turned.opens == (opened is not None):
            return opened or turned
        opened = turned if turned.opens else None
    return opened or lone


def _paragraphs(text: str) -> list[re.Match[str]]:
    """Return the paragraphs: the lines, but where they are broken at a margin what stands between empty lines."""
    lines = list(_LINE.finditer(text))
    lengths = sorted(len(line[0]) for line in lines)
    median = lengths[len(lengths) // 2] if lengths else 0
    wrapped = _WRAPPED[0] <= median <= _WRAPPED[1] and "\n\n" in text and len(lines) > 2 * text.count("\n\n")
    return list(_PARAGRAPH.finditer(text)) if wrapped else lines


def _within(text: str, start: int, end: int) -> tuple[list[Quoted], list[Lone]]:
    """Return the quotations and the lone marks of one paragraph."""
    quotations: list[Quoted] = []
    lone: list[Lone] = []
    opened: Lone | None = None
    for mark in _marks(text, start, end):
        if opened is None and mark.opens:
            opened = mark
        elif opened is None:
            lone.append(mark)
        elif mark.opens and mark.mark != '"':
            lone.append(opened)
            opened = mark
        else:
            quotations.append(Quoted(opened.at, mark.at + 1, text[opened.at + 1 : mark.at]))
            opened = None
    return quotations, [*lone, opened] if opened else lone


def _marks(text: str, start: int, end: int) -> Iterator[Lone]:
    """Yield the quotation marks between two offsets, but those that stand for inches or seconds."""
    single = "‘" in text[start:end] and not _MARKS.search(text, start, end)
    open_ = False
    for match in (_SINGLE if single else _MARKS).finditer(text, start, end):
        mark, at = match[0], match.start()
        before = text[max(start, at - 12) : at]
        if (
            mark in '"”'
            and not text[at + 1 : at + 2].isalnum()
            and _INCHES.search(before)
            and (not open_ or _FEET.search(before) or (mark == "”" and _closes_later(text, at, end)))
        ):
            continue
        if mark == "’" and (not open_ or _is_possessive(text, at, end)):
            continue
        opens = mark in "“„«‘" or (mark == '"' and not open_)
        yield Lone(at, mark, opens)
        open_ = opens


def _closes_later(text: str, at: int, end: int) -> bool:
    """Return whether the next mark of a line closes, too: in ``“over 6” long,”`` the first one stands for inches."""
    behind = _MARKS.search(text, at + 1, end)
    return behind is not None and behind[0] == "”"


def _is_possessive(text: str, at: int, end: int) -> bool:
    """Return whether the mark in ``the farmers’ union`` is an apostrophe: one that may close the quotation comes later."""
    rest = text[at + 1 : end].split("‘", 1)[0]
    return text[at - 1] == "s" and rest[:1] == " " and rest[1:2].islower() and re.search(r"’(?!\w)", rest) is not None
