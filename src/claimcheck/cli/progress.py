"""What a terminal shows while it waits: which input is read, once that has taken a second. On standard error."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

    from claimcheck.report import Report

_PATIENCE = 1.0  # seconds


def shown(reports: Iterator[Report], names: Sequence[str]) -> Iterator[Report]:
    """Yield ``reports``; between two of them a spinner on a terminal's standard error names what is being read."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from reports
        return
    started = time.monotonic()
    for number, name in enumerate(names, start=1):
        label = f"checking {name}" if len(names) == 1 else f"checking {number} of {len(names)}: {name}"
        waited = time.monotonic() - started
        with _Spinner(label, patience=max(0.05, _PATIENCE - waited)):
            report = next(reports)
        yield report


class _Spinner:
    """A spinner that appears after ``patience`` seconds, and is gone, with its line, when the work is done."""

    def __init__(self, label: str, *, patience: float) -> None:
        self._label = label
        self._timer = threading.Timer(patience, self._start)
        self._timer.daemon = True
        self._status: Status | None = None

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._status:
            self._status.stop()

    def _start(self) -> None:
        from rich.console import Console  # only who waits pays for it
        from rich.status import Status
        from rich.text import Text

        from claimcheck.lang.visible import on_one_line

        label = Text(on_one_line(self._label))
        self._status = Status(label, console=Console(stderr=True), spinner_style="none")
        self._status.start()
