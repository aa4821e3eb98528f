"""Cues: the words that attribute, and how they say that the source stands to what it is said to have said."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.lang.inflection import verb_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Span, Token

_NOT = frozenset({"not", "n't", "n’t", "never", "no", "without"})
_ANSWERS = frozenset(
    "respond comment say mention answer return reply specify address identify disclose elaborate".split()
)

_ADDRESSING = frozenset(
    """
    accuse advise ask beg blame brief charge command criticise criticize demand encourage inform instruct notify order
    praise remind request tell urge warn
    """.split()
)
"""Verbs whose object is who is spoken to or of, and what is said of it a gerund or an infinitive."""
_NOTING = "attribute blame demand detect disclose mention quote recommend record request".split()
"""Verbs whose object is a noun that says what somebody holds, wants or has put down: blamed rising prices, demand 40 posts."""
_REPORTING = "accuse acknowledge admit allege announce confirm deny disclose report reveal".split()
"""Verbs whose object is a noun that says what is so, or is not: confirmed the death, denied any wrongdoing."""
_FORECASTING = "anticipate expect forecast foresee predict project".split()
_IRREGULAR = {
    "admit": "admits admitting admitted admitted",
    "beg": "begs begging begged begged",
    "forecast": "forecasts forecasting forecast forecast",
    "foresee": "foresees foreseeing foresaw foreseen",
    "tell": "tells telling told told",
}
_CLAIMED = frozenset(
    "accusation allegation assertion charge claim complaint contention criticism idea notion rumor rumour speculation suggestion".split()
)
_OPENING = 6  # words of a content in which its noun stands


def _forms(row: Mapping[str, str]) -> Iterator[str]:
    yield row["cue"]
    yield from row["forms"].split()


@lang.compiled
def _stances() -> dict[str, str]:
    """Return the stance of each cue, by word in all its forms, or by phrase; of two rows with one form the later one's."""
    return {form: row["stance"] for row in lang.rows("cues") for form in _forms(row)}


def _is_claim(cue: Span, about: Span | None) -> bool:
    """Return whether a cue ends in, or a content opens with what somebody claims: ``accusations that the dam leaks``."""
    opening = itertools.takewhile(lambda token: token.pos_ not in {"VERB", "AUX"}, about[:_OPENING] if about else ())
    return any(token.lower_.removesuffix("s") in _CLAIMED for token in (*cue, *opening))


@lang.compiled
def plain_verbs() -> frozenset[str]:
    """Return the forms of the plain verbs of saying: the words, since lemmas are wrong for one verb in twenty."""
    return frozenset(form for row in lang.rows("cues") if row["plain"] for form in _forms(row))


def _parts(words: Sequence[str]) -> list[str]:
    """Return what of a cue can be a row: two words, then one."""
    return [*(f"{one} {two}" for one, two in itertools.pairwise(words)), *words]


@lang.compiled
def _forms_of(kind: str) -> frozenset[str]:
    """Return all forms of the verbs of a kind; the engine's lemmas are wrong too often (``criticis``, ``notifi``)."""
    verbs = {"addressing": _ADDRESSING, "noting": _NOTING, "forecasting": _FORECASTING, "reporting": _REPORTING}[kind]
    return frozenset(form for verb in verbs for form in (verb, *verb_forms(verb, _IRREGULAR.get(verb, ""))))


def is_addressing(token: Token) -> bool:
    """Return whether a verb's object is who is spoken to or of: in the passive its subject hears (``residents were told``)."""
    return token.lower_ in _forms_of("addressing")


def is_listed(cue: Span) -> bool:
    """Return whether a word of a cue, or two in a row, is one of the table, addresses somebody, or puts down what a noun says."""
    listed = not _stances().keys().isdisjoint(_parts([token.lower_ for token in cue]))
    return listed or any(is_addressing(token) or token.lower_ in _forms_of("noting") for token in cue)


def is_report(cue: Span) -> bool:
    """Return whether a cue tells as a fact, or denies, what its noun says: ``confirmed [the death]``."""
    return any(token.lower_ in _forms_of("reporting") for token in cue)


def is_forecast(cue: Span, about: Span) -> bool:
    """Return whether somebody looks ahead: ``expects [prices to rise]``, ``predicted [it would]``, but not ``expects it is safe``."""
    foretold = any(token.lower_ in _forms_of("forecasting") for token in cue)
    return foretold and any(token.tag_ in {"TO", "MD"} for token in about)


def stance_of(cue: Span, about: Span | None = None) -> str:
    """Return how the source stands to what it is said to have said, by the words of the cue.

    Who dismisses a claim or hits back at one (``about``) denies it; who dismisses a rival as weak asserts that.
    """
    words, table = [token.lower_ for token in cue], _stances()
    stance = next((table[part] for part in _parts(words) if part in table), "assertion")
    if stance == "answer":
        stance = "denial" if _is_claim(cue, about) else "assertion"
    if _NOT & set(words) and stance in {"assertion", "knowledge", "evidence"}:
        return "declined" if _ANSWERS & set(words) else "denial"
    return stance
