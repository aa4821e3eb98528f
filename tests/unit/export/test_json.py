"""JSON: one report, a list of them, or one a line."""

from __future__ import annotations

import json

from claimcheck.export import Layout, exporter
from claimcheck.report import Report
from reports import harbour

JSON, LINES = (exporter(name, of="claims") for name in ("json", "jsonl"))


def test_one_report() -> None:
    text = "".join(JSON.written([harbour()], Layout()))
    assert Report.model_validate_json(text) == harbour()
    assert text.startswith('{\n  "schema_version": "1.0",')
    assert text.endswith("}\n")


def test_a_list() -> None:
    assert json.loads("".join(JSON.written([], Layout(many=True)))) == []
    assert len(json.loads("".join(JSON.written([harbour()], Layout(many=True))))) == 1
    assert len(json.loads("".join(JSON.written([harbour(), harbour()], Layout(many=True))))) == 2


def test_lines() -> None:
    text = "".join(LINES.written([harbour(), harbour()], Layout(many=True)))
    assert [Report.model_validate_json(line) for line in text.splitlines()] == [harbour(), harbour()]


def test_pieces_come_one_by_one() -> None:
    def reports() -> object:
        yield harbour()
        raise AssertionError

    for form in (JSON, LINES):
        pieces = form.written(reports(), Layout(many=True))  # type: ignore[arg-type]
        assert "harbour.txt" in next(pieces)
