"""No regular expression of the package can hang: none grows faster than the square of a run in a text."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

from soak import whole

BAITS = Path(__file__).with_name("baits.py")
LEAST_PATTERNS = 700


@whole
def test_no_pattern_of_the_package_hangs(environment: dict[str, str]) -> None:
    command = [sys.executable, "-W", "ignore", str(BAITS)]
    done = subprocess.run(command, capture_output=True, env=environment, text=True, check=True)
    count, *lines = done.stdout.splitlines()
    assert int(count.split()[0]) > LEAST_PATTERNS
    assert lines == []


HANGING = [
    r"(?s)(?:<!--.*?-->\s*)*<html",  # a comment's end is looked for in the next comment, too
    r"(?:a+)+b",
    r"\s*,?\s*,?\s*,?\s*x",
    rb"(?:\w+\s?)*\.",
]


@whole
def test_what_hangs_is_found() -> None:
    known = [f"baits.Known({one!r}, {re.compile(one).flags}, 'here', anchored=False)" for one in HANGING]
    code = f"import baits; baits.stop_what_hangs(); print([next(baits.slow(one), '') for one in [{', '.join(known)}]])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=BAITS.parent, text=True, check=True)
    found = ast.literal_eval(done.stdout)
    assert [line[:6] for line in found] == ["here: "] * len(HANGING), found
