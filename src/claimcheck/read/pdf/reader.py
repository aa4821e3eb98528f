"""The reader of PDF: text in reading order, each block with its page, links and footnotes where they lie.

PDFium finds the characters; what is a column, a paragraph, a headline, a footnote or a page number is told from where they
stand and how they are set. A date on which the file was made is not taken for its date of publication.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import NoReturn

from claimcheck.article import Article, Metadata, Omission
from claimcheck.errors import EmptyInputError, InputError, NotTextError
from claimcheck.read.parts.composing import Passage, compose
from claimcheck.read.parts.properties import persons
from claimcheck.read.pdf.child.damage import is_cut_off, is_pdf
from claimcheck.read.pdf.extraction import Extraction, extracted
from claimcheck.read.pdf.furniture import without_furniture, without_line_numbers
from claimcheck.read.pdf.layout import Region, regions
from claimcheck.read.pdf.leaf import Leaf, UnreadError
from claimcheck.read.pdf.metadata import entry, packet, publication_date, title_in
from claimcheck.read.pdf.notes import Labels, LaidNote, endnotes, split
from claimcheck.read.pdf.paragraphs import LaidParagraph, joined, paragraphs_of
from claimcheck.read.pdf.sections import body_size, date_in, sectioned
from claimcheck.read.pdf.spans import Line, seen, unmapped
from claimcheck.read.pdf.text import runs_of, vocabulary

MAX_PAGES = 2000
MAX_CHARACTERS = 2_000_000
"""Of all pages: a book has one million, and a million take 8 seconds. Both are refused, never cut."""
_MOST_UNMAPPED = 0.2  # of the characters
_SPLIT = "split it into articles, with `qpdf --split-pages=100` say"
_MEND = "download or export it anew; `qpdf` or `mutool clean` can mend some files"
_PRINT = "open it in a viewer and print it to a new PDF, or split it into articles"
_OCR = "make its text anew by OCR, with `ocrmypdf --force-ocr` say"


def read_pdf(data: bytes, source: str = "-") -> Article:
    """Return a PDF as an Article. Raises an InputError for what has no text, needs a password, or is damaged."""
    _require_whole(data, source)
    try:
        with extracted(data, most=MAX_CHARACTERS) as extraction:
            leaves = _leaves(extraction, source=source)
    except UnreadError as error:
        _refuse(error, source=source)
    _require_text(leaves, source=source)
    xmp = packet(data)
    said = title_in(extraction.title) or title_in(entry(xmp, "dc:title") or "")
    kept, left_out = _cleared(leaves)
    passages = _passages(kept, leaves, title=said or "")
    metadata = Metadata(
        title=said,
        publisher=entry(xmp, "prism:publicationName"),
        published=publication_date(xmp),
        url=entry(xmp, "prism:url"),
    )
    article = compose(passages, metadata, source=source, media_type="application/pdf")
    if not article.text:
        _refuse_empty(leaves, source=source)
    meta = [article.text[b.start : b.end] for b in article.blocks if b.section == "meta"]
    heads = (one.text for one in left_out if one.page == 1)
    named = dataclasses.replace(article, byline=article.byline or persons(extraction.author), left_out=tuple(left_out))
    return named.dated(date_in([*meta, *heads]), "visible")


def _cleared(leaves: Sequence[Leaf]) -> tuple[list[list[Line]], list[Omission]]:
    """Return the segments of the article on each page, and what else is on the pages."""
    parted = [seen(leaf.segments) for leaf in leaves]
    numbered = without_line_numbers([shown for shown, _ in parted])
    cleared = without_furniture(numbered.pages, [leaf.height for leaf in leaves])
    left_out = [*numbered.left_out, *cleared.left_out]
    for page, (leaf, (_, hidden)) in enumerate(zip(leaves, parted, strict=True), start=1):
        left_out += [Omission(one.text, "hidden", page) for one in hidden]
        left_out += [Omission(leaf.beside, "on its side, or off the page", page)] if leaf.beside else []
    return cleared.pages, sorted(left_out, key=lambda one: one.page or 0)


def _require_whole(data: bytes, source: str) -> None:
    """Raise an InputError for what is no PDF, or a part of one."""
    if not is_pdf(data):
        message = f"{source} is no PDF file"
        raise NotTextError(message, "name the format that it is of: --input-format text, say")
    if is_cut_off(data):
        message = f"{source} is cut off: the end of the PDF is missing"
        raise InputError(message, "download or export it anew")


def _leaves(extraction: Extraction, *, source: str) -> list[Leaf]:
    """Return what is on each page. Raises an InputError where there are none, or too many; an UnreadError where one fails."""
    if extraction.pages < 1:
        message = f"{source} has no pages"
        raise EmptyInputError(message, "it may be damaged: export it anew")
    if extraction.pages > MAX_PAGES:
        message = f"{source} has {extraction.pages:,} pages; at most {MAX_PAGES:,} are read"
        raise InputError(message, _SPLIT)
    return list(extraction.leaves)


def _passages(pages: Sequence[Sequence[Line]], leaves: Sequence[Leaf], *, title: str) -> list[Passage]:
    """Return the article's passages, the notes behind the rest."""
    size = body_size(pages)
    numbered = enumerate(pages, start=1)
    laid = [one for number, segments in numbered for one in regions(segments, body=size, page=number)]
    words = vocabulary(line for region in laid for line in region.lines)
    text, notes, labels = _noted(laid, body=size)
    images = {number: leaf.images for number, leaf in enumerate(leaves, start=1) if leaf.images}
    told = sectioned(text, images, body=size, title=title)
    return [Passage(runs_of(one, labels, words), section, page=one.page) for one, section in told] + [
        Passage(runs_of(note.paragraph, labels, words), page=note.paragraph.page, note=note.label, kind=note.kind)
        for note in notes
    ]


