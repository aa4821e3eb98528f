"""How much of what is hostile or drawn by chance a test makes: a fifth, and with CLAIMCHECK_SOAK=1 all of it.

CI has a step for that: ``CLAIMCHECK_SOAK=1 pytest -m "soak or hypothesis"``. What grows with the square of a size shows at a fifth, too.
"""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("CLAIMCHECK_SOAK"))


def size(full: int) -> int:
    """Return how many there are of something of which there are ``full`` in all."""
    return full if SOAK else full // 5
