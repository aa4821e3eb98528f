"""``--to parquet``: the checklist as a table for programs, a row a claim, with worth and offsets as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from claimcheck.export.exchange.checklist import KNOWN, rows
from claimcheck.export.extras import needed
from claimcheck.export.layout import Layout
from claimcheck.report import Report


def export(reports: Iterable[Report], layout: Layout) -> Iterator[bytes]:
    """Yield one Parquet file of all reports. Raises a UsageError where pyarrow is not installed."""
    arrow, parquet = needed("pyarrow", extra="parquet"), needed("pyarrow.parquet", extra="parquet")
    names = [name.replace(" ", "_") for name in KNOWN]
    columns: dict[str, list[object]] = {name: [] for name in ("file", "sha256", "published", *names)}
    columns |= {name: [] for name in ("start", "end", "support", "checkability", "hedged", "worth")}
    for report in reports:
        article = report.article
        for claim, row in zip(report.claims, rows(report, layout), strict=True):
            worth = claim.worth.score if claim.worth else None
            own = (claim.start, claim.end, claim.support, claim.checkability, claim.hedged, worth)
            values = (article.source, article.sha256, article.published, *row[: len(KNOWN)], *own)
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    kinds = {"start": arrow.int64(), "end": arrow.int64(), "hedged": arrow.bool_(), "worth": arrow.float64()}
    schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in columns])
    stream = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema), stream)
    yield stream.getvalue()
