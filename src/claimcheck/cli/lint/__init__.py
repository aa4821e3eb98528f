"""``claimcheck lint``: the command, the files that it leaves out, and which of the findings count."""

from __future__ import annotations

from claimcheck.cli.lint.command import lint

__all__ = ["lint"]
