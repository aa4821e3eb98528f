"""CC701: a superlative that does not say among what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
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
_EVER = re.compile(
    r"\b(?:ever(?:\s+(?:done|made|built|seen|held|written|staged|produced|conceived))?|of\s+all\s+time|in\s+(?:history|existence)|all-time)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:most|least)\s+(?=\w)", re.IGNORECASE)  # `most successful` is one word of rank
_NO_RANK = re.compile(
    r"\b(?:latest|newest|last|next|first|only|modest|honest|interest|forest|request|guest|harvest|protest|contest|invest|west|rest|test|best-known|at\s+best|at\s+worst|record\s+(?:company|label|store|shop|books?))\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s[A-Z][a-z]")
_FIRST = re.compile(
    r"the\s+(?:very\s+)?(?:first|only)\s+(?:[a-z-]+\s+){1,3}?to\s+[a-z]+\s+(?:an?|[a-z-]+s)\s", re.IGNORECASE
)
_FEW = 3  # words: `the biggest flood ever` may be any flood, `the biggest inversion deal in history` says which deals
_BEHIND = re.compile(
    r"[^.;,]{0,60}?\b(?=[Iafgilnostwy])(?:in|of|on|since|among|within|across|worldwide|globally|nationwide|for|at|to|facing|with|this|last|I|we|you)\b|\s*[—–-][^.;]*\b(?:in|of)\b|(?:\s*,)?\s+(?:that|who|which|where)\b",
)
_BEHIND_COMMA = re.compile(
    r"\s*,\s+(?:in|of|on|since|among|within|across|worldwide|globally|nationwide|that|who|which|where|after|behind|ahead)\b"
)
_BEFORE = re.compile(
    r"\b(?:nationwide|worldwide|among|of\s+the\s+\w+|of\s+all|in\s+(?:the\s+)?(?-i:[A-Z])\w+|(?-i:may)|must|could|might|would|should|if|not)\b",
    re.IGNORECASE,
)
_OWNS = frozenset(
    "has have had boasts boast offers offer makes make runs run owns own operates operate sells sell builds build built provides provide holds hold".split()
)
_ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:)—–!?]|\Z|(?:and|but)\s+(?:its?|he|she|they|the|has|have|is|was|will|can|[a-z]{2,}s|[a-z]{2,}ed)\b)"
)
_OPINION = re.compile(r"\bmost[\s-](?:likely|identified|watched|suitable)\b|\bbest\s+fit\b", re.IGNORECASE)
_THOUGHT = re.compile(
    r"\b(?:being|be|considered|thought|deemed|seemed|felt|called|judged)\s+\Z", re.IGNORECASE
)  # the numbers considered the best


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the superlatives outside quotations for which neither their words nor their sentence name a field."""
    spans = quoted(analysis)
    for paragraph in prose(analysis, report):
        for sentence in paragraph.sentences:
            marks = {(mark.start, mark.end): mark for mark in sentence.marks() if isinstance(mark, Superlative)}
            for _, mark in sorted(marks.items()):
                if not spans.hold(mark.start, mark.end) and _unscoped(mark, sentence):
                    message = f"“{' '.join(mark.text.split())}”: among what, where and since when?"
                    yield Fault(mark.start, mark.end, message, help="name the field, the place and the years")


def _unscoped(mark: Superlative, sentence: ProseSentence) -> bool:
    """Return whether a superlative has no field: neither in its span nor in the rest of its sentence."""
    words = mark.text
    if _FIRST.match(words):
        return _is_open_first(mark, sentence)
    if not _RANK.search(words) or _NO_RANK.search(words):
        return False
    behind = sentence.text[mark.end - sentence.start :]
    ahead = sentence.text[: mark.start - sentence.start]
    clause = _ENDS_CLAUSE.match(behind)
    bare = _EVER.sub(" ", words)
    scoped = (_BEHIND_COMMA if clause else _BEHIND).match(behind)
    if scoped or _SCOPE.search(bare) or _OWNED.match(bare) or _NAME.search(bare):
        return False
    if _EVER.search(words):
        return len(_MOST.sub("", bare).split()) <= _FEW
    return _claims(mark, sentence, before=ahead, clause=clause is not None)


def _is_open_first(mark: Superlative, sentence: ProseSentence) -> bool:
    """Return whether somebody is the first or only one to do what many can do anywhere: `the first hospital to use a drone`."""
    claim = next(one for one in sentence.claims if mark in one.marks)
    at = sentence.place(mark.start)
    head = sentence.words[at + 1].head
    noun = sentence.words[head]
    return claim.support == "none" and (
        noun.label == "xcomp" or any(sentence.words[one].label == "cop" for one in sentence.under(head))
    )


def _claims(mark: Superlative, sentence: ProseSentence, *, before: str, clause: bool) -> bool:
    """Return whether a superlative without `ever` is what its sentence claims: a predicate, an apposition, what somebody has."""
    if _BEFORE.search(before):
        return False
    if _ALONE.search(mark.text):
        return True
    if not re.match(r"the\s", mark.text, re.IGNORECASE) or _OPINION.search(mark.text) or _THOUGHT.search(before):
        return False
    words = sentence.words
    first, behind = sentence.place(mark.start), sentence.place(mark.end)
    inside = range(first, behind)
    head = next((at for at in inside if words[at].head not in inside or words[at].head == at), first)
    if words[head].tag in {"NNS", "NNPS"}:  # who has the best credentials
        return False
    below = [words[at] for at in sentence.under(head)]
    if any(one.label == "cop" for one in below):
        return True
    owned = words[head].label == "obj" and words[words[head].head].text in _OWNS
    return clause and (owned or words[head].label == "appos")


RULE = Rule(
    id="CC701",
    name="superlative-without-scope",
    severity="note",
    what="Finds a superlative or a record that does not say among what it ranks: the biggest ever, the best, unprecedented, the first to use a drone.",
    why="It can be neither shown nor refuted, and the larger reading is mostly wrong: the largest in the town becomes the largest there is.",
    fires="The new crane is the biggest ever. Its arm is an unprecedented feat.",
    passes="The new crane is the biggest of the 40 in the port of Kessa.",
    instead="Name the field, the place and the years: the largest of the port's 40 cranes, the most since 1961.",
    reference="Wikipedia, Manual of Style, “Words to watch: Puffery”; BBC Editorial Guidelines, section 3, “Accuracy”",
    find=find,
)
