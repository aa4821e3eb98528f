"""One tool over a file of texts, in a process of its own: prints its words per CPU second, warm, or what was asked, as JSON.

Run by ``benchmarks.speed``, with the tool's own Python: this file imports nothing else of ours.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 6
LEAST = 2.0  # CPU seconds that are enough to trust a rate


def analyser(tool: str) -> Callable[[str], object]:
    """Return the function that reads one text with a tool."""
    if tool == "claimcheck":
        import claimcheck

        return claimcheck.check_text
    from quantulum3 import parser

    return parser.parse


def rate(analyse: Callable[[str], object], texts: list[str]) -> float:
    """Return words per CPU second: whole rounds over the texts until they took long enough."""
    words = sum(len(text.split()) for text in texts)
    started, rounds = time.process_time(), 0
    while not rounds or time.process_time() - started < LEAST:
        for text in texts:
            analyse(text)
        rounds += 1
    return words * rounds / (time.process_time() - started)


def first_article(path: str, libraries: str) -> float:
    """Return the CPU seconds of an article file, from opening it to its Report, once what its format needs is imported."""
    for name in ("spacy", *filter(None, libraries.split(","))):
        importlib.import_module(name)
    import claimcheck
    from claimcheck.annotate import pipeline

    pipeline.load(None)
    started = sum(os.times()[:4])  # with the children, of which a PDF has one
    claimcheck.check(path)
    return sum(os.times()[:4]) - started


def share_of_lint(texts: list[str]) -> float:
    """Return the CPU time of the linter as a share of that of the Report that it reads, of several rounds the least."""
    from claimcheck import __version__, lint
    from claimcheck.analysis import assemble
    from claimcheck.annotate import analyse, pipeline
    from claimcheck.read import article_of
    from claimcheck.report import Tool
    from claimcheck.settings import Settings

    nlp, tool, settings = pipeline.load(None), Tool(version=__version__, lexicon=""), Settings()
    articles = [article_of(text) for text in texts]
    shares = []
    for _ in range(ROUNDS):
        started = time.process_time()
        analyses = [analyse.analysis_of(pipeline.annotate(one, nlp), one) for one in articles]
        pairs = zip(analyses, articles, strict=True)
        reports = [assemble.build_report(analysis, one, tool=tool) for analysis, one in pairs]
        reported = time.process_time()
        for analysis, report, article in zip(analyses, reports, articles, strict=True):
            lint.linted(analysis, report, article=article, settings=settings)
        shares.append((time.process_time() - reported) / (reported - started))
    return min(shares[1:])  # the first round compiles the patterns


def main(tool: str, path: str, libraries: str = "") -> None:
    """Read the texts (or, cold, the one text) and print what was measured."""
    if tool == "first":
        print(json.dumps({"cpu": first_article(path, libraries)}))
        return
    content = Path(path).read_text(encoding="utf-8")
    if tool.endswith("-cold"):
        analyser(tool.removesuffix("-cold"))(content)
        return
    if tool == "lint":
        print(json.dumps({"share": share_of_lint(json.loads(content))}))
        return
    analyse = analyser(tool)
    analyse("The first article is read before the clock starts.")
    print(json.dumps({"rate": rate(analyse, json.loads(content))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
