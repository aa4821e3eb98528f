"""One tool over a file of texts, warm, in a process of its own: prints its words per CPU second as JSON.

Run by ``benchmarks.speed``, with the tool's own Python: this file imports nothing else of ours.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = 2.0  # CPU seconds that are enough to trust a rate


def analyser(tool: str) -> Callable[[str], object]:
    """Return the function that reads one text with a tool."""
    if tool == "claimcheck":
        import claimcheck

        return claimcheck.check_text
    from quantulum3 import parser

    return parser.parse


def rate(analyse: Callable[[str], object], texts: list[str]) -> float:
    """Return words per CPU second: whole rounds over the texts until they took long enough."""
    words = sum(len(text.split()) for text in texts)
    started, rounds = time.process_time(), 0
    while not rounds or time.process_time() - started < LEAST:
        for text in texts:
            analyse(text)
        rounds += 1
    return words * rounds / (time.process_time() - started)


def main(tool: str, path: str) -> None:
    """Read the texts (or, cold, the one text) and print what was measured."""
    content = Path(path).read_text(encoding="utf-8")
    if tool.endswith("-cold"):
        analyser(tool.removesuffix("-cold"))(content)
        return
    analyse = analyser(tool)
    analyse("The first article is read before the clock starts.")
    print(json.dumps({"rate": rate(analyse, json.loads(content))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
