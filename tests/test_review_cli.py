"""``claimcheck review`` and ``claimcheck diff`` as a user meets them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Run

ARTICLE = "Harbour fees rise.\n\nThe port raised its fees by 12 percent on Monday.\n\nIt handled 200 ships in 2023.\n"
DATABASE = "a.txt.claims.db"


@pytest.fixture(autouse=True)
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def filled(run: Run, folder: Path, *, name: str = "a.csv", status: str = "verified", row: int = 0) -> str:
    assert run("export", "a.txt", "--to", "csv", "-o", name).returncode == 0
    with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[row] |= {"status": status, "checked by": "Ana"}
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return name


def test_a_review_from_the_checklist_to_the_next_draft(run: Run, tmp_path: Path, article: Path) -> None:
    result = run("review", "import", "a.txt", filled(run, tmp_path))
    assert (result.returncode, result.stdout) == (0, b"1 decision, 1 row without news\n"), result.stderr
    shown = run("review", "stats", "a.txt").stdout.decode()
    assert "2 claims" in shown
    assert "1 Ana" in shown
    article.write_text("A new first line.\n\n" + ARTICLE.replace("12 percent", "14 percent"), encoding="utf-8")
    assert b"review draft a.txt carries" in run("review", "stats", "a.txt").stderr
    carried = run("review", "draft", "a.txt").stdout.decode()
    assert "changed: figure: The port raised its fees by 14 percent" in carried
    state = json.loads(run("review", "export", "a.txt").stdout)
    (thread,) = state["threads"]
    assert [entry.get("status") for entry in thread["history"]] == ["verified", "open"]
    assert run("review", "stats", "a.txt").stderr == b""


def test_an_orphan_is_placed_by_hand(run: Run, tmp_path: Path, article: Path) -> None:
    run("review", "import", "a.txt", filled(run, tmp_path))
    article.write_text("A fee of 9 cents is due.\n\nIt handled 200 ships in 2023.\n", encoding="utf-8")
    assert b"1 orphaned" in run("review", "draft", "a.txt").stdout
    (line,) = [one for one in run("review", "stats", "a.txt").stdout.decode().splitlines() if "12 percent" in one]
    name = line.split(":")[0].strip()
    for claim, code in (("99", 2), ("1", 0), ("1", 2)):
        assert run("review", "place", "a.txt", name, claim, "--by", "Ben").returncode == code
    (thread,) = json.loads(run("review", "export", "a.txt").stdout)["threads"]
    assert [entry.get("by") for entry in thread["history"]] == ["Ana", "Ben"]
    assert "placed by hand, changed: figure" in thread["history"][1]["why"]
    article.write_text("A fee is due.\n\nIt handled 200 ships in 2023.\n", encoding="utf-8")
    run("review", "draft", "a.txt")
    assert run("review", "place", "a.txt", name, "gone").stdout == b"cut, gone from the draft\n"
    assert b"Orphaned" not in run("review", "stats", "a.txt").stdout


def test_rows_that_are_refused_make_the_exit_code_1(run: Run, tmp_path: Path) -> None:
    result = run("review", "import", "a.txt", filled(run, tmp_path, status="perhaps"))
    assert result.returncode == 1
    assert b"row 2: refused: no status is named perhaps" in result.stdout


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_what_is_exported_is_read_back(run: Run, tmp_path: Path, form: str) -> None:
    run("review", "import", "a.txt", filled(run, tmp_path))
    assert run("review", "export", "a.txt", "--to", form, "-o", f"out.{form}").returncode == 0
    before = run("review", "export", "a.txt").stdout
    (tmp_path / DATABASE).rename(tmp_path / "old.db")
    result = run("review", "import", "a.txt", f"out.{form}")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b"out.json: 1 state, with all" if form == "json" else b"1 decision, 1 row")
    after = run("review", "export", "a.txt").stdout
    assert b'"verified"' in after
    assert form != "json" or after == before


def test_two_files_are_merged(run: Run, tmp_path: Path) -> None:
    run("review", "import", "a.txt", filled(run, tmp_path, row=0))
    ours = tmp_path / "ours.claims.db"
    (tmp_path / DATABASE).rename(ours)
    run("review", "import", "a.txt", filled(run, tmp_path, row=0, status="disputed"))
    run("review", "import", "a.txt", filled(run, tmp_path, row=1, name="b.csv"))
    run("review", "export", "a.txt", "-o", "theirs.json")
    shutil.copy(ours, tmp_path / "kept.claims.db")
    for other in (DATABASE, "theirs.json"):
        shutil.copy(tmp_path / "kept.claims.db", ours)
        result = run("review", "merge", "ours.claims.db", other)
        assert result.returncode == 1, result.stderr
        assert b"2 claims with news, 1 conflict" in result.stdout
        assert re.search(rb"verified .+ / disputed .+, left open: #1 ", result.stdout)
        assert b"Conflicts, to be decided" in run("review", "stats", "ours.claims.db").stdout
    shutil.copy(tmp_path / "kept.claims.db", ours)
    result = run("review", "merge", "ours.claims.db", "theirs.json", "--prefer", "theirs.json")
    assert result.returncode == 0
    assert b"the second is taken" in result.stdout
    assert b"1 disputed" in run("review", "stats", "ours.claims.db").stdout
    refused = run("review", "merge", "ours.claims.db", "theirs.json", "--prefer", "nobody")
    assert (refused.returncode, b"nobody is none of the files" in refused.stderr) == (2, True)


def test_what_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    for arguments in (["stats", "a.txt"], ["export", "a.txt"], ["merge", "a.txt", "a.txt"]):
        result = run("review", *arguments)
        assert result.returncode == 3
        assert b"error: there is no review" in result.stderr
        assert b"hint: claimcheck review draft" in result.stderr
    assert run("review", "draft", "gone.txt").returncode == 3
    assert run("review", "draft", "-", stdin=ARTICLE.encode()).returncode == 2
    run("a.txt", "a.txt", "--format", "json", "-o", "two.json")
    assert b"two.json holds 2 Reports" in run("review", "draft", "two.json").stderr
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run("review", "import", "a.txt", "bad.csv").returncode == 3
    (tmp_path / DATABASE).write_bytes(b"no database" * 200)
    assert b"cannot be read as a review" in run("review", "stats", "a.txt").stderr
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".db"] == [DATABASE]


def test_the_terminal_needs_one(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("textual", reason="textual is not installed")
    result = run("review", "--tui", "a.txt")
    assert (result.returncode, b"there is no terminal to decide in" in result.stderr) == (2, True)
    assert not (tmp_path / DATABASE).exists()


def test_an_export_never_writes_over_the_review(run: Run) -> None:
    assert run("review", "draft", "a.txt").stdout == b"2 claims; no state had to be carried\n"
    for output in ("a.txt", DATABASE):
        assert run("review", "export", "a.txt", "-o", output).returncode == 2
    assert run("review", "stats", "a.txt").returncode == 0


@pytest.mark.parametrize("command", ["draft", "import", "export", "merge", "place", "stats"])
def test_every_command_has_examples(run: Run, command: str) -> None:
    shown = run("review", command, "--help").stdout.decode()
    assert f"claimcheck review {command} " in shown
    assert "Exit codes:" in shown


# ---------------------------------------------------------------- diff
def test_a_difference_for_people_and_for_programs(run: Run, tmp_path: Path) -> None:
    changed = ARTICLE.replace("12 percent", "14 percent").replace("It handled 200 ships in 2023.", "It has 9 cranes.")
    (tmp_path / "b.txt").write_text(changed, encoding="utf-8")
    shown = run("diff", "a.txt", "b.txt").stdout.decode()
    assert shown.startswith("a.txt → b.txt: 1 corrected, 1 new, 1 gone\n")
    assert "corrected   line 3; 12 → 14" in shown
    assert "was: The port raised its fees by 12 percent on Monday." in shown
    assert run("a.txt", "--format", "json", "-o", "a.json").returncode == 0
    found = json.loads(run("diff", "a.json", "b.txt", "--format", "json").stdout)
    assert found["counts"] == {"corrected": 1, "changed": 0, "moved": 0, "new": 1, "gone": 1, "same": 0}
    assert [one["change"] for one in found["claims"]] == ["corrected", "new", "gone"]
    assert found["claims"][0]["corrections"] == [{"old": "12", "new": "14"}]
    old = found["claims"][0]["old"]
    assert ARTICLE[old["start"] : old["end"]] == old["text"]


def test_a_difference_needs_two_reports(run: Run, tmp_path: Path) -> None:
    assert run("diff", "a.txt", "gone.txt").returncode == 3
    run("a.txt", "a.txt", "--format", "json", "-o", "two.json")
    result = run("diff", "a.txt", "two.json")
    assert (result.returncode, b"one each" in result.stderr) == (2, True)
    assert run("diff", "a.txt", "a.txt").stdout == b"a.txt \xe2\x86\x92 a.txt: 2 same\n"
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == ARTICLE


@pytest.fixture
def repository(tmp_path: Path, article: Path) -> Path:
    """Return a folder under git in which the article was committed, and changed since."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@a.example", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "a.txt"], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    article.write_text(ARTICLE.replace("12 percent", "14 percent"), encoding="utf-8")
    return tmp_path


