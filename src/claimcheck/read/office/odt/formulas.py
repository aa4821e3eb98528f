"""What a formula says on a line: LibreOffice keeps each as MathML in a part of its own, which the text only names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from claimcheck.read.office.odt.styles import PREFIXES
from claimcheck.read.parts.events import Attributes, Events, leave, skip

_LIFTS: dict[str, tuple[int, ...]] = {
    "msup": (0, 1), "msub": (0, -1), "msubsup": (0, -1, 1), "mover": (0, 1), "munder": (0, -1), "munderover": (0, -1, 1),
}  # fmt: skip
"""How high each child of an element stands: over 0 raised, below lowered."""
_FRACTION = "mfrac"
_OTHERS = "math mrow mi mn mo mtext ms mstyle mpadded menclose merror msqrt mroot mtable mtr mtd semantics".split()


@dataclass(slots=True)
class _Part:
    """An element that is open."""

    name: str
    lift: int
    children: int = 0


class Formula(Events):
    """A formula as text: ``write`` gets each piece of it, with how high it stands."""

    prefixes = PREFIXES

    def __init__(self, write: Callable[[str, int], None]) -> None:
        super().__init__()
        self._write = write
        self._open: list[_Part] = []
        for name in (*_LIFTS, _FRACTION, *_OTHERS):
            self.opened[f"math:{name}"] = partial(self._begin, name)
            self.closed[f"math:{name}"] = partial(leave, self._open)
        self.opened["math:annotation"] = skip

    def text(self, data: str) -> None:
        """Take a piece of the formula; between its elements there is none."""
        if self._open and (said := data.strip()):
            self._write(said, self._open[-1].lift)

    def _begin(self, name: str, _: Attributes) -> None:
        lift = 0
        if self._open:
            around = self._open[-1]
            lifts = _LIFTS.get(around.name, ())[around.children : around.children + 1]
            lift = around.lift or sum(lifts)
            if around.name == _FRACTION:
                self._write("/" if around.children else " ", around.lift)  # 5½ is no 51/2
            around.children += 1
        self._open.append(_Part(name, lift))
