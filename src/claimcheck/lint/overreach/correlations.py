"""What an article rests a cause on: a study that saw two things together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.lang.inflection import stems
from claimcheck.lint.passages import ProseSentence
from claimcheck.lint.passages.wording import pattern_of

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
_STUDY = 40  # sentences before, in which the study stands


def rests_on_study(sentences: Sequence[ProseSentence], place: int, *, before: str, verb: str, behind: str) -> bool:
    """Return whether a general statement (``Eating fish prevents strokes``) speaks of what a study in the article compared.

    ``before`` is the sentence up to its verb. The study asked or counted, no experiment is told of, and the two share a word.
    """
    opening = _OPENING.match(before)
    if opening is None or not _PRESENT.match(verb) or _PERSONAL.search(before):
        return False
    if re.search(r"(?<!\A)\b[A-Z]\w+", opening["subject"]):  # the Harbour Act cuts
        return False
    gerund = re.match(r"[A-Z]\w{2,}ing\b", opening["subject"])
    theirs = stems(before) | (stems(behind) if gerund else frozenset())
    shared = place > 0 and is_comparison(sentences[place - 1].text)
    around = [*sentences[max(place - _STUDY, 0) : place], *sentences[place + 1 : place + 2]]
    if any(_EXPERIMENT.search(sentence.text) for sentence in around):
        return False
    return shared or any(is_comparison(one.text) and _meet(theirs, stems(one.text)) for one in around)


def is_comparison(text: str) -> bool:
    """Return whether a sentence tells of a study and of more in one group than in another."""
    evidence = pattern_of("correlations", "words", kind="evidence")
    return evidence.search(text) is not None and _COMPARED.search(text) is not None


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a word of one side is a word of the other or its beginning: own, owner."""
    return any(one.startswith(other) or other.startswith(one) for one in some for other in others)
