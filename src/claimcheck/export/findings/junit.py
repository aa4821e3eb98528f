"""Findings as JUnit XML: a test suite a file, a failed test case a finding, for what only shows test results.

The elements and attributes are those that the readers of Jenkins, GitLab and Azure agree on. A note is a passed case
with ``system-out``; a suppressed finding is a skipped one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from claimcheck.export.findings.excerpt import place
from claimcheck.export.layout import Layout
from claimcheck.report import Finding, Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_LINE_OF_COLONS = re.compile(r"^(\s*+):", re.MULTILINE)  # would be a command to GitHub's runner


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield the reports as one document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="claimcheck">\n'
    yield from (_suite(report) for report in reports)
    yield "</testsuites>\n"


def _suite(report: Report) -> str:
    name = _attribute(report.article.source)
    cases = [_case(name, finding) for finding in report.findings]
    if report.error is not None:
        error = f"<error message={_attribute(report.error.message)}/>"
        cases = [f'    <testcase classname={name} name="read">{error}</testcase>\n']
    cases = cases or [f'    <testcase classname={name} name="lint"/>\n']
    failed, errors, skipped = (sum(f"<{what}" in case for case in cases) for what in ("failure", "error", "skipped"))
    counts = f'tests="{len(cases)}" failures="{failed}" errors="{errors}" skipped="{skipped}"'
    return f"  <testsuite name={name} {counts}>\n{''.join(cases)}  </testsuite>\n"


def _case(name: str, finding: Finding) -> str:
    where = place(finding.where)
    title = _attribute(f"{finding.rule} {where}".strip())
    message = _attribute(finding.message)
    if finding.suppressed is not None:
        inner = f"<skipped message={_attribute(finding.suppressed.reason or finding.suppressed.by)}/>"
    elif finding.severity == "note":
        inner = f"<system-out>{_text(finding.message)}</system-out>"
    else:
        said = _text("\n".join(part for part in (finding.message, finding.help) if part))
        inner = f"<failure type={_attribute(finding.severity)} message={message}>{said}</failure>"
    return f"    <testcase classname={name} name={title}>{inner}</testcase>\n"


def _text(text: str) -> str:
    return _LINE_OF_COLONS.sub(r"\1&#58;", escape(_NOT_XML.sub("�", text)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("�", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
