"""EPUB: its chapters as one page, which the reader of HTML walks. ``read_epub`` reads it."""

from claimcheck.read.office.epub.reader import read_epub

__all__ = ["read_epub"]
