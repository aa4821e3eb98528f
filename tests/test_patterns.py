"""No regular expression of the package can hang: none grows faster than the square of a run in a text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BAITS = Path(__file__).with_name("baits.py")
LEAST_PATTERNS = 700


def test_no_pattern_of_the_package_hangs(environment: dict[str, str]) -> None:
    command = [sys.executable, "-W", "ignore", str(BAITS)]
    done = subprocess.run(command, capture_output=True, env=environment, text=True, check=True)
    count, *lines = done.stdout.splitlines()
    assert int(count.split()[0]) > LEAST_PATTERNS
    assert lines == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?s)(?:<!--.*?-->\s*)*<html",  # a comment's end is looked for in the next comment, too
        r"(?:a+)+b",
        r"\s*,?\s*,?\s*,?\s*x",
        rb"(?:\w+\s?)*\.",
    ],
)
def test_what_hangs_is_found(pattern: str | bytes) -> None:
    ask = f"known = baits.Known({pattern!r}, re.compile({pattern!r}).flags, 'here', anchored=False)"
    command = f"import baits, re; {ask}; baits.stop_what_hangs(); print(*baits.slow(known), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, cwd=BAITS.parent, text=True, check=True)
    assert done.stdout.startswith("here: ")
