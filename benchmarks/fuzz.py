"""Fuzz a reader by coverage: ``python -m benchmarks.fuzz READER [--seconds 600] --corpus FOLDER``, with atheris.

What the reader makes of each input is held to ``tests/laws.py``: an Article that keeps the laws or an InputError, in 5
CPU seconds and 2 GB, with nothing printed. What breaks them is kept in ``FOLDER/found``, one file a mistake, and
``--shrink FILE`` makes it small: it belongs into ``tests/found/READER`` once the reader is mended.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import importlib.util
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import fuzz_mutators, fuzz_seeds

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

INSTRUMENTED = ("claimcheck.read", "claimcheck.article", "markdown_it", "mdurl", "trafilatura", "justext", "htmldate")
"""Pure Python that readers run; lxml, PDFium and zlib are compiled, and seen from outside."""
HANG_SECONDS = 60
MOST_MEGABYTES = 2048
_COVERED = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")
_EXECUTED = re.compile(r"^(?:stat::number_of_executed_units:\s*|#)(\d+)", re.MULTILINE)
_ARTIFACT = re.compile(r"(crash|timeout|oom|leak)-[0-9a-f]{40}")


class Harvest(NamedTuple):
    """Where the inputs that reach new code are kept, where what breaks a law, and where libFuzzer's own words."""

    corpus: Path
    found: Path
    log: Path


def reader_of(name: str) -> Callable[[bytes, str], Any]:
    """Return a reader that takes bytes."""
    from claimcheck.read import reader

    return reader(name)


# ---------------------------------------------------------------- the process that is fuzzed
def fuzz(name: str, harvest: Harvest, seconds: int) -> None:
    """Fuzz until the time is over; ends the process."""
    import atheris

    import laws
    from claimcheck.read.formats import FORMATS

    for module in [module for module in sys.modules if module.startswith("claimcheck.read")]:
        del sys.modules[module]  # imported by the laws without being instrumented
    seeds = fuzz_seeds.seeds_of(name, FORMATS[name])
    with atheris.instrument_imports(include=list(INSTRUMENTED), enable_loader_override=False):
        read = reader_of(name)
        for seed in seeds:
            read_quietly(read, seed)  # imports what is imported while it reads
            _write(harvest.corpus, seed)

    def one(data: bytes) -> None:
        if found := laws.problem(read, data):
            keep(harvest.found, found, data)

    options = {
        "max_total_time": seconds,
        "max_len": laws.MOST_BYTES,
        "len_control": 100,  # else off beside a mutator of ours, and most inputs are long
        "timeout": HANG_SECONDS,
        "rss_limit_mb": MOST_MEGABYTES,
        "print_final_stats": 1,
        "artifact_prefix": f"{harvest.found}/",
    }
    arguments = [sys.argv[0], str(harvest.corpus), *(f"-{key}={value}" for key, value in options.items())]
    of_one, of_two = fuzz_mutators.mutators(name, seeds)
    atheris.Setup(arguments, one, custom_mutator=of_one, custom_crossover=of_two)
    atheris.Fuzz()


def read_quietly(read: Callable[[bytes, str], Any], data: bytes) -> None:
    """Read once, whatever comes of it."""
    with contextlib.suppress(Exception):
        read(data, "-")


