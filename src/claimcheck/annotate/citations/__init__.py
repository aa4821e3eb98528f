"""Citations: which claim or attribution each hyperlink and note belongs to, and which documents they lead to.

``anchors`` reads the words under a link and ``lines`` the line around it, ``binding`` ties links and notes to claims and
attributions, ``shelf`` files the documents, and ``hosts`` asks where a link leads to somebody else than is cited.
"""

from claimcheck.annotate.citations.binding import Citations, bind
from claimcheck.annotate.citations.hosts import doubts
from claimcheck.annotate.citations.shelf import Document, Shelf, shelve

__all__ = ["Citations", "Document", "Shelf", "bind", "doubts", "shelve"]
