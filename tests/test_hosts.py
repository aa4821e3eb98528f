"""As its hosts run it: pre-commit, the GitHub Action and the extension's own tools, each from a clean folder.

They install claimcheck anew and take minutes: ``CLAIMCHECK_HOSTS=1 pytest tests/test_hosts.py``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import venv
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ASKED = "CLAIMCHECK_HOSTS"
pytestmark = pytest.mark.skipif(not os.environ.get(ASKED), reason=f"{ASKED} is not set: it would take minutes")
WRONG = "The rate rose from 5 percent to 8 percent, an increase of 3 percent.\n"
RIGHT = "The rate rose from 5 percent to 8 percent, an increase of 3 percentage points.\n"
CLAIMCHECK = [sys.executable, "-m", "claimcheck"]
PATIENCE = 120_000.0  # milliseconds
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


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the extension as a file, checked, tested and packed by its own tools."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("editor") / "vscode"
    shutil.copytree(ROOT / "editors/vscode", folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    for command in (["npm", "ci"], ["npm", "run", "check"], ["npm", "test"], ["npm", "run", "package"]):
        done = run(command, folder, CLAIMCHECK=" ".join(CLAIMCHECK))
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "claimcheck.vsix"


def test_the_extension_is_small(extension: Path) -> None:
    assert extension.stat().st_size < 200_000


def test_the_extension_marks_and_mends_in_visual_studio_code(extension: Path, newsroom: Path, tmp_path: Path) -> None:
    """In a browser, which ``code-server`` shows it in, since nothing here has a screen."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program, chromium = shutil.which("code-server"), shutil.which("chromium")
    if program is None or chromium is None:
        pytest.skip("code-server or chromium is not installed")
    (tmp_path / "data/User").mkdir(parents=True)
    settings = {"claimcheck.command": CLAIMCHECK, "security.workspace.trust.enabled": False, "files.autoSave": "off"}
    (tmp_path / "data/User/settings.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [program, "--user-data-dir", str(tmp_path / "data"), "--extensions-dir", str(tmp_path / "extensions")]
    installed = run([*command, "--install-extension", str(extension)], tmp_path, HOME=str(tmp_path))
    assert installed.returncode == 0, installed.stdout + installed.stderr
    draft = newsroom / "articles/wrong one.md"
    address = f"127.0.0.1:{free_port()}"
    serving = [*command, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--bind-addr", address]
    with subprocess.Popen(
        serving, env={**os.environ, "HOME": str(tmp_path)}, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert any("listening on http" in line for line in process.stdout or ())
            opened = quote(json.dumps([["openFile", f"vscode-remote://{address}{draft}"]]))
            with api.sync_playwright() as play:
                page = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
                page.goto(f"http://{address}/?folder={quote(str(newsroom))}&payload={opened}")
                api.expect(page.locator(".squiggly-error").first).to_be_visible(timeout=PATIENCE)
                page.locator(".view-lines").click()
                page.keyboard.press("Control+Home")
                for _ in range(WRONG.index("3 percent.") + 1):
                    page.keyboard.press("ArrowRight")
                page.keyboard.press("Control+.")
                api.expect(page.get_by_text("Write '3 percentage points'")).to_be_visible(timeout=PATIENCE)
                page.keyboard.press("Enter")
                api.expect(page.locator(".squiggly-error")).to_have_count(0, timeout=PATIENCE)
                page.keyboard.press("Control+s")
                api.expect(page.locator(".tab.active.dirty")).to_have_count(0, timeout=PATIENCE)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    assert draft.read_text(encoding="utf-8") == RIGHT


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
