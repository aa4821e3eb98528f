"""The reader of PDF: text in reading order, each block with its page, links and footnotes where they lie.

PDFium finds the characters; what is a column, a paragraph, a headline, a footnote or a page number is told from where they
stand and how they are set. A date on which the file was made is not taken for its date of publication.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from claimcheck.article import Article, Metadata
from claimcheck.errors import EmptyInputError, InputError, NotTextError
from claimcheck.read.parts.composing import Passage, compose
from claimcheck.read.parts.properties import persons
from claimcheck.read.pdf.bounds import require_bounded, require_whole
from claimcheck.read.pdf.file import Area, Page, Pdf, UnreadableError, opened
from claimcheck.read.pdf.furniture import without_furniture
from claimcheck.read.pdf.layout import Region, regions
from claimcheck.read.pdf.metadata import entry, packet, publication_date, title_in
from claimcheck.read.pdf.notes import Labels, LaidNote, endnotes, split
from claimcheck.read.pdf.paragraphs import LaidParagraph, joined, paragraphs_of
from claimcheck.read.pdf.sections import body_size, date_in, sectioned
from claimcheck.read.pdf.spans import Areas, Line, segments_of, unmapped
from claimcheck.read.pdf.text import runs_of, vocabulary

MAX_PAGES = 2000
MAX_CHARACTERS = 2_000_000
"""Of all pages: a book has one million, and a million take 8 seconds. Both are refused, never cut."""
_MOST_UNMAPPED = 0.2  # of the characters
_OCR = "make its text anew by OCR, with `ocrmypdf --force-ocr` say"


class _Leaf(NamedTuple):
    """What was found on a page."""

    segments: list[Line]
    images: list[Area]
    height: float


def read_pdf(data: bytes, source: str = "-") -> Article:
    """Return a PDF as an Article. Raises an InputError for what has no text, needs a password, or is damaged."""
    require_whole(data, source)
    require_bounded(data, source)
    try:
        with opened(data) as pdf:
            leaves = _leaves(pdf, source=source)
            title, author = pdf.said("Title"), pdf.said("Author")
    except UnreadableError as error:
        _refuse(error, source=source)
    _require_text(leaves, source=source)
    xmp = packet(data)
    said = title_in(title) or title_in(entry(xmp, "dc:title") or "")
    kept, dropped = without_furniture([leaf.segments for leaf in leaves], [leaf.height for leaf in leaves])
    passages, headed = _passages(kept, leaves, title=said or "")
    metadata = Metadata(
        title=None if headed else said,
        publisher=entry(xmp, "prism:publicationName"),
        published=publication_date(xmp),
        url=entry(xmp, "prism:url"),
    )
    article = compose(passages, metadata, source=source, media_type="application/pdf")
    if not article.text:
        _refuse_empty(leaves, source=source)
    meta = [article.text[b.start : b.end] for b in article.blocks if b.section == "meta"]
    named = dataclasses.replace(article, byline=article.byline or persons(author))
    return named.dated(date_in([*meta, *dropped]), "visible")


def _leaves(pdf: Pdf, *, source: str) -> list[_Leaf]:
    """Return what is on each page."""
    pages = pdf.pages
    if pages < 1:
        message = f"{source} has no pages"
        raise EmptyInputError(message, "it may be damaged: export it anew")
    if pages > MAX_PAGES:
        message = f"{source} has {pages:,} pages; at most {MAX_PAGES:,} are read"
        raise InputError(message, "split it into articles, with `qpdf --split-pages=100` say")
    leaves: list[_Leaf] = []
    characters = 0
    for number in range(1, pages + 1):
        with pdf.page(number) as page:
            characters += page.count
            if characters > MAX_CHARACTERS:
                message = f"{source} has more than {MAX_CHARACTERS:,} characters"
                raise InputError(message, "split it into articles, with `qpdf --split-pages=100` say")
            leaves.append(_leaf(page))
    return leaves


def _leaf(page: Page) -> _Leaf:
    """Return what is on a page, turned so that most of its text stands upright."""
    turns = page.turns()
    turn = max(range(4), key=lambda quarter: (turns[quarter], quarter == page.turn))
    if turns[page.turn] * 4 >= turns[turn]:
        turn = page.turn  # a stamp down the margin does not turn a page
    areas = Areas(page.links(turn))
    segments = segments_of(page.glyphs(turn), areas)
    return _Leaf(segments, list(page.images(turn)), page.size(turn)[1])


def _passages(pages: Sequence[Sequence[Line]], leaves: Sequence[_Leaf], *, title: str) -> tuple[list[Passage], bool]:
    """Return the article's passages, the notes behind the rest, and whether one of them is its headline."""
    size = body_size(pages)
    numbered = enumerate(pages, start=1)
    laid = [one for number, segments in numbered for one in regions(segments, body=size, page=number)]
    words = vocabulary(line for region in laid for line in region.lines)
    text, notes, labels = _noted(laid, body=size)
    images = {number: leaf.images for number, leaf in enumerate(leaves, start=1) if leaf.images}
    told = sectioned(text, images, body=size, title=title)
    passages = [Passage(runs_of(one, labels, words), section, page=one.page) for one, section in told] + [
        Passage(runs_of(note.paragraph, labels, words), page=note.paragraph.page, note=note.label, kind=note.kind)
        for note in notes
    ]
    return passages, any(section == "headline" for _, section in told)


