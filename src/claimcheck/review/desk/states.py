"""What a person can say of a claim, with the keys and the names that it has on the page and in the terminal."""

from __future__ import annotations

from claimcheck.export.exchange import checklist

STATUSES = tuple(zip(checklist.STATUSES, "opvwduxs", strict=True))
"""The states of a claim, each with its key."""
WRITTEN = (
    ("method", "Method"), ("evidence", "Evidence (URL)"), ("quote", "What it says there"), ("accessed", "Accessed on"),
    ("place", "Page or time"), ("note", "Note"),
)  # fmt: skip
"""What is written down beside the state, with what it is called."""
UNDECIDED = ("open", "in progress")
