"""Every case of ``cases/*.md``, with the real pipeline; and the runner itself, with a Report built by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import claimcheck
from casefiles import Case, cases_in, failures
from claimcheck.settings import Settings
from reports import harbour

FOLDER = Path(__file__).parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path)]


MISSED = frozenset((FOLDER / "missed.txt").read_text(encoding="utf-8").splitlines())


def _expected_of_the_weights(case: Case) -> object:
    """Return a case for pytest: one that the weights get wrong has to fail, so that it leaves the list when it is mended."""
    wrong = f"{case.file}: {case.title}" in MISSED
    return pytest.param(case, id=str(case), marks=pytest.mark.xfail(strict=True) if wrong else ())


def test_every_missed_case_is_one() -> None:
    titles = {f"{case.file}: {case.title}" for case in CASES}
    assert {line for line in MISSED if line and not line.startswith("#")} <= titles


@pytest.mark.weights
@pytest.mark.parametrize("case", [_expected_of_the_weights(case) for case in CASES])
def test_case(case: Case) -> None:
    settings = Settings(input_format=case.format)
    report = claimcheck.check_text(case.text, published=case.published, settings=settings)
    assert list(failures(case, json.loads(report.model_dump_json()))) == []


def test_every_case_has_text_and_expectations() -> None:
    assert [str(case) for case in CASES if not (case.text.strip() and case.expected)] == []


# ---------------------------------------------------------------- the runner
RIGHT = """- quantity `over 200 metric tons` value=200 bound=> unit=metric ton value2=null resolved=null
- quantity value=1200000000
- not superlative `200 metric tons`
- none comparison
- change `have surged` direction=up resolved=Harbour Board
- attribution source=`the Harbour Board` cue=said resolved=Harbour Board type=organization within=null
- claim `Fees have surged by 12 percent` kinds=change|quantity support=named
- source `Officials` grade=1
"""
WRONG = """- quantity `over 200 metric tons` value=201
- quantity `200 metric tons`
- not quantity `metric`
- none time
- superlative `one of the highest figures in the region` resolved=Harbour Board
- attribution source=`Officials`
"""


def _case(tmp_path: Path, expected: str) -> Case:
    path = tmp_path / "some.md"
    quoted = "\n".join(f"> {line}".rstrip() for line in harbour().text.splitlines())
    path.write_text(f"# Some\n\n## A title\npublished: 2026-03-04\n\n{quoted}\n\n{expected}", encoding="utf-8")
    (case,) = cases_in(path)
    assert (case.title, case.published, case.text) == ("A title", "2026-03-04", harbour().text.rstrip("\n"))
    return case


def test_runner_passes_what_is_right(tmp_path: Path) -> None:
    assert list(failures(_case(tmp_path, RIGHT), json.loads(harbour().model_dump_json()))) == []


def test_runner_fails_what_is_wrong(tmp_path: Path) -> None:
    wrong = list(failures(_case(tmp_path, WRONG), json.loads(harbour().model_dump_json())))
    assert len(wrong) == len(WRONG.splitlines())


NOT_UNDERSTOOD = """- quantty `2`
- not quantity
- not quantity `2` value=2
- none superlative `2`
- none superlative value=2
- quantity `2` nonsense=1
- change `2` bound=>
- source `2` resolved=Harbour Board
- quantity `2` value =2
- quantity `2` Value=2
- quantity `2` two value=2
- quantity `2` value=2 value=3
expect 2
* quantity `2`
"""


def test_runner_refuses_what_it_does_not_understand(tmp_path: Path) -> None:
    line_of_the_first = 5 + len(harbour().text.splitlines()) + 2  # a title, a date, the passage, blank lines
    for line in NOT_UNDERSTOOD.splitlines():
        with pytest.raises(ValueError, match=rf"^some\.md:{line_of_the_first}: "):
            _case(tmp_path, line)
    with pytest.raises(ValueError, match=r"quantity has no field bond: it has bound, "):
        _case(tmp_path, "- quantity `2` bond=>").expected[0].fields["bond"]
    (tmp_path / "early.md").write_text("# Some\n\n- none time\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^early\.md:3: stands under no title"):
        list(cases_in(tmp_path / "early.md"))
