"""Front matter: the ``---`` (YAML) or ``+++`` (TOML) lines that open a Markdown file.

Only plain ``key: value`` lines, quoted values and lists are read: what newsrooms write, without a YAML parser.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass

_WHOLE = re.compile(
    r"\A(---|\+\+\+)[ \t]*(\r\n|\r|\n)(?P<inner>.*?)(?:^|(?<=[\r\n]))(?:\1|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*))?")
_PLAIN = re.compile(r"\s*$|\s*#|\s+\S|-\s|[A-Za-z][\w-]*\s*:(?:\s|$)")
_TITLE, _DATE = ("title", "headline"), ("date", "published", "pubdate", "publishdate", "date_published")
_AUTHORS, _PUBLISHER = ("author", "authors", "byline"), ("publisher", "publication", "site")
_MODIFIED = ("modified", "lastmod", "updated", "last_modified_at", "date_modified")
_URL = ("canonical_url", "canonical", "canonicalurl", "url")
_TITLED = re.compile(rf"[ \t]*[\"']?(?:{'|'.join(_TITLE)})[\"']?\s*[:=]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says about itself; ``text[:end]`` is where, ``lines`` how many lines that is."""

    lines: int = 0
    end: int = 0
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    modified: str | None = None
    url: str | None = None
    title_at: tuple[int, int] | None = None
    """Line and column of the title, from 1."""


def front_matter(text: str) -> FrontMatter:
    """Return the front matter of a Markdown text, an empty one where there is none."""
    match = _WHOLE.match(text)
    if match is None:
        return FrontMatter()
    values = _toml(match["inner"]) if match[1] == "+++" else _yaml(match["inner"])
    if values is None:
        return FrontMatter()
    title, url = _one(values, _TITLE), _one(values, _URL)
    return FrontMatter(
        lines=len(re.findall(r"\r\n|\r|\n", match[0])) + 1,
        end=match.end(),
        title=title,
        title_at=_place(match[0], title),
        published=_date(_one(values, _DATE)),
        authors=tuple(name for key in _AUTHORS for name in values.get(key, [])),
        publisher=_one(values, _PUBLISHER),
        modified=_date(_one(values, _MODIFIED)),
        url=url if url and re.match(r"https?://", url, re.IGNORECASE) else None,
    )


def _place(matter: str, title: str | None) -> tuple[int, int] | None:
    """Return line and column of the title, None where it is not written on the line of its key as it is read."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", matter) if title else (), start=1):
        if (key := _TITLED.match(line)) and (at := line.find(title or "", key.end())) >= 0:
            return number, at + 1
    return None


def _one(values: dict[str, list[str]], keys: tuple[str, ...]) -> str | None:
    """Return the first value of the first of ``keys`` that is there."""
    return next((values[key][0] for key in keys if values.get(key)), None)


def _date(value: str | None) -> str | None:
    """Return the ISO date that a value starts with, None where it starts with none."""
    try:
        return datetime.date.fromisoformat(value[:10]).isoformat() if value else None
    except ValueError:
        return None


def _toml(inner: str) -> dict[str, list[str]] | None:
    """Return the values of TOML front matter as lists of text."""
    try:
        table = tomllib.loads(inner.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError:
        return None
    lists = {key.lower(): value if isinstance(value, list) else [value] for key, value in table.items()}
    return {key: [str(item) for item in value] for key, value in lists.items()}


def _yaml(inner: str) -> dict[str, list[str]] | None:
    """Return the values of YAML front matter as lists of text, None where a line is none (two rules in a text)."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in re.split(r"\r\n|\r|\n", inner):
        if not _PLAIN.match(line):
            return None
        if match := _KEY.match(line):
            key = match["key"].lower()
            values[key] = _items(match["value"] or "")
        elif key and (item := re.match(r"\s*-\s+(.*)", line)):
            values[key].extend(_items(item[1]))
    return values or None


def _items(value: str) -> list[str]:
    """Return the one value on a line, or those of a ``[list, on, a, line]``, without quotation marks and comments."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [item for part in value[1:-1].split(",") for item in _items(part)]
    quoted = re.match(r"(['\"])(.*?)\1\s*(?:#.*)?$", value)
    plain = quoted[2] if quoted else re.split(r"\s#", value)[0].strip()
    named = re.match(r"name:\s+(.*)", plain)  # `- name: Ann Lee`
    plain = named[1].strip("'\"") if named else plain
    return [plain] if plain and plain not in {"|", ">", "null", "~"} else []
