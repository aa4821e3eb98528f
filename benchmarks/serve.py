"""The service at twice its capacity: ``python -m benchmarks.serve [--seconds 60] [--workers 1] [--check]``.

Starts ``claimcheck serve`` on a free port of 127.0.0.1. First as many callers as workers, each with one document after
another, say what it can do; then documents are sent at twice that rate, whatever becomes of those before. Every one that is
not refused with 429 has to be answered with 200, and the memory of all processes of the service must not grow. The callers
share the machine's cores with it: leave one to them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from benchmarks.speed import plain_articles

PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_000_000
WARMING = 8.0  # seconds in which the capacity is measured
MOST_GROWTH = 0.1
BUSY, GOOD = 429, 200


class Outcome(NamedTuple):
    """One request: its status, 0 where the connection broke, and its seconds."""

    status: int
    seconds: float


class Caller:
    """Sends our own articles in turn."""

    def __init__(self, address: str) -> None:
        self._texts = [text.encode() for text in plain_articles()]
        self._sent = 0
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=64)
        self.client = httpx.AsyncClient(base_url=address, limits=limits, timeout=180)

    async def post(self) -> Outcome:
        """Send the next article and return what became of it."""
        text = self._texts[self._sent % len(self._texts)]
        self._sent += 1
        began = time.monotonic()
        try:
            answer = await self.client.post("/check", content=text, headers={"Content-Type": "text/plain"})
        except httpx.HTTPError:
            return Outcome(0, time.monotonic() - began)
        whole = answer.status_code != GOOD or "claims" in answer.json()
        return Outcome(answer.status_code if whole else 0, time.monotonic() - began)


async def capacity(caller: Caller, workers: int) -> float:
    """Return the documents a second that the service does with a caller for each worker."""
    done, began = 0, time.monotonic()

    async def send() -> None:
        nonlocal done
        while time.monotonic() - began < WARMING:
            done += (await caller.post()).status == GOOD

    await asyncio.gather(*(send() for _ in range(workers)))
    return done / (time.monotonic() - began)


async def flooded(caller: Caller, rate: float, seconds: float) -> list[Outcome]:
    """Return the outcomes of documents sent at a rate, none of which waits for another."""
    began, tasks = time.monotonic(), []
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        tasks.append(asyncio.create_task(caller.post()))
    return await asyncio.gather(*tasks)


def resident(pid: int) -> float:
    """Return the MB that a process and those below it hold (Linux)."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            held = int((path / "statm").read_text().split()[1]) * PAGE
        except (OSError, ValueError):
            continue
        if int(path.name) == pid or int(fields[1]) == pid:
            total += held
    return total / MEGABYTE


async def watched(pid: int, into: list[float]) -> None:
    """Add the memory of the service to a list every second."""
    while True:
        into.append(resident(pid))
        await asyncio.sleep(1)


async def measure(address: str, pid: int, options: argparse.Namespace) -> dict[str, Any]:
    """Return what was measured."""
    caller = Caller(address)
    await capacity(caller, options.workers)  # until every worker has grown to what it needs
    able = await capacity(caller, options.workers)
    rate = options.rate or 2 * able
    memory: list[float] = []
    watching = asyncio.create_task(watched(pid, memory))
    began = time.monotonic()
    outcomes = await flooded(caller, rate, options.seconds)
    took = time.monotonic() - began
    watching.cancel()
    ready = (await caller.client.get("/ready")).status_code
    await caller.client.aclose()
    accepted = sorted(one.seconds for one in outcomes if one.status != BUSY)
    refused = [one.seconds for one in outcomes if one.status == BUSY]
    quarter = max(len(memory) // 4, 1)
    return {
        "workers": options.workers,
        "queue": options.queue,
        "capacity_per_s": round(able, 1),
        "sent_per_s": round(rate, 1),
        "statuses": dict(sorted(Counter(str(one.status) for one in outcomes).items())),
        "answered_per_s": round(sum(one.status == GOOD for one in outcomes) / took, 1),
        "accepted_p50_s": round(statistics.median(accepted), 2),
        "accepted_p95_s": round(accepted[int(len(accepted) * 0.95)], 2),
        "refused_p95_s": round(sorted(refused)[int(len(refused) * 0.95)], 3) if refused else None,
        "memory_first_quarter_mb": round(statistics.mean(memory[:quarter])),
        "memory_last_quarter_mb": round(statistics.mean(memory[-quarter:])),
        "ready_after": ready,
    }


def failures(measured: dict[str, Any]) -> list[str]:
    """Return what must not be."""
    lost = {status: count for status, count in measured["statuses"].items() if status not in {str(GOOD), str(BUSY)}}
    growth = measured["memory_last_quarter_mb"] / measured["memory_first_quarter_mb"] - 1
    told = [f"accepted and not answered: {lost}"] if lost else []
    return told + ([f"memory grew by {growth:.0%}"] if growth > MOST_GROWTH else [])


def main(given: list[str] | None = None) -> int:
    """Measure, print, and check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long twice the capacity is sent [60]")
    parser.add_argument("--workers", type=int, default=max((os.cpu_count() or 2) - 1, 1), help="[a core is left free]")
    parser.add_argument("--queue", type=int, default=16, help="documents that may wait [16]")
    parser.add_argument("--rate", type=float, help="documents a second [twice what it can do, as the machine is then]")
    parser.add_argument("--check", action="store_true", help="fail where something is lost or grows")
    options = parser.parse_args(given)
    command = [sys.executable, "-m", "claimcheck", "serve", "--port", "0"]
    command += ["--workers", str(options.workers), "--queue", str(options.queue)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            address = (process.stdout.readline() if process.stdout else "").strip()
            measured = asyncio.run(measure(address, process.pid, options))
        finally:
            process.terminate()
        measured["exit_code"] = process.wait(timeout=120)
    print(json.dumps(measured, indent=1))
    wrong = failures(measured) if options.check else []
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
