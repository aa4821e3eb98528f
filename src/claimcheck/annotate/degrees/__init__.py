"""Degrees: claims that rank, compare, or tell of a turn over time, one component each.

Superlatives (``the first such bridge``), comparisons (``twice the rate of civilians``) and changes (``have surged``).
Rows of the tables of the same names trigger; tags, trees and times decide whether they say so here, and where the span
runs.
"""

from claimcheck.annotate.degrees.changes import Change, find_changes
from claimcheck.annotate.degrees.comparisons import Comparison, find_comparisons
from claimcheck.annotate.degrees.superlatives import Superlative, find_superlatives

__all__ = ["Change", "Comparison", "Superlative", "find_changes", "find_comparisons", "find_superlatives"]
