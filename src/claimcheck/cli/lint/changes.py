"""Which lines of a file changed since a git revision."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from claimcheck.errors import UsageError

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECONDS = 60  # for git, on a large repository


def changed_lines(file: str, since: str) -> frozenset[int] | None:
    """Return the lines of a file that differ from a git revision; None for a file that git does not know there.

    Raises a UsageError where there is no repository or no such revision.
    """
    if file == "-" or "://" in file:
        message = "--changed-since compares files in a git repository"
        raise UsageError(message, "name the file in place of -")
    path = Path(file).absolute()
    _git(path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}", since=since)
    if not _git(path, "ls-tree", "--name-only", since, "--", path.name, since=since).strip():
        return None
    patch = _git(
        path, "diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", since, "--", path.name, since=since
    )
    if "Binary files" in patch:
        return None
    spans = ((int(start), int(count or 1)) for start, count in _HUNK.findall(patch))
    return frozenset(line for start, count in spans for line in range(start, start + max(count, 1)))


def _git(path: Path, *arguments: str, since: str) -> str:
    """Return what git says in a file's folder."""
    command = ["git", "-C", str(path.parent), "--literal-pathspecs", *arguments]  # a file may be called *.txt
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"git cannot be run: {error}"
        raise UsageError(message, "--changed-since needs git on the PATH") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"git knows no {since} for {path.name}: {said[-1] if said else 'no such revision'}"
        raise UsageError(message, "name a branch, a tag or a commit of the repository that holds the file")
    return done.stdout.decode("utf-8", "replace")
