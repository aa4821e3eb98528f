"""The files that a ``.claimcheckignore`` names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from claimcheck.cli.messages import show
from claimcheck.errors import SettingsError
from claimcheck.read.source import is_file, small_text

IGNORE_FILE = ".claimcheckignore"
_MOST_LINES, _MOST_STARS = 1000, 3
_STARS = re.compile(r"\*+")


def not_ignored(files: Sequence[str]) -> list[str]:
    """Return the files that no ``.claimcheckignore`` in their folder or above names; the others are said."""
    ignored = [file for file in files if file != "-" and "://" not in file and _ignored(Path(file))]
    for file in ignored:
        show("note", f"{file} is left out: {IGNORE_FILE} names it")
    return [file for file in files if file not in ignored]


def ignore_files(files: Sequence[str]) -> list[Path]:
    """Return the ``.claimcheckignore`` files that hold for any of the files."""
    folders = {
        folder for file in files if file != "-" and "://" not in file for folder in Path(file).absolute().parents
    }
    return [rules for folder in sorted(folders) if is_file(rules := folder / IGNORE_FILE)]


def _bounded(lines: list[str]) -> list[str]:
    """Return the patterns. Raises a ValueError where there are too many, or one has so many stars that a name could hang.

    Each star multiplies what there is to try by the length of a name: of 255 letters, three take 8 million steps.
    """
    if len(lines) > _MOST_LINES:
        message = f"more than {_MOST_LINES} lines"
        raise ValueError(message)
    for number, line in enumerate(lines, start=1):
        stars = [len(_STARS.findall(part)) for part in line.split("/")]
        if sum(stars) > _MOST_STARS + 1 or max(stars) > _MOST_STARS:
            message = f"line {number} has more than {_MOST_STARS} * in a name, or {_MOST_STARS + 1} in all"
            raise ValueError(message)
    return lines


def _ignored(path: Path) -> bool:
    """Return whether a file is ignored, by patterns as in a .gitignore."""
    absolute = path.absolute()
    for rules in ignore_files([str(path)]):
        folder = rules.parent
        import pathspec  # only where there is such a file

        try:
            lines = _bounded(small_text(rules).splitlines())
            spec = pathspec.GitIgnoreSpec.from_lines(lines)
        except (ValueError, re.error) as error:  # pathspec lets [z-a] through to re
            message = f"{rules} cannot be read: {error}"
            raise SettingsError(message, "one pattern a line, as in a .gitignore, in UTF-8") from None
        if spec.match_file(absolute.relative_to(folder).as_posix()):
            return True
    return False
