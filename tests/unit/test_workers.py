"""Processes that die, hang and fail: what is done around them. The processes are real."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcheck import workers
from claimcheck.errors import WorkerDiedError


def work(task: list[str], given_up: workers.GivenUp, at: workers.At) -> list[str]:
    """Return the items of a task; some of them end, stop or fail, one of them only the first time."""
    done = []
    for place, item in enumerate(task):
        at(place)
        if place in given_up:
            done.append(given_up[place].code)
            continue
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif item == "hang":
            time.sleep(60)
        elif item == "fail":
            raise ValueError(item)
        elif item.startswith("once ") and not Path(item[5:]).exists():
            Path(item[5:]).touch()
            os._exit(3)
        done.append(item)
    return done


def own_process(_task: int, _given_up: workers.GivenUp, _at: workers.At) -> int:
    return os.getpid()


def stillborn(_task: object, _given_up: workers.GivenUp, _at: workers.At) -> None:
    os._exit(1)


def test_nothing_is_lost_and_order_is_kept(tmp_path: Path) -> None:
    once = f"once {tmp_path / 'met'}"
    tasks = [["a", "die", "b"], ["c"], ["d", "hang"], [once], ["e"]]
    found = workers.results(work, tasks, processes=2, timeout=1.0)
    assert list(workers.in_order(found)) == [["a", "worker-died", "b"], ["c"], ["d", "timeout"], [once], ["e"]]


def test_an_exception_comes_through() -> None:
    with pytest.raises(ValueError, match="fail"):
        list(workers.results(work, [["fail"]], processes=1))


def test_processes_that_cannot_start_are_no_endless_loop() -> None:
    with pytest.raises(WorkerDiedError, match="exit code 1"):
        list(workers.results(stillborn, [0], processes=1))


def test_tasks_are_taken_when_they_can_be_done() -> None:
    """Of a million tasks only as many are made as are under way: memory stays as it is."""
    made = []
    tasks = (made.append(number) or ["a"] for number in range(1_000_000))
    found = workers.results(work, tasks, processes=1)
    next(found)
    found.close()
    assert len(made) <= 4


def test_a_process_does_not_live_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_JOBS", 2)
    first, second, third, fourth, _ = workers.in_order(workers.results(own_process, range(5), processes=1))
    assert first == second != third == fourth


def test_a_process_ends_with_its_parent() -> None:
    script = (
        "import os, sys, time; from claimcheck import workers; from test_workers import work\n"
        "import multiprocessing\n"
        "found = workers.results(work, [['hang']], processes=1)\n"
        "import threading; threading.Thread(target=lambda: next(found), daemon=True).start()\n"
        "while not multiprocessing.active_children(): time.sleep(.01)\n"
        "print(multiprocessing.active_children()[0].pid, flush=True); time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if not is_alive(child):
            return
        time.sleep(0.1)
    pytest.fail("the child lives on")


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().split()[2]
    except OSError:
        return False
    return state != "Z"
