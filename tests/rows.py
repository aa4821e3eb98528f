"""What a row of the lexicon is good for: its example, read by the real engine with the row and without it."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from claimcheck import lang
from soak import part

if TYPE_CHECKING:
    from spacy.tokens import Doc

Row = Mapping[str, str]
_WORD = re.compile(r"[^\W\d]+|\d+|\S")
_A_CLASS = 4  # rows from which on a cell says what kind a row is


@functools.cache
def engine_doc(text: str) -> Doc:
    """Return a text as the engine hands it to the rules: sentences, tags, trees, names and roles. Rules leave it as it is."""
    from claimcheck.annotate import pipeline

    nlp = pipeline.load()
    return nlp.get_pipe("claimcheck_engine")(nlp.make_doc(text))


def asked(table: str) -> list[Row]:
    """Return the rows of a table that a test with the engine takes, which is to be marked ``soak``: to read all examples of all
    tables takes it 20 CPU seconds, a tenth of all tests."""
    return list(part(lang.rows(table)))


def without(lexicon: lang.Lexicon, table: str, rows: Iterable[Row]) -> lang.Lexicon:
    """Return the lexicon without some rows of a table."""
    other, gone = lang.Lexicon(lexicon.added), {id(row) for row in rows}
    other._tables[table] = tuple(row for row in lexicon.rows(table) if id(row) not in gone)
    return other


def idle(
    table: str, found: Callable[[Row], object], *, rows: Iterable[Row] | None = None, alone: bool = False
) -> list[dict[str, str]]:
    """Return the rows that change nothing: ``found`` gives the same of the row with and without it in the lexicon.

    ``found`` is a function of the row's example, mostly of what a rule finds in ``engine_doc(row["example"])``; where it reads
    other words as well, ``alone`` leaves out one row at a time.
    """
    lexicon = lang.Lexicon.of()
    every = list(lexicon.rows(table) if rows is None else rows)
    useless = []
    for apart in ([row] for row in every) if alone else _strangers(every):
        less = without(lexicon, table, apart)
        for row in apart:
            with lang.using(lexicon):
                here = found(row)
            with lang.using(less):
                if found(row) == here:
                    useless.append(dict(row))
    return useless


def _strangers(rows: list[Row], *, most: int = 60) -> list[list[Row]]:
    """Return the rows in groups that can be left out together: no example of one holds a word of another.

    So each example loses its own row and nothing else that it could show: 20 times fewer tables are compiled. A word is known
    by its first letters, as its other forms are, where a word of the example begins; a cell that many rows share is no word but
    a class.
    """
    shared = Counter(cell for row in rows for name, cell in row.items() if name != "example")
    groups: list[tuple[list[Row], set[str], set[str]]] = []
    for row in rows:
        cells = (cell for name, cell in row.items() if name != "example" and cell and shared[cell] <= _A_CLASS)
        begun = {word[: max(2, len(word) - 3)] for cell in cells for word in _WORD.findall(cell.casefold())}
        openings = {
            word[:size] for word in _WORD.findall(row["example"].casefold()) for size in range(1, len(word) + 1)
        }
        for members, words, others in groups:
            if begun and len(members) < most and not (words & openings or begun & others):
                members.append(row)
                words.update(begun)
                others.update(openings)
                break
        else:
            groups.append(([row], begun, openings))
    return [members for members, _, _ in groups]


def timed_doc(text: str, published: str | None = None) -> Doc:
    """Return ``engine_doc`` with its times, which the rules on quantities ask for; ``published`` is the day that they count from."""
    from claimcheck.annotate import groups
    from claimcheck.annotate.times import find_times

    doc = engine_doc(text)
    doc.user_data["published"] = published
    groups.write(doc, "times", find_times(doc))
    return doc
