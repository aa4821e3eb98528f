"""The tables of changes: what triggers, by form, what can be measured, and what stands around a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck import lang
from claimcheck.lang.inflection import verb_forms
from claimcheck.lang.units import with_s

_UNINFLECTED = frozenset("by at on to".split())


class Trigger(NamedTuple):
    """A row: the words behind the first, what must hold (``when``), and what holds it back (``unless``)."""

    word: str
    rest: tuple[str, ...]
    kind: str
    direction: str
    when: str
    unless: frozenset[str]


@lang.compiled
def triggers() -> Mapping[str, tuple[Trigger, ...]]:
    """Return form to rows: those of several words first, then those that ask for ``more`` of something."""
    table: dict[str, list[Trigger]] = {}
    for row in lang.rows("changes"):
        first, *rest = row["word"].split()
        unless = frozenset(row["unless"].split())
        trigger = Trigger(row["word"], tuple(rest), row["kind"], row["direction"], row["when"], unless)
        forms: set[str] = {first}
        if trigger.kind == "verb":
            forms = set(verb_forms(first, row["forms"]))
        elif trigger.kind == "noun":
            forms = {first, row["forms"] or with_s(first)}
        for form in forms:
            table.setdefault(form, []).append(trigger)
    return {
        form: tuple(sorted(found, key=lambda each: (-len(each.rest), each.when != "graded", each.when == "")))
        for form, found in table.items()
    }


@lang.compiled
def measures() -> frozenset[str]:
    """Return the nouns of what can be measured, with their plurals."""
    nouns = [row["word"] for row in lang.rows("changes_measures")]
    return frozenset([*nouns, *map(with_s, nouns)])


def degrees() -> frozenset[str]:
    """Return the adverbs that belong to the span of a change."""
    return lang.column("changes_degrees", kind="adverb")


@lang.compiled
def contexts(place: str) -> Mapping[str, str]:
    """Return form to effect (keep, part, drop, help) for the rows of one place; verbs in all their forms."""
    table: dict[str, str] = {}
    for row in lang.rows("changes_contexts"):
        if row["place"] != place:
            continue
        inflects = place in ("infinitive", "gerund", "before") and row["word"] not in _UNINFLECTED
        for form in verb_forms(row["word"], row["forms"]) if inflects else (row["word"],):
            table.setdefault(form, row["effect"])
    return table
