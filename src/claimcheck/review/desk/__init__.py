"""Where a person decides: the page, served to this machine alone, and the same in a terminal. Both write to one store."""

from __future__ import annotations

from claimcheck.export.extras import expect

__all__ = ["needed_for", "server", "states", "terminal"]


def needed_for(*, terminal: bool) -> None:
    """Raise a UsageError where a library is not installed that the terminal, or else the page, needs."""
    for name in ("textual",) if terminal else ("starlette", "uvicorn"):
        expect(name, extra="tui" if terminal else "review")
