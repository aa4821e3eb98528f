"""The same rows from every engine that is installed, byte for byte; each is really run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcheck import workers
from claimcheck.corpus import ArchiveItem, Part
from claimcheck.corpus.engines.rows import reports_of
from soak import whole

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


@pytest.fixture
def cluster(tmp_path: Path, environment: dict[str, str]) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Give the address of a scheduler with a worker, each started as by hand, and their processes."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    said, local = (
        tmp_path / "scheduler.json",
        ["--host", "127.0.0.1", "--scheduler-file", str(tmp_path / "scheduler.json")],
    )
    commands = [
        ["dask_scheduler", "--port", "0", "--no-dashboard", *local],
        ["dask_worker", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "worker"), *local],
    ]
    with contextlib.ExitStack() as held:
        processes = [
            held.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]],
                    env=environment, stderr=subprocess.DEVNULL, start_new_session=True,
                )
            )
            for command in commands
        ]  # fmt: skip
        try:
            wait_for(said.is_file)
            yield json.loads(said.read_text())["address"], processes
        finally:
            for process in processes:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(true: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


@whole
def test_dask_elsewhere_loses_nothing_with_a_worker_and_leaves_nothing_without_a_scheduler(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row | {"text": row["text"] * 30}) + "\n" for row in ROWS * 4))
    address, (scheduler, worker) = cluster

    def begun(output: str, *options: str, wanted: int = 1) -> subprocess.Popen[bytes]:
        """Return a batch that has done a part or more."""
        command = [sys.executable, "-m", "claimcheck", "batch", "a.jsonl", "-o", output, *options]
        batch = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE)
        wait_for(lambda: len(list(tmp_path.glob(f"{output}.parts/*/*.gz"))) >= wanted or batch.poll() is not None)
        return batch

    there = ("--engine", "dask", "--scheduler", address)
    batch = begun("there.jsonl", *there)
    os.kill(child_of(worker.pid), signal.SIGKILL)  # its nanny starts another
    assert (batch.communicate(timeout=60), batch.returncode) != (None, 0)  # one document is empty
    assert batch.returncode == 3
    assert begun("here.jsonl", "-j", "1").wait(60) == 3
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()

    batch = begun("lost.jsonl", *there)
    os.killpg(scheduler.pid, signal.SIGKILL)
    _, err = batch.communicate(timeout=60)
    assert (batch.returncode, err.decode().splitlines()[-2]) == (2, "error: the Dask scheduler was lost")
    assert not list(tmp_path.glob("*lost.jsonl"))


def child_of(pid: int) -> int:
    """Return the process of a Dask worker that works, which is its nanny's."""
    found = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, check=False, text=True
    )
    return next(int(line.split()[0]) for line in found.stdout.splitlines() if "spawn_main" in line)


def deadly(part: Part, given_up: workers.GivenUp, at: workers.At) -> str:
    """Return the sources of a part; its process dies or hangs at one that is called so, as long as it is not given up."""
    said = []
    for place, document in enumerate(part.documents):
        at(place)
        if document.source == "die" and place not in given_up:
            os._exit(1)
        if document.source == "hang" and place not in given_up:
            time.sleep(60)
        said.append(given_up[place].code if place in given_up else document.source)
    return " ".join(said)


@whole  # to start a cluster, lose its workers and wait takes 7.4 s and 4.5 CPU seconds
def test_documents_that_kill_or_hold_the_workers_of_dask_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    import dask

    from claimcheck.corpus.engines.dask import on_dask

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
    parts = [Part(tuple(map(ArchiveItem, names)), "edition") for names in (["a", "die", "b"], ["c"], ["hang", "d"])]
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        assert distributed
        found = dict(on_dask(deadly, parts, scheduler=None, processes=1, timeout=1))
    assert found == {0: "a worker-died b", 1: "c", 2: "timeout d"}


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
