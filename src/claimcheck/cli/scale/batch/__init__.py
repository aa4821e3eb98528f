"""``claimcheck batch``: an archive into rows; ``command`` is the command, ``progress`` what is seen of it meanwhile."""

from claimcheck.cli.scale.batch.command import batch

__all__ = ["batch"]
