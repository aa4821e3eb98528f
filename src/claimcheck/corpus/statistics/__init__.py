"""What the Reports of an archive say together: ``opened`` reads them into tables, ``counted`` counts, near-copies once.

``results`` finds and loads them, ``copies`` finds stories that ran more than once, ``counting`` asks the tables,
``figures`` says what is counted; ``telling`` shows it in a terminal, ``picture`` on a page.
"""

from __future__ import annotations

from claimcheck.corpus.statistics.counting import counted
from claimcheck.corpus.statistics.figures import ArchiveFigures
from claimcheck.corpus.statistics.results import opened

__all__ = ["ArchiveFigures", "counted", "opened"]
