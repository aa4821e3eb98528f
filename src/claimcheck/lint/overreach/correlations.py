"""What an article rests a cause on: a study that saw two things together, or a change that came after something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.lang.inflection import stems
from claimcheck.lint.passages import ProseSentence
from claimcheck.lint.passages.wording import pattern_of, tokens, triggers
from claimcheck.report import Change

_EXPERIMENT = re.compile(
    r"\b(?:trials?|randomi[sz]ed|at\s+random|randomly|placebo|experiments?|control\s+group)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:than|more|less|fewer|higher|lower|longer|shorter|better|worse|likely|linked|average[ds]?|associated|happier|healthier|\w{3,}ier)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:\w+(?<!s)s|are\s+\w+ing|is\s+\w+ing|prevent|cause|reduce|protect|lower|raise|boost|cut|improve|make|increase|harm)\b",
    re.IGNORECASE,
)
# A thing in general, and nobody who acts: a gerund, a bare noun, `a glass a day`; or what the study was about.
_PERSONAL = re.compile(
    r"\b(?:I|we|he|she|they|who|you|nobody|everybody|council|government|ministry|minister|mayor|court|judge|company|firm|bank|police|union|party)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\A(?:(?:But|And|So|Thus|Therefore|Clearly|Also|Evidently|In\s+short|In\s+other\s+words|Overall),?\s+)?(?P<subject>(?:[^\s,]+\s+){1,9}?)"
    r"(?:(?:also|therefore|thus|even|thereby|then|clearly|evidently|\w+ly)\s+)*\Z"
)
_TURN = re.compile(
    r"\s*(?:the|that|this|most\s+of\s+the)\s+(?:increase|rise|growth|gain|jump|surge|improvement|fall|drop|decline|decrease|reduction|dip|turnaround|change|difference)s?\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:since|after|when|once|following)\b", re.IGNORECASE)
_AROUND = 3  # sentences before, in which the change stands
_STUDY = 40  # sentences before, in which the study stands


def rests_on_study(sentences: Sequence[ProseSentence], place: int, *, before: str, verb: str, behind: str) -> bool:
    """Return whether a general statement (``Eating fish prevents strokes``) speaks of what a study in the article compared.

    ``before`` is the sentence up to its verb. The study asked or counted, no experiment is told of, and the two share a word.
    """
    opening = _OPENING.match(before)
    if opening is None or not _PRESENT.match(verb) or _PERSONAL.search(before):
        return False
    words = stems(before) | stems(behind)
    gerund = re.match(r"[A-Z]\w{2,}ing\b", opening["subject"]) is not None
    theirs = words if gerund else stems(before)
    capitals = re.findall(r"(?<!\A)\b[A-Z]\w+", opening["subject"])
    if capitals:  # the Harbour Act cuts
        return False
    shared = place > 0 and _is_comparison(sentences[place - 1])
    for sentence in [*sentences[max(place - _STUDY, 0) : place], *sentences[place + 1 : place + 2]]:
        if _EXPERIMENT.search(sentence.text):
            return False
        if not shared and _is_comparison(sentence) and _meet(theirs, stems(sentence.text)):
            shared = True
    return shared


def _is_comparison(sentence: ProseSentence) -> bool:
    if tokens(sentence.text).isdisjoint(triggers("correlations", "words", kind="evidence")):
        return False
    evidence = pattern_of("correlations", "words", kind="evidence")
    return evidence.search(sentence.text) is not None and _COMPARED.search(sentence.text) is not None


def comes_after(sentences: Sequence[ProseSentence], place: int, *, before: str, behind: str) -> bool:
    """Return whether a statement (``The ban cut assaults``) binds a change told before to what stood beside it in time.

    The subject takes up a word of another sentence before, the object one of the sentence that tells the change.
    """
    subject, goal = stems(before), stems(behind)
    if (
        not subject
        or _PERSONAL.search(before)
        or not re.match(r"(?:The|These|Those|This|That|Lower|Higher|More|Fewer|New|Extra|Longer|Shorter)\b", before)
    ):
        return False
    for sentence in sentences[max(place - _AROUND, 0) : place]:
        if not _tells_change(sentence):
            continue
        told = stems(sentence.text)
        others = [one for one in sentences[max(place - _AROUND - 2, 0) : place] if one is not sentence]
        done = frozenset().union(*(stems(one.text) for one in others))
        if _AFTER.search(sentence.text):
            done |= told - goal
        taken_up = subject & done - (told & goal) or (others and _CHANGED.match(before))
        if taken_up and (
            goal & told or _TURN.match(behind) or (_LIVES.match(behind) and _DEATHS.search(sentence.text))
        ):
            return True
    return False


_CHANGED = re.compile(
    r"(?:The|These|Those)\s+(?:new|extra|\w{3,}er)\s+\w", re.IGNORECASE
)  # the later start, the lower limit
_LIVES = re.compile(r"\s*(?:[\w-]+\s+){0,3}lives\b", re.IGNORECASE)
_DEATHS = re.compile(r"\b(?:deaths?|died|killed|fatal\w*|crash(?:es)?|drown\w*)\b", re.IGNORECASE)


def _tells_change(sentence: ProseSentence) -> bool:
    return any(isinstance(mark, Change) for claim in sentence.claims for mark in claim.marks)


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a word of one side is a word of the other or its beginning: own, owner."""
    return bool(some & others) or any(
        one.startswith(other) or other.startswith(one) for one in some for other in others
    )
