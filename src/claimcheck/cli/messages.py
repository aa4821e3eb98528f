"""Messages for a person, on standard error: what is wrong, and what to do about it."""

from __future__ import annotations

import contextlib
import sys


def show_error(message: str, hint: str = "") -> None:
    """Write an error, and a hint where there is one."""
    show("error", message)
    if hint:
        show("hint", hint)


def show(label: str, message: str) -> None:
    """Write a line on standard error, every control character in it written out; to fail at it is no reason to fail."""
    from claimcheck.lang.visible import visible  # only where something is said

    with contextlib.suppress(OSError, ValueError, AttributeError):
        encoding = sys.stderr.encoding or "utf-8"
        line = f"{label}: {visible(message)}\n".encode(encoding, "backslashreplace").decode(encoding)
        sys.stderr.write(line)
        sys.stderr.flush()
