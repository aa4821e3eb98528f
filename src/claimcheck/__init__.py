"""claimcheck: a linter for facts. It lists what in an article has to be checked, and whom the article cites for it.

>>> import claimcheck
>>> report = claimcheck.check("article.txt")            # doctest: +SKIP
>>> for claim in report.claims:                         # doctest: +SKIP
...     print(claim.text, claim.support)
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.annotate.pipeline import load
    from claimcheck.article import Article
    from claimcheck.check import check, check_many, check_text
    from claimcheck.errors import ClaimcheckError
    from claimcheck.export.exchange.table import frame
    from claimcheck.report import Claim, Report
    from claimcheck.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Claim",
    "ClaimcheckError",
    "Report",
    "Settings",
    "check",
    "check_many",
    "check_text",
    "frame",
    "load",
]

_HOME = {
    "Article": "claimcheck.article",
    "Claim": "claimcheck.report",
    "ClaimcheckError": "claimcheck.errors",
    "Report": "claimcheck.report",
    "Settings": "claimcheck.settings",
    "check": "claimcheck.check",
    "check_many": "claimcheck.check",
    "check_text": "claimcheck.check",
    "frame": "claimcheck.export.exchange.table",
    "load": "claimcheck.annotate.pipeline",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  any of what is exported
    """Import what is asked for when it is asked for: spaCy alone costs 0.5 s, which ``--help`` must not pay."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module(_HOME[name]), name)


class _Package(types.ModuleType):
    """Keeps ``claimcheck.check`` the function: importing the module of that name would set it to the module."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, getattr(value, name, value) if name == "check" else value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    """Return what the package exports, imported or not."""
    return sorted([*globals(), *__all__])
