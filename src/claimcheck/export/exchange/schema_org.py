"""Claims as schema.org's ``Claim`` and ``Quotation`` (JSON-LD), and a ``ClaimReview`` where a person has judged one.

A claim that was wrong and is fixed gets none: what stands there now is not what was judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim, Report, Source

_TYPES = {
    "named_person": "Person",
    "unnamed_person": "Person",
    "organization": "Organization",
    "media": "NewsMediaOrganization",
    "document": "CreativeWork",
}


_JUDGED = frozenset({"verified", "disputed", "unverifiable"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield one graph: each article with the claims that it makes, the quotations in it, and what people judged of them."""
    graph = [node for report in reports if report.error is None for node in _nodes(report, layout)]
    yield json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _nodes(report: Report, layout: Layout) -> Iterator[dict[str, Any]]:
    article, name = report.article, f"urn:sha256:{report.article.sha256}"
    about = {
        "headline": article.title,
        "url": article.url,
        "datePublished": article.published,
        "dateModified": article.modified,
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "inLanguage": article.language,
    }
    yield {"@id": name, "@type": "NewsArticle"} | {key: value for key, value in about.items() if value}
    sources = {source.id: source for source in report.sources}
    for claim in report.claims:
        yield _claim(claim, sources.get(claim.source_id or ""), article=name)
        status, *found = (layout.found or {}).get(claim.id, ("",))
        if status in _JUDGED:
            yield _review(f"{name}:{claim.id}", status, found, claim=on_one_line(claim.text))


def _review(name: str, status: str, found: Sequence[str], *, claim: str) -> dict[str, Any]:
    """Return what a person judged of a claim: ``found`` are the columns of a checklist behind its status."""
    method, evidence, place, checker, date, note, _ = found
    said = {
        "author": {"@type": "Person", "name": on_one_line(checker)} if checker else None,
        "datePublished": date if _DAY.fullmatch(date) else None,
        "reviewBody": on_one_line("; ".join(filter(None, (note, method, place)))),
        "citation": on_one_line(evidence),
    }
    return {
        "@id": f"{name}:review",
        "@type": "ClaimReview",
        "claimReviewed": claim,
        "itemReviewed": {"@id": name},
        "reviewRating": {"@type": "Rating", "alternateName": status},
    } | {key: value for key, value in said.items() if value}


def _claim(claim: Claim, source: Source | None, *, article: str) -> dict[str, Any]:
    quoted = "quote" in claim.kinds
    node: dict[str, Any] = {
        "@id": f"{article}:{claim.id}",
        "@type": "Quotation" if quoted else "Claim",
        "text": on_one_line(claim.text),
        "appearance": {"@id": article},
    }
    if quoted:
        node["isPartOf"] = node.pop("appearance")
    if source is not None:
        who: dict[str, Any] = {"@type": _TYPES.get(source.type, "Thing"), "name": on_one_line(source.name)}
        if source.links:
            who["url"] = source.links[0].href
        node["spokenByCharacter" if quoted else "claimInterpreter"] = who
    return node
