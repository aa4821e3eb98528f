"""What can be set, and where each value came from: defaults, then a settings file, then the command line.

The file is ``claimcheck.toml``, or ``[tool.claimcheck]`` in ``pyproject.toml``: the first of them found upwards from
the article's folder. An unknown key is an error that names the nearest right one.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from claimcheck.errors import SettingsError

FORMATS = ("table", "json", "jsonl")
INPUT_FORMATS = ("text", "markdown", "html", "docx", "pdf", "odt", "epub", "rtf")


class Settings(BaseModel):
    """The values in force. ``origin("format")`` tells where one came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    format: Literal["table", "json", "jsonl"] = "table"
    """How the list is written."""
    input_format: Literal["text", "markdown", "html", "docx", "pdf", "odt", "epub", "rtf"] | None = None
    """How the article is read; None: by its first bytes and its name."""
    allow_network: bool = False
    """Whether an address (https://...) may be fetched; nothing else ever opens a connection."""
    allow_private: bool = False
    """Whether an address in a private network may be fetched too."""
    model: str | None = None
    """An installed spaCy pipeline for sentences, tags, trees and entities; None: claimcheck's own."""
    lang_check: bool = True
    """Whether an article whose words are not English ones is refused."""

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)

    def origin(self, name: str) -> str:
        """Return where the value of ``name`` came from: a file's path, ``command line`` or ``default``."""
        return self._origins.get(name, "default")


def load(folder: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings for an article in ``folder``; of ``overrides`` (the command line's) those that are not None.

    Raises SettingsError for a file that is no TOML, an unknown key, or a value that does not fit.
    """
    path = find(folder) if folder else None
    from_file = _table(path) if path else {}
    from_caller = {name: value for name, value in (overrides or {}).items() if value is not None}
    origins = dict.fromkeys(from_file, str(path)) | dict.fromkeys(from_caller, "command line")
    try:
        settings = Settings(**(from_file | from_caller))
    except ValidationError as error:
        raise _explained(error, origins) from None
    settings._origins.update(origins)  # noqa: SLF001  its own class, before anybody else sees it
    return settings


def find(folder: Path) -> Path | None:
    """Return the settings file that holds for ``folder``: the first found upwards, None where there is none."""
    for parent in [folder.absolute(), *folder.absolute().parents]:
        if (own := parent / "claimcheck.toml").is_file():
            return own
        if (shared := parent / "pyproject.toml").is_file() and _has_table(shared):
            return shared
    return None


def _has_table(path: Path) -> bool:
    """Return whether a pyproject.toml speaks of claimcheck; one that cannot be read is somebody else's affair."""
    try:
        return "claimcheck" in tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False


def _table(path: Path) -> dict[str, Any]:
    """Return the keys of a settings file, with ``-`` in a key read as ``_``."""
    try:
        table: object = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read as settings: {error}"
        raise SettingsError(message, "see https://toml.io for how such a file is written") from None
    if path.name == "pyproject.toml" and isinstance(table, dict):
        table = table["tool"]["claimcheck"]
    if not isinstance(table, dict):  # tool.claimcheck = "..."
        message = f"{path}: tool.claimcheck is not a table"
        raise SettingsError(
            message, "write [tool.claimcheck] on a line of its own, and one setting on each line below it"
        )
    return {key.replace("-", "_"): value for key, value in table.items()}


def _explained(error: ValidationError, origins: Mapping[str, str]) -> SettingsError:
    """Return the first thing that is wrong, with the nearest right name or the values that would do."""
    first = error.errors()[0]
    name = str(first["loc"][0])
    where = origins.get(name, "default")
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, Settings.model_fields, n=1)
        names = ", ".join(Settings.model_fields)
        hint = f"did you mean {near[0]}?" if near else f"there are: {names}"
        return SettingsError(f"unknown setting {name} ({where})", hint)
    wrong = f"{name} = {first['input']!r} ({where})"
    return SettingsError(f"{wrong} does not fit", first["msg"])
