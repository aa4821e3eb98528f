"""CC304: a passive that hides who says, thinks or expects it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lint.passages import ProseSentence, quoted, sentences
from claimcheck.lint.passages.sourcing import voices
from claimcheck.lint.passages.wording import tokens
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Mark, Quantity, Report, Time

_WIDELY = frozenset(
    "widely generally commonly broadly universally often largely popularly long roundly usually".split()
)
_BE = frozenset("is are was were been 's ’s 're ’re".split())
_JUDGED = frozenset("viewed seen regarded considered perceived".split())
"""Of those polled, where the sentence gives their share."""
_UNREAL = frozenset("would could might may not n't n’t".split())
# is considered for the post, at a meeting
_WEIGHED = frozenset("for at in on during when whether and or as by of not several again twice once because".split())
_REDUCED = frozenset("believed thought understood said rumoured rumored reputed alleged feared presumed".split())
_CLAUSES = frozenset("when if once until whether unless as than what".split())
_DATED = re.compile(r"\bon\s+(?:[A-Z][a-z]+day\b|[A-Z][a-z]{2,8}\.?\s+\d|\d{1,2}\s+[A-Z])")
_BY_LAW = re.compile(
    r"\b(?:under|by|in)\s+(?:the|an?|its|this|that|[A-Z]\w+)?\s*(?:[\w-]+\s+){0,3}(?:act|law|rules?|code|treaty|convention|statute|constitution|regulations?|bylaw|contract)\b|\blegally\b",
    re.IGNORECASE,
)
_IN_DOCUMENT = re.compile(
    r"\b(?:in|on)\s+(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){0,2}(?:catalogue|catalog|report|study|survey|filing|audit|letter|memo|budget|forecast|census|register|assessment|valuation)\b",
    re.IGNORECASE,
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield agentless passives of thinking and saying in the article's own voice."""
    spans, contents = quoted(analysis), voices(report).contents
    known = _participles()
    for sentence in sentences(analysis, report):
        if tokens(sentence.text).isdisjoint(known) or _BY_LAW.search(sentence.text):
            continue
        for at, word in enumerate(sentence.words):
            first = _first(sentence, at) if word.text.casefold() in known else None
            if first is None or _is_told(sentence, at):
                continue
            start, end = sentence.words[first].start, word.end
            if not spans.hold(start, end) and not contents.hold(start, end):
                words = " ".join(report.text[start:end].split())
                yield Fault(start, end, f"“{words}”: by whom?", help="say who says, thinks or expects it")


def _first(sentence: ProseSentence, at: int) -> int | None:
    """Return where the passive begins whose participle stands as in its row; None where it is no passive, or unreal."""
    words, under = sentence.words, list(sentence.under(at))
    below = [words[one].text.casefold() for one in under]
    marks = (words[one] for one in under if words[one].label == "mark" or words[one].tag in {"WRB", "WP"})
    before = [one for one in under if one < at and words[one].label in {"aux", "aux:pass", "cop"}]
    following = [word.text.casefold() for word in words[at + 1 : at + 3]]
    passive = any(words[one].text.casefold() in _BE for one in before)
    reduced = words[at].text in _REDUCED and words[at].label.startswith("acl")
    if not following or not (passive or (reduced and following[1:] in (["be"], ["have"]))):
        return None
    if not _UNREAL.isdisjoint(below) or any(word.text.casefold() in _CLAUSES for word in marks):
        return None
    clause = any(words[one].label == "ccomp" for one in under)  # It is believed the fire began at noon
    for wanted, needs_widely in _participles()[words[at].text.casefold()]:
        fits = wanted == following[0] if wanted != "be" else following[0] not in _WEIGHED
        fits = fits or (wanted == "that" and "it" in below and clause)
        if fits and (not needs_widely or not _WIDELY.isdisjoint(below)):
            return min((one for one in before if at - one < 5), default=at)  # noqa: PLR2004  adverbs
    return None


def _is_told(sentence: ProseSentence, at: int) -> bool:
    """Return whether the sentence tells by whom, or nobody need ask: what stands on a calendar is expected by everybody."""
    word, behind = sentence.words[at], sentence.text[sentence.words[at].end - sentence.start :]
    if _has_agent(sentence, at) or _IN_DOCUMENT.search(behind):
        return True
    if word.text.casefold() != "expected":
        return word.text.casefold() in _JUDGED and any(_is_share(mark) for mark in sentence.marks())
    widely = any(sentence.words[one].text.casefold() in _WIDELY for one in sentence.under(at))
    measured = any(mark.start >= word.end and not isinstance(mark, Time) for mark in sentence.marks())
    if behind.startswith(" to ") and not widely and not measured:  # the committee is expected to report: its own plan
        return True
    return _DATED.search(behind) is not None


def _has_agent(sentence: ProseSentence, at: int) -> bool:
    """Return whether `by` with somebody hangs on the participle, or on its complement."""
    words = sentence.words
    heads = {at, *(one for one in sentence.under(at) if words[one].tag not in {"VBN", "VB"})}
    agents = (place for place, word in enumerate(words) if word.label == "obl:agent" and word.head in heads)
    return any(words[one].text == "by" for place in agents for one in sentence.under(place))


def _is_share(mark: Mark) -> bool:
    """Return whether a mark is a share: percent, points or a part."""
    return isinstance(mark, Quantity) and (mark.unit in {"percent", "percentage point", "point"} or 0 < mark.value < 1)


@lang.compiled
def _participles() -> dict[str, list[tuple[str, bool]]]:
    found: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in lang.rows("agentless_passives"):
        found[row["participle"]].append((row["next"], row["widely"] == "yes"))
    return dict(found)


RULE = Rule(
    id="CC304",
    name="agentless-passive",
    severity="note",
    what="Finds a passive such as is considered, is expected or is believed, in a sentence that does not tell by whom; what somebody is expected to do only with a figure or a change, or widely.",
    why="Somebody thinks so, and the passive makes it sound as if all did. There is nobody to ask, and nobody who was wrong.",
    fires="The harbour wall is considered the weakest on the coast. Repairs are expected to cost 40 million crowns.",
    passes="The coast guard considers the harbour wall the weakest on the coast. The board expects repairs to cost 40 million crowns.",
    instead="Make whoever thinks or says so the subject.",
    reference="Wikipedia, Manual of Style, “Words to watch: Unsupported attributions”; The Economist Style Guide, “active, not passive”",
    find=find,
)
