"""Rules ask for the same of an article, one after the other: it is read once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Return ``function`` with its last result kept, for as long as the very same things are asked about."""
    last: list[object] = []
    result: list[T] = []

    @functools.wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        if len(last) != len(args) or any(a is not b for a, b in zip(last, args, strict=True)):
            result[:] = [function(*args, **kwargs)]
            last[:] = args
        return result[0]

    return asked
