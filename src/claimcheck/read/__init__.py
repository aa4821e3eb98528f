"""From a file or a stream of bytes to an Article: bytes are read and decoded once, then one reader a format."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import MappingProxyType

from claimcheck.article import Article
from claimcheck.errors import NotTextError, UsageError
from claimcheck.read.decoding import decode, scrubbed
from claimcheck.read.markdown import read_markdown
from claimcheck.read.source import fetch, plain_name
from claimcheck.read.text import read_text

Reader = Callable[[str, str], Article]
Source = str | PurePath | Article

READERS: Mapping[str, Reader] = MappingProxyType({"text": read_text, "markdown": read_markdown})
_BY_SUFFIX = MappingProxyType({".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".qmd": "markdown"})
_NOT_YET = frozenset({".doc", ".docx", ".epub", ".htm", ".html", ".odt", ".pdf", ".rtf", ".xhtml"})
__all__ = ["READERS", "Reader", "Source", "article_of", "name_of", "open_article"]
_UTF_8 = "utf-8"


def open_article(source: str | PurePath, *, input_format: str | None = None) -> Article:
    """Return the article in a file, or on standard input for ``-``; ``input_format`` overrides the file's name.

    Raises an InputError for what cannot be read, a UsageError for an unknown format.
    """
    reader = READERS[_format_of(source, input_format)]
    name = plain_name(source)
    text, charset = decode(fetch(source), source=name, sniff=input_format is None)
    article = reader(text, name)
    if charset == _UTF_8:
        return article
    return dataclasses.replace(article, media_type=f"{article.media_type}; charset={charset}")


def article_of(text: str, *, input_format: str | None = None) -> Article:
    """Return the article that a string is. A lone surrogate becomes U+FFFD, so that every offset stays the same."""
    return READERS[_format_of("-", input_format)](scrubbed(text), "-")


def name_of(source: Source) -> str:
    """Return what a source is called in its Report."""
    return source.source if isinstance(source, Article) else plain_name(source)


def _format_of(source: str | PurePath, input_format: str | None) -> str:
    """Return the name of the reader for ``source``: what was asked for, else by suffix, else text."""
    if input_format is not None:
        if input_format not in READERS:
            message = f"unknown input format {input_format}"
            raise UsageError(message, f"there are: {', '.join(READERS)}")
        return input_format
    suffix = PurePath(source).suffix.lower()
    if suffix in _NOT_YET:
        message = f"{plain_name(source)}: {suffix} files are not read yet"
        raise NotTextError(message, "plain text (.txt) and Markdown (.md) are: save the article as one of them")
    return _BY_SUFFIX.get(suffix, "text")
