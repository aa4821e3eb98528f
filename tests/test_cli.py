"""The command line as a user meets it, in processes of its own."""

from __future__ import annotations

import errno
import functools
import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.errors import InputError
from claimcheck.read import open_article
from conftest import ROOT, STAND_IN, Run
from office import docx
from soak import size, whole
from warm import Warm

ARTICLE = "Harbour fees rise.\n\nThe port raised its fees by 12 percent on Monday.\n\nIt handled 200 ships in 2023.\n"
HOSTILE = "Fees of [red]9 \x1b[31mpercent\x1b[0m and \u202e8\u202c ships\x07, [bold]7[/bold] of them\x9b2J.\n"
RISKY = ("\x1b[31m", "\x1b[0m", "\x07", "\u202e", "\x9b")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def said(result: subprocess.CompletedProcess[bytes]) -> str:
    return result.stderr.decode("utf-8")


def refused(result: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    """Hold that a run ended with ``code``, an error that has ``words``, a hint, and nothing else."""
    message = said(result)
    assert result.returncode == code, message
    assert message.startswith("error: ")
    assert "\nhint: " in message
    assert "Traceback" not in message
    assert result.stdout == b""
    for word in words:
        assert word in message


# ---------------------------------------------------------------- what a user does
def test_the_list_is_the_default(run: Run, article: Path) -> None:
    result = run(article.name)
    text = result.stdout.decode()
    assert result.returncode == 0
    assert result.stderr == b""
    assert "[12] percent" in text
    assert "2 claims: 0 (0%) with a named source" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_check_is_the_default_command(run: Run, article: Path) -> None:
    assert run("check", article.name).stdout == run(article.name).stdout
    assert run("--format", "jsonl", article.name).stdout == run("check", article.name, "--format", "jsonl").stdout


def test_json_is_one_report(run: Run, article: Path) -> None:
    report = json.loads(run(article.name, "--format", "json", "--published", "2026-03-04").stdout)
    assert report["article"]["published"] == "2026-03-04"
    assert report["article"]["source"] == "article.txt"
    assert report["claims"][0]["text"] == "The port raised its fees by 12 percent on Monday."


def test_same_input_gives_same_bytes(run: Run, article: Path) -> None:
    assert run(article.name, "--format", "json").stdout == run(article.name, "--format", "json").stdout


def test_standard_input(run: Run) -> None:
    report = json.loads(run("-", "--format", "jsonl", stdin=ARTICLE.encode()).stdout)
    assert report["article"]["source"] == "-"
    assert report["article"]["text"] == ARTICLE


def test_several_files_are_a_list(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "second.md").write_text("# Ships\n\nThere are 7 ships.\n", encoding="utf-8")
    as_list = json.loads(run(article.name, "second.md", "--format", "json").stdout)
    as_lines = [json.loads(line) for line in run(article.name, "second.md", "--format", "jsonl").stdout.splitlines()]
    assert as_list == as_lines
    assert [report["article"]["media_type"] for report in as_list] == ["text/plain", "text/markdown"]


def test_a_failed_file_among_others_is_in_the_list(run: Run, article: Path) -> None:
    result = run("missing.txt", article.name, "--format", "jsonl")
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 3
    assert reports[0]["error"]["code"] == "unreadable"
    assert reports[1]["error"] is None
    assert "no such file: missing.txt" in said(result)


def test_explain_by_id_and_by_number(run: Run, article: Path) -> None:
    claims = json.loads(run(article.name, "--format", "json").stdout)["claims"]
    by_id = run(article.name, "--explain", claims[1]["id"])
    assert by_id.returncode == 0
    assert b"[200] ships" in by_id.stdout
    assert run(article.name, "--explain", "2").stdout == by_id.stdout
    near = claims[1]["id"][:-1] + "_"
    refused(run(article.name, "--explain", near), 2, near, claims[1]["id"])


def test_options_choose_what_is_listed_and_leave_json_whole(run: Run, article: Path) -> None:
    whole = run(article.name, "--format", "json").stdout
    for options, shown in (
        (["--only", "quote, superlative"], b"0 of 2 claims shown"),
        (["--only", "quantity"], b"    #2 quantity"),
        (["--unsourced", "--sort", "worth"], b"    #2 quantity: 200; 2,023; no source; worth 0.00"),
        (["--worth", "0.5"], b"0 of 2 claims shown"),
        (["--ids"], b"no source; c-"),
        (["--all"], b"Every sentence holds something to check"),
    ):
        result = run(article.name, *options)
        assert result.returncode == 0
        assert shown in result.stdout
        assert run(article.name, *options, "--format", "json").stdout == whole
    several = run(article.name, "missing.txt", article.name).stdout.decode()
    assert several.count("\n\narticle.txt: ") == 1
    assert several.count("2 claims: ") == 2
    assert "missing.txt" not in several


def test_what_a_reader_left_out_is_told(run: Run) -> None:
    name = str(ROOT / "fixtures/articles/pdf/energy-offshore-wind.pdf")
    omitted = json.loads(run(name, "--format", "json").stdout)["article"]["omitted"]
    assert omitted == [{"text": str(page), "reason": "page number", "page": page} for page in (1, 2)]
    assert b"\n2 lines of the file left out: page number (2)\n" in run(name, "--all").stdout
    assert b"of the file left out" not in run(name).stdout


def test_help_and_version(run: Run) -> None:
    for arguments in (["--help"], ["-h"], ["check", "--help"]):
        shown = run(*arguments, fresh=True, real=True).stdout.decode()
        assert "claimcheck article.txt --format json -o claims.json" in shown
        assert "--explain" in shown
        assert "130" in shown
    assert run("--version", fresh=True, real=True).stdout.startswith(b"claimcheck 0.")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_costs_little(environment: dict[str, str], option: str) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimcheck", option],
        env=environment,
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    imported = {line.rsplit(b"|", 1)[-1].strip().split(b".")[0] for line in shown.stderr.splitlines()}
    assert not imported & {b"spacy", b"onnxruntime", b"pydantic", b"rich", b"numpy", b"thinc", b"tokenizers"}
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert seconds < 0.25


def test_importing_the_package_imports_nothing(environment: dict[str, str]) -> None:
    code = "import sys, claimcheck; print(sorted({'spacy', 'pydantic', 'click', 'rich', 'numpy'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert shown.stdout == b"[]\n"


# ---------------------------------------------------------------- input that cannot be read
BYTES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\r\n ", "white space"),
    "nul": (b"Fees rose by 3 percent.\0 It was Monday.", "NUL"),
    "binary": (bytes(range(256)) * 4, "binary"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
    "zip": (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
    "utf-16 without mark": ("Fees rose by 3 percent.".encode("utf-16-le"), "UTF-16"),
    "gibberish": (bytes(0x80 + 37 * n % 128 for n in range(400)), "neither UTF-8 nor"),
    "german": (("Die Regierung hat am Montag beschlossen, dass die Steuern steigen. " * 20).encode(), "English"),
    "one long word": (b"a" * 1_000_000, "English"),
}


def test_what_is_no_english_text_is_refused(run: Run, tmp_path: Path) -> None:
    for name, (data, _) in BYTES.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    result = run(*(f"{name}.txt" for name in BYTES))
    errors = [line for line in said(result).splitlines() if line.startswith("error: ")]
    assert result.returncode == 3
    assert result.stdout == b""
    assert len(errors) == len(BYTES) == said(result).count("\nhint: ")
    for error, (name, (_, word)) in zip(errors, BYTES.items(), strict=True):
        assert f"{name}.txt" in error
        assert word in error


@pytest.mark.parametrize("name", ["empty", "nul"])
def test_what_is_no_text_is_refused_on_standard_input(run: Run, name: str) -> None:
    data, word = BYTES[name]
    refused(run("-", stdin=data), 3, word)


def test_missing_file_names_a_near_one(run: Run, article: Path) -> None:
    refused(run("articel.txt"), 3, "no such file: articel.txt", f"did you mean {article.name}?")
    refused(run("nowhere/article.txt"), 3, "nowhere")


def test_directory(run: Run) -> None:
    refused(run("."), 3, ". is a directory", "*.txt")
    refused(run(""), 3, ". is a directory", "claimcheck ./*.txt")


def test_unreadable_file(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:  # root, who may run the tests, reads what chmod forbids
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="permission denied"):
        open_article(article)


def test_formats_that_are_not_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "article.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    refused(run("article.docx"), 3, "an old Word file", "DOCX")


def test_endless_input(run: Run) -> None:
    refused(run("/dev/zero"), 3, "larger than 64 MiB")


def test_language_check_can_be_switched_off(run: Run, tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_bytes(BYTES["german"][0] + b" 3")
    assert run("de.txt", "--lang-check", "off").returncode == 0


@pytest.mark.parametrize("command", [[], ["lint"]])
def test_a_text_that_is_too_long_names_the_option(run: Run, article: Path, tmp_path: Path, command: list[str]) -> None:
    data = docx(f"<w:p><w:r><w:t>{'a' * 2_000_001}</w:t></w:r></w:p>")
    (tmp_path / "long.docx").write_bytes(data)
    result = run(*command, "long.docx")
    assert (result.returncode, len(data) < 20_000) == (3, True)
    assert b"2,000,001 characters of text, more than 1,500,000" in result.stderr
    assert b"--max-chars 2000001" in result.stderr
    (tmp_path / "claimcheck.toml").write_text("max-chars = 10\n", encoding="utf-8")
    assert run(*command, article.name).returncode == 3
    assert run(*command, article.name, "--max-chars", "100000").returncode == 0


@pytest.mark.parametrize(
    "name",
    # HTML costs 6.7 CPU seconds
    ["long.txt", "long.md", "long.rtf", "long.docx", pytest.param("long.html", marks=whole)],
)
def test_a_text_that_no_option_allows_names_the_option_too(run: Run, tmp_path: Path, name: str) -> None:
    said = (b"Fees rose again. " * 500 + b"\n") * 1200
    held = {
        ".html": b"<html><body><article>" + said.replace(b"\n", b"<p>") + b"</article>",
        ".rtf": b"{\\rtf1 " + said.replace(b"\n", b"\\par ") + b"}",
        ".docx": docx(f"<w:p><w:r><w:t>{said.decode()}</w:t></w:r></w:p>"),
    }
    (tmp_path / name).write_bytes(held.get(Path(name).suffix, said))
    refused(run(name, "--max-chars", "99000000"), 3, "more than 10,000,000", "--max-chars allows 10,000,000")


def test_encodings(run: Run, tmp_path: Path) -> None:
    text = "The café’s fees rose by 12 percent.\r\n\r\nIt sold 7 cakes.\r\n"
    encodings = ("utf-8-sig", "utf-16", "utf-32", "cp1252")
    for encoding in encodings:
        (tmp_path / encoding).write_bytes(text.encode(encoding))
    result = run(*encodings, "--format", "json")
    for report in json.loads(result.stdout):
        assert report["article"]["text"] == text
        assert [text[claim["start"] : claim["end"]] for claim in report["claims"]] == [
            claim["text"] for claim in report["claims"]
        ]
    assert [line.split()[1] for line in said(result).splitlines()] == ["utf-16", "utf-32", "cp1252"]


@pytest.mark.soak
def test_a_megabyte_on_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("the price of the ship was 12 and that was it " * size(22_000), encoding="utf-8")
    assert run("long.txt", "--format", "json").returncode == 0


def test_standard_input_is_a_terminal(run: Run) -> None:
    ours, theirs = pty.openpty()
    result = run("-", stdin=theirs)
    os.close(ours)
    os.close(theirs)
    refused(result, 2, "terminal", "cat article.txt | claimcheck -")


def test_a_bug_is_no_traceback(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("BREAK THE PIPELINE", encoding="utf-8")
    result = run("bad.txt")
    refused(result, 70, "RuntimeError", "report it", "␛[31mpipe")


@pytest.mark.parametrize("format_", ["json", "jsonl", "list"])
def test_a_bug_in_one_input_loses_no_other(run: Run, article: Path, tmp_path: Path, format_: str) -> None:
    (tmp_path / "bad.txt").write_text("BREAK THE PIPELINE", encoding="utf-8")
    files = ["gone.txt", "bad.txt", "https://example.org/a", article.name]
    result = run(*files, "--format", format_)
    assert result.returncode == 70
    if format_ == "list":
        assert article.name.encode() in result.stdout
        return
    reports = (
        json.loads(result.stdout) if format_ == "json" else [json.loads(one) for one in result.stdout.splitlines()]
    )
    codes = [report["error"] and report["error"]["code"] for report in reports]
    assert codes == ["unreadable", "internal", "usage", None]


@pytest.mark.parametrize("command", [[], ["lint"]])
def test_an_interrupt_keeps_what_is_done(run: Run, article: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "bad.txt").write_text("INTERRUPT", encoding="utf-8")
    result = run(*command, article.name, "bad.txt", "late.txt", "--format", "json", "-o", "all.json")
    assert result.returncode == 130
    assert b"1 of 3 inputs are in the result" in result.stderr
    records = json.loads((tmp_path / "all.json").read_bytes())
    assert [one["error"]["code"] for one in records if one.get("error")] == ["interrupted", "interrupted"]
    assert bool(command) or len(records) == 3


def once_read(pipe: Path, process: subprocess.Popen[bytes], *, seconds: float = 60) -> int:
    """Return ``pipe``, open for writing, as soon as ``process`` reads it; fail with what it says where it ends before."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:  # nobody reads it yet
                raise
            time.sleep(0.01)
    process.kill()
    assert process.stderr is not None
    return pytest.fail(f"{pipe.name} was never read: {process.stderr.read().decode()}")


@pytest.mark.parametrize(
    "command",
    [
        ["first.txt", "pipe.txt", "--format", "json", "-o", "all.json"],
        ["export", "first.txt", "pipe.txt", "--to", "jsonl", "-o", "all.jsonl"],
        ["batch", "first.txt", "pipe.txt", "-o", "all.parquet"],
        ["review", "draft", "pipe.txt"],
    ],
)
def test_what_is_ended_leaves_no_part_of_a_file(
    tmp_path: Path, environment: dict[str, str], command: list[str]
) -> None:
    if command[0] == "batch":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    (tmp_path / "first.txt").write_text("Fees rose by 5 percent.", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    given = {**environment, "PYTHONWARNINGS": "ignore"}  # of a file that is interrupted while it opens
    with subprocess.Popen(
        [sys.executable, str(STAND_IN), *command], cwd=tmp_path, env=given, stderr=subprocess.PIPE
    ) as process:
        pipe = once_read(tmp_path / "pipe.txt", process)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        assert process.stderr is not None
        assert (process.returncode, process.stderr.read()) == (143, b"")
        os.close(pipe)
    left = {path.name for path in tmp_path.iterdir()} - {"all.parquet.parts"}  # in which a batch goes on
    assert left == {"first.txt", "pipe.txt"}


def test_no_surrogate_reaches_an_output(run: Run, article: Path, tmp_path: Path) -> None:
    head = r'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A\ud800b", "author": "Al \udc00"}</script>'
    page = f"<!doctype html><html><head>{head}</head><body><article><p>{article.read_text('utf-8')}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    result = run("page.html", article.name, "--format", "json")
    assert result.returncode == 0
    reports = json.loads(result.stdout)
    assert len(reports) == 2
    assert not re.search("[\ud800-\udfff]", json.dumps(reports, ensure_ascii=False))


# ---------------------------------------------------------------- wrong usage
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["Missing argument", "--help"]),
        (["article.txt", "--format", "xml"], ["xml", "jsonl"]),
        (["article.txt", "--input-format", "xls"], ["xls", "markdown"]),
        (["article.txt", "--published", "4 March"], ["4 March is no date", "2026-03-04"]),
        (["article.txt", "--published", "2026-02-30"], ["2026-02-30 is no date"]),
        (["article.txt", "--nonsense"], ["--nonsense"]),
        (["article.txt", "--model", "en_none"], ["en_none"]),
        (["article.txt", "--lang-check", "maybe"], ["maybe"]),
        (["article.txt", "--explain", "c-0", "second.txt"], ["one article"]),
        (["article.txt", "--only", "quantity,money"], ["no kind of claim is named money", "superlative"]),
        (["article.txt", "--worth", "50"], ["--worth", "0<=x<=1"]),
        (["article.txt", "--worth", "nan"], ["--worth", "nan is no number"]),
        (["-", "-"], ["twice"]),
        (["article.txt", "-o", "article.txt"], ["input itself"]),
        (["article.txt", "-o", "nowhere/claims.json"], ["nowhere/claims.json cannot be written", "create the folder"]),
        (["article.txt", "-o", "."], ["cannot be written"]),
    ],
)
def test_wrong_usage(run: Run, article: Path, arguments: list[str], words: list[str]) -> None:
    refused(run(*arguments), 2, *words)
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_settings_file(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('format = "jsonl"\n', encoding="utf-8")
    assert json.loads(run(article.name).stdout)["claims"]
    (tmp_path / "claimcheck.toml").write_text('formt = "jsonl"\n', encoding="utf-8")
    refused(run(article.name), 2, "unknown setting formt", "claimcheck.toml", "did you mean format?")
    (tmp_path / "claimcheck.toml").write_text('format = "xml"\n', encoding="utf-8")
    refused(run(article.name), 2, "unknown format xml (", "claimcheck.toml)", "there are: list, json, jsonl")


# ---------------------------------------------------------------- where the result goes
def test_output_file(run: Run, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "claims.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    result = run(article.name, "--format", "json", "-o", target.name)
    assert (result.returncode, result.stdout) == (0, b"")
    assert json.loads(target.read_bytes())["claims"]
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "claims.json"]


@pytest.mark.parametrize("name", ["article.txt", "./x/../article.txt", "link.txt", "hard.txt"])
@pytest.mark.parametrize("command", [["-o"], ["lint", "-o"], ["lint", "--write-baseline"]])
def test_no_output_is_an_input(run: Run, article: Path, tmp_path: Path, name: str, command: list[str]) -> None:
    before = article.read_bytes()
    (tmp_path / "x").mkdir()
    (tmp_path / "link.txt").symlink_to(article)
    (tmp_path / "hard.txt").hardlink_to(article)
    refused(run(*command, name, article.name), 2, "is an input itself")
    refused(run(*command, name, "-", article.name, stdin=b"x"), 2, "is an input itself")
    assert article.read_bytes() == before


@pytest.mark.parametrize("name", ["claimcheck.toml", "house.toml", ".claimcheckignore", "known.json"])
def test_no_output_is_settings_or_a_baseline(run: Run, article: Path, tmp_path: Path, name: str) -> None:
    texts = {"claimcheck.toml": 'extends = "house.toml"', "house.toml": 'fail_on = "note"', ".claimcheckignore": "x"}
    texts["known.json"] = '{"findings": []}'
    for one, text in texts.items():
        (tmp_path / one).write_text(text, encoding="utf-8")
    for option in ("-o", "--write-baseline"):
        refused(run("lint", article.name, "--baseline", "known.json", option, name), 2, f"{name} is an input itself")
    assert (tmp_path / name).read_text(encoding="utf-8") == texts[name]


def test_standard_output_is_no_input(run: Run, article: Path) -> None:
    before = article.read_bytes()
    with article.open("ab") as stream:
        done = run(article.name, stdout=stream.fileno())
    assert (done.returncode, article.read_bytes()) == (2, before)
    assert b"standard output is an input itself" in done.stderr


def test_output_link_stays_a_link(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("claims.json")
    assert run(article.name, "--format", "json", "-o", "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "claims.json").read_bytes())["claims"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("n" * 4000, "File name too long"), ("loop", "Too many levels of symbolic links"), (".", "Is a directory")],
)
def test_output_that_cannot_be(run: Run, article: Path, tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    refused(run(article.name, "-o", name), 2, f"cannot be written: {reason}")


def test_output_may_have_the_longest_name(run: Run, article: Path, tmp_path: Path) -> None:
    assert run(article.name, "-o", "😀" * 63).returncode == 0
    assert (tmp_path / ("😀" * 63)).exists()


@pytest.mark.parametrize("text", ["", "INTERRUPT"])
def test_old_output_is_never_lost(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
    (tmp_path / "claims.json").write_text("old", encoding="utf-8")
    assert run("bad.txt", "--format", "json", "-o", "claims.json").returncode == (130 if text else 3)
    assert (tmp_path / "claims.json").read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_output_to_a_device_is_written_to_it(run: Run, article: Path) -> None:
    assert run(article.name, "-o", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()
    assert b"2 claims" in run(article.name, "-o", "/dev/stdout").stdout
    assert b"2 claims" in run(article.name, "-o", "-").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk(run: Run, article: Path) -> None:
    refused(run(article.name, "-o", "/dev/full"), 2, "No space left")
    with Path("/dev/full").open("wb") as full:
        result = run(article.name, stdout=full.fileno())
    assert result.returncode == 2
    assert result.stderr.startswith(b"error: standard output cannot be written: No space left")
    assert b"Traceback" not in result.stderr


def test_closed_pipe_is_quiet(run: Run, article: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = run(article.name, stdout=writing)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


def test_closed_standard_output(article: Path, environment: dict[str, str]) -> None:
    command = f'"{sys.executable}" "{STAND_IN}" "{article}" >&-'
    result = subprocess.run(["sh", "-c", command], capture_output=True, env=environment, check=False)
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


def test_interrupt(run: Run, tmp_path: Path) -> None:
    (tmp_path / "slow.txt").write_text("INTERRUPT", encoding="utf-8")
    result = run("slow.txt")
    assert (result.returncode, result.stderr) == (130, b"\nerror: interrupted\n")


def test_interrupt_while_reading(tmp_path: Path, environment: dict[str, str]) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    process = subprocess.Popen([sys.executable, str(STAND_IN), str(fifo)], stderr=-1, env=environment)
    with fifo.open("wb"):  # returns when the other side has opened it
        time.sleep(0.5)  # and by now reads it: Python itself warns of a file that is interrupted while it opens
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=60)
    assert (process.returncode, message) == (130, b"\nerror: interrupted\n")


# ---------------------------------------------------------------- what an article may hold is shown, never obeyed
def test_hostile_text_is_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    for arguments in (["hostile.txt"], ["hostile.txt", "--explain", "1"], ["hostile.txt", "--no-color"]):
        text = run(*arguments).stdout.decode()
        assert "␛" in text
        assert "\\u202e" in text
        assert "[red]" in text.replace("\n", "")
        assert not [risk for risk in RISKY if risk in text]


def test_hostile_file_name_is_shown(run: Run, tmp_path: Path) -> None:
    name = b"a\x1b[31m\xff.txt"
    refused(run(name), 3, "a␛[31m\\udcff.txt")
    (tmp_path / os.fsdecode(name)).write_text(ARTICLE, encoding="utf-8")
    assert "a␛[31m\\udcff.txt" in run(name).stdout.decode()
    assert json.loads(run(name, "--format", "json").stdout)["article"]["source"] == "a\x1b[31m\\udcff.txt"
    refused(run("x\u202e.txt"), 3, "x\\u202e.txt")


def test_encoding_without_box_characters(run: Run, tmp_path: Path) -> None:
    (tmp_path / "curly.txt").write_text("The “fee” rose by 9 percent.", encoding="utf-8")
    result = run("curly.txt", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert b"\\u201cfee\\u201d" in result.stdout.replace(b"\n", b"")


# ---------------------------------------------------------------- on a terminal
@pytest.fixture
def on_terminal(warm: Callable[..., Warm | None], article: Path) -> Callable[..., str]:
    """Return what tells what a terminal of 80 columns gets to see."""
    process = warm(real=False)
    assert process
    return functools.partial(seen_of, process, article)


def seen_of(process: Warm, article: Path, *arguments: str, **changes: str) -> str:
    ours, theirs = pty.openpty()
    streams = [theirs, theirs, os.open(os.devnull, os.O_WRONLY)]
    process.begin([str(article), *arguments], streams, folder=article.parent, **changes)
    seen = b""
    while select.select([ours], [], [], 20)[0]:
        try:
            data = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not data:
            break
        seen += data
    os.close(ours)
    assert process.end() == 0
    return seen.decode()


def test_colours_on_a_terminal_only(on_terminal: Callable[..., str]) -> None:
    assert "\x1b[1;36m12\x1b[0m" in on_terminal()
    assert "\x1b" not in on_terminal(NO_COLOR="1")
    assert "\x1b" not in on_terminal(TERM="dumb")
    assert "\x1b" not in on_terminal("--no-color")
    assert "\x1b[1;36m" in on_terminal("--color", NO_COLOR="1")


# ---------------------------------------------------------------- the real pipeline
@pytest.mark.weights
def test_the_whole_line(run: Run) -> None:
    path = str(ROOT / "fixtures/articles/brief-night-ferry.txt")
    result = run(path, fresh=True, real=True)
    assert result.returncode == 0
    assert result.stderr == b""
    assert b"412,000" in result.stdout
    report = json.loads(run(path, "--format", "json", real=True).stdout)
    assert report["claims"]
    listed = run(path, "--sort", "worth", "--ids", "--width", "200", real=True).stdout.decode()
    number, name = re.findall(r"#(\d+) .*(c-\w{12})", listed)[-1]
    explained = run(path, "--sort", "worth", "--explain", number, real=True)
    assert explained.returncode == 0
    assert explained.stdout.decode().startswith(f"{name}  claim {number} of {len(report['claims'])},")
    assert b"why: " in explained.stdout
