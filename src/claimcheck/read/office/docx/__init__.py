"""DOCX: the words that Word shows with all changes accepted. ``read_docx`` reads it."""

from claimcheck.read.office.docx.reader import read_docx

__all__ = ["read_docx"]
