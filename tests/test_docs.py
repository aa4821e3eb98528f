"""The documentation is true: generated parts are what the program writes, examples hold, links and commands exist."""

from __future__ import annotations

import ast
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
TEXTS = {path: path.read_text(encoding="utf-8") for path in PAGES}
KINDS = "docs/claim-kinds.md"
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|\w+\.py)(?::(\w+))?`")
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
def test_pages_are_what_the_program_says() -> None:
    assert {name: read(name) for name in GENERATE.PAGES} == {name: page() for name, page in GENERATE.PAGES.items()}, (
        "run python docs/generate.py"
    )


@pytest.mark.weights
def test_blocks_are_what_the_program_says() -> None:
    pages = {name: read(name) for name in GENERATE.WITH_BLOCKS}
    assert pages == {name: GENERATE.filled(page) for name, page in pages.items()}, "run python docs/generate.py"


@pytest.mark.weights
@pytest.mark.parametrize("name", GENERATE.PICTURES)
def test_pictures_are_drawn_from_what_the_program_says(name: str) -> None:
    assert read(name) == GENERATE.PICTURES[name](), "run python docs/generate.py"
    assert len(read(name)) < 60_000
    assert "url(http" not in read(name)


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
def test_links_lead_somewhere() -> None:
    links = [(path, match["target"].split("#")[0]) for path, text in TEXTS.items() for match in _LINK.finditer(text)]
    local = [(path, target) for path, target in links if target and "://" not in target]
    assert local
    assert [(path.name, target) for path, target in local if not (path.parent / target).exists()] == []


def test_what_contributing_names_is_there() -> None:
    named = set(_NAMED.findall(read("CONTRIBUTING.md")))
    assert len(named) > 30
    assert [":".join(filter(None, name)) for name in sorted(named) if not is_there(*name)] == []
    assert not is_there("annotate/nothing.py", "")
    assert not is_there("lint/__init__.py", "nothing")
    assert is_there("annotate/engine/", "")


def is_there(path: str, name: str) -> bool:
    """Return whether a path, below claimcheck or from the root, is there, and what it names at its top."""
    place = next((place for place in (ROOT / "src/claimcheck" / path, ROOT / path) if place.exists()), None)
    if place is None or place.is_dir() != path.endswith("/") or not name:
        return place is not None and place.is_dir() == path.endswith("/")
    tops = ast.parse(place.read_text(encoding="utf-8")).body
    defined = {top.name for top in tops if isinstance(top, ast.FunctionDef | ast.ClassDef)}
    assigned = {
        target.id for top in tops if isinstance(top, ast.Assign) for target in top.targets if hasattr(target, "id")
    }
    annotated = {top.target.id for top in tops if isinstance(top, ast.AnnAssign) and isinstance(top.target, ast.Name)}
    return name in defined | assigned | annotated


def test_readme_commands_use_options_that_exist() -> None:
    named = [
        *(commands.commands[name] for name in ("check", "export", "diff")),
        commands.commands["review"].commands["page"],
    ]
    known = {option for command in named for each in command.params for option in each.opts}
    lines = re.findall(
        r"^.*\bclaimcheck .*$", "\n".join(re.findall(r"```sh\n(.*?)```", read("README.md"), re.DOTALL)), re.MULTILINE
    )
    words = {
        word for line in lines for word in shlex.split(line.split("&&")[-1], comments=True) if word.startswith("--")
    }
    assert words
    assert words <= known


def test_readme_has_the_commands_that_ci_runs() -> None:
    named = re.findall(r"<!-- ci: (\w+) -->\n```sh\n[^`]+```", read("README.md"))
    assert named == ["install", "test"] == re.findall(r"readme_command (\w+)\)", read(".ci/run"))


def test_every_value_of_the_contract_is_explained() -> None:
    types = (contract.Kind, contract.Stance, contract.SourceType, contract.Support, contract.Checkability)
    values = {value for of in types for value in get_args(of)} | {
        "quantity",
        "superlative",
        "change",
        "comparison",
        "time",
    }
    assert values - {match["value"] for match in _ROW.finditer(read(KINDS))} == set()


def examples(section: str) -> list[tuple[str, str]]:
    """Return the values explained in a section of the page, each with its example."""
    text = read(KINDS).split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [(row["value"], row["cells"].split("|")[-1].strip()) for row in _ROW.finditer(text)]


@pytest.mark.weights
@pytest.mark.parametrize("section", ["Claims", "Attributions", "Sources"])
def test_examples_are_what_they_are_examples_of(section: str) -> None:
    assert examples(section)
    found = [(value, example, told(section, claimcheck.check_text(example))) for value, example in examples(section)]
    assert [row for row in found if row[0] not in row[2] or (section != "Claims" and len(row[2]) > 1)] == []


def told(section: str, report: contract.Report) -> list[str]:
    """Return the kinds of claims, the stances of attributions or the types of their sources that a Report has."""
    if section == "Claims":
        return [kind for claim in report.claims for kind in claim.kinds]
    if section == "Attributions":
        return [relation.stance for relation in report.attributions]
    types = {source.id: source.type for source in report.sources}
    return [types.get(relation.source_id or "", "unknown") for relation in report.attributions]


def test_pages_speak_of_no_machine() -> None:
    wrong = re.compile(r"/work/|/home/|\.\./shared|TODO|FIXME")
    assert [(path.name, match[0]) for path, text in TEXTS.items() for match in wrong.finditer(text)] == []
