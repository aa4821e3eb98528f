"""Scores of a Report against gold: marks with their values and sources, relations, and NewsQuant's quantities."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.matching import (
    HALF,
    Score,
    Scores,
    jaccard,
    overlap,
    pair,
    plain_name,
    row_items,
    same_number,
    same_source,
    same_unit,
    words_in,
)

BOUND_KINDS = ("quantity", "superlative", "change", "comparison")
ROLES = ("source", "cue", "content")
_RANGE = re.compile(r"([\d.]+)-([\d.]+)")
_DURATIONS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})

Row = Mapping[str, Any]
Pairs = Sequence[tuple[Row, Row]]


def marks_of(report: Row) -> list[dict[str, Any]]:
    """Return every mark of every claim with the name of the source that its claim is bound to."""
    names = {source["id"]: source["name"] for source in report["sources"]}
    return [mark | {"source": names.get(claim["source_id"])} for claim in report["claims"] for mark in claim["marks"]]


def relations_of(report: Row) -> list[dict[str, Any]]:
    """Return every relation as offset pairs by role, with the name that its source was resolved to."""
    names = {source["id"]: source["name"] for source in report["sources"]}
    return [
        {role: [(span["start"], span["end"]) for span in relation[role]] for role in ROLES}
        | {"resolved": names.get(relation["source_id"])}
        for relation in report["attributions"]
    ]


def _share(pairs: Pairs, *tests: Callable[[Row, Row], bool]) -> int:
    """Return how many pairs pass all tests."""
    return sum(all(test(gold, found) for test in tests) for gold, found in pairs)


def _value(gold: Row, found: Row) -> bool:
    return same_number(gold["value"], found["value"]) and same_number(gold.get("value2"), found.get("value2"))


def _bound(gold: Row, found: Row) -> bool:
    return bool(gold["bound"] == found["bound"])


def _unit(gold: Row, found: Row) -> bool:
    return plain_name(gold["unit"]) == plain_name(found["unit"])


def _direction(gold: Row, found: Row) -> bool:
    return bool(gold["direction"] == found["direction"])


def _of_kind(pairs: Pairs, kind: str, *, found: int, gold: int) -> Scores:
    """Return the scores of one kind of mark: its span, then what else it says."""
    rows = {kind: len(pairs)}
    if kind == "quantity":
        rows["quantity+value"] = _share(pairs, _value)
        rows["quantity+value+bound"] = _share(pairs, _value, _bound)
        rows["quantity+value+unit"] = _share(pairs, _value, _unit)
    if kind == "change":
        rows["change+direction"] = _share(pairs, _direction)
    scores = {name: Score(right, found, gold) for name, right in rows.items()}
    if kind == "time":
        dated = [(wanted, offered) for wanted, offered in pairs if wanted["value"] is not None]
        right = sum(wanted["value"] == offered["value"] for wanted, offered in dated)
        scores["time value, of those found"] = Score(right, len(dated), len(dated))
    return scores


def score_gold(row: Row, report: Row) -> Scores:
    """Return the scores of one article: every kind of mark, the headline ``claim+source``, and the relations."""
    marks = marks_of(report)
    scores: Scores = {}
    headline = Score()
    for kind in (*BOUND_KINDS, "time"):
        gold, found = row_items(row, kind), [mark for mark in marks if mark["kind"] == kind]
        pairs = pair(gold, found, score=_span_overlap, floor=HALF)
        scores |= _of_kind(pairs, kind, found=len(found), gold=len(gold))
        if kind in BOUND_KINDS:
            right = sum(same_source(wanted["source"], offered["source"]) for wanted, offered in pairs)
            headline += Score(right, len(found), len(gold))
    return {"claim+source": headline} | scores | score_relations(row, report)


def _span_overlap(gold: Row, found: Row) -> float:
    return overlap((gold["start"], gold["end"]), (found["start"], found["end"]))


def _as_words(text: str, relations: Sequence[Row]) -> list[dict[str, Any]]:
    """Return each relation's spans as sets of words."""
    return [
        {role: words_in(text, relation.get(role) or []) for role in ROLES} | {"resolved": relation.get("resolved")}
        for relation in relations
    ]


def _content_overlap(gold: Row, found: Row) -> float:
    return jaccard(gold["content"], found["content"])


def _source_fits(gold: Row, found: Row) -> bool:
    """Return whether both have a source and the sources share a word, or neither has one."""
    return bool(gold["source"] & found["source"]) or not (gold["source"] or found["source"])


def score_relations(row: Row, report: Row) -> Scores:
    """Return the scores of the relations: words by role, relations by content, with source, with resolved source."""
    gold, found = _as_words(row["text"], row["attributions"]), _as_words(row["text"], relations_of(report))
    scores: Scores = {}
    for role in ROLES:
        wanted = frozenset[int]().union(*(relation[role] for relation in gold))
        offered = frozenset[int]().union(*(relation[role] for relation in found))
        scores[f"{role} words"] = Score(len(wanted & offered), len(offered), len(wanted))
    pairs = pair(gold, found, score=_content_overlap, floor=HALF)
    scores["relation"] = Score(len(pairs), len(found), len(gold))
    scores["relation+source"] = Score(_share(pairs, _source_fits), len(found), len(gold))
    if any("resolved" in relation for relation in row["attributions"]):
        right = sum(same_source(wanted["resolved"], offered["resolved"]) for wanted, offered in pairs)
        scores["relation+resolved source"] = Score(right, len(found), len(gold))
    return scores


def score_quantities(row: Row, report: Row) -> Scores:
    """Return the scores of a NewsQuant sentence: values, and values with units; its durations are times here."""
    found = [mark for mark in marks_of(report) if mark["kind"] == "quantity"]
    gold = [_newsquant(given) for given in row["quantities"] if given["normalized_unit"].strip() not in _DURATIONS]
    pairs = pair(gold, found, score=_value_then_unit, floor=1.0)
    units = sum(same_unit(wanted["unit"], offered["unit"]) for wanted, offered in pairs)
    return {"value": Score(len(pairs), len(found), len(gold)), "value+unit": Score(units, len(found), len(gold))}


def _newsquant(given: Row) -> dict[str, Any]:
    """Return one of NewsQuant's quantities in our fields; a range is written ``low-high`` there."""
    ends = _RANGE.fullmatch(str(given["value"]))
    low, high = (float(ends[1]), float(ends[2])) if ends else (float(given["value"]), None)
    return {"value": low, "value2": high, "unit": given["normalized_unit"].strip(" -")}


def _value_then_unit(gold: Row, found: Row) -> float:
    return 1.0 + HALF * same_unit(gold["unit"], found["unit"]) if _value(gold, found) else 0.0
