"""Verb groups, and whether what a verb or noun says is asserted or only aimed at, hoped for or supposed.

``prices are expected to fall`` asserts (a forecast); ``to halve by 2015``, ``help reduce`` and ``a possible hike`` do
not. The words that decide are rows of ``changes_contexts.tsv``; a governor in no row makes an infinitive an aim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate.grammar import trees
from claimcheck.lang.inflection import verb_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimcheck.annotate.grammar.trees import Columns

AUXILIARIES = frozenset(
    "be am is are was were been being 'm 're ’m ’re has have had having 've ’ve 'd ’d do does did will would "
    "wo 'll ’ll "
    "can ca could may might shall should must ought 's ’s let".split()
)
NEGATIONS = frozenset("not n't n’t never no longer hardly nor".split())
_INFINITIVE_HELPERS = frozenset("be have been being not never".split())
_GOVERNED = frozenset("xcomp ccomp csubj advcl acl acl:relcl obj obl root".split())
_INDEFINITE_ONLY = frozenset("for against".split())
_DEFINITE = frozenset("the this that these those its their his her our".split())
_BEFORE_VERBS = frozenset("nearly almost roughly only even still again".split())
_LICENCES = AUXILIARIES | frozenset(
    "to see sees saw seen seeing make makes made making watch watched watching help helps helped helping".split()
)
_AIMS = frozenset("should must shall ought let".split())
_REACH = 10
_LONGEST_GROUP, _MOST_DEGREES, _DEEPEST, _FARTHEST_TO, _FARTHEST_HELP = 7, 2, 3, 5, 6


@lang.compiled
def contexts(place: str) -> Mapping[str, str]:
    """Return form to effect (keep, part, drop, help) for the rows of one place; verbs in all their forms."""
    table: dict[str, str] = {}
    for row in lang.rows("changes_contexts"):
        if row["place"] != place:
            continue
        inflects = place in ("infinitive", "gerund", "before") and row["word"] not in ("by", "at", "on", "to")
        for form in verb_forms(row["word"], row["forms"]) if inflects else (row["word"],):
            table.setdefault(form, row["effect"])
    return table


@lang.compiled
def degrees() -> frozenset[str]:
    """Return the adverbs that belong to the span of a change."""
    return frozenset(row["word"] for row in lang.rows("changes_degrees") if row["kind"] == "adverb")


def is_adverb(words: Columns, at: int) -> bool:
    """Return whether the token ``at`` is an adverb (by tag, else by its form)."""
    if words.tagged:
        return words.tag[at] in ("RB", "RBR")
    return words.lower[at] in degrees() or (words.lower[at].endswith("ly"))


def group_first(words: Columns, verb: int) -> int:
    """Return the first token of the group of ``verb``: its auxiliaries, or the degree words right before it."""
    first = at = verb
    while at > words.first[verb] and verb - at < _LONGEST_GROUP:
        at -= 1
        word = words.lower[at]
        if (word in AUXILIARIES and not _is_possessive(words, at)) or (word in degrees() and first == at + 1):
            first = at
        elif word not in NEGATIONS and not is_adverb(words, at):
            break
    if first - 2 >= words.first[verb] and trees.follows(words, first - 2, ("more", "than")):
        first -= 2
    while first < verb and words.lower[first] in ("not", "only", "even", "still", "again", "let"):
        first += 1
    return first


def _is_possessive(words: Columns, at: int) -> bool:
    return words.lower[at] in trees.POSSESSIVES and words.tag[at] == "POS"


def group_end(words: Columns, end: int) -> int:
    """Return the end of the verb group with the degree words that follow at ``end`` (``declined slightly``)."""
    at = end
    while (
        at < len(words.lower)
        and words.first[at] == words.first[end - 1]
        and words.lower[at] in degrees()
        and at - end < _MOST_DEGREES
    ):
        if words.lower[at] in _BEFORE_VERBS or (words.tagged and words.tag[at] not in ("RB", "RBR", "JJR")):
            break
        at += 1
    return at


def is_negated(words: Columns, verb: int) -> bool:
    """Return whether a negation stands in the group of ``verb``."""
    first = min(group_first(words, verb), verb)
    return any(word in ("not", "n't", "n’t", "never") for word in words.lower[max(first - 1, words.first[verb]) : verb])


# ---------------------------------------------------------------- verbs
def asserted(words: Columns, verb: int, *, depth: int = 0) -> int | None:
    """Return the first token of the asserted group of ``verb``, None where it is an aim or a supposition.

    ``started to wane`` begins at ``started``; other governors stay outside.
    """
    first = group_first(words, verb)
    if any(contexts("auxiliary").get(word) == "drop" for word in words.lower[max(first - 1, words.first[verb]) : verb]):
        return None
    if depth > _DEEPEST or _supposed(words, verb):
        return None
    conjunct = (
        words.dep[verb] == "conj"
        and words.head[verb] < verb
        and first == verb
        and words.tag[verb] in ("VB", "VBG", "VBN", "VBP")
    )
    if conjunct and words.tag[words.head[verb]][:2] == "VB" and not _has_marker(words, verb):
        return None if asserted(words, words.head[verb], depth=depth + 1) is None else verb
    to = _infinitive_marker(words, verb)
    if to is not None:
        return _under_governor(words, verb, to, first=max(first, to + 1), depth=depth)
    if words.tag[verb] == "VBG" or (not words.tagged and words.lower[verb].endswith("ing")):
        return _as_gerund(words, verb, first, depth=depth)
    before = words.word(first - 1, near=verb)
    if words.tag[verb] == "VB" and first == verb and not _has_licence(words, verb):
        return None
    if contexts("infinitive").get(before) == "help" or _governor_is_help(words, verb):
        return first if before == "helped" or _helped(words, verb) else None
    return first


def _has_licence(words: Columns, verb: int) -> bool:
    """Return whether the bare form ``verb`` is no order: a modal, ``to`` or a verb of perception goes before."""
    reach = words.lower[max(words.first[verb], verb - _REACH) : verb]
    if not any(word in _LICENCES for word in reach):
        return False
    to = next(
        (at for at in range(verb - 1, max(words.first[verb], verb - _REACH) - 1, -1) if words.lower[at] in _LICENCES),
        verb,
    )
    if words.lower[to] in _AIMS:
        return False
    return words.lower[to] != "to" or contexts("infinitive").get(words.lower[max(to - 1, 0)], "drop") in (
        "keep",
        "part",
    )


def _has_marker(words: Columns, verb: int) -> bool:
    return words.word(verb - 1, near=verb) == "to"


def _supposed(words: Columns, verb: int) -> bool:
    """Return whether ``if``, ``whether`` and the like open the clause of ``verb``."""
    clause = contexts("clause")
    if words.parsed:
        marks = [each for each in words.children[verb] if words.dep[each] in ("mark", "advmod")]
        return any(words.lower[each] in clause for each in marks)
    for at in range(verb - 1, max(words.first[verb] - 1, verb - _REACH), -1):
        if words.stop[at]:
            return False
        if words.lower[at] in clause:
            return True
    return False


def _infinitive_marker(words: Columns, verb: int) -> int | None:
    """Return the index of the ``to`` that marks ``verb``, or None."""
    at = verb - 1
    while at >= words.first[verb] and verb - at < _FARTHEST_TO:
        word = words.lower[at]
        if word == "to":
            return at if words.tag[at] in ("TO", "") or words.tag[verb] == "VB" else None
        if word not in _INFINITIVE_HELPERS and word not in degrees() and not is_adverb(words, at):
            return None
        at -= 1
    return None


def _governor(words: Columns, verb: int, to: int) -> int:
    """Return the word that governs the infinitive: by the tree where it answers, else what stands before ``to``."""
    table = contexts("infinitive")
    adjacent = to - 1
    while (
        adjacent > words.first[verb]
        and words.lower[adjacent] not in table
        and (is_adverb(words, adjacent) or words.lower[adjacent] in NEGATIONS)
    ):
        adjacent -= 1
    adjacent = max(adjacent, 0)
    if words.lower[adjacent] in table:
        return adjacent
    if not words.parsed:
        reach = range(adjacent, max(words.first[verb], to - 5) - 1, -1)
        return next((at for at in reach if table.get(words.lower[at]) == "keep"), adjacent)
    head = words.head[verb]
    return head if head != verb and words.dep[verb] in ("xcomp", "ccomp") else adjacent


def _under_governor(words: Columns, verb: int, to: int, *, first: int, depth: int) -> int | None:
    governor = _governor(words, verb, to)
    if governor >= verb or words.first[governor] != words.first[verb]:
        return None
    effect = contexts("infinitive").get(words.lower[governor], "drop")
    if effect == "drop" or words.tag[governor][:2] == "NN":
        return None
    if effect == "help":
        return first if words.lower[governor] == "helped" else None
    above = asserted(words, governor, depth=depth + 1) if words.tag[governor][:2] in ("VB", "") else first
    if above is None:
        return None
    return above if effect == "part" and governor == to - 1 else first


def _as_gerund(words: Columns, verb: int, first: int, *, depth: int) -> int | None:
    """Judge an -ing form by the word before it: ``by reducing`` is asserted, ``aimed at reducing`` is not."""
    before = first - 1
    if words.dep[verb].startswith("csubj") and words.head[verb] > verb:
        return None
    if before < words.first[verb]:
        return first
    word = words.lower[before]
    if word == "of" and before > words.first[verb]:
        return None if contexts("of").get(words.lower[before - 1]) == "drop" else first
    effect = contexts("gerund").get(word, "keep")
    if effect == "drop":
        return None
    if effect == "part":
        return asserted(words, before, depth=depth + 1)
    return first


def _governor_is_help(words: Columns, verb: int) -> bool:
    head = words.head[verb]
    near = words.dep[verb] in ("xcomp", "ccomp") and 0 < verb - head < _FARTHEST_HELP
    return near and contexts("infinitive").get(words.lower[head]) == "help"


def _helped(words: Columns, verb: int) -> bool:
    return words.dep[verb] in ("xcomp", "ccomp") and words.lower[words.head[verb]] == "helped"


# ---------------------------------------------------------------- nouns
def noun_asserted(words: Columns, first: int, noun: int) -> bool:
    """Return whether the noun phrase is asserted or presupposed: not wished for, not ruled out."""
    before = contexts("before")
    if any(before.get(word) == "drop" and word not in _INDEFINITE_ONLY for word in words.lower[first:noun]):
        return False
    at = first - 1
    while at >= words.first[noun] and (
        words.tag[at] in ("JJ", "PRP$", "CD", "NN", "NNS", "POS", "HYPH", "NNP", "VBG") and at > first - 4
    ):
        at -= 1
    for place in {first - 1, at}:
        word = words.word(place, near=noun)
        if word == "of" and contexts("of").get(words.word(place - 1, near=noun)) == "drop":
            return False
        wished = before.get(word) == "drop" and words.tag[place : place + 1] != ["NN"]
        if wished and not (word in _INDEFINITE_ONLY and words.lower[first] in _DEFINITE):
            return False
    return not (words.dep[noun] == "obj" and before.get(words.lower[words.head[noun]]) == "drop")
