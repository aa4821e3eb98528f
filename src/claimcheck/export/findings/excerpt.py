"""What the exports of the linter share: where a finding is, in words, and the line that it stands on."""

from __future__ import annotations

from claimcheck.lang.visible import spaced
from claimcheck.report import Finding, Where

_BEFORE = 30  # characters of a long paragraph that are shown before a finding


def place(where: Where) -> str:
    """Return a place as ``12:5``, ``page 3`` or ``paragraph 7``: what the format has; empty for nothing."""
    if where.line is not None:
        return f"{where.line}:{where.column}" if where.column is not None else f"{where.line}"
    return unlined(where)


def unlined(where: Where) -> str:
    """Return a place as the formats without lines have it."""
    if where.page is not None:
        return f"page {where.page}"
    return f"paragraph {where.paragraph}" if where.paragraph is not None else where.xpath or ""


def excerpt(text: str, finding: Finding, *, width: int) -> tuple[str, int, int]:
    """Return at most ``width`` characters around a finding on one line, and where in them it starts and ends."""
    first = text.rfind("\n", 0, finding.start) + 1
    last = text.find("\n", finding.start)
    last = len(text) if last < 0 else last
    if last - first > width:
        first = max(first, finding.start - _BEFORE)
        last = min(last, first + width)
    before = ("…" if text[first - 1 : first].strip() else "") + spaced(text[first : finding.start])
    marked = spaced(text[finding.start : min(finding.end, last)])
    rest = spaced(text[min(finding.end, last) : last])
    return (before + marked + rest)[:width].rstrip(), len(before), len(before) + len(marked.rstrip())
