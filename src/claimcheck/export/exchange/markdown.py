"""``--format markdown``: the article with a footnote at the end of each claim, and the call list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from claimcheck.export.claims.calls import calls
from claimcheck.export.claims.rows import index_of, message, place, row
from claimcheck.export.claims.worklist import summary
from claimcheck.export.layout import Layout
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.report import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&^])")
_BLOCK = re.compile(r"^(\s*)(\d*)([-+=:]|(?<=\d)[.)])")


def export(reports: Iterable[Report], _layout: Layout) -> Iterator[str]:
    """Yield one document a report, a rule between two."""
    before = ""
    for report in reports:
        if report.error is None:
            yield before + "\n".join(_document(report)) + "\n"
            before = "\n---\n\n"


def escaped(text: str) -> str:
    """Return a line of text in which nothing is markup."""
    return _at_start(_SPECIAL.sub(r"\\\1", text))


def _at_start(text: str) -> str:
    """Return a line that begins no list and no heading, whatever it begins with."""
    return _BLOCK.sub(r"\1\2\\\3", text)


def _document(report: Report) -> Iterator[str]:
    article = report.article
    yield f"# {escaped(on_one_line(article.title or article.source))}"
    yield ""
    yield f"{escaped(summary(report))}."
    yield ""
    marks: defaultdict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(report.claims, start=1):
        marks[claim.end].append(number)
    at = 0
    for line in report.text.splitlines(keepends=True):
        yield from _paragraph(line, at, marks)
        at += len(line)
    if report.claims:
        yield "## Whom to ask, and for what"
        yield ""
        yield from (f"- {escaped(told)}" for told in calls(report, dict(enumerate(report.claims, start=1))))
        yield ""
    yield from _notes(report)


def _paragraph(line: str, at: int, marks: dict[int, list[int]]) -> Iterator[str]:
    """Yield a line of the article as a paragraph with the marks of the claims that end in it."""
    if not line.strip():
        return
    pieces, begin = [], 0
    for end in sorted(end for end in marks if at < end <= at + len(line)):
        pieces.append(_inline(line[begin : end - at]) + "".join(f"[^{number}]" for number in marks[end]))
        begin = end - at
    pieces.append(_inline(line[begin:]))
    text = "".join(pieces).strip()
    yield _at_start(text)
    yield ""


def _inline(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(text.replace("\n", " ").replace("\r", " ").replace("\t", " ")))


def _notes(report: Report) -> Iterator[str]:
    """Yield the footnote of each claim: what the list says of it, and what the linter found."""
    index = index_of(report)
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for finding in report.due_findings:
        found[finding.claim_id].append(message(finding))
    for number, claim in enumerate(report.claims, start=1):
        told = "; ".join([*(part for part, _ in row(index, claim)), *found[claim.id]])
        where = f" ({place(claim.where)})" if place(claim.where) else ""
        yield f"[^{number}]: {', '.join(claim.kinds)}{where}: {_inline(told)}"
