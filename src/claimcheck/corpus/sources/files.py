"""Files, folders and globs: which files are meant, what each of them is, and the documents in it."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.feeds import read_feed
from claimcheck.corpus.sources.jsonlines import read_gzip, read_jsonlines
from claimcheck.corpus.sources.records import Fields, Reader
from claimcheck.corpus.sources.tables import read_csv, read_parquet
from claimcheck.corpus.sources.warc import read_warc
from claimcheck.corpus.sources.zipped import read_zip
from claimcheck.errors import ClaimcheckError, InputError, UsageError
from claimcheck.read.formats import FORMATS
from claimcheck.read.source import fetch, is_file, is_url, plain_name, refuse_endless

_ARTICLES = tuple(suffix for row in FORMATS.values() for suffix in row.suffixes)
_ROWS: dict[str, Reader] = {
    ".jsonl": read_jsonlines, ".ndjson": read_jsonlines, ".csv": read_csv, ".tsv": read_csv,
    ".rss": read_feed, ".atom": read_feed,
}  # fmt: skip
"""What is read from any stream, also within a ZIP file."""


def _read_zip(stream: BinaryIO, name: str, fields: Fields) -> Iterator[ArchiveItem]:
    return read_zip(stream, name, fields, reader_of=lambda member: _by_suffix(member, _ROWS), is_article=_is_article)


_CONTAINERS: dict[str, Reader] = {
    **_ROWS,
    ".jsonl.gz": read_gzip, ".ndjson.gz": read_gzip, ".parquet": read_parquet, ".zip": _read_zip,
    ".warc": read_warc, ".warc.gz": read_warc,
}  # fmt: skip
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_HEAD = 4096
_MAGIC = "*?["
_FIELDS = Fields()


def documents_in(
    paths: Iterable[str], *, fields: Fields = _FIELDS, apart: frozenset[Path] = frozenset()
) -> Iterator[ArchiveItem]:
    """Yield the documents in files, in folders with all that is below them, and in what globs fit, in this order.

    Folders are walked by name; of what is in them, files of a known suffix are read, hidden ones and those in ``apart``
    are not. ``-`` is JSON lines on standard input. A file that cannot be read is a document with an error. Raises a
    UsageError for a glob that fits nothing, for an address, and for a kind of file whose library is not installed.
    """
    given = tuple(paths)
    for name in files_in(given, apart=apart):
        yield from _documents(name, fields, named=name in given)


def size_of(paths: Iterable[str], *, apart: frozenset[Path] = frozenset()) -> int | None:
    """Return how many bytes there are to read; None where standard input is among them."""
    total = 0
    for name in files_in(paths, apart=apart):
        if name == "-":
            return None
        try:
            total += Path(name).stat().st_size
        except (OSError, ValueError):
            continue  # the document says so
    return total


def files_in(paths: Iterable[str], *, apart: frozenset[Path] = frozenset()) -> Iterator[str]:
    """Yield the names of the files, each as it was given, or below the folder as that was given."""
    for path in paths:
        if is_url(path):
            message = f"{plain_name(path)} is an address: a batch reads files"
            raise UsageError(message, "fetch the pages first, or check one with claimcheck ADDRESS --allow-network")
        if path != "-" and os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where nobody may look
            yield from _below(path, apart)
        elif path == "-" or os.path.lexists(path) or not any(sign in path for sign in _MAGIC):
            yield path
        else:
            found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  the pattern may be absolute
            if not found:
                message = f"no file fits {plain_name(path)}"
                raise UsageError(message, "check the folder, and the pattern")
            yield from files_in((one for one in found if Path(one).absolute() not in apart), apart=apart)


def _below(folder: str, apart: frozenset[Path]) -> Iterator[str]:
    """Yield the files of a known suffix below a folder, by name; a folder behind its files.

    A folder that cannot be listed is yielded itself: as a document it says so, and the others go on.
    """
    unread: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(
            one for one in folders if not one.startswith(".") and Path(here, one).absolute() not in apart
        )
        for name in sorted(files):
            path = str(Path(here, name))
            known = _is_article(name) or _by_suffix(name, _CONTAINERS) or _sniffed(path)
            if known and not name.startswith(".") and Path(path).absolute() not in apart:
                yield path
    yield from (str(error.filename) for error in unread)


def _documents(name: str, fields: Fields, *, named: bool) -> Iterator[ArchiveItem]:
    """Yield the documents in a file, each with the bytes of the file that it stands for; a pipe is an article where it was ``named``."""
    source = plain_name(name)
    if name == "-":
        yield from read_jsonlines(cast("BinaryIO", sys.stdin.buffer), source, fields)
        return
    try:
        reader = _by_suffix(name, _CONTAINERS) or _sniffed(name)
        if reader is not None or not (named or os.path.isdir(name)):  # noqa: PTH112  a pipe that a folder holds would be waited for
            refuse_endless(name)
        if reader is None:
            data = fetch(name)
            yield ArchiveItem(source, data, weight=len(data))
            return
        with Path(name).open("rb") as stream:
            at = 0
            for document in reader(stream, source, fields):
                reached = max(at, stream.tell())
                yield document if document.weight else replace(document, weight=reached - at)
                at = reached
    except UsageError:
        raise
    except ClaimcheckError as error:
        yield ArchiveItem(source, error=error)
    except OSError:
        yield from _unread(name, source)


def _unread(name: str, source: str) -> Iterator[ArchiveItem]:
    """Yield the document of a container that cannot be read, with the reason that ``fetch`` gives for any file."""
    try:
        fetch(name)
    except ClaimcheckError as error:
        yield ArchiveItem(source, error=error)
        return
    yield ArchiveItem(
        source, error=InputError(f"{source} could not be read to its end", "check the disk, and try again")
    )


def _is_article(name: str) -> bool:
    return name.lower().endswith(_ARTICLES)


def _by_suffix(name: str, readers: dict[str, Reader]) -> Reader | None:
    """Return what reads a file of this name; None for none of the containers."""
    lower = name.lower()
    return next((reader for suffix, reader in readers.items() if lower.endswith(suffix)), None)


def _sniffed(name: str) -> Reader | None:
    """Return the reader of feeds for a file of XML that begins as one."""
    if not name.lower().endswith(".xml") or not is_file(name):
        return None
    with Path(name).open("rb") as stream:
        return read_feed if _FEED.search(stream.read(_HEAD)) else None
