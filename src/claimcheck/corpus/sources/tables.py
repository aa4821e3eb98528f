"""Tables: CSV, and Parquet with pyarrow. The first row of a CSV names its columns."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.allowance import FREE, RATIO, Allowance
from claimcheck.corpus.sources.records import MOST_OF_A_ROW, Fields, document_of, unread
from claimcheck.errors import InputError

_HEAD = 65_536  # characters of a first line, at most
_DELIMITERS = ",;\t|"
_ROWS = 16  # of Parquet that are unpacked together


def read_csv(stream: BinaryIO, name: str, fields: Fields) -> Iterator[ArchiveItem]:
    """Yield the document of each row, named by its number from 1, the row of names not counted."""
    csv.field_size_limit(MOST_OF_A_ROW)
    lines = _lines(stream)
    first = next(lines, "")
    if len(first) == _HEAD and not first.endswith(("\r", "\n")):
        yield unread(name, f"has a first line of {_HEAD:,} characters and more", "is it the line of names?")
        return
    head = first.rstrip("\r\n")
    delimiter = max(_DELIMITERS, key=head.count)
    names = next(csv.reader([head], delimiter=delimiter), [])
    if fields.text not in names:
        yield ArchiveItem(name, error=_no_column(name, names, fields))
        return
    rows, number = csv.reader(lines, delimiter=delimiter), 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield unread(f"{name}:{number}", f"is no row: {error}", "is a quotation mark missing?")
            continue
        if row is None:
            return
        if row:
            yield _document(dict(zip(names, row, strict=False)), f"{name}:{number}", fields)
        else:
            number -= 1  # a blank line is no row


def read_parquet(stream: BinaryIO, name: str, fields: Fields) -> Iterator[ArchiveItem]:
    """Yield the document of each row, named by its number from 1. Raises a UsageError where pyarrow is not installed."""
    from claimcheck.export.extras import needed

    arrow, parquet = needed("pyarrow", extra="parquet"), needed("pyarrow.parquet", extra="parquet")
    try:
        table = parquet.ParquetFile(stream)
        names = table.schema_arrow.names
        if fields.text not in names:
            yield ArchiveItem(name, error=_no_column(name, names, fields))
            return
        size = os.fstat(stream.fileno()).st_size
        if _unpacked(table.metadata) > max(FREE, RATIO * size):
            yield unread(name, f"unpacks to more than {RATIO} times its size", "look at it; or write it as JSON lines")
            return
        flat = [one for one in dict.fromkeys(fields) if one in names and _is_flat(table, one)]
        if fields.text not in flat:
            error = InputError(f"{name} has no text in its column {fields.text}", "name another with --text-field")
            yield ArchiveItem(name, error=error)
            return
        weight = size // max(1, table.metadata.num_rows)
        found = _parquet_rows(table, flat, name, fields=fields)
        yield from (replace(one, weight=weight) for one in Allowance(size).rows(found, name))
    except (arrow.ArrowException, OSError, ValueError) as error:
        yield unread(name, f"cannot be read further: {' '.join(str(error).split())[:200]}")


def _parquet_rows(table: Any, columns: list[str], name: str, *, fields: Fields) -> Iterator[ArchiveItem]:  # noqa: ANN401  pyarrow's own
    """Yield the document of each row, with an error where one of its values is none in Python."""
    batches = table.iter_batches(_ROWS, columns=columns)
    rows = ((batch.schema.names, cells) for batch in batches for cells in zip(*batch.columns, strict=True))
    for number, (names, cells) in enumerate(rows, start=1):
        source = f"{name}:{number}"
        try:
            row = {column: cell.as_py() for column, cell in zip(names, cells, strict=True)}
        except (
            ValueError,
            ArithmeticError,
            LookupError,
        ) as error:  # a day in the year 5,881,580, a time zone of Nowhere
            yield unread(source, f"holds a value that cannot be read: {' '.join(str(error).split())[:200]}")
            continue
        yield document_of(row, source, fields)


def _is_flat(table: Any, name: str) -> bool:  # noqa: ANN401  pyarrow's own
    """Return whether a column has one value a row, and of what that is: a list may unpack to any size, as its rows may be few."""
    found = table.schema_arrow
    return found.names.count(name) == 1 and not found.field(name).type.num_fields


def _unpacked(metadata: Any) -> int:  # noqa: ANN401  pyarrow's own
    """Return to how many bytes a Parquet file unpacks, by what it says: a text that stands in a thousand rows is packed once."""
    return sum(metadata.row_group(place).total_byte_size for place in range(metadata.num_row_groups))


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a text in UTF-8, or with its mark in UTF-16; what is neither as lone surrogates. None is without end."""
    mark = stream.read(2)
    wide = mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    text = io.TextIOWrapper(
        io.BufferedReader(_Again(mark, stream)),
        encoding="utf-16" if wide else "utf-8-sig",
        errors="replace" if wide else "surrogateescape",
        newline="",
    )
    yield text.readline(_HEAD)
    while line := text.readline(MOST_OF_A_ROW):
        yield line


class _Again(io.RawIOBase):
    """A stream whose first bytes have been read, from its beginning."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        data, self._first = (self._first or self._rest.read(len(buffer))), b""
        buffer[: len(data)] = data
        return len(data)


def _document(row: dict[str, str], source: str, fields: Fields) -> ArchiveItem:
    text = row.get(fields.text, "")
    if not text.isascii() and any("\udc80" <= letter <= "\udcff" for letter in text):
        return unread(source, "is not in UTF-8", "save the table as UTF-8")
    return document_of(row, source, fields)


def _no_column(name: str, names: list[str], fields: Fields) -> InputError:
    shown = ", ".join(one[:40] for one in names[:8]).encode("utf-8", "backslashreplace").decode()
    return InputError(
        f"{name} has no column {fields.text}", f"it has {shown or 'none'}: name one of them with --text-field"
    )
