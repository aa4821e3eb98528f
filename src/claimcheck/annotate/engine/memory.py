"""What the network said of the windows that it has read, and the trees made of it, for whoever reads a text again after every edit of it.

An answer hangs on its window's input alone, and a tree on the answers, so that one that is kept is the one that would be
given again.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = Sequence[NDArray[Any]]
    Run = Callable[[Sequence[str], Mapping[str, NDArray[Any]]], Arrays]

CAPACITY = 128
"""Windows that are kept: 0.7 MB each, and twenty to 3,000 words."""
_SENTENCES = 32
"""Trees for each window: 16 bytes a word."""
T = TypeVar("T")


class LastMade(Generic[T]):
    """What was made of the keys that were asked for last; of the others the oldest is forgotten first."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of a key, made where it is not remembered; it is not to be changed."""
        found = self._kept.pop(key) if key in self._kept else make()
        self._kept[key] = found
        if len(self._kept) > self._capacity:
            self._kept.popitem(last=False)
        return found


class WindowMemory:
    """The answers to the windows that were read last, and the trees of their sentences."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._answers = LastMade[tuple[int, "Arrays"]](capacity)
        self._numbers = itertools.count()
        self.trees = LastMade[tuple["NDArray[Any]", "NDArray[Any]"]](capacity * _SENTENCES)
        """Heads and labels by the numbers of their words' answers and their places in them."""

    def answers(self, run: Run, names: Sequence[str], feed: Mapping[str, NDArray[Any]]) -> tuple[int, Arrays]:
        """Return the outputs ``names`` for an input, from ``run`` where they are not remembered, and the number of this answer."""
        key: tuple[bytes | str, ...] = (*names, *(feed[name].tobytes() for name in sorted(feed)))
        return self._answers.of(key, lambda: (next(self._numbers), run(names, feed)))
