"""How good the review page and the HTML page are, in a real browser and with real kills: ``python -m benchmarks.desk``.

It needs Chromium and playwright, and takes some minutes. The review is of 500 claims: to open the page, to go to the next
claim, to decide one. Then the server is killed at random moments while decisions are sent: what it acknowledged must be
in the file. Two windows decide the same claims at once: nothing may be written over unseen. The last is the HTML page of
an article of 3,000 words.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from typing import Any

from claimcheck.report import Claim, Report
from claimcheck.review.drafts import carry
from claimcheck.review.store import ReviewStore

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "fixtures/golden"
CLAIMS, KILLS, WORDS = 500, 50, 3000
AT = "2026-03-04T12:00:00Z"


def long_report(claims: int) -> Report:
    """Return our own articles one after another, until there are so many claims."""
    read = [json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))]
    reports = [Report.model_validate({**one, "tool": {"version": "0", "lexicon": "0"}}) for one in read]
    text, made = "", list[Claim]()
    while len(made) < claims:
        for report in reports:
            made += [
                _moved(claim, len(text), f"{claim.id}-{len(made)}-{number}")
                for number, claim in enumerate(report.claims)
            ]
            text += report.text + "\n\n"
    kept = tuple(
        claim.model_copy(update={"source_id": None, "attribution_id": None, "same_as": ()}) for claim in made[:claims]
    )
    article = reports[0].article.model_copy(update={"text": text, "words": len(text.split()), "source": "long.txt"})
    return reports[0].model_copy(update={"article": article, "claims": kept, "findings": (), "attributions": ()})


def _moved(claim: Claim, by: int, name: str) -> Claim:
    def shifted(part: Any) -> Any:  # noqa: ANN401  a claim, a mark or a sentence
        return part.model_copy(update={"start": part.start + by, "end": part.end + by})

    whole: Claim = shifted(claim)
    sentence, marks = shifted(claim.sentence), tuple(map(shifted, claim.marks))
    return whole.model_copy(update={"id": name, "sentence": sentence, "marks": marks})


class Served:
    """The real program, serving a review, and a client that has its token."""

    def __init__(self, path: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "claimcheck", "review", str(path), "--by", "Ana"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        assert self.process.stdout is not None  # noqa: S101
        self.address = self.process.stdout.readline().decode().strip()
        self.origin = self.address.partition("/?")[0]
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.open(self.address).read()

    def decide(self, claim: str, version: int, note: str) -> tuple[int, Any]:
        """Return the status and the answer of a decision."""
        body = json.dumps({"version": version, "decision": {"status": "verified", "note": note}}).encode()
        asked = urllib.request.Request(f"{self.origin}/decide/{claim}", body, {"Origin": self.origin})  # noqa: S310
        try:
            with self.opener.open(asked, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def end(self, number: int = signal.SIGTERM) -> None:
        """End the program."""
        self.process.send_signal(number)
        self.process.wait(timeout=30)


def killed(path: Path, kills: int) -> tuple[int, int]:
    """Return how many decisions were acknowledged, and how many of them are not in the file, with a kill every so often."""
    chance, acknowledged = Random(17), dict[str, list[str]]()  # noqa: S311  no secrets
    with ReviewStore(path) as store:
        claims = [claim.id for claim in store.draft().report.claims]
    for kill in range(kills):
        served = Served(path)
        timer = threading.Timer(chance.uniform(0.01, 0.4), served.process.kill)
        timer.start()
        with ReviewStore(path) as store:
            versions = {thread.claim: thread.version for thread in store.threads()}
        number = 0
        while True:
            claim, note = chance.choice(claims), f"{kill}-{number}"
            try:
                code, told = served.decide(claim, versions.get(claim, 0), note)
            except (OSError, ValueError):
                break
            number += 1
            if code == 200:  # noqa: PLR2004
                acknowledged.setdefault(claim, []).append(note)
                versions[claim] = told["version"]
        timer.join()
        served.process.wait(timeout=30)
    with ReviewStore(path) as store:
        kept = {thread.claim: [entry.decision.note for entry in thread.history] for thread in store.threads()}
    lost = [note for claim, notes in acknowledged.items() for note in notes if note not in kept.get(claim, [])]
    return sum(map(len, acknowledged.values())), len(lost)


def at_once(path: Path, rounds: int) -> tuple[int, int, int]:
    """Return how many decisions two windows made at once, how many were told of the other's, and how many were written over."""
    served = Served(path)
    with ReviewStore(path) as store:
        versions = {thread.claim: thread.version for thread in store.threads()}
        claims = [claim.id for claim in store.draft().report.claims][:rounds]
    answers: list[tuple[str, int]] = []

    def window(name: str) -> None:
        answers.extend((claim, served.decide(claim, versions.get(claim, 0), name)[0]) for claim in claims)

    threads = [threading.Thread(target=window, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    served.end()
    taken = [claim for claim, code in answers if code == 200]  # noqa: PLR2004
    told = sum(code == 409 for _, code in answers)  # noqa: PLR2004
    return len(answers), told, len(taken) - len(set(taken))


def in_browser(path: Path, page: Path) -> dict[str, float]:
    """Return seconds: to open the page of the review, to go on, to decide; to open the HTML page."""
    from playwright.sync_api import expect, sync_playwright

    served, found = Served(path), dict[str, float]()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        seen = browser.new_page(viewport={"width": 1360, "height": 900})
        start = time.perf_counter()
        seen.goto(served.address)
        expect(seen.locator(".shown")).to_contain_text(f"of {CLAIMS} decided")
        found["open the review"] = time.perf_counter() - start
        steps = 20
        start = time.perf_counter()
        for _ in range(steps):
            seen.keyboard.press("j")
        seen.evaluate("new Promise(requestAnimationFrame)")
        found["next claim"] = (time.perf_counter() - start) / steps
        start = time.perf_counter()
        for _ in range(steps):
            before = seen.locator(".card.here").get_attribute("id")
            seen.keyboard.press("d")
            seen.wait_for_function('(before) => document.querySelector(".card.here").id !== before', arg=before)
        found["decide and go on"] = (time.perf_counter() - start) / steps
        html = browser.new_page(viewport={"width": 1360, "height": 900})
        start = time.perf_counter()
        html.goto(page.as_uri())
        expect(html.locator(".shown")).to_contain_text("claims")
        found["open the HTML page"] = time.perf_counter() - start
        browser.close()
    served.end()
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    given = parser.parse_args()
    from claimcheck.export.page.html import page

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in ("browser", "killed", "once"):
            with ReviewStore(folder / f"{one}.claims.db", create=True) as store:
                carry(store, long_report(CLAIMS), at=AT)
        text = " ".join(long_report(CLAIMS).text.split(" ")[:WORDS])
        (folder / "article.txt").write_text(text, encoding="utf-8")
        import claimcheck

        made = page(claimcheck.check(folder / "article.txt"))
        (folder / "article.html").write_text(made, encoding="utf-8")
        print(f"the HTML page of {len(text.split()):,} words: {len(made.encode()) / 1000:.0f} kB")
        for what, seconds in in_browser(folder / "browser.claims.db", folder / "article.html").items():
            print(f"{what}: {seconds:.3f} s")
        print("acknowledged {:,}, lost {}".format(*killed(folder / "killed.claims.db", given.kills)))
        print(
            "two windows: {} decisions, {} told of the other's, {} written over".format(
                *at_once(folder / "once.claims.db", 100)
            )
        )


if __name__ == "__main__":
    main()
