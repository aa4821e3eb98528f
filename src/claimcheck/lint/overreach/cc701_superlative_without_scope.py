"""CC701: a superlative that does not say among what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.passages import ProseSentence, prose, quoted
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report, Superlative

_SCOPE = re.compile(
    r"\b(?:in|of|on|at|since|among|amongst|within|for|outside|between|across|around|to|from|that|who|which|where|than|after|before|by|under|worldwide|globally|"
    r"nationwide|nationally|world|country|nation|locally|here|online|anywhere|I|you|we|can|could|possible|imaginable|yet|so\s+far|this|last)\b|[’']s\b|s[’']\s|,",
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
_BEHIND_COMMA = re.compile(
    r"\s*,\s+(?:in|of|on|since|among|within|across|worldwide|globally|nationwide|that|who|which|where|after|behind|ahead)\b"
)
_BEFORE = re.compile(
    r"\b(?:nationwide|worldwide|among|of\s+the\s+\w+|of\s+all|in\s+(?:the\s+)?(?-i:[A-Z])\w+|(?-i:may)|must|could|might|would|should|if|not)\b",
    re.IGNORECASE,
)
_DEGREE = r"(?:(?:now|by\s+far|easily|still|simply|also|probably|perhaps|certainly|widely|often|once|again|officially|currently)\s+)*"
_RATED = r"(?:considered|regarded\s+as|seen\s+as|described\s+as|known\s+as|hailed\s+as|billed\s+as|called|named|voted|crowned|dubbed|rated|ranked(?:\s+as)?)"
_PREDICATE = re.compile(
    rf"(?:\b(?:is|are|was|were|be|been|being|became|become|becomes|remains?|remained|stays|stayed|proved|makes\s+it|made\s+it)\s+{_DEGREE}(?:{_RATED}\s+)?|\b{_RATED}\s+|[’'](?:s|re)\s+){_DEGREE}\Z",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:has|have|had|boasts?|offers?|makes?|runs?|owns?|operates?|sells?|builds?|built|provides?|holds?)\s+\Z"
)
_APPOSED = re.compile(r"[\w’'.”\")](?:,|\s[–—-])\s+\Z")
_ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:)—–!?]|\Z|(?:and|but)\s+(?:its?|he|she|they|the|has|have|is|was|will|can|[a-z]{2,}s|[a-z]{2,}ed)\b)"
)
# Words of opinion about a choice or a moment; nobody checks `the most important thing`.
_NO_FIELD = re.compile(
    r"\b(?:thing|part|time|way|reason|step|problem|question|moment|point|option|choice|outcome|solution|challenge|concern|priority|issue|case|scenario|"
    r"bet|hope|chance|day|place|person|idea|news|feeling|news|factor|answer|example|approach|means|policy|friend|gift|revenge|son|daughter|brother|sister|child)s?\Z",
    re.IGNORECASE,
)
_GROUP = Pattern(
    r"\b(?:(?&many)|\d+|several|both|all|these|those|other)\s+(?:\w+\s+){0,2}\w{3,}s\b|(?-i:[A-Z]\w+(?:,| and) (?:[A-Z]\w+,? )?(?:and )?[A-Z]\w+)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\A\s+on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the superlatives outside quotations for which neither their words nor their sentence name a field."""
    spans = quoted(analysis)
    for paragraph in prose(analysis, report):
        for place, sentence in enumerate(paragraph.sentences):
            before = paragraph.sentences[place - 1].text if place else ""
            for mark in _superlatives(sentence):
                if not spans.hold(mark.start, mark.end) and _unscoped(mark, sentence, before=before):
                    words = " ".join(mark.text.split())
                    yield Fault(
                        mark.start,
                        mark.end,
                        f"“{words}”: among what, where and since when?",
                        help="name the field, the place and the years",
                    )


def _superlatives(sentence: ProseSentence) -> list[Superlative]:
    found = {
        (mark.start, mark.end): mark
        for claim in sentence.claims
        for mark in claim.marks
        if isinstance(mark, Superlative)
    }
    return [found[key] for key in sorted(found)]


def _unscoped(mark: Superlative, sentence: ProseSentence, *, before: str) -> bool:
    """Return whether a superlative has no field: neither in its span nor in the rest of its sentence."""
    words = mark.text
    if not _RANK.search(words) or (_NO_RANK.search(words) and not _EVER.search(words)):
        return False
    behind = sentence.text[mark.end - sentence.start :]
    ahead = sentence.text[: mark.start - sentence.start]
    if len(words.split()) > _ELLIPTIC:
        behind = _WEEKDAY.sub("", behind)
    clause = _ENDS_CLAUSE.match(behind)
    bare = _EVER.sub(" ", words)
    if _SCOPE.search(bare) or _OWNED.match(bare) or _NAME.search(bare) or (not clause and _BEHIND.match(behind)):
        return False
    if clause and _BEHIND_COMMA.match(behind):
        return False
    if _EVER.search(words) or re.match(r"\s+(?:\w+\s+)?ever\b", behind):
        return len(bare.split()) <= _FEW
    return _claims(mark, before=ahead, clause=clause is not None) and not _of_a_group(bare, before)


def _claims(mark: Superlative, *, before: str, clause: bool) -> bool:
    """Return whether a superlative without `ever` is what its sentence claims: a predicate, an apposition, what somebody has."""
    if _BEFORE.search(before):
        return False
    if _ALONE.search(mark.text):
        return True
    if not re.match(r"the\s", mark.text, re.IGNORECASE) or _NO_FIELD.search(mark.text):
        return False
    if _PREDICATE.search(before):
        return clause or re.search(r"\b(?:most|least)\s", mark.text) is None
    return clause and (_OBJECT.search(before) is not None or _APPOSED.search(before) is not None)


def _of_a_group(words: str, before: str) -> bool:
    """Return whether the sentence before names those among whom the superlative ranks: `three mills ... the oldest`."""
    noun = words.rsplit(maxsplit=1)[-1].casefold()
    return _GROUP.search(before) is not None and (
        len(words.split()) <= _ELLIPTIC
        or re.search(rf"\b{re.escape(noun)}(?:e?s)\b", before, re.IGNORECASE) is not None
    )


_ELLIPTIC = 2  # words: the best


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
