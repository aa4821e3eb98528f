"""JSON lines: an object a line, ``{"id": ..., "text": ..., "published": ...}``; plain or as gzip."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.allowance import FREE, RATIO, Allowance
from claimcheck.corpus.sources.records import MOST_OF_A_ROW, Fields, document_of, unread


class LineStream(Protocol):
    """What lines are read from."""

    def readline(self, size: int, /) -> bytes:
        """Return the next line, or as much of it; nothing at the end."""


def read_jsonlines(stream: LineStream, name: str, fields: Fields) -> Iterator[ArchiveItem]:
    """Yield the document of each line that is not blank, named by its number from 1."""
    number = 0
    while line := stream.readline(MOST_OF_A_ROW + 1):
        number += 1
        if len(line) > MOST_OF_A_ROW:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MOST_OF_A_ROW)
            yield unread(f"{name}:{number}", f"is a line of more than {MOST_OF_A_ROW // 2**20} MiB", "split it")
        elif line.strip():
            yield _document(line, f"{name}:{number}", fields)


def read_gzip(stream: BinaryIO, name: str, fields: Fields) -> Iterator[ArchiveItem]:
    """Yield the documents of JSON lines that are packed as gzip."""
    size = os.fstat(stream.fileno()).st_size
    try:
        with gzip.open(stream) as unpacked:
            found = read_jsonlines(_Limited(unpacked, max(FREE, RATIO * size)), name, fields)
            yield from Allowance(size).rows(found, name)
    except (OSError, EOFError, zlib.error) as error:
        yield unread(name, f"cannot be unpacked further: {error}")


class _Limited:
    """The lines of a stream, up to so many bytes of them."""

    def __init__(self, stream: gzip.GzipFile, most: int) -> None:
        self._stream, self._left = stream, most

    def readline(self, size: int, /) -> bytes:
        """Return the next line, or as much of it. Raises an OSError where there was too much."""
        line = self._stream.readline(size)
        self._left -= len(line)
        if self._left < 0:
            message = f"it unpacks to more than {RATIO} times its size"
            raise OSError(message)
        return line


def _document(line: bytes, source: str, fields: Fields) -> ArchiveItem:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return unread(source, f"is no JSON: {error}", "write one object a line, in UTF-8")
    if not isinstance(row, dict):
        return unread(source, "is no JSON object", f'write {{"{fields.text}": "..."}}, one a line')
    return document_of(row, source, fields)
