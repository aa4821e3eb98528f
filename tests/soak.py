"""How much of what is hostile or drawn by chance a test makes: a fifth, of rows among hundreds a tenth, and with CLAIMCHECK_SOAK=1 all.

CI has a step for that: ``CLAIMCHECK_SOAK=1 pytest -m "soak or hypothesis"``. What grows with the square of a size shows at a fifth, too.
What is marked ``whole`` is made there alone: it costs seconds, and what it tells another test of the default run tells in part.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

_One = TypeVar("_One")
SOAK = bool(os.environ.get("CLAIMCHECK_SOAK"))


whole = pytest.mark.soak(whole=True)


def size(full: int) -> int:
    """Return how many there are of something of which there are ``full`` in all."""
    return full if SOAK else full // 5


def part(every: Sequence[_One]) -> Sequence[_One]:
    """Return which ones a test takes of many that say the same of what is broken: every tenth.

    Every fifth cost the default run 14 CPU seconds where this costs 8, and the step behind it takes all.
    """
    return every if SOAK else every[::10]
