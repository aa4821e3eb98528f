"""CC701: a superlative that does not say among what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.lint.passages import Sentence, prose, quoted
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report, Superlative

_SCOPE = re.compile(
    r"\b(?:in|of|on|at|since|among|amongst|within|for|outside|between|across|around|to|from|that|who|which|where|than|after|before|by|under|worldwide|globally|"
    r"nationwide|nationally|world|country|nation|locally|here|online|anywhere|yet|so\s+far|this|last)\b|[’']s\b|s[’']\s|,",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\A(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our)\b")
_RANK = re.compile(
    r"\b(?:\w{3,}est|most|least|best|worst|greatest|record|unprecedented|unparalleled|unrivall?ed|unmatched|unequall?ed|unsurpassed|never\s+before)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:unprecedented|unparalleled|unrivall?ed|unmatched|unequall?ed|unsurpassed)\b", re.IGNORECASE)
_EVER = re.compile(r"\b(?:ever|of\s+all\s+time|in\s+history|all-time)\b", re.IGNORECASE)
_NO_RANK = re.compile(
    r"\b(?:latest|newest|last|next|first|only|modest|honest|interest|forest|request|guest|harvest|protest|contest|invest|west|rest|test|best-known|at\s+best|at\s+worst|record\s+(?:company|label|store|shop|books?))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s[A-Z][a-z]")
_FEW = 4  # words: `the biggest flood ever` may be any flood, `the biggest South Korean hit of all time` says which hits
_BEHIND = re.compile(
    r"[^.;,]{0,60}?\b(?:in|of|on|since|among|within|across|worldwide|globally|nationwide|for|at|to|facing|with|this|last|I|we|you)\b|\s*[—–-][^.;]*\b(?:in|of)\b|\s*,?\s+(?:that|who|which|where)\b",
)
_BEFORE = re.compile(
    r"\b(?:nationwide|worldwide|among|of\s+the\s+\w+|of\s+all|in\s+(?:the\s+)?(?-i:[A-Z])\w+|(?-i:may)|must|could|might|would|should|if|not)\b",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|be|been|became|become|becomes|remains?|remained)\s+(?:(?:now|by\s+far|easily|still|simply|also)\s+)*\Z"
)


def find(report: Report) -> Iterator[Fault]:
    """Yield the superlatives outside quotations for which neither their words nor their sentence name a field."""
    spans = quoted(report.text)
    for paragraph in prose(report):
        for sentence in paragraph.sentences:
            for mark in _superlatives(sentence):
                if not spans.hold(mark.start, mark.end) and _unscoped(mark, sentence):
                    words = " ".join(mark.text.split())
                    yield Fault(
                        mark.start,
                        mark.end,
                        f"“{words}”: among what, where and since when?",
                        help="name the field, the place and the years",
                    )


def _superlatives(sentence: Sentence) -> list[Superlative]:
    found = {
        (mark.start, mark.end): mark
        for claim in sentence.claims
        for mark in claim.marks
        if isinstance(mark, Superlative)
    }
    return [found[key] for key in sorted(found)]


def _unscoped(mark: Superlative, sentence: Sentence) -> bool:
    """Return whether a superlative has no field: neither in its span nor in the rest of its sentence."""
    words = mark.text
    if not _RANK.search(words) or (_NO_RANK.search(words) and not _EVER.search(words)):
        return False
    behind = sentence.text[mark.end - sentence.start :]
    before = sentence.text[: mark.start - sentence.start]
    bare = _EVER.sub(" ", words)
    if _SCOPE.search(bare) or _OWNED.match(bare) or _NAME.search(bare) or _BEHIND.match(behind):
        return False
    if _EVER.search(words) or re.match(r"\s+(?:\w+\s+)?ever\b", behind):
        return len(bare.split()) <= _FEW
    return _claims(mark, before=before, behind=behind)


def _claims(mark: Superlative, *, before: str, behind: str) -> bool:
    """Return whether a superlative without `ever` is what its sentence claims: a predicate, or a word such as unprecedented."""
    if _BEFORE.search(before):
        return False
    if _ALONE.search(mark.text):
        return True
    if not re.match(r"(?:the|an?)\s", mark.text, re.IGNORECASE) or (
        re.search(r"\b(?:most|least)\s", mark.text) and behind.strip() not in {".", ""}
    ):
        return False
    if re.search(r"\b(?:has|have|had|boasts?|offers?)\s+\Z", before) and re.match(r"\s*(?:[.,;]|and\b|\Z)", behind):
        return True
    return _PREDICATE.search(before) is not None


RULE = Rule(
    id="CC701",
    name="superlative-without-scope",
    severity="warning",
    what="Finds a superlative or a record that does not say among what it ranks: the biggest ever, the best, unprecedented.",
    why="It can be neither shown nor refuted, and the larger reading is mostly wrong: the largest in the town becomes the largest there is.",
    fires="The new crane is the biggest ever. Its arm is an unprecedented feat.",
    passes="The new crane is the biggest of the 40 in the port of Kessa.",
    instead="Name the field, the place and the years: the largest of the port's 40 cranes, the most since 1961.",
    reference="Wikipedia, Manual of Style, “Words to watch: Puffery”; BBC Editorial Guidelines, section 3, “Accuracy”",
    find=find,
)
