"""Whether a file is whole: its end is there, and what its pages draw can be unpacked. PDFium reads on without what is not."""

from __future__ import annotations

import re
import zlib

_HEAD = 1024  # bytes in which the mark of a PDF stands
_END = b"%%EOF"
_OBJECT_IN_TAIL = re.compile(rb"\bendobj\b|\bendstream\b|\d\s+obj\b")
_ALMOST = re.compile(rb"startxref\s{1,9}\d{1,20}\s{0,9}(?:%%?E?O?F?)?\s{0,99}\Z")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/Filter\s*(?:/Fl|\[\s*/Fl)(?:ateDecode)?\s*[\]/>\s]")
_OTHER = re.compile(rb"/(?:Type|Subtype|Length1|Filter\s*\[[^\]/]*/[^\]/]*/)")
_DICTIONARY = 2000  # bytes, of a stream
_PIECE, _MOST = 2**20, 64 * 2**20


def is_pdf(data: bytes) -> bool:
    """Return whether the mark of a PDF stands where it has to (Annex H of ISO 32000)."""
    return b"%PDF-" in data[:_HEAD]


def is_cut_off(data: bytes) -> bool:
    """Return whether the end of a file is missing: it would open without its last pages."""
    end = data.rfind(_END)
    return (end < 0 or _OBJECT_IN_TAIL.search(data, end) is not None) and not _ALMOST.search(data[-200:])


def is_damaged(data: bytes) -> bool:
    """Return whether the drawing commands of a page cannot be unpacked. What is encrypted cannot be looked into."""
    if b"/Encrypt" in data:
        return False
    for match in _STREAM.finditer(data):
        start = match.start()
        head = data[data.rfind(b"obj", max(0, start - _DICTIONARY), start) : start]
        if _FLATE.search(head) and not _OTHER.search(head) and not _unpacks(data, match.end()):
            return True
    return False


def _unpacks(data: bytes, at: int) -> bool:
    """Return whether a stream that starts there can be unpacked, but for its checksum, or is none of Flate's at all."""
    end = data.find(b"endstream", at)
    rest = data[at : end if end >= 0 else len(data)]
    unpacker, made = zlib.decompressobj(), 0
    try:
        while made < _MOST and not unpacker.eof and rest:
            made += len(unpacker.decompress(rest, _PIECE))
            rest = unpacker.unconsumed_tail
    except zlib.error as error:
        return "header check" in str(error) or "data check" in str(error)
    return True
