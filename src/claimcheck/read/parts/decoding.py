"""From bytes to text: UTF-8, UTF-16 and UTF-32 with their mark, Windows-1252; else an error that says what it is."""

from __future__ import annotations

import codecs
import re

from claimcheck.errors import EmptyInputError, NotTextError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_REPLACED = "\ufffd"
_SAVE = "save it as UTF-8 text"
_MOST_REPLACED = 0.1  # of a text's characters
_MOST_CONTROL = 0.02
_MOST_HIGH = 0.3  # of cp1252 bytes: 1-4 % in English, French or German, over half in Greek or Russian


def decode(data: bytes, *, source: str) -> tuple[str, str]:
    """Return the text and the charset it was in; a byte order mark is not part of the text, line ends are kept.

    Raises NotTextError or EmptyInputError.
    """
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        text, charset = _marked(data, source=source, mark=marked[0], charset=marked[1])
    else:
        _refuse_binary(data, source=source)
        text, charset = _unmarked(data, source=source)
    if not text.strip():
        message = f"{source} holds nothing but white space"
        raise EmptyInputError(message, "was it saved?")
    return text, charset


def _marked(data: bytes, *, source: str, mark: bytes, charset: str) -> tuple[str, str]:
    """Return text and charset of bytes behind a byte order mark, a wrong sequence here and there as U+FFFD."""
    try:
        text = data[len(mark) :].decode(charset)
    except UnicodeDecodeError:
        text = data[len(mark) :].decode(charset, "replace")
        charset = f"{charset}; damaged"
    too_much = "damaged" in charset and text.count(_REPLACED) > _MOST_REPLACED * len(text)
    if too_much or "\0" in text:
        message = f"{source} has a byte order mark of {charset.split(';')[0]}, but is no such text"
        raise NotTextError(message, _SAVE)
    return text, charset


def _refuse_binary(data: bytes, *, source: str) -> None:
    """Raise NotTextError for what is no text: NUL bytes."""
    nul = data.find(b"\0")
    if nul < 0:
        return
    wide = max(data[0::2].count(0), data[1::2].count(0)) > 0.2 * len(data)
    if wide:
        message = f"{source} looks like UTF-16 without a byte order mark"
        raise NotTextError(message, f"{_SAVE}, or with its byte order mark")
    message = f"{source} is binary: a NUL byte at offset {nul}"
    raise NotTextError(message, f"{_SAVE}; `tr -d '\\000'` removes NULs from a text")


def _unmarked(data: bytes, *, source: str) -> tuple[str, str]:
    """Return text and charset of bytes without a byte order mark: UTF-8, or Windows-1252 where it is plausible."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first_wrong = error.start
    mended = data.decode("utf-8", "replace")
    damaged = mended.count(_REPLACED)
    if sum(character > "\x7f" for character in mended) > 2 * damaged:  # more right sequences than wrong ones
        return mended, "utf-8; damaged"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    high = sum(character > "\x7f" for character in text)
    if not text or high > _MOST_HIGH * len(text) or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        message = (
            f"{source} is neither UTF-8 nor Windows-1252 text: byte {data[first_wrong]:#04x} at offset {first_wrong}"
        )
        raise NotTextError(message, _SAVE)
    return text, "windows-1252"


def media_type_of(base: str, charset: str) -> str:
    """Return a media type that names the charset where it is not UTF-8."""
    return base if charset == "utf-8" else f"{base}; charset={charset}"
