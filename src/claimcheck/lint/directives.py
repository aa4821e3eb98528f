"""Comments in an article that switch rules off: ``claimcheck off`` and ``on``, ``claimcheck-disable-next-line CC301: reason``.

A suppressed finding stays in the Report, marked, with the reason that was given. A comment that gives none, that is none of
these, that names no rule or switches nothing off is itself a finding (CC001).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.article import Article, Directive
from claimcheck.lint.rule import is_known, nearest
from claimcheck.report import Finding, Suppression, Where

RULE_ID = "CC001"
"""The rule of the comments themselves; it has no family, and cannot be switched off by a comment."""
_HELP = "write it behind a colon: claimcheck-disable-next-line CC301: the ministry asked for it"
_COMMENT = re.compile(
    r"claimcheck(?:\s+(?=off|on)|-disable-(?=next-line|line))(?P<word>off|on|next-line|line)\b(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_REST = re.compile(
    r"\s*+(?P<ids>(?:CC\d{1,3})(?:[,\s]++CC\d{1,3})*)?\s*+(?::\s*+(?P<reason>.+))?\s*+", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of text in which rules are off: all, or those whose id opens with one of ``ids``."""

    start: int
    end: int
    ids: tuple[str, ...]
    reason: str | None
    by: int
    """The place of its comment among those of the article."""

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
    for number, directive in enumerate(article.directives):
        words = _COMMENT.fullmatch(directive.text.strip())
        word = words["word"].lower() if words else ""
        ids, reason = _ids_and_reason(words["rest"]) if words else ((), None)
        if word == "off":
            opened = opened or Silence(directive.offset, len(article.text) + 1, ids, reason, number)
        elif word == "on" and opened:
            yield replace(opened, end=directive.offset)
            opened = None
        elif word.endswith("line"):
            yield Silence(*_line(article, directive, following=word == "next-line"), ids, reason, number)
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


def faulty(
    article: Article, found: Sequence[Finding], *, ran: Collection[str], known: Collection[str]
) -> Iterator[Finding]:
    """Yield a warning for each comment that is not understood, has no reason, or names no rule or none that finds anything there.

    Only a rule that ``ran`` can be said to have found nothing.
    """
    silences = {silence.by: silence for silence in silences_of(article)}
    for number, directive in enumerate(article.directives):
        message, help_ = _complaint(directive, silences.get(number), found, ran=ran, known=known)
        if not message:
            continue
        place = min(directive.offset, max(len(article.text) - 1, 0))
        where = Where(**article.locate(place)._asdict())
        digest = hashlib.sha256(f"{number}\x1f{directive.text}".encode()).hexdigest()[:12]
        yield Finding(
            id=f"f-{digest}",
            rule=RULE_ID,
            severity="warning",
            message=message,
            start=place,
            end=min(place + 1, len(article.text)),
            where=where,
            until=behind(where),
            help=help_,
        )


def behind(last: Where) -> Where:
    """Return the place behind a letter."""
    return last if last.column is None else last.model_copy(update={"column": last.column + 1})


def _complaint(
    directive: Directive,
    silence: Silence | None,
    found: Sequence[Finding],
    *,
    ran: Collection[str],
    known: Collection[str],
) -> tuple[str, str]:
    """Return what is wrong with a comment, and what to do; two empty words for nothing."""
    words = _COMMENT.fullmatch(directive.text.strip())
    if words is None:
        return f"this comment to claimcheck is not understood: {directive.text.strip()[:60]}", _HELP
    if words["word"].lower() == "on":
        return "", ""
    ids, reason = _ids_and_reason(words["rest"])
    unknown = next((name for name in ids if not is_known(name, known)), None)
    if unknown:
        return f"this comment names {unknown}: there is no such rule", nearest(unknown, known)
    if not reason:
        return "this comment switches rules off without a reason", _HELP
    idle = [name for name in ids or ("CC",) if silence and _is_idle(name, silence, found, ran=ran, known=known)]
    if silence is None or not idle:
        return "", ""
    there = {one.rule for one in found if silence.start <= one.start < silence.end} if ids else set()
    named = f"{', '.join(idle)} finds nothing there" if ids else "nothing is found there"
    others = f"; {', '.join(sorted(there))} does" if there else ""
    return f"this comment switches nothing off: {named}{others}", "take it out, or name the rule that it is for"


def _is_idle(
    name: str, silence: Silence, found: Sequence[Finding], *, ran: Collection[str], known: Collection[str]
) -> bool:
    """Return whether all the rules of an id or family ran, and none found anything in the silence."""
    named = [rule for rule in known if rule.startswith(name)]
    offline = {"CC504"} if len(named) > 1 else set()
    if not set(named) - offline <= set(ran):
        return False
    return not any(one.rule in named and silence.start <= one.start < silence.end for one in found)
