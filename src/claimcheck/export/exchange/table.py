"""``--to parquet``, and ``claimcheck.frame``: the checklist as a table for programs, a row a claim, its columns typed."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from claimcheck.errors import UsageError
from claimcheck.export.exchange.checklist import KNOWN, rows
from claimcheck.export.extras import needed
from claimcheck.export.layout import Layout
from claimcheck.report import Report

Kind = Literal["text", "integer", "number", "flag", "day"]
Library = Literal["pandas", "polars", "arrow"]
_KINDS: dict[str, Kind] = {
    "published": "day", "grade": "integer", "start": "integer", "end": "integer", "hedged": "flag", "worth": "number",
}  # fmt: skip
_KNOWN = tuple(name.replace(" ", "_") for name in KNOWN)
_NAMES = ("file", "sha256", "published", *_KNOWN, "start", "end", "support", "checkability", "hedged", "worth")
_PANDAS = {"text": "string", "integer": "Int64", "number": "float64", "flag": "boolean", "day": "datetime64[s]"}
_POLARS = {"text": "String", "integer": "Int64", "number": "Float64", "flag": "Boolean", "day": "Date"}
_ARROW = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool_", "day": "date32"}


class Column(NamedTuple):
    """A column of the table."""

    name: str
    kind: Kind


COLUMNS = tuple(Column(name, _KINDS.get(name, "text")) for name in _NAMES)
"""Article, claim, and what is known of it; ``published`` and ``worth`` may be missing."""


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[bytes]:
    """Yield one Parquet file of all reports. Raises a UsageError where pyarrow is not installed."""
    table, stream = frame(reports, "arrow"), io.BytesIO()
    needed("pyarrow.parquet", extra="parquet").write_table(table, stream)
    yield stream.getvalue()


def frame(reports: Report | Iterable[Report], library: Library = "pandas") -> Any:  # noqa: ANN401  a type of an extra
    """Return a row a claim, in the order of the reports, as a DataFrame of pandas or polars, or a Table of pyarrow.

    The columns are those of ``--to parquet``: text, but ``published`` (a date), ``grade``, ``start``, ``end`` (whole
    numbers; offsets are in code points), ``hedged`` and ``worth``. A failed report has no rows. Raises a UsageError for
    another library, and for one that is not installed.
    """
    make = {"pandas": _pandas, "polars": _polars, "arrow": _arrow}.get(library)
    if make is None:
        message = f"no frame is made with {library}"
        raise UsageError(message, "there are: pandas, polars, arrow")
    return make(_values([reports] if isinstance(reports, Report) else reports))


def _values(reports: Iterable[Report]) -> dict[str, list[object]]:
    """Return the values of each column."""
    values: dict[str, list[object]] = {column.name: [] for column in COLUMNS}
    for report in reports:
        for row in _rows(report):
            for column, value in zip(COLUMNS, row, strict=True):
                values[column.name].append(value)
    return values


def _day(written: str | None) -> date | None:
    """Return a date of publication; None for none, and for what is no date: a Report may have been edited."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(written or "")
    return None


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    article, grade = report.article, KNOWN.index("grade")
    published = _day(article.published)
    for claim, row in zip(report.claims, rows(report, Layout()), strict=True):
        known: list[object] = list(row[: len(KNOWN)])
        known[grade] = int(row[grade])
        worth = claim.worth.score if claim.worth else None
        own = (claim.start, claim.end, claim.support, claim.checkability, claim.hedged, worth)
        yield (article.source, article.sha256, published, *known, *own)


def _pandas(values: dict[str, list[object]]) -> Any:  # noqa: ANN401  no types where it is not installed
    pandas = needed("pandas", extra="pandas")
    return pandas.DataFrame({one.name: pandas.Series(values[one.name], dtype=_PANDAS[one.kind]) for one in COLUMNS})


def _polars(values: dict[str, list[object]]) -> Any:  # noqa: ANN401  no types where it is not installed
    polars = needed("polars", extra="polars")
    return polars.DataFrame(values, schema={one.name: getattr(polars, _POLARS[one.kind]) for one in COLUMNS})


def _arrow(values: dict[str, list[object]]) -> Any:  # noqa: ANN401  no types where it is not installed
    arrow = needed("pyarrow", extra="parquet")
    return arrow.table(values, schema=arrow.schema([(one.name, getattr(arrow, _ARROW[one.kind])()) for one in COLUMNS]))