def _noted(laid: Iterable[Region], *, body: float) -> tuple[list[LaidParagraph], list[LaidNote], Labels]:
    """Return the paragraphs of the text, the notes, and which note a mark on a page calls."""
    kept, foot = split(list(laid), body=body)
    paragraphs = [one for region in kept for one in paragraphs_of(region, body=body)]
    text, behind = endnotes(joined(paragraphs, body=body))
    labels = Labels()
    notes: list[LaidNote] = []
    for label, lines in foot:
        unique = labels.add(label, page=lines[0].page, foot=True)
        notes.append(LaidNote(unique, LaidParagraph(tuple(lines))))
    for label, paragraph in behind:
        notes.append(LaidNote(labels.add(label, page=paragraph.page), paragraph, kind="endnote"))
    return text, notes, labels


def _require_text(leaves: Sequence[Leaf], *, source: str) -> None:
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


def _refuse_empty(leaves: Sequence[Leaf], *, source: str) -> NoReturn:
    if any(leaf.images for leaf in leaves):
        message = f"{source} has no text in it: it is a scan"
        raise NotTextError(message, "run OCR on it, such as ocrmypdf, and read what that writes")
    message = f"{source} has no text in it"
    raise EmptyInputError(message, "its words may be drawn as outlines: " + _OCR)


def _refuse(error: UnreadError, *, source: str) -> NoReturn:
    """Raise the InputError that says why a file could not be read, and what to do."""
    messages = {
        "password": (
            f"{source} is encrypted and needs a password",
            "open it with the password, and save or print a copy without one",
        ),
        "security": (
            f"{source} is protected in a way that is not read",
            "open it where it may be read, and print it to a PDF without protection",
        ),
        "characters": (
            f"{source} has more than {MAX_CHARACTERS:,} characters",
            f"{_SPLIT}: --max-chars allows no more in a PDF",
        ),
        "contents": (f"{source} is damaged: what is on a page cannot be unpacked", "download or export it anew"),
        "page": (f"page {error.page} of {source} cannot be read", _MEND),
        "damaged": (f"{source} is damaged, or no PDF", _MEND),
        "time": (f"{source} takes longer to read than any article: reading it was stopped", _PRINT),
        "died": (f"{source} ended the process that read it, or asked it for too much memory", _PRINT),
    }
    raise InputError(*messages.get(error.reason, messages["died"])) from None
