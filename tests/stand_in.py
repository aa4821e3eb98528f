"""The command line with a stand-in for the pipeline: it starts sooner and needs no weights.

``python stand_in.py ARGUMENTS`` is ``claimcheck ARGUMENTS``, but that every number is a quantity, every paragraph with
a number a claim, and nobody its source. For tests of what lies around: reading, writing, messages, exit codes.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
import time
import types
from typing import Any

from claimcheck import __version__, analysis, lang
from claimcheck.article import PROSE, Article
from claimcheck.errors import ModelError
from claimcheck.report import ArticleInfo, Claim, ModelInfo, Quantity, Report, Sentence, Tool

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def load(name: str | None = None) -> str:
    """Return a pipeline of no use; only the default one is installed."""
    if name is not None:
        message = f"no spaCy pipeline named {name!r} is installed"
        raise ModelError(message, "leave out --model")
    return "pipeline"


def tool(_nlp: str) -> Tool:
    """Return what the stand-in calls itself."""
    return Tool(version=__version__, model=ModelInfo(name="stand-in", version="0"), lexicon=lang.digest())


def annotate(article: Article, _nlp: str) -> Article:
    """Return the article; one that asks for it fails, waits or interrupts, as a pipeline might."""
    if "BREAK THE PIPELINE" in article.text:
        message = "broken \x1b[31mpipe\x1b[0mline"
        raise RuntimeError(message)
    if "INTERRUPT" in article.text:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)
    return article


def analysis_of(_doc: Article, article: Article) -> analysis.Analysis:
    """Return an Analysis of which every paragraph is one sentence without words."""
    blocks = enumerate(article.blocks)
    sentences = (analysis.Sentence(number, one.start, one.end, one.section, None, ()) for number, one in blocks)
    return analysis.Analysis(article.text, tuple(sentences))


def build_report(_doc: analysis.Analysis, article: Article, *, tool: Tool) -> Report:
    """Return a Report with one claim for every paragraph that holds a number."""
    text = article.text
    info = ArticleInfo(
        source=article.source,
        media_type=article.media_type,
        title=article.title,
        byline=article.byline,
        published=article.published,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        words=len(text.split()),
        sentences=len(article.blocks),
        text=text,
    )
    return Report(tool=tool, article=info, claims=tuple(_claims(article)))


def _claims(article: Article) -> list[Claim]:
    text, claims = article.text, []
    for index, block in enumerate(article.blocks):
        marks = tuple(
            Quantity(start=found.start(), end=found.end(), text=found[0], value=float(found[0]))
            for found in _NUMBER.finditer(text, block.start, block.end)
        )
        if marks and block.section in PROSE:
            where: dict[str, Any] = {"start": block.start, "end": block.end}
            section: Any = block.section
            identity = f"c-{hashlib.sha256(text[block.start : block.end].encode()).hexdigest()[:12]}"
            claims.append(
                Claim(
                    **where,
                    id=identity,
                    text=text[block.start : block.end],
                    sentence=Sentence(index=index, **where),
                    section=section,
                    kinds=("quantity",),
                    marks=marks,
                    support="none",
                )
            )
    return claims


def install(modules: dict[str, types.ModuleType]) -> None:
    """Put the stand-in where ``claimcheck.check`` imports the pipeline from: spaCy is 0.4 of the 0.8 CPU seconds of a start."""
    held = {
        "pipeline": {"load": load, "tool": tool, "annotate": annotate},
        "analyse": {"analysis_of": analysis_of},
        "assemble": {"build_report": build_report},
    }
    annotate_ = types.ModuleType("claimcheck.annotate")
    annotate_.__path__ = []
    modules[annotate_.__name__] = annotate_
    for name, functions in held.items():
        module = types.ModuleType(f"{annotate_.__name__}.{name}")
        vars(module).update(functions)
        vars(annotate_)[name] = modules[module.__name__] = module


if __name__ == "__main__":
    install(sys.modules)
    from claimcheck.cli import main

    main()
