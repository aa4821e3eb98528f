"""Findings and claims as the diagnostics of an editor: a finding with its severity, a claim as a hint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lsprotocol import types

from claimcheck.export.page.cards import SUPPORT
from claimcheck.lsp.positions import TextLines
from claimcheck.lsp.reading import Shown
from claimcheck.report import Claim, Failure, Finding
from claimcheck.review.decisions import ReviewThread

SOURCE = "claimcheck"
CLAIM = "claim"
"""The code of a diagnostic that is a claim; a finding has its rule's id."""
DONE = frozenset({"verified", "wrong and fixed", "cut", "will not check"})
"""The states in which a claim is no longer marked."""
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_QUIET = frozenset({"empty"})


def diagnostics(
    shown: Sequence[Shown], lines: TextLines, *, decided: Mapping[str, ReviewThread], failure: Failure | None = None
) -> list[types.Diagnostic]:
    """Return the diagnostics of a text in its order; a claim that is done with has none, a ``failure`` stands at its beginning."""
    found = [_failed(failure)] if failure and failure.code not in _QUIET else []
    return found + [_diagnostic(one, lines) for one in shown if not _is_done(one, decided)]


def _is_done(one: Shown, decided: Mapping[str, ReviewThread]) -> bool:
    thread = decided.get(one.what.id)
    return thread is not None and thread.decision.status in DONE


def _diagnostic(one: Shown, lines: TextLines) -> types.Diagnostic:
    finding = one.what if isinstance(one.what, Finding) else None
    return types.Diagnostic(
        range=span(lines, one.spot.start, one.spot.end),
        severity=_SEVERITIES[finding.severity] if finding else types.DiagnosticSeverity.Hint,
        code=finding.rule if finding else CLAIM,
        source=SOURCE,
        message=". ".join(_said(finding)) if finding else claim_line(one),
        data={"id": one.what.id},
    )


def _said(finding: Finding) -> Iterator[str]:
    yield finding.message
    if finding.help:
        yield finding.help[:1].upper() + finding.help[1:]


def claim_line(one: Shown) -> str:
    """Return what a claim is on one line: ``to check: quantity, quote; named source: Ana Lopez``."""
    claim = one.what
    if not isinstance(claim, Claim):
        return ""
    name = next((source.name for source in one.report.sources if source.id == claim.source_id), "")
    support = SUPPORT[claim.support] + (f": {name}" if name else "")
    return f"to check: {', '.join(claim.kinds)}; {support}"


def _failed(failure: Failure) -> types.Diagnostic:
    start = types.Position(0, 0)
    message = f"{failure.message}. {failure.hint}" if failure.hint else failure.message
    return types.Diagnostic(
        range=types.Range(start, start),
        severity=types.DiagnosticSeverity.Warning,
        code=failure.code,
        source=SOURCE,
        message=message,
    )


def span(lines: TextLines, start: int, end: int) -> types.Range:
    """Return a stretch of a text as the protocol has it."""
    return types.Range(types.Position(*lines.position(start)), types.Position(*lines.position(end)))
