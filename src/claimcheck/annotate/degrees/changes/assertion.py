"""Verb groups, and whether what a verb or noun says is asserted or only aimed at, hoped for or supposed.

``prices are expected to fall`` asserts (a forecast); ``to halve by 2015``, ``help reduce`` and ``a possible hike`` do
not. The words that decide are rows of ``changes_contexts.tsv``; a governor in no row makes an infinitive an aim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.annotate.degrees.changes.lexicon import contexts, degrees

if TYPE_CHECKING:
    from claimcheck.annotate.grammar.trees import Columns

AUXILIARIES = frozenset(
    "be am is are was were been being 'm 're ’m ’re has have had having 've ’ve 'd ’d do does did will would wo 'll "
    "’ll can ca could may might shall should must ought 's ’s let".split()
)
_NEGATIONS = frozenset("not n't n’t never no longer hardly nor".split())
_DENIALS = frozenset("not n't n’t never".split())
_UNDONE = frozenset("fail fails failed failing unlikely".split())
_INFINITIVE_HELPERS = frozenset("be have been being not never".split())
_INDEFINITE_ONLY = frozenset("for against".split())
_DEFINITE = frozenset("the this that these those its their his her our".split())
_BEFORE_VERBS = frozenset("nearly almost roughly only even still again".split())
_LICENCES = AUXILIARIES | frozenset(
    "to see sees saw seen seeing make makes made making watch watched watching help helps helped helping".split()
)
_AIMS = frozenset("should must shall ought let".split())
_MODIFIERS = frozenset("JJ PRP$ CD NN NNS POS HYPH NNP VBG".split())
_COMPLEMENTS = frozenset(["xcomp", "ccomp"])
_REACH = 10
_LONGEST_GROUP, _MOST_DEGREES, _DEEPEST, _FARTHEST_TO, _FARTHEST_HELP = 7, 2, 3, 5, 6


# ---------------------------------------------------------------- verb groups
def is_adverb(words: Columns, at: int) -> bool:
    """Return whether the token ``at`` is an adverb."""
    return words.tag_of(at) in ("RB", "RBR")


def group_first(words: Columns, verb: int) -> int:
    """Return the first token of the group of ``verb``: its auxiliaries, or the degree words right before it."""
    first = at = verb
    while at > words.first[verb] and verb - at < _LONGEST_GROUP:
        at -= 1
        word = words.lower[at]
        if (word in AUXILIARIES and words.tag[at] != "POS") or (word in degrees() and first == at + 1):
            first = at
        elif word not in _NEGATIONS and not is_adverb(words, at):
            break
    if first - 2 >= words.first[verb] and words.follows(first - 2, ("more", "than")):
        first -= 2
    while first < verb and words.lower[first] in (_BEFORE_VERBS | {"not", "let"}) - degrees():
        first += 1
    return first


def group_end(words: Columns, end: int) -> int:
    """Return the end of the verb group with the degree words that follow at ``end`` (``declined slightly``)."""
    at = end
    while (
        at - end < _MOST_DEGREES
        and words.word(at, near=end - 1) in degrees() - _BEFORE_VERBS
        and words.tag[at] in ("RB", "RBR", "JJR")
    ):
        at += 1
    return at


def is_negated(words: Columns, verb: int) -> bool:
    """Return whether ``verb`` is denied: by its group, before its ``to``, or by what governs it, as in ``failed to rise``."""
    group, to = _with_one_before(words, verb), _infinitive_marker(words, verb)
    if to is None:
        return not _DENIALS.isdisjoint(group)
    governor = _governor(words, verb, to)
    above = [words.before(to), *_with_one_before(words, governor)]
    return not _DENIALS.isdisjoint(group + above) or words.lower[governor] in _UNDONE


def _with_one_before(words: Columns, verb: int) -> list[str]:
    return words.lower[max(group_first(words, verb) - 1, words.first[verb]) : verb]


# ---------------------------------------------------------------- verbs
def asserted(words: Columns, verb: int, *, depth: int = 0, seen: bool = False) -> int | None:
    """Return the first token of the asserted group of ``verb``, None where it is an aim or a supposition.

    A mere possibility is none but where the network has ``seen`` a change.

    ``started to wane`` begins at ``started``; other governors stay outside.
    """
    first, head = group_first(words, verb), words.head[verb]
    if depth > _DEEPEST or _is_only_possible(words, verb, seen=seen) or _supposed(words, verb):
        return None
    to = _infinitive_marker(words, verb)
    conjunct = words.dep[verb] == "conj" and head < verb == first and words.tag[verb] in ("VB", "VBG", "VBN", "VBP")
    if conjunct and words.tag[head][:2] == "VB" and to != verb - 1:
        return None if asserted(words, head, depth=depth + 1) is None else verb
    if to is not None:
        return _under_governor(words, verb, to, first=max(first, to + 1), depth=depth)
    if words.tag[verb] == "VBG":
        return _as_gerund(words, verb, first, depth=depth)
    before = words.word(first - 1, near=verb)
    if words.tag[verb] == "VB" and first == verb and not _has_licence(words, verb):
        return None
    helper = words.lower[head] if words.dep[verb] in _COMPLEMENTS and 0 < verb - head < _FARTHEST_HELP else ""
    if "help" in (contexts("infinitive").get(before), contexts("infinitive").get(helper)):
        return first if "helped" in (before, helper) else None
    return first


def _is_only_possible(words: Columns, verb: int, *, seen: bool) -> bool:
    """Return whether an auxiliary makes ``verb`` an aim or a mere possibility: ``must cut``, ``could cut``, ``a bill that would cut``.

    Of 35 changes with could or can in gold texts a reader marked 3, of 15 in such a clause or with would have none.
    """
    group = _with_one_before(words, verb)
    effects = {contexts("auxiliary").get(word) for word in group}
    restricts = words.dep[verb] == "acl:relcl" and any(
        words.lower[at] in ("that", "who") for at in words.children[verb]
    )
    never_was = "would" in effects and "have" in group
    doubted = "doubt" in effects or ("would" in effects and restricts)
    return "drop" in effects or never_was or (doubted and not seen)


def _has_licence(words: Columns, verb: int) -> bool:
    """Return whether the bare form ``verb`` is no order: a modal, ``to`` or a verb of perception goes before."""
    reach = range(verb - 1, max(words.first[verb], verb - _REACH) - 1, -1)
    licence = next((at for at in reach if words.lower[at] in _LICENCES), None)
    if licence is None or words.lower[licence] in _AIMS:
        return False
    governor = contexts("infinitive").get(words.before(licence))
    return words.lower[licence] != "to" or governor in ("keep", "part")


def _supposed(words: Columns, verb: int) -> bool:
    """Return whether ``if``, ``whether`` and the like open the clause of ``verb``."""
    marks = [each for each in words.children[verb] if words.dep[each] in ("mark", "advmod")]
    return any(words.lower[each] in contexts("clause") for each in marks)


def _infinitive_marker(words: Columns, verb: int) -> int | None:
    """Return the index of the ``to`` that marks ``verb``, or None."""
    at = verb - 1
    while at >= words.first[verb] and verb - at < _FARTHEST_TO:
        word = words.lower[at]
        if word == "to":
            return at if words.tag[at] == "TO" or words.tag[verb] in ("VB", "NN") else None
        if word not in _INFINITIVE_HELPERS and word not in degrees() and not is_adverb(words, at):
            return None
        at -= 1
    return None


def _governor(words: Columns, verb: int, to: int) -> int:
    """Return the word that governs the infinitive: what stands before ``to`` if it is a row, else by the tree."""
    table = contexts("infinitive")
    adjacent = to - 1
    while adjacent > words.first[verb] and words.lower[adjacent] not in table:
        if not is_adverb(words, adjacent) and words.lower[adjacent] not in _NEGATIONS:
            break
        adjacent -= 1
    adjacent = max(adjacent, 0)
    head, above = words.head[verb], words.head[words.head[verb]]
    if words.dep[verb] == "acl" and above < head < to and table.get(words.lower[above]) == "keep":
        return above  # expects [prices to fall], which the parser hangs on the prices
    by_tree = words.lower[adjacent] not in table and words.dep[verb] in _COMPLEMENTS
    return words.head[verb] if by_tree else adjacent


def _under_governor(words: Columns, verb: int, to: int, *, first: int, depth: int) -> int | None:
    governor = _governor(words, verb, to)
    if governor >= verb or words.first[governor] != words.first[verb]:
        return None
    effect = contexts("infinitive").get(words.lower[governor], "drop")
    if effect == "drop" or words.tag[governor][:2] == "NN":
        return None
    if effect == "help":
        return first if words.lower[governor] == "helped" else None
    above = asserted(words, governor, depth=depth + 1) if words.tag[governor][:2] == "VB" else first
    return above if above is None or (effect == "part" and governor == to - 1) else first


def _as_gerund(words: Columns, verb: int, first: int, *, depth: int) -> int | None:
    """Judge an -ing form by the word before it: ``by reducing`` is asserted, ``aimed at reducing`` is not."""
    before = first - 1
    if words.dep[verb].startswith("csubj") and words.head[verb] > verb:
        return None
    word = words.word(before, near=verb)
    if word == "of":
        return None if contexts("of").get(words.before(before)) == "drop" else first
    effect = contexts("gerund").get(word, "keep")
    if effect == "part":
        return asserted(words, before, depth=depth + 1)
    return None if effect == "drop" else first


# ---------------------------------------------------------------- nouns
def noun_asserted(words: Columns, first: int, noun: int) -> bool:
    """Return whether the noun phrase is asserted or presupposed: not wished for, not ruled out."""
    before = contexts("before")
    if any(before.get(word) == "drop" and word not in _INDEFINITE_ONLY for word in words.lower[first:noun]):
        return False
    at = first - 1
    while at >= words.first[noun] and at > first - 4 and words.tag[at] in _MODIFIERS:
        at -= 1
    if any(_is_wished(words, place, first, noun=noun) for place in {first - 1, at}):
        return False
    return not (words.dep[noun] == "obj" and before.get(words.lower[words.head[noun]]) == "drop")


def _is_wished(words: Columns, place: int, first: int, *, noun: int) -> bool:
    """Return whether the word at ``place`` before the phrase from ``first`` wishes for it or rules it out."""
    word = words.word(place, near=noun)
    if word == "of" and contexts("of").get(words.before(place)) == "drop":
        return True
    presupposed = word in _INDEFINITE_ONLY and words.lower[first] in _DEFINITE
    return contexts("before").get(word) == "drop" and words.tag[place] != "NN" and not presupposed
