"""What became of each claim from one draft to the next: new, changed, moved or gone; corrected figures by name."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple

from claimcheck.export.claims.rows import place
from claimcheck.export.page import ChangeCard, changes_page
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Quantity, Report
from claimcheck.review.anchoring import anchored, in_rising_order, words_of
from claimcheck.review.facts import changed_facts, source_of

KINDS = ("corrected", "changed", "moved", "new", "gone", "same")


class ClaimDifference(NamedTuple):
    """A claim in both drafts, None where one does not have it."""

    old: Claim | None
    new: Claim | None
    facts: tuple[str, ...] = ()
    """What has to be checked again: ``figure``, ``unit``, ``source`` and so on."""
    wording: bool = False
    moved: bool = False
    corrections: tuple[tuple[str, str], ...] = ()
    """The figures that took the place of others."""
    sources: tuple[str, str] = ("", "")
    """The names of its sources."""

    @property
    def kind(self) -> str:
        """What it is called: the first of ``KINDS`` that fits."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        if self.facts or self.wording:
            return "corrected" if self.corrections else "changed"
        return "moved" if self.moved else "same"

    def told(self) -> list[str]:
        """Return what changed, in words: the figures that were corrected, the sources, what else has to be checked again."""
        told = [f"{on_one_line(before)} → {on_one_line(after)}" for before, after in self.corrections]
        if "source" in self.facts:
            told += [f"source: {' → '.join(on_one_line(name) or 'none' for name in self.sources)}"]
        named = [one for one in self.facts if one != "source" and not (self.corrections and one in ("figure", "unit"))]
        told += [", ".join(named)] if named else []
        told += ["wording"] if self.wording and not told else []
        return [*told, "moved"] if self.moved and self.kind != "moved" else told


class ReportDifference(NamedTuple):
    """Two drafts and their claims: those of the new draft in its order, then what is gone."""

    old: Report
    new: Report
    claims: tuple[ClaimDifference, ...]

    def counts(self) -> dict[str, int]:
        """Return how many claims there are of each kind."""
        counted = Counter(one.kind for one in self.claims)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def summary(self) -> str:
        """How many claims there are of each kind, in words."""
        return ", ".join(f"{number} {kind}" for kind, number in self.counts().items() if number) or "no claims"


def difference(old: Report, new: Report) -> ReportDifference:
    """Return what became of each claim of two drafts."""
    anchors = [(anchor.old, anchor.new) for anchor in anchored(old, new)]
    placed = [(before, after) for before, after in anchors if after is not None]
    stayed = set(in_rising_order(placed))
    origins = {after: before for before, after in placed}
    claims = [
        _compared(old, new, (origins[number], number), moved=(origins[number], number) not in stayed)
        if number in origins
        else ClaimDifference(None, claim)
        for number, claim in enumerate(new.claims)
    ]
    gone = [ClaimDifference(old.claims[before], None) for before, after in anchors if after is None]
    return ReportDifference(old, new, (*claims, *gone))


def _compared(old: Report, new: Report, pair: tuple[int, int], *, moved: bool) -> ClaimDifference:
    before, after = old.claims[pair[0]], new.claims[pair[1]]
    return ClaimDifference(
        before,
        after,
        changed_facts(old, new, (before, after)),
        wording=words_of(before.text) != words_of(after.text),
        moved=moved,
        corrections=tuple(_corrections(before, after)),
        sources=(source_of(old, before), source_of(new, after)),
    )


def _corrections(before: Claim, after: Claim) -> list[tuple[str, str]]:
    """Return the figures that differ, where both drafts have as many."""
    first, second = (_quantities(claim) for claim in (before, after))
    if len(first) != len(second):
        return []
    return [(one.text, other.text) for one, other in zip(first, second, strict=True) if _value(one) != _value(other)]


def _quantities(claim: Claim) -> list[Quantity]:
    return [mark for mark in claim.marks if isinstance(mark, Quantity)]


def _value(mark: Quantity) -> tuple[object, ...]:
    return (mark.bound, mark.value, mark.value2, mark.unit)


def as_json(found: ReportDifference) -> str:
    """Return a difference as JSON: how many claims of each kind, then those that are not the same."""
    whole = {
        "old": found.old.article.source,
        "new": found.new.article.source,
        "counts": found.counts(),
        "claims": [_plain(one) for one in found.claims if one.kind != "same"],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_html(found: ReportDifference) -> str:
    """Return a difference as a page: the new draft with what is not the same marked, and a card for each such claim."""
    cards = [
        ChangeCard(one.kind, one.old, one.new, told=tuple(one.told()), where=place(shown.where))
        for one in found.claims
        if one.kind != "same" and (shown := one.new or one.old)
    ]
    return changes_page(found.old, found.new, cards, summary=found.summary)


def _plain(one: ClaimDifference) -> dict[str, Any]:
    return {
        "change": one.kind,
        "moved": one.moved,
        "wording": one.wording,
        "facts": list(one.facts),
        "corrections": [{"old": before, "new": after} for before, after in one.corrections],
        "old": _place(one.old, one.sources[0]),
        "new": _place(one.new, one.sources[1]),
    }


def _place(claim: Claim | None, source: str) -> dict[str, Any] | None:
    if claim is None:
        return None
    where = claim.where.model_dump(exclude_none=True)
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "where": where,
        "source": source or None,
    }
