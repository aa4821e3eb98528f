"""The line under the table: how many claims, and how many of them rest on somebody who is named."""

from __future__ import annotations

from claimcheck.report import Report


def summary(report: Report) -> str:
    """Return the numbers of claims, of those with a named (or linked) or a vague source, and of figures without any."""
    claims = report.claims
    if not claims:
        return f"no claims{_found(report)}"
    named = sum(claim.support in {"linked", "named"} for claim in claims)
    linked = sum(claim.support == "linked" for claim in claims)
    to_open = f" ({linked} of them to open)" if linked else ""
    vague = sum(claim.support == "vague" for claim in claims)
    figures = sum(mark.kind == "quantity" for claim in claims for mark in claim.marks if claim.support == "none")
    return (
        f"{_count(len(claims), 'claim')}: {_share(named, len(claims))} with a named source{to_open}, "
        f"{_share(vague, len(claims))} with a vague one; {_count(figures, 'figure')} with no source at all{_found(report)}"
    )


def _found(report: Report) -> str:
    """Return how much the linter found; nothing for nothing."""
    count = sum(finding.suppressed is None for finding in report.findings)
    return f"; {_count(count, 'finding')} (claimcheck lint)" if count else ""


def _share(part: int, whole: int) -> str:
    """Return a count with its share in percent."""
    return f"{part} ({round(100 * part / whole)}%)"


def _count(number: int, noun: str) -> str:
    """Return a count with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
