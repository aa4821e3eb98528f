"""Every regular expression of the package, and texts made from each that show how its time grows.

``python baits.py`` prints a line for each that grows faster than the square of a run. A pattern is known by being
compiled: each module is imported, each function that keeps patterns for the lexicon is called, and what a function
compiles when it runs is read from its source. The texts are what a pattern's own repetitions match, over and over, then
a character that it does not expect.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from re import _compiler, _constants, _parser
from typing import Any, NamedTuple

PROBES = "a1A .,-\"'\n\t$(é—|:/<#*[_%)]>"
"""Characters with which a class is tried."""
REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
CLASSES = {_constants.NOT_LITERAL, _constants.ANY, _constants.IN, _constants.CATEGORY}
WIDE = 16  # times: what may be repeated less often is bounded
WAYS = 3  # in which a body is written
TIMES, LEAST, MOST = 240, 0.0002, 0.04
"""Of a body: the square of 240 takes under a millisecond, its cube 14 million steps. Seconds for a quarter, and for all: the
slowest pattern takes .012 alone, and beside other tests on the same core has taken more than .02."""
ASKED = 4  # times that a text must be too slow
HANGS = float("inf")  # seconds of what had to be stopped
BEGINNING = frozenset(("match", "fullmatch"))


class Known(NamedTuple):
    """A pattern, where it is compiled, and whether it is only asked for at one place of a text."""

    pattern: Any
    flags: int
    place: str
    anchored: bool


# ---------------------------------------------------------------- which patterns there are
def known_patterns() -> list[Known]:
    """Return the patterns of the package."""
    found: dict[tuple[Any, int], str] = {}
    watch_what_is_compiled(found)
    import claimcheck

    for module in pkgutil.walk_packages(claimcheck.__path__, "claimcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in [name for name in sys.modules if name.startswith("claimcheck")]:
        compile_for_the_lexicon(name)
        for place, pattern, flags in written_in(name):
            found.setdefault((pattern, flags), place)
    from claimcheck.read.formats import FORMATS

    for row in FORMATS.values():
        for pattern in filter(None, (row.opens, row.member)):
            found.setdefault((pattern, re.compile(pattern).flags), f"claimcheck.read.formats:{row.name}")
    return [Known(pattern, flags, place, anchored(place)) for (pattern, flags), place in found.items()]


def watch_what_is_compiled(found: dict[tuple[Any, int], str]) -> None:
    """Have each pattern that a module of ours compiles from now on noted, with its place."""
    compile_one = re._compile

    def compiled(pattern: Any, flags: int) -> Any:
        made = compile_one(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_globals.get("__name__") == "re" and frame.f_back:
            frame = frame.f_back
        module = frame.f_globals.get("__name__", "")
        if module.startswith("claimcheck"):
            found.setdefault((made.pattern, made.flags), f"{module}:{frame.f_lineno}")
        return made

    re._compile = compiled


def compile_for_the_lexicon(module: str) -> None:
    """Call each function of a module that keeps what it makes of the lexicon."""
    for value in list(vars(sys.modules[module]).values()):
        if hasattr(value, "__wrapped__") and getattr(value, "__module__", "") == module:
            with contextlib.suppress(TypeError):  # it takes arguments
                value()


class Nodes(NamedTuple):
    """What is asked of a module's tree, looked for once: walking it for each pattern took 7 of the 11 CPU seconds."""

    calls: list[ast.Call]
    assigned: list[ast.Assign | ast.AnnAssign]
    names: list[str]
    attributes: list[tuple[str, str]]


@cache
def nodes_of(module: str) -> Nodes:
    nodes = list(ast.walk(ast.parse(Path(sys.modules[module].__file__ or "").read_text("utf-8"))))
    return Nodes(
        [node for node in nodes if isinstance(node, ast.Call)],
        [node for node in nodes if isinstance(node, ast.Assign | ast.AnnAssign)],
        [node.id for node in nodes if isinstance(node, ast.Name)],
        [(getattr(node.value, "id", ""), node.attr) for node in nodes if isinstance(node, ast.Attribute)],
    )


def written_in(module: str) -> Iterator[tuple[str, Any, int]]:
    """Yield the patterns that are written as such in a call of ``re``: place, pattern, flags."""
    for call in nodes_of(module).calls:
        asks = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"
        if asks and call.args and isinstance(call.args[0], ast.Constant):
            pattern = call.args[0].value
            yield f"{module}:{call.lineno}", pattern, re.compile(pattern).flags


