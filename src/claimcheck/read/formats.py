"""The formats that are read, a row each; and which of them a file is of.

By its first bytes where they say so, since a suffix can be wrong, else by its suffix. An installed distribution brings
more rows by entry points of the group ``claimcheck.readers``, each a :class:`Format`; they are looked up only for what
no row here names.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.errors import NotTextError, UsageError

if TYPE_CHECKING:
    from claimcheck.article import Article

Reader = Callable[[bytes | str, str], "Article"]
GROUP = "claimcheck.readers"


class Format(NamedTuple):  # a dataclass would cost 3 ms to make, which every command pays
    """A format: ``read_<name>`` in ``module`` reads it, which is not imported before.

    ``text`` says that a file of it is text in some charset; such a reader takes a decoded text, too, even an empty one.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    text: bool = False
    opens: bytes = b""
    """A pattern of how its files begin; empty where their first bytes say nothing."""
    within: int = 0
    """In how many bytes that has to stand where the name says what the file is."""
    member: str = ""
    """A pattern of what a ZIP file of it holds."""

    def reader(self) -> Reader:
        """Return what reads it."""
        found: Reader = getattr(importlib.import_module(self.module), f"read_{self.name}")
        return found

    def begins(self, data: bytes, *, named: bool) -> bool:
        """Return whether bytes begin as its files do; ``named`` says that their name says so."""
        if not self.opens:
            return False
        return bool(re.match(self.opens, data[:_HEAD]) or (named and re.search(self.opens, data[: self.within])))

    def packs(self, members: frozenset[str]) -> bool:
        """Return whether a ZIP file with these members is of it."""
        return bool(self.member) and any(re.fullmatch(self.member, member) for member in members)


_HEAD = 4096  # bytes
_HTML = rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html)\b"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
_ROWS = (
    Format("text", "text", "claimcheck.read.text", (".txt", ".text"), ("text/plain",), text=True),
    Format(
        "markdown", "Markdown", "claimcheck.read.markdown", (".md", ".markdown", ".mdown", ".qmd"), ("text/markdown",),
        text=True,
    ),
    Format(
        "html", "HTML", "claimcheck.read.html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"),
        text=True, opens=_HTML,
    ),
    Format("docx", "DOCX", "claimcheck.read.office.docx", (".docx", ".docm"), (_WORD,), member=r"word/document\d*\.xml"),
    Format("pdf", "PDF", "claimcheck.read.pdf", (".pdf",), ("application/pdf",), opens=b"%PDF-", within=1024),  # Annex H
    Format("odt", "ODT", "claimcheck.read.office.odt", (".odt",), (_ODT,), member=r"content\.xml"),
    Format(
        "epub", "EPUB", "claimcheck.read.office.epub", (".epub",), ("application/epub+zip",),
        member=r"META-INF/container\.xml",
    ),
    Format(
        "rtf", "RTF", "claimcheck.read.office.rtf", (".rtf",), ("application/rtf", "text/rtf"), opens=rb"\{\\rtf",
    ),
)  # fmt: skip
FORMATS: dict[str, Format] = {row.name: row for row in _ROWS}
"""The formats that claimcheck reads, by their names."""
_OLE = b"\xd0\xcf\x11\xe0"
_BINARY = MappingProxyType(
    {
        _OLE: "an old Word file (.doc)", b"\x1f\x8b": "a gzip file", b"\x89PNG": "an image", b"\xff\xd8\xff": "an image",
        b"GIF8": "an image", b"\x7fELF": "a program",
    }
)  # fmt: skip
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # in a DOCX with a password ([MS-OFFCRYPTO] 2.3.4.4)


@cache
def installed() -> Mapping[str, Format]:
    """Return the formats that installed distributions bring. Raises a UsageError for one that cannot be loaded."""
    from importlib.metadata import entry_points  # 20 ms, which no file of a known format has to pay

    found: dict[str, Format] = {}
    for point in entry_points(group=GROUP):
        row = None
        try:
            row = point.load()
        except (ImportError, AttributeError) as error:
            reason = str(error)
        else:
            reason = f"{point.value} is no claimcheck.read.formats.Format"
        if not isinstance(row, Format):
            message = f"the format {point.name} that is installed cannot be read: {reason}"
            raise UsageError(message, f"uninstall {point.dist.name if point.dist else point.value}, or mend it")
        found[row.name] = row
    return found


def known(name: str) -> Format | None:
    """Return the format of a name, None for none."""
    return FORMATS.get(name) or installed().get(name)


def served_as(media_type: str) -> Format | None:
    """Return the format that a server calls so; None for none, and for ``text/plain``, which is sent for anything."""
    return next((row for row in _every() if media_type in row.media_types and row.name != "text"), None)


def titles(last: str) -> str:
    """Return the names of the formats as they stand in a sentence, ``last`` before the last: ``and``, ``or``."""
    *names, name = (row.title for row in FORMATS.values())
    return f"{', '.join(names)} {last} {name}"


def format_of(data: bytes, name: str) -> Format:
    """Return the format of ``data`` from the file ``name``. Raises NotTextError for what is not read."""
    claimed = _claimed(name)
    _refuse_binary(data, name)
    found = next((row for row in FORMATS.values() if row.begins(data, named=row is claimed)), None)
    if found is not None or claimed.begins(data, named=True):
        return found or claimed
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name, claimed)
    return claimed if claimed.text else _mistaken(data, name, claimed)


def _every() -> Iterator[Format]:
    """Yield the formats here, then those that are installed."""
    yield from FORMATS.values()
    yield from installed().values()


def _claimed(name: str) -> Format:
    """Return the format that a name's suffix says, text for none."""
    suffix = PurePath(name).suffix.lower()
    rows = _every() if suffix else ()
    return next((row for row in rows if suffix in row.suffixes), FORMATS["text"])


def _refuse_binary(data: bytes, name: str) -> None:
    """Raise NotTextError for bytes that begin as something that is not read."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        message = f"{name} is encrypted"
        raise NotTextError(message, "open it where it was written, and save a copy without a password")
    what = next((what for magic, what in _BINARY.items() if data.startswith(magic)), None)
    if what is not None:
        message = f"{name} is {what}"
        raise NotTextError(message, f"{titles('and')} are read: save the article as one of them")


def _zipped(data: bytes, name: str, claimed: Format) -> Format:
    """Return which of the formats that are ZIP files ``data`` is; what the suffix says where it is damaged."""
    from claimcheck.read.parts.archive import names_in  # zipfile costs 20 ms, which a text need not pay

    members = names_in(data)
    found = next((row for row in (claimed, *_every()) if row.packs(members)), None)
    if found is None and (not claimed.member or members):
        message = f"{name} is a ZIP file, but no document that is read"
        raise NotTextError(message, f"{titles('and')} are read: unpack it, and name the articles in it")
    return found or claimed


def _mistaken(data: bytes, name: str, claimed: Format) -> Format:
    """Return the format of text with a document's suffix; raise NotTextError for anything else."""
    if b"\0" in data[:65536]:
        message = f"{name} is no {claimed.title} file, though it is named so"
        raise NotTextError(message, "it may be damaged: open it where it was written, and save it anew")
    return FORMATS["text"]
