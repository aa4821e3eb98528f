"""What a batch ends in: JSON lines, a Parquet table, or a folder of JSON lines; each takes its name when all is there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from claimcheck.corpus.folder import held, settle
from claimcheck.errors import UsageError
from claimcheck.export.extras import needed

_ROWS_OF_A_FILE = 10_000  # in a folder: 600 MB of news
_GROUP = 16 * 2**20  # bytes of rows in a row group of Parquet: what is in memory at a time, and what a reader takes up
_FILES = frozenset({".jsonl", ".ndjson", ".parquet"})
_OTHERS = frozenset(".json .csv .tsv .txt .md .html .xlsx .docx .gz .zip".split())
_STRINGS = ("id", "source", "title", "published", "publisher", "url", "language", "sha256")
_NUMBERS = ("words", "sentences", "claims", "sources", "findings")
_ERRORS = ("error_code", "error_message", "report")


class Result(Protocol):
    """Something that rows are added to, each a line of JSON, in their order."""

    def add(self, rows: Sequence[bytes]) -> None:
        """Take the next rows."""


@contextmanager
def result_at(path: Path) -> Iterator[Result]:
    """Give what rows are added to: by the ending of ``path`` JSON lines or Parquet, else a folder.

    It is there, in place of an older one, when the block ends well, and else the older one is as it was. Raises an
    OSError where it cannot be written, a UsageError for the ending of another format, and where pyarrow is not installed.
    """
    ending = path.suffix.lower()
    if not path.is_dir() and ending in _OTHERS:
        message = f"a batch writes .jsonl, .parquet or a folder, and not {ending}"
        raise UsageError(message, "claimcheck export makes other formats of a .jsonl")
    if path.is_dir() or ending not in _FILES:
        with _folder(path) as result:
            yield result
        return
    with _beside(Path(os.path.realpath(path))) as stream:
        if ending != ".parquet":
            yield _Lines(stream)
            return
        with closing(_Table(stream)) as table:  # one that is left open says so on standard error
            yield table


class _Lines:
    """JSON lines in a file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, rows: Sequence[bytes]) -> None:
        self._stream.writelines(rows)


class _Files:
    """JSON lines in numbered files of a folder, which take their names together."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._left = folder, 0
        self._begun: list[Path] = []
        self._stream: IO[bytes] | None = None

    def add(self, rows: Sequence[bytes]) -> None:
        for row in rows:
            if not self._left:
                self._next()
            if self._stream is not None:
                self._stream.write(row)
            self._left -= 1

    def _next(self) -> None:
        self.close()
        begun = self._folder / f".part-{len(self._begun):05}.jsonl"
        self._begun.append(begun)
        self._stream, self._left = begun.open("wb"), _ROWS_OF_A_FILE

    def close(self) -> None:
        """Have the file that is being written on the disk."""
        if self._stream is not None:
            with self._stream as stream:
                stream.flush()
                os.fsync(stream.fileno())

    def settle(self) -> None:
        """Give the files their names, and remove those of an older result that had more."""
        self.close()
        for begun in self._begun:
            begun.replace(begun.with_name(begun.name.removeprefix(".")))
        for older in self._folder.glob("part-*.jsonl"):
            if older.with_name(f".{older.name}") not in self._begun:
                older.unlink()
        settle(self._folder)

    def abandon(self) -> None:
        """Remove what has been written."""
        if self._stream is not None:
            self._stream.close()
        for begun in self._begun:
            begun.unlink(missing_ok=True)


class _Table:
    """A Parquet table, a row a document, with its Report as JSON in the column ``report``."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._arrow = arrow = needed("pyarrow", extra="parquet")
        kinds = {name: arrow.int64() for name in _NUMBERS}
        must = {"source", "report"}
        names = (*_STRINGS, *_NUMBERS, *_ERRORS)
        self._schema = arrow.schema(
            [arrow.field(name, kinds.get(name, arrow.string()), nullable=name not in must) for name in names]
        )
        parquet = needed("pyarrow.parquet", extra="parquet")
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._held: list[dict[str, Any]] = []
        self._size = 0

    def add(self, rows: Sequence[bytes]) -> None:
        for row in rows:
            self._held.append(_columns(row))
            self._size += len(row)
            if self._size >= _GROUP:
                self._write()

    def close(self) -> None:
        """Write what is held, and the table's end."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._held:
            self._writer.write_table(self._arrow.Table.from_pylist(self._held, schema=self._schema))
        self._held, self._size = [], 0


def _columns(row: bytes) -> dict[str, Any]:
    """Return the row of a table for the row of a document."""
    report = json.loads(row)
    article, error = report["article"], report["error"] or {}
    return {
        **{name: article[name] for name in (*_STRINGS, "words", "sentences")},
        "claims": len(report["claims"]),
        "sources": len(report["sources"]),
        "findings": sum(finding["suppressed"] is None for finding in report["findings"]),
        "error_code": error.get("code"),
        "error_message": error.get("message"),
        "report": row.decode("utf-8").rstrip("\n"),
    }


@contextmanager
def _folder(path: Path) -> Iterator[_Files]:
    path.mkdir(parents=True, exist_ok=True)
    files = _Files(path)
    with held(path, path):
        try:
            yield files
            files.settle()
        except BaseException:
            files.abandon()
            raise


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream to a file beside ``path``, which takes its place and its mode when the block ends well.

    Its name is always the same: what is left of a batch that was killed is written over by the next.
    """
    begun = path.with_name(f".{path.name}.part")
    begun.touch()
    with held(begun, path):
        try:
            with begun.open("wb") as stream:
                with suppress(FileNotFoundError):
                    shutil.copymode(path, begun)
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            begun.replace(path)
            settle(path.parent)
        except BaseException:
            with suppress(OSError):
                begun.unlink()
            raise
