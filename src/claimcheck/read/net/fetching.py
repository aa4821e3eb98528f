"""A page from the network, for who allowed it: one GET, of which every step is bounded.

http and https only; every address that a host's name stands for has to be a public one, and the connection goes to the
very address that was looked at, so that a second answer of the name server cannot lead elsewhere. No cookies, no
``.netrc``, and no proxy of the environment: a proxy would look the name up itself, and so void that check.
"""

from __future__ import annotations

import codecs
import contextlib
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from claimcheck import __version__
from claimcheck.errors import EmptyInputError, InputError
from claimcheck.read.formats import FORMATS, served_as
from claimcheck.read.source import MAX_BYTES

if TYPE_CHECKING:
    import httpx

    from claimcheck.article import Article

SECONDS = 30.0
"""For all of it: looking up, connecting, redirects, and the last byte."""
_LINK_SECONDS = 10.0
_GONE = frozenset({404, 410})
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAVE = "open it in a browser, save the page, and name the file"
_LATER = "try again later"
_HINTS: Mapping[int, str] = MappingProxyType(
    {401: _SAVE, 402: _SAVE, 403: _SAVE, 404: "check the address", 410: "it was there once: an archive may have it",
     429: _LATER, 451: _SAVE}
)  # fmt: skip
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "User-Agent": f"claimcheck/{__version__}", "Accept": "text/html, application/xhtml+xml, */*;q=0.5",
        "Accept-Language": "en, *;q=0.5", "Accept-Encoding": "gzip",
    }
)  # fmt: skip
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Fetched(NamedTuple):
    """What an address gave: the bytes, what kind the server says they are, and the address after redirects."""

    data: bytes
    content_type: str
    url: str

    @property
    def name(self) -> str:
        """The address's path, ending in the suffix of what the server says it is, else in its own."""
        row = served_as(_media_type(self.content_type))
        return urlsplit(self.url).path + (row.suffixes[0] if row else "")


def fetch_url(url: str, *, allow_private: bool = False) -> Fetched:
    """Return what an address gives. Raises an InputError that says why it gives nothing.

    ``allow_private`` allows what is not public: this machine, its network, a cloud's metadata.
    """
    with _answer(url, seconds=SECONDS, allow_private=allow_private) as (reply, chunks, at):
        return _fetched(reply, chunks, url=at)


def dead(url: str, *, allow_private: bool = False) -> str | None:
    """Return why an address leads nowhere; None where it answers, or does not tell a program (401, 403, 429, 5xx)."""
    try:
        with _answer(url, seconds=_LINK_SECONDS, allow_private=allow_private) as (reply, _, at):
            return f"{at} answers {reply.status_code}" if reply.status_code in _GONE else None
    except InputError as error:
        return error.message


@contextlib.contextmanager
def _answer(url: str, *, seconds: float, allow_private: bool) -> Iterator[tuple[httpx.Response, Iterator[bytes], str]]:
    """Give the answer behind all redirects, the chunks of its body, and the address that it came from."""
    from claimcheck.read.net.connecting import Connection, joined  # httpx costs 0.14 s, which a file need not pay

    deadline = time.monotonic() + seconds
    at = url
    for _ in range(MOST_REDIRECTS + 1):
        with Connection(at, deadline=deadline, allow_private=allow_private) as connection:
            reply = connection.get(_HEADERS)
            if reply.status_code not in _REDIRECTS or "location" not in reply.headers:
                yield reply, connection.chunks(), at
                return
            at = joined(at, reply.headers["location"])
    message = f"{url} redirects more than {MOST_REDIRECTS} times"
    raise InputError(message, _SAVE)


def settled(article: Article, fetched: Fetched) -> Article:
    """Return an article that was fetched with its address, where it names none, and its links seen from there."""
    links = tuple(replace(link, href=_joined(fetched.url, link.href)) for link in article.links)
    return replace(article, url=article.url or fetched.url, links=links)


def _fetched(reply: httpx.Response, chunks: Iterator[bytes], *, url: str) -> Fetched:
    """Return the answer to the last request, with its text as UTF-8 where the server says which charset it is in."""
    if not reply.is_success:
        message = f"{url} answers {reply.status_code} {reply.reason_phrase}".rstrip()
        raise InputError(message, _HINTS.get(reply.status_code, _LATER if reply.is_server_error else _SAVE))
    encoding = reply.headers.get("content-encoding", "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        message = f"{url} is sent in an encoding that was not asked for: {encoding[:20]}"
        raise InputError(message, _SAVE)
    if reply.headers.get("content-length", "").isdigit():
        _refuse_large(int(reply.headers["content-length"]), url=url)
    data = b"".join(_bounded(chunks if encoding in {"", "identity"} else _inflated(chunks, url=url), url=url))
    if not data:
        message = f"{url} gives an empty page"
        raise EmptyInputError(message, _SAVE)
    content_type = reply.headers.get("content-type", "")
    return Fetched(as_said(data, content_type), content_type, url)


def _bounded(chunks: Iterator[bytes], *, url: str) -> Iterator[bytes]:
    """Yield chunks up to the size of an input."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _refuse_large(size, url=url)
        yield chunk


def _refuse_large(size: int, *, url: str) -> None:
    if size > MAX_BYTES:
        message = f"{url} is larger than {MAX_BYTES // 2**20} MiB"
        raise InputError(message, "it can hardly be one article: check the address")


def _inflated(chunks: Iterator[bytes], *, url: str) -> Iterator[bytes]:
    """Yield what gzip chunks unpack to, a bounded piece at a time."""
    unpack, begun = zlib.decompressobj(wbits=31), True  # 31: a gzip header
    try:
        for chunk in chunks:
            packed = chunk
            while packed:
                yield unpack.decompress(packed, 2**20)
                packed, begun = unpack.unconsumed_tail, not unpack.eof
                if unpack.eof:  # a gzip file can be several, one behind another
                    packed, unpack = unpack.unused_data, zlib.decompressobj(wbits=31)
    except zlib.error:
        begun = True
    if begun:
        message = f"{url} is sent as gzip, and damaged"
        raise InputError(message, _LATER)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def as_said(data: bytes, content_type: str) -> bytes:
    """Return text in UTF-8 with its mark where the server names another charset that fits: it goes before the page's."""
    name = next(
        (p.strip()[8:].strip("\"' ") for p in content_type.split(";")[1:] if p.strip().lower().startswith("charset=")),
        "",
    )
    kind = _media_type(content_type)
    row = FORMATS["text"] if kind == "text/plain" else served_as(kind)
    if row is None or not row.text or not name or data.startswith(_MARKS):
        return data
    try:
        text = data.decode(codecs.lookup(name).name)
    except (LookupError, UnicodeError, ValueError):
        return data
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _joined(base: str, href: str) -> str:
    """Return a link as it is seen from a page; one that is no address stays as it is."""
    try:
        return urljoin(base, href) if href else href
    except ValueError:
        return href
