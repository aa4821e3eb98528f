"""From bytes to text, or to an error that says what the bytes are."""

from __future__ import annotations

import pytest

from claimcheck.errors import EmptyInputError, NotTextError
from claimcheck.read.parts.decoding import decode

TEXT = "The café’s fees — 12 percent.\r\n"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32-be"),
        (TEXT.encode("cp1252"), "windows-1252"),
    ],
)
def test_charsets(data: bytes, charset: str) -> None:
    assert decode(data, source="a.txt") == (TEXT, charset)


def test_damaged_utf_8_is_mended() -> None:
    text, charset = decode(("é’“" * 20).encode() + b"\xe2\x80 end", source="a.txt")
    assert text.endswith("\ufffd end")
    assert charset == "utf-8; damaged"


def test_lone_surrogate_in_utf_16() -> None:
    text, charset = decode(b"\xff\xfe" + "It rose by 3 percent".encode("utf-16-le") + b"\x00\xd8.\x00", source="a.txt")
    assert text == "It rose by 3 percent\ufffd."
    assert charset == "utf-16-le; damaged"


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa\0b", b"\xff\xfe\0\0abcabcabc"])
def test_a_mark_that_lies(data: bytes) -> None:
    with pytest.raises(NotTextError, match="byte order mark"):
        decode(data, source="a.txt")


@pytest.mark.parametrize("data", [b" \n", b"\xef\xbb\xbf", b"\xff\xfe \0"])
def test_nothing_but_white_space(data: bytes) -> None:
    with pytest.raises(EmptyInputError, match="white space"):
        decode(data, source="a.txt")


def test_controls_are_text_in_utf_8_but_no_sign_of_cp1252() -> None:
    assert decode(b"a\x1b[31m\x07b", source="a.txt")[0] == "a\x1b[31m\x07b"
    with pytest.raises(NotTextError, match="neither"):
        decode(b"a\xe9" + b"\x01\x02\x03" * 10, source="a.txt")
