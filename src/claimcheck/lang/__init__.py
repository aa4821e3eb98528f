"""Words and numbers of a language as pure functions on text, and the rows that a journalist could correct.

Every ``lang/en/*.tsv`` file has a header line; a column ``example`` holds a sentence in which the row must fire.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import pathlib
import types
from collections.abc import Mapping

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
        return tuple(types.MappingProxyType(row) for row in reader)


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
    return digest.hexdigest()[:12]
