"""Nine rules ask for the same sentences of one Report, one after the other: they are read once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from claimcheck.report import Report

T = TypeVar("T")


class _Same:
    """A Report as a key: itself, not what is equal to it; to compare two by content costs more than to read one again."""

    __slots__ = ("report",)

    def __init__(self, report: Report) -> None:
        self.report = report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.report is other.report

    def __hash__(self) -> int:
        return id(self.report)


def once(function: Callable[[Report], T]) -> Callable[[Report], T]:
    """Return ``function`` with its last result remembered, for as long as the same Report is asked for."""

    @functools.lru_cache(maxsize=1)
    def remembered(key: _Same) -> T:
        return function(key.report)

    @functools.wraps(function)
    def asked(report: Report) -> T:
        return remembered(_Same(report))

    return asked
