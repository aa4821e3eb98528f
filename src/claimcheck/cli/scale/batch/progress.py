"""What is seen of a batch while it runs, on standard error: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from claimcheck.cli.messages import show

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from claimcheck.corpus.folder import PartTally

_EVERY = 15.0  # seconds between two lines
_ENOUGH = 0.01  # of all that there is to read, from which on it can be said how long the rest will take


class Progress:
    """How far a batch is: documents, words and errors by their codes; ``add`` shows it when it is time."""

    def __init__(self, size: Callable[[], int | None]) -> None:
        self.documents = self.words = self.weight = 0
        self.errors: Counter[str] = Counter()
        self._size = size
        self._total: int | None = None
        self._started = self._shown = time.monotonic()

    def add(self, tally: PartTally) -> None:
        """Count a part that is done."""
        self.documents += tally.documents
        self.words += tally.words
        self.weight += tally.weight
        self.errors.update(tally.errors)
        self.show()

    def show(self) -> None:
        """Write a line, unless the last one is fresh."""
        now = time.monotonic()
        if now - self._shown >= _EVERY:
            self._total = self._total or self._size()
            self._shown = now
            show("note", f"{self.told()}{self._left()}")

    def told(self) -> str:
        """Return how far it is, in words."""
        codes = ", ".join(f"{number:,} {code}" for code, number in sorted(self.errors.items()))
        return f"{self.words:,} words in {self.in_short()}" + (f" ({codes})" if codes else "")

    def in_short(self) -> str:
        """Return the same as a terminal has room for beside a bar."""
        rate, failed = self.words / max(time.monotonic() - self._started, 0.001), sum(self.errors.values())
        return f"{_counted(self.documents, 'document')}, {rate:,.0f} words/s, {_counted(failed, 'error')}"

    def _left(self) -> str:
        """Return how long it may still take, where that can be known."""
        if not self._total or not self._total * _ENOUGH < self.weight < self._total:
            return ""
        seconds = (time.monotonic() - self._started) * (self._total - self.weight) / self.weight
        return f", {int(seconds // 3600)}:{int(seconds // 60 % 60):02}:{int(seconds % 60):02} left"

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        """Keep what is shown out of the way of a message."""
        yield


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


class _Drawn(Progress):
    """The same as a bar on a terminal."""

    def __init__(self, size: Callable[[], int | None], bar: Bar) -> None:
        super().__init__(size)
        self._bar = bar
        self._task = bar.add_task("", total=size(), told="starting")

    def show(self) -> None:
        self._bar.update(self._task, completed=self.weight, told=self.in_short())

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        self._bar.stop()
        yield
        self._bar.start()


@contextlib.contextmanager
def progress(size: Callable[[], int | None]) -> Iterator[Progress]:
    """Give what counts and shows a batch; ``size`` tells how many bytes it will read, where that is known."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Progress(size)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(bar_width=20), TextColumn("{task.fields[told]}"), TimeRemainingColumn(compact=True))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Drawn(size, bar)
