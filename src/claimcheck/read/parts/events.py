"""XML as a stream of events, for parts that nobody vouches for: no entity, no DTD, no network, and no tree in memory.

This is expat, which Python brings: 1 ms to import where lxml is 25, and no bound on the length of a text, or on the
depth of its elements but the one here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple, NoReturn
from xml.parsers import expat

from claimcheck.errors import InputError

MOST_DEPTH = 2_000  # elements in one another: a table in a table in a table is 3 a level, and Word stops at 60 of them
_MOST_SAID = 1_000  # characters of a property that are read, and pieces that it comes in
_ANEW = "it may be damaged: open it where it was written, and save it anew"

Attributes = Mapping[str, str]
Opened = Callable[[Attributes], bool | None]
Closed = Callable[[], None]


class Events:
    """What a reader does at each element, by its prefixed name: ``opened`` may return True to have it skipped whole."""

    prefixes: Mapping[str, str] = {}
    """Namespaces, each with the prefix that its names get here. A name of any other keeps its namespace."""

    def __init__(self) -> None:
        self.opened: dict[str, Opened] = {}
        self.closed: dict[str, Closed] = {}

    def text(self, data: str) -> None:
        """Take a piece of text, wherever it stands."""


def skip(_: Attributes) -> bool:
    """Return True: what ``Events.opened`` holds for an element that is not read."""
    return True


def leave(stack: list[Any]) -> None:
    """Leave what was open last: what ``Events.closed`` holds for an element that opened something."""
    if stack:
        stack.pop()


def parse(data: bytes, events: Events, *, part: str, source: str) -> None:
    """Send the elements and texts of an XML part to ``events``. Raises an InputError that names ``part``."""
    driver = Driver(events, part=part, source=source)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = driver.start
    parser.EndElementHandler = driver.end
    parser.CharacterDataHandler = driver.data
    parser.EntityDeclHandler = driver.entity
    try:
        parser.Parse(data, True)  # noqa: FBT003  the whole: in pieces, a long attribute is scanned anew for each
    except expat.ExpatError as error:
        message = f"{source} is damaged: {part}, line {error.lineno}: {expat.ErrorString(error.code)}"
        raise InputError(message, _ANEW) from None
    except (LookupError, ValueError):
        if driver.started:
            raise
        message = f"{source} is damaged: {part} has an encoding that nobody knows"
        raise InputError(message, _ANEW) from None


class Driver:
    """Between a parser and Events: names with prefixes, skipped elements, and the bound on depth."""

    def __init__(self, events: Events, *, part: str, source: str) -> None:
        self._events, self._part, self._source = events, part, source
        self._names: dict[str, str] = {}
        self._depth = self._skipped = 0
        self.started = False

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        self.started = True
        self._depth += 1
        if self._depth > MOST_DEPTH:
            message = f"{self._source} has elements nested more than {MOST_DEPTH:,} deep in {self._part}"
            raise InputError(message, "no word processor writes that: save it anew, or as text")
        if self._skipped:
            return
        act = self._events.opened.get(self._names.get(raw) or self._name(raw))
        if act is not None and act({self._names.get(key) or self._name(key): said for key, said in attributes.items()}):
            self._skipped = self._depth

    def end(self, raw: str) -> None:
        """Take a closing tag."""
        self._depth -= 1
        if self._skipped:
            if self._depth < self._skipped:
                self._skipped = 0
            return
        act = self._events.closed.get(self._names[raw])
        if act is not None:
            act()

    def data(self, text: str) -> None:
        """Take text."""
        if not self._skipped:
            self._events.text(text)

    def entity(self, *_: object) -> NoReturn:
        """Refuse to go on: a few entities in one another can stand for any amount of text, or for a file."""
        message = f"{self._source} declares XML entities in {self._part}, which no word processor does"
        raise InputError(message, "it may be made to do harm: do not open it; ask for the text")

    def _name(self, raw: str) -> str:
        """Return a name with its prefix, and keep it."""
        space, _, local = raw.rpartition(" ")
        prefix = self._events.prefixes.get(space, space)
        name = self._names[raw] = f"{prefix}:{local}" if prefix else local
        return name


class Element(NamedTuple):
    """One element of a part: its prefixed name, its attributes, and the text in it that no other element asked for holds."""

    name: str
    said: Attributes
    pieces: list[str]

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join("".join(self.pieces)[:_MOST_SAID].split())


class _Elements(Events):
    """The elements of certain names, in order."""

    def __init__(self, names: Iterable[str], prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self.prefixes = prefixes
        self.found: list[Element] = []
        self._open: list[Element] = []
        for name in names:
            self.opened[name] = partial(self._begin, name)
            self.closed[name] = self._end

    def text(self, data: str) -> None:
        if self._open and len(self._open[-1].pieces) < _MOST_SAID:
            self._open[-1].pieces.append(data[:_MOST_SAID])

    def _begin(self, name: str, said: Attributes) -> None:
        self._open.append(Element(name, said, []))
        self.found.append(self._open[-1])

    def _end(self) -> None:
        self._open.pop()


def elements_of(
    data: bytes | None, names: Iterable[str], *, prefixes: Mapping[str, str], part: str, source: str
) -> list[Element]:
    """Return the elements of these names in a part, in order; none where the file has no such part."""
    events = _Elements(names, prefixes)
    if data is not None:
        parse(data, events, part=part, source=source)
    return events.found
