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

from claimcheck import __version__, lang
from claimcheck.analysis import Analysis, Claim, Mark, Sentence
from claimcheck.article import Article
from claimcheck.errors import ModelError
from claimcheck.report import ModelInfo, Tool

PROSE = frozenset({"headline", "lead", "body", "caption", "footnote"})
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


def analysis_of(_doc: Article, article: Article) -> Analysis:
    """Return an Analysis of which every paragraph is one sentence without words, and those with a number a claim."""
    sentences, marks, claims = [], [], []
    for number, block in enumerate(article.blocks):
        extent = (block.start, block.end)
        sentences.append(Sentence(number, *extent, block.section, None, ()))
        found = list(_NUMBER.finditer(article.text, *extent)) if block.section in PROSE else []
        if found:
            held = tuple(range(len(marks), len(marks) + len(found)))
            marks += [
                Mark("quantity", *one.span(), {"start": one.start(), "end": one.end(), "value": float(one[0])})
                for one in found
            ]
            claims.append(_claim(article.text, extent, sentence=number, section=block.section, marks=held))
    return Analysis(article.text, sentences=tuple(sentences), marks=tuple(marks), claims=tuple(claims))


def _claim(text: str, extent: tuple[int, int], *, sentence: int, section: str, marks: tuple[int, ...]) -> Claim:
    start, end = extent
    return Claim(
        start=start,
        end=end,
        id=f"c-{hashlib.sha256(text[start:end].encode()).hexdigest()[:12]}",
        sentence=sentence,
        extent=extent,
        section=section,
        kinds=("quantity",),
        marks=marks,
        attribution=None,
        source=None,
        chain=(),
        links=(),
        notes=(),
        support="none",
        checkability="checkable",
        hedged=False,
        score=0.0,
        because=(),
        same_as=(),
        needs=(),
    )


def install(modules: dict[str, types.ModuleType]) -> None:
    """Put the stand-in where ``claimcheck.check`` imports the pipeline from: spaCy is 0.4 of the 0.8 CPU seconds of a start."""
    held = {
        "pipeline": {"load": load, "tool": tool, "annotate": annotate},
        "analyse": {"analysis_of": analysis_of},
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
