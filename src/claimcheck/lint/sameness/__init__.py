"""Whether two figures of an article are of the same thing: what each is of, and how much speaks for one thing.

``figure_mentions`` reads a Report, ``mentions_by_kind`` sorts them, and ``same`` compares two.
"""

from claimcheck.lint.sameness.likeness import same
from claimcheck.lint.sameness.mentions import FigureMention, figure_mentions, mentions_by_kind

__all__ = ["FigureMention", "figure_mentions", "mentions_by_kind", "same"]
