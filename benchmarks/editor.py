"""How long a keystroke in a draft waits for the language server: ``python -m benchmarks.editor``.

Drafts of ``--words`` words are made of the fixtures' articles, in an order of their own each. Each key is typed at a
random place, and the next one when the last was answered in full, or with ``--typing SECONDS`` at that pace, twenty keys at a
place, whatever was answered. The CPU time of a full run of the same draft is measured beside it, without memory and with it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from pathlib import Path

from benchmarks.editing import Editor
from claimcheck.annotate import pipeline
from claimcheck.annotate.engine.memory import WindowMemory
from claimcheck.lsp.firsts import first_answer
from claimcheck.lsp.marks import diagnostics
from claimcheck.lsp.positions import TextLines
from claimcheck.lsp.reading import OpenText, read, shown

ARTICLES = Path(__file__).parent.parent / "fixtures/articles"
KEYS = "etaoin shrdlu.,5"


def draft(words: int, dice: random.Random) -> str:
    """Return a draft of so many words: whole paragraphs of the fixtures' articles, shuffled article by article."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.md"))]
    dice.shuffle(texts)
    kept: list[str] = []
    for paragraph in "\n\n".join(texts).split("\n\n"):
        kept += [paragraph]
        if len(" ".join(kept).split()) >= words:
            break
    return "\n\n".join(kept)


class Typist:
    """Somebody who types: ``run`` keys at a place, then elsewhere."""

    def __init__(self, text: str, dice: random.Random, *, run: int = 1) -> None:
        self.text, self._dice, self._run = text, dice, run
        self._at, self._left = 0, 0

    def key(self) -> str:
        """Return the text with one more letter."""
        if not self._left:
            self._at = self._dice.choice([place for place, letter in enumerate(self.text) if letter.isalpha()])
            self._left = self._run
        self.text = self.text[: self._at] + self._dice.choice(KEYS) + self.text[self._at :]
        self._at, self._left = self._at + 1, self._left - 1
        return self.text


def told(name: str, seconds: list[float]) -> None:
    """Print the middle and the 95th percentile of times, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20)
    print(f"{name:44} {len(seconds):5} {cuts[9] * 1000:8.0f} {cuts[18] * 1000:8.0f} {max(seconds) * 1000:8.0f}")


def keystrokes(text: str, keys: int, dice: random.Random, *, pace: float | None) -> tuple[list[float], list[float]]:
    """Return how long the first answer to each key took, and the whole one where it was waited for."""
    firsts, wholes, typist = [], [], Typist(text, dice, run=20 if pace else 1)
    with Editor() as editor:
        editor.open("untitled:draft", text)
        editor.answers("untitled:draft", 1)
        text = typist.key()  # both engines are loaded when it is answered
        editor.change("untitled:draft", text)
        editor.answers("untitled:draft", 2)
        sent = []
        for _ in range(keys):
            text = typist.key()
            at = time.perf_counter()
            sent.append((editor.change("untitled:draft", text), at))
            if pace is None:
                (first, _), (whole, _) = editor.answers("untitled:draft", 2)[:2]
                wholes.append(whole - at)
                firsts.append(first - at)
            else:
                time.sleep(pace)
        editor.answers("untitled:draft", 2)
        if pace is not None:
            for version, at in sent:  # a version that was overtaken is answered by the next one
                answered = (found[0][0] for one in range(version, sent[-1][0] + 1) if (found := editor.published("untitled:draft", one)))  # fmt: skip
                firsts.append(next(answered) - at)
    return firsts, wholes


def runs(text: str, dice: random.Random, *, memory: WindowMemory | None, count: int = 5) -> list[float]:
    """Return the CPU seconds of full runs, a key apart."""
    pipeline.engine().memory = memory
    read(OpenText("untitled:draft", None, "plaintext", 1, text))
    found, typist = [], Typist(text, dice)
    for version in range(count):
        text = typist.key()
        at = time.process_time()
        read(OpenText("untitled:draft", None, "plaintext", version, text))
        found.append(time.process_time() - at)
    return found


def first_runs(text: str, dice: random.Random, *, count: int = 100) -> list[float]:
    """Return the CPU seconds of first answers to a key."""
    now = OpenText("untitled:draft", None, "plaintext", 1, text)
    before, found = shown(*read(now)), []
    for _ in range(count):
        typed = Typist(text, dice).key()
        at = time.process_time()
        diagnostics(first_answer(before, (text, typed), now._replace(text=typed)), TextLines(typed), decided={})
        found.append(time.process_time() - at)
    return found


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=3000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--drafts", type=int, default=2)
    parser.add_argument("--typing", type=float, metavar="SECONDS", help="Type at this pace, one key after the other.")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)  # noqa: S311  a draft is no secret
    texts = [draft(given.words, dice) for _ in range(given.drafts)]
    print(f"{'milliseconds':44} {'n':>5} {'p50':>8} {'p95':>8} {'most':>8}")
    firsts, wholes = [], []
    for text in texts:
        some = keystrokes(text, given.keys // given.drafts, dice, pace=given.typing)
        firsts += some[0]
        wholes += some[1]
    told("a key, to the first answer", firsts)
    if wholes:
        told("a key, to the whole answer", wholes)
    told("CPU of a first answer", first_runs(texts[0], dice))
    told("CPU of a full run", runs(texts[0], dice, memory=None))
    told("CPU of a full run that remembers", runs(texts[0], dice, memory=WindowMemory()))


if __name__ == "__main__":
    main()
