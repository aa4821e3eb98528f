"""What a stream of a PDF unpacks to, up to a length: the filters of ISO 32000 but those of images."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

_FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]\[]*\]|/[^\s/<>\[\](){}%]+)")
_NAMES = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_FILTERS = 5
_CLEAR, _END, _CODES = 256, 257, 4096  # of LZW
_EMPTY_RUN = 128  # the length byte that ends a run-length stream


def unescaped(head: bytes) -> bytes:
    """Return a dictionary with its names as they are read: ``/Fl#61teDecode`` is ``/FlateDecode``."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), head) if b"#" in head else head


def unpacked(head: bytes, packed: bytes, *, most: int) -> tuple[bytes, bool]:
    """Return a stream unpacked, at most about ``most`` bytes of it, and whether it could be.

    ``head`` is its dictionary. A filter that is not named there, but looks like Flate, is taken for it.
    """
    match = _FILTER.search(head)
    names = _NAMES.findall(match[1])[:_MOST_FILTERS] if match else [b"Fl"] if packed[:1] == b"x" else []
    for name in names:
        unpack = _UNPACK.get(name)
        if unpack is None:
            return packed, True
        try:
            packed = unpack(packed, most)
        except (ValueError, zlib.error, binascii.Error) as error:
            return packed, "header check" in str(error)  # encrypted, or no such stream
        if len(packed) > most:
            break
    return packed, True


def _inflate(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most + 1)
    except zlib.error as error:
        try:  # without the checksum at its end, which is what is wrong most often
            return zlib.decompressobj(-15).decompress(packed[2:], most + 1)
        except zlib.error:
            raise error from None


def _ascii85(packed: bytes, most: int) -> bytes:
    del most  # it can only shrink, but for a `z`, which is four zeros
    return base64.a85decode(packed.split(b"~>")[0].strip().removeprefix(b"<~"))


def _ascii_hex(packed: bytes, most: int) -> bytes:
    del most  # it can only shrink
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", packed.split(b">")[0])
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _run_length(packed: bytes, most: int) -> bytes:
    made = bytearray()
    at = 0
    while at < len(packed) and len(made) <= most and packed[at] != _EMPTY_RUN:
        length = packed[at]
        if length < _EMPTY_RUN:
            made += packed[at + 1 : at + 2 + length]
            at += length + 2
        else:
            made += packed[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(made)


def _lzw(packed: bytes, most: int) -> bytes:
    made = bytearray()
    table: list[bytes] = []
    width, bits, held = 9, 0, 0
    before = b""
    for byte in packed:
        held = (held << 8 | byte) & 0xFFFFFF
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _END or len(made) > most:
            break
        if code == _CLEAR:
            table, width, before = [], 9, b""
            continue
        place = code - _END - 1
        if place > len(table) or (place == len(table) and not before):
            break  # PDFium stops there too
        entry = bytes([code]) if code < _CLEAR else table[place] if place < len(table) else before + before[:1]
        made += entry
        if before and len(table) + _END + 1 < _CODES:
            table.append(before + entry[:1])
        before = entry
        width = min(12, max(9, (len(table) + _END + 2).bit_length()))
    return bytes(made)


_UNPACK: Mapping[bytes, Callable[[bytes, int], bytes]] = MappingProxyType(
    {
        b"FlateDecode": _inflate, b"Fl": _inflate, b"ASCII85Decode": _ascii85, b"A85": _ascii85,
        b"ASCIIHexDecode": _ascii_hex, b"AHx": _ascii_hex, b"RunLengthDecode": _run_length, b"RL": _run_length,
        b"LZWDecode": _lzw, b"LZW": _lzw,
    }
)  # fmt: skip
