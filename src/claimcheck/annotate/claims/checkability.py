"""Whether a sentence states anything, and whether anybody could check it. Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.annotate.claims.wording import judgement
from claimcheck.annotate.phenomena import KINDS

_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|I’m|I'm|I’ve|I've)\b")
_FEELING = re.compile(
    r"\b(?:feel|felt|love|hate|hope|wish|want|proud|happy|sad|afraid|scared|glad|sorry|grateful|worried|excited|tired)\b",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(r"\d|(?<![.!?“\"\n] )(?<!^)\b[A-Z][a-z]+")
_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 4
_ON_RECORD = frozenset("organization document media".split())
"""Types of source that have no mind of their own: what they plan and hold is written down, and can be asked for."""


def is_question(text: str) -> bool:
    """Return whether ``text`` ends as a question does."""
    return bool(_QUESTION.search(text.rstrip()))


def states_something(text: str) -> bool:
    """Return whether a sentence without mark or attribution states what can be looked up.

    No question, no plain opinion, at least four words, and not in the first person without a name or a number.
    """
    if is_question(text) or len(_WORD.findall(text)) < _LEAST_WORDS or judgement(text) is not None:
        return False
    return bool(_SPECIFIC.search(text.strip())) or not _FIRST.search(text)


def checkability(
    text: str, *, kinds: Sequence[str], stance: str | None, hedged: bool, said_by: str | None = None
) -> str:
    """Return how far a claim can be checked: ``checkable partly later private not_checkable``.

    What only its speaker can know is private, what has yet to happen is checked later, a hedged or judging one in part.
    ``said_by`` is the type of its source.
    """
    marked = not set(KINDS).isdisjoint(kinds)
    if not marked and _FIRST.search(text) and _FEELING.search(text):
        return "private"
    if "prediction" in kinds:
        return "later"
    if stance in {"belief", "intention"} and not marked and said_by not in _ON_RECORD:
        return "private"
    judged = judgement(text) is not None
    if judged and not marked:
        return "partly" if _SPECIFIC.search(text.strip()) else "not_checkable"
    if is_question(text):
        return "partly" if marked else "not_checkable"
    return "partly" if hedged or judged else "checkable"
