"""Dask: the parts of a batch on the workers of a cluster, or of one on this machine. They share the batch's folder."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from claimcheck import workers
from claimcheck.corpus.document import Part
from claimcheck.errors import UsageError
from claimcheck.export.extras import needed

_AHEAD = 3
"""Parts that wait on each worker: fewer, and a worker waits for the next; more, and they fill the scheduler's memory."""
_RETRIES = 2  # of what fails otherwise than by the death of its worker, which Dask itself tries four times


def on_dask(
    work: workers.Work[Part, str],
    parts: Iterable[Part],
    *,
    scheduler: str | None,
    processes: int,
    timeout: float | None = None,
) -> Generator[tuple[int, str]]:
    """Yield the place and the name of each part as the cluster at ``scheduler`` has done it.

    Where that is None a cluster of ``processes`` is started on this machine, and ended at the end. A worker that is at a
    document for longer than ``timeout`` seconds ends itself. A part whose workers die is done here, where the document
    that kills or holds them is found. Raises a UsageError where Dask is not installed, or no scheduler answers any more,
    and what ``work`` raises.
    """
    distributed = needed("distributed", extra="dask")
    with _quiet(), _client(distributed, scheduler, processes) as client:
        lost: list[tuple[int, Part]] = []
        for place, part, future in _futures(client, work, parts, timeout=timeout):
            try:
                yield place, future.result()
            except distributed.KilledWorker:
                lost.append((place, part))
            except (CancelledError, distributed.comm.CommClosedError):
                message = "the Dask scheduler was lost"
                raise UsageError(message, "start it again; the same command goes on from what is done") from None
    for found, name in workers.results(work, (part for _, part in lost), processes=1, timeout=timeout):
        yield lost[found][0], name


def _watched(work: workers.Work[Part, str], part: Part, timeout: float | None) -> str:
    """Return the name of a part that is done; the process ends itself where it is at a document for too long.

    What takes so long can hold Python's lock, so that no thread of Python's own could end it: faulthandler's can.
    """
    if timeout is None:
        return work(part, {}, int)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  there is no Path for it
        try:
            return work(part, {}, lambda _: faulthandler.dump_traceback_later(timeout, exit=True, file=nowhere))
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own words on workers and schedulers that it loses off the terminal: it goes on, or an error says so."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextlib.contextmanager
def _client(distributed: Any, scheduler: str | None, processes: int) -> Iterator[Any]:  # noqa: ANN401  Dask has no types
    if scheduler is None:
        settings = {"distributed.worker.profile.enabled": False}  # it would stop the worker a hundred times a second
        with (
            needed("dask", extra="dask").config.set(settings),
            distributed.LocalCluster(
                n_workers=processes, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout="30s")
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers at {scheduler}: {error}"
        raise UsageError(message, "start one with dask scheduler, and workers with dask worker") from None
    with client:
        yield client


def _futures(
    client: Any,  # noqa: ANN401  Dask has no types
    work: workers.Work[Part, str],
    parts: Iterable[Part],
    *,
    timeout: float | None,
) -> Iterator[tuple[int, Part, Any]]:
    """Yield each part's place, itself and its future when that is done; so many wait as keep the workers busy."""
    most = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    waiting = enumerate(parts)
    under_way: dict[str, tuple[int, Part]] = {}
    done = needed("distributed", extra="dask").as_completed()
    while True:
        while len(under_way) < most and (following := next(waiting, None)):
            place, part = following
            key = f"claimcheck-{place}-{part.name}"
            future = client.submit(_watched, work, part, timeout, key=key, retries=_RETRIES, pure=False)
            under_way[future.key] = following
            done.add(future)
        if not under_way:
            return
        future = next(done)
        yield (*under_way.pop(future.key), future)
