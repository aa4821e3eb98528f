"""Which format a file is of: by its first bytes where they say so, since a suffix can be wrong, else by its suffix."""

from __future__ import annotations

import re
from pathlib import PurePath
from types import MappingProxyType

from claimcheck.errors import NotTextError

FORMATS = MappingProxyType(
    {
        "text": (".txt", ".text"),
        "markdown": (".md", ".markdown", ".mdown", ".qmd"),
        "html": (".html", ".htm", ".xhtml"),
        "docx": (".docx", ".docm"),
        "pdf": (".pdf",),
        "odt": (".odt",),
        "epub": (".epub",),
        "rtf": (".rtf",),
    }
)
"""The formats that are read, with their suffixes; ``read_<name>`` in the module of that name reads one."""
FOLDERS = {name: f"office.{name}" for name in ("docx", "odt", "rtf", "epub")}
_SUFFIXES = MappingProxyType({suffix: name for name, suffixes in FORMATS.items() for suffix in suffixes})
READ = "text, Markdown, HTML, DOCX, PDF, ODT, EPUB and RTF"
_OLE = b"\xd0\xcf\x11\xe0"
_BINARY = MappingProxyType(
    {
        _OLE: "an old Word file (.doc)",
        b"\x1f\x8b": "a gzip file",
        b"\x89PNG": "an image",
        b"\xff\xd8\xff": "an image",
        b"GIF8": "an image",
        b"\x7fELF": "a program",
    }
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_PDF_WITHIN = 1024  # bytes in which a PDF's mark has to stand (ISO 32000, Annex H)
_PARTS = (
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"META-INF/container\.xml"), "epub"),
    (re.compile(r"content\.xml"), "odt"),
)
_ENCRYPTED = "EncryptedPackage".encode(
    "utf-16-le"
)  # the stream that holds a DOCX with a password ([MS-OFFCRYPTO] 2.3.4.4)


def format_of(data: bytes, name: str) -> str:
    """Return the name of the format of ``data`` from the file ``name``. Raises NotTextError for what is not read."""
    suffix = PurePath(name).suffix.lower()
    claimed = _SUFFIXES.get(suffix, "text")
    if data.startswith(_OLE) and _ENCRYPTED in data:
        message = f"{name} is encrypted"
        raise NotTextError(message, "open it where it was written, and save a copy without a password")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            message = f"{name} is {what}"
            raise NotTextError(message, f"{READ} are read: save the article as one of them")
    if b"%PDF-" in data[:_PDF_WITHIN] and (claimed == "pdf" or data.startswith(b"%PDF-")):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name, claimed)
    if _HTML.match(data[:4096]):
        return "html"
    return claimed if claimed in {"text", "markdown", "html"} else _mistaken(data, name, claimed)


def _zipped(data: bytes, name: str, claimed: str) -> str:
    """Return which of the formats that are ZIP files ``data`` is; what the suffix says where it is damaged."""
    from claimcheck.read.parts.archive import names_in  # zipfile costs 20 ms, which a text need not pay

    parts = names_in(data)
    found = next((kind for pattern, kind in _PARTS if any(pattern.fullmatch(part) for part in parts)), None)
    if found is None and (claimed not in {"docx", "odt", "epub"} or parts):
        message = f"{name} is a ZIP file, but no document that is read"
        raise NotTextError(message, f"{READ} are read: unpack it, and name the articles in it")
    return found or claimed


def _mistaken(data: bytes, name: str, claimed: str) -> str:
    """Return ``text`` for text with a document's suffix; raise NotTextError for anything else."""
    if b"\0" in data[:65536]:
        message = f"{name} is no {claimed.upper()} file, though it is named so"
        raise NotTextError(message, "it may be damaged: open it where it was written, and save it anew")
    return "text"
