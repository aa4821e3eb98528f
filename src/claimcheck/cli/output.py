"""Where the result goes: standard output, or a file that is replaced in one step, so that an old one is never lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click

from claimcheck.cli import PIPE_CLOSED
from claimcheck.cli.messages import show
from claimcheck.errors import OutputError
from claimcheck.export.layout import Layout

Write = Callable[[str | bytes], object]
_ESCAPED = "backslashreplace"  # what the encoding cannot hold


def layout(output: str | None, *, color: bool | None, width: int | None, **shown: Any) -> Layout:  # noqa: ANN401
    """Return how the result is laid out: by the options, else by the terminal and the environment."""
    stream = sys.stdout if output in (None, "-") else None
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colored = stream is not None and stream.isatty() and not plain if color is None else color
    encoding = getattr(stream, "encoding", None) or "utf-8"
    columns = width or shutil.get_terminal_size((80, 24)).columns
    return Layout(width=columns, color=colored, encoding=encoding, tell=partial(show, "note"), **shown)


@contextlib.contextmanager
def writer(output: str | None, *, encoding: str) -> Iterator[Write]:
    """Give a function that writes text; a file is replaced when the block ends well, else it stays as it was."""
    if output is None or output == "-":
        yield _standard_output(encoding)
        return
    path = Path(output)
    try:
        in_place = path.exists() and not path.is_file()  # a terminal, a pipe, /dev/null; a directory is an error
        with path.open("wb") if in_place else _replacement(Path(os.path.realpath(path))) as stream:
            yield lambda piece: stream.write(_encoded(piece, encoding))
    except OSError as error:
        _fail(output, error)


def _standard_output(encoding: str) -> Write:
    """Return what writes to standard output, each piece at once."""
    if sys.stdout is None:
        message = "standard output is closed"
        raise OutputError(message, "write to a file with -o")

    def write(piece: str | bytes) -> None:
        if isinstance(piece, bytes) and sys.stdout.isatty():
            message = "this format is no text that a terminal can show"
            raise OutputError(message, "write to a file with -o")
        try:
            sys.stdout.buffer.write(_encoded(piece, encoding))
            sys.stdout.flush()
        except BrokenPipeError:  # click would make it exit code 1
            raise click.exceptions.Exit(PIPE_CLOSED) from None
        except OSError as error:
            _fail("standard output", error)

    return write


def _encoded(piece: str | bytes, encoding: str) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode(encoding, _ESCAPED)


@contextlib.contextmanager
def _replacement(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to a new file beside ``path``, which has its mode, and takes its place at the end.

    ``path`` is no symbolic link, so that a link stays one. A name may have 255 bytes, four a character at most.
    """
    new = path.with_name(f".{path.name[:50]}.{os.urandom(4).hex()}.part")
    try:
        with new.open("xb") as stream:
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(path, new)  # before anything is in it: a private file stays one
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def _fail(name: str, error: Exception) -> NoReturn:
    """Raise an OutputError that says why nothing was written."""
    reason = getattr(error, "strerror", None) or str(error)
    hint = {
        "No such file or directory": "create the folder first",
        "Is a directory": "name a file in it",
        "No space left on device": "the disk is full; an older file of that name is as it was",
        "Permission denied": "choose a folder that you may write to",
    }.get(reason, "choose another place")
    message = f"{name} cannot be written: {reason}"
    raise OutputError(message, hint) from None
