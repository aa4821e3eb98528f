"""What the network said of the windows that it has read, for whoever reads a text again after every edit of it.

An answer hangs on its window's input alone, so that one that is kept is the one that would be given again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = Sequence[NDArray[Any]]
    Run = Callable[[Sequence[str], Mapping[str, NDArray[Any]]], Arrays]

CAPACITY = 128
"""Windows that are kept: 0.7 MB each, and twenty to 3,000 words."""


class WindowMemory:
    """The answers to the windows that were read last, the oldest of which is forgotten first."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._answers: OrderedDict[tuple[bytes | str, ...], Arrays] = OrderedDict()

    def answers(self, run: Run, names: Sequence[str], feed: Mapping[str, NDArray[Any]]) -> Arrays:
        """Return the outputs ``names`` for an input, from ``run`` where they are not remembered; they are not to be changed."""
        key: tuple[bytes | str, ...] = (*names, *(feed[name].tobytes() for name in sorted(feed)))
        found = self._answers.pop(key, None)
        if found is None:
            found = run(names, feed)
        self._answers[key] = found
        if len(self._answers) > self._capacity:
            self._answers.popitem(last=False)
        return found
