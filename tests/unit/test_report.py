"""The contract: exact numbers, frozen models, no unknown field, a schema that is kept."""

from __future__ import annotations

import json
import math
import pickle
from pathlib import Path

import pytest
from pydantic import ValidationError

from claimcheck.errors import EmptyInputError
from claimcheck.export.claims.json import report_schema
from claimcheck.report import Quantity, Report, failed_report, mark_of
from reports import TOOL, harbour, span

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (200.0, "200"),
        (1.2 * 1e9, "1200000000"),
        (1.1 * 1e3, "1100"),
        (0.1 + 0.2, "0.3"),
        (62.3, "62.3"),
        (-0.0, "0"),
        (7, "7"),
        (123456789012345.0, "123456789012345"),
        (2.0**60, "1.15292150460685e+18"),
    ],
)
def test_numbers_are_written_as_they_are_read(value: float, written: str) -> None:
    mark = Quantity(start=0, end=1, text="x", value=value)
    assert json.dumps(json.loads(mark.model_dump_json())["value"]) == written


@pytest.mark.parametrize("value", [math.nan, math.inf, "two", None])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        mark_of({"kind": "quantity", "start": 0, "end": 1, "text": "x", "value": value})


def test_mark_of_takes_the_type_of_its_kind() -> None:
    change = mark_of({"kind": "change", "start": 0, "end": 1, "text": "x", "direction": "up"})
    assert type(change).__name__ == "Change"
    with pytest.raises(ValidationError):
        mark_of({"kind": "change", "start": 0, "end": 1, "text": "x", "value": 2})


def test_report_comes_back_from_json() -> None:
    report = harbour()
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert pickle.loads(pickle.dumps(report)) == report


def test_absent_values_are_null() -> None:
    claim = json.loads(harbour().model_dump_json())["claims"][0]
    assert claim["source_id"] is claim["attribution_id"] is claim["worth"] is None
    assert claim["same_as"] == claim["links"] == claim["notes"] == []


def test_spans_are_of_the_text() -> None:
    report = harbour()
    for claim in report.claims:
        assert report.text[claim.start : claim.end] == claim.text
        assert all(report.text[mark.start : mark.end] == mark.text for mark in claim.marks)


def test_unknown_fields_and_changes_are_refused() -> None:
    with pytest.raises(ValidationError):
        Report.model_validate({**json.loads(harbour().model_dump_json()), "more": 1})
    with pytest.raises(ValidationError):
        harbour().error = None  # type: ignore[misc]


def test_failed_report_says_why() -> None:
    report = failed_report("a.txt", EmptyInputError("a.txt is empty", "was it saved?"), tool=TOOL)
    assert report.error is not None
    assert report.error.model_dump() == {"code": "empty", "message": "a.txt is empty", "hint": "was it saved?"}
    assert (report.article.source, report.text, report.claims) == ("a.txt", "", ())


def test_failed_report_of_a_bug() -> None:
    report = failed_report("a.txt", RuntimeError("half a \ud83d"), tool=TOOL)
    assert report.error is not None
    assert report.error.code == "internal"
    assert "RuntimeError: half a \\ud83d" in report.error.message
    report.model_dump_json()


def test_schema_is_the_one_in_docs() -> None:
    kept = (ROOT / "docs/report.schema.json").read_text(encoding="utf-8")
    assert kept == report_schema(), "claimcheck schema > docs/report.schema.json"


def test_schema_requires_every_field() -> None:
    schema = json.loads(report_schema())
    for definition in (schema, *(each for each in schema["$defs"].values() if "properties" in each)):
        assert sorted(definition["required"]) == sorted(definition["properties"])
        assert definition["additionalProperties"] is False


def test_span_helper() -> None:
    assert span("a bc", "bc") == {"start": 2, "end": 4, "text": "bc"}
