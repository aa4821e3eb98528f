"""Plain text: its text unchanged, every paragraph a block. ``read_text`` reads it."""

from claimcheck.read.text.reader import read_text

__all__ = ["read_text"]
