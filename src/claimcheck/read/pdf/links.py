"""Links of a PDF: which of a page's areas a point lies in, and which address a line's end parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.read.pdf.file import Area

_CELL = 24.0  # points: two lines of type
_MOST_CELLS = 400  # an area over more of them is looked at for every point
_MOST_DEEP = 32  # areas over one another: what lies below so many others is not to be clicked
_SCHEMES = ("http://", "https://", "mailto:", "ftp://", "doi:")
_ADDRESS = re.compile(r"(?:https?://|www\.(?=\w))[^\s<>\"“”{}|\\^`]+", re.IGNORECASE)


class Areas:
    """The areas of a page that links are laid on, by where they are."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.cells: dict[tuple[int, int], list[Area]] = {}
        self.wide: list[Area] = []
        for area in areas:
            if area.href.lower().startswith(_SCHEMES):
                self._add(area)

    def __bool__(self) -> bool:
        return bool(self.cells or self.wide)

    def _add(self, area: Area) -> None:
        first, last = int(area.left // _CELL), int(area.right // _CELL)
        lowest, highest = int(area.bottom // _CELL), int(area.top // _CELL)
        if (last - first + 1) * (highest - lowest + 1) > _MOST_CELLS:
            if len(self.wide) < _MOST_DEEP:
                self.wide.append(area)
            return
        for column in range(first, last + 1):
            for row in range(lowest, highest + 1):
                cell = self.cells.setdefault((column, row), [])
                if len(cell) < _MOST_DEEP:
                    cell.append(area)

    def at(self, x: float, y: float) -> str:
        """Return where the link at a point leads, empty for none."""
        for areas in (self.cells.get((int(x // _CELL), int(y // _CELL)), ()), self.wide):
            for area in areas:
                if area.left <= x <= area.right and area.bottom <= y <= area.top:
                    return area.href
        return ""


def goes_on(line: str, following: str) -> bool:
    """Return whether an address that ends a line goes on with the first word of the line below."""
    last = line.rsplit(maxsplit=1)[-1] if line.strip() else ""
    match = _ADDRESS.search(last)
    if match is None or match.end() != len(last) or not following.strip():
        return False
    word = following.split(maxsplit=1)[0]
    broken = last[-1] in "/-_.=?&#%~+" and not (last[-1] == "." and following[:1].isupper())
    return broken or word[0] in "/_=?&#%~" or ("/" in word.strip("/") and "//" not in word)
