"""Commands for more than an article and a desk: what an archive holds, and the service."""

from claimcheck.cli.scale.serve import serve
from claimcheck.cli.scale.stats import stats

__all__ = ["serve", "stats"]
