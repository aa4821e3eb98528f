"""A PDF file through PDFium: its pages' characters, links and images as plain values. Only ``marks``, which writes, calls it too.

What is opened here is closed here, by ``with``; PDFium keeps nothing of a file beyond that, and prints nothing. It is
imported by the child process only: see ``worker``.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium  # without pypdfium2's own helpers, which cost 20 ms more

from claimcheck.read.pdf.leaf import Area, UnreadError

Handle = Any  # a pointer of PDFium's, whose bindings have no types
_PASSWORD, _SECURITY = pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY
_PAGE = "page"
_HYPHEN = 0x02  # PDFium's own code for a hyphen at a line's end
_REPLACED = "\ufffd"
_HALVES = 0xD800, 0xDC00, 0xE000  # where UTF-16's first and second halves begin, and end
_HIDDEN = 3  # the text rendering mode of a layer that OCR laid under its scan
_BOLD_FLAG = 1 << 18  # ForceBold, ISO 32000 table 121
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
_SKEW = math.radians(6)  # a page that was laid on the scanner by hand
_OWN_UNITS = (
    4.0  # of its size: a character so tall is of a font that is drawn in units of its own, as dvips draws its bitmaps
)
_MOST_OBJECTS = 5000  # of a page, looked through for images
_MOST_LINKS = 100_000  # of a page
_MOST_FIELDS = 1000  # annotations of a page, looked through for a field
_LONGEST = 8192  # bytes of an address or of a title


class Type(NamedTuple):
    """What one text object of a page is set in; two objects are two Types, though they may look alike."""

    size: float
    bold: bool = False
    hidden: bool = False


class Glyph(NamedTuple):
    """One character, upright: from ``left`` to ``right`` on the line at the height ``base``, in points from the page's foot."""

    text: str
    left: float
    right: float
    base: float
    type: Type


class Pdf(NamedTuple):  # a dataclass would import inspect: 8 ms of each child
    """An open file."""

    handle: Handle

    @property
    def pages(self) -> int:
        """How many pages the file says it has."""
        return int(pdfium.FPDF_GetPageCount(self.handle))

    def said(self, key: str) -> str:
        """Return an entry of the document's information, such as ``Title``, empty where there is none."""
        said = _written(partial(pdfium.FPDF_GetMetaText, self.handle, key.encode()))
        return said.decode("utf-16-le", "ignore").split("\0")[0].strip()

    @contextmanager
    def page(self, number: int) -> Iterator[Page]:
        """Open the page of that number, counted from 1."""
        with ExitStack() as stack:
            handle = stack.enter_context(self.loaded(number))
            links = tuple(_links(self.handle, handle))
            if _is_filled(handle):
                self._flatten(handle)
                handle = stack.enter_context(self.loaded(number))
            text = pdfium.FPDFText_LoadPage(handle)
            if not text:
                raise UnreadError(_PAGE, number)
            stack.callback(pdfium.FPDFText_ClosePage, text)
            yield _page(handle, text, links)

    def _flatten(self, page: Handle) -> None:
        """Draw what is typed in on the page, where text is looked for; links are lost by that.

        As a form that is filled in: a field of LaTeX has its value, and no look until a program that shows it makes one.
        """
        form = pdfium.FPDFDOC_InitFormFillEnvironment(self.handle, callbacks := pdfium.FPDF_FORMFILLINFO(version=2))
        pdfium.FORM_OnAfterLoadPage(page, form)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FORM_OnBeforeClosePage(page, form)
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)
        del callbacks  # which PDFium calls until then

    @contextmanager
    def loaded(self, number: int) -> Iterator[Handle]:
        """Open the page of that number as it is in the file."""
        handle = pdfium.FPDF_LoadPage(self.handle, number - 1)
        if not handle:
            raise UnreadError(_PAGE, number)
        try:
            yield handle
        finally:
            pdfium.FPDF_ClosePage(handle)


@contextmanager
def opened(data: bytes) -> Iterator[Pdf]:
    """Open a file from its bytes. Raises UnreadError."""
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        error = pdfium.FPDF_GetLastError()
        raise UnreadError({_PASSWORD: "password", _SECURITY: "security"}.get(error, "damaged"))
    try:
        yield Pdf(handle)
    finally:
        pdfium.FPDF_CloseDocument(handle)
        pdfium.FPDF_DestroyLibrary()


def _page(handle: Handle, text: Handle, links: tuple[Area, ...]) -> Page:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, box)
    turn = int(pdfium.FPDFPage_GetRotation(handle)) % 4
    return Page(handle, text, links, Area(box.left, box.bottom, box.right, box.top), turn)


