"""From a file or a stream of bytes to an Article: the format is told once, then its one reader is loaded and run."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import PurePath

from claimcheck.article import Article
from claimcheck.errors import UsageError
from claimcheck.read.decoding import scrubbed
from claimcheck.read.formats import FORMATS, format_of
from claimcheck.read.source import fetch, plain_name

Reader = Callable[[bytes, str], Article]
Source = str | PurePath | Article

__all__ = ["FORMATS", "Reader", "Source", "article_of", "name_of", "open_article", "reader"]


def open_article(source: str | PurePath, *, input_format: str | None = None) -> Article:
    """Return the article in a file, or on standard input for ``-``; ``input_format`` overrides what the file is.

    Raises an InputError for what cannot be read, a UsageError for an unknown format.
    """
    read = reader(input_format) if input_format is not None else None
    name, data = plain_name(source), fetch(source)
    return (read or reader(format_of(data, name)))(data, name)


def article_of(text: str, *, input_format: str | None = None) -> Article:
    """Return the article that a string is. A lone surrogate becomes U+FFFD, so that every offset stays the same."""
    return reader(input_format or "text")(scrubbed(text).encode(), "-")


def reader(name: str) -> Reader:
    """Return the reader of a format: ``read_<name>`` in the module of that name, not imported before it is needed."""
    if name not in FORMATS:
        message = f"unknown input format {name}"
        raise UsageError(message, f"there are: {', '.join(FORMATS)}")
    found: Reader = getattr(importlib.import_module(f"claimcheck.read.{name}"), f"read_{name}")
    return found


def name_of(source: Source) -> str:
    """Return what a source is called in its Report."""
    return source.source if isinstance(source, Article) else plain_name(source)
