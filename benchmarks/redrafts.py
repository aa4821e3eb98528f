"""What becomes of a review when its article is edited, the whole pipeline run on both: ``python -m benchmarks.redrafts``.

Each claim of an article is verified, up to ten random edits are made, and the review is carried to what the pipeline finds
then. ``--texts`` names files of JSON lines with a ``text`` each, in place of our own articles; ``--keep`` a file for the
Reports, which take two seconds a draft, so that another way to carry can be measured on the same drafts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import claimcheck
from claimcheck.report import Report
from claimcheck.review.decisions import Decision
from claimcheck.review.drafts import carry
from claimcheck.review.store import MEMORY, ReviewStore

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))
import redrafted  # noqa: E402  how tests edit an article

EDITS = ("cut", "insert", "move", "reword", "reword", "correct", "correct")
AT = "2026-03-05T10:00:00Z"


class Redraft(NamedTuple):
    """An article and a draft of it, as the pipeline read both; where the claims of the first are in the second."""

    old: Report
    new: Report
    heirs: dict[str, tuple[int, int]]
    touched: list[str]
    """The ids of the claims in whose sentences something was written anew."""


def redrafts(texts: list[str], drafts: int) -> Iterator[Redraft]:
    """Yield drafts of the articles, made with a seed."""
    chance, olds = Random(31), [claimcheck.check_text(text) for text in texts]  # noqa: S311  drafts, no secrets
    for number in range(drafts):
        old = olds[number % len(olds)]
        units, touched = redrafted.units_of(old), []
        for _ in range(chance.randint(1, 10)):
            full = [unit for unit in units if unit.claims]
            if not full:
                break
            unit, edit = chance.choice(full), chance.choice(EDITS)
            if edit == "cut":
                units.remove(unit)
            elif edit == "insert":
                redrafted.insert(units, chance)
            elif edit == "move":
                redrafted.move(units, chance, unit)
            else:
                touched += unit.names
                (redrafted.reword if edit == "reword" else redrafted.correct)(unit, chance)
        drafted, heirs = redrafted.report_of(old, units)
        places = {claim.id: (claim.start, claim.end) for claim in drafted.claims}
        kept = {name: places[heir] for name, heir in heirs.items()}
        yield Redraft(old, claimcheck.check_text(drafted.text), kept, touched)


def counted(draft: Redraft) -> Counter[str]:
    """Return what became of the states of a draft."""
    found: Counter[str] = Counter()
    with ReviewStore(MEMORY) as store:
        store.add_draft(draft.old, at=AT)
        with store.writing():
            for claim in draft.old.claims:
                store.decide(claim.id, Decision("verified", note=claim.id), by="Ana", at=AT, version=0)
        carry(store, draft.new, at=AT)
        claims = {claim.id: claim for claim in store.draft().report.claims}
        threads = store.threads()
    text = " ".join(draft.new.text.split())
    found["lost"] = len(draft.old.claims) - len(threads)
    was, taken = {claim.id: claim for claim in draft.old.claims}, {thread.claim for thread in threads}
    for thread in threads:
        name, heir = thread.decision.note, draft.heirs.get(thread.decision.note)
        now = claims[thread.claim] if thread.claim else None
        found["states"] += 1
        found["with an heir"] += heir is not None
        found[f"how: {thread.how}"] += 1
        if now is None:
            if heir is not None:
                there = [one.id for one in claims.values() if one.start < heir[1] and heir[0] < one.end]
                free = "not listed" if not there else "another's" if set(there) <= taken else "nobody's"
                found["orphaned with an heir"] += 1
                found[f"orphaned with an heir that is {free}"] += 1
            found["orphaned while the words stand"] += " ".join(was[name].text.split()) in text
        else:
            found["elsewhere"] += heir is None or not (now.start < heir[1] and heir[0] < now.end)
            found["opened again, untouched"] += thread.decision.status == "open" and name not in draft.touched
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.keep and given.keep.exists():
        rows = [json.loads(line) for line in given.keep.read_text("utf-8").splitlines()]
        made = [Redraft(Report.model_validate(row[0]), Report.model_validate(row[1]), row[2], row[3]) for row in rows]
    else:
        texts = [json.loads(line)["text"] for path in given.texts for line in path.read_text("utf-8").splitlines()]
        texts = texts or [path.read_text("utf-8") for path in sorted((ROOT / "fixtures/articles").glob("*.txt"))]
        made = list(redrafts(texts, given.drafts))
    if given.keep and not given.keep.exists():
        lines = (
            json.dumps([one.old.model_dump(mode="json"), one.new.model_dump(mode="json"), one.heirs, one.touched])
            for one in made
        )
        given.keep.write_text("\n".join(lines), "utf-8")
    whole = sum(map(counted, made), Counter())
    for name, number in sorted(whole.items()):
        print(f"{number:>7}  {number / whole['states']:6.2%}  {name}")


if __name__ == "__main__":
    main()
