"""Where a person decides: the page, served to this machine alone, and the same in a terminal. Both write to one store."""

__all__ = ["server", "states"]