@cache
def anchored(place: str) -> bool:
    """Return whether the name that a pattern is given is only asked to match at a place, nowhere to search."""
    module, _, line = place.partition(":")
    nodes = nodes_of(module)
    names = {
        target.id
        for node in nodes.assigned
        if line.isdigit() and node.lineno <= int(line) <= (node.end_lineno or 0)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    loads = [name for name in nodes.names if name in names]
    uses = [attribute for name, attribute in nodes.attributes if name in names]
    return bool(uses) and set(uses) <= BEGINNING and len(loads) == len(uses) + 1


# ---------------------------------------------------------------- texts for a pattern
class Baits:
    """The texts for one pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._tree = _parser.parse(pattern, flags)
        self._flags = flags & ~re.VERBOSE
        self._bytes = isinstance(pattern, bytes)
        self._classes: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[Callable[[int], Any]]:
        whole = self._text(self._tree)
        parts = {("", whole)}
        for before, body in self._loops(self._tree, ""):
            written = {self._text(body, way, once=once) for way in range(WAYS) for once in (False, True)}
            parts |= {(before, one) for one in written} | ({("", before)} if before else set())
        yield from (partial(self._bait, before, body) for before, body in sorted(parts) if body)

    def _bait(self, before: str, body: str, times: int) -> Any:
        text = before + body * times + "\0"
        return text.encode("latin-1", "replace") if self._bytes else text

    def _loops(self, items: Any, before: str) -> Iterator[tuple[str, Any]]:
        """Yield what stands before each wide repetition, and its body."""
        for operation, held in items:
            if operation in REPEATS:
                if held[1] >= WIDE:
                    yield before, held[2]
                yield from self._loops(held[2], before)
            for inner in self._inside(operation, held):
                yield from self._loops(inner, before)
            before += self._one(operation, held)

    def _inside(self, operation: Any, held: Any) -> list[Any]:
        if operation is _constants.BRANCH:
            return held[1] if len(held[1]) < WIDE else []
        if operation is _constants.SUBPATTERN:
            return [held[-1]]
        if operation in {_constants.ASSERT, _constants.ASSERT_NOT}:
            return [held[1]]
        return [held] if operation is _constants.ATOMIC_GROUP else []

    def _text(self, items: Any, way: int = 0, *, once: bool = False) -> str:
        """Return a text that items match: the shortest, or with each repetition at least ``once``."""
        return "".join(self._one(operation, held, way, once=once) for operation, held in items)

    def _one(self, operation: Any, held: Any, way: int = 0, *, once: bool = False) -> str:
        if operation is _constants.LITERAL:
            return chr(held)
        if operation in CLASSES:
            fitting = self._fitting(operation, held)
            return fitting[way % len(fitting)]
        if operation in REPEATS:
            return self._text(held[2], way, once=once) * min(max(held[0], int(once)), WIDE)
        if operation in {_constants.ASSERT, _constants.ASSERT_NOT}:
            return ""
        inner = self._inside(operation, held) or (held[1] if operation is _constants.BRANCH else [])
        return self._text(inner[way % len(inner)], way, once=once) if inner else ""

    def _fitting(self, operation: Any, held: Any) -> list[str]:
        """Return characters of a class."""
        key = f"{operation}{held}"
        if key not in self._classes:
            one = _compiler.compile(_parser.SubPattern(self._tree.state, [(operation, held)]), self._flags)
            found = [
                probe for probe in PROBES if one.match(probe.encode("latin-1", "replace") if self._bytes else probe)
            ]
            named = [one for one in held if one[0] is _constants.LITERAL] if isinstance(held, list) else []
            self._classes[key] = (found or [chr(code) for _, code in named] or ["a"])[:WAYS]
        return self._classes[key]


# ---------------------------------------------------------------- how long they take
class _TooLongError(Exception):
    """A pattern is stopped."""


def _stop(*_: object) -> None:
    raise _TooLongError


def stop_what_hangs() -> None:
    """Let ``seconds`` stop what takes too long."""
    signal.signal(signal.SIGPROF, _stop)


def seconds(ask: Callable[[Any], object], text: Any) -> float:
    """Return the CPU seconds of asking for a text, endless for more than a multiple of what it may take."""
    started = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_PROF, 5 * MOST)
        ask(text)
        return time.process_time() - started
    except _TooLongError:
        return HANGS
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def slow(known: Known) -> Iterator[str]:
    """Yield a line for each text on which a pattern grows faster than the square."""
    made = re.compile(known.pattern, known.flags)
    asks: list[Callable[[Any], object]] = [made.match, made.fullmatch]
    if not known.anchored:
        asks = [made.match, lambda text: sum(1 for _ in made.finditer(text))]
    for bait in Baits(known.pattern, known.flags):
        for ask in asks:
            first = seconds(ask, bait(TIMES // 4))
            if first == HANGS or (first > LEAST and all(seconds(ask, bait(TIMES)) > MOST for _ in range(ASKED))):
                yield f"{known.place}: {known.pattern[:60]!r} on {bait(3)!r}"


def main() -> None:
    """Print what is slow."""
    stop_what_hangs()
    patterns = known_patterns()
    sys.stdout.write(f"{len(patterns)} patterns\n")
    for known in patterns:
        for line in slow(known):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
