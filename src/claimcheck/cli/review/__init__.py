"""``claimcheck review`` and ``claimcheck diff``: what people decided of claims, and what became of claims in a new draft."""

from claimcheck.cli.review.command import review
from claimcheck.cli.review.diff import diff

__all__ = ["diff", "review"]
