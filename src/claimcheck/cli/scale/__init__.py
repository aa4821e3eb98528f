"""Commands for more than an article and a terminal: an archive into rows, what it holds, the service, and editors."""

from claimcheck.cli.scale.batch import batch
from claimcheck.cli.scale.lsp import lsp
from claimcheck.cli.scale.serve import serve
from claimcheck.cli.scale.stats import stats

__all__ = ["batch", "lsp", "serve", "stats"]
