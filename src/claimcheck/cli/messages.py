"""What a person is told on standard error: what is wrong, what to do about it, and what is read for longer than a second."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

    from claimcheck.report import Report

_PATIENCE = 1.0  # seconds


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


def shown(reports: Iterator[Report], names: Sequence[str]) -> Iterator[Report]:
    """Yield ``reports``; between two of them a spinner on a terminal's standard error names what is being read."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from reports
        return
    started = time.monotonic()
    for number, name in enumerate(names, start=1):
        label = f"checking {name}" if len(names) == 1 else f"checking {number} of {len(names)}: {name}"
        waited = time.monotonic() - started
        with _spinner(label, patience=max(0.05, _PATIENCE - waited)):
            report = next(reports)
        yield report


@contextlib.contextmanager
def _spinner(label: str, *, patience: float) -> Iterator[None]:
    """Show a spinner after ``patience`` seconds; it is gone, with its line, when the block ends."""
    shown: list[Status] = []
    timer = threading.Timer(patience, lambda: shown.append(_started(label)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for status in shown:
            status.stop()


def _started(label: str) -> Status:
    from rich.console import Console  # only who waits pays for it
    from rich.status import Status
    from rich.text import Text

    from claimcheck.lang.visible import on_one_line

    status = Status(Text(on_one_line(label)), console=Console(stderr=True), spinner_style="none")
    status.start()
    return status
