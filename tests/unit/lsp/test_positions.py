"""Places in an editor's text: lines as the protocol has them, and characters in the units of each encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lsp.positions import TextLines

TEXT = "Aé😀b\r\nsecond\rthird\u2028still third\n\n𝒜"
ENCODINGS = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize(
    ("encoding", "character"), [("utf-8", 1 + 2 + 4), ("utf-16", 1 + 1 + 2), ("utf-32", 1 + 1 + 1)]
)
def test_characters_are_counted_in_units_of_the_encoding(encoding: str, character: int) -> None:
    lines = TextLines(TEXT, encoding)
    assert lines.position(TEXT.index("b")) == (0, character)
    assert lines.at(0, character) == TEXT.index("b")


def test_a_line_ends_where_the_protocol_says() -> None:
    lines = TextLines(TEXT)
    assert lines.position(TEXT.index("second")) == (1, 0)
    assert lines.position(TEXT.index("third")) == (2, 0)
    assert lines.position(TEXT.index("still")) == (2, 6)
    assert lines.position(TEXT.index("𝒜")) == (4, 0)
    assert lines.position(len(TEXT)) == (4, 2)


def test_a_place_that_is_not_there_is_the_nearest() -> None:
    lines = TextLines("ab😀\r\ncd")
    assert lines.at(0, 99) == 3  # before the line's end
    assert lines.at(0, 3) == 2  # within the two units of one character
    assert lines.at(99, 0) == len(lines.text)
    assert lines.offset(99, 0) == len(lines.text)


@given(st.text(st.sampled_from("a é😀𝒜\n\r\u2028\x0b\ud800"), max_size=30), st.sampled_from(ENCODINGS), st.data())
def test_an_offset_comes_back_from_its_position(text: str, encoding: str, data: st.DataObject) -> None:
    lines = TextLines(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    back = lines.at(*lines.position(offset))
    assert text[back:offset] in {"", "\r"}  # within the two characters of a line's end it is the end
    assert back <= offset


@given(st.text(st.sampled_from("a é😀𝒜"), max_size=30), st.data())
def test_units_are_those_of_python_s_codecs(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert TextLines(text, "utf-16").position(offset).character == len(text[:offset].encode("utf-16-le")) // 2
    assert TextLines(text, "utf-8").position(offset).character == len(text[:offset].encode())