def _noted(laid: Iterable[Region], *, body: float) -> tuple[list[LaidParagraph], list[LaidNote], Labels]:
    """Return the paragraphs of the text, the notes, and which note a mark on a page calls."""
    kept, foot = split(list(laid), body=body)
    paragraphs = [one for region in kept for one in paragraphs_of(region, body=body)]
    text, behind = endnotes(joined(paragraphs, body=body))
    labels = Labels()
    notes: list[LaidNote] = []
    for label, lines in foot:
        unique = labels.add(label, page=lines[0].page)
        notes.append(LaidNote(unique, LaidParagraph(tuple(lines))))
    for label, paragraph in behind:
        notes.append(LaidNote(labels.add(label, page=paragraph.page), paragraph, kind="endnote"))
    return text, notes, labels


def _require_text(leaves: Sequence[_Leaf], *, source: str) -> None:
    """Raise an error for a file without text, or with text that no one can know."""
    empty = [leaf for leaf in leaves if not leaf.segments]
    scans = [leaf for leaf in empty if leaf.images]
    if len(empty) == len(leaves):
        _refuse_empty(leaves, source=source)
    if len(scans) > len(leaves) / 2:
        message = f"{len(scans)} of the {len(leaves)} pages of {source} have no text in them: they are scans"
        raise NotTextError(message, "run OCR on it, with `ocrmypdf --skip-text` say")
    wrong, whole = (sum(counts) for counts in zip(*(unmapped(leaf.segments) for leaf in leaves), strict=True))
    if wrong > _MOST_UNMAPPED * whole:
        message = f"{source} does not say which characters its type stands for: {wrong:,} of {whole:,} are unknown"
        raise NotTextError(message, _OCR)


def _refuse_empty(leaves: Sequence[_Leaf], *, source: str) -> NoReturn:
    if any(leaf.images for leaf in leaves):
        message = f"{source} has no text in it: it is a scan"
        raise NotTextError(message, "run OCR on it, such as ocrmypdf, and read what that writes")
    message = f"{source} has no text in it"
    raise EmptyInputError(message, "its words may be drawn as outlines: " + _OCR)


def _refuse(error: UnreadableError, *, source: str) -> NoReturn:
    """Raise the InputError that says why a file could not be opened, and what to do."""
    if error.reason == "password":
        message = f"{source} is encrypted and needs a password"
        raise InputError(message, "open it with the password, and save or print a copy without one") from None
    if error.reason == "security":
        message = f"{source} is protected in a way that is not read"
        raise InputError(message, "open it where it may be read, and print it to a PDF without protection") from None
    message = f"page {error.page} of {source} cannot be read" if error.page else f"{source} is damaged, or no PDF"
    raise InputError(message, "download or export it anew; `qpdf` or `mutool clean` can mend some files") from None
