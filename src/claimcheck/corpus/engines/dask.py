"""Dask: the parts of a batch on the workers of a cluster, or of one on this machine. They share the batch's folder."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from claimcheck import workers
from claimcheck.corpus.document import Part
from claimcheck.export.extras import needed

_AHEAD = 3
"""Parts that wait on each worker: fewer, and a worker waits for the next; more, and they fill the scheduler's memory."""
_RETRIES = 2  # of what fails otherwise than by the death of its worker, which Dask itself tries four times


def on_dask(
    work: workers.Work[Part, str], parts: Iterable[Part], *, scheduler: str | None, processes: int
) -> Generator[tuple[int, str]]:
    """Yield the place and the name of each part as the cluster at ``scheduler`` has done it.

    Where that is None a cluster of ``processes`` is started on this machine, and ended at the end. A part whose workers
    die is done here, where the document that kills them is found. Raises a UsageError where Dask is not installed or no
    scheduler answers.
    """
    distributed = needed("distributed", extra="dask")
    with _client(distributed, scheduler, processes) as client:
        lost: list[tuple[int, Part]] = []
        for place, part, future in _futures(client, work, parts):
            if isinstance(future.exception(), distributed.KilledWorker):
                lost.append((place, part))
            else:
                yield place, future.result()
    for found, name in workers.results(work, (part for _, part in lost), processes=1):
        yield lost[found][0], name


@contextlib.contextmanager
def _client(distributed: Any, scheduler: str | None, processes: int) -> Iterator[Any]:  # noqa: ANN401  Dask has no types
    from claimcheck.errors import UsageError

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
) -> Iterator[tuple[int, Part, Any]]:
    """Yield each part's place, itself and its future when that is done; so many wait as keep the workers busy."""
    most = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    waiting = enumerate(parts)
    under_way: dict[str, tuple[int, Part]] = {}
    done = needed("distributed", extra="dask").as_completed()
    while True:
        while len(under_way) < most and (following := next(waiting, None)):
            place, part = following
            future = client.submit(
                work, part, {}, int, key=f"claimcheck-{place}-{part.name}", retries=_RETRIES, pure=False
            )
            under_way[future.key] = following
            done.add(future)
        if not under_way:
            return
        future = next(done)
        yield (*under_way.pop(future.key), future)
