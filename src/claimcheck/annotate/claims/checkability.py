"""What kind of statement a claim is, whether it hedges, and whether anybody could check it. Pure functions on text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck import lang
from claimcheck.annotate.phenomena import KINDS

_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|I’m|I'm|I’ve|I've)\b")
_FEELING = re.compile(
    r"\b(?:feel|felt|love|hate|hope|wish|want|proud|happy|sad|afraid|scared|glad|sorry|grateful|worried|excited|tired)\b",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(r"\d|(?<![.!?“\"\n] )(?<!^)\b[A-Z][a-z]+")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"['’]?\w+")
_LEAST_WORDS = 4


@lang.compiled
def _by_first_word(table: str) -> dict[str, list[tuple[str, str]]]:
    """Return cue and kind of each row under the cue's first word, longest first.

    A search for 60 alternatives at every character cost 40 microseconds a word, a look-up at every word costs 3.
    """
    filed: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(lang.rows(table), key=lambda row: (-len(row["cue"]), row["cue"])):
        found = _TOKEN.search(row["cue"])
        filed.setdefault(found[0] if found else row["cue"], []).append((row["cue"], row.get("kind", "")))
    return filed


def _cues(table: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the cues of ``table`` in ``text``, as they are written there, each with its kind."""
    filed = _by_first_word(table)
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for word in _TOKEN.finditer(lowered):
        for cue, kind in filed.get(word[0], ()):
            end = word.start() + len(cue)
            if lowered.startswith(cue, word.start()) and not lowered[end : end + 1].isalnum():
                yield text[word.start() : end], kind


def hedge(text: str) -> str | None:
    """Return the first word of ``text`` that makes it less than certain, or None; ``May`` is the month."""
    return next((cue for cue, _ in _cues("hedges", text) if cue != "May"), None)


def judgement(text: str) -> str | None:
    """Return the first word of judgement in ``text``, or None."""
    return next((cue for cue, _ in _cues("opinions", text)), None)


def kinds_by_words(text: str) -> list[str]:
    """Return which of ``causal``, ``rule`` and ``prediction`` the words of ``text`` make it, in that order."""
    found = {kind for _, kind in _cues("claim_kinds", text)}
    return [kind for kind in ("causal", "rule", "prediction") if kind in found]


def is_question(text: str) -> bool:
    """Return whether ``text`` ends as a question does."""
    return bool(_QUESTION.search(text.rstrip()))


def states_something(text: str) -> bool:
    """Return whether a sentence without mark or attribution states what can be looked up.

    No question, no plain opinion, at least four words, and not in the first person without a name or a number.
    """
    if is_question(text) or len(_WORD.findall(text)) < _LEAST_WORDS:
        return False
    specific = bool(_SPECIFIC.search(text.strip()))
    if judgement(text) is not None:
        return False
    return specific or not _FIRST.search(text)


def checkability(text: str, *, kinds: Sequence[str], stance: str | None, hedged: bool) -> str:
    """Return how far a claim can be checked: ``checkable partly later private not_checkable``.

    What only its speaker can know is private, what has yet to happen is checked later, a hedged or judging one in part.
    """
    marked = not set(KINDS).isdisjoint(kinds)
    if not marked and _FIRST.search(text) and _FEELING.search(text):
        return "private"
    if stance in {"belief", "intention"} and not marked:
        return "private"
    if "prediction" in kinds:
        return "later"
    judged = judgement(text) is not None
    if judged and not marked:
        return "partly" if _SPECIFIC.search(text.strip()) else "not_checkable"
    if is_question(text):
        return "partly" if marked else "not_checkable"
    return "partly" if hedged or judged else "checkable"
