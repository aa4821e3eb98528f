"""What a rule is: an id, a page for the reader, two examples, and a pure function from an Analysis and its Report to faults."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from claimcheck.analysis import Analysis
from claimcheck.report import Edit, Report, Severity


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
    fix: Edit | None = None
    """What is certainly right."""
    beside: tuple[int, int] | None = None
    """Where what it contradicts stands: two rules that set the same two places against each other found one fault."""

    def is_that(self, other: Fault) -> bool:
        """Return whether another fault is this one: it stands on the same words; or sets the same two places against each other."""
        own, others = ([span for span in (one.beside, (one.start, one.end)) if span] for one in (self, other))
        met = [any(one[0] < two[1] and two[0] < one[1] for two in others) for one in own]
        return all(met) if self.beside and other.beside else any(met)


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


def is_known(name: str, known: Iterable[str]) -> bool:
    """Return whether a name is the id of a rule, or opens those of a family: CC401, CC4, CC."""
    return name.startswith("CC") and any(rule.startswith(name) for rule in known)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the rule that may have been meant, as a hint."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else "claimcheck explain lists them"
