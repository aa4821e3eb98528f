"""Changes: a rise, fall or turn over time: ``have surged``, ``a sharp rise``, ``rising violence``, ``up a third``."""

from claimcheck.annotate.degrees.changes.component import Change, find_changes

__all__ = ["Change", "find_changes"]
