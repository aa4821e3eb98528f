"""What every Report keeps, whatever it is of: true offsets, ids that name one thing each, claims in text order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def spans_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a Report's JSON that has ``start``, ``end`` and ``text``."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for item in value.values():
            yield from spans_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans_in(item)


def hold(report: dict[str, Any]) -> None:
    """Assert the offset law and the contract's promises for a Report's JSON."""
    kept = report["article"]["text"]
    for span in spans_in(report):
        assert 0 <= span["start"] <= span["end"] <= len(kept)
        assert kept[span["start"] : span["end"]] == span["text"]
    ids = [thing["id"] for kind in ("claims", "sources", "attributions", "findings") for thing in report[kind]]
    assert len(ids) == len(set(ids))
    assert [claim["start"] for claim in report["claims"]] == sorted(claim["start"] for claim in report["claims"])
    sources = {source["id"] for source in report["sources"]}
    relations = {relation["id"] for relation in report["attributions"]}
    claims = {claim["id"] for claim in report["claims"]}
    for claim in report["claims"]:
        assert {claim["source_id"], *claim["chain"]} - {None} <= sources
        assert {claim["attribution_id"]} - {None} <= relations
        assert set(claim["same_as"]) <= claims - {claim["id"]}
    for relation in report["attributions"]:
        assert {relation["source_id"]} - {None} <= sources
        assert {relation["within"]} - {None} <= relations - {relation["id"]}
    assert {finding["claim_id"] for finding in report["findings"]} - {None} <= claims
