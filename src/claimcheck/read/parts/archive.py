"""A document that is a ZIP file, opened so that no file can make it large: every bound is on what is read, not declared.

Only the members that a reader asks for are unpacked, in memory; nothing is written, and no member is opened as another
archive. A member's name is a key, never a path.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from claimcheck.article import SPLIT
from claimcheck.errors import InputError

MOST_UNPACKED = 64 * 2**20
"""What all members that are read may hold together: the text of War and Peace is 3 MB, with Word's markup 15."""
_MOST_LISTED = 4 * 2**20  # the archive's own list; 60,000 members, where the largest of books has a few thousand
PIECE = 2**16
DAMAGED = (  # what zipfile raises for damage, by fuzzing it
    zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, OSError, ValueError, RuntimeError, OverflowError, IndexError,
)  # fmt: skip
_ANEW = "it may be damaged: open it where it was written, and save it anew"
ENCRYPTED = 0x1
BOUNDED = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))  # the others are unpacked without bound
_OLE, _PROTECTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
"""What a Word file with a password begins with, as old ones do, and what only the former holds."""


class _Bounded(BytesIO):
    """Bytes that are never read in one large piece, as zipfile does with a list of members of any length."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MOST_LISTED:
            raise _TooManyError
        return super().read(size)


class _TooManyError(Exception):
    """The archive's list of members is longer than any document's."""


class Archive:
    """The members of a document by name. A name is found whatever its case and slashes; one that is there twice is not."""

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        self._left = MOST_UNPACKED
        if data.startswith(_OLE):
            what = "encrypted" if _PROTECTED in data else "an old Word file (.doc), or of another program"
            message = f"{source} is {what}"
            raise InputError(message, "save it as a .docx without a password")
        try:
            self._zip = zipfile.ZipFile(_Bounded(data))
        except _TooManyError:
            message = f"{source} lists more members than any document has"
            raise InputError(message, "it is no document, or damaged: name another file") from None
        except DAMAGED as error:
            message = f"{source} cannot be unpacked: {reason_of(error)}"
            raise InputError(message, _ANEW) from None
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for info in self._zip.infolist():
            self._members.setdefault(_key(info.filename), []).append(info)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def __iter__(self) -> Iterator[str]:
        return (infos[0].filename.replace("\\", "/") for infos in self._members.values())

    def get(self, name: str) -> bytes | None:
        """Return what a member holds, None where there is none of that name. Raises an InputError for a damaged one."""
        infos = self._members.get(_key(name), [])
        exact = [info for info in infos if info.filename == name] or infos
        if len(exact) > 1:
            message = f"{self.source} holds {name} twice, so that what it says depends on who reads it"
            raise InputError(message, _ANEW)
        return self._unpacked(exact[0]) if exact else None

    def read(self, name: str) -> bytes:
        """Return what a member holds. Raises an InputError where it is missing or damaged."""
        data = self.get(name)
        if data is None:
            message = f"{self.source} has no {name} in it"
            raise InputError(message, _ANEW)
        return data

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Return a member's bytes, read piece by piece up to what the whole document may hold."""
        if info.flag_bits & ENCRYPTED:
            message = f"{self.source} is encrypted"
            raise InputError(message, "save it without a password")
        if info.compress_type not in BOUNDED:
            message = f"{self.source} packs {info.filename} in a way that documents do not: method {info.compress_type}"
            raise InputError(message, _ANEW)
        pieces: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(PIECE):
                    pieces.append(piece)
                    self._left -= len(piece)
                    if self._left < 0:
                        break
        except DAMAGED as error:
            message = f"{self.source} cannot be unpacked: {info.filename}: {reason_of(error)}"
            raise InputError(message, _ANEW) from None
        if self._left < 0:
            message = f"{self.source} holds more than {MOST_UNPACKED // 2**20} MiB of text when unpacked"
            raise InputError(message, SPLIT)
        return b"".join(pieces)


def names_in(data: bytes) -> frozenset[str]:
    """Return the names of a ZIP file's members, none of one that is damaged, or lists more than any document does."""
    try:
        return frozenset(Archive(data, ""))
    except InputError:
        return frozenset()


def resolved(base: str, target: str) -> str:
    """Return the member that ``target`` names in the part ``base``: ``../x`` is beside its folder, ``/x`` at the top."""
    path = target.split("#", 1)[0]
    whole = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath("/" + whole).lstrip("/")


def _key(name: str) -> str:
    """Return a member's name as it is looked up: in OPC names are equal whatever their case."""
    return name.replace("\\", "/").lstrip("/").lower()


def reason_of(error: BaseException) -> str:
    """Return what is wrong, on one line."""
    return " ".join(str(error).split()) or type(error).__name__
