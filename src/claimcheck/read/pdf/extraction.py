"""A PDF file through a child process: what is on its pages, or why it cannot be read. The child's end is never this one's."""

from __future__ import annotations

import importlib.util
import json
import signal
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from claimcheck.read.pdf.leaf import Leaf, PageNote, UnreadError, unpacked

MAX_MEMORY = 768 * 2**20
"""Bytes of address space for a file; the heaviest page that was measured, of 48 million bytes of drawing, took 410 million."""
MAX_WAIT = 120.0
"""Seconds for a file, on a machine that is busy or cannot bound what a process takes."""
MAX_TOLD = 256 * 2**20
"""Bytes that a child may answer: the most characters that are read, each set by itself, are 100 million."""
_MAIN = "import sys; sys.path += sys.argv[1:-3]; from claimcheck.read.pdf.child.worker import main; main()"
_DIED = "died"
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a file says of itself, and its pages, which come as they are read."""

    pages: int
    title: str
    author: str
    leaves: Iterator[Leaf]


@contextmanager
def extracted(data: bytes, *, most: int) -> Iterator[Extraction]:
    """Read a file of at most ``most`` characters in a child, which ends with the context. Raises UnreadError."""
    with _asked("read", [data], most=most) as told:
        said = _fields(next(told, b""))
        pages, title, author = said.get("pages"), said.get("title"), said.get("author")
        yield Extraction(pages if isinstance(pages, int) else 0, str(title), str(author), _leaves(told, pages))


def letters_of(data: bytes) -> list[str]:
    """Return the characters of each page, in the order of the file, as ``PageNote`` counts them. Raises UnreadError."""
    with _asked("letters", [data]) as told:
        return [line if isinstance(line := _value(one), str) else "" for one in told]


def marked(data: bytes, marks: Sequence[PageNote]) -> tuple[bytes, bool]:
    """Return a copy of a file with these notes on its pages, and whether it is signed. Raises UnreadError."""
    with _asked("mark", [json.dumps(marks).encode() + b"\n", data]) as told:
        said = _fields(next(told, b""))
        return b64decode(str(said.get("copy"))), bool(said.get("signed"))


@contextmanager
def _asked(work: str, given: Iterable[bytes], *, most: int = 0) -> Iterator[Iterator[bytes]]:
    """Give the lines that a child answers, which ends with the context."""
    command = [sys.executable, "-I", "-S", "-c", _MAIN, *_homes(), str(MAX_MEMORY), str(most), work]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603  ourselves
        late = threading.Event()
        timer = threading.Timer(MAX_WAIT, _stop, (child, late))
        timer.daemon = True
        timer.start()
        try:
            _give(child.stdin, given)
            yield _told(child, late)
        finally:
            timer.cancel()
            child.kill()


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _homes() -> list[str]:
    """Return the folders in which the child finds claimcheck and PDFium: it looks into no other, and runs no start-up files."""
    specs = [importlib.util.find_spec(name) for name in ("claimcheck", "pypdfium2_raw")]
    return list(dict.fromkeys(str(Path(spec.origin).parents[1]) for spec in specs if spec and spec.origin))


def _give(stream: IO[bytes] | None, given: Iterable[bytes]) -> None:
    """Hand the file over; a child that has ended meanwhile says so by what it did not tell."""
    if stream is not None:
        with suppress(OSError):
            stream.writelines(given)
        with suppress(OSError):
            stream.close()


def _told(child: subprocess.Popen[bytes], late: threading.Event) -> Iterator[bytes]:
    """Yield the child's lines. Raises UnreadError where it ends before its work does."""
    left = MAX_TOLD
    while child.stdout and (line := child.stdout.readline(left)):
        left -= len(line)
        if not line.endswith(b"\n"):
            raise UnreadError(_DIED)
        yield line
    code = child.wait() if left else 1
    if code:
        raise UnreadError("time" if late.is_set() or code == _OUT_OF_TIME else _DIED)


def _fields(line: bytes) -> dict[str, object]:
    """Return what a line says by names. Raises UnreadError where that is a refusal, or nothing of the kind."""
    said = _value(line)
    if not isinstance(said, dict):
        raise UnreadError(_DIED)
    return said


def _value(line: bytes) -> object:
    """Return what a line says; None for a line that says nothing. Raises UnreadError for a refusal."""
    try:
        said: object = json.loads(line)
    except ValueError:
        return None
    if isinstance(said, dict) and "refused" in said:
        raise UnreadError(str(said["refused"]), int(str(said.get("page", 0))))
    return said


def _leaves(told: Iterator[bytes], pages: object) -> Iterator[Leaf]:
    """Yield the pages. Raises UnreadError where one is refused, is no page, or is missing."""
    count = 0
    for line in told:
        if line.startswith(b"{"):
            _fields(line)
        try:
            yield unpacked(line)
        except ValueError:
            raise UnreadError(_DIED) from None
        count += 1
    if count != pages:
        raise UnreadError(_DIED)
