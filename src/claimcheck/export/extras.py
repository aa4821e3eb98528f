"""The libraries of extras, imported when they are asked for, and what is said where one is not installed."""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from claimcheck.errors import UsageError


def needed(name: str, *, extra: str) -> ModuleType:
    """Return an installed module. Raises a UsageError that names the extra which brings it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise _missing(name, extra) from None


def expect(name: str, *, extra: str) -> None:
    """Raise the error of ``needed`` without importing anything: an article must not be analysed first, for minutes, in vain."""
    if importlib.util.find_spec(name) is None:
        raise _missing(name, extra)


def _missing(name: str, extra: str) -> UsageError:
    return UsageError(f"this needs {name}, which is not installed", f"pip install 'claimcheck-cli[{extra}]'")
