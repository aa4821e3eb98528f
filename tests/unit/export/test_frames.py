"""``claimcheck.frame``: one list of columns, in three libraries."""

from __future__ import annotations

import datetime
import io

import pytest

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.export import Layout, exporter
from claimcheck.report import failed_report
from reports import TEXT, TOOL, harbour, report_on

FIRST = "The port of Kessa handled over 200 metric tons of tin in 2023, one of the highest figures in the region."


def test_a_frame_of_arrow_is_what_parquet_holds() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    reports = [harbour(), failed_report("b.txt", ValueError("no"), tool=TOOL), report_on("Nothing.\n", ())]
    made = claimcheck.frame(reports, "arrow")
    (written,) = exporter("parquet", of="claims").written(reports, Layout())
    assert isinstance(written, bytes)
    assert parquet.read_table(io.BytesIO(written)).equals(made)
    edited = harbour().article.model_copy(update={"published": "9999-99-99"})
    (written,) = exporter("parquet", of="claims").written([harbour().model_copy(update={"article": edited})], Layout())
    assert set(parquet.read_table(io.BytesIO(written))["published"].to_pylist()) == {None}
    rows = made.to_pylist()
    assert len(rows) == 3
    assert (rows[0]["statement"], rows[0]["published"]) == (FIRST, datetime.date(2026, 3, 4))
    assert [row["grade"] for row in rows] == [0, 3, 1]
    assert TEXT[rows[1]["start"] : rows[1]["end"]] == rows[1]["statement"] == "Fees have surged by 12 percent"


def test_a_frame_of_pandas_is_typed() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = claimcheck.frame(harbour())
    assert isinstance(frame, pandas.DataFrame)
    assert frame.loc[frame.grade >= 3, "source"].tolist() == ["Harbour Board"]
    assert frame.published.dt.year.tolist() == [2026] * 3
    assert frame.worth.isna().all()
    assert dict(claimcheck.frame([]).dtypes) == dict(frame.dtypes)


def test_a_frame_of_polars_is_typed() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = claimcheck.frame(iter([harbour(), harbour()]), "polars")
    assert (
        frame.filter(polars.col("support") == "vague").select("start", "hedged").rows()
        == [(TEXT.index("of [red] losses"), False)] * 2
    )
    assert frame["published"].dtype == polars.Date
    assert claimcheck.frame([], "polars").schema == frame.schema


def test_another_library_is_refused() -> None:
    with pytest.raises(UsageError, match="no frame is made with excel") as caught:
        claimcheck.frame([], "excel")  # type: ignore[arg-type]
    assert caught.value.hint == "there are: pandas, polars, arrow"
