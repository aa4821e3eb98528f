"""A process that reads whole drafts, so that whoever writes never waits for it, and no text can end the server.

A reading that is overtaken by an edit is broken off before its next component.

It remembers what the network said of each window, and the trees of its sentences, so that after an edit one or two windows
are read again; what hangs on the words of a paragraph alone is remembered everywhere (``lang.by_text``).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from multiprocessing import get_context
from typing import TYPE_CHECKING

from claimcheck import __version__
from claimcheck.errors import InputError
from claimcheck.lsp.reading import OpenText, Places, read
from claimcheck.report import Report, Tool, failed_report

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_STEP, _PAUSE = 0.01, 0.5
"""Seconds after which is asked again whether a draft is wanted, and without an edit in which garbage is collected."""


class DraftReader:
    """The process, which is started when it is first asked, and again where it was lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def read(self, draft: OpenText, *, wanted: Callable[[], bool] = lambda: True) -> tuple[Report, Places]:
        """Return the Report of a draft and the places of what it shows, waiting for them; a failed one where the process is lost twice.

        A draft that is not ``wanted`` any more is read no further, and its Report is a failed one.
        """
        with self._lock:
            for _ in range(2):
                try:
                    connection = self._connection or self._start()
                    connection.send(draft)
                    while wanted() and not connection.poll(_STEP):
                        pass
                    if not wanted():
                        connection.send(None)
                    answer, places = connection.recv()
                    return Report.model_validate_json(answer), places
                except (EOFError, OSError):
                    self._connection = None
        lost = InputError("the process that reads drafts was lost", "the next edit starts another")
        return failed_report(draft.name, lost, tool=Tool(version=__version__, lexicon="")), {}

    def close(self) -> None:
        """End the process, whatever it is doing, and start no other."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._connection = None

    def _start(self) -> Connection:
        if self._closed:
            raise EOFError
        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=work, args=(there,), daemon=True, name="claimcheck drafts")
        process.start()
        there.close()  # so that the process ends with this one, however this one ends
        self._process, self._connection = process, here
        return here


def work(connection: Connection) -> None:
    """Answer drafts with their Reports as JSON, which costs half of what objects do, until the other side is gone."""
    remember(lambda: not connection.poll())
    while True:
        try:
            while (draft := connection.recv()) is None:
                pass  # one that was overtaken when it was done
            report, places = read(draft)
            connection.send((report.model_dump_json(), places))
            if not connection.poll(_PAUSE):
                gc.collect()  # 30 ms, for which nobody waits then
        except (EOFError, OSError, KeyboardInterrupt):
            return


def remember(wanted: Callable[[], bool]) -> None:
    """Let the engine remember windows and ask what is ``wanted``, and keep Python from looking through all objects meanwhile."""
    from claimcheck.annotate import pipeline
    from claimcheck.annotate.engine.memory import WindowMemory

    pipeline.engine().memory = WindowMemory()
    pipeline.still_wanted.set(wanted)
    gc.freeze()
    gc.disable()
