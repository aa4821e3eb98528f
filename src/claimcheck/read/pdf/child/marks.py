"""Notes on the pages of a PDF through PDFium: which characters there are to put them on, and a copy with the notes.

Of the copy only the notes are new: they are added behind the file as it was, of which each byte stays, where its table of
objects is whole; a file whose table is not is written anew.
"""

from __future__ import annotations

import ctypes
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import Any

import pypdfium2_raw as pdfium

from claimcheck.read.pdf.child.file import Page, opened
from claimcheck.read.pdf.leaf import Area, PageNote, UnreadError

_ANNOTATE = 1 << 5  # of what the owner allows: to add notes (ISO 32000, table 22)
_PRINTED = 1 << 2  # of a note's flags
_GAP = 4  # heights of a line between two characters of it; columns are further apart, or not on one line
_AUTHOR = "claimcheck"
_CORNER = 24.0  # points: the note on a page whose words were not found, as far from the edges and as large
_NAMES = re.compile(rb"/ID\s?\[\s?<[0-9A-Fa-f]*>\s?<([0-9A-Fa-f]+)>")
_Line = tuple[Area, int]  # with the quarters, clockwise, that its text is turned by


def letters_of(data: bytes) -> Iterator[str]:
    """Yield the characters of each page, one for each that PDFium counts. Raises an UnreadError."""
    with opened(data) as pdf:
        for number in range(1, pdf.pages + 1):
            with pdf.page(number) as page:
                yield page.letters()


def marked(data: bytes, marks: Sequence[PageNote]) -> tuple[bytes, bool]:
    """Return a copy with the notes, and whether the file is signed. Raises an UnreadError, also where notes are forbidden."""
    laid = list(_laid(data, marks))
    with opened(data) as pdf:
        if not pdfium.FPDF_GetDocPermissions(pdf.handle) & _ANNOTATE:
            raise UnreadError("forbidden")  # noqa: EM101  a reason
        for number, group in groupby(laid, key=lambda one: one[0].page):
            with pdf.loaded(number) as page:
                for mark, lines in group:
                    _annotate(page, mark, lines)
        signed = pdfium.FPDF_GetSignatureCount(pdf.handle) > 0
        return _saved(pdf.handle, data), signed


def _laid(data: bytes, marks: Sequence[PageNote]) -> Iterator[tuple[PageNote, list[_Line]]]:
    """Yield the marks by page, each with the lines of its words; in a copy of its own, in which forms are flattened."""
    by_page = sorted(marks, key=lambda one: one.page)
    with opened(data) as pdf:
        for number, group in groupby(by_page, key=lambda one: one.page):
            with pdf.page(number) as page:
                for mark in group:
                    yield mark, [line for first, last in mark.pieces for line in _lines(page, range(first, last))]


def _lines(page: Page, characters: Iterable[int]) -> list[_Line]:
    """Return each stretch of a line that these characters take; text on its side has lines that stand."""
    made: list[_Line] = []
    for box, quarter in page.boxes(characters):
        one = _turned(box, quarter)
        if made and made[-1][1] == quarter and _goes_on(made[-1][0], one):
            made[-1] = _around(made[-1][0], one), quarter
        else:
            made.append((one, quarter))
    return [(_turned(one, quarter), quarter) for one, quarter in made]


def _turned(area: Area, quarter: int) -> Area:
    """Return a rectangle with its sides exchanged where its text is on its side, so that lines lie; the same again undoes it."""
    return Area(area.bottom, area.left, area.top, area.right) if quarter % 2 else area


def _goes_on(line: Area, one: Area) -> bool:
    """Return whether a character stands on a line, beside what there is of it."""
    low, high = max(line.bottom, one.bottom), min(line.top, one.top)
    height = min(line.top - line.bottom, one.top - one.bottom)
    return high - low > height / 2 and max(one.left - line.right, line.left - one.right) < _GAP * height


def _around(one: Area, other: Area) -> Area:
    return Area(
        min(one.left, other.left), min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top)
    )


def _annotate(page: Any, mark: PageNote, lines: Sequence[_Line]) -> None:  # noqa: ANN401  PDFium's bindings have no types
    """Put one note on a page: on its words, or in the corner where it has none."""
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_HIGHLIGHT if lines else pdfium.FPDF_ANNOT_TEXT)
    if not note:
        raise UnreadError("page", mark.page)  # noqa: EM101  a reason
    for one, quarter in lines:
        first, second, fourth, third = (_corners(one)[(quarter + n) % 4] for n in range(4))  # as the text is read
        pdfium.FPDFAnnot_AppendAttachmentPoints(note, pdfium.FS_QUADPOINTSF(*first, *second, *third, *fourth))
    left, bottom, right, top, _ = reduce(_around, (one for one, _ in lines)) if lines else _corner(page)
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(left, top, right, bottom))
    pdfium.FPDFAnnot_SetColor(note, pdfium.FPDFANNOT_COLORTYPE_Color, *mark.color, 255)
    pdfium.FPDFAnnot_SetFlags(note, _PRINTED)
    for key, value in (("Contents", mark.note), ("T", _AUTHOR)):
        said = value.encode("utf-16-le", "replace") + b"\0\0"
        pdfium.FPDFAnnot_SetStringValue(note, key.encode(), (ctypes.c_ushort * (len(said) // 2)).from_buffer_copy(said))
    pdfium.FPDFPage_CloseAnnot(note)


def _corners(area: Area) -> tuple[tuple[float, float], ...]:
    """Return the corners of a rectangle, clockwise from the upper left."""
    left, bottom, right, top, _ = area
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _corner(page: Any) -> Area:  # noqa: ANN401
    """Return where a note about a whole page stands: in the corner that is the upper right one of the page as it is shown."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    inner = Area(box.left + _CORNER, box.bottom + _CORNER, box.right - _CORNER, box.top - _CORNER)
    x, y = _corners(inner)[(1 - pdfium.FPDFPage_GetRotation(page)) % 4]
    left = x if x == inner.left else x - _CORNER
    bottom = y if y == inner.bottom else y - _CORNER
    return Area(left, bottom, left + _CORNER, bottom + _CORNER)


def _saved(document: Any, data: bytes) -> bytes:  # noqa: ANN401
    """Return the document as a file: what was there, and behind it what is new."""
    out = bytearray()

    def write(_self: object, piece: int, size: int) -> int:
        out.extend(ctypes.string_at(piece, size))
        return 1

    target = pdfium.FPDF_FILEWRITE(version=1)
    target.WriteBlock = type(target.WriteBlock)(write)
    whole = pdfium.FPDF_DocumentHasValidCrossReferenceTable(document)
    if not pdfium.FPDF_SaveAsCopy(document, target, pdfium.FPDF_INCREMENTAL if whole else pdfium.FPDF_NO_INCREMENTAL):
        raise UnreadError("damaged")  # noqa: EM101  a reason
    return _named(bytes(out), kept=len(data) if whole else 0)


def _named(made: bytes, *, kept: int) -> bytes:
    """Return a file whose second name, by which PDF tells versions apart, comes from what it holds and from no clock."""
    found = list(_NAMES.finditer(made, kept))
    if not found:
        return made
    start, end = found[-1].span(1)
    rest = made[:start] + made[end:]
    name = hashlib.shake_128(rest).hexdigest((end - start + 1) // 2).upper().encode()
    return made[:start] + name[: end - start] + made[end:]
