"""``claimcheck batch`` on small archives: real processes, real engine."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from claimcheck.corpus.engines.rows import reports_of
from claimcheck.report import Report
from conftest import Result, Run
from soak import whole
from warm import Outcome

pytestmark = pytest.mark.weights

SENTENCES = (
    "Seizures rose by 12 percent last week, Mayor Ann Lee said.",
    "The port counted 200 ships in March, more than ever before.",
    "Ferries will be cheaper from May on, according to the company.",
)
"""Three articles of a sentence each."""


def start(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "claimcheck", "batch", *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )


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
def done(tmp_path_factory: pytest.TempPathFactory, run_in: Run) -> tuple[Path, Result | Outcome]:
    """Return a folder with an archive that has been through a batch, as its users start it, and how that ended."""
    folder = tmp_path_factory.mktemp("batch")
    archive(folder)
    return folder, run_in(folder, "batch", "in", "-o", "in/out.jsonl", "-j", "2", fresh=True, real=True)


def reports(path: Path) -> list[Report]:
    return [Report.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]


def test_a_row_for_each_document_in_order(done: tuple[Path, Result | Outcome]) -> None:
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
    assert outcome.returncode == 3
    assert "in/b.txt is an image" in outcome.stderr.decode()
    assert "7 documents" in outcome.stderr.decode()
    assert "2 errors (2 not-text)" in outcome.stderr.decode()


def test_a_row_is_what_check_says(done: tuple[Path, Result | Outcome]) -> None:
    from claimcheck import check

    folder, _ = done
    expected = check(folder / "in/a.txt")
    expected = expected.model_copy(update={"article": expected.article.model_copy(update={"source": "in/a.txt"})})
    assert reports(folder / "in/out.jsonl")[0] == expected


def test_a_second_run_is_free_and_the_same(done: tuple[Path, Result | Outcome], run_in: Run) -> None:
    folder, _ = done
    before = (folder / "in/out.jsonl").read_bytes()
    parts = {path: path.stat().st_mtime_ns for path in (folder / "in/out.jsonl.parts").rglob("*.gz")}
    assert parts
    assert (
        run_in(folder, "batch", "in", "-o", "in/out.jsonl", "-j", "1", real=True).returncode == 3
    )  # what it wrote is no input of it
    assert (folder / "in/out.jsonl").read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in (folder / "in/out.jsonl.parts").rglob("*.gz")} == parts


def test_other_results_have_the_same_rows(done: tuple[Path, Result | Outcome], run_in: Run) -> None:
    folder, _ = done
    expected = (folder / "in/out.jsonl").read_bytes()
    again = functools.partial(run_in, folder, "batch", *INPUTS, "--parts", "in/out.jsonl.parts", "-j", "1", real=True)
    assert again("-o", "-").stdout == expected
    assert again("-o", "rows").returncode == 3
    assert (folder / "rows/part-00000.jsonl").read_bytes() == expected
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert again("-o", "rows.parquet").returncode == 3
    table = parquet.read_table(folder / "rows.parquet").to_pylist()
    assert [row["report"] for row in table] == expected.decode().splitlines()
    assert [row["error_code"] for row in table].count("not-text") == 2


def test_too_many_errors_write_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.jsonl").write_text("{\n" * 3)
    (tmp_path / "out.jsonl").write_text("older")
    outcome = run("batch", "a.jsonl", "-o", "out.jsonl", "--max-errors", "2", "-j", "1", real=True)
    assert outcome.returncode == 3
    assert "more than 2 documents failed, and nothing was written" in outcome.stderr.decode()
    assert (tmp_path / "out.jsonl").read_text() == "older"
    arguments = ("a.jsonl", "-o", "out.jsonl", "--max-errors", "3", "--no-cache", "-j", "1")
    assert run("batch", *arguments, real=True).returncode == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_what_to_do_about_errors_is_said_once(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "Ten ships left."}\n' * 3)
    said = run("batch", "a.jsonl", "-o", "out.jsonl", "-j", "1", real=True).stderr.decode()
    assert said.count("has no text in the field text") == 3
    assert said.count("hint: it has body: name one of them with --text-field") == 1


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
        (["a.txt", "-o", "b.jsonl", "--timeout", "inf"], "inf is no number"),
    ],
)
def test_wrong_usage(tmp_path: Path, run: Run, arguments: list[str], said: str) -> None:
    (tmp_path / "a.txt").write_text(SENTENCES[0])
    outcome = run("batch", *arguments, real=True)
    assert (outcome.returncode, said in outcome.stderr.decode()) == (2, True), outcome.stderr
    assert (tmp_path / "a.txt").read_text() == SENTENCES[0]
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@whole
def test_killed_and_resumed_it_is_the_same(tmp_path: Path, environment: dict[str, str]) -> None:
    """SIGKILL, then Ctrl-C, each when a part more is there, then to the end, though a worker is killed on the way."""
    rows = [
        {"id": f"{number}", "text": f"{number} ships. " + " ".join(SENTENCES * 4), "source": f"a.jsonl:{number + 1}"}
        for number in range(15)
    ]
    rows.append({"id": "none", "text": " ", "source": "a.jsonl:16"})
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for number in (signal.SIGKILL, signal.SIGINT):
        process = begun(tmp_path, environment, "a.jsonl", "-o", "out.jsonl")
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert process.returncode == (130 if number == signal.SIGINT else -9)
        assert not (tmp_path / "out.jsonl").exists()
    assert b"the same command goes on from there" in err
    process = begun(tmp_path, environment, "a.jsonl", "-o", "out.jsonl")
    os.kill(worker_of(process.pid), signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 3  # the last has no text
    columns = {name: [row[name] for row in rows] for name in rows[0]} | {"published": [None] * len(rows)}
    assert (tmp_path / "out.jsonl").read_text("utf-8").splitlines() == reports_of(columns)
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "out.jsonl", "out.jsonl.parts"}


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


def test_a_folder_that_may_not_be_read_is_a_row(tmp_path: Path, environment: dict[str, str]) -> None:
    for name, text in zip(("in/a/1.txt", "in/b/2.txt", "in/c/3.txt"), SENTENCES, strict=True):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "in/b").chmod(0)
    outcome, counted = (
        subprocess.run([*mortal(), sys.executable, "-m", "claimcheck", *given], cwd=tmp_path, env=environment, capture_output=True, check=False)
        for given in (("batch", "in", "in/b/2.txt", "-o", "out.jsonl", "-j", "1"), ("stats", "in/b"))
    )  # fmt: skip
    (tmp_path / "in/b").chmod(0o700)
    found = [(row.article.source, row.error.code if row.error else None) for row in reports(tmp_path / "out.jsonl")]
    assert found == [
        ("in/a/1.txt", None), ("in/c/3.txt", None), ("in/b", "unreadable"), ("in/b/2.txt", "unreadable"),
    ]  # fmt: skip
    assert outcome.returncode == 3
    assert "in/b may not be read: permission denied\nhint: chmod u+rX in/b" in outcome.stderr.decode()
    assert "in/b cannot be read: permission denied" in counted.stderr.decode()


def mortal() -> list[str]:
    """Return what a command begins with so that permissions hold for it, for the superuser too."""
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed, and the superuser may read everything")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
