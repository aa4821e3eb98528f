"""From Reports to text: a room for what writes claims, one for what writes findings, and a row in ``exporters`` for each format.

What writes a format is a function of Reports and Layout that yields pieces of text; its module is imported when it is asked for.
"""

from __future__ import annotations

from claimcheck.export.exporters import EXPORTERS, Exporter, exporter, exporters_of, stems
from claimcheck.export.layout import Layout

__all__ = ["EXPORTERS", "Exporter", "Layout", "exporter", "exporters_of", "stems"]
