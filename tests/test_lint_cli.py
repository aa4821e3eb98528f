"""``claimcheck lint``, ``explain`` and ``config`` as a user meets them, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import Run

UNCLOSED = 'Harbour fees rise.\n\n"We raised them by 12 percent, the mayor said.\n\nIt handled 200 ships in 2023.\n'
CLEAN = UNCLOSED.replace("percent,", 'percent,"')


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(UNCLOSED, encoding="utf-8")
    return path


def rules_of(shown: bytes) -> list[str]:
    return [one["rule"] for one in json.loads(shown) if not one["suppressed"]]


def test_text_has_place_rule_and_caret(run: Run, draft: Path) -> None:
    result = run("lint", draft.name, "--select", "CC6")
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 1
    assert result.stderr == b""
    assert lines[0] == "draft.txt:3:1: CC601 error this quotation is never closed"
    assert lines[2].strip().startswith("^")
    assert lines[-1] == "1 error in 1 file"


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("note", 1), ("never", 0)])
def test_exit_code_follows_fail_on(run: Run, draft: Path, fail_on: str, code: int) -> None:
    assert run("lint", draft.name, "--select", "CC6", "--fail-on", fail_on).returncode == code


def test_check_never_fails_because_of_findings(run: Run, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('fail_on = "note"\n', encoding="utf-8")
    result = run(draft.name, "--format", "json")
    assert result.returncode == 0
    assert "CC601" in [one["rule"] for one in json.loads(result.stdout)["findings"]]


def test_a_file_that_cannot_be_read_is_3(run: Run, draft: Path) -> None:
    result = run("lint", "gone.txt", draft.name, "--format", "json")
    assert result.returncode == 3
    assert b"no such file" in result.stderr
    assert "error" in json.loads(result.stdout)[0]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "CC6"], ["CC601"]),
        (["--select", "cc601"], ["CC601"]),
        (["--select", "CC5"], []),
        (["--select", "CC6", "--ignore", "CC601"], []),
        (["--select", "CC601", "--ignore", "CC6"], ["CC601"]),
    ],
)
def test_select_and_ignore(run: Run, draft: Path, arguments: list[str], expected: list[str]) -> None:
    assert rules_of(run("lint", draft.name, "--format", "json", *arguments).stdout) == expected


def test_settings_file(run: Run, draft: Path, tmp_path: Path) -> None:
    base = tmp_path / "house.toml"
    base.write_text('select = ["CC6"]\n[severity]\nCC6 = "error"\n', encoding="utf-8")
    (tmp_path / "claimcheck.toml").write_text(
        'extends = "house.toml"\n[per-file]\n"quoted/*" = ["CC6"]\n', encoding="utf-8"
    )
    assert run("lint", draft.name).returncode == 1
    (tmp_path / "quoted").mkdir()
    (tmp_path / "quoted/draft.txt").write_text(UNCLOSED, encoding="utf-8")
    quiet = run("lint", "quoted/draft.txt", "--format", "json")
    assert quiet.returncode == 0
    assert json.loads(quiet.stdout)[0]["suppressed"]["by"] == "settings"
    shown = run("config", "quoted/draft.txt").stdout.decode()
    assert 'severity = {"CC6": "error"}' in shown
    assert "house.toml" in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('selct = ["CC6"]', ["unknown setting selct", "did you mean select?"]),
        ('select = ["X1"]', ["select: there is no rule X1", "claimcheck.toml"]),
        ('ignore = ["CC6", "CC699"]', ["ignore: there is no rule CC699", "did you mean CC6"]),
        ('[severity]\nCC9 = "note"', ["severity: there is no rule CC9"]),
        ('[per-file]\n"*.md" = ["CC605"]', ["per_file: there is no rule CC605", "did you mean CC60"]),
        ('fail_on = "perhaps"', ["fail_on", "does not fit"]),
        ('extends = "claimcheck.toml"', ["leads back"]),
        ('extends = "gone.toml"', ["gone.toml", "no file"]),
        ('extends = "pipe.toml"', ["pipe.toml", "no file"]),
        ('extends = "a\\u0000b"', ["no file"]),
        ("extends = 5", ["extends = 5", "no file"]),
        ('extends = "chain0.toml"', ["chain14.toml", "leads back", "16 files"]),
        ('[per-file]\n"/" = ["CC6"]', ["per_file", "a pattern names files"]),
        ('[[lexicon.hedgs]]\ncue = "so"', ["no table hedgs", "did you mean hedges?"]),
        ('[[lexicon.hedges]]\nque = "so"', ["no column que", "cue"]),
    ],
)
def test_wrong_settings(run: Run, draft: Path, tmp_path: Path, content: str, words: list[str]) -> None:
    (tmp_path / "claimcheck.toml").write_text(content, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.toml")
    for number in range(40):
        (tmp_path / f"chain{number}.toml").write_text(f'extends = "chain{number + 1}.toml"', encoding="utf-8")
    result = run("lint", draft.name)
    assert result.returncode == 2
    assert result.stdout == b""
    for word in words:
        assert word in result.stderr.decode()


def test_ignored_files_are_left_out(run: Run, draft: Path, tmp_path: Path) -> None:
    (tmp_path / ".claimcheckignore").write_text("# ours\n*.txt\n!kept.txt\n", encoding="utf-8")
    (tmp_path / "kept.txt").write_text(UNCLOSED, encoding="utf-8")
    result = run("lint", draft.name, "kept.txt", "--format", "jsonl", "--select", "CC6")
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["kept.txt"]
    assert b"draft.txt is left out" in result.stderr


def test_a_baseline_shows_only_what_is_new(run: Run, draft: Path) -> None:
    written = run("lint", draft.name, "--select", "CC6", "--write-baseline", "known.json")
    assert written.returncode == 0
    assert run("lint", draft.name, "--select", "CC6", "--baseline", "known.json", "--fail-on", "note").returncode == 0
    draft.write_text("A first line.\n\n" + UNCLOSED + '\nHe called it "a port.\n', encoding="utf-8")
    again = run("lint", draft.name, "--select", "CC6", "--baseline", "known.json", "--format", "json")
    assert rules_of(again.stdout) == ["CC601"]
    assert len(json.loads(again.stdout)) == 2
    shown = run("lint", draft.name, "--select", "CC6", "--baseline", "known.json", "--show-suppressed")
    assert b"switched off by baseline" in shown.stdout
    bad = run("lint", draft.name, "--baseline", draft.name)
    assert (bad.returncode, b"is no baseline" in bad.stderr) == (2, True)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_only_lines_that_changed(run: Run, draft: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "draft")
    since = ["--changed-since", "HEAD", "--select", "CC6", "--format", "json"]
    assert rules_of(run("lint", draft.name, *since).stdout) == []
    draft.write_text(UNCLOSED + '\nHe called it "a port.\n', encoding="utf-8")
    (found,) = [one for one in json.loads(run("lint", draft.name, *since).stdout) if not one["suppressed"]]
    assert found["where"]["line"] == 7
    (tmp_path / "new.txt").write_text(UNCLOSED, encoding="utf-8")
    assert rules_of(run("lint", "new.txt", *since).stdout) == ["CC601"]
    wrong = run("lint", draft.name, "--changed-since", "no-such-branch")
    assert (wrong.returncode, b"no-such-branch" in wrong.stderr) == (2, True)
    wrong = run("lint", draft.name, "--changed-since", "--output=x")
    assert wrong.returncode == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["*.txt", ":(glob)*.txt"])
def test_a_file_whose_name_is_a_pattern_is_one_file(run: Run, draft: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(UNCLOSED, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "draft")
    draft.write_text(f"{CLEAN}\nIt rained.\n" * 9, encoding="utf-8")
    since = ["--changed-since", "HEAD", "--select", "CC6", "--format", "json"]
    assert rules_of(run("lint", name, *since).stdout) == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (CLEAN.replace("percent", "percent,\nnot"), CLEAN.replace('percent," the mayor said.', "percent,"), 3),
        (CLEAN, UNCLOSED, 3),
        (CLEAN, CLEAN + '\nHe called it "a port.\n', 7),
        (UNCLOSED, UNCLOSED.replace("fees rise", "fees fall"), None),
        (UNCLOSED + "\nIt rained.\n", UNCLOSED, None),
    ],
    ids=["a line taken out behind", "within a line", "a line added", "another line", "a line taken out elsewhere"],
)
def test_what_a_change_has_broken_counts_as_changed(
    run: Run, tmp_path: Path, before: str, after: str, line: int | None
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(before, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "draft")
    draft.write_text(after, encoding="utf-8")
    shown = json.loads(
        run("lint", draft.name, "--changed-since", "HEAD", "--select", "CC601", "--format", "json").stdout
    )
    assert [one["where"]["line"] for one in shown if not one["suppressed"]] == ([] if line is None else [line])


def test_explain_prints_a_rule_s_page(run: Run) -> None:
    page = run("explain", "cc601").stdout.decode()
    for heading in ("What it does", "Why it is bad", "Example", "Use instead", "Reference"):
        assert f"\n{heading}\n" in page
    assert run("explain", "unclosed-quotation").stdout.decode() == page
    assert b"CC601" in run("explain").stdout
    wrong = run("explain", "CC6O1")
    assert (wrong.returncode, b"did you mean CC601?" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("name", ["github", "sarif", "junit"])
def test_other_formats(run: Run, draft: Path, name: str) -> None:
    result = run("lint", draft.name, "--format", name, "--select", "CC6", "-o", "out")
    assert (result.returncode, result.stdout) == (1, b"")


@pytest.mark.weights
def test_rows_that_a_newsroom_adds_are_used(run: Run, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").write_text('[[lexicon.hedges]]\ncue = "as rumour has it"\n', encoding="utf-8")
    draft.write_text(
        "As the board said, fees rose by 3 percent.\n\nThe port sank 40 ships, as rumour has it.\n", "utf-8"
    )
    claims = json.loads(run(draft.name, "--format", "json", real=True).stdout)["claims"]
    assert [claim["hedged"] for claim in claims if "rumour" in claim["text"]] == [True]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("claimcheck.toml", "a = " + "[" * 5000),
        ("known.json", "[" * 100_000),
        ("known.json", '{"findings": [' + "7" * 5000),
    ],
)
def test_what_is_deep_or_huge_is_said(run: Run, draft: Path, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "known.json").write_text('{"findings": []}', encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("lint", draft.name, "--baseline", "known.json")
    assert (result.returncode, name.encode() in result.stderr) == (2, True)


def test_a_baseline_without_end_is_said(run: Run, draft: Path) -> None:
    result = run("lint", draft.name, "--baseline", "/dev/zero")
    assert (result.returncode, b"larger than 8 MiB" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (b'"findings"', "no list of findings, each with its source"),
        (b"[1, 2]", "no list of findings, each with its source"),
        (b"{}", "no list of findings, each with its source"),
        (b'{"findings": "abc"}', "no list of findings, each with its source"),
        (b'{"findings": [{"source": "a.txt", "id": "f1"}, 3]}', "no list of findings, each with its source"),
        (b"findings", "Expecting value: line 1"),
        (b"\xff\xfe{", "no text in UTF-8"),
        (None, "No such file"),
    ],
)
def test_what_is_wrong_with_a_baseline_is_said(
    run: Run, draft: Path, tmp_path: Path, held: bytes | None, why: str
) -> None:
    if held is not None:
        (tmp_path / "known.json").write_bytes(held)
    result = run("lint", draft.name, "--baseline", "known.json")
    said = result.stderr.decode()
    assert result.returncode == 2
    assert said.startswith("error: known.json is no baseline: ")
    assert why in said
    assert "Errno" not in said


def test_the_mark_that_windows_writes_is_no_word(run: Run, draft: Path, tmp_path: Path) -> None:
    for name, text in (("claimcheck.toml", 'fail_on = "never"'), (".claimcheckignore", draft.name)):
        (tmp_path / name).write_text(text, encoding="utf-8-sig")
        result = run("lint", draft.name)
        assert result.returncode == 0, result.stderr
    assert b"is left out" in result.stderr


def test_a_pattern_that_could_hang_is_said(run: Run, tmp_path: Path) -> None:
    name = f"{'a' * 200}.txt"
    (tmp_path / name).write_text(CLEAN, encoding="utf-8")
    (tmp_path / ".claimcheckignore").write_text("drafts/**/*.md\n" + "*a" * 12 + "b\n", encoding="utf-8")
    result = run("lint", name)
    assert (result.returncode, b"line 2 has more than 3 *" in result.stderr) == (2, True)
    (tmp_path / ".claimcheckignore").write_text("*a*a*b\n**/*.min.*\n", encoding="utf-8")
    assert run("lint", name).returncode == 0
    (tmp_path / ".claimcheckignore").write_text("[z-a]\n", encoding="utf-8")
    result = run("lint", name)
    assert (result.returncode, b"cannot be read: bad character range z-a" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments", [["lint"], ["lint", "--format", "junit"], ["lint", "--format", "github"], ["--all"], []]
)
@pytest.mark.parametrize("opening", ["::error::", "##[error]"])
def test_no_line_is_a_command_to_githubs_runner(run: Run, tmp_path: Path, arguments: list[str], opening: str) -> None:
    (tmp_path / f"{opening}.txt").write_text(f'Fees.\n\n{opening} "rose by 5 percent, he said.\n', encoding="utf-8")
    shown = run(*arguments, f"{opening}.txt").stdout.decode()
    ours = "::error file=" if "github" in arguments else "never"
    commands = [line for line in shown.splitlines() if line.strip().startswith(("::", "##[")) and ours not in line]
    assert (commands, "percent" in shown or "CC601" in shown) == ([], True)


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        (b"a b:c.txt", "a%20b%3Ac.txt"),
        (b"a\xff.txt", "a%FF.txt"),
        ("é.txt".encode(), "%C3%A9.txt"),
        (b"a%20b#?.txt", "a%2520b%23%3F.txt"),
    ],
)
def test_sarif_has_uris(run: Run, tmp_path: Path, name: bytes, uri: str) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text(UNCLOSED, encoding="utf-8")
    log = json.loads(run("lint", os.fsdecode(name), "--format", "sarif").stdout)
    assert log["runs"][0]["artifacts"][0]["location"]["uri"].lower() == uri.lower()
