"""What README.md says of the accuracy, held against what was measured just now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.matching import Score

MOST_DRIFT = 0.002
_TABLE = re.compile(r"<!-- generated: accuracy -->\n(?P<rows>.*?)<!-- end -->", re.DOTALL)


def stated(readme: str) -> dict[str, float]:
    """Return the figures in README's table of accuracy, by ``set/measure``."""
    found = _TABLE.search(readme)
    cells = [[cell.strip() for cell in line.split("|")[1:3]] for line in found["rows"].splitlines()] if found else []
    figures = {title: float(figure) for title, figure in cells if re.fullmatch(r"\d\.\d+", figure)}
    return {measure.id: figures[measure.title] for measure in MEASURES if measure.title in figures}


def drifts(readme: str, scores: Mapping[str, Score]) -> Iterator[str]:
    """Yield each measure that README does not state, or states more than MOST_DRIFT away from its score."""
    figures = stated(readme)
    for name, score in scores.items():
        figure = figures.get(name)
        if figure is None:
            yield f"{name}: README.md does not state it, {score.f1:.4f} was measured: --update, then docs/generate.py"
        elif abs(figure - score.f1) > MOST_DRIFT:
            yield f"{name}: README.md says {figure:.3f}, {score.f1:.4f} was measured: --update, then docs/generate.py"
