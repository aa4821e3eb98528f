"""What changes: the subject, object and figure of a verb, and whether they are what its row asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.annotate.degrees.changes.lexicon import Trigger, measures
from claimcheck.annotate.degrees.lexicon import is_number
from claimcheck.annotate.grammar import trees
from claimcheck.lang.numerals import parse_number

if TYPE_CHECKING:
    from claimcheck.annotate.grammar.trees import Columns

_BEFORE_NUMBER = frozenset(
    "by to from at of a an the about around nearly almost over roughly approximately some more less than just only as "
    "much many another average estimated , $ £ € us$ up down well below above under".split()
)
_POINTS = frozenset("percent % percentage point points pct".split())
_UNITS = _POINTS | frozenset("basis $ £ € dollars euros cents bps bp".split())
_PERSONS = frozenset("i you he she we they who myself himself herself themselves everyone someone".split())
# Plurals of deeds are counted (applications fell): their endings save a list of them.
_EVENT_NOUNS = ("tions", "sions", "ments", "ances", "ences", "ities", "ships", "ivals", "isits", "ests")
COMPARATIVES = {"worse": None, "better": "up", "less": "down", "more": "up", "fewer": "down"}
_STATES = frozenset("closer nearer older later earlier sooner further".split())
_DOWNWARD = frozenset(
    "smaller weaker lower slower quieter shorter cheaper thinner poorer rarer calmer cooler softer milder "
    "lighter narrower".split()
)


# ---------------------------------------------------------------- figures
def figure_after(words: Columns, at: int) -> int | None:
    """Return the token of the number that follows ``at`` as an amount, at most six tokens on, or None."""
    for there in range(at, min(at + 6, len(words.lower))):
        word = words.word(there, near=at - 1)
        if is_number(word):
            return None if there in words.timed or _is_ordinal(words, there) else there
        if word not in _BEFORE_NUMBER or there in words.timed:
            return None
    return None


def _is_ordinal(words: Columns, at: int) -> bool:
    """Return whether a number ranks: ``to ninth place``, not ``by almost a third``."""
    return words.tag[at] == "JJ" and words.before(at) not in ("a", "an")


def has_unit(words: Columns, figure: int) -> bool:
    """Return whether a percentage, points or a currency stands with the number at ``figure``."""
    return "%" in words.lower[figure] or bool(_UNITS & set(words.lower[max(0, figure - 1) : figure + 4]))


def from_to(words: Columns, at: int) -> str | None:
    """Return the direction of ``from 58 percent to 55`` at ``at``, or None."""
    if words.word(at, near=at - 1) != "from":
        return None
    numbers = []
    for there in range(at + 1, min(at + 12, len(words.lower))):
        value = parse_number(words.lower[there].rstrip("%")) if there not in words.timed else None
        numbers += [] if value is None else [value]
        if len(numbers) == 2 and "to" in words.lower[at:there]:  # noqa: PLR2004
            return "up" if numbers[1] > numbers[0] else "down"
    return None


def graded_direction(words: Columns, at: int) -> str | None:
    """Return the direction of ``more crowded``, ``louder`` at ``at``; None for ``worse`` and for more of a noun."""
    word = words.word(at, near=at - 1)
    if word in ("more", "less"):
        return COMPARATIVES[word] if words.tag_of(at + 1) in ("JJ", "RB", "VBN", "VBG") else None
    if word in _STATES:
        return None
    if word in COMPARATIVES or words.tag_of(at) not in ("JJR", "RBR"):
        return COMPARATIVES.get(word)
    return "down" if word in _DOWNWARD else "up"


# ---------------------------------------------------------------- nouns
def _object_of(words: Columns, verb: int, end: int) -> int | None:
    """Return the noun that is the object of ``verb``, the owned one of ``the town's budget``."""
    noun = next((each for each in words.children[verb] if words.dep[each] == "obj" and each > verb), None)
    if noun is None:
        return None
    if words.is_noun(noun + 1):
        return trees.head_noun(words, noun + 1)
    owner = noun >= end and words.after(noun) in trees.POSSESSIVES
    return trees.head_noun(words, noun + 2) if owner else noun


def noun_after(words: Columns, at: int) -> int | None:
    """Return the last noun of the noun phrase that opens at ``at``."""
    while words.word(at, near=max(at - 1, 0)) in trees.DETERMINERS | {"of", "in", "all"}:
        at += 1
    if at >= len(words.lower) or words.stop[at]:
        return None
    noun = trees.head_noun(words, at)
    return noun if words.tag[noun][:2] in ("NN", "PR", "CD") else None


def _subject_of(words: Columns, verb: int) -> int | None:
    """Return what changes where ``verb`` has no object: subject, modified noun, or the subject of its governor."""
    at = verb
    for _ in range(4):
        subjects = [each for each in words.children[at] if words.dep[each].startswith("nsubj") and each < verb]
        subject = max(subjects, default=None)  # a wrong tree gives two clauses one verb: the nearest is its own
        if subject is not None and words.lower[subject] not in ("that", "which", "who"):
            return subject
        governor, raises = words.head[at], words.dep[at] in ("xcomp", "ccomp")
        if words.dep[at].startswith("acl"):
            return governor
        raised = trees.child(words, governor, "obj") if raises else None
        if raised is not None and raised != at:
            return raised
        if governor == at or not (raises or words.dep[at] in ("conj", "advcl")):
            break
        at = governor
    return None


def is_measure(words: Columns, noun: int | None) -> bool:
    """Return whether ``noun`` names what can be measured or counted (prices, applications, one of the rates)."""
    if noun is None:
        return False
    part = words.lower[noun] in ("one", "half", "all", "lot")
    of_what = trees.child(words, noun, "nmod") if part else None
    named = words.lower[noun if of_what is None else of_what] in measures()
    return named or words.lower[noun].endswith(_EVENT_NOUNS)


def is_person(words: Columns, noun: int | None) -> bool:
    """Return whether ``noun`` is a personal pronoun or a person's name."""
    return noun is not None and (words.lower[noun] in _PERSONS or words.doc[noun].ent_type_ == "PERSON")


# ---------------------------------------------------------------- what a row asks for
def meets(words: Columns, row: Trigger, verb: int, *, end: int) -> bool:
    """Return whether the verb of ``row`` at ``verb`` to ``end`` has the argument that the row asks for."""
    what, figure, after = _object_of(words, verb, end), figure_after(words, end), words.word(end, near=verb)
    subject = _subject_of(words, verb) if what is None else None
    held = {words.lower[each] for each in (what, subject) if each is not None} | {after}
    if after in ("to", "into"):
        held.add(words.word(end + 1, near=verb))
    if after == "to" and figure is None:
        held.add("to-verb")
    if held & row.unless or (what is not None and words.lower[what].endswith("self")):
        return False
    points = figure is not None and bool(_POINTS & set(words.lower[figure : figure + 3]))
    if row.when == "figure":
        counted = what is not None and words.lower[what] in measures() and trees.child(words, what, "nummod")
        return points or bool(counted)
    if row.when == "object":
        return what is not None
    person = is_person(words, subject)
    if row.when == "measure":
        if what is None and subject is None:  # the tree hangs the verb elsewhere
            fits = any(word in measures() for word in words.lower[max(words.first[verb], verb - 6) : verb])
        else:
            fits = is_measure(words, subject if what is None else what)
        return fits or (figure is not None and not person and (points or after in ("by", "to", "from")))
    return row.when != "thing" or figure is not None or not person
