"""What is looked at before PDFium opens a file: that it is whole, and that it does not unpack to more than can be read.

PDFium unpacks what a file holds up to 1 GiB a stream, runs a form that calls forms as often as they say, and ends the
process where memory ends. A kilobyte of PDF can ask for all three, so what each page asks for is added up beforehand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from claimcheck.errors import InputError, NotTextError
from claimcheck.read.pdf.filters import unescaped, unpacked

MAX_STREAM = 64 * 2**20
"""Bytes that one stream may unpack to: a font of all Chinese has 20 million."""
MAX_UNPACKED = 512 * 2**20
"""Bytes that all streams but images may unpack to."""
MAX_PAGE, MAX_PAGES = 48 * 2**20, 512 * 2**20
"""What one page and all of them may ask for, in bytes of drawing commands; measured, 48 million take up to 410 MB of memory."""
_PER_OBJECT, _PER_LETTER = 100, 12  # what something drawn, and a character of it, asks for beyond its bytes
_HEAD = 1024  # bytes in which the mark of a PDF stands
_END = b"%%EOF"
_OBJECT_IN_TAIL = re.compile(rb"\bendobj\b|\bendstream\b|\d\s+obj\b")
_ALMOST = re.compile(rb"startxref\s+\d+\s*(?:%%?E?O?F?)?\s*\Z")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[\s\0]{1,8}\d{1,5}[\s\0]{1,8}obj\b")
_STREAM = re.compile(rb"\bstream\r?\n?")
_REFERENCE = rb"(\d{1,10})\s+\d{1,5}\s+R\b"
_REFERENCES = re.compile(_REFERENCE)
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s*" + _REFERENCE)
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]/]*\]|" + _REFERENCE + rb")")
_RESOURCES = re.compile(rb"/Resources\s*" + _REFERENCE)
_XOBJECTS = re.compile(rb"/XObject\s*(?:" + _REFERENCE + rb"|<<([^<>]*)>>)")
_PARENT = re.compile(rb"/Parent\s*" + _REFERENCE)
_DRAWN = re.compile(rb"(?:(?<=\s)(?:[SsfFBbnq]\*?|sh|EI)|(?<=[\s)>\]])(?:Tj|TJ|['\"]))(?=[\s/(\[<]|\Z)")
_LETTERS = re.compile(rb"\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]++>", re.DOTALL)
_CALLS = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FIRST, _NUMBER = re.compile(rb"/First\s+(\d{1,10})\b"), re.compile(rb"(?<!\d)(\d{1,10})\b")
_PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_DEEPEST = 30  # forms in forms; PDFium reads no deeper


def require_whole(data: bytes, source: str) -> None:
    """Raise an InputError for what is no PDF, or a part of one: a file that was cut off would open without its last pages."""
    if b"%PDF-" not in data[:_HEAD]:
        message = f"{source} is no PDF file"
        raise NotTextError(message, "name the format that it is of: --input-format text, say")
    end = data.rfind(_END)
    if (end < 0 or _OBJECT_IN_TAIL.search(data, end)) and not _ALMOST.search(data[-200:]):
        message = f"{source} is cut off: the end of the PDF is missing"
        raise InputError(message, "download or export it anew")


def require_bounded(data: bytes, source: str) -> None:
    """Raise an InputError for a file whose pages ask for more than is read. What is encrypted cannot be looked into."""
    try:
        file = _File()
        file.read(data)
        damaged = file.add_up() and b"/Encrypt" not in data
    except _TooMuchError as error:
        message = f"{source} unpacks to more than is read: {error}"
        raise InputError(message, "print it to a new PDF, or split it into articles") from None
    if damaged:
        message = f"{source} is damaged: what is on a page cannot be unpacked"
        raise InputError(message, "download or export it anew")


class _TooMuchError(Exception):
    """The file asks for more than is read: ``what`` says for what, with ``{}`` for how much is the most."""

    def __init__(self, most: int, what: str) -> None:
        super().__init__(what.format(f"{most // 2**20} MiB"))


@dataclass(slots=True)
class _Content:
    """Drawing commands: what they ask for by themselves, and how often they call which other."""

    weight: int
    calls: Counter[bytes]


@dataclass(slots=True)
class _File:
    """The objects of a file, as far as they tell what its pages draw; of one that is there several times, each."""

    heads: dict[int, list[bytes]] = field(default_factory=dict)
    contents: dict[int, list[_Content]] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)
    unpacked: int = 0
    damaged: set[int] = field(default_factory=set)

    def read(self, data: bytes) -> None:
        """Find the file's objects."""
        found = list(_OBJECT.finditer(data))
        ends = [*(match.start() for match in found[1:]), len(data)]
        for match, end in zip(found, ends, strict=False):  # of a file without an object there is one end
            begins = _STREAM.search(data, match.end(), end)
            head = unescaped(data[match.end() : begins.start() if begins else end])
            number = int(match[1])
            self.heads.setdefault(number, []).append(head)
            if begins and not _IMAGE.search(head):
                self._stream(number, head, data[begins.end() : end])

    def _stream(self, number: int, head: bytes, packed: bytes) -> None:
        """Look at what a stream unpacks to."""
        stream, whole = unpacked(head, packed, most=MAX_STREAM)
        if not whole:
            self.damaged.add(number)
        self.unpacked += len(stream)
        if len(stream) > MAX_STREAM:
            raise _TooMuchError(MAX_STREAM, "a stream has more than {}")
        if self.unpacked > MAX_UNPACKED:
            raise _TooMuchError(MAX_UNPACKED, "more than {} in all")
        if _PACKED_OBJECTS.search(head):
            self._packed_objects(head, stream)
        elif b"Do" in stream or b"T" in stream or len(stream) > MAX_PAGE // 8:
            letters = sum(len(letters) for letters in _LETTERS.findall(stream))
            weight = len(stream) + _PER_OBJECT * len(_DRAWN.findall(stream)) + _PER_LETTER * letters
            self.contents.setdefault(number, []).append(_Content(weight, Counter(_CALLS.findall(stream))))
        else:
            self.contents.setdefault(number, []).append(_Content(len(stream), Counter()))

    def _packed_objects(self, head: bytes, stream: bytes) -> None:
        """Find the objects that a stream of objects holds: pairs of number and offset, then the objects."""
        at = _FIRST.search(head)
        first = int(at[1]) if at else 0
        pairs = [int(number[1]) for number in _NUMBER.finditer(stream, 0, first)]
        offsets = [*(first + offset for offset in pairs[1::2]), len(stream)]
        for number, start, end in zip(pairs[::2], offsets, offsets[1:], strict=False):
            self.heads.setdefault(number, []).append(unescaped(stream[start:end]))

    def add_up(self) -> bool:
        """Return whether what a page draws is damaged. Raises _TooMuchError where a page, or all of them, ask for too much."""
        whole, damaged = 0, False
        for number, heads in self.heads.items():
            for head in heads:
                match = _CONTENTS.search(head)
                if match is None:
                    continue
                parts = [int(part) for part in _REFERENCES.findall(match[1])]
                if match[2] and int(match[2]) not in self.contents:  # an array that is an object of its own
                    parts = [int(n) for array in self.heads.get(int(match[2]), ()) for n in _REFERENCES.findall(array)]
                forms = self._forms(number, deep=0)
                page = sum(self._weight(part, forms=forms, path=frozenset()) for part in parts)
                whole += page
                damaged |= any(part in self.damaged and len(self.contents.get(part, ())) == 1 for part in parts)
                if page > MAX_PAGE:
                    raise _TooMuchError(MAX_PAGE, "a page draws more than {}")
        if whole > MAX_PAGES:
            raise _TooMuchError(MAX_PAGES, "its pages draw more than {}")
        return damaged

    def _weight(self, number: int, *, forms: dict[bytes, set[int]], path: frozenset[int]) -> int:
        """Return what a stream asks for with all that it calls, the heaviest where an object is there several times."""
        if number in path or len(path) > _DEEPEST:
            return 0
        known = self.weights.get(number)
        if known is not None:
            return known
        own = self._forms(number, deep=0) or forms
        heaviest = 0
        for content in self.contents.get(number, ()):
            weight = content.weight
            for name, times in content.calls.items():
                inner = [self._weight(form, forms=own, path=path | {number}) for form in own.get(name, ())]
                weight += times * (_PER_OBJECT + max(inner, default=0))
                if weight > MAX_PAGE:
                    raise _TooMuchError(MAX_PAGE, "a page draws more than {}")
            heaviest = max(heaviest, weight)
        self.weights[number] = heaviest
        return heaviest

    def _forms(self, number: int, *, deep: int) -> dict[bytes, set[int]]:
        """Return the names under which an object's resources, or those of what it is a part of, hold forms."""
        found: dict[bytes, set[int]] = {}
        for head in self.heads.get(number, ()):
            resources = [head, *(r for n in _RESOURCES.findall(head) for r in self.heads.get(int(n), ()))]
            for match in (match for one in resources for match in _XOBJECTS.finditer(one)):
                listed = self.heads.get(int(match[1]), ()) if match[1] else (match[2],)
                for name, form in (pair for one in listed for pair in _NAMED.findall(one)):
                    found.setdefault(name, set()).add(int(form))
            if not found and deep < _DEEPEST and (parent := _PARENT.search(head)):
                found = self._forms(int(parent[1]), deep=deep + 1)
        return found
