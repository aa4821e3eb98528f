"""Processes that work through tasks, and outlive what a task does to one of them.

A process that dies or hangs is replaced, and its task is begun anew; an item of a task at which that happens twice is
given up, and the task is begun once more without it. So nothing is lost, whatever an input does. A process ends with
its parent, however that ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from claimcheck.errors import InputError, TimeOutError, WorkerDiedError

TRIES = 2
"""How often an item is begun that ends or stops its process: a machine can be short of memory once."""
_STILLBORN = 3  # processes that end before their first item, one after another, are no accident
_JOBS = 200
"""Jobs of one process: what it keeps of the words that it met grows with them, by 12 % from 2,000 to 20,000 short documents.
A new one costs 1.6 CPU seconds, .5 % of what 200 parts of an archive take."""
NEW_OBJECTS = 200_000
"""How many more objects than were freed start a garbage collection, as in the command line: what an article makes lives until it is done."""
_MEMORY = 700 * 2**20  # bytes that a process needs for the engine and a long article
T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
GivenUp = Mapping[int, InputError]
"""The items of a task that are not to be tried again, by their places in it, and why."""
At = Callable[[int], object]
"""What is called with the place of an item in its task as it is begun."""


class Work(Protocol[T_contra, R_co]):
    """What is done with a task: a function that can be pickled."""

    def __call__(self, task: T_contra, given_up: GivenUp, at: At, /) -> R_co:
        """Return the result of a task."""


@dataclass(slots=True)
class _Job(Generic[T]):
    """A task on its way: how often each of its items was begun in vain, and which are given up."""

    place: int
    task: T
    vain: Counter[int] = field(default_factory=Counter)
    given_up: dict[int, InputError] = field(default_factory=dict)


@dataclass(slots=True)
class _Hand(Generic[T]):
    """A process, the pipe to it, the job that it has, and the item that it is at since when."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection[Any, Any]
    job: _Job[T] | None = None
    item: int | None = None
    since: float = 0.0
    done: int = 0

    def give(self, job: _Job[T]) -> None:
        """Send a job; that a process cannot take it any more is found by who waits for it."""
        self.job, self.item = job, None
        with suppress(OSError):
            self.pipe.send((job.task, job.given_up))

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Crew(Generic[T, R]):
    """The processes that do one kind of work, at most ``size`` of them, each started when there is a job for it."""

    def __init__(self, work: Work[T, R], *, size: int, timeout: float | None) -> None:
        self._work, self._size, self._timeout = work, size, timeout
        self._workers: list[_Hand[T]] = []
        self._stillborn = 0

    def free(self) -> _Hand[T] | None:
        """Return a process without a job, a new one where there may be another; None where all have one."""
        idle = next((worker for worker in self._workers if worker.job is None), None)
        if idle is not None and idle.done >= _JOBS:
            idle.end()
            self._workers.remove(idle)
            idle = None
        if idle is None and len(self._workers) < self._size:
            context = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(idle := _Hand(process, ours))
        return idle

    def busy(self) -> bool:
        """Return whether a job is being done."""
        return any(worker.job for worker in self._workers)

    def heard(self) -> Iterator[tuple[_Job[T], list[R]]]:
        """Wait until a process says something or has taken too long; yield the jobs that left one, with the result if it is done."""
        limits = [self._left(worker) for worker in self._workers]
        first = min((limit for limit in limits if limit is not None), default=None)
        ready = wait([worker.pipe for worker in self._workers], None if first is None else max(0.0, first))
        for worker in list(self._workers):
            left = self._left(worker)
            if worker.pipe in ready:
                yield from self._listen(worker)
            elif left is not None and left <= 0:
                yield from self._replace(worker, TimeOutError(f"not done in {self._timeout:g} seconds", _LONGER))

    def end(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()

    def _left(self, worker: _Hand[T]) -> float | None:
        """Return in how many seconds a process will have taken too long for its item; None for never."""
        if self._timeout is None or worker.item is None:
            return None
        return worker.since + self._timeout - time.monotonic()

    def _listen(self, worker: _Hand[T]) -> Iterator[tuple[_Job[T], list[R]]]:
        """Take one message of a process: the item that it begins, its result, what it raised, or that it died."""
        try:
            kind, said = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            message = f"the process that read it ended: {_ending(worker.process.exitcode)}"
            yield from self._replace(worker, WorkerDiedError(message, "is the machine short of memory?"))
            return
        if kind == "raised":
            raise said
        self._stillborn = 0
        if kind == "at":
            worker.item, worker.since = said, time.monotonic()
        elif worker.job is not None:
            job, worker.job, worker.item = worker.job, None, None
            worker.done += 1
            yield job, [said]

    def _replace(self, worker: _Hand[T], why: InputError) -> Iterator[tuple[_Job[T], list[R]]]:
        """End a process, and yield its job, with the item that it was at given up where that was its second."""
        worker.end()
        self._workers.remove(worker)
        job, item = worker.job, worker.item
        if item is None:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise why
        elif job is not None:
            job.vain[item] += 1
            if job.vain[item] >= TRIES:
                job.given_up[item] = why
        if job is not None:
            yield job, []


_LONGER = "give it longer with --timeout, or split it"


def results(
    work: Work[T, R],
    tasks: Iterable[T],
    *,
    processes: int,
    timeout: float | None = None,
) -> Generator[tuple[int, R]]:
    """Yield the place of each task, from 0, and its result, as they are done; ``in_order`` puts them in order.

    Tasks are taken as processes become free, one ahead. ``timeout`` is for an item, in seconds, from when ``work`` calls
    ``at``. What ``work`` raises is raised here; and a WorkerDiedError where no process lives up to its first item.
    """
    jobs = (_Job(place, task) for place, task in enumerate(tasks))
    crew = _Crew(work, size=processes, timeout=timeout)
    again: list[_Job[T]] = []
    following = next(jobs, None)
    try:
        while following or again or crew.busy():
            while (again or following) and (worker := crew.free()):
                worker.give(job := again.pop() if again else following)  # type: ignore[arg-type]  # one is there
                following = next(jobs, None) if job is following else following
            for job, done in crew.heard():
                again += [] if done else [job]
                yield from ((job.place, result) for result in done)
    finally:
        crew.end()


def fitting() -> int:
    """Return how many processes fit this machine: one for each core that may be used, as far as the memory goes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError, AttributeError):
        return max(1, min(cores, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MEMORY))
    return cores


def in_order(found: Iterable[tuple[int, R]]) -> Iterator[R]:
    """Yield results in the order of their tasks; those that are early are kept until it is their turn."""
    early: dict[int, R] = {}
    due = 0
    for place, result in found:
        early[place] = result
        while due in early:
            yield early.pop(due)
            due += 1


def _serve(pipe: Connection[Any, Any], work: Work[Any, Any]) -> None:
    """Do the jobs that come through a pipe, until it is closed: what a process is for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the parent's affair, which ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(NEW_OBJECTS)
    with suppress(EOFError, OSError):
        while True:
            task, given_up = pipe.recv()
            try:
                answer = ("done", work(task, given_up, lambda item: pipe.send(("at", item))))
            except Exception as error:  # noqa: BLE001  whatever it is, it is raised in the parent
                answer = ("raised", _sendable(error))
            pipe.send(answer)


def _end_with_parent() -> None:
    """Wait for the parent's end, and follow at once: nobody is left to take a result."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _sendable(error: Exception) -> Exception:
    """Return an exception as it is where it survives the way through a pipe, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
    except Exception:  # noqa: BLE001  any class may fail at it in its own way
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _ending(code: int | None) -> str:
    """Return how a process ended, in words: the signal's name where it was one."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
