"""Where an export is shown: how wide, whether in colour, and whether it holds several reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claimcheck.lint import Rule


class Layout(NamedTuple):
    """What the exporters for people need to know of the terminal, pipe or file that they write for."""

    width: int = 80
    color: bool = False
    encoding: str = "utf-8"
    """What the text will be encoded in."""
    many: bool = False
    """Whether several inputs were asked for: JSON is then a list."""
    scores: bool = False
    """Whether the list is followed by each claim's worth, and what made it."""
    left_out: bool = False
    """Whether the list shows the sentences that hold no claim, and why."""
    ids: bool = False
    """Whether the list shows the ids of claims."""
    by_worth: bool = False
    """Whether the list starts with the sentence that is most worth checking; the numbers of claims stay."""
    only: frozenset[str] = frozenset()
    """The kinds of which the list shows claims, none for all; this and what follows hold for the list alone."""
    unsourced: bool = False
    """Whether the list shows only claims that have no source."""
    worth: float | None = None
    """How much a claim must be worth checking to be on the list."""
    rules: tuple[Rule, ...] = ()
    """The rules of the linter, for a format that carries their pages."""
    tell: Callable[[str], object] = str
    """What hears about an article that could not be written as asked."""
    found: Mapping[str, tuple[str, ...]] | None = None
    """What a checker found of each claim, by its id: the last columns of a checklist."""
