"""One place to add something: a copy of the package with a toy in it, added as CONTRIBUTING says, and run as its user would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src/claimcheck"
PHENOMENON = '''
"""Exclamations: sentences that shout."""

from dataclasses import dataclass

from claimcheck.annotate import groups


@dataclass(frozen=True, slots=True)
class Shout:
    start: int
    end: int
    strength: int


def exclamations(doc):
    """Write ``doc.spans["exclamations"]``."""
    groups.write(doc, "exclamations", [Shout(t.idx, t.idx + 1, 1) for t in doc if t.text == "!"])
    return doc
'''
RULE = '''
"""CC399: a sentence that shouts."""

from claimcheck.lint.rule import Fault, Rule


def find(analysis, report):
    """Yield the marks of exclamation."""
    return (Fault(word.start, word.end, "do not shout") for one in analysis.sentences for word in one.words if word.text == "!")


RULE = Rule(
    id="CC399",
    name="shouting",
    severity="note",
    what="Finds marks of exclamation.",
    why="They persuade nobody.",
    fires="The dam has burst!",
    passes="The dam has burst.",
    instead="Say it.",
    reference="AP Stylebook, “exclamation mark”",
    find=find,
)
'''
REPORT_TYPE = '''class Exclamation(Span):
    """A mark of exclamation."""

    kind: Literal["exclamation"] = "exclamation"
    strength: int
    why: Why = {}


Mark = Annotated[Exclamation | '''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package that a test may add to; its models are the ones that are there."""
    copy = tmp_path / "src/claimcheck"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("models", "__pycache__"))
    (copy / "models").symlink_to(PACKAGE / "models")
    return copy


def put(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name} has {text.count(before)} times: {before}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def run(package: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "COLUMNS": "100"}
    command = [sys.executable, "-m", "claimcheck", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120, text=True).stdout


@pytest.mark.weights
def test_a_phenomenon_is_its_folder_its_report_type_and_one_row(package: Path, tmp_path: Path) -> None:
    room = package / "annotate/exclamations"
    room.mkdir()
    (room / "__init__.py").write_text('"""Exclamations."""\n', encoding="utf-8")
    (room / "component.py").write_text(PHENOMENON, encoding="utf-8")
    put(package / "report.py", "Mark = Annotated[", REPORT_TYPE)
    put(
        package / "report.py",
        'MarkKind = Literal["quantity",',
        'MarkKind = Literal["exclamation", "quantity",',
    )
    row = '    Phenomenon("exclamation", "exclamations", "exclamations.component"),\n)\nKINDS'
    put(package / "annotate/phenomena.py", ")\nKINDS", row)
    article = tmp_path / "article.txt"
    article.write_text("The minister resigned over it! Nobody in the valley was warned of it.\n", encoding="utf-8")
    claims = json.loads(run(package, str(article), "--format", "json"))["claims"]
    assert claims[0]["kinds"] == ["exclamation"]
    assert claims[0]["marks"] == [
        {"kind": "exclamation", "start": 29, "end": 30, "text": "!", "strength": 1, "why": {}}
    ]
    assert "exclamation" in run(package, str(article))


@pytest.mark.weights
def test_a_rule_is_its_file(package: Path, tmp_path: Path) -> None:
    (package / "lint/vagueness/cc399_shouting.py").write_text(RULE, encoding="utf-8")
    article = tmp_path / "article.txt"
    article.write_text("The minister resigned over it! Nobody in the valley was warned of it.\n", encoding="utf-8")
    found = json.loads(run(package, "lint", str(article), "--select", "CC399", "--format", "json", "--notes"))
    assert [(one["rule"], one["start"]) for one in found] == [("CC399", 29)]
    assert "AP Stylebook" in run(package, "explain", "CC399")
