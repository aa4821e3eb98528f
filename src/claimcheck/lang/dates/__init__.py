"""Date expressions of English text: where they are, and what they mean in ISO 8601 and EDTF.

``scan`` finds them in running text, ``parse`` reads one, ``resolve`` places it on the calendar, ``dateline`` finds an
article's own date. Patterns of our own over lexemes, no search library: those guess a date into every ``may`` and ``second``.
"""

from claimcheck.lang.dates.calendar import day_named, is_narrative, needs_tense, resolve
from claimcheck.lang.dates.dateline import dateline
from claimcheck.lang.dates.scanning import Expression, parse, scan
from claimcheck.lang.dates.when import Tense, When

__all__ = [
    "Expression", "Tense", "When", "dateline", "day_named", "is_narrative", "needs_tense", "parse", "resolve", "scan",
]  # fmt: skip
