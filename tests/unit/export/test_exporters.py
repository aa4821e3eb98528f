"""A format is a file and a row; an installed package may bring both, and is asked only for what we do not have."""

from __future__ import annotations

import functools
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.errors import EmptyInputError, UsageError
from claimcheck.export import EXPORTERS, Layout, exporter
from conftest import STAND_IN, Result, Run
from reports import TOOL, harbour

WRITER = """
from claimcheck.export import Exporter

def export(reports, layout):
    for report in reports:
        yield f"{report.article.source} has {len(report.claims)} claims\\n"

TALLY = Exporter("tally", "claims", f"{__name__}:export", "a count")
COUNT = Exporter("count", "findings", f"{__name__}:export", "a count")
"""
ENTRIES = """[claimcheck.exporters]
tally = tallying:TALLY
count = tallying:COUNT
broken = tallying:GONE
wrong = tallying:WRITER
"""
ADD_ROWS = """
import sys
import stand_in
from claimcheck.export import exporters
import tallying
exporters.EXPORTERS += (tallying.TALLY, tallying.COUNT)
stand_in.install(sys.modules)
from claimcheck.cli import main
main()
"""


@pytest.fixture
def package(tmp_path: Path, environment: dict[str, str]) -> dict[str, str]:
    """Return the environment in which a package with two formats can be imported, but is not installed."""
    (tmp_path / "tallying.py").write_text(WRITER + 'WRITER = "no format"\n', encoding="utf-8")
    (tmp_path / "draft.txt").write_text(
        "The port raised its fees by 12 percent.\n\nIt has 7 ships.\n", encoding="utf-8"
    )
    return {**environment, "PYTHONPATH": f"{tmp_path}:{STAND_IN.parent}:{environment['PYTHONPATH']}"}


@pytest.fixture
def installed(package: dict[str, str], tmp_path: Path, run: Run) -> Run:
    """Return what runs claimcheck where that package is installed, and names its formats as entry points."""
    folder = tmp_path / "tallying-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: tallying\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text(ENTRIES, encoding="utf-8")
    return functools.partial(run, PYTHONPATH=package["PYTHONPATH"])


def claimcheck(folder: Path, environment: dict[str, str], *arguments: str) -> Result:
    command = [sys.executable, "-c", ADD_ROWS, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_a_row_is_all_that_a_format_needs(package: dict[str, str], tmp_path: Path) -> None:
    listed = claimcheck(tmp_path, package, "draft.txt", "--format", "tally")
    linted = claimcheck(tmp_path, package, "lint", "draft.txt", "--format", "count")
    assert (listed.stdout, listed.stderr) == (b"draft.txt has 2 claims\n", b"")
    assert (linted.stdout, linted.stderr) == (listed.stdout, b"")
    assert b"|tally]" in claimcheck(tmp_path, package, "--help").stdout


def test_an_installed_package_brings_formats(installed: Run, tmp_path: Path) -> None:
    listed = installed("draft.txt", "--format", "tally")
    linted = installed("lint", "draft.txt", "--format", "count")
    assert (listed.stdout, listed.stderr) == (b"draft.txt has 2 claims\n", b"")
    assert (linted.stdout, linted.stderr) == (listed.stdout, b"")
    (tmp_path / "claimcheck.toml").write_text('format = "tally"\n', encoding="utf-8")
    assert installed("draft.txt").stdout == listed.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft.txt", "--format", "broken"], "broken that tallying:GONE should be cannot be used: AttributeError"),
        (["draft.txt", "--format", "wrong"], "wrong that tallying:WRITER should be cannot be used: no format"),
        (["draft.txt", "--format", "count"], "unknown format count (command line)"),
        (["lint", "draft.txt", "--format", "xml"], "there are: text, json, jsonl, github, sarif, junit, broken, count"),
    ],
)
def test_what_is_no_format_is_said(installed: Run, arguments: list[str], said: str) -> None:
    shown = installed(*arguments)  # said before anything is read: no weights are loaded
    assert (shown.returncode, shown.stdout) == (2, b"")
    assert said in shown.stderr.decode()


def test_no_package_is_asked_for_a_format_of_ours(package: dict[str, str], tmp_path: Path) -> None:
    for arguments in (["--help"], ["lint", "--help"], ["config"]):
        shown = subprocess.run(
            [sys.executable, "-X", "importtime", str(STAND_IN), *arguments],
            cwd=tmp_path, env=package, capture_output=True, check=True,
        )  # fmt: skip
        assert b"claimcheck.export.exporters" in shown.stderr or arguments == ["config"]
        assert b"claimcheck.export.claims" not in shown.stderr
        assert b"tallying" not in shown.stderr
    code = (
        "import sys\nfrom claimcheck.export import exporter\n"
        "for of, name in (('claims', 'list'), ('findings', 'json')): exporter(name, of=of)\n"
        "print('importlib.metadata' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], env=package, capture_output=True, check=True).stdout == b"False\n"
    )


LIBRARIES = {"xlsx": "openpyxl", "docx": "docx", "parquet": "pyarrow"}


def test_every_format_takes_every_report() -> None:
    from claimcheck.report import failed_report

    failed = failed_report("b.txt", EmptyInputError("b.txt is empty"), tool=TOOL)
    # pdf needs the very file, and has tests of its own
    missing = {name for name, library in LIBRARIES.items() if importlib.util.find_spec(library) is None}
    for form in (form for form in EXPORTERS if form.name not in missing | {"pdf"}):
        many = form.name not in {"html", "docx"}  # which are one article's
        assert any(form.written([harbour(), failed] if many else [harbour()], Layout(many=many))), form
    assert json.loads("".join(exporter("json", of="findings").written([failed], Layout())))


def test_names_are_unique_in_a_content_and_the_first_is_the_default() -> None:
    assert len({(form.of, form.name) for form in EXPORTERS}) == len(EXPORTERS)
    assert [exporter(None, of=of).name for of in ("claims", "findings")] == ["list", "text"]
    with pytest.raises(UsageError, match=r"unknown format xml \(claimcheck.toml\)") as caught:
        exporter("xml", of="claims", origin="claimcheck.toml")
    assert caught.value.hint.startswith("there are: list, json, jsonl")
