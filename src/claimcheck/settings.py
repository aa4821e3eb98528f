"""What can be set, and where each value came from: defaults, then a settings file, then the command line.

The file is ``claimcheck.toml``, or ``[tool.claimcheck]`` in ``pyproject.toml``: the first of them found upwards from
the article's folder. It may build on another by ``extends``. An unknown key is an error that names the nearest right one.
"""

from __future__ import annotations

import difflib
import fnmatch
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, PositiveInt, PrivateAttr, ValidationError

from claimcheck import __version__, lang
from claimcheck.errors import SettingsError
from claimcheck.read import formats
from claimcheck.read.source import is_file, small_text, toml_of
from claimcheck.report import Severity, Tool

RuleId = str
"""A lint rule's id (CC401) or its family's (CC4); which there are, ``lint.require_known`` says."""


def _known_format(name: str) -> str:
    """Return the name of an input format. Raises a ValueError for what is none."""
    if formats.known(name) is None:
        message = f"there are: {', '.join(formats.FORMATS)}"
        raise ValueError(message)
    return name


def _naming(pattern: str) -> str:
    """Return a pattern for paths. Raises a ValueError for one that has no name in it, which ``Path.match`` refuses."""
    if not Path(pattern).name:
        message = "a pattern names files, such as opinion/*.md"
        raise ValueError(message)
    return pattern


InputFormat = Annotated[str, AfterValidator(_known_format)]
PathPattern = Annotated[str, AfterValidator(_naming)]
_MOST_FILES = 16
_NEVER_IN_A_FILE = ("allow_network", "allow_private")  # only who runs claimcheck may open the network


class Settings(BaseModel):
    """The values in force. ``origin("format")`` tells where one came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    format: str = "list"
    """How the list is written: a format of claims in ``export``, or one that an installed package adds."""
    input_format: InputFormat | None = None
    """How the article is read; None: by its first bytes and its name."""
    allow_network: bool = False
    """Whether an address (https://...) may be fetched; nothing else ever opens a connection."""
    allow_private: bool = False
    """Whether an address in a private network may be fetched too."""
    model: str | None = None
    """An installed spaCy pipeline for sentences, tags, trees and entities; None: claimcheck's own."""
    lang_check: bool = True
    """Whether an article whose words are not English ones is refused."""
    max_chars: PositiveInt = 1_500_000
    """How many characters of text an input may have: so many of news as JSON cost 71 CPU seconds and 900 MB, 500,000 a third
    of the seconds and 450 MB."""

    select: tuple[RuleId, ...] = ("CC",)
    """The lint rules that are run: ids (CC401) or families (CC4)."""
    ignore: tuple[RuleId, ...] = ()
    """Those of them that are not; the longer id wins, so that CC401 can be selected out of an ignored CC4."""
    severity: dict[RuleId, Severity] = {}
    """The severity of a rule or a family, in place of its own."""
    fail_on: Literal["note", "warning", "error", "never"] = "error"
    """The least severity of a finding at which ``claimcheck lint`` ends with exit code 1."""
    notes: bool = False
    """Whether ``claimcheck lint`` shows findings that are notes on style, too."""
    per_file: dict[PathPattern, tuple[RuleId, ...]] = {}
    """Rules that are switched off in files whose path, seen from the settings file, fits a pattern (``opinion/*.md``)."""
    lexicon: dict[str, tuple[dict[str, str], ...]] = {}
    """Rows that are added to a table of ``claimcheck/lang/en``, by its name."""

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)
    _folder: Path | None = PrivateAttr(default=None)
    _files: tuple[Path, ...] = PrivateAttr(default=())

    def reading(self) -> dict[str, Any]:
        """Return what says how an input is opened: the arguments of ``read.open_article``."""
        return self.model_dump(include={"input_format", "allow_network", "allow_private"})

    def tool(self) -> Tool:
        """Return what makes a Report without a model: that of an input that could not be read."""
        return Tool(version=__version__, lexicon=lang.Lexicon.of(self.lexicon).digest())

    def origin(self, name: str) -> str:
        """Return where the value of ``name`` came from: a file's path, ``command line`` or ``default``."""
        return self._origins.get(name, "default")

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that they were read from: the one that was found, and those that it extends."""
        return self._files

    def selects(self, rule: str) -> bool:
        """Return whether a rule is run: of what selects and what ignores it, the longer id counts, and a tie ignores."""
        return _longest(rule, self.select) > _longest(rule, self.ignore)

    def severity_of(self, rule: str) -> Severity | None:
        """Return the severity that is set for a rule, else for its family; None where none is."""
        given = max((name for name in self.severity if rule.startswith(name)), key=len, default=None)
        return None if given is None else self.severity[given]

    def ignored_in(self, source: str) -> tuple[str, ...]:
        """Return the rules and families that are switched off in a file."""
        path = Path(source).absolute()
        seen = path.relative_to(self._folder) if self._folder and path.is_relative_to(self._folder) else Path(source)
        fitting = (ids for pattern, ids in self.per_file.items() if _fits(seen, pattern))
        return tuple(name for ids in fitting for name in ids)


@functools.lru_cache(1024)
def _longest(rule: str, names: tuple[str, ...]) -> int:
    """Return the length of the longest of ``names`` that a rule's id opens with; 0 for none."""
    return max((len(name) for name in names if rule.startswith(name)), default=0)


