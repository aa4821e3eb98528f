"""HTML: trafilatura finds the article in a page, a walk over the raw elements keeps all that is in it.

``read_html`` reads a page. A book's chapters are pages without a frame around the article: ``page_of`` parses one, and
``pieces_of`` walks it.
"""

from claimcheck.read.html.parsing import MAX_MARKUP, page_of
from claimcheck.read.html.reader import pieces_of, read_html
from claimcheck.read.html.tree import HEADINGS, Bit, Piece

__all__ = ["HEADINGS", "MAX_MARKUP", "Bit", "Piece", "page_of", "pieces_of", "read_html"]
