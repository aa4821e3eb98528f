"""What tests share: the command line in a process of its own, and what to leave out while there are no weights."""

from __future__ import annotations

import asyncio
import functools
import gc
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from soak import SOAK, size
from warm import Outcome, Warm

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "src/claimcheck/models/engine"
STAND_IN = ROOT / "tests/stand_in.py"

settings.register_profile(
    "any machine", deadline=None, max_examples=size(150), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

Result = subprocess.CompletedProcess[bytes]
Run = Callable[..., Result | Outcome]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write fixtures/golden anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Give a file's tests to one process: what they share, such as a service or a batch that is done, is made once.

    Files come in their order, the dear ones of the command line first, so that no process is left with them at the end.
    """
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every garbage collection, and collect as rarely as the command line does."""
    gc.freeze()
    gc.set_threshold(200_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    later = [] if SOAK else [item for item in items if any("whole" in m.kwargs for m in item.iter_markers("soak"))]
    config.hook.pytest_deselected(items=later)
    items[:] = [item for item in items if item not in later]
    if (ENGINE / "config.json").exists():
        return
    reason = pytest.mark.skip(reason="no trained weights in src/claimcheck/models yet: training/ makes them")
    for item in items:
        if item.get_closest_marker("weights"):
            item.add_marker(reason)


def _environment(**changes: str) -> dict[str, str]:
    """Return the environment of a test's process: this source, plain output, nothing of the caller's taste."""
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "error", "TERM": "xterm", **changes}


@pytest.fixture(scope="session")
def warm() -> Iterator[Callable[..., Warm | None]]:
    """Yield what gives a process that has imported the command line already, None where no process can be forked.

    There is one with the stand-in and one with the real engine, each started when it is first asked for.
    """
    can = hasattr(os, "fork") and hasattr(socket, "send_fds")
    processes: dict[bool, Warm] = {}

    def process(*, real: bool) -> Warm | None:
        if can and real not in processes:
            processes[real] = Warm(_environment(), real=real)
        return processes.get(real)

    yield process
    for one in processes.values():
        one.close()


@pytest.fixture(scope="session")
def run_in(warm: Callable[..., Warm | None]) -> Run:
    """Return what runs claimcheck, with a stand-in for the pipeline, in a folder: ``run_in(folder, "a.txt")``.

    A descriptor can be its ``stdin`` or ``stdout``.

    ``real`` is the real engine, and with ``fresh`` the program as its users start it, in a process that imports all anew.
    So is a run with changes of the environment that Python reads as it starts, but for ``PYTHONPATH``: folders in which
    packages are installed, which a process that is there already can look into, too.
    """

    def start(
        folder: Path,
        *arguments: str | bytes,
        stdin: bytes | int = b"",
        stdout: int | None = None,
        real: bool = False,
        fresh: bool = False,
        **changes: str,
    ) -> Result | Outcome:
        process = (
            None if fresh or any(name.startswith("PYTHON") for name in {*changes} - {"PYTHONPATH"}) else warm(real=real)
        )
        if process:
            words = [os.fsdecode(argument) for argument in arguments]
            return process.run(words, stdin=stdin, stdout=stdout, folder=folder, **changes)
        command = ["-m", "claimcheck"] if real else [str(STAND_IN)]
        return subprocess.run(
            [sys.executable, *command, *arguments],
            **({"input": stdin} if isinstance(stdin, bytes) else {"stdin": stdin}),
            stdout=subprocess.PIPE if stdout is None else stdout,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(**changes),
            timeout=120,
            check=False,
        )

    return start


@pytest.fixture
def run(tmp_path: Path, run_in: Run) -> Run:
    """Return what runs claimcheck in an empty folder, as ``run_in`` says: ``run("a.txt")``."""
    return functools.partial(run_in, tmp_path)


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Any, asyncio.AbstractEventLoop]]:
    """Yield Chromium and the loop that it is spoken to in: to start it for a test costs that 1.1 CPU seconds."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if (program := shutil.which("chromium")) is None:
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as play:
        browser, loop = play.chromium.launch(executable_path=program, args=["--no-sandbox"]), asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def browser(chromium: tuple[Any, asyncio.AbstractEventLoop]) -> Iterator[Any]:
    """Yield the browser without a page; its loop counts as running in such a test alone, so that others may run their own."""
    one, loop = chromium
    asyncio._set_running_loop(loop)
    yield one
    for context in one.contexts:
        context.close()
    asyncio._set_running_loop(None)


@pytest.fixture
def environment() -> dict[str, str]:
    """Return the environment of a process that a test starts by itself."""
    return _environment()
