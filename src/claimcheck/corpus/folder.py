"""The folder of a batch: the rows of each part in a file of its own, there whole or not at all, whatever ends the program.

It is the memory of a batch that was killed, and of one that is run again: a part whose file is there is done.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from claimcheck.errors import OutputError

_PRIVATE = 0o700
_LEVEL = 3  # of gzip: rows of JSON become a ninth in 2 % of the time that they took to make
_LOCK = "lock"
_FILE = re.compile(r"(?P<name>[0-9a-f]{40})\.jsonl\.gz(?P<begun>\.\d+-[0-9a-f]{8})?")


class PartTally(NamedTuple):
    """What a part amounts to: documents, their words, the bytes of the archive that they stand for, and the codes of errors."""

    documents: int
    words: int
    weight: int
    errors: tuple[str, ...]


class Folder:
    """Where the parts of a batch are kept: readable by its owner alone, and used by one batch at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file_of(self, name: str) -> Path:
        """Return the file of a part."""
        return self.path / name[:2] / f"{name}.jsonl.gz"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, and hold it for this batch; one that was made and is left empty, as where a batch is refused, is removed.

        Raises an OutputError where it cannot be made, or another batch has it.
        """
        try:
            made = not self.path.exists()
            self.path.mkdir(mode=_PRIVATE, exist_ok=True)
            (self.path / _LOCK).touch()
            with held(self.path / _LOCK, self.path):
                try:
                    yield
                finally:
                    if made and [one.name for one in self.path.glob("*")] == [_LOCK]:
                        self.remove()
        except OSError as error:
            message = f"{self.path} cannot be written: {error.strerror or error}"
            raise OutputError(message, "name a folder that is there, and that you may write to") from None

    def empty(self) -> None:
        """Forget every part: the next batch does all of them anew."""
        self.keep(frozenset())

    def keep(self, names: frozenset[bytes]) -> None:
        """Remove what is of no part with one of these names (as 20 bytes), and what a batch that was killed had begun."""
        for folder in self.path.iterdir():
            if folder.is_dir() and len(folder.name) == len("ab"):
                for file in folder.iterdir():
                    named = _FILE.fullmatch(file.name)
                    if named and (named["begun"] or bytes.fromhex(named["name"]) not in names):
                        file.unlink(missing_ok=True)
                with contextlib.suppress(OSError):  # there are others in it
                    folder.rmdir()

    def remove(self) -> None:
        """Remove the folder, and all that a batch has put into it."""
        self.empty()
        (self.path / _LOCK).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.path.rmdir()


def write_rows(path: Path, tally: PartTally, rows: Sequence[str]) -> None:
    """Write a part's file: it takes its name when all of it is on the disk, power failures included."""
    path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    lines = "".join(f"{line}\n" for line in (json.dumps(tally), *rows))
    begun = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with begun.open("xb") as stream:
            stream.write(gzip.compress(lines.encode("utf-8"), _LEVEL, mtime=0))
            stream.flush()
            os.fsync(stream.fileno())
        begun.replace(path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Have a folder's new names on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_rows(path: Path) -> tuple[PartTally, list[bytes]]:
    """Return what a part amounts to, and its rows, each a line of JSON. Raises an OSError or a ValueError for a damaged file."""
    try:
        head, *rows = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    except (EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    documents, words, weight, errors = json.loads(head)
    if len(rows) != documents:
        message = f"{path.name} has {len(rows)} rows of {documents}"
        raise ValueError(message)
    return PartTally(documents, words, weight, tuple(errors)), rows


def is_whole(path: Path) -> bool:
    """Return whether a part's file is there, and undamaged."""
    try:
        read_rows(path)
    except (OSError, ValueError):
        return False
    return True


@contextlib.contextmanager
def held(opened: Path, path: Path) -> Iterator[None]:
    """Hold a file or a folder, where the system can, for what writes to ``path``. Raises an OutputError where another batch has it."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing there guards a place from two batches
        yield
        return
    descriptor = os.open(opened, os.O_RDONLY)
    try:
        if not _is_locked(fcntl, descriptor, opened):
            message = f"another batch is writing to {path}"
            raise OutputError(message, "wait for it, or write to another place")
        yield
    finally:
        os.close(descriptor)


def _is_locked(fcntl: ModuleType, descriptor: int, opened: Path) -> bool:
    """Lock what is open, and return whether that was possible and it still has its name: another batch may have given it one."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), opened.stat())
    except OSError:
        return False
