"""Ray Data: a class for ``map_batches``, of which each actor loads the engine once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claimcheck.corpus.engines.rows import reports_of

if TYPE_CHECKING:
    from claimcheck.settings import Settings


class RayAnalyser:
    """Adds a column ``report`` to batches with ``text`` and, where they are there, ``id``, ``source`` and ``published``.

    >>> rows.map_batches(RayAnalyser, concurrency=3, batch_size=16)     # doctest: +SKIP

    ``concurrency`` has to be less than the number of CPUs: with as many actors none is left for reading, and Ray waits for ever.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
        """Return the batch with its reports."""
        import numpy as np

        return {**batch, "report": np.array(reports_of(batch, self._settings), dtype=object)}
