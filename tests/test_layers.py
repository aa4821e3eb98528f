"""The architecture, held by reading the imports: who may import whom, and which package may be imported where.

The numbers and names are the table in the design: a module imports lower layers only, siblings never import each other,
and a third-party package has its few places.
"""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from syntax import MODULES, PACKAGE, nodes_of

LAYERS = {
    "errors": 0,
    "workers": 1,
    "lang": 1,
    "article": 1,
    "report": 1,
    "analysis": 2,
    "read": 2,
    "settings": 3,  # an input format is a row of read.formats
    "annotate": 4,
    "lint": 4,
    "check": 5,
    "export": 5,  # a corpus has the engine's tokens
    "corpus": 6,
    "review": 6,
    "serve": 6,
    "lsp": 7,  # an editor shows what a review holds
    "cli": 8,
}
HOUSE = {
    "lang": (
        "lexicon", "visible", "quotations", "addresses", "vocabulary", "patterns", "units", "inflection", "numerals", "references", "dates",
        "language",
    ),
    "lang.dates": (
        "when", "calendar", "lexemes", "patterns", "guards", "points", "periods", "scanning", "dateline",
    ),
    "read": ("source", "parts", "text", "markdown", "html", "pdf", "office", "formats", "net", "opening"),
    "read.office": ("document", "fields", "docx", "odt", "rtf", "epub"),
    "annotate": (
        "phenomena", "groups", "engine", "grammar", "times", "quantities", "degrees", "attribution", "sources", "claims",
        "citations", "pipeline", "analyse",
    ),
    "lint": (
        "rule", "passages", "numbers", "calendar", "arithmetic", "sameness",
        "attribution", "vagueness", "figures", "links", "quotations", "overreach", "directives",
    ),
    "export": ("layout", "extras", "exporters", "claims", "findings", "page", "exchange"),
    "review": (
        "decisions", "anchoring", "facts", "keeping", "store", "saved", "drafts", "sheets", "merging", "statistics", "difference", "telling",
        "desk",
    ),
    "review.desk": ("states", "server", "terminal"),
    "corpus": ("statistics", "document", "folder", "job", "sources", "engines", "batch", "results"),
    "corpus.sources": ("records", "allowance", "jsonlines", "tables", "zipped", "feeds", "warc", "files"),
    "corpus.statistics": ("figures", "results", "copies", "counting", "telling", "picture"),
    "serve": ("contract", "worker", "metrics", "openapi", "pool", "application", "server"),
    "lsp": ("positions", "reading", "firsts", "reader", "decided", "marks", "hovers", "actions", "server"),
    "cli": (
        "messages", "arguments", "inputs", "output", "reports", "check", "lint", "export", "review", "scale", "about", "group",
    ),
}  # fmt: skip
"""The plan of the house: inside a wing, a room imports only those that stand left of it; a room's door is its ``__init__``."""
MOST_ENTRIES = (
    13  # modules and rooms in one folder, its own ``__init__`` and ``__main__`` apart; LAYERS is the plan of the whole
)
# Third-party packages, and the modules that may import them; a module stands for all that is in it.
PLACES = {
    "pydantic": ("report", "settings", "serve.contract", "serve.openapi"),
    "markdown_it": ("read.markdown",),
    "yaml": ("read.markdown.front_matter",),
    "httpx": ("read.net",),
    "httpcore": ("read.net",),
    "lxml": ("read.html", "read.office.epub"),
    "trafilatura": ("read.html.votes",),
    "htmldate": ("read.html.votes",),
    "pypdfium2_raw": ("read.pdf.child.file", "read.pdf.child.marks"),
    "spacy": ("annotate", "export.exchange.corpora", "export.exchange.conllu"),
    "thinc": ("annotate",),
    "numpy": (
        "annotate",
        "corpus.engines.ray",
    ),
    "onnxruntime": ("annotate.engine",),
    "tokenizers": ("annotate.engine",),
    "pathspec": ("cli",),
    "rapidfuzz": ("annotate", "lint", "review.anchoring"),
    "threadpoolctl": ("annotate.engine",),
    "rich": ("export.claims.worklist", "review.desk.terminal", "corpus.statistics.telling", "cli"),
    "textual": ("review.desk.terminal",),
    "click": ("cli",),
    "jinja2": ("export.page.html",),
    "markupsafe": ("export.page.html",),
    "openpyxl": ("export.exchange.workbook", "review.sheets"),
    "docx": ("export.exchange.word",),
    "lsprotocol": ("lsp",),
    "pygls": ("lsp.server",),
    "srsly": ("annotate.engine.evidence",),
    "starlette": ("review.desk.server", "serve.application"),
    "uvicorn": ("review.desk.server", "serve.server"),
    "duckdb": ("corpus.statistics.results", "corpus.statistics.counting"),
    "prometheus_client": ("serve.metrics",),
}
LINES = {"check": 60, "cli": 150}
MOST_LINES = 400
MOST_FUNCTION_LINES = 50
MOST_POSITIONAL = 3  # the rule is two; (text, start, end) and (doc, group, mentions) are what a third is for
OURS = {*sys.stdlib_module_names, "claimcheck"}
ROOT_MODULES = ("__init__", "__main__")  # they offer what is there, and are at home in no layer

