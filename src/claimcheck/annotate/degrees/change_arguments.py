"""What changes: the subject, object and figure of a verb, and whether they are what its row asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.annotate.degrees.change_lexicon import Row, measures
from claimcheck.annotate.grammar import trees
from claimcheck.lang import vocabulary

if TYPE_CHECKING:
    from claimcheck.annotate.grammar.trees import Columns

NUMBER = re.compile(r"[\d.,]*\d[\d.,]*%?(?:bn|m|k|pc|bps)?")
_BEFORE_NUMBER = frozenset(
    "by to from at of a an the about around nearly almost over roughly approximately some more less than just "
    "only as much many another an "
    "average estimated , $ £ € us$ up down well below above under".split()
)
_UNITS = frozenset("percent % percentage point points basis $ £ € dollars euros cents pct bps bp".split())
POINTS = frozenset("percent % percentage point points pct".split())
_PERSONS = frozenset("i you he she we they who myself himself herself themselves everyone someone".split())
# Plurals of deeds are counted (applications fell): their endings save a list of them.
_EVENT_NOUNS = ("tions", "sions", "ments", "ances", "ences", "ities", "ships", "ivals", "isits", "ests")
COMPARATIVES = {"worse": None, "better": "up", "less": "down", "more": "up", "fewer": "down"}
_STATES = frozenset("closer nearer older later earlier sooner further".split())
_DOWNWARD = frozenset(
    "smaller weaker lower slower quieter shorter cheaper thinner poorer rarer calmer cooler softer milder "
    "lighter narrower".split()
)


def figure_after(words: Columns, at: int) -> int | None:
    """Return the token of the number that follows ``at`` as an amount, at most six tokens on, or None."""
    for there in range(at, min(at + 6, len(words.lower))):
        word = words.word(there, near=at - 1)
        if NUMBER.fullmatch(word) or (word in vocabulary.amounts() and there > at):
            return None if there in words.timed else there
        if word not in _BEFORE_NUMBER or there in words.timed:
            return None
    return None


def has_unit(words: Columns, figure: int) -> bool:
    """Return whether a percentage, points or a currency stands with the number at ``figure``."""
    near = words.lower[max(0, figure - 1) : figure + 4]
    return "%" in words.lower[figure] or any(word in _UNITS for word in near)


def object_of(words: Columns, verb: int, end: int) -> int | None:
    """Return the noun that is the object of ``verb`` (by the tree, else the noun row behind ``end``)."""
    if not words.parsed:
        return noun_after(words, end)
    noun = next((each for each in words.children[verb] if words.dep[each] == "obj" and each > verb), None)
    if noun is not None and words.tag[noun + 1 : noun + 2] in (["NN"], ["NNS"]):
        return trees.head_noun(words, noun + 1)
    owner = noun is not None and noun >= end and words.word(noun + 1, near=noun) in trees.POSSESSIVES
    return trees.head_noun(words, noun + 2) if noun is not None and owner and noun + 2 < len(words.lower) else noun


def noun_after(words: Columns, at: int) -> int | None:
    """Return the last noun of the noun phrase that opens at ``at``."""
    while words.word(at, near=max(at - 1, 0)) in trees.DETERMINERS | {"of", "in", "all"}:
        at += 1
    if at >= len(words.lower) or words.stop[at]:
        return None
    noun = trees.head_noun(words, at) if words.tagged else at
    return noun if not words.tagged or words.tag[noun][:2] in ("NN", "PR", "CD") else None


def subject_of(words: Columns, verb: int) -> int | None:
    """Return what changes where ``verb`` has no object: subject, modified noun, or the subject of its governor."""
    if not words.parsed:
        return _noun_before(words, verb)
    at = verb
    for _ in range(4):
        subjects = [each for each in words.children[at] if words.dep[each].startswith("nsubj") and each < verb]
        subject = max(subjects, default=None)  # a wrong tree gives two clauses one verb: the nearest is its own
        if subject is not None and words.lower[subject] not in ("that", "which", "who"):
            return subject
        governor = words.head[at]
        if words.dep[at].startswith("acl"):
            return governor
        raised = trees.child(words, governor, "obj") if words.dep[at] in ("xcomp", "ccomp") else None
        if raised is not None and raised != at:
            return raised
        if governor == at or words.dep[at] not in ("xcomp", "ccomp", "conj", "advcl"):
            return None
        at = governor
    return None


def _noun_before(words: Columns, verb: int) -> int | None:
    for at in range(verb - 1, max(words.first[verb] - 1, verb - 8), -1):
        if words.stop[at]:
            return None
        if words.tag[at][:2] in ("NN", "PR") or (not words.tagged and words.lower[at] in measures() | _PERSONS):
            return at
    return None


def is_measure(words: Columns, noun: int | None) -> bool:
    """Return whether ``noun`` names what can be measured or counted (prices, applications)."""
    if noun is None:
        return False
    of_what = trees.child(words, noun, "nmod") if words.lower[noun] in ("one", "half", "all", "lot") else None
    return (
        words.lower[noun] in measures()
        or words.lower[noun].endswith(_EVENT_NOUNS)
        or (of_what is not None and words.lower[of_what] in measures())
    )


def is_person(words: Columns, noun: int | None) -> bool:
    """Return whether ``noun`` is a personal pronoun or a person's name."""
    return noun is not None and (words.lower[noun] in _PERSONS or words.doc[noun].ent_type_ == "PERSON")


