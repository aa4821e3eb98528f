"""As its hosts run it: pre-commit, the GitHub Action and the extension's own tools, each from a clean folder.

They install claimcheck anew and take minutes: ``CLAIMCHECK_HOSTS=1 pytest tests/test_hosts.py``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ASKED = "CLAIMCHECK_HOSTS"
pytestmark = pytest.mark.skipif(not os.environ.get(ASKED), reason=f"{ASKED} is not set: it would take minutes")
WRONG = "The rate rose from 5 percent to 8 percent, an increase of 3 percent.\n"
RIGHT = "The rate rose from 5 percent to 8 percent, an increase of 3 percentage points.\n"
Done = subprocess.CompletedProcess[str]


def run(command: list[str], folder: Path, **environment: str) -> Done:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "GIT_"))}
    return subprocess.run(
        command, cwd=folder, env={**kept, **environment}, capture_output=True, text=True, timeout=900, check=False
    )


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """Return a repository with two articles, and a file that is none."""
    folder = tmp_path / "newsroom"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles/wrong one.md").write_text(WRONG, encoding="utf-8")
    (folder / "articles/right.txt").write_text(RIGHT, encoding="utf-8")
    (folder / "script.py").write_text("print(5)\n", encoding="utf-8")
    for command in (["git", "init", "-q"], ["git", "add", "."]):
        assert run(command, folder).returncode == 0
    return folder


def test_pre_commit_runs_the_hook(newsroom: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "claimcheck", "--all-files", "--verbose"]
    home = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "TMPDIR": str(tmp_path)}
    failed = run(command, newsroom, **home)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert re.search(r"articles/wrong one\.md:1:\d+: CC405 error ", failed.stdout), failed.stdout
    assert "right.txt" not in failed.stdout
    (newsroom / "articles/wrong one.md").write_text(RIGHT, encoding="utf-8")
    passed = run(command, newsroom, **home)
    assert passed.returncode == 0, passed.stdout + passed.stderr


def test_the_action_runs_its_steps(newsroom: Path, tmp_path: Path) -> None:
    """The first step is GitHub's own and makes a Python; an environment stands for it."""
    action, python = tmp_path / "action", tmp_path / "python"
    action.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x"], cwd=action, input=archive.stdout, check=True)
    venv.create(python, with_pip=True)
    given = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))
    setup, install, lint = given["runs"]["steps"]
    assert setup["uses"].startswith("actions/setup-python@")
    done = step(install, newsroom, action=action, python=python, inputs={})
    assert done.returncode == 0, done.stdout + done.stderr
    inputs = {name: one.get("default", "") for name, one in given["inputs"].items()}

    def linted(files: str, arguments: str = "") -> Done:
        return step(
            lint, newsroom, action=action, python=python, inputs=inputs | {"files": files, "arguments": arguments}
        )

    failed = linted("articles/*.md articles/*.txt")
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert re.search(
        r"^::error file=articles/wrong one\.md,line=1,endLine=1,col=59,endColumn=68,title=claimcheck CC405::",
        failed.stdout,
    ), failed.stdout
    assert linted("**/right.txt").returncode == 0
    assert linted("articles/*.md", "--fail-on never").returncode == 0
    missing = linted("letters/*.md")
    assert (missing.returncode, missing.stdout) == (2, "::error::no article fits: letters/*.md\n")
    assert linted("$(touch broken)").returncode == 3  # names of files, and no command
    assert not (newsroom / "broken").exists()


def step(one: dict[str, object], folder: Path, *, action: Path, python: Path, inputs: dict[str, str]) -> Done:
    """Run a step of a composite action as GitHub's runner does: a file of its own for bash, what it names in the environment."""
    script = folder.parent / "step.sh"
    script.write_text(str(one["run"]), encoding="utf-8")
    named = one.get("env") or {}
    assert isinstance(named, dict)
    filled = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], value)
        for name, value in named.items()
    }
    path = f"{python / 'bin'}:{os.environ['PATH']}"
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return run(shell, folder, PATH=path, GITHUB_ACTION_PATH=str(action), **filled)


def test_the_extension_is_built_tested_and_packed(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path / "vscode"
    shutil.copytree(ROOT / "editors/vscode", folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    server = f"{sys.executable} -m claimcheck"
    for command in (["npm", "ci"], ["npm", "run", "check"], ["npm", "test"], ["npm", "run", "package"]):
        done = run(command, folder, CLAIMCHECK=server)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "claimcheck.vsix").stat().st_size < 200_000
