"""Where an export is shown: how wide, whether in colour, and whether it holds several reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """What the exporters for people need to know of the terminal, pipe or file that they write for."""

    width: int = 80
    color: bool = False
    encoding: str = "utf-8"
    """What the text will be encoded in: lines are drawn with box characters only where it has them."""
    many: bool = False
    """Whether several inputs were asked for: JSON is then a list."""
    scores: bool = False
    """Whether the table is followed by each claim's worth, and what made it."""
    left_out: bool = False
    """Whether the table is followed by the sentences that hold no claim, and why."""
