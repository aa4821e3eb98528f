"""ZIP: each article in it, and the rows of JSON lines and CSV; unpacked in memory, a bounded piece at a time."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.allowance import FREE, RATIO, Allowance
from claimcheck.corpus.sources.records import Fields, Reader, unread
from claimcheck.read.parts.archive import BOUNDED, DAMAGED, ENCRYPTED, PIECE, reason_of
from claimcheck.read.source import MAX_BYTES, plain_name

_TOO_MUCH = f"the archive unpacks to more than {RATIO} times its size"


class _Member:
    """A member as a stream, up to what is left of what the archive may unpack to."""

    def __init__(self, stream: object, budget: list[int]) -> None:
        self._stream, self._budget = cast("BinaryIO", stream), budget

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer at the end. Raises an OSError where the archive has unpacked to too much."""
        return self._counted(self._stream.read(size))

    def readline(self, size: int) -> bytes:
        """Return a line, or as much of it."""
        return self._counted(self._stream.readline(size))

    def _counted(self, data: bytes) -> bytes:
        self._budget[0] -= len(data)
        if self._budget[0] < 0:
            raise OSError(_TOO_MUCH)
        return data


def read_zip(
    stream: BinaryIO,
    name: str,
    fields: Fields,
    *,
    reader_of: Callable[[str], Reader | None],
    is_article: Callable[[str], bool],
) -> Iterator[ArchiveItem]:
    """Yield the documents in each member that is an article or a container of rows, in the order of the archive.

    A member is named ``archive.zip/member``, which is no path to anything.
    """
    size = os.fstat(stream.fileno()).st_size
    budget, allowance = [max(FREE, RATIO * size)], Allowance(size)
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGED as error:
        yield unread(name, f"cannot be unpacked: {reason_of(error)}")
        return
    with archive:
        for info in archive.infolist():
            source, reader = f"{name}/{plain_name(info.filename)}", reader_of(info.filename)
            if info.is_dir() or _is_hidden(info.filename) or not (reader or is_article(info.filename)):
                continue
            weight = info.compress_size
            found = _documents(archive, info, source, reader=reader, fields=fields, budget=budget)
            for document in (
                allowance.rows(found, source)
                if reader
                else (allowance.member(one, info.compress_size) for one in found)
            ):
                yield replace(document, weight=max(1, weight))
                weight = 0


def _documents(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    source: str,
    *,
    reader: Reader | None,
    fields: Fields,
    budget: list[int],
) -> Iterator[ArchiveItem]:
    """Yield the documents of a member; an error for one that cannot be unpacked."""
    if info.flag_bits & ENCRYPTED:
        yield unread(source, "is encrypted", "pack it without a password")
    elif info.compress_type not in BOUNDED:
        yield unread(
            source, f"is packed in a way that is not read: method {info.compress_type}", "pack it as usual: deflate"
        )
    elif budget[0] < 0:
        yield unread(source, f"is not unpacked: {_TOO_MUCH}", "split the archive")
    else:
        try:
            with archive.open(info) as stream:
                member = _Member(stream, budget)
                if reader is not None:
                    yield from reader(cast("BinaryIO", member), source, fields)
                else:
                    yield _whole(member, source)
        except DAMAGED as error:
            yield unread(source, f"cannot be unpacked: {reason_of(error)}")


def _whole(member: _Member, source: str) -> ArchiveItem:
    """Return a member that is one article."""
    pieces, size = [], 0
    while piece := member.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            return unread(source, f"is larger than {MAX_BYTES // 2**20} MiB", "split it into articles, one a file")
    return ArchiveItem(source, b"".join(pieces)) if pieces else unread(source, "is empty", "was it saved?")


def _is_hidden(name: str) -> bool:
    """Return whether a member is none of the articles: ``__MACOSX`` and what begins with a dot."""
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in name.split("/"))
