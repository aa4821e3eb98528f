"""Whether a time is told as past: by the tense of the verb that it hangs on, as the analysis has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.analysis import Word

_AHEAD_PREPOSITIONS: Final = frozenset(
    "by after until till through thru before for to toward towards within from starting beginning".split()
)
_SKIPPED: Final = frozenset("the early late mid - of end".split())
# Words that tell of plans, forecasts or what is due, or of a work that is set in a time.
_AHEAD: Final = frozenset(
    """
    candidate potential prospective
    will would shall should could might must plan schedule expect due deadline forecast project projection predict
    prediction target goal aim pledge promise vow intend propose proposal slate upcoming next future novel film movie fiction
    fictional imagine scenario if hope poise likely want apply require bid expire bond mature
    """.split()
)
# What is announced, put off or put up may have its date beside it: a vote was called for May 3.
_TO_COME: Final = frozenset(
    """
    announce book organize organise prepare agree award license reserve order ticket contract postpone delay push extend reschedule
    move set term candidate candidacy election vote referendum hearing trial summit game cup olympics season budget invite meeting
    conference event race match strike launch opening start end deal treaty draw walkout show concert gig parade ban add notify
    guide guidance fiscal file register qualify eligible call name pick choose select sign fund funding money
    """.split()
)
_PAST: Final = frozenset(("VBD", "VBN"))
_DETERMINERS: Final = frozenset(("DT", "PRP$", "POS"))
_DONE: Final = frozenset(("was", "were", "been", "had", "has", "have", "got", "'ve", "’ve", "'d", "’d"))


def looks_ahead(words: Sequence[Word]) -> bool:
    """Return whether words speak of plans, forecasts or what is due, or of a work that is set in a time."""
    return any(word.lemma.lower() in _AHEAD or word.text == "may" for word in words)


def leads_ahead(words: Sequence[Word], start: int) -> bool:
    """Return whether the words right before ``start`` in the article point ahead of it: by, until, from."""
    led = (word for word in reversed(words) if word.start < start and word.text.lower() not in _SKIPPED)
    before = next(led, None)
    return before is not None and before.text.lower() in _AHEAD_PREPOSITIONS


def path(words: Sequence[Word], place: int) -> Iterator[int]:
    """Yield the places of the words that the one at ``place`` hangs on, one above the other, itself first."""
    seen: set[int] = set()
    while place not in seen:
        seen.add(place)
        yield place
        place = words[place].head


def stands_before_noun(words: Sequence[Word], start: int, end: int) -> bool:
    """Return whether a determiner stands right before ``text[start:end]`` and a noun right behind: the May 3 cable."""
    before = next((word for word in reversed(words) if word.start < start), None)
    behind = next((word for word in words if word.start >= end), None)
    return before is not None and behind is not None and before.tag in _DETERMINERS and behind.tag.startswith("NN")


def clause(words: Sequence[Word], place: int) -> list[Word]:
    """Return the words of the clause of the one at ``place``: those that hang on the same verb, with no other between."""
    verb = _verb(words, place)
    return [word for other, word in enumerate(words) if _verb(words, other) == verb]


def _verb(words: Sequence[Word], place: int) -> int | None:
    """Return the place of the verb that a word belongs to, an auxiliary to the one that it helps."""
    above = (one for one in path(words, place) if words[one].tag.startswith("VB"))
    return next((one for one in above if not words[one].label.startswith(("aux", "cop"))), None)


def top(words: Sequence[Word], start: int, end: int) -> int | None:
    """Return the place of the word of ``text[start:end]`` that hangs on a word outside of it, None where there is none."""
    inside = [place for place, word in enumerate(words) if start <= word.start < end]
    return next((place for place in inside if words[place].head not in inside or words[place].head == place), None)


def told_as_past(words: Sequence[Word], place: int) -> bool:
    """Return whether the verb that the time at ``place`` hangs on is in the past, and its date not that of what is to come.

    A date before a noun (the May 3 cable) says nothing of when its sentence was.
    """
    above = list(path(words, place))
    verb = _verb(words, place)
    alone = not any(word.label == "case" and word.head == place for word in words)
    if alone and len(above) > 1 and above[1] != verb:
        return False
    at = above.index(verb) if verb is not None else len(above) - 1
    if any(words[one].lemma.lower() in _TO_COME for one in above[1 : at + 1]):
        return False
    return _is_past(words, above[at])


def _is_past(words: Sequence[Word], place: int) -> bool:
    """Return whether a verb, or a noun or adjective with its copula, is in the past: built, was built, was the first."""
    word = words[place]
    helping = [one for one in words if words[one.head] is word and one.label.startswith(("aux", "cop"))]
    if word.tag == "VBN" and helping:
        return any(one.text.lower() in _DONE for one in helping) and not any(one.tag in ("MD", "TO") for one in helping)
    if word.tag.startswith("VB"):
        return word.tag in _PAST
    return any(one.label == "cop" and one.tag == "VBD" for one in helping)
