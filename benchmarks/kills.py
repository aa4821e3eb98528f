"""A batch that is killed again and again ends in the same bytes: ``python -m benchmarks.kills TEXTS.jsonl [--kills N]``.

TEXTS has a JSON object with ``text`` a line. The batch is killed with SIGKILL at random moments, all its processes or its
first one alone, and started again; each time that it ends well, its result is compared with that of an undisturbed run,
what is left beside it is looked at, and it begins anew.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SLACK = 1.1  # of the time that an undisturbed run takes, within which it is killed


def started(texts: Path, output: Path) -> subprocess.Popen[bytes]:
    """Return a batch that has been started, with processes of its own group."""
    command = [sys.executable, "-m", "claimcheck", "batch", str(texts), "-o", str(output), "--resume"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)


def digest(output: Path) -> str:
    """Return the SHA-256 of a result."""
    return hashlib.sha256(output.read_bytes()).hexdigest()


def run(texts: Path, folder: Path, *, kills: int, suffix: str) -> bool:
    """Kill batches ``kills`` times; return whether all that ended had the same bytes."""
    whole, output = folder / f"whole{suffix}", folder / f"result{suffix}"
    begun = time.monotonic()
    if started(texts, whole).wait() != 0:
        print("the undisturbed run failed")
        return False
    seconds, expected = time.monotonic() - begun, digest(whole)
    killed = ended = wrong = 0
    while killed < kills or not ended:
        process = started(texts, output)
        try:
            process.wait(random.uniform(0, seconds * SLACK) if killed < kills else None)  # noqa: S311
        except subprocess.TimeoutExpired:
            group = killed % 2 == 0
            (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
            continue
        ended += 1
        left = sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
        if process.returncode != 0 or digest(output) != expected or left:
            wrong += 1
            print(f"after {killed} kills: exit code {process.returncode}, {digest(output)}, {left}")
        output.unlink()
        shutil.rmtree(f"{output}.parts")
    print(f"{killed} kills, {ended} batches ended, {wrong} of them wrong; an undisturbed one took {seconds:.1f} s")
    return not wrong


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--suffix", default=".jsonl", help="of the result")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return int(not run(options.texts, Path(folder), kills=options.kills, suffix=options.suffix))


if __name__ == "__main__":
    sys.exit(main())
