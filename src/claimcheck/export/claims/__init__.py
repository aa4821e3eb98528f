"""Claims as a person or a program reads them: the list of a checker, JSON, and why one of them is on the list."""

from __future__ import annotations

from claimcheck.export.claims.explanation import explain

__all__ = ["explain"]
