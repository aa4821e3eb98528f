"""What somebody decided of a claim, and an entry of the history that keeps it."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, fields

from claimcheck.errors import UsageError
from claimcheck.export.exchange.checklist import STATUSES

OPEN, CUT = STATUSES[0], "cut"
PROGRAM = "claimcheck"
"""Who made an entry that no person made: a claim that went back to open in a new draft."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The state of a claim. ``place`` is a page or a timestamp; dates are kept as they were written."""

    status: str = OPEN
    method: str = ""
    evidence: str = ""
    place: str = ""
    checker: str = ""
    date: str = ""
    note: str = ""
    quote: str = ""
    accessed: str = ""

    def __post_init__(self) -> None:
        """Raise a UsageError for a status that there is not, and for text that no file in UTF-8 can hold."""
        if self.status not in STATUSES:
            message = f"no status is named {self.status}"
            raise UsageError(message, f"there are: {', '.join(STATUSES)}")
        for name, value in zip(FIELDS, astuple(self), strict=True):
            if not value.isascii() and value.encode("utf-8", "replace").decode() != value:
                message = f"the {name} holds half a character"
                raise UsageError(message, "type it again")


FIELDS = tuple(field.name for field in fields(Decision))
IN_SHEETS = FIELDS[:7]
"""The fields that a checklist has a column for, in the order of ``checklist.FOUND``."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change: who made it, when (UTC), and by what. ``version`` counts from 1 in its thread.

    A ``rival`` is kept and not in force: it was decided on an older state. The next entry that is none settles it.
    """

    id: str
    version: int
    decision: Decision
    by: str
    at: str
    why: str = ""
    rival: bool = False

    @property
    def by_a_person(self) -> bool:
        """Whether it is a decision, and not what a new draft did."""
        return self.by != PROGRAM


@dataclass(frozen=True, slots=True)
class ReviewThread:
    """Everything that was decided of one claim, through all drafts.

    ``claim`` is its id in the newest draft, None where it could not be placed; ``how`` says by what it was placed.
    """

    key: str
    claim: str | None
    how: str
    history: tuple[HistoryEntry, ...]

    @property
    def version(self) -> int:
        """The number of entries: what a decision has to name as the state that it was made on."""
        return len(self.history)

    @property
    def entry(self) -> HistoryEntry | None:
        """The entry in force, None where there are rivals only."""
        return next((entry for entry in reversed(self.history) if not entry.rival), None)

    @property
    def decision(self) -> Decision:
        """The decision in force."""
        return self.entry.decision if self.entry else Decision()

    @property
    def rivals(self) -> tuple[HistoryEntry, ...]:
        """The entries that nobody has settled; a new draft settles none."""
        deciding = (entry.version for entry in self.history if entry.by_a_person and not entry.rival)
        settled = max(deciding, default=0)
        return tuple(entry for entry in self.history if entry.rival and entry.version > settled)


def entry_id(thread: str, before: str, *made_of: str) -> str:
    """Return the id of an entry: of its thread, the entry before it, and what it is made of.

    Two people whom the same new draft made the same entry have one entry, not two.
    """
    return hashlib.sha256("\x1f".join((thread, before, *made_of)).encode()).hexdigest()[:16]
