"""JSON: one report, a list of them, or one a line."""

from __future__ import annotations

import json

from claimcheck.export import Layout, exporter
from claimcheck.report import Report
from reports import harbour


def test_one_report() -> None:
    text = "".join(exporter("json")([harbour()], Layout()))
    assert Report.model_validate_json(text) == harbour()
    assert text.startswith('{\n  "schema_version": "1.0",')
    assert text.endswith("}\n")


def test_a_list() -> None:
    export = exporter("json")
    assert json.loads("".join(export([], Layout(many=True)))) == []
    assert len(json.loads("".join(export([harbour()], Layout(many=True))))) == 1
    assert len(json.loads("".join(export([harbour(), harbour()], Layout(many=True))))) == 2


def test_lines() -> None:
    text = "".join(exporter("jsonl")([harbour(), harbour()], Layout(many=True)))
    assert [Report.model_validate_json(line) for line in text.splitlines()] == [harbour(), harbour()]


def test_pieces_come_one_by_one() -> None:
    def reports() -> object:
        yield harbour()
        raise AssertionError

    for name in ("json", "jsonl"):
        pieces = exporter(name)(reports(), Layout(many=True))  # type: ignore[arg-type]
        assert "harbour.txt" in next(pieces)