class Page(NamedTuple):
    """An open page. ``turn`` is by how many quarters, clockwise, it is turned to be read."""

    handle: Handle
    text: Handle
    laid: tuple[Area, ...]
    box: Area
    turn: int

    @property
    def characters(self) -> int:
        """How many characters are on the page, with those that PDFium adds."""
        return max(0, int(pdfium.FPDFText_CountChars(self.text)))

    def size(self, turn: int) -> tuple[float, float]:
        """Return the page's width and height, turned."""
        width, height = self.box.right - self.box.left, self.box.top - self.box.bottom
        return (height, width) if turn % 2 else (width, height)

    def turns(self) -> tuple[int, int, int, int]:
        """Return how many characters can be read with the page turned by 0, 1, 2 and 3 quarters, by a sample of 500."""
        found = [0, 0, 0, 0]
        for index in range(0, self.characters, max(1, self.characters // 500)):
            if pdfium.FPDFText_GetTextObject(self.text, index):
                quarter = _quarter(pdfium.FPDFText_GetCharAngle(self.text, index))
                if quarter is not None:
                    found[-quarter % 4] += 1
        return found[0], found[1], found[2], found[3]

    def glyphs(self, turn: int, beside: list[str]) -> Iterator[Glyph]:
        """Yield the page's own characters, in the order of the file, that stand upright on it when it is turned so.

        The others are added to ``beside``, with the spaces that PDFium sees between them.
        """
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        text, turned = self.text, _turned(self.box, turn)
        types = _Types(text)
        unicode_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
        origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
        page = Area(0.0, 0.0, *self.size(turn))
        first = 0  # of the two halves in which PDFium tells a character of mathematics, such as a bold 4
        for index in range(self.characters):
            which = object_of(text, index)
            code, half = _whole(first, unicode_of(text, index)), first
            first = code if _HALVES[0] <= code < _HALVES[1] and not half else 0
            if first:
                continue
            if not which:
                beside.append(" ")
                continue  # a space or a line's end that PDFium adds
            kind, quarter = types.of(which, index)
            if quarter is None or (quarter + turn) % 4:
                beside.append(_character(code))
                continue
            origin_of(text, index, x, y)
            box_of(text, index, box)
            left, bottom = turned(box.left, box.bottom)
            right, top = turned(box.right, box.top)
            _, base = turned(x.value, y.value)
            left, right = (left, right) if left <= right else (right, left)
            on_page = page.left <= (left + right) / 2 <= page.right and page.bottom <= (bottom + top) / 2 <= page.top
            if on_page and kind.size > 0 and math.isfinite(base):
                yield Glyph(_character(code), left, right, base, kind)
            else:
                beside.append(_character(code))

    def letters(self) -> str:
        """Return all characters of the page, in the order of the file, one for each that PDFium counts."""
        return "".join(_character(pdfium.FPDFText_GetUnicode(self.text, index)) for index in range(self.characters))

    def boxes(self, characters: Iterable[int]) -> Iterator[tuple[Area, int]]:
        """Yield where these characters stand on the unturned page, without those that PDFium adds; and the quarters they are turned by."""
        box = pdfium.FS_RECTF()
        for index in characters:
            if pdfium.FPDFText_GetTextObject(self.text, index):
                pdfium.FPDFText_GetLooseCharBox(self.text, index, box)
                quarter = _quarter(pdfium.FPDFText_GetCharAngle(self.text, index)) or 0
                yield _area((box.left, box.bottom), (box.right, box.top)), quarter

    def links(self, turn: int) -> Iterator[Area]:
        """Yield where the page is laid under a link that leads out of the document, in the order of the file."""
        turned = _turned(self.box, turn)
        for left, bottom, right, top, href in self.laid:
            yield _area(turned(left, bottom), turned(right, top), href)

    def images(self, turn: int) -> Iterator[Area]:
        """Yield where the page has an image."""
        turned = _turned(self.box, turn)
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(min(pdfium.FPDFPage_CountObjects(self.handle), _MOST_OBJECTS)):
            item = pdfium.FPDFPage_GetObject(self.handle, index)
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
                continue
            if pdfium.FPDFPageObj_GetBounds(item, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                yield _area(turned(left, bottom), turned(right, top))


def _links(document: Handle, page: Handle) -> Iterator[Area]:
    """Yield the areas of a page's links, as they lie on it unturned."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        href = _href(document, link)
        if href:
            yield from (Area(*corners, href) for corners in _boxes(link))


def _href(document: Handle, link: Handle) -> str:
    """Return the address that a link leads to, empty for one that leads to a page."""
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    address = _written(partial(pdfium.FPDFAction_GetURIPath, document, action)).split(b"\0")[0]
    try:
        return address.decode("utf-8").strip()
    except UnicodeDecodeError:
        return address.decode("latin-1").strip()


def _is_filled(page: Handle) -> bool:
    """Return whether a page has fields of a form, or text that was typed on it later."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT}:
            return True
    return False


def _written(write: Callable[[Any, int], int]) -> bytes:
    """Return what PDFium writes into a buffer, nothing where it is longer than is read."""
    length = int(write(None, 0))
    buffer = ctypes.create_string_buffer(length if length <= _LONGEST else 0)
    write(buffer, len(buffer))
    return buffer.raw


def _turned(box: Area, turn: int) -> Callable[[float, float], tuple[float, float]]:
    """Return what says where a point is when the page is turned by quarters, clockwise, with its lower left corner at 0, 0."""
    ways: tuple[Callable[[float, float], tuple[float, float]], ...] = (
        lambda x, y: (x - box.left, y - box.bottom),
        lambda x, y: (y - box.bottom, box.right - x),
        lambda x, y: (box.right - x, box.top - y),
        lambda x, y: (box.top - y, x - box.left),
    )
    return ways[turn % 4]


class _Types:
    """The types of a page's text objects, each looked up once while its characters go by."""

    def __init__(self, text: Handle) -> None:
        self.text = text
        self.last = b""
        self.found: tuple[Type, int | None] = (Type(0.0), None)
        self.fonts: dict[bytes, bool] = {}
        self.drawn: dict[tuple[bytes, float], float] | None = None

    def of(self, which: Handle, index: int) -> tuple[Type, int | None]:
        """Return the type of a text object, and the quarter of its angle, from the character ``index`` in it."""
        address = bytes(which)
        if address != self.last:
            self.last = address
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self.text, index, matrix)
            scale = math.hypot(matrix.c, matrix.d)
            size = abs(pdfium.FPDFText_GetFontSize(self.text, index)) * scale
            hidden = pdfium.FPDFTextObj_GetTextRenderMode(which) == _HIDDEN
            angle = pdfium.FPDFText_GetCharAngle(self.text, index)
            size = round(size, 2) if math.isfinite(size) else 0.0
            size = self._drawn_size(which, size) if _height(self.text, index) > _OWN_UNITS * size > 0 else size
            self.found = Type(size, self._bold(which, index), hidden), _quarter(angle)
        return self.found

    def _drawn_size(self, which: Handle, size: float) -> float:
        """Return the size of a font that has units of its own: its tallest character on the page is about one em."""
        if self.drawn is None:
            self.drawn = {}
            for index in range(pdfium.FPDFText_CountChars(self.text)):
                if one := pdfium.FPDFText_GetTextObject(self.text, index):
                    key = (
                        bytes(pdfium.FPDFTextObj_GetFont(one)),
                        round(pdfium.FPDFText_GetFontSize(self.text, index), 2),
                    )
                    self.drawn[key] = max(self.drawn.get(key, 0.0), _height(self.text, index))
        tallest = self.drawn.get((bytes(pdfium.FPDFTextObj_GetFont(which)), size), 0.0)
        return round(tallest, 1) or size

    def _bold(self, which: Handle, index: int) -> bool:
        """Return whether an object's font is a bold one, by its weight, its flags or its name."""
        font = bytes(pdfium.FPDFTextObj_GetFont(which))
        if font not in self.fonts:
            flags, name = ctypes.c_int(0), ctypes.create_string_buffer(256)
            length = int(pdfium.FPDFText_GetFontInfo(self.text, index, name, 256, flags))
            called = name.raw[: min(max(length - 1, 0), 255)].decode("utf-8", "replace").lower()
            weight = int(pdfium.FPDFText_GetFontWeight(self.text, index))
            named = any(part in called for part in _BOLD_NAMES)
            self.fonts[font] = named or bool(flags.value & _BOLD_FLAG) or weight >= _BOLD_WEIGHT
        return self.fonts[font]


def _height(text: Handle, index: int) -> float:
    """Return how tall a character's box is."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    return float(box.top - box.bottom)


def _quarter(angle: float) -> int | None:
    """Return by how many quarters, clockwise, text of this angle is turned; None for text that stands askew."""
    if not math.isfinite(angle) or angle < 0:
        return None
    quarters = round(angle / (math.pi / 2))
    return quarters % 4 if abs(angle - quarters * math.pi / 2) <= _SKEW else None


def _whole(first: int, code: int) -> int:
    """Return the character of which a code is the second half, the code itself where it is none."""
    low, high = _HALVES[1:]
    return 0x10000 + ((first - _HALVES[0]) << 10) + code - low if first and low <= code < high else code


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:  # noqa: PLR2004  no character has such a number
        return _REPLACED
    return chr(code)


def _boxes(link: Handle) -> Iterator[tuple[float, float, float, float]]:
    """Yield a link's rectangles: one for each line of text where the file says so, else the one around them all."""
    quad = pdfium.FS_QUADPOINTSF()
    count = min(pdfium.FPDFLink_CountQuadPoints(link), 100)
    found = 0
    for index in range(count):
        if pdfium.FPDFLink_GetQuadPoints(link, index, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            found += 1
            yield min(xs), min(ys), max(xs), max(ys)
    box = pdfium.FS_RECTF()
    if not found and pdfium.FPDFLink_GetAnnotRect(link, box):
        yield box.left, box.bottom, box.right, box.top


def _area(one: tuple[float, float], other: tuple[float, float], href: str = "") -> Area:
    """Return the rectangle with these two corners."""
    return Area(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]), href)
