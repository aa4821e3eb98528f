"""The words that make a claim one of cause, of rule or of the future, that hedge it, and that judge.

A cue is a row of ``claim_kinds.tsv``, ``hedges.tsv`` or ``opinions.tsv``. What it means where it stands its tags and tree tell:
``illegal immigrants`` is no rule, ``her plans to sell`` no forecast. Of 57 rules in 4,582 claims of fresh articles half were
such, of 360 forecasts one in five. How often something is (``often``, ``mostly``) makes it no less certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck import lang

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TOKEN = re.compile(r"['’]?\w+")
_MODIFIERS = frozenset("amod compound nmod:poss".split())
_SUBJECTS = frozenset("nsubj nsubj:pass".split())
_ASIDE = frozenset("acl acl:relcl advcl".split())
"""Labels of clauses beside what a claim states: ``the states that will vote in March are small``."""
_NOT = frozenset("not n't n’t no barely hardly".split())


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


@lang.by_text
def _cues(text: str, table: str) -> tuple[tuple[int, str, str], ...]:
    """Return where the cues of ``table`` stand in ``text``, as they are written there, each with its kind."""
    return tuple(_found(text, table))


def _found(text: str, table: str) -> Iterator[tuple[int, str, str]]:
    filed = _by_first_word(table)
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for word in _TOKEN.finditer(lowered):
        for cue, kind in filed.get(word[0], ()):
            end = word.start() + len(cue)
            if lowered.startswith(cue, word.start()) and not lowered[end : end + 1].isalnum():
                yield word.start(), text[word.start() : end], kind


def judgement(text: str) -> str | None:
    """Return the first word of judgement in ``text``, or None."""
    return next((cue for _, cue, _ in _cues(text, "opinions")), None)


def hedge(words: Span) -> str | None:
    """Return the first word of ``words`` that makes what they say less than certain, or None."""
    cues = (cue for cue, kind in _standing("hedges", words) if _hedges(cue, kind))
    return next((cue.text for cue in cues if len(cue) > 1 or not _is_aside(cue.root, words)), None)


def kinds_by_words(words: Span, *, attributed: bool = False) -> list[str]:
    """Return which of ``causal``, ``rule`` and ``prediction`` its words make a claim, in that order.

    What somebody says ``must`` be done is what they ask for, and no rule, where the words are ``attributed``.
    """
    cues = _standing("claim_kinds", words)
    found = {kind for cue, kind in cues if not (attributed and cue.text == "must") and _is_of_kind(cue, kind, words)}
    return [kind for kind in ("causal", "rule", "prediction") if kind in found]


def _standing(table: str, words: Span) -> Iterator[tuple[Span, str]]:
    """Yield the cues of ``table`` in ``words`` that modify no noun and, but for causes, are none, each with its kind."""
    for start, cue, kind in _cues(words.text, table):
        at = words.start_char + start
        span = words.doc.char_span(at, at + len(cue), alignment_mode="expand")
        named = kind != "causal" and span is not None and span[0].tag_.startswith("NN")  # her plans to sell, in May
        if span is not None and not named and not _modifies(span):
            yield span, kind


def _modifies(cue: Span) -> bool:
    """Return whether a cue only says which thing is meant: ``illegal boats``, ``mostly young voters``."""
    last, following = cue[-1], cue.doc[cue.end : cue.end + 1]
    if following and following[0].tag_ == "CD":
        return False  # an estimated 40 homes
    above = last.head if last.dep_ == "advmod" else last
    of_noun = above.i >= cue.end and above.tag_.startswith("NN") and following[0].tag_ in {"JJ", "VBN", "VBG"}
    return of_noun or (above.dep_ in _MODIFIERS and above.head.i >= cue.end)


def _hedges(cue: Span, kind: str) -> bool:
    """Return whether a cue hedges: a participle needs its ``be`` or a ``to``, ``appears`` what it appears to be."""
    following = _following(cue)
    if kind == "passive":
        helped = any(child.dep_ == "aux:pass" for child in cue[0].children)
        return cue[0].tag_ == "VBN" and (helped or (following is not None and following.lower_ == "to"))
    if kind == "seeming":
        return following is not None and (following.lower_ in {"to", "that"} or following.tag_[:2] in {"JJ", "VB"})
    return cue[-1].lower_ != "could" or following is None or cue.doc[cue.end].lower_ not in _NOT


def _is_of_kind(cue: Span, kind: str, words: Span) -> bool:
    following = _following(cue)
    to = cue[-1].lower_ == "to"
    verb = following if following is not None and ((to and cue[-1].tag_ == "TO") or following.tag_ == "VB") else None
    if kind == "causal":
        return not (to and verb is not None) and _causes(cue)  # the bridge is due to open
    if kind == "rule":  # they must be asleep, they must have left
        after = words.doc[verb.i + 1 : verb.i + 2] if verb is not None else ()
        asleep = any((token.nbor(-1).lower_, token.tag_) in {("be", "VBG"), ("have", "VBN")} for token in after)
        return cue[-1].lower_ != "must" or not asleep
    if to and (verb is None or (len(cue) > 1 and cue[0].lemma_ == "be" and not _is_subject_s(verb))):
        return False
    return not _is_aside(cue.root, words)


def _causes(cue: Span) -> bool:
    """Return whether words of cause are meant so: not ``good causes``, ``the clerk responsible for``, ``forced to resign``.

    Of 230 sentences of PolNeAR's training part with such words these are four in five of those that give no cause.
    """
    word, behind = cue[0], cue.doc[cue.end].lower_ if cue.end < len(cue.doc) else ""
    if word.tag_ in {"NN", "NNS"} and len(cue) == 1:
        return behind == "of"
    if word.lower_ == "responsible":
        return word.dep_ not in {"amod", "acl"}
    if word.lower_ == "linked":
        return any(child.dep_ == "aux:pass" for child in word.children)
    return (word.tag_, behind) != ("VBN", "to") and (word.lemma_, behind) != ("reflect", "on")


def _following(cue: Span) -> Token | None:
    """Return the first word behind a cue that is no adverb."""
    behind = (token for token in cue.doc[cue.end : cue.end + 3] if token.tag_ not in {"RB", "RBR"})
    return next(behind, None)


def _is_subject_s(verb: Token) -> bool:
    """Return whether a verb behind ``is to`` is what its subject does: not ``the aim is to open``."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _is_aside(word: Token, words: Span) -> bool:
    """Return whether a word stands in a clause that only modifies something in ``words``."""
    for token in (word, *word.ancestors):
        if token not in words or token.head not in words:
            return False
        if token.dep_ in _ASIDE:
            return True
    return False
