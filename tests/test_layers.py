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
    "analysis": 2,
    "settings": 2,
    "read": 2,
    "annotate": 3,
    "lint": 3,
    "export": 3,
    "check": 4,
    "cli": 5,
}
HOUSE = {
    "lang": ("lexicon", "visible", "quotations", "addresses", "numerals", "units", "inflection", "references", "dates", "language"),
    "read": ("source", "parts", "text", "markdown", "html", "pdf", "office", "net", "formats"),
    "read.office": ("document", "fields", "docx", "odt", "rtf", "epub"),
    "annotate": (
        "groups", "phenomena", "engine", "grammar", "times", "quantities", "degrees", "attribution", "sources", "citations", "claims",
        "pipeline", "analyse", "assemble",
    ),
    "lint": (
        "rule", "passages", "numbers", "calendar", "arithmetic", "sameness",
        "attribution", "vagueness", "figures", "links", "quotations", "overreach", "directives",
    ),
}  # fmt: skip
"""The plan of the house: inside a wing, a room imports only those that stand left of it; a room's door is its ``__init__``."""
MOST_ENTRIES = 14  # modules and rooms in one folder, with the ``__init__``
# Third-party packages, and the modules that may import them; a module stands for all that is in it.
PLACES = {
    "pydantic": ("report", "settings"),
    "markdown_it": ("read.markdown",),
    "httpx": ("read.net",),
    "httpcore": ("read.net",),
    "lxml": ("read.html", "read.office.epub"),
    "trafilatura": ("read.html.body",),
    "pypdfium2": ("read.pdf.file",),
    "spacy": ("annotate",),
    "thinc": ("annotate",),
    "numpy": ("annotate",),
    "onnxruntime": ("annotate.engine",),
    "tokenizers": ("annotate.engine",),
    "pathspec": ("cli",),
    "rapidfuzz": ("annotate", "lint"),
    "threadpoolctl": ("annotate.engine",),
    "rich": ("export.table", "cli"),
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


@pytest.mark.parametrize("path", LAYERED, ids=name_of)
def test_a_room_imports_only_those_left_of_it(path: Path) -> None:
    own = name_of(path)
    for wing, rooms in HOUSE.items():
        if not own.startswith(f"{wing}."):
            continue
        here = room_of(own, wing)
        assert here in rooms, f"{own} is in no room of {wing}"
        for imported in imports_of(path):
            there = room_of(imported.removeprefix("claimcheck."), wing)
            if there in rooms:
                assert rooms.index(there) <= rooms.index(here), f"{own} imports {imported}"


def room_of(module: str, wing: str) -> str | None:
    """Return the room of a wing in which a module is, None for one outside the wing and for the wing itself."""
    return module.removeprefix(f"{wing}.").split(".")[0] if module.startswith(f"{wing}.") else None


def test_no_folder_is_a_drawer() -> None:
    folders = {path.parent for path in MODULES}
    full = {
        str(folder.relative_to(PACKAGE)): len(entries(folder)) for folder in folders if folder != PACKAGE / "lang/en"
    }
    assert {name: number for name, number in full.items() if number > MOST_ENTRIES} == {}


def entries(folder: Path) -> list[Path]:
    """Return the modules and rooms in a folder."""
    return [path for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]


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
