"""How fast claimcheck is, beside a peer in the same run: ``python -m benchmarks.speed [--gold FOLDER] [--check]``.

CPU seconds (user and system, all threads) and the largest resident size of child processes, each the best of several
runs. The peer is quantulum3, which finds quantities alone; it is installed into an environment of its own, or taken
from ``--peer-python``, or skipped with the reason. Run it without torch in the environment: spaCy imports torch where it
is installed, which costs 2 s and 180 MB that claimcheck does not need.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import itertools
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks import corpora

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).parent
RESULTS = HERE / "speed.json"
PEER = "quantulum3==0.10.0"
MEGABYTE = 1_000_000
REPEATS = 3
TURNS = 10
SAME_ARTICLE = "energy-offshore-wind"
WORDS = 600
WHOLE = 10  # from here on, decimals are noise
_DIGIT = re.compile(r"\d")
_KIBIBYTE = 1024


class Limit(NamedTuple):
    """A row of the table: what is measured, in what unit, and the most or least that it may be."""

    id: str
    title: str
    unit: str
    most: float | None = None
    least: float | None = None


LIMITS = (
    Limit("help.cpu", "`claimcheck --help`", "CPU s", most=0.25),
    Limit("version.cpu", "`claimcheck --version`", "CPU s", most=0.25),
    Limit("cold.cpu", "cold start to the finished list, 600 words", "CPU s", most=1.6),
    Limit("cold.memory", "the same, memory", "MB", most=350),
    Limit("warm.fixtures", "warm, our own articles", "words / CPU s", least=2500),
    Limit("warm.gold", "warm, annotated news", "words / CPU s", least=2500),
    Limit("html.added", "HTML beyond its libraries' import, 550 words", "CPU s", most=0.06),
    Limit("docx.added", "DOCX, the same", "CPU s", most=0.08),
    Limit("pdf.added", "PDF with its child process, all counted", "CPU s", most=0.15),
    Limit("lint.share", "the linter, as a share of what it is added to", "", most=0.1),
    Limit("megabyte.rate", "1 MB of news text", "words / CPU s"),
    Limit("megabyte.ratio", "the same, as a share of the small articles' rate", "", least=0.8),
    Limit("megabyte.memory", "the same, memory", "MB"),
    Limit("line.rate", "1 MB in one line without punctuation", "words / CPU s"),
    Limit("line.memory", "the same, memory", "MB"),
)


LIBRARIES = {
    "txt": "",
    "html": "lxml.html,trafilatura.core",
    "docx": "xml.parsers.expat,zipfile",
    "pdf": "",  # a child imports them, and that counts
}


class Used(NamedTuple):
    """What a child process used, and what it wrote."""

    cpu: float
    memory: float
    output: str


def run(command: Sequence[str], *, check: bool = True) -> Used:
    """Run a command to its end and return its CPU seconds, its largest resident size in MB, and its output."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, env=os.environ | {"NO_COLOR": "1"})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    if check and process.returncode:
        message = f"{' '.join(command)} ended with {process.returncode}"
        raise RuntimeError(message)
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _KIBIBYTE, text)


def best(command: Sequence[str], repeats: int = REPEATS) -> Used:
    """Return the run that used the least CPU."""
    return min((run(command) for _ in range(repeats)), key=lambda used: used.cpu)


# ---------------------------------------------------------------- texts
def articles() -> list[str]:
    """Return our own articles."""
    return [path.read_text(encoding="utf-8") for path in sorted((corpora.FIXTURES / "articles").glob("*.*"))]


def plain_articles() -> list[str]:
    """Return our own articles in plain text, which every tool reads alike."""
    return [path.read_text(encoding="utf-8") for path in sorted((corpora.FIXTURES / "articles").glob("*.txt"))]


def six_hundred_words() -> str:
    """Return an article of 600 words: whole paragraphs of ours, the last cut to fit."""
    words: list[str] = []
    for paragraph in "\n\n".join(plain_articles()).split("\n\n"):
        words += [*paragraph.split(" "), "\n\n"]
    kept = itertools.accumulate(int(word != "\n\n") for word in words)
    text = " ".join(word for word, count in zip(words, kept, strict=True) if count <= WORDS)
    return text.replace(" \n\n ", "\n\n").strip() + "\n"


