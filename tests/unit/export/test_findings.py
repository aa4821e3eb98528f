"""Findings as text, JSON, GitHub commands, SARIF and JUnit; what is in them comes from untrusted articles."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from claimcheck import __version__
from claimcheck.errors import InputError
from claimcheck.export import Layout, exporter
from claimcheck.export.findings.excerpt import excerpt, place
from claimcheck.report import Finding, Report, Suppression, Tool, Where, failed_report
from reports import TEXT, claim, harbour, report_on

SCHEMA = os.environ.get("CLAIMCHECK_SARIF_SCHEMA")


def finding(words: str, **fields: Any) -> Finding:
    start = TEXT.index(words)
    line = TEXT.count("\n", 0, start) + 1
    column = start - (TEXT.rfind("\n", 0, start) + 1) + 1
    given = {"id": f"f-{start}", "rule": "CC301", "severity": "warning", "message": f"{words} is vague"}
    return Finding(
        **(given | {"start": start, "end": start + len(words), "where": Where(line=line, column=column)} | fields)
    )


def report(*found: Finding, **fields: Any) -> Report:
    return harbour().model_copy(update={"findings": found, **fields})


OFFICIALS = finding("Officials", help="name them")
SILENT = finding("surged", suppressed=Suppression(by="comment", reason="their word"))
FAILED = failed_report(
    "gone.txt", InputError("no such file: gone.txt", "check it"), tool=Tool(version="0", lexicon="x")
)


def written(name: str, *reports: Report, **layout: Any) -> str:
    return "".join(exporter(name, of="findings").written(reports, Layout(**layout)))


def test_text_shows_line_and_caret() -> None:
    shown = written("text", report(OFFICIALS, SILENT))
    head, line, caret, help_, total = shown.splitlines()
    assert head == "harbour.txt:5:57: CC301 warning Officials is vague"
    assert line[caret.index("^") : caret.rindex("^") + 1] == "Officials"
    assert help_.strip() == "name them"
    assert total == "1 warning in 1 file"


def test_text_says_when_nothing_is_found() -> None:
    assert written("text", report()) == "nothing found in 1 file\n"


def test_text_obeys_nothing_that_an_article_holds() -> None:
    text = "Fees \x1b[31mrose\x1b[0m by\t3 percent [bold]now[/bold]."
    made = report_on(text, (claim(text, text, number=0),), source="a\x1b[2J.txt")
    found = finding("Officials").model_copy(update={"start": 5, "end": 14, "message": "odd\nerror: \x07"})
    shown = written("text", made.model_copy(update={"findings": (found,)}), color=False)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[bold]" in shown


@pytest.mark.parametrize("width", [20, 40, 80, 300])
def test_an_excerpt_fits_and_holds_what_was_found(width: int) -> None:
    text = "word " * 100 + "OFFICIALS said so. " + "word " * 100
    found = finding("Officials").model_copy(update={"start": 500, "end": 509})
    line, start, end = excerpt(text, found, width=width)
    assert len(line) <= width
    assert line[start:end] in {"OFFICIALS", ""} if width < 40 else line[start:end] == "OFFICIALS"


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (Where(line=3, column=7), "3:7"),
        (Where(line=3, xpath="/p"), "3"),
        (Where(page=2), "page 2"),
        (Where(paragraph=4), "paragraph 4"),
        (Where(xpath="/p"), "/p"),
        (Where(), ""),
    ],
)
def test_places_in_words(where: Where, shown: str) -> None:
    assert place(where) == shown


def test_json_keeps_what_was_suppressed() -> None:
    both = json.loads(written("json", report(OFFICIALS, SILENT), FAILED))
    lines = [json.loads(line) for line in written("jsonl", report(OFFICIALS, SILENT), FAILED).splitlines()]
    assert both == lines
    assert [one.get("text") for one in both] == ["Officials", "surged", None]
    assert both[1]["suppressed"] == {"by": "comment", "reason": "their word"}
    assert both[2]["error"]["code"] == "unreadable"
    assert json.loads(written("json", report())) == []


def test_github_commands_cannot_be_broken_out_of() -> None:
    found = finding("Officials", message="50% odd\n::set-output name=x::y")
    shown = written("github", report(found, SILENT).model_copy(update={"article": harbour().article}), FAILED)
    assert shown.splitlines() == [
        "::warning file=harbour.txt,line=5,col=57,title=claimcheck CC301::50%25 odd%0A::set-output name=x::y",
        "::error file=gone.txt::no such file: gone.txt",
    ]


def test_junit_is_xml_whatever_the_article_holds() -> None:
    found = finding("Officials", message='<b>&"\x00\x1b')
    note = finding("losses", severity="note")
    root = ET.fromstring(written("junit", report(found, SILENT, note), FAILED, report()))
    suites = root.findall("testsuite")
    assert [(suite.get("tests"), suite.get("failures"), suite.get("skipped")) for suite in suites] == [
        ("3", "1", "1"),
        ("1", "0", "0"),
        ("1", "0", "0"),
    ]
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == '<b>&"��'


def sarif() -> dict[str, Any]:
    log: dict[str, Any] = json.loads(written("sarif", report(OFFICIALS, SILENT), FAILED))
    return log


def test_sarif_tells_findings_from_claims_to_verify() -> None:
    run = sarif()["runs"][0]
    kinds = [(result["ruleId"], result["kind"], result["level"]) for result in run["results"]]
    assert kinds[:2] == [("CC301", "fail", "warning")] * 2
    assert set(kinds[2:]) == {("claim", "review", "none")}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == __version__
    assert run["results"][1]["suppressions"] == [{"kind": "inSource", "justification": "their word"}]
    assert run["results"][0]["partialFingerprints"] == {"claimcheck/v1": OFFICIALS.id}
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (5, 57, 66)
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "no such file: gone.txt"


def test_sarif_has_a_rule_for_every_result() -> None:
    run = sarif()["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


@pytest.mark.skipif(not SCHEMA, reason="CLAIMCHECK_SARIF_SCHEMA names no copy of OASIS's sarif-schema-2.1.0.json")
def test_sarif_is_valid_by_its_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(Path(SCHEMA or "").read_text(encoding="utf-8-sig"))
    pages = report(finding("Officials", where=Where(page=2)), finding("losses", where=Where(xpath="/p")))
    for log in (sarif(), json.loads(written("sarif")), json.loads(written("sarif", pages))):
        jsonschema.validate(log, schema)
