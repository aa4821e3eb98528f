"""The architecture, held by reading the imports: who may import whom, and which package may be imported where.

The numbers and names are the table in the design: a module imports lower layers only, siblings never import each other,
and a third-party package has its few places.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src/claimcheck"

LAYERS = {
    "errors": 0,
    "lang": 1,
    "article": 1,
    "report": 1,
    "settings": 2,
    "read": 2,
    "annotate": 3,
    "lint": 3,
    "export": 3,
    "check": 4,
    "corpus": 5,
    "web": 5,
    "cli": 6,
}
# Third-party packages, and the modules that may import them; a module stands for all that is in it.
PLACES = {
    "pydantic": ("report", "settings"),
    "markdown_it": ("read.markdown_parser", "read.markdown_blocks", "read.markdown_runs"),
    "httpx": ("read.connecting", "read.fetching"),
    "httpcore": ("read.connecting",),
    "lxml": (
        "read.epub_xhtml",
        "read.html_body",
        "read.html_metadata",
        "read.html_notes",
        "read.html_parsing",
        "read.html_paths",
        "read.html_tree",
        "read.html",
    ),
    "trafilatura": ("read.html_body",),
    "pypdfium2": ("read.pdf_file",),
    "spacy": ("annotate",),
    "thinc": ("annotate",),
    "numpy": ("annotate",),
    "onnxruntime": ("annotate",),
    "tokenizers": ("annotate",),
    "pathspec": ("cli",),
    "rapidfuzz": ("annotate", "lint"),
    "threadpoolctl": ("annotate",),
    "rich": ("export.table", "cli"),
    "jinja2": ("export.html",),
    "click": ("cli",),
}
LINES = {"check": 60, "cli": 150}
MOST_LINES = 400
MOST_FUNCTION_LINES = 50
MOST_POSITIONAL = 3  # the rule is two; (text, start, end) and (doc, group, mentions) are what a third is for
ROOT_MODULES = ("__init__", "__main__")  # they offer what is there, and are at home in no layer

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "models")
LAYERED = [path for path in MODULES if path.relative_to(PACKAGE).with_suffix("").as_posix() not in ROOT_MODULES]


def name_of(path: Path) -> str:
    """Return a module's name below claimcheck, ``read.text`` say."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full names of all that a module imports, at its top or in a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides the layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize("path", LAYERED, ids=name_of)
def test_imports_go_down(path: Path) -> None:
    own = name_of(path).split(".")[0]
    for imported in imports_of(path):
        parts = imported.split(".")
        if parts[0] != "claimcheck" or len(parts) == 1 or parts[1] not in LAYERS:
            assert parts[0] != "claimcheck" or parts[1:] == ["__version__"], f"{imported} is in no layer"
            continue
        assert parts[1] == own or LAYERS[parts[1]] < LAYERS[own], f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_third_party_packages_keep_their_place(path: Path) -> None:
    for imported in imports_of(path):
        package = imported.split(".")[0]
        if package in sys.stdlib_module_names or package == "claimcheck":
            continue
        assert package in PLACES, f"{package} is in no table: pyproject.toml and this test say what may be used"
        assert below(name_of(path), PLACES[package]), f"{name_of(path)} imports {package}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    name = name_of(path)
    most = next((lines for place, lines in LINES.items() if below(name, (place,))), MOST_LINES)
    assert len(source.splitlines()) <= most
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < MOST_FUNCTION_LINES, f"{name}.{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arguments_after_the_third_have_names(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            given = [argument.arg for argument in node.args.posonlyargs + node.args.args]
            names = [name for name in given if name not in {"self", "cls"}]
            assert len(names) <= MOST_POSITIONAL, f"{name_of(path)}.{node.name}({', '.join(names)})"


@pytest.mark.parametrize("path", [path for path in LAYERED if not below(name_of(path), ("cli",))], ids=name_of)
def test_nothing_prints_below_the_command_line(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Name) and node.id == "print"), name_of(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            assert node.attr not in {"stdout", "stderr"}, name_of(path)
