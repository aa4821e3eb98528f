"""What a command reads, kept from what it writes: no output may be an input, whatever option names the two."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from claimcheck.errors import OutputError, UsageError

_STREAM = "-"
_KEPT = frozenset((stat.S_IFREG, stat.S_IFIFO))  # to be read and written at once destroys the one, and blocks the other


def refuse(files: Sequence[str], outputs: Iterable[str | None], *, also_read: Iterable[str | Path | None] = ()) -> None:
    """Raise a UsageError where standard input is asked for twice, an OutputError where an output would replace an input.

    ``also_read`` are inputs that are no article: settings, a baseline. Two names of one file are told by what they lead
    to, so that no link and no other spelling hides it. A terminal or ``/dev/null`` may be both.
    """
    if files.count(_STREAM) > 1:
        message = "- was given twice"
        raise UsageError(message, "standard input can be read once")
    read = [*files, *(str(path) for path in also_read if path is not None)]
    inputs = [known for file in read if (known := _status(file, sys.stdin)) and _KEPT & {stat.S_IFMT(known.st_mode)}]
    for output in outputs:
        written = _status(output or _STREAM, sys.stdout)
        if written and any(os.path.samestat(written, known) for known in inputs):
            message = f"{'standard output' if output in (None, _STREAM) else output} is an input itself"
            raise OutputError(message, "write to another file")


def _status(name: str, stream: object) -> os.stat_result | None:
    """Return what a name leads to, ``-`` to a standard stream; None where there is nothing, as at an address."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.fstat(stream.fileno()) if name == _STREAM else Path(name).stat()  # type: ignore[attr-defined]
    return None
