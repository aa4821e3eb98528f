"""From Reports to text: a room for what writes claims, one for what writes findings, and a row in ``formats`` for each.

An exporter is a module with ``export(reports, layout)``, which yields pieces of text; it is imported when it is asked for.
"""

from __future__ import annotations

from claimcheck.export.formats import FORMATS, Format, format_named, own_formats
from claimcheck.export.layout import Layout

__all__ = ["FORMATS", "Format", "Layout", "format_named", "own_formats"]
