"""The files that a ``.claimcheckignore`` names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.cli.messages import show
from claimcheck.errors import SettingsError

IGNORE_FILE = ".claimcheckignore"


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
    return [rules for folder in sorted(folders) if (rules := folder / IGNORE_FILE).is_file()]


def _ignored(path: Path) -> bool:
    """Return whether a file is ignored, by patterns as in a .gitignore."""
    absolute = path.absolute()
    for rules in ignore_files([str(path)]):
        folder = rules.parent
        import pathspec  # only where there is such a file

        try:
            lines = rules.read_text(encoding="utf-8").splitlines()
            spec = pathspec.GitIgnoreSpec.from_lines(lines)
        except (OSError, ValueError) as error:
            message = f"{rules} cannot be read: {error}"
            raise SettingsError(message, "one pattern a line, as in a .gitignore, in UTF-8") from None
        if spec.match_file(absolute.relative_to(folder).as_posix()):
            return True
    return False
