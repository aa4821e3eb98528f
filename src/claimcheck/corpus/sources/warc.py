"""WARC with fastwarc: each page that a server gave, as Common Crawl's news archive has them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources.allowance import Allowance
from claimcheck.corpus.sources.records import Fields, unread
from claimcheck.export.extras import needed
from claimcheck.read.net import as_said
from claimcheck.read.source import MAX_BYTES, plain_name

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_OK = 200
_FAILS = (OSError, ValueError, RuntimeError, EOFError, AttributeError, TypeError)
"""What fastwarc raises for records that are none, by trying it on damaged ones."""
_HEAD = (
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)


def read_warc(stream: BinaryIO, name: str, _fields: Fields) -> Iterator[ArchiveItem]:
    """Yield the document of each answer with status 200 that is a page of HTML, named by its address.

    Raises a UsageError where fastwarc is not installed.
    """
    warc = needed("fastwarc.warc", extra="archives")
    size = os.fstat(stream.fileno()).st_size
    allowance, number, begun = Allowance(size), 0, 0
    held = failed = None  # the document until it is known where its record ends; why there is no other
    try:
        for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, parse_http=False):
            if held is not None:
                yield allowance.member(held, record.stream_pos - begun)
            number, begun = number + 1, record.stream_pos
            held = _document(warc, record, f"{name}:{number}")
    except _FAILS as error:
        failed = unread(name, f"cannot be read behind its answer {number}: {' '.join(str(error).split())[:200]}")
    if held is not None:
        yield allowance.member(held, size - begun)
    if failed is not None:
        yield failed


def _document(warc: Any, record: Any, place: str) -> ArchiveItem | None:  # noqa: ANN401  fastwarc's own
    """Return what a record holds; None for another kind of answer than a page."""
    length, headers = record.content_length, record.headers
    if length > MAX_BYTES:  # by what it says: that much is not taken into memory
        return unread(place, f"is larger than {MAX_BYTES // 2**20} MiB", "it can hardly be one article")
    body = record.reader.read(length)
    if headers is None or len(body) < length:
        return unread(place, "is cut off")
    url = plain_name(headers.get("WARC-Target-URI") or "").strip("<>")
    try:
        found = _page(warc, body)
    except _FAILS as error:
        return unread(url or place, f"cannot be unpacked: {' '.join(str(error).split())[:200]}")
    if found is None:
        return None
    if not found or len(found) > MAX_BYTES:
        return unread(url or place, f"is larger than {MAX_BYTES // 2**20} MiB" if found else "is an empty page")
    return ArchiveItem(
        url or place, found, id=(record.record_id or "").strip("<>") or None, url=url or None, input_format="html"
    )


def _page(warc: Any, body: bytes) -> bytes | None:  # noqa: ANN401  fastwarc's own
    """Return the page in an answer, unpacked, at most one byte more than MAX_BYTES; None for another kind of answer.

    It is read as an archive of one record, so that what is wrong with it does not move the place in the archive.
    """
    alone = io.BytesIO(_HEAD % len(body) + body + b"\r\n\r\n")
    for answer in warc.ArchiveIterator(alone, parse_http=True, auto_decode="all"):
        http = answer.http_headers
        if http is None or http.status_code != _OK or (answer.http_content_type or "").lower() not in _PAGES:
            return None
        data: bytes = answer.reader.read(MAX_BYTES + 1)
        return as_said(data, http.get("Content-Type") or "")
    return None
