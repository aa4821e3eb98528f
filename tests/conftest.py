"""What tests share: the command line in a process of its own, and what to leave out while there are no weights."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from warm import Outcome, Warm

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "src/claimcheck/models/engine"
STAND_IN = ROOT / "tests/stand_in.py"

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

Result = subprocess.CompletedProcess[bytes]
Run = Callable[..., Result | Outcome]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write fixtures/golden anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
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
def warm() -> Iterator[Warm | None]:
    """Yield a process that has imported the command line already, None where no process can be forked."""
    process = Warm(_environment()) if hasattr(os, "fork") and hasattr(socket, "send_fds") else None
    yield process
    if process:
        process.close()


@pytest.fixture
def run(tmp_path: Path, warm: Warm | None) -> Run:
    """Return what runs claimcheck, with a stand-in for the pipeline, in an empty folder: ``run("a.txt")``.

    ``real`` is the program as its users start it. So is a run with another environment, which Python reads as it starts.
    """

    def start(*arguments: str | bytes, stdin: bytes = b"", real: bool = False, **changes: str) -> Result | Outcome:
        if warm and not real and not changes:
            return warm.run([os.fsdecode(argument) for argument in arguments], stdin=stdin, folder=tmp_path)
        command = ["-m", "claimcheck"] if real else [str(STAND_IN)]
        return subprocess.run(
            [sys.executable, *command, *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env=_environment(**changes),
            timeout=120,
            check=False,
        )

    return start


@pytest.fixture
def environment() -> dict[str, str]:
    """Return the environment of a process that a test starts by itself."""
    return _environment()
