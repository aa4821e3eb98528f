"""RTF as tokens: groups, control words, bytes of text; and the code pages that the bytes are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,64})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\"
)
OPEN, CLOSE = "{", "}"
TEXT = "'"
"""The name of a token that is text: ``data`` holds its bytes."""
_BINARY = "bin"

CODE_PAGES: Mapping[int, str] = MappingProxyType(
    {
        0: "cp1252", 1: "cp1252", 2: "cp1252", 77: "mac_roman", 78: "shift_jis", 80: "big5", 81: "euc_kr",
        84: "mac_greek", 85: "mac_turkish", 89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
        136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
        204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
    }
)  # fmt: skip
"""The code page of a font by its charset number."""


class RtfToken(NamedTuple):
    """A brace, a control word or symbol with its number, or text as bytes (``number`` 1 for one written as a code)."""

    name: str
    number: int | None = None
    data: bytes = b""


def tokens_of(data: bytes) -> Iterator[RtfToken]:
    r"""Yield the tokens of an RTF file; the bytes behind ``\bin`` are none."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        word, number, coded, symbol, brace, text = match.groups()
        if word is not None:
            name = word.decode("ascii")
            if name == _BINARY:
                at += max(int(number or 0), 0)
            else:
                yield RtfToken(name, int(number) if number is not None else None)
        elif coded is not None:
            yield RtfToken(TEXT, 1, bytes((int(coded, 16),)))
        elif symbol is not None and symbol in b"\\{}":
            yield RtfToken(TEXT, 1, symbol)
        elif symbol is not None:
            yield RtfToken(symbol.decode("latin-1"))
        elif brace is not None:
            yield RtfToken(brace.decode("ascii"))
        elif text is not None:
            yield RtfToken(TEXT, None, text)


def code_page(number: int) -> str:
    r"""Return the codec of an ``\ansicpg`` number, Windows-1252 for one that is none."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
