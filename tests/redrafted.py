"""Drafts of an article made from its Report, for tests that need no weights: sentences are cut, put in, moved and rewritten."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from claimcheck.report import Claim, Quantity, Report

GOLDEN = sorted((Path(__file__).parent.parent / "fixtures/golden").glob("*.json"))
INSERTED = (
    "The council met twice that week. ",
    "Nobody at the ministry would comment on the plan. ",
    "It rained for 14 days without a break. ",
    "Prices rose by 3 percent in the same month, the longest run in a decade. ",
)
_WORD = re.compile(r"\b[a-z]{4,}\b")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def articles() -> list[Report]:
    """Return the golden Reports."""
    tool = {"version": "0", "lexicon": "0"}  # the golden ones have none, which would change with every version
    return [Report.model_validate({**json.loads(path.read_text("utf-8")), "tool": tool}) for path in GOLDEN]


@dataclass
class Unit:
    """A sentence, or what stands between two, with the claims in it, whose offsets are those in the unit."""

    text: str
    claims: list[Claim] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The ids that the claims had in the old draft."""


def units_of(report: Report) -> list[Unit]:
    """Return an article in pieces that make its text when they are joined."""
    extents: list[list[int]] = []
    for claim in sorted(report.claims, key=lambda one: min(one.start, one.sentence.start)):
        start, end = min(claim.start, claim.sentence.start), max(claim.end, claim.sentence.end)
        if extents and start < extents[-1][1]:
            extents[-1][1] = max(end, extents[-1][1])
        else:
            extents.append([start, end])
    units, at = [], 0
    for start, end in extents:
        units.append(Unit(report.text[at:start]))
        held = [one for one in report.claims if start <= one.start and one.end <= end]
        units.append(Unit(report.text[start:end], [shifted(one, -start) for one in held], [one.id for one in held]))
        at = end
    return [*units, Unit(report.text[at:])]


def shifted(claim: Claim, by: int, *, behind: int = -1) -> Claim:
    """Return a claim with every offset behind a place moved."""

    def moved(offset: int) -> int:
        return offset + by if offset > behind else offset

    marks = tuple(mark.model_copy(update={"start": moved(mark.start), "end": moved(mark.end)}) for mark in claim.marks)
    places = {"start": moved(claim.start), "end": moved(claim.end), "marks": marks}
    sentence = claim.sentence.model_copy(
        update={"start": max(moved(claim.sentence.start), 0), "end": max(moved(claim.sentence.end), 0)}
    )
    return claim.model_copy(update={**places, "sentence": sentence})


def report_of(old: Report, units: list[Unit]) -> tuple[Report, dict[str, str]]:
    """Return the Report of a draft, and for each id of the old draft the claim's id in the new one."""
    claims: list[Claim] = []
    heirs: dict[str, str] = {}
    met: Counter[str] = Counter()
    text = ""
    for unit in units:
        for name, claim in zip(unit.names, unit.claims, strict=True):
            there = shifted(claim, len(text))
            words = unit.text[claim.start : claim.end]
            new = "c-" + hashlib.sha256(f"{words.casefold().split()}{met[words]}".encode()).hexdigest()[:12]
            met[words] += 1
            claims.append(there.model_copy(update={"id": new, "text": words}))
            if name:
                heirs[name] = new
        text += unit.text
    article = old.article.model_copy(update={"text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()})
    return old.model_copy(update={"article": article, "claims": tuple(claims)}), heirs


def insert(units: list[Unit], chance: Random) -> None:
    """Put a sentence in between two."""
    place = chance.randrange(0, len(units) + 1)
    units.insert(place, Unit(chance.choice(INSERTED) + chance.choice(("", "\n\n"))))


def copy(units: list[Unit], source: Unit) -> None:
    """Write a sentence a second time at the end."""
    claims = [one.model_copy() for one in source.claims]
    units += [Unit("\n\n"), Unit(source.text, claims, [""] * len(claims))]


def move(units: list[Unit], chance: Random, unit: Unit) -> None:
    """Put a sentence elsewhere."""
    units.remove(unit)
    units.insert(chance.randrange(0, len(units) + 1), unit)


def reword(unit: Unit, chance: Random) -> bool:
    """Write a word of a sentence that is in no mark as another; return whether there was one."""
    taken = [(mark.start, mark.end) for claim in unit.claims for mark in claim.marks]
    edges = [edge for claim in unit.claims for edge in (claim.start, claim.end)]
    words = [
        word
        for word in _WORD.finditer(unit.text)
        if not any(word.start() < end and start < word.end() for start, end in taken)
        and not any(word.start() <= edge <= word.end() for edge in edges)
    ]
    if words:
        word = chance.choice(words)
        _replace(unit, word.span(), chance.choice(("mostly", "duly", "apparently", "largely")))
    return bool(words)


def correct(unit: Unit, chance: Random) -> str | None:
    """Write a figure of a sentence as another; return the old id of the claim that has it, None for no figure."""
    found = [
        (number, place)
        for number, claim in enumerate(unit.claims)
        for place, mark in enumerate(claim.marks)
        if isinstance(mark, Quantity) and _DIGITS.search(mark.text)
    ]
    if not found:
        return None
    number, place = chance.choice(found)
    mark = unit.claims[number].marks[place]
    digits = _DIGITS.search(unit.text, mark.start)
    assert digits
    new = str(chance.randint(11, 9999))
    _replace(unit, digits.span(), new)
    claim = unit.claims[number]
    marks = list(claim.marks)
    there = marks[place]
    marks[place] = there.model_copy(update={"value": int(new), "text": unit.text[there.start : there.end]})
    unit.claims[number] = claim.model_copy(update={"marks": tuple(marks)})
    return unit.names[number]


def _replace(unit: Unit, extent: tuple[int, int], by: str) -> None:
    start, end = extent
    unit.text = unit.text[:start] + by + unit.text[end:]
    unit.claims = [shifted(claim, len(by) - (end - start), behind=start) for claim in unit.claims]
