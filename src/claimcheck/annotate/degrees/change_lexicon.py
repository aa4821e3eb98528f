"""The rows of ``changes.tsv`` by form, and the nouns and adjectives that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck import lang
from claimcheck.lang.inflection import verb_forms


class Row(NamedTuple):
    """One row: the words behind the first, what must hold (``when``), and what holds it back (``unless``)."""

    word: str
    rest: tuple[str, ...]
    kind: str
    direction: str
    when: str
    unless: frozenset[str]


def plural(noun: str) -> str:
    """Return the regular plural of ``noun``."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@lang.compiled
def triggers() -> Mapping[str, tuple[Row, ...]]:
    """Return form to rows, those of several words first."""
    table: dict[str, list[Row]] = {}
    for each in lang.rows("changes"):
        first, *rest = each["word"].split()
        row = Row(
            each["word"], tuple(rest), each["kind"], each["direction"], each["when"], frozenset(each["unless"].split())
        )
        forms: set[str] = {first}
        if row.kind == "verb":
            forms = set(verb_forms(first, each["forms"]))
        elif row.kind == "noun":
            forms = {first, each["forms"] or plural(first)}
        for form in forms:
            table.setdefault(form, []).append(row)
    return {form: tuple(sorted(rows, key=lambda row: (-len(row.rest), row.when == ""))) for form, rows in table.items()}


@lang.compiled
def measures() -> frozenset[str]:
    """Return the nouns of what can be measured, with their plurals."""
    nouns = [row["word"] for row in lang.rows("changes_measures")]
    return frozenset([*nouns, *map(plural, nouns)])


@lang.compiled
def sharp() -> frozenset[str]:
    """Return the adjectives of degree that make a change of a plain noun (``a sharp drop``, ``rapid growth``)."""
    return frozenset(row["word"] for row in lang.rows("changes_degrees") if row["kind"] == "adjective")
