"""The package's own source, read and walked once for all the laws that are held by looking at it."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import claimcheck

PACKAGE = Path(claimcheck.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "models")


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def nodes_of(path: Path) -> list[ast.AST]:
    """Return every node of a module, each before those in it."""
    return list(ast.walk(tree_of(path)))
