"""Daft: a function over columns, made of a class of which each process loads the engine once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.corpus.engines.rows import reports_of
from claimcheck.export.extras import needed

if TYPE_CHECKING:
    from claimcheck.settings import Settings


class DaftAnalyser:
    """Makes the report of a row: what ``daft_analyser`` gives to Daft."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings

    def __call__(self, row: dict[str, str | None]) -> str:
        """Return the Report of a row as JSON."""
        return reports_of({name: [value] for name, value in row.items()}, self._settings)[0]


def daft_analyser(settings: Settings | None = None, *, processes: int = 1) -> Any:  # noqa: ANN401  Daft's own
    """Return the function that makes a column of reports of a struct of ``text`` and ``id``, ``source``, ``published``.

    >>> frame.with_column("report", daft_analyser(processes=4)(to_struct("text", "id")))     # doctest: +SKIP

    Raises a UsageError where Daft is not installed.
    """
    daft = needed("daft", extra="daft")
    return daft.cls(DaftAnalyser, use_process=True, max_concurrency=processes)(settings)
