"""The floors under the measures: they rise by themselves, and are lowered by name with a reason that the file keeps."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.matching import Score

# How far below what was measured a floor is set: int8 arithmetic differs between processors in the third digit, and
# one thing more or less moves a small set by more than that.
SLACK_LARGE, SLACK_SMALL, LARGE = 0.005, 0.01, 2000
PLACES = 1000


@dataclass(frozen=True, slots=True)
class Baseline:
    """Floors by measure, the digests of what they were measured with, and every lowering with its reason."""

    floors: Mapping[str, float] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    model: Mapping[str, str] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()


class LoweringRefusedError(Exception):
    """A floor would sink and nobody said so."""


def read(path: Path) -> Baseline:
    """Return the baseline in a file, an empty one where there is no file."""
    return Baseline(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Baseline()


def write(path: Path, baseline: Baseline) -> None:
    """Write the file, one floor a line, so that a change to it reads as one."""
    content = {
        "floors": dict(sorted(baseline.floors.items())),
        "data": dict(sorted(baseline.data.items())),
        "model": dict(baseline.model),
        "history": list(baseline.history),
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def floor_for(score: Score) -> float:
    """Return the floor for a score: a little below it, to three digits."""
    slack = SLACK_LARGE if score.gold >= LARGE else SLACK_SMALL
    return max(0.0, math.floor((score.f1 - slack) * PLACES) / PLACES)


def failures(
    baseline: Baseline, scores: Mapping[str, Score], *, data: Mapping[str, str], model: Mapping[str, str]
) -> list[str]:
    """Return what is wrong: measures under their floor, and data or weights that the floors were not measured with."""
    other = sorted(name for name in {*baseline.model, *model} if baseline.model.get(name) != model.get(name))
    weights = [f"the floors were measured with other weights ({', '.join(other)}): measure again with --update"]
    changed = [
        f"{name}: the data ({digest}) is not what its floors were measured on ({baseline.data[name]})"
        for name, digest in data.items()
        if baseline.data.get(name, digest) != digest
    ]
    under = [
        f"{name}: {score.f1:.4f} is under its floor {baseline.floors[name]:.3f}"
        for name, score in scores.items()
        if score.f1 < baseline.floors.get(name, 0.0)
    ]
    return (weights if other else []) + changed + under


def updated(
    baseline: Baseline, scores: Mapping[str, Score], *, data: Mapping[str, str], allowed: Mapping[str, str]
) -> Baseline:
    """Return the baseline with floors raised to the scores, and lowered for the measures in ``allowed`` (with why).

    A floor above what was measured is kept where the score still reaches it. Raises LoweringRefusedError where a score
    is under its floor and the measure is not in ``allowed``.
    """
    floors, history = dict(baseline.floors), list(baseline.history)
    sunk = [name for name, score in scores.items() if score.f1 < floors.get(name, 0.0) and name not in allowed]
    if sunk:
        message = "would be lowered: " + ", ".join(
            f"{name} {floors[name]:.3f} -> {scores[name].f1:.4f}" for name in sunk
        )
        raise LoweringRefusedError(message)
    for name, score in scores.items():
        old, new = floors.get(name, 0.0), floor_for(score)
        if new < old and name in allowed:
            history.append({"measure": name, "from": old, "to": new, "why": allowed[name]})
            floors[name] = new
        else:
            floors[name] = max(old, new)
    return replace(baseline, floors=floors, data=dict(baseline.data) | dict(data), history=history)
