"""From a file, a stream of bytes or an address to an Article: the format is told once, then its one reader is run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from claimcheck.article import Article, scrubbed
from claimcheck.errors import UsageError
from claimcheck.read.formats import FORMATS, Format, Reader, format_of, known
from claimcheck.read.source import fetch, is_url, plain_name, refuse_url

Source = str | PurePath | Article


def open_article(
    source: str | PurePath, *, input_format: str | None = None, allow_network: bool = False, allow_private: bool = False
) -> Article:
    """Return the article in a file, on standard input for ``-``, or at an address; ``input_format`` overrides what it is.

    An address is fetched where ``allow_network`` says so; nothing else opens a connection. Raises an InputError for what
    cannot be read, a UsageError for an unknown format and for an address that is not to be fetched.
    """
    name = plain_name(source)
    if is_url(source):
        read = reader(input_format) if input_format is not None else None
        refuse_url(str(source), allow_network=allow_network)
        from claimcheck.read.net import fetch_url, settled  # only on the way to the network

        page = fetch_url(name, allow_private=allow_private)
        found = read or format_of(page.data, page.name).reader()
        return settled(found(page.data, name), page)
    return article_in(fetch(source), name, input_format=input_format)


def article_in(data: bytes, name: str, *, input_format: str | None = None) -> Article:
    """Return the article that the bytes of a file are; ``name`` is what it is called, and its suffix may say what it is."""
    row = _format(input_format) if input_format is not None else format_of(data, name)
    article = row.reader()(data, name)
    return article if row.text else replace(article, packed=len(data))


def article_of(text: str, name: str = "-", *, input_format: str | None = None) -> Article:
    """Return the article that a string is, called ``name``. A lone surrogate becomes U+FFFD, so that every offset stays the same."""
    row, words = _format(input_format or "text"), scrubbed(text)
    return row.reader()(words if row.text else words.encode(), name)


def reader(name: str) -> Reader:
    """Return the reader of a format, whose module is imported now. Raises a UsageError for an unknown one."""
    return _format(name).reader()


def _format(name: str) -> Format:
    row = known(name)
    if row is None:
        message = f"unknown input format {name}"
        raise UsageError(message, f"there are: {', '.join(FORMATS)}")
    return row


def name_of(source: Source) -> str:
    """Return what a source is called in its Report."""
    return source.source if isinstance(source, Article) else plain_name(source)
