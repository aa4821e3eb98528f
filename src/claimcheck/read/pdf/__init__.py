"""PDF: text in reading order, each block with its page. ``read_pdf`` reads it.

In order: ``child``, a process of its own (characters, through PDFium), with ``spans`` (words in one style); from there through
``leaf`` and ``extraction`` to ``furniture`` (running heads), ``layout`` (columns and tables), ``notes``, ``paragraphs``,
``sections``, ``text``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.read.pdf.reader import read_pdf

__all__ = ["read_pdf"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  any of what is exported
    """Import the reader when it is asked for: the child process needs nothing of it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module("claimcheck.read.pdf.reader"), name)
