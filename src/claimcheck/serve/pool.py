"""Worker processes kept busy and alive: a bounded queue before them, a time limit for each document, a new one for each that ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
import pickle
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import NamedTuple, Self

from claimcheck.errors import UsageError
from claimcheck.serve.contract import TOKEN, Bounds, Heading, Job, RefusedError
from claimcheck.serve.metrics import Metrics
from claimcheck.settings import Settings

_COMMAND = (sys.executable, "-P", "-W", "ignore", "-m", "claimcheck.serve.worker")
"""Nothing is imported from the folder that the service was started in."""
_STARTING = 60.0
"""Seconds in which a worker has to be ready; on an idle machine it takes 1.5."""
_PAUSE = 1.0  # seconds before a worker that could not be started is tried again
_WEIGHT = 0.2  # of the newest document in the mean time that the next has to wait


class _DiedError(Exception):
    """A worker that ended before its answer."""


def _unstarted() -> UsageError:
    message = "no worker could be started"
    return UsageError(message, "does claimcheck FILE work here? are there memory and processes left?")


class Answer(NamedTuple):
    """What a worker answered: what it says of it, and the body."""

    told: Heading
    body: bytes


class _Request(NamedTuple):
    job: Job
    data: bytes
    gone: Callable[[], Awaitable[bool]]
    answer: asyncio.Future[Answer]
    again: bool = False
    """Whether a worker has died with it."""

    def settle(self, outcome: Answer | RefusedError) -> None:
        """Hand over what became of it, to whoever still waits."""
        if self.answer.done():
            return
        if isinstance(outcome, RefusedError):
            self.answer.set_exception(outcome)
        else:
            self.answer.set_result(outcome)


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    @contextlib.asynccontextmanager
    async def started(cls, settings: Settings) -> AsyncIterator[Self]:
        """Give a worker that is ready, and end it. Raises what kept it from being so."""
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        kept = {name: value for name, value in os.environ.items() if name != TOKEN}
        process = await asyncio.create_subprocess_exec(
            *_COMMAND, stdin=pipe, stdout=pipe, stderr=nothing, env=kept, start_new_session=True
        )
        try:
            worker = cls(process)
            async with asyncio.timeout(_STARTING):
                await worker._give(pickle.dumps(settings).hex().encode() + b"\n")
                said, body = await worker._told()
            if said.code:
                raise UsageError(*json.loads(body))
            yield worker
        finally:
            if process.returncode is None:
                _end(process)
            await process.wait()

    async def answer(self, job: Job, data: bytes) -> Answer:
        """Return its answer. Raises a _DiedError where it ends before."""
        await self._give(job.line() + data)
        return await self._told()

    async def _give(self, data: bytes) -> None:
        assert self._process.stdin  # noqa: S101  it is a pipe
        try:
            self._process.stdin.write(data)
            await self._process.stdin.drain()
        except OSError:
            raise _DiedError from None

    async def _told(self) -> Answer:
        assert self._process.stdout  # noqa: S101  it is a pipe
        try:
            said = Heading(**json.loads(await self._process.stdout.readline()))
            return Answer(said, await self._process.stdout.readexactly(said.size))
        except (asyncio.IncompleteReadError, ValueError, TypeError, OSError):
            raise _DiedError from None


def _end(process: asyncio.subprocess.Process) -> None:
    """End a process, and the one that reads a PDF for it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


