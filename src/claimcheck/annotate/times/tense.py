"""Whether the clause around a time lies in the past or ahead: it decides which Monday, which May is meant.

Read from the tags of the verb group before the time, else (``On Monday, the board will vote``) of the one behind it. Windows
of tokens, not the tree: a wrong head costs more here than a far one gains.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from claimcheck import lang

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from claimcheck.lang.dates import Tense

Form = Literal["modal", "past", "present", "participle", "gerund", "base", "to", "none"]
_LEFT, _RIGHT = 30, 25  # tokens; 98 % of the news sentences that we read are shorter
_NEAR: Final = 4  # "scheduled for early Monday": tokens between a governor and its time
_BES: Final = frozenset(("is", "are", "was", "were", "am"))
_HAVES: Final = frozenset(("have", "has", "had", "'ve", "’ve", "having"))
_OPEN_MODALS: Final = frozenset(("can", "could", "may", "might", "should", "must", "ca"))
_POSSESSIVES: Final = frozenset(("'s", "’s", "'", "’"))
_CLAUSE: Final = frozenset(', ; : that which who because but while when if unless until once as " “ ” ( — – --'.split())
_CONDITIONS: Final = frozenset(("if", "when", "unless", "until", "once"))
_TAGS: Final[dict[str, Form]] = {
    "MD": "modal", "VBD": "past", "VBZ": "present", "VBP": "present", "VBN": "participle", "VBG": "gerund", "VB": "base",
    "TO": "to",
}  # fmt: skip


def _cues(cue: str) -> frozenset[str]:
    return lang.column("times_tense", cue=cue)


def tense(doc: Doc, start: int, *, end: int) -> Tense:
    """Return the tense of the clause around tokens ``start:end``, ``None`` where no verb tells."""
    first, last = _sentence(doc, start=start, end=end)
    words = [doc[index].lower_ for index in range(max(first, start - _NEAR), start)]
    near_by = " ".join(["", *(word for word in words if word not in {"the", "a", "this", "next"}), ""])
    if any(f" {phrase} " in near_by for phrase in _cues("ahead")):
        return "future"
    if any(f" {phrase} " in near_by for phrase in _cues("behind")):
        return "past"
    left = [doc[index] for index in range(start - 1, first - 1, -1) if not doc[index].is_space]
    near = list(itertools.takewhile(lambda token: token.lower_ not in _CLAUSE, left))
    found = _leftwards(near)
    attributive = end < last and doc[end].tag_.startswith("NN")  # her Tuesday wins
    if found == "present" and not attributive and len(near) < len(left) and left[len(near)].lower_ in _CONDITIONS:
        return "future"  # if she is on the ballot in November
    held = start > first and doc[start - 1].tag_.startswith("NN")  # her speech Sunday about the dam will matter
    found = found or _rightwards([token for token in doc[end:last] if not token.is_space], held=held)
    found = found or _leftwards(left[len(near) :])
    # He spoke of the May 3 vote, of the vote on May 3: the verb is not the event's, and the day tells more where it is near.
    event = end < last and _is_event(doc[end])
    return None if found == "past" and doc[end - 1].is_digit and (event or _is_of_noun(doc[start:end])) else found


def _is_of_noun(span: Span) -> bool:
    """Return whether a day hangs on a noun and says when that takes place: the awards on Feb. 9."""
    return span.root.dep_ == "nmod" and span.root.head.i < span.start


def _is_event(token: Token) -> bool:
    """Return whether a word names what is scheduled and takes place: a vote, a hearing."""
    return token.lower_ in _cues("event")


def _sentence(doc: Doc, *, start: int, end: int) -> tuple[int, int]:
    """Return the token bounds of the sentence around ``start:end``, within the windows; a line end is one too."""
    first, last = start, end
    while first > max(0, start - _LEFT) and not _opens(doc[first]):
        first -= 1
    while last < min(len(doc), end + _RIGHT) and not _opens(doc[last]):
        last += 1
    return first, last


def _opens(token: Token) -> bool:
    return token.i == 0 or token.is_sent_start is True or "\n" in token.nbor(-1).text


def _form(token: Token) -> Form:
    if token.tag_ in {"VBZ", "VBP"} and token.lower_.endswith("ed"):
        return "past"  # whatever the tagger says of it
    return _TAGS.get(token.tag_, "none")


def _leftwards(tokens: Sequence[Token]) -> Tense:
    """Return the tense that the nearest verb group before the time shows; ``tokens`` run towards the start."""
    forms = [_form(token) for token in tokens]
    for distance, (token, form) in enumerate(zip(tokens, forms, strict=True)):
        word, infinitive, participle = token.lower_, "to" in forms[:distance], "participle" in forms[:distance]
        planned = word in _cues("arranged")
        if (infinitive and (planned or word in _cues("governor"))) or (distance < _NEAR and planned):
            return _of_plan(token, infinitive=infinitive)
        if infinitive and word in _BES and token.nbor(1).lower_ == "to":  # the successor is to take over on Jan. 1
            return "future"
        if form == "modal":
            return "past" if any(map(_is_have, tokens[:distance])) else "future"
        found = _finite(token, form=form, participle=participle)
        if found is not None:
            return found
    return "past" if "participle" in forms else None


def _is_have(token: Token) -> bool:
    """Return whether the token is the auxiliary that a modal turns into the past: ``may have``."""
    form = _form(token)
    return (form == "base" and token.lower_ == "have") or (form == "present" and token.lower_ in _HAVES)


def _finite(token: Token, *, form: Form, participle: bool) -> Tense:
    """Return the tense of a finite verb, before a participle or not, ``None`` for what needs the words before it."""
    if form == "past":
        return "past"
    if form != "present":
        return None
    if token.lower_ in _HAVES:
        if token.i and _form(token.nbor(-1)) == "modal":
            return None
        return "past" if participle else "present"
    return "future" if token.lower_ in _cues("schedule") else "present"


def _of_plan(token: Token, *, infinitive: bool) -> Tense:
    """Return the tense of what is planned: a plan that ``was`` to be carried out tells nothing, one that ``had been`` is past."""
    before = [other.lower_ for other in token.doc[max(token.i - 2, 0) : token.i]]
    if before == ["had", "been"]:
        return "past"
    return None if infinitive and before[-1:] in (["was"], ["were"]) else "future"


def _rightwards(tokens: Sequence[Token], *, held: bool) -> Tense:
    """Return the tense of the first verb group behind the time, which a noun before or behind it may have ``held``."""
    for position, token in enumerate(tokens):
        form = _form(token)
        after = [other.lower_ for other in tokens[position + 1 : position + 1 + _NEAR]]
        if form == "modal" and position and (held or tokens[0].lower_ in _POSSESSIVES):
            scheduled = any(map(_is_event, tokens[:position])) and token.lower_ not in _OPEN_MODALS
            return (
                "future" if scheduled else None
            )  # Monday's ruling will matter, Monday's debate might: they may have been
        if form == "modal":
            return "past" if any(word in _HAVES for word in after[:2]) else "future"
        if form == "past":
            return "past"
        if form == "present":
            ahead = any(word in _cues("governor") | _cues("arranged") for word in after) or token.lower_ in _cues(
                "schedule"
            )
            return "future" if ahead else "past" if token.lower_ in _HAVES else "present"
    return None
