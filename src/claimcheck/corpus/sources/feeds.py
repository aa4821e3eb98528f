"""RSS and Atom with feedparser: each item as a page of its own, with its title, address and date."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, BinaryIO

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.records import MOST_OF_A_ROW, Fields, unread
from claimcheck.export.extras import needed

if TYPE_CHECKING:
    import time


def read_feed(stream: BinaryIO, name: str, _fields: Fields) -> Iterator[ArchiveItem]:
    """Yield the document of each item, named by its number from 1. Raises a UsageError where feedparser is not installed."""
    parser = needed("feedparser", extra="archives")
    data = stream.read(MOST_OF_A_ROW + 1)
    if len(data) > MOST_OF_A_ROW:
        yield unread(name, f"is a feed of more than {MOST_OF_A_ROW // 2**20} MiB", "split it")
        return
    feed = parser.parse(io.BytesIO(data))  # from a stream: a string could be an address, which it would fetch
    if not feed.entries and feed.bozo:
        yield unread(name, f"is no feed that can be read: {feed.bozo_exception}")
    for number, item in enumerate(feed.entries, start=1):
        yield _document(item, f"{name}:{number}")


def _document(item: Mapping[str, Any], source: str) -> ArchiveItem:
    """Return an item as an HTML page: what it says in full, else its summary."""
    told = max((one.get("value") or "" for one in item.get("content") or ()), key=len, default="") or item.get(
        "summary", ""
    )
    own, url, when = item.get("id"), item.get("link"), item.get("published_parsed") or item.get("updated_parsed")
    if not told.strip():
        return unread(source, "is an item without text", "a feed may hold titles alone: fetch its articles")
    title = escape(item.get("title") or "")
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{_paragraphs(told)}</article></body></html>"
    return ArchiveItem(
        source,
        b"\xef\xbb\xbf" + page.encode("utf-8", "replace"),
        id=str(own) if own else None,
        published=_day(when) if when else None,
        url=str(url) if url else None,
        input_format="html",
    )


def _day(when: time.struct_time) -> str | None:
    """Return a day as ``YYYY-MM-DD``; None for one that no calendar has: feedparser reads 0000-00-00 as in the year -1."""
    with suppress(ValueError):
        return date(*when[:3]).isoformat()
    return None


def _paragraphs(told: str) -> str:
    """Return what an item says with a paragraph around it, where it has none."""
    return told if "<p" in told else f"<p>{told}</p>"
