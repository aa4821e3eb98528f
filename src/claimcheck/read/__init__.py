"""From a file, a stream of bytes or an address to an Article: the format is told once, then its one reader is loaded and run."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import PurePath

from claimcheck.article import Article
from claimcheck.errors import UsageError
from claimcheck.read.formats import FOLDERS, FORMATS, format_of
from claimcheck.read.parts.decoding import scrubbed
from claimcheck.read.source import fetch, is_url, plain_name, refuse_url

Reader = Callable[[bytes | str, str], Article]
_OF_WORDS = frozenset({"text", "markdown"})  # their readers take a text that is decoded, even an empty one
Source = str | PurePath | Article

__all__ = ["FORMATS", "Reader", "Source", "article_of", "name_of", "open_article", "reader"]


def open_article(
    source: str | PurePath, *, input_format: str | None = None, allow_network: bool = False, allow_private: bool = False
) -> Article:
    """Return the article in a file, on standard input for ``-``, or at an address; ``input_format`` overrides what it is.

    An address is fetched where ``allow_network`` says so; nothing else opens a connection. Raises an InputError for what
    cannot be read, a UsageError for an unknown format and for an address that is not to be fetched.
    """
    read = reader(input_format) if input_format is not None else None
    name = plain_name(source)
    if is_url(source):
        refuse_url(str(source), allow_network=allow_network)
        from claimcheck.read.net import fetching  # only on the way to the network

        page = fetching.fetch_url(name, allow_private=allow_private)
        found = read or reader(format_of(page.data, page.name))
        return fetching.settled(found(page.data, name), page)
    data = fetch(source)
    return (read or reader(format_of(data, name)))(data, name)


def article_of(text: str, *, input_format: str | None = None) -> Article:
    """Return the article that a string is. A lone surrogate becomes U+FFFD, so that every offset stays the same."""
    name, words = input_format or "text", scrubbed(text)
    return reader(name)(words if name in _OF_WORDS else words.encode(), "-")


def reader(name: str) -> Reader:
    """Return the reader of a format: ``read_<name>`` in the module of that name, not imported before it is needed."""
    if name not in FORMATS:
        message = f"unknown input format {name}"
        raise UsageError(message, f"there are: {', '.join(FORMATS)}")
    found: Reader = getattr(
        importlib.import_module(f"claimcheck.read.{FOLDERS.get(name, name)}.reader"), f"read_{name}"
    )
    return found


def name_of(source: Source) -> str:
    """Return what a source is called in its Report."""
    return source.source if isinstance(source, Article) else plain_name(source)
