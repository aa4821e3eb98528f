"""Findings and claims as SARIF 2.1.0 (OASIS), one run for all files.

A finding is a result of kind ``fail``; a claim that a person has to check is one of kind ``review`` and level ``none``.
Columns count code points; ``partialFingerprints`` are the ids that survive edits elsewhere in the article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from claimcheck.export.findings.excerpt import unlined
from claimcheck.export.findings.rule_page import rule_page
from claimcheck.export.layout import Layout
from claimcheck.lint import Rule
from claimcheck.report import Claim, Finding, Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=~"
_BYTE = re.compile(r"%5Cudc([89a-f][0-9a-f])")
"""How ``read.source.plain_name`` tells a byte of a name that is no UTF-8, once it is quoted."""
_CLAIM = "claim"
_REVIEW = {"id": _CLAIM, "name": "ClaimToVerify"}


def _descriptor(rule: Rule) -> dict[str, Any]:
    """Return SARIF's descriptor of a rule: its page in plain text."""
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule_page(rule)},
        "defaultConfiguration": {"level": rule.severity},
    }


def export(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield the log, with the layout's rules described, so that a viewer can show their pages."""
    known = list(reports)
    described = {rule.id: _descriptor(rule) for rule in layout.rules} | {_CLAIM: _REVIEW}
    for finding in (finding for report in known for finding in report.findings):
        described.setdefault(finding.rule, {"id": finding.rule})
    order = {name: place for place, name in enumerate(described)}
    version = {"version": known[0].tool.version} if known else {}
    failures = [_failure(report.article.source, report.error.message) for report in known if report.error is not None]
    run = {
        "tool": {"driver": {"name": "claimcheck", "rules": list(described.values()), **version}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": failures}],
        "artifacts": [
            {"location": {"uri": _uri(r.article.source)}, "mimeType": r.article.media_type.split(";")[0]} for r in known
        ],
        "results": [result for number, report in enumerate(known) for result in _results(report, number, order)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _failure(source: str, message: str) -> dict[str, Any]:
    """Return the notification for a file that could not be read."""
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(source)}}}
    return {"level": "error", "message": {"text": message}, "locations": [place]}


def _results(report: Report, number: int, order: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        message = "\n".join(part for part in (finding.message, finding.help) if part)
        yield {
            "ruleId": finding.rule,
            "ruleIndex": order[finding.rule],
            "kind": "fail",
            "level": finding.severity,
            **_common(report, number, item=finding, message=message),
            **_suppressions(finding),
        }
    for claim in report.claims:
        message = f"to verify ({', '.join(claim.kinds)}; support: {claim.support})"
        common = _common(report, number, item=claim, message=message)
        yield {"ruleId": _CLAIM, "ruleIndex": order[_CLAIM], "kind": "review", "level": "none", **common}


def _common(report: Report, number: int, *, item: Finding | Claim, message: str) -> dict[str, Any]:
    return {
        "message": {"text": message},
        "locations": [_location(report, number, item)],
        "partialFingerprints": {"claimcheck/v1": item.id},
    }


def _suppressions(finding: Finding) -> dict[str, Any]:
    if finding.suppressed is None:
        return {}
    reason = {"justification": finding.suppressed.reason} if finding.suppressed.reason else {}
    return {"suppressions": [{"kind": "inSource" if finding.suppressed.by == "comment" else "external", **reason}]}


def _location(report: Report, number: int, item: Finding | Claim) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.article.source), "index": number}}
    region = _region(report, item)
    if region:
        physical["region"] = region | {"snippet": {"text": report.text[item.start : item.end]}}
    logical = unlined(item.where)
    named = {"logicalLocations": [{"fullyQualifiedName": logical}]} if logical else {}
    return {"physicalLocation": physical, **named}


def _region(report: Report, item: Finding | Claim) -> dict[str, int]:
    """Return lines, columns and offsets in the file, for a format that has them; a plain text has them all."""
    where = item.where
    if where.line is None:
        return {}
    region = {"startLine": where.line, "startColumn": where.column}
    length = item.end - item.start
    if isinstance(item, Finding) and item.until.line is not None:
        region |= {"endLine": item.until.line, "endColumn": item.until.column}
    elif where.column is not None and report.text[item.start : item.end].isprintable():  # on one line
        region["endColumn"] = where.column + length if report.article.media_type.startswith("text/plain") else None
    if report.article.media_type.startswith("text/plain"):
        region |= {"charOffset": item.start, "charLength": length}
    return {name: value for name, value in region.items() if value is not None}


def _uri(source: str) -> str:
    """Return a file's name as a URI reference; an address stays one."""
    if _ADDRESS.match(source):
        return quote(source, safe=_IN_ADDRESSES)
    if source == "-":
        return "stdin"
    path = PurePath(source).as_posix()
    rooted = f"/{path.lstrip('/')}" if path.startswith("/") else path  # with two, its first folder would be a host
    return _BYTE.sub(r"%\1", quote(rooted))
