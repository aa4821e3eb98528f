"""Comments in an article that switch rules off: ``claimcheck off`` and ``on``, ``claimcheck-disable-next-line CC301: reason``.

A suppressed finding stays in the Report, marked, with the reason that was given; a comment that gives none, or that is
none of these, is itself a note (CC001).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.article import Article, Directive
from claimcheck.report import Finding, Suppression, Where

RULE_ID = "CC001"
"""The rule of the comments themselves; it has no family, and cannot be switched off by a comment."""
_COMMENT = re.compile(
    r"claimcheck(?:\s+(?=off|on)|-disable-(?=next-line|line))(?P<word>off|on|next-line|line)\b(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_REST = re.compile(
    r"\s*(?P<ids>(?:CC\d{1,3})(?:[,\s]+CC\d{1,3})*)?\s*(?::\s*(?P<reason>.+))?\s*", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of text in which rules are off: all, or those whose id opens with one of ``ids``."""

    start: int
    end: int
    ids: tuple[str, ...]
    reason: str | None

    def covers(self, finding: Finding) -> bool:
        """Return whether a finding is switched off."""
        named = not self.ids or finding.rule.startswith(self.ids)
        return named and self.start <= finding.start < self.end


def applied(found: Sequence[Finding], article: Article, *, ignored: Collection[str]) -> Iterator[Finding]:
    """Yield the findings in text order; those in a silence, or of an ``ignored`` id or family, are marked as suppressed."""
    silences = list(silences_of(article))
    for finding in sorted(found, key=lambda one: (one.start, one.end, one.rule)):
        silence = None if finding.rule == RULE_ID else next((one for one in silences if one.covers(finding)), None)
        if silence is not None:
            yield finding.model_copy(update={"suppressed": Suppression(by="comment", reason=silence.reason)})
        elif finding.rule.startswith(tuple(ignored)):
            yield finding.model_copy(update={"suppressed": Suppression(by="settings", reason="per-file")})
        else:
            yield finding


def silences_of(article: Article) -> Iterator[Silence]:
    """Yield the silences that the article's comments ask for."""
    opened: Silence | None = None
    for directive in article.directives:
        words = _COMMENT.fullmatch(directive.text.strip())
        word = words["word"].lower() if words else ""
        ids, reason = _ids_and_reason(words["rest"]) if words else ((), None)
        if word == "off":
            opened = opened or Silence(directive.offset, len(article.text) + 1, ids, reason)
        elif word == "on" and opened:
            yield replace(opened, end=directive.offset)
            opened = None
        elif word.endswith("line"):
            yield Silence(*_line(article, directive, following=word == "next-line"), ids, reason)
    if opened:
        yield opened


def _ids_and_reason(rest: str) -> tuple[tuple[str, ...], str | None]:
    """Return the ids and the reason behind a comment's first words."""
    match = _REST.fullmatch(rest)
    if match is None:
        return (), rest.strip(" :-–—") or None
    ids = tuple(re.split(r"[,\s]+", match["ids"].upper())) if match["ids"] else ()
    return ids, match["reason"].strip() if match["reason"] else None


def _line(article: Article, directive: Directive, *, following: bool) -> tuple[int, int]:
    """Return the block that a comment is about: the one it stands in, or the next one behind it."""
    behind = (block for block in article.blocks if block.start >= directive.offset)
    before = (block for block in reversed(article.blocks) if block.start <= directive.offset)
    block = next(behind if following else before, None)
    return (block.start, block.end) if block else (len(article.text), len(article.text))


def faulty(article: Article) -> Iterator[Finding]:
    """Yield a note for each comment that switches something off without a reason, or is not understood."""
    for number, directive in enumerate(article.directives):
        words = _COMMENT.fullmatch(directive.text.strip())
        if words is None:
            message = f"this comment to claimcheck is not understood: {directive.text.strip()[:60]}"
        elif words["word"].lower() == "on" or _ids_and_reason(words["rest"])[1]:
            continue
        else:
            message = "this comment switches rules off without a reason"
        place = min(directive.offset, max(len(article.text) - 1, 0))
        digest = hashlib.sha256(f"{number}\x1f{directive.text}".encode()).hexdigest()[:12]
        yield Finding(
            id=f"f-{digest}",
            rule=RULE_ID,
            severity="note",
            message=message,
            start=place,
            end=min(place + 1, len(article.text)),
            where=Where(**article.locate(place)._asdict()),
            help="write it behind a colon: claimcheck-disable-next-line CC301: the ministry asked for it",
        )
