"""The house from its doors: every room says what it is for and what it hands out, and a name names one class."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from syntax import MODULES, PACKAGE, nodes_of, tree_of

ROOMS = {path.relative_to(PACKAGE).as_posix(): path for path in MODULES if path.name == "__init__.py"}
LEAST_SAID = 3  # words with which a room can say what it is for
DOORLESS = ("lint/", "read/parts/", "read/office/__init__.py")
"""Rooms whose modules are asked for one by one: rules, which are found by their names, and what readers share."""


def names_handed_out(room: Path) -> list[str] | None:
    """Return the names in a module's ``__all__``, None where it has none."""
    for node in tree_of(room).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "__all__" for target in node.targets):
            return [str(name) for name in ast.literal_eval(node.value)]
    return None


def names_in(room: Path) -> set[str]:
    """Return the names that a module defines or imports at its top, or below ``if`` or ``try`` there."""
    found: set[str] = set()
    for node in nodes_of(room):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return found


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        name for name, room in ROOMS.items() if len((ast.get_docstring(tree_of(room)) or "").split()) < LEAST_SAID
    ]
    assert sorted(silent) == []


def test_every_room_says_what_it_hands_out() -> None:
    closed = (name for name, room in ROOMS.items() if names_handed_out(room) is None)
    assert sorted(name for name in closed if not name.startswith(DOORLESS)) == []


def test_a_room_has_what_it_hands_out() -> None:
    """A name in ``__all__`` is there, or a module beside it, or made on demand by ``__getattr__``."""
    missing = []
    for name, room in ROOMS.items():
        beside = {path.stem for path in room.parent.iterdir()}
        known = names_in(room) | beside
        handed = names_handed_out(room) or []
        missing += [f"{name}: {one}" for one in handed if one not in known and "__getattr__" not in known]
        missing += [f"{name}: {one} twice" for one in set(handed) if handed.count(one) > 1]
    assert missing == []


def test_a_name_names_one_class() -> None:
    """The Report's models apart: each has the name of what it is the JSON of."""
    where: defaultdict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef) and path.name != "report.py":
                where[node.name].append(path.relative_to(PACKAGE).as_posix())
    assert {name: sorted(places) for name, places in where.items() if len(places) > 1} == {}
