"""Spark: a function for ``mapInPandas``; each Python worker loads the engine once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claimcheck.corpus.engines.rows import reports_of

if TYPE_CHECKING:
    from claimcheck.settings import Settings


def spark_analyser(settings: Settings | None = None) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return the function that adds a column ``report`` to frames with ``text`` and ``id``, ``source``, ``published``.

    >>> rows.mapInPandas(spark_analyser(), "id string, text string, report string")     # doctest: +SKIP
    """

    def analysed(frames: Iterable[Any]) -> Iterator[Any]:
        for frame in frames:
            yield frame.assign(report=reports_of(frame, settings))

    return analysed
