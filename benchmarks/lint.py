"""What the linter finds in published articles, for reading: ``python -m benchmarks.lint --data FOLDER [--rules CC4 CC6]``.

Published articles are mostly clean, so every finding is read by a person, and the share that is right is the rule's
precision. Each is printed with its context; ``--json`` prints one object a line instead. The readings are kept in
``--cache``, by the digest of what they were made of; a change of the lexicon or of the version makes them anew. The last
lines give what the rules cost, beside the engine where it ran.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import corpora

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimcheck.analysis import Analysis
    from claimcheck.lint import Rule
    from claimcheck.report import Finding, Report

SETS = ("tune/polnear/dev.jsonl", "tune/ner/worldwide-dev.jsonl")
BEFORE, BEHIND = 160, 200  # characters of context
WORDS = 600  # an article


@dataclass(slots=True)
class Cost:
    """Words read, and CPU seconds spent on them; the engine's words are fewer where Reports were at hand."""

    words: int = 0
    engine_words: int = 0
    engine: float = 0.0
    rules: float = 0.0


def articles(path: Path) -> Iterator[tuple[str, str, str | None]]:
    """Yield id, text and date of a set's articles; PolNeAR's headlines lose the full stop that the corpus gave them."""
    for row in corpora.read_rows(path):
        first, newline, rest = row["text"].partition("\n")
        headline = row.get("title") and first == f"{row['title']}."
        yield row["id"], f"{row['title']}{newline}{rest}" if headline else row["text"], row.get("date")


def read(text: str, published: str | None, *, cache: Path | None, cost: Cost) -> tuple[Analysis, Report]:
    """Return the Analysis and the Report of a text, those in ``cache`` where they were made before."""
    from claimcheck import __version__, lang
    from claimcheck.analysis import assemble
    from claimcheck.annotate import analyse, pipeline
    from claimcheck.article import iso_date
    from claimcheck.lang import dates
    from claimcheck.read import article_of
    from claimcheck.report import Tool

    words = len(text.split())
    cost.words += words
    key = hashlib.sha256("\0".join((__version__, lang.digest(), published or "", text)).encode()).hexdigest()[:24]
    kept = cache / f"{key}.pickle" if cache else None
    if kept and kept.exists():
        analysis, report = pickle.loads(kept.read_bytes())  # noqa: S301  what this script wrote
        return analysis, report
    start = time.process_time()
    article = replace(article_of(text), published=iso_date(published) or dates.dateline(text))
    analysis = analyse.analysis_of(pipeline.annotate(article, pipeline.load()), article)
    report = assemble.build_report(analysis, article, tool=Tool(version=__version__, lexicon=lang.digest()))
    cost.engine += time.process_time() - start
    cost.engine_words += words
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps((analysis, report)))
    return analysis, report


def chosen(prefixes: list[str]) -> list[Rule]:
    """Return the rules whose id opens with one of ``prefixes``, all of them for none."""
    from claimcheck import lint

    return [rule for rule in lint.rules().values() if not prefixes or rule.id.startswith(tuple(prefixes))]


def findings(analysis: Analysis, report: Report, rules: list[Rule], *, cost: Cost) -> tuple[Finding, ...]:
    """Return what ``rules`` find, their time added to ``cost``."""
    from claimcheck import lint

    start = time.process_time()
    found = lint.findings(analysis, report, rules)
    cost.rules += time.process_time() - start
    return found


def told(article: str, text: str, finding: Finding) -> dict[str, Any]:
    """Return a finding with the words around it."""
    return {
        "article": article,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "before": text[max(finding.start - BEFORE, 0) : finding.start],
        "text": text[finding.start : finding.end],
        "behind": text[finding.end : finding.end + BEHIND],
    }


def shown(item: dict[str, Any]) -> str:
    """Return a finding as lines for reading."""
    context = f"{item['before']}[[{item['text']}]]{item['behind']}".replace("\n", "\n    ")
    return f"--- {item['rule']} {item['severity']}, {item['article']}: {item['message']}\n    {context}\n"


def main() -> int:
    """Print every finding, and the sums."""
    parser = argparse.ArgumentParser(description="What the linter finds in published articles, for reading.")
    parser.add_argument("--data", type=Path, default=os.environ.get("CLAIMCHECK_DATA"), help="folder of public corpora")
    parser.add_argument("--rules", nargs="*", default=[], metavar="ID", help="rules or families: CC4 CC601")
    parser.add_argument("--cache", type=Path, help="folder that keeps the readings")
    parser.add_argument("--json", action="store_true", help="one JSON object a finding")
    args = parser.parse_args()
    if args.data is None:
        print("no data folder: give --data, or set CLAIMCHECK_DATA", file=sys.stderr)
        return 2
    rules, cost, counts, many = chosen(args.rules), Cost(), Counter[str](), 0
    for name in SETS:
        for article, text, published in articles(Path(args.data) / name):
            many += 1
            analysis, report = read(text, published, cache=args.cache, cost=cost)
            for finding in findings(analysis, report, rules, cost=cost):
                counts[finding.rule] += 1
                item = told(article, report.text, finding)
                print(json.dumps(item, ensure_ascii=False) if args.json else shown(item))
    told_to = sys.stderr if args.json else sys.stdout
    by_rule = ", ".join(f"{rule.id} {counts[rule.id]}" for rule in rules)
    spent = cost.rules / cost.words * WORDS * 1000
    print(f"{many} articles, {cost.words} words: {by_rule}", file=told_to)
    print(f"rules: {spent:.2f} CPU ms for {WORDS} words", file=told_to)
    if cost.engine:
        share = cost.rules / cost.words / (cost.engine / cost.engine_words)
        print(
            f"engine: {cost.engine / cost.engine_words * WORDS * 1000:.0f} CPU ms; rules {share:.1%} of it",
            file=told_to,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
