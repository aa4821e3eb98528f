"""Claims for those who annotate and train: Prodigy, Label Studio, brat and spaCy, each by offsets into the article's text.

Offsets of Prodigy, brat and spaCy are code points; Label Studio counts UTF-16 units, as browsers do.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

from claimcheck.export.layout import Layout
from claimcheck.report import Report

_LABELS = "labels"
_NARROW = 0xFFFF  # code points above take two units of UTF-16


def export_prodigy(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield a task a line for ``spans.manual``: the article with a span for each kind of each claim, and each mark."""
    for report in reports:
        if report.error is None:
            spans = [{"start": start, "end": end, "label": label} for start, end, label, _ in spans_of(report)]
            meta = {"source": report.article.source, "sha256": report.article.sha256}
            yield json.dumps({"text": report.text, "spans": spans, "meta": meta}, ensure_ascii=False) + "\n"


def export_label_studio(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield a list of tasks with predictions, for a project with ``<Labels name="label" toName="text">`` over ``$text``."""
    tasks = [_task(report) for report in reports if report.error is None]
    yield json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def export_brat(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield brat's standoff file of a text: an entity for each claim and mark, an attribute for each claim's support."""
    for report in reports:
        attributes = 0
        for number, (start, end, label, support) in enumerate(spans_of(report), start=1):
            pieces = list(_without_breaks(report.text, start, end))
            places = ";".join(f"{a} {b}" for a, b in pieces)
            yield f"T{number}\t{label} {places}\t{' '.join(report.text[a:b] for a, b in pieces)}\n"
            if support:
                attributes += 1
                yield f"A{attributes}\tSupport T{number} {support}\n"


def export_docbin(reports: Iterable[Report], _layout: Layout) -> Iterator[bytes]:
    """Yield a ``spacy.tokens.DocBin``: a Doc an article with the span groups ``claims`` and ``marks``."""
    import spacy
    from spacy.tokens import DocBin, SpanGroup

    from claimcheck.annotate.engine.words import doc_of

    nlp = spacy.blank("en")
    made = DocBin(attrs=["SPACY"], store_user_data=True)
    for report in reports:
        if report.error is None:
            nlp.max_length = max(nlp.max_length, len(report.text) + 1)
            doc = doc_of(report.text, nlp)
            groups: dict[str, list[Any]] = {"claims": [], "marks": []}
            for start, end, label, support in spans_of(report):
                span = doc.char_span(start, end, label=label, alignment_mode="expand")
                if span is not None:
                    groups["claims" if support else "marks"].append(span)
            for name, spans in groups.items():
                doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
            made.add(doc)
    yield made.to_bytes()


def spans_of(report: Report) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, label and support of each claim, once for each of its kinds, then of its marks, without support."""
    for claim in report.claims:
        yield from ((claim.start, claim.end, kind, claim.support) for kind in claim.kinds)
        yield from ((mark.start, mark.end, f"mark_{mark.kind}", "") for mark in claim.marks)


def _task(report: Report) -> dict[str, Any]:
    article = report.article
    wide = [at for at, character in enumerate(report.text) if ord(character) > _NARROW]
    results = [
        {
            "id": f"r{number}",
            "from_name": "label",
            "to_name": "text",
            "type": _LABELS,
            "value": {
                "start": start + bisect_left(wide, start),  # UTF-16 units
                "end": end + bisect_left(wide, end),
                "text": report.text[start:end],
                _LABELS: [label],
            },
        }
        for number, (start, end, label, _) in enumerate(spans_of(report))
    ]
    predictions = [{"model_version": f"claimcheck {report.tool.version}", "result": results}]
    return {
        "data": {"text": report.text, "source": article.source, "sha256": article.sha256},
        "predictions": predictions,
    }


def _without_breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a span between its line breaks: brat has no span over one."""
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1
