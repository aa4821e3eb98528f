"""What can be worked out from the figures of one sentence, or of two that follow each other.

Each check takes a masked sentence and yields what is wrong (``terms.Wrong``): changes (``growth``, with the
``transitions`` from value to value that it rests on), totals, shares, rates and averages, and percent for percentage points.
"""

from collections.abc import Iterator, Sequence

from claimcheck.lint.arithmetic.growth import falls, growth, periods_apart, told_before
from claimcheck.lint.arithmetic.percentage_points import points
from claimcheck.lint.arithmetic.rates import averages, incidences, per_unit, products
from claimcheck.lint.arithmetic.shares import over_all, shares
from claimcheck.lint.arithmetic.terms import Wrong
from claimcheck.lint.arithmetic.totals import handed_out, margins, summed_up, sums
from claimcheck.lint.arithmetic.transitions import transitions
from claimcheck.lint.numbers import Masked

__all__ = ["points", "transitions", "wrong"]


def wrong(sentence: Masked, earlier: Sequence[Masked]) -> Iterator[Wrong]:
    """Yield the figures of a sentence, and of those ``earlier``, the last one first, that cannot all be right, check by check."""
    for check in (growth, periods_apart, falls, margins, averages):
        yield from check(sentence)
    for check_with in (shares, over_all, told_before, products, incidences, per_unit, summed_up):
        yield from check_with(sentence, earlier[0])
    for check_behind in (sums, handed_out):
        yield from check_behind(sentence, earlier)
