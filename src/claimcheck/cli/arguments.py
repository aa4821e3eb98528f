"""What several commands share of their arguments: the option of a format, exit codes, and the settings in force."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.export.exporters import Content, exporters_of
from claimcheck.read.formats import FORMATS

if TYPE_CHECKING:
    from claimcheck.settings import Settings

_OF_GROUPS = frozenset({"-h", "--help", "--version"})
EXIT_CODES = """\b
Exit codes:
{most}
  2    wrong usage or settings, or the result could not be written
  3    an input could not be read or analysed (the others are {done} all the same)
  70   a bug in claimcheck
  130  interrupted
  141  the reader of the output went away
"""


class Number(click.FloatRange):
    """A number within bounds. click takes ``nan`` for one, which no bound leaves out, and ``inf`` where there is no upper one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401  click's own
        """Return the number. Fails for what is none."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is no number.", param, ctx)
        return number


class DefaultGroup(click.Group):
    """A group one of whose commands, ``default``, is run where none is named."""

    def __init__(self, *args: Any, default: str, **options: Any) -> None:  # noqa: ANN401  click's own
        super().__init__(*args, **options)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default before arguments that do not start with a command or with an option of the group."""
        if not args or (args[0] not in _OF_GROUPS and args[0] not in self.commands):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


def format_option(of: Content) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option that names a format of claims or of findings; packages may add to those that it lists."""
    rows = exporters_of(of)
    listed = "|".join(row.name for row in rows)
    told = "; ".join(f"{row.name}: {row.title}" for row in rows)
    return click.option("--format", metavar=f"[{listed}]", help=f"How they are written. {told} [{rows[0].name}].")


input_format_option = click.option(
    "--input-format", metavar=f"[{'|'.join(FORMATS)}]", help="How FILE is read [by what is in it, and its name]."
)
"""Packages may add to the formats that it lists."""


def folder_of(file: str) -> Path:
    """Return the folder whose settings hold."""
    return Path() if file == "-" or "://" in file else Path(file).parent


def settings_for(file: str, options: Mapping[str, Any]) -> Settings:
    """Return the settings in force for a file; an option that was given goes before the setting of its name."""
    from claimcheck import settings

    own = {name: value for name, value in options.items() if name in settings.Settings.model_fields}
    return settings.load(folder_of(file), own)
