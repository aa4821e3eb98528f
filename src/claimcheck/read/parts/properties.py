"""What a file's properties say of its article, as far as a person wrote it: its title, its authors, a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

_PARTICLES = "(?:(?:de|van|von|der|la|al|bin|da|di|el)\\s+)*"
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
NAME = rf"{_CAPITAL}(?:\s+{_PARTICLES}{_CAPITAL})"
"""A pattern of a person's name, but for how many words may follow the first: ``{1,3}``."""
PERSON = re.compile(NAME + "{1,3}")
NO_PERSON = frozenset(
    """admin administrator adobe agency apple association author bureau centre center client company corporation council
    default department desk docx editor editorial editors foundation google group guest home inc institute libreoffice
    limited ltd microsoft ministry news newsroom office owner pc press reporter services staff system team the university
    unknown user windows word""".split()
)
"""Words of an account, an office or a company, in lower case."""
_LONGEST_NAMES = 300  # characters
_YEARS = range(1600, 3000)
"""In which something was published: no paper is older, and 0001-01-01 and 9999-12-31 are programs' words for no date and for never."""
# What a program writes where nobody named the document, or the name of its file.
_NO_TITLE = re.compile(
    r"""(?: (?:new\ )?(?:microsoft\ )?(?:word|office|open\w*)?\ ?document\ ?\d* | dokument\ ?\d* | document\ ?\d*
    | microsoft\ word\ ?-.* | word-dokument | untitled.* | unbenannt.* | sans\ titre.* | (?:no\ )?title | template
    | \S.*\.(?:docx?|docm|dotx?|odt|ott|rtf|txt|pages|epub|html?|wpd) )""",
    re.VERBOSE | re.IGNORECASE,
)
_PUBLISHED = frozenset(
    ("published", "publication date", "date published", "publish date", "pubdate", "publicationdate")
)


def persons(said: str) -> tuple[str, ...]:
    """Return the persons that a file names as its authors; none where one of them is an account, an office or a company."""
    names = [" ".join(name.split()) for name in re.split(r"[;,&]|\band\b", said[:_LONGEST_NAMES]) if name.strip()]
    told = all(PERSON.fullmatch(name) and not NO_PERSON & set(name.lower().split()) for name in names)
    return tuple(names) if told else ()


def plausible_title(title: str) -> str | None:
    """Return a file's title, None where a program made it up."""
    bare = " ".join(title.split())
    return None if not bare or _NO_TITLE.fullmatch(bare) else bare


def published_in(properties: Mapping[str, str]) -> str | None:
    """Return the date of publication that one of a file's own properties names (``Publication date``), None for none."""
    return next((day(value) for name, value in properties.items() if name.strip().lower() in _PUBLISHED), None)


def day(value: str | None) -> str | None:
    """Return the ISO date that a property starts with, None where it starts with none, or with what programs write for none."""
    try:
        found = datetime.date.fromisoformat(value.strip()[:10]) if value else None
    except ValueError:
        return None
    return found.isoformat() if found and found.year in _YEARS else None
