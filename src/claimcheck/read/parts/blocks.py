"""Lines and paragraphs of a text, with their offsets: what the readers of plain text and Markdown share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WIDEST = 120  # a line that was wrapped by an editor is no longer; a paragraph on one line mostly is


class TextLine(NamedTuple):
    """One line: ``text[start:end]`` is what is on it without the white space around."""

    number: int
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing but white space is on it."""
        return not self.text


class Paragraph(NamedTuple):
    """One line, or several that an editor wrapped; ``alone`` between blank lines or the text's ends."""

    line: int
    start: int
    end: int
    text: str
    lines: int
    alone: bool


def alone(text: str, *, start: int = 0, lines: int = 1) -> Paragraph:
    """Return a text that stands by itself, and at ``start``, as a paragraph."""
    return Paragraph(1, start, start + len(text), text, lines, alone=True)


def lines_of(text: str) -> Iterator[TextLine]:
    """Yield the lines of ``text``, numbered from 1; a line ends with LF, CR LF or CR."""
    for number, match in enumerate(_LINE.finditer(text), start=1):
        whole = match[0]
        bare = whole.strip()
        start = match.start() + len(whole) - len(whole.lstrip()) if bare else match.start()
        yield TextLine(number, start, start + len(bare), bare)


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return the paragraphs of ``text``: every line is one, but where an editor wrapped it at a margin."""
    lines = list(lines_of(text))
    margin = max((len(line.text) for line in lines), default=0)
    groups: list[list[TextLine]] = []
    before: TextLine | None = None
    for line in lines:
        if line.blank:
            before = line
            continue
        if before and not before.blank and margin <= _WIDEST and _wrapped(before, line, margin=margin):
            groups[-1].append(line)
        else:
            groups.append([line])
        before = line
    blank = {line.number for line in lines if line.blank} | {0, len(lines) + 1}
    return [_paragraph(text, group, blank=blank) for group in groups]


def _paragraph(text: str, group: list[TextLine], *, blank: set[int]) -> Paragraph:
    """Return the paragraph that a group of lines is."""
    first, last = group[0], group[-1]
    alone = first.number - 1 in blank and last.number + 1 in blank
    return Paragraph(first.number, first.start, last.end, text[first.start : last.end], len(group), alone)


def _wrapped(line: TextLine, following: TextLine, *, margin: int) -> bool:
    """Return whether ``following`` goes on where ``line`` was full: its first word would have crossed the margin."""
    word = following.text.split(maxsplit=1)[0]
    starts_an_item = re.match(r"(?:[-*+•‣·>|]|\d{1,3}[.)]|\[\^?\w{1,9}\]:?)(?:\s|$)|[¹²³⁰⁴-⁹†‡]", following.text)
    return not starts_an_item and len(line.text) > margin // 2 and len(line.text) + 1 + len(word) > margin
