"""ODT: the words that LibreOffice shows. ``read_odt`` reads it."""

from claimcheck.read.office.odt.reader import read_odt

__all__ = ["read_odt"]
