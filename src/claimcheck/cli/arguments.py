"""What several commands share of their arguments: options, what they give to the settings, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from claimcheck.errors import UsageError
from claimcheck.export.formats import Content, own_formats

_FLAGS = ("allow_network", "allow_private")
EXIT_CODES = """\b
Exit codes:
{most}
  2    wrong usage or settings, or the result could not be written
  3    an input could not be read or analysed (the others are {done} all the same)
  70   a bug in claimcheck
  130  interrupted
  141  the reader of the output went away
"""


def format_option(of: Content) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option that names a format of claims or of findings; packages may add to those that it lists."""
    rows = own_formats(of)
    listed = "|".join(row.name for row in rows)
    told = "; ".join(f"{row.name}: {row.title}" for row in rows)
    return click.option("--format", metavar=f"[{listed}]", help=f"How they are written. {told} [{rows[0].name}].")


def folder_of(file: str) -> Path:
    """Return the folder whose settings hold."""
    return Path() if file == "-" or "://" in file else Path(file).parent


def refuse_twice(files: Sequence[str]) -> None:
    """Raise a UsageError where standard input is asked for more than once."""
    if files.count("-") > 1:
        message = "- was given twice"
        raise UsageError(message, "standard input can be read once")


def given(options: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return the settings of these names, and whether the network may be used, as options gave them; None for no word."""
    return {name: options[name] for name in names} | {name: options[name] or None for name in _FLAGS}