class WorkerPool:
    """The workers of a service, and the requests that wait for them; as a context, it ends them all."""

    def __init__(self, settings: Settings, bounds: Bounds, metrics: Metrics) -> None:
        self._settings, self._bounds, self._metrics = settings, bounds, metrics
        self._queue: asyncio.Queue[_Request] = asyncio.Queue()  # bounded by who is admitted
        self._admitted = self._ready = 0
        self._mean = 1.0
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Start the workers, and wait until all are ready. Raises a ClaimcheckError where one cannot be."""
        begun = [asyncio.get_running_loop().create_future() for _ in range(self._bounds.workers)]
        self._tasks = [asyncio.create_task(self._keep(first)) for first in begun]
        try:
            await asyncio.gather(*begun)
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def ready(self) -> bool:
        """Whether a worker is there that could take a document."""
        return self._ready > 0

    # ---------------------------------------------------------------- requests
    @contextlib.contextmanager
    def admitted(self) -> Iterator[None]:
        """Hold a place in the queue. Raises a RefusedError of 429, with the seconds to wait, where all are taken."""
        most = self._bounds.workers + self._bounds.waiting
        if self._admitted >= most:
            wait = max(1, math.ceil(self._mean * self._admitted / self._bounds.workers))
            message = f"{most} documents are being read already"
            raise RefusedError(429, "busy", message, hint=f"send it again in {wait} s", wait=wait)
        self._admitted += 1
        self._metrics.waiting.set(self._admitted)
        try:
            yield
        finally:
            self._admitted -= 1
            self._metrics.waiting.set(self._admitted)

    async def answer(self, job: Job, data: bytes, *, gone: Callable[[], Awaitable[bool]]) -> Answer:
        """Return a worker's answer. Raises a RefusedError where it took too long, or killed its worker twice."""
        request = _Request(job, data, gone, asyncio.get_running_loop().create_future())
        await self._queue.put(request)
        return await request.answer

    # ---------------------------------------------------------------- workers
    async def _keep(self, begun: asyncio.Future[None]) -> None:
        """Keep one worker at work, and start another whenever it ends."""
        while True:
            try:
                async with _Worker.started(self._settings) as worker:
                    if not begun.done():
                        begun.set_result(None)
                    with self._counted():
                        reason = await self._work(worker)
            except (UsageError, _DiedError, OSError, TimeoutError) as error:
                if not begun.done():
                    begun.set_exception(error if isinstance(error, UsageError) else _unstarted())
                    return
                reason = "not started"
                self._give_up()
                await asyncio.sleep(_PAUSE)
            self._metrics.replaced.labels(reason).inc()

    def _give_up(self) -> None:
        """Refuse all that waits where there is no worker, and none could be started."""
        while not self._ready and not self._queue.empty():
            refused = RefusedError(503, "not-ready", "no worker could be started", hint="come again later", wait=10)
            self._queue.get_nowait().settle(refused)

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        self._ready += 1
        self._metrics.ready.set(self._ready)
        try:
            yield
        finally:
            self._ready -= 1
            self._metrics.ready.set(self._ready)

    async def _work(self, worker: _Worker) -> str:
        """Answer requests with a worker until it ends, and return why it did.

        A document whose worker died waits once more: the worker may have died of the one before, or of nothing.
        """
        while True:
            request = await self._queue.get()
            if await request.gone():
                request.settle(RefusedError(499, "gone", "the caller has gone"))
                continue
            began = time.monotonic()
            try:
                async with asyncio.timeout(self._bounds.seconds):
                    answer = await worker.answer(request.job, request.data)
            except TimeoutError:
                message = f"{request.job.name} took longer than {self._bounds.seconds:g} s, and was given up"
                request.settle(RefusedError(504, "timeout", message, hint="send it in parts, or raise --timeout"))
                return "timeout"
            except _DiedError:
                if not request.again:
                    self._queue.put_nowait(request._replace(again=True))
                    return "died"
                message = f"the process that analysed {request.job.name} ended, twice"
                request.settle(RefusedError(500, "died", message, hint="this is a bug in claimcheck: please report it"))
                return "died"
            self._observe(time.monotonic() - began, len(request.data))
            request.settle(answer)
            if answer.told.last:
                return "grown"

    def _observe(self, took: float, size: int) -> None:
        self._mean += _WEIGHT * (took - self._mean)
        self._metrics.seconds.observe(took)
        self._metrics.received.inc(size)