def meets(words: Columns, row: Row, verb: int, *, end: int) -> bool:
    """Return whether the verb of ``row`` at ``verb`` to ``end`` has the argument that the row asks for."""
    what, figure = object_of(words, verb, end), figure_after(words, end)
    subject = subject_of(words, verb) if what is None or not words.parsed else None
    after = words.word(end, near=verb)
    held = {words.lower[each] for each in (what, subject) if each is not None} | {after}
    if after in ("to", "into"):
        held.add(words.word(end + 1, near=verb))
    to_verb = "to-verb" in row.unless and after == "to" and figure is None
    if to_verb or held & row.unless or (what is not None and words.lower[what].endswith("self")):
        return False
    points = figure is not None and bool(POINTS & set(words.lower[figure : figure + 3]))
    if row.when == "figure":
        return points or (what is not None and _counted(words, what) and words.lower[what] in measures())
    if row.when == "object":
        return what is not None
    person = is_person(words, subject) and what is None
    if row.when == "measure":
        fits = is_measure(words, what) or ((what is None or not words.parsed) and is_measure(words, subject))
        if what is None and subject is None:
            fits = any(word in measures() for word in words.lower[max(words.first[verb], verb - 6) : verb])
        return fits or (figure is not None and not person and (points or after in ("by", "to", "from")))
    return row.when != "thing" or figure is not None or not person


def _counted(words: Columns, noun: int) -> bool:
    if words.parsed:
        return trees.child(words, noun, "nummod") is not None
    return bool(NUMBER.fullmatch(words.lower[noun - 1]))


def from_to(words: Columns, at: int) -> str | None:
    """Return the direction of ``from 58 percent to 55`` at ``at``, or None."""
    if words.word(at, near=at - 1) != "from":
        return None
    numbers = []
    for there in range(at + 1, min(at + 12, len(words.lower))):
        if NUMBER.fullmatch(words.lower[there]) and there not in words.timed:
            numbers.append(float(re.sub(r"[^\d.]", "", words.lower[there]).strip(".") or 0))
        if len(numbers) == 2 and "to" in words.lower[at:there]:  # noqa: PLR2004
            return "up" if numbers[1] > numbers[0] else "down"
    return None


def graded_direction(words: Columns, at: int) -> str | None:
    """Return the direction of ``more crowded``, ``louder`` at ``at``; None for ``worse`` and for more of a noun."""
    word, tag = words.word(at, near=at - 1), words.tag[at] if at < len(words.tag) else ""
    if word in ("more", "less"):
        following = words.tag[at + 1] if at + 1 < len(words.tag) else ""
        return COMPARATIVES[word] if following in ("JJ", "RB", "VBN", "VBG", "") else None
    if word in _STATES:
        return None
    if word in COMPARATIVES or tag not in ("JJR", "RBR"):
        return COMPARATIVES.get(word)
    return "down" if word in _DOWNWARD else "up"