def _fits(path: Path, pattern: str) -> bool:
    """Return whether a path fits a pattern: as a whole, or by its last parts."""
    return fnmatch.fnmatchcase(path.as_posix(), pattern) or path.match(pattern)


def load(folder: Path | None = None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings for an article in ``folder``; of ``overrides`` (the command line's) those that are not None.

    Raises SettingsError for a file that is no TOML, an unknown key, or a value that does not fit.
    """
    path = find(folder) if folder else None
    files: list[Path] = []
    values, origins = _layered(path, files) if path else ({}, {})
    for name in _NEVER_IN_A_FILE:
        if name in values:
            message = f"{name} cannot be set in a file ({origins[name]})"
            raise SettingsError(
                message, f"a file that came with a draft could call out: give --{name.replace('_', '-')}"
            )
    from_caller = {name: value for name, value in (overrides or {}).items() if value is not None}
    origins |= dict.fromkeys(from_caller, "command line")
    try:
        settings = Settings(**(values | from_caller))
    except ValidationError as error:
        raise _explained(error, origins) from None
    settings._origins.update(origins)  # noqa: SLF001  its own class, before anybody else sees it
    settings._folder, settings._files = path.parent if path else None, tuple(files)  # noqa: SLF001
    return settings


def _layered(path: Path, read: list[Path]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values of a settings file over those of the file that it extends, and where each came from.

    ``read`` are the files on the way here; this one is added to them.
    """
    table = _table(path)
    read.append(path.resolve())
    base = table.pop("extends", None)
    if base is None:
        return table, dict.fromkeys(table, str(path))
    other = path.parent / str(base)
    if not is_file(other):  # what is a pipe would be waited for
        message = f"{path}: extends = {base!r} is no file"
        raise SettingsError(message, "let it name a settings file, by the way from this one")
    if (other := other.resolve()) in read or len(read) == _MOST_FILES:
        message = f"{path}: extends = {base!r} leads back to a file that extends it, or over {_MOST_FILES} files"
        raise SettingsError(message, "let it name a file that stands by itself")
    values, origins = _layered(other, read)
    merged = {name: _merged(values.get(name), value) for name, value in table.items()}
    return values | merged, origins | dict.fromkeys(table, str(path))


def _merged(below: object, value: object) -> object:
    """Return a table over the one below it, key by key; any other value as it is."""
    return below | value if isinstance(below, dict) and isinstance(value, dict) else value


def find(folder: Path) -> Path | None:
    """Return the settings file that holds for ``folder``: the first found upwards, None where there is none."""
    for parent in [folder.absolute(), *folder.absolute().parents]:
        if is_file(own := parent / "claimcheck.toml"):
            return own
        if is_file(shared := parent / "pyproject.toml") and _has_table(shared):
            return shared
    return None


def _has_table(path: Path) -> bool:
    """Return whether a pyproject.toml speaks of claimcheck; one that cannot be read is somebody else's affair."""
    try:
        return _of_ours(toml_of(small_text(path))) is not None
    except ValueError:
        return False


def _of_ours(shared: Mapping[str, Any]) -> object:
    """Return what a pyproject.toml says of claimcheck, None for nothing."""
    tools = shared.get("tool")
    return tools.get("claimcheck") if isinstance(tools, dict) else None


def _table(path: Path) -> dict[str, Any]:
    """Return the keys of a settings file, with ``-`` in a key read as ``_``."""
    try:
        table: object = toml_of(small_text(path))
    except ValueError as error:
        message = f"{path} cannot be read as settings: {error}"
        raise SettingsError(message, "see https://toml.io for how such a file is written") from None
    if path.name == "pyproject.toml" and isinstance(table, dict):
        table = _of_ours(table)
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
    return SettingsError(f"{wrong} does not fit", first["msg"].removeprefix("Value error, "))
