"""PDF: text in reading order, each block with its page. ``read_pdf`` reads it.

In order: ``bounds`` (with ``filters``: what a file asks for), ``file`` (characters, through PDFium), ``spans`` (words in one
style), ``furniture`` (running heads), ``layout`` (columns and tables), ``notes``, ``paragraphs``, ``sections``, ``text``.
"""

from claimcheck.read.pdf.reader import read_pdf

__all__ = ["read_pdf"]
