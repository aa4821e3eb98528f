"""From Reports to text: a room for what writes claims, one for what writes findings, and a row in ``formats`` for each.

An exporter is a function of Reports and Layout that yields pieces of text; its module is imported when it is asked for.
"""

from __future__ import annotations

from claimcheck.export.formats import FORMATS, Format, format_named, own_formats
from claimcheck.export.layout import Layout

__all__ = ["FORMATS", "Format", "Layout", "format_named", "own_formats"]
