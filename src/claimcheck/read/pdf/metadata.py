"""What a PDF says about its article: title, author, and the date of publication that a publisher's metadata names.

The date on which the file was made is no publication date: a press release is made into a PDF before it is published, and
an archive's scan decades after.
"""

from __future__ import annotations

import html
import re

from claimcheck.article import iso_date
from claimcheck.errors import DateError

_WRITTEN_BY = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel|publisher)\b|adobe indesign\b)\s*[-–:]?\s*", re.IGNORECASE
)
_JUNK = re.compile(
    r"(?:\(?(?:untitled|unknown|anonymous|unspecified|document|dokument|title|new document|layout|template)[\s\d()-]*\)?"
    r"|.*\.(?:docx?|odt|rtf|indd|qxd|qxp|pages|pptx?|xlsx?|pdf|txt|tex|dvi|ps|html?|eps|ai|fm|pub|wpd)|\S*\.\w{2,5}"
    r"|(?:https?://|file:).*|[\W\d_]*|\S*[\\/_]\S*|[\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
_LONGEST_PACKET, _LONGEST_TITLE = 200_000, 300
_LEAST_SPACES = 2  # between words: with fewer it is as often the name of a site or of a template
_ELEMENT = r"<{0}(?:\s[^<>]*)?>\s*(?:<rdf:[^<>]*>\s*)*([^<>]{{1,500}})|\s{0}=[\"']([^\"'<>]{{1,500}})[\"']"


def packet(data: bytes) -> str:
    """Return the last XMP packet of a file; empty for none, or for one that is compressed."""
    end = data.rfind(b"</x:xmpmeta>")
    start = data.rfind(b"<x:xmpmeta", max(0, end - _LONGEST_PACKET), max(0, end))
    return data[start:end].decode("utf-8", "replace") if start >= 0 else ""


def entry(xmp: str, name: str) -> str | None:
    """Return an entry of an XMP packet by its usual name, such as ``prism:publicationDate``."""
    match = re.search(_ELEMENT.format(re.escape(name)), xmp) if xmp else None
    found = html.unescape(match[1] or match[2]).strip() if match else ""
    return found or None


def publication_date(xmp: str) -> str | None:
    """Return the ISO date that a publisher's metadata (PRISM) names; a file's own dates are none."""
    for name in ("prism:publicationDate", "prism:onlineDate", "prism:coverDate"):
        found = entry(xmp, name)
        try:
            return iso_date(found) if found else None
        except DateError:
            continue
    return None


def title_in(said: str) -> str | None:
    """Return a document's title, None for what a program put there: a file's name, ``untitled``, or a word or two."""
    text = " ".join(_WRITTEN_BY.sub("", said).split())
    return None if text.count(" ") < _LEAST_SPACES or len(text) > _LONGEST_TITLE or _JUNK.fullmatch(text) else text
