"""What is marked in a sentence: one row a phenomenon, in the order in which its components run.

Times come first: what stands inside one is no quantity.
"""

from __future__ import annotations

from typing import NamedTuple


class Phenomenon(NamedTuple):
    """A kind of mark: its name in the Report, its group in the Doc, and the module below ``annotate`` with its component.

    The component is registered as ``claimcheck_<group>``; the facts of its mentions are the fields of the Report's type.
    """

    kind: str
    group: str
    module: str
    states: bool = True
    """Whether a claim that holds such a mark is of that kind; a date alone states nothing."""


PHENOMENA = (
    Phenomenon("time", "times", "times.component", states=False),
    Phenomenon("quantity", "quantities", "quantities.component"),
    Phenomenon("superlative", "superlatives", "degrees.superlatives"),
    Phenomenon("change", "changes", "degrees.changes"),
    Phenomenon("comparison", "comparisons", "degrees.comparisons"),
)
KINDS = tuple(one.kind for one in PHENOMENA if one.states)
"""The kinds of claim that a mark makes."""
