"""What a rule is: an id, a page for the reader, two examples, and a pure function from an Analysis and its Report to faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from claimcheck.analysis import Analysis
from claimcheck.report import Report, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a rule found: ``report.text[start:end]`` is where, ``message`` what, ``help`` what to do."""

    start: int
    end: int
    message: str
    claim_id: str | None = None
    help: str | None = None
    severity: Severity | None = None
    """How bad this one is, where it is not as bad as the rule's others."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter.

    The page: ``what`` it finds, ``why`` that is bad, what to write ``instead``, and the published ``reference`` that it
    rests on; ``fires`` and ``passes`` are the examples on it, and a test holds both. Each may open with a line
    ``published: 2026-03-04``, and is read as Markdown.
    """

    id: str
    name: str
    severity: Severity
    what: str
    why: str
    fires: str
    passes: str
    instead: str
    reference: str
    find: Callable[[Analysis, Report], Iterable[Fault]]

    @property
    def family(self) -> str:
        """The family's id, ``CC4`` of ``CC401``."""
        return self.id[:3]
