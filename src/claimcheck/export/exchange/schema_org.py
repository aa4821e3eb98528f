"""Claims as schema.org's ``Claim`` and ``Quotation`` (JSON-LD).

No ``ClaimReview``: that is for a claim that somebody has judged, and nothing here is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield one graph: each article with the claims that it makes and the quotations in it."""
    graph = [node for report in reports if report.error is None for node in _nodes(report)]
    yield json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _nodes(report: Report) -> Iterator[dict[str, Any]]:
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
