"""The documentation is true: generated parts are what the program writes, examples hold, links and commands exist."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import claimcheck
from claimcheck import report as contract
from claimcheck.cli.group import commands

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "fixtures/README.md"]
KINDS = "docs/claim-kinds.md"
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_ROW = re.compile(r"^\| `(?P<value>\w+)` \|(?P<cells>.*)\|$", re.MULTILINE)


def _generator() -> ModuleType:
    """Return ``docs/generate.py`` as a module."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = _generator()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- generated parts
@pytest.mark.parametrize("name", GENERATE.PAGES)
def test_page_is_what_the_program_says(name: str) -> None:
    assert read(name) == GENERATE.PAGES[name](), "run python docs/generate.py"


@pytest.mark.weights
@pytest.mark.parametrize("name", GENERATE.WITH_BLOCKS)
def test_blocks_are_what_the_program_says(name: str) -> None:
    assert read(name) == GENERATE.filled(read(name)), "run python docs/generate.py"


def test_every_block_is_used() -> None:
    used = {name for page in GENERATE.WITH_BLOCKS for name in re.findall(r"<!-- generated: ([\w-]+) -->", read(page))}
    assert used == set(GENERATE.BLOCKS)


def test_every_error_has_its_own_code() -> None:
    errors = list(GENERATE.tree(claimcheck.ClaimcheckError))
    codes = [error.code for error in errors]
    assert len(codes) == len(set(codes))
    assert {error.exit_code for error in errors} <= {
        int(code) for code in re.findall(r"^\| (\d+) \|", GENERATE.exit_codes(), re.MULTILINE)
    }


# ---------------------------------------------------------------- what is written by hand
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = [match["target"].split("#")[0] for match in _LINK.finditer(path.read_text(encoding="utf-8"))]
    local = [target for target in targets if target and "://" not in target]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_readme_commands_use_options_that_exist() -> None:
    known = {option for parameter in commands.commands["check"].params for option in parameter.opts}
    lines = re.findall(
        r"^.*\bclaimcheck .*$", "\n".join(re.findall(r"```sh\n(.*?)```", read("README.md"), re.DOTALL)), re.MULTILINE
    )
    words = {
        word for line in lines for word in shlex.split(line.split("&&")[-1], comments=True) if word.startswith("--")
    }
    assert words
    assert words <= known


@pytest.mark.parametrize("name", ["install", "test"])
def test_readme_has_the_commands_that_ci_runs(name: str) -> None:
    assert re.search(rf"<!-- ci: {name} -->\n```sh\n[^`]+```", read("README.md"))


@pytest.mark.parametrize(
    "values",
    [
        get_args(contract.Kind),
        get_args(contract.Stance),
        get_args(contract.SourceType),
        get_args(contract.Support),
        get_args(contract.Checkability),
        ("quantity", "superlative", "change", "comparison", "time"),
    ],
    ids=["kinds", "stances", "source types", "support", "checkability", "marks"],
)
def test_every_value_of_the_contract_is_explained(values: tuple[str, ...]) -> None:
    explained = [match["value"] for match in _ROW.finditer(read(KINDS))]
    assert [value for value in values if value not in explained] == []


def examples(section: str) -> list[tuple[str, str]]:
    """Return the values explained in a section of the page, each with its example."""
    text = read(KINDS).split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [(row["value"], row["cells"].split("|")[-1].strip()) for row in _ROW.finditer(text)]


@pytest.mark.weights
@pytest.mark.parametrize(("kind", "example"), examples("Claims"))
def test_example_of_a_kind(kind: str, example: str) -> None:
    kinds = {kind for claim in claimcheck.check_text(example).claims for kind in claim.kinds}
    assert kind in kinds


@pytest.mark.weights
@pytest.mark.parametrize(("stance", "example"), examples("Attributions"))
def test_example_of_a_stance(stance: str, example: str) -> None:
    assert [relation.stance for relation in claimcheck.check_text(example).attributions] == [stance]


@pytest.mark.weights
@pytest.mark.parametrize(("kind", "example"), examples("Sources"))
def test_example_of_a_source(kind: str, example: str) -> None:
    report = claimcheck.check_text(example)
    types = {source.id: source.type for source in report.sources}
    assert [types.get(relation.source_id or "", "unknown") for relation in report.attributions] == [kind]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_speak_of_no_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/work/|/home/|\.\./shared|TODO|FIXME", text)
