"""The bytes of an input: a file, standard input or an address. What cannot be read is an InputError that says what to do."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePath
from typing import Any

from claimcheck.errors import EmptyInputError, InputError, UsageError

MAX_BYTES = 64 * 2**20
"""An article is 10 kB and a book 1 MB; without an end, ``/dev/zero`` would fill the memory."""
_MOST_SMALL = 8 * 2**20
"""Bytes of settings or a baseline: 40,000 findings."""

_MOST_PARTS = 100
_BETWEEN_KEYS = re.compile(r"[=,{\n]")
_HUGE = re.compile(r"(?<![\w\"'])0[xob]\w{1000}")  # no program can say such a number in decimals
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # two letters at least: c:// is a drive


def is_url(source: object) -> bool:
    """Return whether a source is an address, and not the path of a file."""
    return isinstance(source, str) and _SCHEME.match(source) is not None


def refuse_url(url: str, *, allow_network: bool) -> None:
    """Raise a UsageError for an address that is not of the web, or while the network is not to be used."""
    name = plain_name(url)
    if not url.lower().startswith(("http://", "https://")):
        message = f"{name} is no page of the web"
        raise UsageError(message, "http:// and https:// can be fetched; name a file by its path")
    if not allow_network:
        message = f"{name} is an address, and nothing is fetched unless you allow it"
        raise UsageError(message, "--allow-network fetches it; or save the page from a browser, and name the file")


def fetch(source: str | PurePath) -> bytes:
    """Return all bytes of a file, or of standard input for ``-``."""
    name = plain_name(source)
    data = _standard_input() if str(source) == "-" else _file(Path(source), name=name)
    if len(data) > MAX_BYTES:
        message = f"{name} is larger than {MAX_BYTES // 2**20} MiB"
        raise InputError(message, "split it into articles, one a file")
    if not data:
        message = f"{name} is empty"
        raise EmptyInputError(message, "was it saved?")
    return data


def small_text(path: Path) -> str:
    """Return the text of a file that is no article: settings, a baseline. Raises a ValueError that says why not."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_SMALL + 1)
        text = data.decode("utf-8-sig")  # with the mark that editors on Windows write
    except OSError as error:
        message = error.strerror or str(error)
    except UnicodeDecodeError:
        message = "it is no text in UTF-8"
    else:
        if len(data) <= _MOST_SMALL:
            return text
        message = f"it is larger than {_MOST_SMALL // 2**20} MiB"
    raise ValueError(message)


def toml_of(text: str) -> dict[str, Any]:
    """Return what TOML says. Raises a ValueError for what is none, is nested deeply, or has a huge number or a key of very many parts.

    tomllib takes the square of the parts: a minute for the 50,000 of 100 kB.
    """
    import tomllib  # only where there is some

    if any(piece.count(".") > _MOST_PARTS for piece in _BETWEEN_KEYS.split(text)):
        message = f"a key has more than {_MOST_PARTS} parts"
        raise ValueError(message)
    if _HUGE.search(text):
        message = "a number has more than 1,000 digits"
        raise ValueError(message)
    try:
        return tomllib.loads(text)
    except RecursionError:
        message = "it is nested too deeply"
        raise ValueError(message) from None


def refuse_endless(name: str) -> None:
    """Raise an InputError for what is there and no file: a device or a pipe may be without end."""
    if os.path.exists(name) and not is_file(name):  # noqa: PTH110  as is_file
        message = f"{plain_name(name)} is no file"
        raise InputError(message, "save what it holds in a file, and name that")


def is_file(path: str | PurePath) -> bool:
    """Return whether a path leads to a file; False, too, where nobody may look: ``Path.is_file`` raises there."""
    return os.path.isfile(path)  # noqa: PTH113


def plain_name(source: str | PurePath) -> str:
    r"""Return a source's name as text that can be encoded: a byte of a name that is no UTF-8 becomes ``\udcff``."""
    return str(source).encode("utf-8", "backslashreplace").decode("utf-8")


def _file(path: Path, *, name: str) -> bytes:
    """Return a file's bytes, at most one more than MAX_BYTES."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message, hint = f"no such file: {name}", _similar(path)
    except IsADirectoryError:
        folder = name or os.curdir  # which is what an empty name leads to
        message, hint = f"{folder} is a directory", f"name the files: claimcheck {folder.rstrip(os.sep)}/*.txt"
    except PermissionError:
        message, hint = f"{name} may not be read: permission denied", f"chmod u+rX {name}, or read a copy"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message, hint = f"{name} cannot be read: {reason}", "check the path"
    raise InputError(message, hint)


def _similar(path: Path) -> str:
    """Return a hint that names a file of nearly that name, where there is one."""
    import difflib  # only on the way to an error

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        return f"there is no folder {plain_name(path.parent)} that can be read"
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"did you mean {plain_name(path.parent / near[0])}?" if near else "check the name and the folder"


def _standard_input() -> bytes:
    """Return what is piped in, at most one byte more than MAX_BYTES."""
    hint = "pipe an article in (cat article.txt | claimcheck -), or name a file"
    if sys.stdin is None or sys.stdin.closed:
        message = "standard input is closed"
        raise InputError(message, hint)
    if sys.stdin.isatty():
        message = "standard input is a terminal"
        raise UsageError(message, hint)
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        raise InputError(message, hint) from None
