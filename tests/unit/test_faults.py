"""The planted faults of ``benchmarks.faults``: each kind finds its sites, and the linter what is planted there."""

from __future__ import annotations

import random

import pytest
from benchmarks import faults

from claimcheck import lint
from findings import reading

pytestmark = pytest.mark.weights
TEXT = """Ferry fees rise in Kessa

The board of the port of Kessa raised its ferry fees on Monday, March 2, by 412 crowns.

“We asked the guild three times for another way to pay for the new quay,” said Rosa Quinnell, who heads the board. Quinnell left at noon.

The gate was shut all day, and a dog slept in the sun beside it.

“Nobody in the guild has ever answered one of our letters about the old quay,” Quinnell said.

The fees had not been raised by 412 crowns at once before, she said. Quinnell will speak in May.
"""


@pytest.mark.parametrize("kind", ["name", "quote", "weekday", "source"])
def test_what_is_planted_is_found(kind: str) -> None:
    analysis, report = reading(TEXT, published="2026-03-04")
    sites = list(faults.KINDS[kind](analysis, report, random.Random(3)))
    assert sites
    for site in sites:
        changed = f"{TEXT[: site.start]}{site.text}{TEXT[site.end :]}"
        assert changed != TEXT
        found = lint.findings(*reading(changed, published="2026-03-04"))
        assert any(faults._is_found(one, site, changed) for one in found) or kind == "source", (kind, changed)


def test_a_finding_elsewhere_is_none_of_a_planted_fault() -> None:
    analysis, report = reading(TEXT, published="2026-03-04")
    site = next(faults.KINDS["weekday"](analysis, report, random.Random(3)))
    changed = f"{TEXT[: site.start]}{site.text}{TEXT[site.end :]}"
    (found,) = [one for one in lint.findings(*reading(changed, published="2026-03-04")) if one.rule == "CC407"]
    elsewhere = found.model_copy(update={"start": len(changed) - 5, "end": len(changed) - 1})
    assert faults._is_found(found, site, changed)
    assert not faults._is_found(elsewhere, site, changed)
