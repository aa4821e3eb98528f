"""The articles of ``fixtures/articles`` give the reports of ``fixtures/golden``, and one its list, to the character.

``pytest tests/test_golden.py --update-golden`` writes them anew; read the difference before it is committed. Left out
are ``tool`` and the model's scores: another machine, or a new word in a table, changes them and changes no claim.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import claimcheck
import contract
from claimcheck.export import Layout, exporter

ROOT = Path(__file__).parent.parent
ARTICLES = sorted((ROOT / "fixtures/articles").glob("*.*"))
GOLDEN = ROOT / "fixtures/golden"


def _kept(value: Any) -> Any:
    """Return a Report's JSON without tool and scores."""
    if isinstance(value, dict):
        return {key: _kept(item) for key, item in value.items() if key not in {"tool", "score"}}
    return [_kept(item) for item in value] if isinstance(value, list) else value


@pytest.mark.weights
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_golden(path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = json.loads(claimcheck.check(path.relative_to(ROOT).as_posix()).model_dump_json())
    contract.hold(report)
    found = json.dumps(_kept(report), indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"{path.stem}.json"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert golden.exists(), f"{golden.name} is missing: pytest tests/test_golden.py --update-golden"
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.weights
def test_golden_list(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = claimcheck.check("fixtures/articles/crime-harbor-seizures.txt")
    found = "".join(exporter("list", of="claims").written([report], Layout(width=80)))
    golden = GOLDEN / "crime-harbor-seizures.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_no_golden_file_without_article() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} <= {path.stem for path in ARTICLES}