def test_a_draft_is_compared_with_what_git_keeps(run: Run, repository: Path) -> None:
    shown = run("diff", "HEAD:a.txt", "a.txt").stdout.decode()
    assert shown.startswith("HEAD:a.txt → a.txt: 1 corrected, 1 same\n")
    assert "line 3; 12 → 14" in shown
    assert run("diff", "--git", "HEAD", "a.txt").stdout.decode() == shown
    (repository / "HEAD:a.txt").write_text(ARTICLE.replace("12", "13"), encoding="utf-8")
    assert "line 3; 13 → 14" in run("diff", "HEAD:a.txt", "a.txt").stdout.decode(), "a file goes before a revision"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("HEAD:gone.txt", 3),
        ("nobody:a.txt", 3),
        ("--upload-pack=touch owned:a.txt", 3),
        ("--batch-all-objects:a.txt", 3),
        ("HEAD:../../../etc/passwd", 3),
        ("HEAD:a.txt\nHEAD:a.txt", 3),
        ("ext::sh -c 'touch owned':a.txt", 3),
    ],
)
def test_a_revision_is_no_option_and_no_way_out(run: Run, repository: Path, name: str, code: int) -> None:
    result = run("diff", "--", name, "a.txt")
    assert result.returncode == code
    assert result.stderr.startswith(b"error: ")
    assert not (repository / "owned").exists()


def test_a_revision_outside_a_repository_says_so(run: Run) -> None:
    result = run("diff", "HEAD:a.txt", "a.txt")
    assert (result.returncode, b"in the repository that holds the file" in result.stderr) == (2, True)
    assert b"--git REV FILE" in run("diff", "a.txt").stderr


def test_a_difference_as_a_page(run: Run, tmp_path: Path) -> None:
    changed = ARTICLE.replace("12 percent", "14 percent").replace(
        "It handled 200 ships in 2023.", "It has 9 <b>cranes."
    )
    (tmp_path / "b.txt").write_text(changed, encoding="utf-8")
    made = run("diff", "a.txt", "b.txt", "--format", "html").stdout.decode()
    assert "1 corrected, 1 new, 1 gone" in made
    assert "<del>12</del> <ins>14</ins>" in made
    assert made.count('<li class="card') == 3
    assert '<a id="t2"></a>' in made
    assert '<a id="t3"></a>' not in made, "what is gone has no place in the new draft"
    assert "default-src &#39;none&#39;" in made
    assert "<script" not in made
    assert "<b>cranes" not in made
