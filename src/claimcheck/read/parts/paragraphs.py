"""The lines and paragraphs of a text, and what a paragraph is by its looks and its place: headline, byline, caption, note."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from claimcheck import lang
from claimcheck.article import Section
from claimcheck.read.parts.properties import NAME

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WIDEST = 120  # a line that was wrapped by an editor is no longer; a paragraph on one line mostly is
# Of the 715 PolNeAR articles whose first line is their headline, 99 % have at most 18 words there, all but one at most
# 108 characters.
_HEADLINE_WORDS, _HEADLINE_LENGTH = 18, 110
_HEADING_WORDS, _HEADING_LENGTH = 12, 90
_LABEL_WORDS = 14  # a line such as `Updated 4 March, 14:20`
_ENDS_SENTENCE = re.compile(r"[.!?…:;,]['\"’”)\]]*$")
_NO_HEADING = re.compile(
    r"""(?:[-*+•‣·–—>|]|\d{1,3}[.)]\s|[a-z][.)]\s)  # a list item, a quotation or a table row
    |['"‘“«(\[]                                    # a pull quote, a note
    |.*(?:\t|\ {3,}|\|)                            # a table row
    """,
    re.VERBOSE,
)
_NAME = NAME + "{1,4}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)\s+(?P<names>{_NAME}(?:(?:,\s*|\s+and\s+|\s*&\s*){_NAME})*)(?P<rest>\s*[,|/–—-].{{0,60}})?"
)
_ANONYMOUS = re.compile(r"(?:[Bb]y|BY)\s+(?:the|our|a|an)(?:\s+[\w'’&-]+){1,5}")  # By our football correspondent
_DEBRIS = re.compile(r"\S*[/=&@_#<>{}|]{1}\S*")  # a web address, or what a scraper left
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^[^\]\s]+\]:)\s*\S")


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


def sections_of(paragraphs: list[Paragraph], *, notes: Container[int] = ()) -> list[Section]:
    """Return the section of each paragraph: what it is by its looks and its place; those numbered ``notes`` are known."""
    sections: list[Section] = [
        "footnote" if number in notes else _section(paragraphs, number) for number in range(len(paragraphs))
    ]
    if "body" in sections:
        sections[sections.index("body")] = "lead"
    return sections


def _section(paragraphs: list[Paragraph], number: int) -> Section:
    """Return the section of one paragraph, ``body`` for the first one too."""
    paragraph = paragraphs[number]
    following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    near_top = number < 4  # noqa: PLR2004  after headline, standfirst and dateline
    if following and ((near_top and byline_in(paragraph) is not None) or is_debris(paragraph.text)):
        return "meta"
    if number == 0 and following and _is_headline(paragraph, following):
        return "headline"
    if is_footnote(paragraph.text):
        return "footnote"
    if label := labelled(paragraph):
        return label
    return "heading" if following and is_heading(paragraph) else "body"


def _is_headline(paragraph: Paragraph, following: Paragraph) -> bool:
    """Return whether a text's first line is its headline; news corpora put a full stop behind it."""
    short = len(paragraph.text.split()) <= _HEADLINE_WORDS and len(paragraph.text) <= _HEADLINE_LENGTH
    apart = paragraph.alone or byline_in(following) is not None
    opens = paragraph.text[-1] not in ":;,"
    return short and apart and opens and paragraph.lines == 1 and not _NO_HEADING.match(paragraph.text.lstrip("'\"‘“«"))


def is_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a heading: one short line by itself, without a sentence's end."""
    short = len(paragraph.text.split()) <= _HEADING_WORDS and len(paragraph.text) <= _HEADING_LENGTH
    looks = not _ENDS_SENTENCE.search(paragraph.text) and not _NO_HEADING.match(paragraph.text)
    first = paragraph.text[0]
    return short and looks and paragraph.alone and paragraph.lines == 1 and not first.islower()


@lang.compiled
def _labels() -> tuple[tuple[re.Pattern[str], Section, bool], ...]:
    """Return what captions and the like start with, from ``blocks.tsv``: pattern, section, whether only if short."""
    rows = [(re.compile(rf"{re.escape(row['starts'])}(?!\w)", re.IGNORECASE), row) for row in lang.rows("blocks")]
    return tuple((pattern, _LABELLED[row["section"]], row["short"] == "yes") for pattern, row in rows)


_LABELLED: dict[str, Section] = {"caption": "caption", "meta": "meta", "footnote": "footnote"}


def labelled(paragraph: Paragraph) -> Section | None:
    """Return the section that a paragraph's first words name, such as ``Photo:`` or ``Last updated``."""
    short = paragraph.lines == 1 and len(paragraph.text.split()) <= _LABEL_WORDS
    says_more = paragraph.text[-1] in ".!?"  # `Published reports name 12 firms.` is no date line
    for pattern, section, only_short in _labels():
        if pattern.match(paragraph.text) and (short or not only_short) and not (section == "meta" and says_more):
            return section
    return None


def is_debris(content: str) -> bool:
    """Return whether a paragraph is a web address and nothing else, or what a scraper left."""
    return _DEBRIS.fullmatch(content) is not None


def is_footnote(content: str) -> bool:
    """Return whether a paragraph opens with the mark of a footnote: ``[1]``, ``¹`` or ``[^1]:``."""
    return _FOOTNOTE.match(content) is not None


def byline_in(paragraph: Paragraph) -> tuple[str, ...] | None:
    """Return the names in a line such as ``By Ann Lee and Bo Ek, Staff Writers``, None where it is no byline.

    There are none in ``By our correspondent``.
    """
    if paragraph.lines > 1 or len(paragraph.text) > _HEADING_LENGTH:
        return None
    match = _BYLINE.fullmatch(paragraph.text)
    if match is None:
        return () if _ANONYMOUS.fullmatch(paragraph.text) else None
    return tuple(name.strip() for name in re.split(r",\s*|\s+and\s+|\s*&\s*", match["names"]))


def authors_in(lines: Iterable[Paragraph]) -> tuple[str, ...]:
    """Return the names of the first byline among an article's lines about itself."""
    return next(filter(None, map(byline_in, lines)), ())