LAYERED = [path for path in MODULES if path.relative_to(PACKAGE).with_suffix("").as_posix() not in ROOT_MODULES]


def name_of(path: Path) -> str:
    """Return a module's name below claimcheck, ``read.text`` say."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def functions_of(path: Path) -> list[ast.FunctionDef]:
    return [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef)]


@functools.cache
def imports_of(path: Path) -> list[str]:
    """Return the full names of all that a module imports, at its top or in a function."""
    return list(_imports(nodes_of(path), path))


def _imports(nodes: list[ast.AST], path: Path) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides the layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def offenders(found: Iterable[Iterator[str]]) -> list[str]:
    """Return all that breaks a law, of all modules."""
    return [line for lines in found for line in lines]


def test_imports_go_down() -> None:
    assert offenders(upward(path) for path in LAYERED) == []


def upward(path: Path) -> Iterator[str]:
    """Yield the imports of what is no layer below a module's own."""
    own = name_of(path).split(".")[0]
    for imported in imports_of(path):
        parts = imported.split(".")
        if parts[0] != "claimcheck" or parts[1:] in ([], ["__version__"]):
            continue
        if parts[1] not in LAYERS:
            yield f"{name_of(path)} imports {imported}, which is in no layer"
        elif parts[1] != own and LAYERS[parts[1]] >= LAYERS[own]:
            yield f"{name_of(path)} imports {imported}"


def test_a_room_imports_only_those_left_of_it() -> None:
    assert offenders(rightward(path, wing) for path in LAYERED for wing in HOUSE) == []


def rightward(path: Path, wing: str) -> Iterator[str]:
    """Yield the imports of a module of a wing that lead to the right in the wing's list."""
    own, rooms = name_of(path), HOUSE[wing]
    here = room_of(own, wing)
    if here is not None and here not in rooms:
        yield f"{own} is in no room of {wing}"
    elif here is not None:
        places = ((name, room_of(name.removeprefix("claimcheck."), wing)) for name in imports_of(path))
        right = rooms[rooms.index(here) + 1 :]
        yield from (f"{own} imports {name}" for name, there in places if there in right)


def room_of(module: str, wing: str) -> str | None:
    """Return the room of a wing in which a module is, None for one outside the wing and for the wing itself."""
    return module.removeprefix(f"{wing}.").split(".")[0] if module.startswith(f"{wing}.") else None


def test_no_folder_is_a_drawer() -> None:
    folders = {path.parent for path in MODULES} - {PACKAGE, PACKAGE / "lang/en"}  # LAYERS is what the package holds
    full = {str(folder.relative_to(PACKAGE)): len(entries(folder)) for folder in folders}
    assert {name: number for name, number in full.items() if number > MOST_ENTRIES} == {}


def entries(folder: Path) -> list[Path]:
    """Return the modules and rooms in a folder."""
    inside = (path for path in folder.iterdir() if path.stem not in {"__init__", "__main__"})
    return [path for path in inside if path.suffix == ".py" or (path / "__init__.py").exists()]


def test_third_party_packages_keep_their_place() -> None:
    assert offenders(misplaced(path) for path in MODULES) == []


def misplaced(path: Path) -> Iterator[str]:
    """Yield the third-party packages that a module imports and may not; the table says what may be used."""
    for package in {imported.split(".")[0] for imported in imports_of(path)} - OURS:
        if not below(name_of(path), PLACES.get(package, ())):
            yield f"{name_of(path)} imports {package}"


def test_modules_and_functions_are_short() -> None:
    assert offenders(long(path) for path in MODULES) == []


def long(path: Path) -> Iterator[str]:
    """Yield a module, and each function in it, that has more lines than it may."""
    name, lines = name_of(path), len(path.read_text(encoding="utf-8").splitlines())
    most = next((number for place, number in LINES.items() if below(name, (place,))), MOST_LINES)
    if lines > most:
        yield f"{name} has {lines} lines"
    for function in functions_of(path):
        if (function.end_lineno or 0) - function.lineno >= MOST_FUNCTION_LINES:
            yield f"{name}.{function.name} is too long"


def test_arguments_after_the_third_have_names() -> None:
    assert offenders(nameless(path) for path in MODULES) == []


def nameless(path: Path) -> Iterator[str]:
    """Yield the functions that take too many arguments by position; who decorates one decides that for it."""
    for function in functions_of(path):
        given = [argument.arg for argument in function.args.posonlyargs + function.args.args]
        names = [name for name in given if name not in {"self", "cls"}]
        if len(names) > MOST_POSITIONAL and not function.decorator_list:
            yield f"{name_of(path)}.{function.name}({', '.join(names)})"


def test_nothing_prints_below_the_command_line() -> None:
    assert offenders(printing(path) for path in LAYERED if not below(name_of(path), ("cli",))) == []


def printing(path: Path) -> Iterator[str]:
    """Yield each place where a module prints, or looks at the standard streams."""
    for node in nodes_of(path):
        prints = isinstance(node, ast.Name) and node.id == "print"
        stream = isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"}
        if prints or (stream and isinstance(node.value, ast.Name) and node.value.id == "sys"):
            yield f"{name_of(path)}:{node.lineno}"
