"""``claimcheck batch`` as its users start it: real processes, real engine, small archives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

import claimcheck
from claimcheck.report import Report

pytestmark = pytest.mark.weights

SENTENCES = (
    "Seizures rose by 12 percent last week, Mayor Ann Lee said.",
    "The port counted 200 ships in March, more than ever before.",
    "Ferries will be cheaper from May on, according to the company.",
)
"""Three articles of a sentence each."""


class Outcome(NamedTuple):
    code: int
    out: bytes
    err: str


def start(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "claimcheck", "batch", *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )


def run(folder: Path, environment: dict[str, str], *arguments: str) -> Outcome:
    with start(folder, environment, *arguments) as process:
        out, err = process.communicate(timeout=120)
    return Outcome(process.returncode, out, err.decode())


def archive(folder: Path) -> Path:
    """Write an archive of seven documents, two of which cannot be read."""
    (folder / "in").mkdir(parents=True)
    (folder / "in/a.txt").write_text(SENTENCES[0])
    (folder / "in/b.txt").write_bytes(b"\x89PNG\r\n")
    rows = [{"id": f"r{number}", "text": text, "published": "2026-03-04"} for number, text in enumerate(SENTENCES)]
    (folder / "in/c.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "{\n")
    with zipfile.ZipFile(folder / "in/d.zip", "w") as packed:
        packed.writestr("e.md", f"# {SENTENCES[1]}\n")
    return folder / "in"


SOURCES = ["in/a.txt", "in/b.txt", "in/c.jsonl:1", "in/c.jsonl:2", "in/c.jsonl:3", "in/c.jsonl:4", "in/d.zip/e.md"]


INPUTS = "in/a.txt in/b.txt in/c.jsonl in/d.zip".split()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """Return a folder with an archive that has been through a batch, and how that ended."""
    folder = tmp_path_factory.mktemp("batch")
    archive(folder)
    environment = {**os.environ, "PYTHONPATH": str(Path(claimcheck.__file__).parent.parent)}
    return folder, run(folder, environment, "in", "-o", "in/out.jsonl", "-j", "2")


def reports(path: Path) -> list[Report]:
    return [Report.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]


def test_a_row_for_each_document_in_order(done: tuple[Path, Outcome]) -> None:
    folder, outcome = done
    found = reports(folder / "in/out.jsonl")
    assert [report.article.source for report in found] == SOURCES
    assert [report.article.id for report in found] == [None, None, "r0", "r1", "r2", None, None]
    assert [report.error.code if report.error else None for report in found] == [
        None, "not-text", None, None, None, "not-text", None,
    ]  # fmt: skip
    assert found[2].article.published == "2026-03-04"
    assert found[2].article.published_from == "metadata"
    assert "change" in found[2].claims[0].kinds
    assert outcome.code == 3
    assert "in/b.txt is an image" in outcome.err
    assert "7 documents" in outcome.err
    assert "2 errors (2 not-text)" in outcome.err


def test_a_row_is_what_check_says(done: tuple[Path, Outcome]) -> None:
    from claimcheck import check

    folder, _ = done
    expected = check(folder / "in/a.txt")
    expected = expected.model_copy(update={"article": expected.article.model_copy(update={"source": "in/a.txt"})})
    assert reports(folder / "in/out.jsonl")[0] == expected


def test_a_second_run_is_free_and_the_same(done: tuple[Path, Outcome], environment: dict[str, str]) -> None:
    folder, _ = done
    before = (folder / "in/out.jsonl").read_bytes()
    parts = {path: path.stat().st_mtime_ns for path in (folder / "in/out.jsonl.parts").rglob("*.gz")}
    assert parts
    assert run(folder, environment, "in", "-o", "in/out.jsonl", "-j", "1").code == 3  # what it wrote is no input of it
    assert (folder / "in/out.jsonl").read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in (folder / "in/out.jsonl.parts").rglob("*.gz")} == parts


def test_other_results_have_the_same_rows(done: tuple[Path, Outcome], environment: dict[str, str]) -> None:
    folder, _ = done
    expected = (folder / "in/out.jsonl").read_bytes()
    kept = ("--parts", "in/out.jsonl.parts", "-j", "1")
    assert run(folder, environment, *INPUTS, "-o", "-", *kept).out == expected
    assert run(folder, environment, *INPUTS, "-o", "rows", *kept).code == 3
    assert (folder / "rows/part-00000.jsonl").read_bytes() == expected
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert run(folder, environment, *INPUTS, "-o", "rows.parquet", *kept).code == 3
    table = parquet.read_table(folder / "rows.parquet").to_pylist()
    assert [row["report"] for row in table] == expected.decode().splitlines()
    assert [row["error_code"] for row in table].count("not-text") == 2


def test_too_many_errors_write_nothing(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "a.jsonl").write_text("{\n" * 3)
    (tmp_path / "out.jsonl").write_text("older")
    outcome = run(tmp_path, environment, "a.jsonl", "-o", "out.jsonl", "--max-errors", "2", "-j", "1")
    assert outcome.code == 3
    assert "more than 2 documents failed, and nothing was written" in outcome.err
    assert (tmp_path / "out.jsonl").read_text() == "older"
    assert run(tmp_path, environment, "a.jsonl", "-o", "out.jsonl", "--max-errors", "3", "--no-cache").code == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "-o", "a.txt"], "a.txt is an input itself"),
        (["a.txt", "-o", "none/b.jsonl"], "none/b.jsonl"),
        (["a.txt", "-o", "b.jsonl", "--model", "en_none"], "no spaCy pipeline named 'en_none'"),
        (["a.txt", "-o", "b.jsonl", "--scheduler", "tcp://127.0.0.1:1"], "--scheduler is an address of Dask's"),
        (["a.txt", "-o", "b.json"], "a batch writes .jsonl, .parquet or a folder, and not .json"),
        (["*.pdf", "-o", "b.jsonl"], "no file fits *.pdf"),
        (["a.txt", "-o", "b.jsonl", "--published", "soon"], "soon is no date"),
    ],
)
def test_wrong_usage(tmp_path: Path, environment: dict[str, str], arguments: list[str], said: str) -> None:
    (tmp_path / "a.txt").write_text(SENTENCES[0])
    outcome = run(tmp_path, environment, *arguments)
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
    assert (tmp_path / "a.txt").read_text() == SENTENCES[0]


def test_killed_and_resumed_it_is_the_same(tmp_path: Path, environment: dict[str, str]) -> None:
    """SIGKILL, then Ctrl-C, each when a part more is there, then to the end; and without these, but with a worker killed."""
    rows = [{"id": number, "text": f"{number} ships. " + " ".join(SENTENCES * 4)} for number in range(16)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for number in (signal.SIGKILL, signal.SIGINT):
        process = begun(tmp_path, environment, "a.jsonl", "-o", "out.jsonl")
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert process.returncode == (130 if number == signal.SIGINT else -9)
        assert not (tmp_path / "out.jsonl").exists()
    assert b"the same command goes on from there" in err
    assert run(tmp_path, environment, "a.jsonl", "-o", "out.jsonl", "--resume").code == 0
    assert [report.article.id for report in reports(tmp_path / "out.jsonl")] == [str(number) for number in range(16)]

    process = begun(tmp_path, environment, "a.jsonl", "-o", "whole.jsonl")
    os.kill(worker_of(process.pid), signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.jsonl", "out.jsonl", "out.jsonl.parts", "whole.jsonl", "whole.jsonl.parts"}


def begun(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    """Return a batch that has done a part more than there were."""
    parts = f"{arguments[-1]}.parts/*/*.gz"
    before = len(list(folder.glob(parts)))
    process = start(folder, environment, *arguments, "-j", "1")
    while len(list(folder.glob(parts))) <= before:
        assert process.poll() is None
        time.sleep(0.02)
    return process


def worker_of(pid: int) -> int:
    """Return the process that works for a batch."""
    found = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, check=False, text=True
    )
    return next(int(line.split()[0]) for line in found.stdout.splitlines() if "spawn_main" in line)
