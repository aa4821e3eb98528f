"""An article as it was at a git revision: ``HEAD~1:draft.md`` where no file has that name. git runs nothing and fetches nothing."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.article import Article
from claimcheck.errors import InputError, UsageError

_NAMED = re.compile(r"(?P<revision>[^:\s]{2,}):(?P<path>[^\n]+)")  # of one letter it would be a drive
_KEPT = re.compile(rb"[0-9a-f]{40,64} blob (\d+)\n")
_QUIET = ("-c", "core.fsmonitor=false", "-c", "protocol.allow=never")  # a repository may name programs and remotes
_SECONDS = 60  # for git, on a large repository


def is_revision(name: str) -> bool:
    """Return whether a name is of a file at a revision: ``REV:PATH``, no address, and no file of that name is there."""
    return "://" not in name and _NAMED.fullmatch(name) is not None and not os.path.lexists(name)


def path_in(name: str) -> str:
    """Return the path that a name of a file at a revision has in it, any other name as it is."""
    found = _NAMED.fullmatch(name) if is_revision(name) else None
    return found["path"] if found else name


def article_at(name: str, reading: Mapping[str, Any]) -> Article:
    """Return the article that ``REV:PATH`` names; the path is looked for from this folder, then from the top of the repository.

    Raises an InputError where git has no such file, a UsageError where there is no git.
    """
    from claimcheck.read import reader
    from claimcheck.read.formats import format_of

    revision, _, path = name.partition(":")
    data = _blob(f"{revision}:./{path}") or _blob(f"{revision}:{path}")
    if data is None:
        message = f"git has no {path} at {revision}"
        raise InputError(message, f"git log --oneline -- {path} lists the revisions that changed it")
    given = reading.get("input_format")
    return (reader(given) if given else format_of(data, path).reader())(data, name)


def _blob(name: str) -> bytes | None:
    """Return a file as git keeps it, None where it has none of that name, or it is too large for an article.

    The name goes through standard input: whatever it is, it is no option.
    """
    from claimcheck.read.source import MAX_BYTES

    kept = _KEPT.fullmatch(_git("--batch-check", name))
    if kept is None or int(kept[1]) > MAX_BYTES:
        return None
    return _git("--batch", name).partition(b"\n")[2].removesuffix(b"\n")[: int(kept[1])]


def _git(form: str, name: str) -> bytes:
    """Return what ``git cat-file`` says of a name."""
    environment = os.environ | {
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *_QUIET, "cat-file", form],  # noqa: S607  the user's own git
            input=os.fsencode(name) + b"\n", capture_output=True, timeout=_SECONDS, check=False, env=environment,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"git cannot be run: {error}"
        raise UsageError(message, "REV:PATH needs git on the PATH") from None
    if b"outside repository" in done.stderr:
        return b""
    if done.returncode:
        message = f"git cannot look {name} up in {Path.cwd().name}: {_last_line(done.stderr)}"
        raise UsageError(message, "run claimcheck in the repository that holds the file")
    return done.stdout


def _last_line(said: bytes) -> str:
    return next(reversed(said.decode("utf-8", "replace").strip().splitlines()), "no reason given")