def megabyte(texts: Iterable[str]) -> str:
    """Return 1 MB of the texts over and over, with other digits each time, so that no two copies are one."""
    parts: list[str] = []
    size = 0
    for turn, text in ((turn, text) for turn in itertools.count() for text in texts):
        parts.append(_DIGIT.sub(lambda digit, turn=turn: str((int(digit[0]) + turn) % 10), text))
        size += len(text)
        if size >= MEGABYTE:
            break
    return "\n".join(parts)[:MEGABYTE]


def lone_line(texts: Iterable[str]) -> str:
    """Return 1 MB of words without punctuation or line ends."""
    words = re.findall(r"\w+", " ".join(texts))
    return " ".join(itertools.islice(itertools.cycle(words), MEGABYTE // 5))[:MEGABYTE]


def page(text: str) -> str:
    """Return the text as a news site's page: a head, navigation, a link in every paragraph, and related stories."""
    title, *paragraphs = (html.escape(paragraph) for paragraph in text.split("\n\n"))
    about = json.dumps({"@type": "NewsArticle", "headline": html.unescape(title), "datePublished": "2026-06-04"})
    menu = "".join(f'<li><a href="/{place}">Section {place}</a></li>' for place in range(40))
    body = "".join(
        f'<p>{paragraph} (<a href="https://example.org/{place}">source</a>)</p>\n'
        for place, paragraph in enumerate(paragraphs)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><script type="application/ld+json">{about}</script></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
        f'<aside class="related"><h2>Related</h2><ul>{menu}</ul></aside><footer><p>Contact</p></footer></body></html>'
    )


# ---------------------------------------------------------------- measures
def measure_formats(folder: Path) -> dict[str, float]:
    """Return what a format adds to the same article in plain text, each in a process of its own, in turn, the least of several."""
    articles = corpora.FIXTURES / "articles"
    plain = articles / f"{SAME_ARTICLE}.txt"
    (folder / "article.html").write_text(page(plain.read_text(encoding="utf-8")), encoding="utf-8")
    files = {"txt": plain, "html": folder / "article.html"}
    files |= {name: articles / name / f"{SAME_ARTICLE}.{name}" for name in ("docx", "pdf")}
    cpu = dict.fromkeys(files, math.inf)
    for _, (name, path) in itertools.product(range(TURNS), files.items()):
        used = run([sys.executable, "-W", "ignore", str(HERE / "speed_worker.py"), "first", str(path), LIBRARIES[name]])
        cpu[name] = min(cpu[name], json.loads(used.output)["cpu"])
    return {f"{name}.added": cpu[name] - cpu["txt"] for name in files if name != "txt"}


def measure_lint(texts: Path) -> dict[str, float]:
    """Return the linter's share of the time of what it is added to, warm."""
    used = run([sys.executable, "-W", "ignore", str(HERE / "speed_worker.py"), "lint", str(texts)])
    return {"lint.share": json.loads(used.output)["share"]}


def measure_commands(article: Path) -> dict[str, float]:
    """Return what the command uses for its help, its version, and an article from a cold start."""
    claimcheck = [sys.executable, "-m", "claimcheck"]
    cold = best([*claimcheck, str(article)])
    return {
        "help.cpu": best([*claimcheck, "--help"]).cpu,
        "version.cpu": best([*claimcheck, "--version"]).cpu,
        "cold.cpu": cold.cpu,
        "cold.memory": cold.memory,
    }


def measure_texts(python: str, tool: str, files: dict[str, Path]) -> dict[str, float]:
    """Return the warm rate of a tool on each file of texts (JSON), and the memory that it grew to."""
    measured = {}
    for name, path in files.items():
        used = run([python, "-W", "ignore", str(HERE / "speed_worker.py"), tool, str(path)])
        measured[f"{name}.rate"] = json.loads(used.output)["rate"]
        measured[f"{name}.memory"] = used.memory
    return measured


def own_rows(measured: dict[str, float]) -> dict[str, float]:
    """Return the measures of the table: rates by name, and the ratio that says whether cost is linear."""
    rows = {f"warm.{name}": measured[f"{name}.rate"] for name in ("fixtures", "gold") if f"{name}.rate" in measured}
    kept = ("megabyte.rate", "megabyte.memory", "line.rate", "line.memory")
    ratio = {"megabyte.ratio": measured["megabyte.rate"] / measured["fixtures.rate"]}
    return rows | {name: measured[name] for name in kept} | ratio


def peer_python(given: str | None, folder: Path) -> tuple[str | None, str]:
    """Return a Python that has the peer, or None and why there is none."""
    if given:
        return given, ""
    try:
        venv.create(folder / "peer", with_pip=True)
        python = str(folder / "peer" / "bin" / "python")
        run([python, "-m", "pip", "install", "--quiet", PEER])
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        return None, f"{PEER} could not be installed: {error}"
    return python, ""


def write_texts(folder: Path, gold: Path | None) -> dict[str, Path]:
    """Write the texts to measure on, and return their files by name."""
    texts = {"fixtures": plain_articles()}
    if gold and (gold / "dev.jsonl").exists():
        texts["gold"] = [row["text"] for row in corpora.read_rows(gold / "dev.jsonl")]
    texts |= {"megabyte": [megabyte(plain_articles())], "line": [lone_line(plain_articles())]}
    files = {name: folder / f"{name}.json" for name in texts}
    for name, path in files.items():
        path.write_text(json.dumps(texts[name]), encoding="utf-8")
    return files


# ---------------------------------------------------------------- the command
def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Return all measures: ours, the peer's, and why the peer is missing if it is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "article.txt").write_text(six_hundred_words(), encoding="utf-8")
        files = write_texts(folder, options.gold)
        own = measure_commands(folder / "article.txt") | measure_formats(folder) | measure_lint(files["fixtures"])
        own |= own_rows(measure_texts(sys.executable, "claimcheck", files))
        python, reason = (None, "not asked for") if options.no_peer else peer_python(options.peer_python, folder)
        peer: dict[str, float] = {}
        if python:
            cold = best(
                [python, "-W", "ignore", str(HERE / "speed_worker.py"), "quantulum3-cold", str(folder / "article.txt")]
            )
            small = {key: path for key, path in files.items() if key in {"fixtures", "gold"}}
            rates = measure_texts(python, "quantulum3", small)
            peer = {"cold.cpu": cold.cpu, "cold.memory": cold.memory}
            peer |= {f"warm.{key}": rates[f"{key}.rate"] for key in small}
    return {"claimcheck": rounded(own), "peer": {"name": PEER, "skipped": reason, **rounded(peer)}}


def rounded(measured: dict[str, float]) -> dict[str, float]:
    """Return the measures with as many digits as they are worth."""
    return {name: round(value) if value >= WHOLE else round(value, 3) for name, value in measured.items()}


def failures(own: dict[str, float]) -> list[str]:
    """Return the measures that are over or under their limit."""
    rows = [(limit, own[limit.id]) for limit in LIMITS if limit.id in own]
    over = [f"{row.id}: {value} is over {row.most} {row.unit}" for row, value in rows if row.most and value > row.most]
    under = [
        f"{row.id}: {value} is under {row.least} {row.unit}" for row, value in rows if row.least and value < row.least
    ]
    return over + under


def show(result: dict[str, Any]) -> None:
    """Print the table."""
    print(f"{'':52s} {'':14s} {'limit':>8s} {'ours':>8s} {'peer':>8s}")
    for limit in LIMITS:
        if limit.id not in result["claimcheck"]:
            print(f"{limit.title:52s} skipped")
            continue
        bound = f"<= {limit.most}" if limit.most else f">= {limit.least}" if limit.least else ""
        values = f"{result['claimcheck'][limit.id]:>8} {result['peer'].get(limit.id, ''):>8}"
        print(f"{limit.title:52s} {limit.unit:14s} {bound:>8s} {values}")
    print(f"peer: {result['peer']['name']} {result['peer']['skipped'] and 'skipped: ' + result['peer']['skipped']}")


def main(given: list[str] | None = None) -> int:
    """Measure, print, and check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=os.environ.get("CLAIMCHECK_GOLD"), help="folder of annotated news")
    parser.add_argument("--peer-python", help="a Python that has the peer installed")
    parser.add_argument("--no-peer", action="store_true", help="measure claimcheck alone")
    parser.add_argument("--json", type=Path, help="write the measures to this file")
    parser.add_argument("--update", action="store_true", help="write them to speed.json")
    parser.add_argument("--check", action="store_true", help="fail where a limit is passed")
    options = parser.parse_args(given)
    options.gold = Path(options.gold) if options.gold else None
    if importlib.util.find_spec("torch"):
        print("torch is installed: spaCy imports it, and the figures will be worse for it", file=sys.stderr)
    result = measure(options)
    show(result)
    for path in [path for path in (options.json, RESULTS if options.update else None) if path]:
        path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    wrong = failures(result["claimcheck"]) if options.check else []
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