def _write(folder: Path, data: bytes) -> None:
    (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


def keep(folder: Path, found: Any, data: bytes) -> None:  # noqa: ANN401  a Problem of the laws
    """Keep the smallest input for each mistake, with what is said about it."""
    path = folder / found.sign
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
        path.with_name(f"{found.sign}.txt").write_text(found.message, encoding="utf-8", errors="replace")


# ---------------------------------------------------------------- the process that watches
def watch(name: str, harvest: Harvest, seconds: int) -> int:
    """Fuzz in processes of their own, anew where one ends, and print what came of it; return how much was found."""
    for folder in harvest:
        folder.mkdir(parents=True, exist_ok=True)
    started, executed, covered = time.monotonic(), 0, ("0", "0", "0")
    run = 0
    while (left := seconds - int(time.monotonic() - started)) > 0:
        run += 1
        log = harvest.log / f"{run}.txt"
        with log.open("wb") as out:
            command = [sys.executable, "-m", "benchmarks.fuzz", name, "--child", "--seconds", str(left)]
            subprocess.run(
                [*command, "--corpus", str(harvest.corpus.parent)], stdout=out, stderr=out, cwd=ROOT, check=False
            )
        said = log.read_text(encoding="utf-8", errors="replace")
        executed += max((int(count) for count in _EXECUTED.findall(said)), default=0)
        covered = max([*_COVERED.findall(said), covered], key=lambda row: tuple(map(int, row)))
        if not _EXECUTED.search(said):
            print(said[-2000:])
            return 1
    found = sorted(path for path in harvest.found.iterdir() if path.suffix != ".txt")
    print(
        f"{name}: {time.monotonic() - started:.0f} s, {executed:,} executions in {run} run(s), {covered[0]} edges, "
        f"{covered[1]} features, {covered[2]} inputs kept, {len(found)} found"
    )
    for path in found:
        print(f"  {path.name} ({path.stat().st_size} bytes)")
    return len(found)


# ---------------------------------------------------------------- what was found, made small
def shrink(name: str, path: Path) -> None:
    """Write the smallest input that still breaks the same law beside the one that does, as ``.min``."""
    import laws

    read, data = reader_of(name), path.read_bytes()
    first = laws.problem(read, data)
    if first is None:
        print(f"{path.name}: nothing is wrong with it")
        return

    def still(candidate: bytes) -> bool:
        found = laws.problem(read, candidate)
        return found is not None and found.sign == first.sign

    members = fuzz_mutators.unzipped(data) if name in fuzz_mutators.ZIPPED else {}
    small = _members_shrunk(members, still, name) if members and still(fuzz_mutators.zipped(members)) else None
    small = small or _shrunk(data, still, fuzz_mutators.PATTERNS[name])
    path.with_name(f"{path.name}.min").write_bytes(small)
    print(f"{path.name}: {len(data)} -> {len(small)} bytes: {first.message.strip().splitlines()[-1]}")


def _members_shrunk(members: dict[str, bytes], still: Callable[[bytes], bool], name: str) -> bytes:
    """Return an archive with as few and as small members as will do."""
    for member in list(members):
        without = {key: value for key, value in members.items() if key != member}
        if still(fuzz_mutators.zipped(without)):
            members = without
    for member in sorted(members, key=lambda key: -len(members[key])):
        kept = members

        def holds(content: bytes, member: str = member, kept: dict[str, bytes] = kept) -> bool:
            return still(fuzz_mutators.zipped({**kept, member: content}))

        members = {**kept, member: _shrunk(kept[member], holds, fuzz_mutators.PATTERNS[name])}
    return fuzz_mutators.zipped(members)


def _shrunk(data: bytes, still: Callable[[bytes], bool], pattern: re.Pattern[bytes]) -> bytes:
    """Return ``data`` without the tokens, then without the bytes, that make no difference."""
    for parts in (pattern.findall, lambda data: [data[i : i + 1] for i in range(len(data))]):
        pieces = parts(data)
        size = max(1, len(pieces) // 2)
        while size and pieces:
            at = 0
            while at < len(pieces):
                without = pieces[:at] + pieces[at + size :]
                if still(b"".join(without)):
                    pieces = without
                else:
                    at += size
            size //= 2
        data = b"".join(pieces)
    return data


def main() -> int:
    """Run the command."""
    from claimcheck.read.formats import FORMATS

    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("reader", choices=sorted(FORMATS))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", type=Path, default=None, help="keeps corpus/, found/ and log/")
    parser.add_argument("--shrink", type=Path, action="append", help="make an input that was found small")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.shrink:
        for path in given.shrink:
            shrink(given.reader, path)
        return 0
    if importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed: pip install atheris (Linux, CPython 3.11 to 3.13)")
    if given.corpus is None:
        parser.error("--corpus names the folder in which inputs are kept")
    harvest = Harvest(*(given.corpus.resolve() / part for part in ("corpus", "found", "log")))
    if given.child:
        fuzz(given.reader, harvest, given.seconds)
    return 1 if watch(given.reader, harvest, given.seconds) else 0


if __name__ == "__main__":
    sys.exit(main())
