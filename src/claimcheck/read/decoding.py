"""From bytes to text: UTF-8, UTF-16 and UTF-32 with their mark, Windows-1252; else an error that says what it is."""

from __future__ import annotations

import codecs
import re
from types import MappingProxyType

from claimcheck.errors import EmptyInputError, NotTextError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = MappingProxyType(
    {
        b"%PDF-": "a PDF",
        b"PK\x03\x04": "a Word, OpenDocument, EPUB or ZIP file",
        b"{\\rtf": "an RTF file",
        b"\xd0\xcf\x11\xe0": "an old Word file",
        b"\x1f\x8b": "a gzip file",
        b"\x89PNG": "an image",
        b"\xff\xd8\xff": "an image",
        b"GIF8": "an image",
    }
)
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = "\ufffd"
_SAVE = "save it as UTF-8 text"
_MOST_REPLACED = 0.1  # of a text's characters
_MOST_CONTROL = 0.02
_MOST_HIGH = 0.3  # of cp1252 bytes: 1-4 % in English, French or German, over half in Greek or Russian


def scrubbed(text: str) -> str:
    """Return ``text`` with each lone surrogate as U+FFFD, since such a string has no UTF-8; no offset moves."""
    return _SURROGATE.sub(_REPLACED, text)


def decode(data: bytes, *, source: str, sniff: bool = True) -> tuple[str, str]:
    """Return the text and the charset it was in; a byte order mark is not part of the text, line ends are kept.

    With ``sniff``, a known format that is not text is named in the error. Raises NotTextError or EmptyInputError.
    """
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        text, charset = _marked(data, source=source, mark=marked[0], charset=marked[1])
    else:
        _refuse_binary(data, source=source, sniff=sniff)
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


def _refuse_binary(data: bytes, *, source: str, sniff: bool) -> None:
    """Raise NotTextError for what is no text: a known format, or NUL bytes."""
    known = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if sniff and known is None and _HTML.match(data[:512]):
        message = f"{source} is HTML, which is not read yet"
        raise NotTextError(message, "save the article as text, or read the tags as words with --input-format text")
    if known and (sniff or b"\0" in data):
        message = f"{source} is {known}, not text"
        raise NotTextError(message, "plain text (.txt) and Markdown (.md) are read: save the article as one of them")
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
