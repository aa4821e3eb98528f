"""What is known of a claim or a finding, in the Markdown that an editor shows beside it. The article's words are no markup."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.export.exchange.markdown import escaped
from claimcheck.export.page.cards import SUPPORT, Card, cards
from claimcheck.lang.visible import on_one_line
from claimcheck.lint import rules
from claimcheck.lsp.reading import Shown
from claimcheck.report import Finding
from claimcheck.review.decisions import ReviewThread


def hover(one: Shown, thread: ReviewThread | None) -> str:
    """Return the card of a claim, or what a finding says and what to write instead."""
    if isinstance(one.what, Finding):
        return "\n\n".join(_finding(one.what))
    card = next(card for card in cards(one.report) if card.id == one.what.id)
    return "\n\n".join(filter(None, (_title(card), _list(card), _state(thread))))


def _finding(finding: Finding) -> Iterator[str]:
    yield f"**{finding.rule}** {_safe(finding.message)}"
    if finding.help:
        yield _safe(finding.help)
    rule = rules().get(finding.rule)
    if rule is not None:
        yield f"*{rule.why}* Instead: {rule.instead}"  # which are Markdown, as in docs/lint.md


def _title(card: Card) -> str:
    return f"**Claim {card.number}**: {', '.join(card.kinds)}"


def _list(card: Card) -> str:
    return "\n".join(f"- {what}: {told}" for what, told in _rows(card))


def _rows(card: Card) -> Iterator[tuple[str, str]]:
    """Yield what is known of a claim, row by row."""
    cited = card.cited
    if cited is not None:
        through = f", through {', '.join(cited.through)}" if cited.through else ""
        yield "says so", _safe(f"{cited.name} ({cited.type}){through}")
    yield "support", SUPPORT[card.support]
    for figure in card.understood:
        yield "understood", _safe(figure)
    for link in (*card.links, *(cited.links if cited else ())):
        yield "link", f"<{link.href}>" if link.href and " " not in link.href else _safe(link.shown)
    for label, note in card.notes:
        yield f"note {_safe(label)}", _safe(note)
    for name, told in (("remark", card.remarks), ("needs", card.needs), ("look", card.hints)):
        yield from ((name, _safe(one)) for one in told)
    if card.worth is not None:
        yield "worth checking", f"{card.worth:.2f}" + (f" ({_safe(', '.join(card.because))})" if card.because else "")


def _state(thread: ReviewThread | None) -> str:
    """Return what was decided last."""
    entry = thread.entry if thread else None
    if entry is None:
        return ""
    note = f": {_safe(entry.decision.note)}" if entry.decision.note else ""
    return f"**{entry.decision.status}** by {_safe(entry.by or 'nobody named')}, {entry.at[:10]}{note}"


def _safe(text: str) -> str:
    return escaped(on_one_line(text))
