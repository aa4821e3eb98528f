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


ARTICLE = "The minister resigned over it! Nobody in the valley was warned of it.\n"
RUNS = {
    "claims": ["article.txt", "--format", "json"],
    "list": ["article.txt"],
    "findings": ["lint", "article.txt", "--select", "CC399", "--format", "json", "--notes"],
    "page": ["explain", "CC399"],
}
PROGRAM = """
import json, sys
from click.testing import CliRunner
from claimcheck.cli.group import commands
ask = lambda one: CliRunner().invoke(commands, one, standalone_mode=False, catch_exceptions=False).stdout
print(json.dumps({name: ask(one) for name, one in json.loads(sys.argv[1]).items()}))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what a copy of the package says, to which a phenomenon and a rule were added; its models are those there are."""
    folder = tmp_path_factory.mktemp("one_place")
    copy = folder / "src/claimcheck"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("models"))
    (copy / "models").symlink_to(PACKAGE / "models")
    add_phenomenon(copy)
    (copy / "lint/vagueness/cc399_shouting.py").write_text(RULE, encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy.parent), "COLUMNS": "100"}
    command = [sys.executable, "-c", PROGRAM, json.dumps(RUNS)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True, timeout=120)
    told: dict[str, str] = json.loads(done.stdout)
    return told


def add_phenomenon(package: Path) -> None:
    """Add one as CONTRIBUTING says: its folder, its type in the Report, and one row."""
    room = package / "annotate/exclamations"
    room.mkdir()
    (room / "__init__.py").write_text('"""Exclamations."""\n', encoding="utf-8")
    (room / "component.py").write_text(PHENOMENON, encoding="utf-8")
    put(package / "report.py", "Mark = Annotated[", REPORT_TYPE)
    put(package / "report.py", 'MarkKind = Literal["quantity",', 'MarkKind = Literal["exclamation", "quantity",')
    row = '    Phenomenon("exclamation", "exclamations", "exclamations.component"),\n)\nKINDS'
    put(package / "annotate/phenomena.py", ")\nKINDS", row)


def put(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name} has {text.count(before)} times: {before}"
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.weights
def test_a_phenomenon_is_its_folder_its_report_type_and_one_row(said: dict[str, str]) -> None:
    claims = json.loads(said["claims"])["claims"]
    assert claims[0]["kinds"] == ["exclamation"]
    assert claims[0]["marks"] == [
        {"kind": "exclamation", "start": 29, "end": 30, "text": "!", "strength": 1, "why": {}}
    ]
    assert "exclamation" in said["list"]


@pytest.mark.weights
def test_a_rule_is_its_file(said: dict[str, str]) -> None:
    assert [(one["rule"], one["start"]) for one in json.loads(said["findings"])] == [("CC399", 29)]
    assert "AP Stylebook" in said["page"]
