"""XHTML as a stream of events: as strict XML where a chapter is that, else mended, since many books' chapters are not."""

from __future__ import annotations

import codecs
import html.entities
import re
from typing import TYPE_CHECKING

from claimcheck.errors import InputError
from claimcheck.read.parts.events import Driver, Events, parse

if TYPE_CHECKING:
    from collections.abc import Callable

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"'][^>]{0,200}>")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?!#[0-9]{1,8};|#x[0-9A-Fa-f]{1,8};|(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")


def parse_xhtml(data: bytes, events: Events, *, part: str, source: str) -> None:
    """Send the elements and texts of a chapter to ``events``; HTML's named characters are known, no DTD is looked at."""
    whole = _plain(data)
    try:
        parse(whole, _Dry(), part=part, source=source)
    except InputError:
        _mended(whole, events, part=part, source=source)
    else:
        parse(whole, events, part=part, source=source)


def _plain(data: bytes) -> bytes:
    """Return a chapter as UTF-8 without declarations, and its named characters as what they stand for."""
    declared = _DECLARED.match(data)
    charset = declared[1].decode("ascii") if declared else "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    try:
        text = data.decode(charset if charset.lower() != "utf-8" else "utf-8-sig", "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8-sig", "replace")
    text = _DECLARATION.sub("", text, count=1)
    start = text[:10_000].upper().find("<!DOCTYPE")
    found = _DOCTYPE.match(text, start) if start >= 0 else None
    if found:
        text = text[: found.start()] + text[found.end() :]
    return _ENTITY.sub(_character, text).encode("utf-8", "replace")


def _character(match: re.Match[str]) -> str:
    """Return what a named character stands for; an ampersand that begins none is itself."""
    return html.entities.html5.get(f"{match[1]};") or match[0].replace("&", "&amp;")


class _Dry(Events):
    """Nothing is done: a chapter is read once to know whether it is well formed, which takes a tenth of reading it."""


class _Target:
    """What lxml sends its events to."""

    def __init__(self, driver: Driver) -> None:
        self.start: Callable[[str, dict[str, str]], None] = driver.start
        self.end: Callable[[str], None] = driver.end
        self.data: Callable[[str], None] = driver.data

    def close(self) -> None:
        """End: there is no tree to give back."""


def _mended(data: bytes, events: Events, *, part: str, source: str) -> None:
    """Send what a browser would make of a chapter that is not well formed."""
    from lxml import etree  # 25 ms, for such chapters only

    target = _Target(Driver(events, part=part, source=source))
    parser = etree.HTMLParser(target=target, recover=True, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        parser.feed(data)
        parser.close()
    except etree.XMLSyntaxError as error:  # there is nothing in it
        message = f"{source} is damaged: {part}: {error.msg}"
        raise InputError(message, "it may be damaged: download it anew") from None
