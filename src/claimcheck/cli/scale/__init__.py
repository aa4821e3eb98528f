"""Commands for more than an article and a terminal: what an archive holds, the service, and editors."""

from claimcheck.cli.scale.lsp import lsp
from claimcheck.cli.scale.serve import serve
from claimcheck.cli.scale.stats import stats

__all__ = ["lsp", "serve", "stats"]
