"""How fast a batch is, and how much memory it takes: ``python -m benchmarks.archive TEXTS.jsonl [-j N ...] [--at ROWS ...]``.

TEXTS has a JSON object with ``text`` a line. For each number of processes the batch writes to a pipe: when does the first
row come, how many words a second and a CPU second, and how much memory do all processes hold together when so many rows
have come (Linux).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_000_000


def resident(root: int) -> float:
    """Return the megabytes that a process and all below it hold."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(stat.parent.name)], pages[int(stat.parent.name)] = int(fields[1]), int(fields[21])
    family = [root]
    for one in family:  # grows while it is walked
        family.extend(child for child, parent in parents.items() if parent == one)
    return sum(pages.get(one, 0) for one in family) * PAGE / MEGABYTE


def measure(texts: Path, processes: int, *, at: list[int]) -> dict[str, float]:
    """Return what one batch took."""
    command = [sys.executable, "-m", "claimcheck", "batch", str(texts), "-o", "-", "-j", str(processes), "--fresh"]
    before, begun, words, rows = os.times(), time.monotonic(), 0, 0
    result: dict[str, float] = {"processes": processes}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as batch:
        for line in batch.stdout or ():
            rows += 1
            words += json.loads(line)["article"]["words"]
            if rows == 1:
                result["first row, s"] = time.monotonic() - begun
            if rows in at:
                result[f"MB at {rows}"] = resident(batch.pid)
    seconds, after = time.monotonic() - begun, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return result | {"rows": rows, "words": words, "s": seconds, "words/s": words / seconds, "words/CPU s": words / cpu}


def main() -> None:
    """Print a line for each number of processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("-j", "--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--at", type=int, nargs="*", default=[])
    options = parser.parse_args()
    for processes in options.processes:
        print(
            json.dumps(
                {name: round(value, 2) for name, value in measure(options.texts, processes, at=options.at).items()}
            )
        )


if __name__ == "__main__":
    main()
