"""How time grows with a text that is made to be slow: ``python -m benchmarks.growth [--only WORD] [--check]``.

Each of the patterns is written out to a text of some size, and to one twice as long, and so on. The exponent is the
slope of the logarithm of the CPU seconds over that of the size: 1 is linear, 2 is the square. The least of two runs
counts. The shortest and the longest text tell most patterns; only one whose exponent comes near the bound by these is run
in all sizes, and its longest again. Two processes share the patterns: about 5 minutes for all of them on two cores.
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import multiprocessing
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE, DOUBLINGS, JOBS = 3000, 4, 2
MOST, NEAR = 1.15, 1.08
ENOUGH = 60.0  # CPU seconds of one text, after which no longer one of its pattern is tried
WARM = "Mayor Ann Lee said on Monday that taxes rose 5 percent to $3 million in 2024."

PATTERNS = {
    **{f"run of {mark}": mark for mark in "$`[](<\"'#.,-—*_/:;!?&|~%+=@"},
    "no-break spaces": "\u00a0",
    "tabs": "\t",
    "blanks": "  ",
    "blank lines": "\n",
    "digits": "7",
    "digits and commas": "1,",
    "decimal points": "1.",
    "hyphenated figures": "1-",
    "figures": "12 345,678 9.5 ",
    "sentences of figures": "It was 12, 13, 14 and 15. ",
    "sums of money": "$3 million, £4bn, ",
    "percentages": "5 percent and 7% ",
    "one word": "a",
    "one word of capitals": "A",
    "words without an end": "taxes rose and ",
    "one endless sentence": "the mayor of Boston said that taxes rose by 5 percent, and ",
    "sentences": "Mayor Ann Lee said taxes rose 5 percent in 2024. ",
    "paragraphs": "Mayor Ann Lee said taxes rose 5 percent in 2024, the highest since 1987.\n\n",
    "other paragraphs": "The council spent $3 million on 12 buses, up from 9 a year before, a report found.\n\n",
    "quotations": "“We paid 5 percent,” Lee said. ",
    "quotation marks in one another": "“‘",
    "apostrophes in words": "o'a'",
    "nested parentheses": "(a ",
    "pairs of brackets": "[a] ",
    "abbreviations": "U.S. Dr. No. e.g. ",
    "names": "Ann Lee, Bo Ek, Cy Oz and Di Ux met. ",
    "one chain of names": "Ann Lee Bo Ek ",
    "dates": "On March 4, 2024, and 2024-03-04, last week, ",
    "days": "Monday Tuesday ",
    "said that he said": "he said that she said that ",
    "pronouns": "He told her that they saw it. ",
    "superlatives": "the highest ever and the first since ",
    "comparisons": "more than twice as many as ",
    "links": "https://example.org/a?b=c ",
    "long address": "example.org/",
    "note marks": "It rose 5 percent.[1] ",
    "notes": "[1]: Ann Lee, Report, 2024\n\n",
    "emoji": "👩‍👩‍👧 ",
    "combining marks": "e\u0301\u0301",
    "right-to-left marks": "a\u200f\u202e",
    "Chinese": "市长说税收上涨百分之五。",
    "bullets": "• 9 buses\n",
    "numbered list": "1. Taxes rose\n2. Fees fell\n",
    "table": "| 2024 | 5% | Boston |\n",
    "headings": "# Taxes rise\n\n",
    "verse": "Taxes rise\n",
}
"""What is written out, over and over."""


class Growth(NamedTuple):
    """A pattern's CPU seconds by size, and their exponent."""

    name: str
    seconds: dict[int, float]

    @property
    def exponent(self) -> float:
        """The slope of the line through the logarithms; infinite where a text was given up."""
        points = [(math.log(size), math.log(max(value, 1e-4))) for size, value in self.seconds.items()]
        middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
        across = sum((x - middle[0]) ** 2 for x, _ in points)
        return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / across if across else math.inf


def measured(name: str, sizes: Sequence[int]) -> Growth:
    """Return how long the texts of a pattern take: the ends of the sizes, all of them where these come near the bound."""
    ends = Growth(name, _timed(name, [sizes[0], sizes[-1]], least=1.0))
    return ends if ends.exponent <= NEAR else Growth(name, _timed(name, sizes, least=ENOUGH))


def _timed(name: str, sizes: Sequence[int], *, least: float) -> dict[int, float]:
    """Return the CPU seconds of a pattern by size: the less of two runs where the first takes under ``least`` seconds."""
    import claimcheck

    pattern, seconds = PATTERNS[name], {}
    for size in sizes:
        text = (pattern * (size // len(pattern) + 1))[:size]
        runs: list[float] = []
        while not runs or (len(runs) == 1 and runs[0] < least):
            started = time.process_time()
            claimcheck.check_text(text)
            runs.append(time.process_time() - started)
        seconds[size] = min(runs)
        if seconds[size] > ENOUGH:
            break
    return seconds


def _warm() -> None:
    """Load what the first text of a process loads."""
    import claimcheck

    claimcheck.check_text(WARM)


def main(given: list[str] | None = None) -> int:
    """Measure, print, and check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="patterns with this in their name")
    parser.add_argument("--size", type=int, default=SIZE, help=f"characters of the shortest text [{SIZE}]")
    parser.add_argument("--doublings", type=int, default=DOUBLINGS, help=f"of the size [{DOUBLINGS}]")
    parser.add_argument("--jobs", type=int, default=JOBS, help=f"processes that share the patterns [{JOBS}]")
    parser.add_argument("--json", type=Path, help="write the measures to this file")
    parser.add_argument("--check", action="store_true", help=f"fail where an exponent is over {MOST}")
    options = parser.parse_args(given)
    sizes = [options.size * 2**doubling for doubling in range(options.doublings + 1)]
    print(f"{'pattern':32s}" + "".join(f"{size:>9,}" for size in sizes) + f"{'exponent':>10s}")
    found = []
    names = [name for name in PATTERNS if options.only in name]
    with multiprocessing.get_context("spawn").Pool(options.jobs, _warm) as pool:
        for one in pool.imap(functools.partial(measured, sizes=sizes), names):
            found.append(one)
            shown = "".join(f"{one.seconds[size]:>9.2f}" if size in one.seconds else f"{'':>9s}" for size in sizes)
            print(f"{one.name:32s}{shown}{one.exponent:>10.2f}", flush=True)
    if options.json:
        rows = {one.name: {"seconds": one.seconds, "exponent": round(one.exponent, 2)} for one in found}
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    over = [one for one in found if one.exponent > MOST or sizes[-1] not in one.seconds]
    for one in over:
        print(f"{one.name}: {one.exponent:.2f} is over {MOST}", file=sys.stderr)
    return int(options.check and bool(over))


if __name__ == "__main__":
    sys.exit(main())
