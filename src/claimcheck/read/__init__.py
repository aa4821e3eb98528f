"""From a file, a stream of bytes or an address to an Article: ``open_article``.

One room a format (``text``, ``markdown``, ``html``, ``pdf``, ``office``), ``parts`` that they share, ``net`` for
addresses. A format is its room and one row in ``formats``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.read.formats import FORMATS, Format, Reader
    from claimcheck.read.opening import Source, article_in, article_of, name_of, open_article, reader

__all__ = ["FORMATS", "Format", "Reader", "Source", "article_in", "article_of", "name_of", "open_article", "reader"]

_OF_FORMATS = frozenset(("FORMATS", "Format", "Reader"))


def __getattr__(name: str) -> Any:  # noqa: ANN401  any of what is exported
    """Import what is asked for when it is: 10 ms that ``--help`` must not pay, nor the process that reads a PDF."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = "formats" if name in _OF_FORMATS else "opening"
    return getattr(importlib.import_module(f"claimcheck.read.{home}"), name)
