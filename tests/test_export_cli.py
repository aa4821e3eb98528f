"""``claimcheck export`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Run

DRAFT = ROOT / "fixtures/articles/pdf/night-ferries.pdf"
ARTICLE = "Harbour fees rise.\n\nThe port raised its fees by 12 percent on Monday.\n\nIt handled 200 ships in 2023.\n"


@pytest.fixture(autouse=True)
def articles(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/A.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_one_format_of_one_article_goes_to_standard_output(run: Run) -> None:
    result = run("export", "a.txt", "--to", "markdown")
    assert result.returncode == 0
    assert result.stdout.decode().startswith("# ")


def test_several_go_into_a_folder_under_names_of_their_own(run: Run, articles: Path) -> None:
    result = run("export", "a.txt", "b.txt", "sub/A.txt", "--to", "html,csv", "--to", "html", "-o", "desk/")
    assert result.returncode == 0, result.stderr
    found = sorted(path.name for path in (articles / "desk").iterdir())
    assert found == ["A-2.csv", "A-2.html", "a.csv", "a.html", "b.csv", "b.html", "index.html"]


def test_a_saved_report_makes_the_same_page(run: Run, articles: Path) -> None:
    assert run("a.txt", "--format", "json", "-o", "a.json").returncode == 0
    assert run("a.txt", "b.txt", "--format", "jsonl", "-o", "both.jsonl").returncode == 0
    made = run("export", "a.txt", "--to", "html").stdout
    assert run("export", "a.json", "--to", "html").stdout == made
    assert run("export", "both.jsonl", "--to", "html", "-o", "two").returncode == 0
    assert (articles / "two/a.html").read_bytes() == made


def test_what_fails_keeps_nothing_back(run: Run, articles: Path) -> None:
    (articles / "old.json").write_text(json.dumps({"schema_version": "1.0", "made": "otherwise"}), encoding="utf-8")
    result = run("export", "a.txt", "old.json", "gone.txt", "--to", "html", "-o", "pages")
    message = result.stderr.decode()
    assert result.returncode == 3
    assert "old.json is no Report that claimcheck can read" in message
    assert "no such file: gone.txt" in message
    assert (articles / "pages/a.html").exists()
    assert "gone.txt" in (articles / "pages/index.html").read_text(encoding="utf-8")


def test_what_is_no_pdf_keeps_nothing_else_back(run: Run, articles: Path) -> None:
    (articles / "c.pdf").write_bytes(DRAFT.read_bytes())
    result = run("export", "a.txt", "c.pdf", "--to", "pdf,html", "-o", "desk/")
    assert result.returncode == 3
    assert result.stderr.decode().startswith(
        "error: a.txt is no PDF, and pdf puts notes on a copy of one\nhint: --to html"
    )
    found = sorted(path.name for path in (articles / "desk").iterdir())
    assert found == ["a.html", "c.html", "c.marked.pdf", "index.html"]
    assert (articles / "desk/c.marked.pdf").read_bytes().startswith(DRAFT.read_bytes())


@pytest.mark.parametrize("output", ["a.marked.pdf", "desk/"])
def test_one_that_is_no_pdf_is_an_error(run: Run, articles: Path, output: str) -> None:
    result = run("export", "a.txt", "--to", "pdf", "-o", output)
    assert result.returncode == 3
    assert result.stderr.decode() == (
        "error: a.txt is no PDF, and pdf puts notes on a copy of one\n"
        "hint: --to html makes a page of any article, --to docx a document with comments\n"
    )
    assert not list(articles.rglob("*.marked.pdf*"))


def test_what_a_report_or_a_name_leads_to_may_be_without_end(run: Run, articles: Path) -> None:
    report = json.loads(run("a.txt", "--format", "json", real=True).stdout)
    report["article"] |= {"source": "/dev/zero", "media_type": "application/pdf"}
    (articles / "made.json").write_text(json.dumps(report), encoding="utf-8")
    (articles / "zero.json").symlink_to("/dev/zero")
    for arguments, told in (
        (["export", "made.json", "--to", "pdf", "-o", "made.pdf"], "/dev/zero is no file"),
        (["export", "zero.json", "--to", "csv"], "zero.json is larger than 64 MiB"),
        (["stats", "zero.json"], "zero.json is no file"),
        (["review", "merge", "a.txt", "zero.json"], "no file"),
    ):
        result = run(*arguments)
        assert (result.returncode, told in result.stderr.decode()) == (3, True), result.stderr


def test_an_input_is_never_written_over(run: Run, articles: Path) -> None:
    result = run("export", "a.txt", "--to", "markdown", "-o", "a.txt")
    assert result.returncode == 2
    assert (articles / "a.txt").read_text(encoding="utf-8") == ARTICLE
    folder = articles / "drafts"
    folder.mkdir()
    (folder / "c.md").write_text(ARTICLE, encoding="utf-8")
    result = run("export", "drafts/c.md", "a.txt", "--to", "markdown", "-o", "drafts")
    assert result.returncode == 2
    assert (folder / "c.md").read_text(encoding="utf-8") == ARTICLE


def test_a_copy_that_an_article_has_not_keeps_no_other_file_back(run: Run, articles: Path) -> None:
    result = run("export", "a.txt", "b.txt", "--to", "pdf,csv", "-o", "desk/")
    assert (result.returncode, result.stderr.count(b"is no PDF")) == (3, 2)
    assert sorted(path.name for path in (articles / "desk").iterdir()) == ["a.csv", "b.csv"]


def test_an_index_is_never_written_over_an_input(run: Run, articles: Path) -> None:
    page = "<html><body><article><p>The port raised its fees by 12 percent on Monday.</p></article></body></html>"
    (articles / "index.html").write_text(page, encoding="utf-8")
    assert run("export", "index.html", "a.txt", "--to", "html", "-o", ".").returncode == 2
    assert (articles / "index.html").read_text(encoding="utf-8") == page


def test_several_have_no_place_on_standard_output(run: Run) -> None:
    result = run("export", "a.txt", "b.txt", "--to", "csv")
    assert result.returncode == 2
    assert b"-o FOLDER" in result.stderr
    assert run("export", "a.txt", "--to", "nonsense").returncode == 2


def test_a_library_that_is_missing_is_told_before_anything_is_read(articles: Path, environment: dict[str, str]) -> None:
    """The input is not there, which would be said first otherwise."""
    hidden = "import sys; sys.modules['openpyxl'] = None; from claimcheck.cli import main; main()"
    command = [sys.executable, "-c", hidden, "export", "gone.txt", "--to", "csv,xlsx", "-o", "desk/"]
    done = subprocess.run(command, cwd=articles, capture_output=True, check=False, timeout=60, env=environment)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: this needs openpyxl, which is not installed\nhint: pip install 'claimcheck-cli[office]'\n"
    )
