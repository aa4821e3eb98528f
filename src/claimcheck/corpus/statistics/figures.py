"""What is counted of an archive: plain values, in the order in which they are shown."""

from __future__ import annotations

from typing import NamedTuple


class Totals(NamedTuple):
    """How much there is. ``articles`` were read, ``counted`` of them are no copy of another, ``failed`` could not be read."""

    articles: int
    counted: int
    failed: int
    words: int
    claims: int
    unsourced: int
    vague: int
    findings: int


class ClaimTally(NamedTuple):
    """The claims of a kind, say, and how many articles have some."""

    name: str
    claims: int
    articles: int


class NamedSource(NamedTuple):
    """A source by its name, with the claims that it is cited for."""

    name: str
    type: str
    grade: int
    claims: int
    articles: int


class Sourcing(NamedTuple):
    """The claims of a publisher in a month, by support; an empty name or month is one that no Report says."""

    publisher: str
    month: str
    articles: int
    claims: int
    linked: int
    named: int
    vague: int
    none: int


class RepeatedFigure(NamedTuple):
    """A figure that several articles state: its value and unit, what it counts, and the first claim that has it."""

    figure: str
    of: str
    articles: int
    publishers: int
    claims: int
    example: str


class RuleTally(NamedTuple):
    """How often a rule of the linter found something that nobody has switched off."""

    rule: str
    name: str
    severity: str
    findings: int
    articles: int


class RepeatedStory(NamedTuple):
    """A text that ran more than once: the article that is counted, and the others, by their files."""

    title: str
    source: str
    copies: tuple[str, ...]
    publishers: tuple[str, ...]
    published: str


class ArchiveFigures(NamedTuple):
    """All that is counted; ``stories`` is None where near-copies were not looked for."""

    totals: Totals
    kinds: tuple[ClaimTally, ...]
    support: tuple[ClaimTally, ...]
    source_types: tuple[ClaimTally, ...]
    source_grades: tuple[ClaimTally, ...]
    sources: tuple[NamedSource, ...]
    by_publisher: tuple[Sourcing, ...]
    by_month: tuple[Sourcing, ...]
    by_publisher_and_month: tuple[Sourcing, ...]
    repeated: tuple[RepeatedFigure, ...]
    rules: tuple[RuleTally, ...]
    stories: tuple[RepeatedStory, ...] | None = None
