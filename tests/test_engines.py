"""The same rows from every engine that is installed, byte for byte; each is really run."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest

from claimcheck import workers
from claimcheck.corpus import ArchiveItem, Folder, Part, batch
from claimcheck.corpus.engines.rows import reports_of
from claimcheck.settings import Settings

pytestmark = [pytest.mark.weights, pytest.mark.filterwarnings("ignore")]  # the engines' own
ROWS = [
    {"id": f"r{number}", "text": text, "source": f"news.jsonl:{number + 1}", "published": "2026-03-04"}
    for number, text in enumerate(
        (
            "Seizures rose by 12 percent last week, Mayor Ann Lee said.",
            "The port counted 200 ships in March, more than ever before.",
            " ",
        )
    )
]
SCHEMA = "id string, text string, source string, published string, report string"


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """Return the rows that this machine makes of ROWS, by themselves: those of a batch, as ``test_batch_cli`` holds."""
    rows = reports_of({name: [row[name] for row in ROWS] for name in ROWS[0]})
    assert '"id":"r0"' in rows[0]
    assert '"code":"empty"' in rows[2]
    return rows


def documents() -> list[ArchiveItem]:
    from claimcheck.corpus.sources.records import Fields, document_of

    return [document_of(row, row["source"], Fields()) for row in ROWS]


def test_dask(expected: list[str], tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    from claimcheck.corpus.engines.dask import on_dask

    engine = partial(on_dask, scheduler=None, processes=1)
    with Folder(tmp_path / "parts").held():
        done = list(batch(documents(), Folder(tmp_path / "parts"), engine=engine, settings=Settings()))
    assert [row.decode().rstrip("\n") for part in done for row in part.rows] == expected


def deadly(part: Part, given_up: workers.GivenUp, at: workers.At) -> str:
    """Return the sources of a part; its process dies at one that is called so, as long as it is not given up."""
    said = []
    for place, document in enumerate(part.documents):
        at(place)
        if document.source == "die" and place not in given_up:
            os._exit(1)
        said.append(given_up[place].code if place in given_up else document.source)
    return " ".join(said)


def test_a_document_that_kills_the_workers_of_dask_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    import dask

    from claimcheck.corpus.engines.dask import on_dask

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
    parts = [Part(tuple(map(ArchiveItem, names)), "edition") for names in (["a", "die", "b"], ["c"])]
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        assert distributed
        found = dict(on_dask(deadly, parts, scheduler=None, processes=1))
    assert found == {0: "a worker-died b", 1: "c"}


def test_daft(expected: list[str]) -> None:
    daft = pytest.importorskip("daft", reason="Daft is not installed")
    from daft.functions import to_struct

    from claimcheck.corpus.engines.daft import daft_analyser

    row = to_struct(**{name: daft.col(name) for name in ROWS[0]})
    found = daft.from_pylist(ROWS).with_column("report", daft_analyser()(row)).to_pydict()
    assert found["report"] == expected


def test_ray(expected: list[str]) -> None:
    ray = pytest.importorskip("ray.data", reason="Ray is not installed")
    from claimcheck.corpus.engines.ray import RayAnalyser

    import_ray = pytest.importorskip("ray", reason="Ray is not installed")
    import_ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        found = ray.from_items(ROWS).map_batches(RayAnalyser, concurrency=1, batch_size=2).take_all()
    finally:
        import_ray.shutdown()
    assert [row["report"] for row in sorted(found, key=lambda row: row["id"])] == expected


def test_spark(expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    import shutil

    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    from claimcheck.corpus.engines.spark import spark_analyser

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    session = sql.SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
    try:
        rows = session.createDataFrame(ROWS, SCHEMA.removesuffix(", report string"))
        found = rows.mapInPandas(spark_analyser(), SCHEMA).collect()
    finally:
        session.stop()
    assert [row["report"] for row in sorted(found, key=lambda row: row["id"])] == expected
