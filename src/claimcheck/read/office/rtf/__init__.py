"""RTF: the words that Word or TextEdit shows. ``read_rtf`` reads it."""

from claimcheck.read.office.rtf.reader import read_rtf

__all__ = ["read_rtf"]
