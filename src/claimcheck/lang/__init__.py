"""Words and numbers of a language as pure functions on text, and the rows that a journalist could correct.

Every ``lang/en/*.tsv`` file has a header line; a column ``example`` holds a sentence in which the row must fire.
"""

from __future__ import annotations

import csv
import difflib
import functools
import hashlib
import pathlib
import types
from collections.abc import Iterable, Mapping

from claimcheck.errors import SettingsError

_ENGLISH = pathlib.Path(__file__).parent / "en"


@functools.cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``lang/en/{name}.tsv`` as read-only mappings from column name to text, in file order.

    Lines that start with ``#`` are comments. Raises ``FileNotFoundError`` for an unknown table.
    """
    with (_ENGLISH / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(
            (line for line in lines if line.strip() and not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
            restval="",
        )
        own = tuple(types.MappingProxyType(row) for row in reader)
    return (*own, *_ADDED.get(name, ()))


_ADDED: dict[str, tuple[Mapping[str, str], ...]] = {}


def add_rows(added: Mapping[str, Iterable[Mapping[str, str]]]) -> None:
    """Add rows to tables, for the rest of the process: before a table is read, or the same ones again.

    Raises ``SettingsError`` for an unknown table or column, and where tables were read with other rows: what was
    compiled from them would not know the new ones.
    """
    wanted = {name: tuple(types.MappingProxyType(dict(row)) for row in new) for name, new in added.items() if new}
    if wanted == _ADDED:
        return
    for name, new in wanted.items():
        if name not in tables():
            near = difflib.get_close_matches(name, tables(), n=1)
            message = f"lexicon has no table {name}"
            raise SettingsError(message, f"did you mean {near[0]}?" if near else f"there are: {', '.join(tables())}")
        known = _columns(name)
        wrong = next((column for row in new for column in row if column not in known), None)
        if wrong:
            message = f"lexicon.{name} has no column {wrong}"
            raise SettingsError(message, f"there are: {', '.join(known)}")
    if rows.cache_info().currsize:
        message = "the lexicon was read before with other rows"
        raise SettingsError(message, "files with lexicons of their own: run claimcheck once for each of them")
    _ADDED.update(wanted)
    digest.cache_clear()


def _columns(name: str) -> list[str]:
    """Return the columns of a table."""
    with (_ENGLISH / f"{name}.tsv").open(encoding="utf-8") as lines:
        header = next(line for line in lines if line.strip() and not line.startswith("#"))
    return header.rstrip("\r\n").split("\t")


def tables() -> tuple[str, ...]:
    """Return the names of all tables, sorted."""
    return tuple(sorted(path.stem for path in _ENGLISH.glob("*.tsv")))


@functools.cache
def digest() -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 over all tables: the lexicon's identity in a Report."""
    digest = hashlib.sha256()
    for path in sorted(_ENGLISH.glob("*.tsv")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    if _ADDED:
        digest.update(repr([(name, [sorted(row.items()) for row in _ADDED[name]]) for name in sorted(_ADDED)]).encode())
    return digest.hexdigest()[:12]
