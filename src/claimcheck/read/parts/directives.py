"""Comments to claimcheck in a file: ``<!-- claimcheck off: quoted in full -->``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.article import Directive

_COMMENT = re.compile(r"<!--\s*(claimcheck\b[^<>]{0,500}?)\s*-->", re.IGNORECASE)


def directives_in(text: str) -> Iterator[Directive]:
    """Yield the comments to claimcheck in a text, each with the place of the whole comment."""
    return (Directive(match.start(), match[1], match.end()) for match in _COMMENT.finditer(text))
