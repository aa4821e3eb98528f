"""What can be worked out from the figures of one sentence, or of two that follow each other.

Each check takes a masked sentence and yields what is wrong (``terms.Wrong``): changes (``growth``, with the
``transitions`` from value to value that it rests on), totals, shares, rates and averages, and percent for percentage points.
"""

from claimcheck.lint.arithmetic.growth import falls, growth, multiples, periods_apart
from claimcheck.lint.arithmetic.percentage_points import points
from claimcheck.lint.arithmetic.rates import averages, products
from claimcheck.lint.arithmetic.shares import over_all, shares
from claimcheck.lint.arithmetic.totals import margins, partitions, sums
from claimcheck.lint.arithmetic.transitions import transitions

__all__ = [
    "averages", "falls", "growth", "margins", "multiples", "over_all", "partitions", "periods_apart", "points", "products", "shares",
    "sums", "transitions",
]  # fmt: skip
