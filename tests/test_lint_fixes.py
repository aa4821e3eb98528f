"""What ``claimcheck lint`` does beside finding: notes on request, corrections, baselines from any folder, ends of findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck.cli.group import commands
from conftest import Run
from warm import Outcome

pytestmark = pytest.mark.weights
FAULTY = """# The *Kessa* ferry

Turnout rose from 45 percent to 48 percent, a 3 percent increase, the board said. The quay is 10 miles (20 km) long.\r
“We will open in spring, the mayor said on Monday. Nobody asked why.

It rained. She added: “We will not go there again.
"""
MENDED = (
    FAULTY.replace("a 3 percent increase", "a 3 percentage point increase")
    .replace("(20 km)", "(16 km)")
    .replace("there again.", "there again.”")
    .replace("in spring, the", "in spring,” the")
)


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "draft.md"
    path.write_bytes(FAULTY.encode("utf-8"))
    return path


def linted(*arguments: str) -> Outcome:
    """Return what ``claimcheck lint`` gives in this process, whose engine is loaded once: a process of its own costs .9 s."""
    result = CliRunner().invoke(commands, ["lint", *arguments], standalone_mode=False, catch_exceptions=False)
    return Outcome(result.return_value or result.exit_code, result.stdout_bytes, result.stderr_bytes or b"")


def found(*arguments: str) -> list[dict[str, object]]:
    shown = linted(*arguments, "--format", "json", "--fail-on", "never")
    assert shown.stderr == b""
    listed: list[dict[str, object]] = json.loads(shown.stdout)
    return listed


def test_what_is_certain_is_corrected_and_nothing_else(run: Run, draft: Path) -> None:
    shown = run("lint", draft.name, "--select", "CC4,CC6", "--diff", real=True)
    assert draft.read_bytes().decode() == FAULTY
    changes = [line for line in shown.stdout.decode().split("\n") if line[:1] in "+-" and line]
    assert changes[:2] == ["--- draft.md", "+++ draft.md"]
    assert [line for line in changes if line.startswith("+Turnout")]
    done = run("lint", draft.name, "--select", "CC4,CC6", "--fix", "--format", "json", real=True)
    assert draft.read_bytes().decode() == MENDED
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert done.stderr.decode() == "note: 4 findings fixed\n"


def test_only_a_file_can_be_corrected(run: Run, draft: Path) -> None:
    wrong = run("lint", "-", "--fix", stdin=draft.read_bytes())
    assert (wrong.returncode, b"name a file" in wrong.stderr) == (2, True)


def test_a_word_without_its_percent_sign_is_left(draft: Path) -> None:
    draft.write_text("Turnout rose to 48% from 45%, up 3%, the board said.\n", "utf-8")
    linted(draft.name, "--select", "CC405", "--fix")
    assert draft.read_text("utf-8") == "Turnout rose to 48% from 45%, up 3 percentage points, the board said.\n"


def test_notes_are_shown_on_request(draft: Path, tmp_path: Path) -> None:
    draft.write_text("Fees have risen significantly. Experts say the quay leaks.\n", "utf-8")
    assert {one["rule"] for one in found(draft.name)} == {"CC301"}
    assert {one["rule"] for one in found(draft.name, "--notes")} == {"CC301", "CC303"}
    (tmp_path / "claimcheck.toml").write_text("notes = true\n", "utf-8")
    assert {one["rule"] for one in found(draft.name)} == {"CC301", "CC303"}
    assert linted(draft.name, "--select", "CC303", "--fail-on", "note").returncode == 1


def test_a_baseline_holds_from_any_folder(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    moved = draft.rename(tmp_path / "drafts" / draft.name)
    arguments = ["--select", "CC6", "--fail-on", "note"]
    linted(str(moved), *arguments, "--write-baseline", "drafts/known.json")
    assert {one["source"] for one in json.loads((moved.parent / "known.json").read_text())["findings"]} == {"draft.md"}
    for name in (str(moved), "drafts/draft.md", "drafts/../drafts/draft.md"):
        assert linted(name, *arguments, "--baseline", "drafts/known.json").returncode == 0


def test_a_finding_says_where_it_ends(draft: Path) -> None:
    (one,) = found(draft.name, "--select", "CC404")
    assert one["where"] == {"line": 3, "column": 105, "page": None, "paragraph": None, "xpath": None}
    assert one["until"] == {"line": 3, "column": 110, "page": None, "paragraph": None, "xpath": None}
    log = json.loads(linted(draft.name, "--select", "CC404", "--format", "sarif").stdout)
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert {name: region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")} == {
        "startLine": 3,
        "startColumn": 105,
        "endLine": 3,
        "endColumn": 110,
    }
    told = linted(draft.name, "--select", "CC404", "--format", "github").stdout.decode()
    assert "line=3,endLine=3,col=105,endColumn=110," in told


@pytest.mark.parametrize("ids", ["CC999", "CC6O1", "X", "CC4,CC650"])
def test_an_unknown_rule_is_an_error(run: Run, draft: Path, ids: str) -> None:
    wrong = run("lint", draft.name, "--select", ids)
    assert (wrong.returncode, b"there is no rule" in wrong.stderr) == (2, True)


def test_one_fault_is_one_finding(draft: Path) -> None:
    draft.write_text(
        "Ada Volmer runs the harbour. Volmer said fees would rise.\n\nVollmer said so in May, too.\n", "utf-8"
    )
    assert [one["rule"] for one in found(draft.name, "--select", "CC205,CC603")] == ["CC603"]
