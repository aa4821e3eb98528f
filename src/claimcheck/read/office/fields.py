"""The field codes of Word and RTF: which of them is a hyperlink, and whose result is no text of the document."""

from __future__ import annotations

import re

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_PAGINATION = frozenset(("PAGE", "NUMPAGES", "PAGEREF", "NOTEREF", "SECTIONPAGES"))


def link_in(code: str) -> str | None:
    r"""Return the address in a code such as ``HYPERLINK "https://a.example" \l "part" \o "tip"``, None for no link.

    ``\l`` names a place in what is linked; alone, it is one in this document, and no link.
    """
    words = [quoted.replace("\\\\", "\\") or bare for quoted, bare in _WORD.findall(code)]
    if not words or words[0].upper() != "HYPERLINK":
        return None
    address = place = ""
    rest = iter(words[1:])
    for word in rest:
        if word.lower() == "\\l":
            place = next(rest, "")
        elif word.lower() in {"\\o", "\\t"}:
            next(rest, "")
        elif not word.startswith("\\") and not address:
            address = word
    return (f"{address}#{place}" if place else address) if address else None


def is_pagination(code: str) -> bool:
    """Return whether a field's result is the number of a page or a note."""
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in _PAGINATION
