"""The lexicon: the tables that a journalist could correct, and the rows that a newsroom adds to them.

Every ``lang/en/*.tsv`` file has a header line; a column ``example`` holds a sentence in which the row must fire. A
:class:`Lexicon` is a value. It is in force for a stretch of the program (``with using(lexicon)``), as a decimal context is,
so that two articles can be read with two lexicons in one process, one after another or in threads of their own.
"""

from __future__ import annotations

import contextlib
import contextvars
import csv
import difflib
import functools
import hashlib
import pathlib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from claimcheck.errors import SettingsError

_ENGLISH = pathlib.Path(__file__).parent / "en"
_LEXICONS = 64  # that are kept; one is its rows alone
_KEPT = 256  # results of one function with one lexicon
_TEXTS, _LONGEST = 4096, 2_000  # texts that are kept, and characters of each
Row = Mapping[str, str]
Rows = tuple[Row, ...]
P = ParamSpec("P")
T = TypeVar("T")


class Lexicon:
    """Claimcheck's tables with rows added to some; ``of`` makes one. Two of the same rows are one object."""

    __slots__ = ("_tables", "added")

    def __init__(self, added: Mapping[str, Rows]) -> None:
        self.added = types.MappingProxyType(dict(added))
        self._tables: dict[str, Rows] = {}

    @staticmethod
    def of(added: Mapping[str, Iterable[Row]] | None = None) -> Lexicon:
        """Return the lexicon with rows added to tables. Raises ``SettingsError`` for an unknown table or column."""
        wanted = {name: tuple(tuple(row.items()) for row in new) for name, new in (added or {}).items()}
        return _lexicon(tuple((name, new) for name, new in wanted.items() if new))

    def rows(self, name: str) -> Rows:
        """Return the rows of a table as read-only mappings from column name to text, in file order, added ones last.

        Raises ``FileNotFoundError`` for an unknown table.
        """
        if name not in self._tables:
            self._tables[name] = (*_own(name), *self.added.get(name, ()))
        return self._tables[name]

    def digest(self) -> str:
        """Return the first 12 hexadecimal digits of the SHA-256 over all rows: the lexicon's identity in a Report."""
        digest = _own_digest().copy()
        if self.added:
            digest.update(
                repr([(name, [sorted(r.items()) for r in self.added[name]]) for name in sorted(self.added)]).encode()
            )
        return digest.hexdigest()[:12]


@functools.lru_cache(_LEXICONS)
def _lexicon(added: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]) -> Lexicon:
    for name, new in added:
        if name not in tables():
            near = difflib.get_close_matches(name, tables(), n=1)
            message = f"lexicon has no table {name}"
            raise SettingsError(message, f"did you mean {near[0]}?" if near else f"there are: {', '.join(tables())}")
        known = columns(name)
        wrong = next((column for row in new for column, _ in row if column not in known), None)
        if wrong:
            message = f"lexicon.{name} has no column {wrong}"
            raise SettingsError(message, f"there are: {', '.join(known)}")
    return Lexicon({name: tuple(types.MappingProxyType(dict(row)) for row in new) for name, new in added})


_OWN = Lexicon({})
_IN_FORCE: contextvars.ContextVar[Lexicon] = contextvars.ContextVar("lexicon", default=_OWN)


in_force = _IN_FORCE.get
"""Return the lexicon in force."""
_ABSENT, _KEYWORDS = object(), object()


@contextlib.contextmanager
def using(lexicon: Lexicon) -> Iterator[Lexicon]:
    """Put a lexicon in force for what runs inside the ``with`` block."""
    token = _IN_FORCE.set(lexicon)
    try:
        yield lexicon
    finally:
        _IN_FORCE.reset(token)


def rows(name: str) -> Rows:
    """Return the rows of a table in the lexicon in force."""
    return in_force().rows(name)


def digest() -> str:
    """Return the identity of the lexicon in force."""
    return in_force().digest()


@overload
def compiled(function: Callable[P, T], /) -> Callable[P, T]: ...
@overload
def compiled(function: int, /) -> Callable[[Callable[P, T]], Callable[P, T]]: ...
def compiled(function: Callable[P, T] | int, /) -> Callable[P, T] | Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function makes of the lexicon's rows, for each lexicon; ``compiled(1024)`` keeps that many results."""
    if isinstance(function, int):
        return functools.partial(_compiled, most=function)
    return _compiled(function, most=_KEPT)


def _compiled(function: Callable[P, T], *, most: int) -> Callable[P, T]:
    """Return the function with a memory for each lexicon, which is emptied where it is full: lru_cache takes four times as long."""
    memories: dict[Lexicon, dict[Any, Any]] = {}
    last: tuple[Lexicon | None, dict[Any, Any]] = None, {}

    @functools.wraps(function)
    def of_the_one_in_force(*args: P.args, **kwargs: P.kwargs) -> T:
        nonlocal last
        key = (*args, _KEYWORDS, *kwargs.items()) if kwargs else args
        lexicon, known = last
        if lexicon is not (now := in_force()):
            if len(memories) >= min(most, _LEXICONS):
                memories.clear()
            last = now, (known := memories.setdefault(now, {}))
        found: T = known.get(key, _ABSENT)
        if found is _ABSENT:
            found = function(*args, **kwargs)
            if len(known) >= most:
                known.clear()
            known[key] = found
        return found

    return of_the_one_in_force


def by_text(function: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """Keep what a pure function makes of a sentence or a paragraph, for each lexicon.

    So an article that is read again after an edit is read anew only where it changed. What is kept of all that is longer
    would be much, and is not.
    """
    kept = compiled(_TEXTS)(function)

    @functools.wraps(function)
    def of(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return (kept if len(text) <= _LONGEST else function)(text, *args, **kwargs)

    return of


@compiled(1024)
def column(table: str, name: str = "word", **where: str) -> frozenset[str]:
    """Return what stands in a column of a table, of all rows or of those that hold a value in another: ``role="unit"``."""
    return frozenset(row[name] for row in rows(table) if where.items() <= row.items())


@compiled(1024)
def mapping(table: str, key: str, value: str, **where: str) -> Mapping[str, str]:
    """Return one column of a table by another in lower case, of all rows or of those that hold a value in a third."""
    return {row[key].casefold(): row[value] for row in rows(table) if where.items() <= row.items()}


@functools.cache
def _own(name: str) -> Rows:
    with (_ENGLISH / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(_content(lines), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return tuple(types.MappingProxyType(row) for row in reader)


def _content(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a table; those that start with ``#`` are comments."""
    return (line for line in lines if line.strip() and not line.startswith("#"))


@functools.cache
def columns(name: str) -> tuple[str, ...]:
    """Return the columns of a table."""
    with (_ENGLISH / f"{name}.tsv").open(encoding="utf-8") as lines:
        return tuple(next(_content(lines)).rstrip("\r\n").split("\t"))


@functools.cache
def tables() -> tuple[str, ...]:
    """Return the names of all tables, sorted."""
    return tuple(sorted(path.stem for path in _ENGLISH.glob("*.tsv")))


@functools.cache
def _own_digest() -> hashlib._Hash:
    digest = hashlib.sha256()
    for path in sorted(_ENGLISH.glob("*.tsv")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest
