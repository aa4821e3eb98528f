"""Columns of an engine into the rows of a batch: the same bytes that ``claimcheck batch`` writes of the same documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.job import report_lines
from claimcheck.corpus.sources.records import Fields, document_of

if TYPE_CHECKING:
    from claimcheck.settings import Settings

_SOURCE = "source"


def reports_of(columns: Mapping[str, Sequence[Any]], settings: Settings | None = None) -> list[str]:
    """Return the Report of each row as JSON: of its ``text``, with its ``id``, ``source`` and ``published`` where it has them."""
    from claimcheck.settings import Settings

    return report_lines(list(_documents(columns)), settings=settings or Settings())


def _documents(columns: Mapping[str, Sequence[Any]]) -> Iterator[ArchiveItem]:
    names = [name for name in (*Fields(), _SOURCE) if name in columns]
    for values in zip(*(columns[name] for name in names), strict=True):
        row = {name: _plain(value) for name, value in zip(names, values, strict=True)}
        source = row.get(_SOURCE)
        yield document_of(row, str(source) if source else "-", Fields())


def _plain(value: Any) -> Any:  # noqa: ANN401  any scalar of an engine
    """Return a scalar as Python has it: None for the NaN that stands for nothing in a frame."""
    plain = value.item() if hasattr(value, "item") else value
    return None if plain != plain else plain  # noqa: PLR0124  NaN is the one value that is not itself
