"""One side of ``benchmarks.stack``, in a process of its own: reads a list of texts as JSON, and prints what it finds and how fast.

Run with the Python of the side that is measured: this file imports nothing else of ours.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LEAST = 10.0  # CPU seconds that are enough to trust a rate
Found = dict[str, list[Any]]


def claimcheck_side() -> Callable[[str], Found]:
    """Return what reads a text with claimcheck: all of a Report, findings and all."""
    import claimcheck

    def read(text: str) -> Found:
        report = claimcheck.check_text(text)
        marks = [mark for claim in report.claims for mark in claim.marks]
        return {
            "quantities": [(mark.start, mark.end) for mark in marks if mark.kind == "quantity"],
            "other marks": [(mark.start, mark.end) for mark in marks if mark.kind != "quantity"],
            "attributions": [
                ([(one.start, one.end) for one in found.source], [(one.start, one.end) for one in found.content])
                for found in report.attributions
            ],
        }

    return read


def stack_side(model: str) -> Callable[[str], Found]:
    """Return what reads a text with a pipeline of spaCy, quantulum3 and textacy's quotations."""
    import spacy
    from quantulum3 import classifier, parser
    from textacy.extract import direct_quotations

    nlp = spacy.load(model)
    try:
        parser.parse("The harbour took 5 pounds a box.")
    except ImportError:  # its classifier of units needs an older scikit-learn than is there
        classifier.USE_CLF = False
        print("quantulum3 without its classifier", file=sys.stderr)

    def read(text: str) -> Found:
        doc = nlp(text)
        try:
            quoted = list(direct_quotations(doc))
        except ValueError:  # marks that do not pair
            quoted = []
        return {
            "quantities": [one.span for one in parser.parse(text)],
            "other marks": [(one.start_char, one.end_char) for one in doc.ents if one.label_ in {"DATE", "TIME"}],
            "attributions": [
                (
                    [(token.idx, token.idx + len(token)) for token in one.speaker],
                    [(one.content.start_char, one.content.end_char)],
                )
                for one in quoted
            ],
        }

    return read


def main(path: str, model: str = "") -> None:
    """Read all texts once for what is found, then again until it took long enough for how fast."""
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    read = stack_side(model) if model else claimcheck_side()
    found = [read(text) for text in texts]
    words, started, rounds = sum(len(text.split()) for text in texts), time.process_time(), 0
    while not rounds or time.process_time() - started < LEAST:
        for text in texts:
            read(text)
        rounds += 1
    print(json.dumps({"rate": words * rounds / (time.process_time() - started), "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
