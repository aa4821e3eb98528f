"""Markdown: what a reader of the page sees, with each word's line and column in the file. ``read_markdown`` reads it.

In order: ``parser`` (tokens that know where they stand), ``runs`` (the text in a block), ``blocks`` (passages), ``reader``.
"""

from claimcheck.read.markdown.reader import read_markdown

__all__ = ["read_markdown"]
