"""Front matter: the ``---`` (YAML) or ``+++`` (TOML) lines that open a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claimcheck.article import Metadata
from claimcheck.read.parts.composing import LINE_END
from claimcheck.read.parts.properties import day
from claimcheck.read.source import toml_of

_WHOLE = re.compile(
    r"\A(---|\+\+\+)[ \t]*(\r\n|\r|\n)(?P<inner>.*?)(?:^|(?<=[\r\n]))(?:\1|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_LONGEST = 2**16  # characters; 0.3 s of PyYAML
_DEEPEST = 20  # lists and tables in one another
_WORD = re.compile(r"[A-Za-z][\w-]*")  # what a key is; `Breaking news: the dam broke` is prose
_KEY = re.compile(rf"({_WORD.pattern}\s*:[ \t]+)(.*?)[ \t]*", re.DOTALL)
_WRITTEN = re.compile(r"\[.*\]|\{.*\}|[|>][+-]?\d?[+-]?|#.*|")  # a value that is no text on its line
_QUOTED = re.compile(r"([\"'])(.*)\1(?:\s+#.*)?")
_EMPTY = frozenset(("", "~", "null"))
_TITLE, _DATE = ("title", "headline"), ("date", "published", "pubdate", "publishdate", "date_published")
_AUTHORS, _PUBLISHER = ("author", "authors", "byline"), ("publisher", "publication", "site")
_MODIFIED = ("modified", "lastmod", "updated", "last_modified_at", "date_modified")
_URL = ("canonical_url", "canonical", "canonicalurl", "url")
_TITLED = re.compile(rf"[ \t]*[\"']?(?:{'|'.join(_TITLE)})[\"']?\s*[:=]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says about itself; ``lines`` is how many lines that takes."""

    said: Metadata = field(default_factory=Metadata)
    lines: int = 0
    title_at: tuple[int, int] | None = None
    """Line and column of the title, from 1."""


def front_matter(text: str) -> FrontMatter:
    """Return the front matter of a Markdown text, an empty one where there is none."""
    match = _WHOLE.match(text)
    if match is None or match.end() > _LONGEST:
        return FrontMatter()
    inner = LINE_END.sub("\n", match["inner"])
    table = _toml(inner) if match[1] == "+++" else _yaml(inner) or _yaml(_mended(inner))
    if not table:
        return FrontMatter()
    values = {key.lower(): list(_texts(value)) for key, value in table.items()}
    title, url = _one(values, _TITLE), _one(values, _URL)
    said = Metadata(
        title=title,
        byline=tuple(name for key in _AUTHORS for name in values.get(key, [])),
        publisher=_one(values, _PUBLISHER),
        published=day(_one(values, _DATE)),
        modified=day(_one(values, _MODIFIED)),
        url=url if url and re.match(r"https?://", url, re.IGNORECASE) else None,
    )
    lines = LINE_END.split(match[0])
    return FrontMatter(said, len(lines), _place(lines, title))


def _place(lines: list[str], title: str | None) -> tuple[int, int] | None:
    """Return line and column of the title: behind its key, or on the line below; None where it is not written so."""
    found = next(((number, key.end()) for number, line in enumerate(lines) if (key := _TITLED.match(line))), None)
    if title is None or found is None:
        return None
    number, start = found
    places = ((n, lines[n].find(title, start if n == number else 0)) for n in (number, number + 1) if n < len(lines))
    return next(((n + 1, at + 1) for n, at in places if at >= 0), None)


def _one(values: Mapping[str, list[str]], keys: Iterable[str]) -> str | None:
    """Return the first value of the first of ``keys`` that is there."""
    return next((values[key][0] for key in keys if values.get(key)), None)


def _texts(value: object, deep: int = 0) -> Iterator[str]:
    """Yield what a value says: each item of a list, the ``name`` in a table, or the names in the tables of a table."""
    if isinstance(value, dict):
        inner = value.get("name", [item for item in value.values() if isinstance(item, dict)])
        value = inner if isinstance(inner, list) else [inner]
    if isinstance(value, list):
        for item in value if deep < _DEEPEST else ():
            yield from _texts(item, deep + 1)
    elif (text := " ".join(str(value).split())) not in _EMPTY:
        yield text


def _toml(inner: str) -> Mapping[str, object] | None:
    """Return the values of TOML front matter, None where it is none."""
    try:
        return toml_of(inner)
    except ValueError:  # a TOMLDecodeError, or a number of more digits than Python reads
        return None


def _yaml(inner: str) -> Mapping[str, object] | None:
    """Return the values of YAML front matter as they are written, None where it is none, such as prose between two rules.

    It is read as events: a number or a date stays the text that it is, no tag is obeyed, and no alias stands for more
    than nothing, so that a file cannot make a small text large.
    """
    import yaml  # 20 ms, for files that have front matter

    open_: list[list[object]] = [[]]
    try:
        for event in yaml.parse(inner, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.CollectionEndEvent):
                items = open_.pop()
                is_table = isinstance(event, yaml.MappingEndEvent)
                open_[-1].append(dict(_pairs(items)) if is_table else items)
            elif isinstance(event, yaml.CollectionStartEvent):
                open_.append([])
            elif isinstance(event, yaml.NodeEvent):
                open_[-1].append(getattr(event, "value", ""))
            if len(open_) > _DEEPEST:
                return None
    except yaml.YAMLError:
        return None
    found = open_[0][0] if open_[0] else None
    return found if isinstance(found, dict) and all(map(_WORD.fullmatch, found)) else None


def _pairs(items: list[object]) -> Iterator[tuple[str, object]]:
    """Yield the keys of a table that are texts, with their values."""
    return ((key, value) for key, value in zip(items[::2], items[1::2], strict=True) if isinstance(key, str))


def _mended(inner: str) -> str:
    """Return YAML without tabs, and with quotation marks around what is text and breaks its rules: ``title: Fees: a rise``."""
    return "\n".join(map(_requoted, inner.expandtabs(2).split("\n")))


def _requoted(line: str) -> str:
    match = _KEY.fullmatch(line)
    if match is None or _WRITTEN.fullmatch(match[2]):
        return line
    quoted = _QUOTED.fullmatch(match[2])
    words = quoted[2] if quoted else re.split(r"\s#", match[2])[0]
    return match[1] + "'" + words.replace("'", "''") + "'"
