"""Claims as annotations of the web: W3C Web Annotation (JSON-LD), and the rows that Hypothesis imports.

Each has two selectors: the words with 32 characters around them, and their place in the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from claimcheck.export.claims.rows import Index, index_of, row
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import visible
from claimcheck.report import Claim, Report

_CONTEXT = 32  # characters before and after, as Hypothesis has it
_NAMESPACE = "http://www.w3.org/ns/anno.jsonld"


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield one AnnotationCollection of all reports, each claim an annotation of its article."""
    items = [annotation for report in reports if report.error is None for annotation in _annotations(report)]
    collection = {
        "@context": _NAMESPACE,
        "type": "AnnotationCollection",
        "id": "urn:claimcheck:claims",
        "label": "claims to check",
        "total": len(items),
        "first": {"type": "AnnotationPage", "id": "urn:claimcheck:claims:1", "startIndex": 0, "items": items},
    }
    yield json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def export_hypothesis(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield the rows of Hypothesis's API, as its importers read them."""
    rows = [
        {
            "uri": _target(report),
            "text": _said(index, claim),
            "tags": ["claimcheck", *claim.kinds, claim.support],
            "document": {"title": [report.article.title or report.article.source]},
            "target": [{"source": _target(report), "selector": _selectors(report, claim)}],
        }
        for report in reports
        if report.error is None
        for index in (index_of(report),)
        for claim in report.claims
    ]
    yield json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _annotations(report: Report) -> Iterator[dict[str, Any]]:
    index = index_of(report)
    for claim in report.claims:
        yield {
            "id": f"urn:claimcheck:{report.article.sha256[:12]}:{claim.id}",
            "type": "Annotation",
            "motivation": "assessing",
            "body": [
                {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _said(index, claim)},
                *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in (*claim.kinds, claim.support)),
            ],
            "target": {"source": _target(report), "selector": _selectors(report, claim)},
        }


def _selectors(report: Report, claim: Claim) -> list[dict[str, Any]]:
    text, start, end = report.text, claim.start, claim.end
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - _CONTEXT, 0) : start],
        "suffix": text[end : end + _CONTEXT],
    }
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def _target(report: Report) -> str:
    """Return the article's address, else a name for its very text."""
    return report.article.url or f"urn:sha256:{report.article.sha256}"


def _said(index: Index, claim: Claim) -> str:
    return visible("; ".join(part for part, _ in row(index, claim)))
