"""Comparisons: a comparative form with its standard (``62.3% more than in 2021``, ``twice the rate of civilians``).

Four forms: comparative + than; as ... as; a multiplier or measure with the, its or that; a row of ``comparisons.tsv``.
The span runs from the measure phrase to the end of the standard, without a clause after it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language

from claimcheck.annotate import groups
from claimcheck.annotate.degrees.comparison_spans import (
    is_number,
    lexicon_rows,
    match,
    measure_first,
    scanned_end,
    standard_end,
)
from claimcheck.annotate.grammar import trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from claimcheck.annotate.grammar.trees import Columns

_COMPARATIVE_TAGS = frozenset(["JJR", "RBR"])
_COMPARATIVE = re.compile(r"more|less|fewer|better|worse|farther|further|[a-z]{3,}(?:[^aeiou]er|ier)")
# What is spelled like a comparative before `than`; only Docs without tags need it.
_NOT_COMPARATIVE = frozenset(
    "rather other whether either never ever over under after order number member water".split()
)
_OPENERS = frozenset("the its their his her our that those what this".split())
_AS_HEADS = frozenset(
    "many much few little high low big large small great long often likely fast good bad important strong rich".split()
)
_FARTHEST = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison at ``start`` to ``end`` of the Doc's text (code points, half open)."""

    start: int
    end: int
    why: dict[str, Any]


class _Found(NamedTuple):
    first: int
    end: int
    rule: str


# ---------------------------------------------------------------- the four forms
def _than(words: Columns, than: int) -> _Found | None:
    comparative = _comparative_before(words, than)
    if comparative is None:
        return None
    adjacent = comparative == than - 1
    if adjacent and (_bounds_number(words, than) or _bounds_verb(words, than)):
        return None
    first = comparative
    hyphen = words.lower[than - 1] == "-"
    if hyphen:
        end = than + 3 if words.word(than + 1, near=than) == "-" else than + 2
        return _Found(first, min(end, len(words.lower)), "than")
    end = standard_end(words, than)
    if end <= than + 1:
        return None
    return _Found(measure_first(words, first), end, "than")


def _comparative_before(words: Columns, than: int) -> int | None:
    """Return the comparative that ``than`` belongs to: the nearest before it, at most twelve tokens away."""
    for at in range(than - 1, max(words.first[than] - 1, than - 1 - _FARTHEST), -1):
        if words.lower[at] in (";", ":") or "\n" in words.lower[at]:
            return None
        word = words.lower[at]
        if words.tag[at] in _COMPARATIVE_TAGS or (
            words.tag[at] in ("", "JJ", "RB") and _COMPARATIVE.fullmatch(word) and word not in _NOT_COMPARATIVE
        ):
            more = (
                at > words.first[than]
                and words.lower[at - 1] in ("more", "less")
                and words.tag[at] not in _COMPARATIVE_TAGS
            )
            return at - 1 if more else at
    return None


def _bounds_number(words: Columns, than: int) -> bool:
    """Return whether a number or a stretch of time follows: ``more than 200``, ``more than a decade`` are bounds."""
    at = than + 1
    while (
        words.word(at, near=than) in ("a", "an", "the", "about", "some", "one", "another", "us", "u.s.", "just")
        and at < than + 3
    ):
        at += 1
    units = (
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "decade",
        "century",
        "few",
        "handful",
        "generation",
        "mile",
        "fifth",
        "fourth",
        "tenth",
    )
    return (
        is_number(words, at, near=than)
        or is_number(words, than + 1, near=than)
        or words.word(at, near=than) in units
        or (
            words.word(than + 1, near=than) in ("twice", "double", "triple", "ever")
            and words.word(than + 2, near=than) != ""
            and words.word(than + 1, near=than) != "ever"
        )
    )


def _bounds_verb(words: Columns, than: int) -> bool:
    """``more than doubled``, ``more than welcome``: a degree of what follows."""
    if words.lower[than - 1] not in ("more", "less"):
        return False
    tag = words.tag[than + 1] if than + 1 < len(words.tag) else ""
    following = words.word(than + 1, near=than)
    copula = words.word(than - 2, near=than) in ("is", "was", "are", "were", "be", "'s", "’s", "been")
    return (
        tag in ("VBD", "JJ")
        or (tag == "VBN" and following.startswith(("doubl", "tripl", "quadrupl", "halv")))
        or (copula and following in ("a", "an", "the", "just"))
    )


def _as(words: Columns, at: int) -> _Found | None:
    """``twice as many as``, ``as large as Texas``."""
    second = next((i for i in range(at + 2, min(at + 8, len(words.lower))) if words.lower[i] == "as"), None)
    if second is None or words.first[second] != words.first[at] or any(words.stop[at + 1 : second]):
        return None
    graded = words.tag[at + 1] in ("JJ", "RB") or (not words.tagged and words.lower[at + 1] in _AS_HEADS)
    last = words.word(second + 1, near=at)
    hedged = {"may", "might", "can", "possible", "seems", "sounds"} & set(words.lower[second + 1 : second + 4])
    if (
        not graded
        or hedged
        or last in ("ever", "usual", "before", "", "necessary", "well")
        or words.lower[second - 1] == "and"
    ):
        return None
    if words.tag[at] == "IN" and (second > at + 2 or words.lower[at + 1] in ("many", "much", "few")):
        return None
    first = measure_first(words, at)
    multiplied = first < at and bool({"times", "twice", "half", "thrice", "double"} & set(words.lower[first:at]))
    if not multiplied and (match(words, at, lexicon_rows().nots) > at or is_number(words, second + 1, near=at)):
        return None
    return _Found(first, max(standard_end(words, second), second + 2), "as")


def _multiple(words: Columns, at: int) -> _Found | None:
    """``three times the rate of civilians``, ``double the average``, ``half that of men``: ``at`` is the multiplier."""
    opener = words.word(at + 1, near=at)
    if opener not in _OPENERS:
        return None
    times = words.lower[at] == "times"
    if times and not (
        at > words.first[at] and (is_number(words, at - 1, near=at) or words.lower[at - 1] in ("several", "many"))
    ):
        return None
    if words.tag[at][:2] == "VB":
        return None
    noun = (
        at + 1
        if opener in ("that", "those", "what") and words.tag[at + 2 : at + 3] != ["NN"]
        else trees.head_noun(words, at + 1)
    )
    if noun <= at:
        return None
    dimension = words.lower[noun] in lexicon_rows().dimensions or (
        noun == at + 1 and words.word(at + 2, near=at) == "of"
    )
    if words.lower[at] in ("half", "double", "triple", "treble", "quadruple") and not dimension:
        return None
    return _Found(measure_first(words, at), max(trees.scope_end(words, noun), noun + 1), "multiple")


def _over(words: Columns, at: int, end: int) -> _Found | None:
    """``15 percent over the limit of 10,000``: a measure in percent or points right before, a noun phrase behind."""
    if at <= words.first[at] or words.lower[at - 1] not in ("percent", "%", "points", "point"):
        return None
    first = measure_first(words, at)
    opener = words.word(end, near=at)
    known = opener in _OPENERS or words.tag[end : end + 1] in (["NNP"], ["PRP$"], ["DT"], ["NN"], ["NNS"], ["JJ"])
    if first == at or not known or opener in ("last", "next", "past") or end in words.times or end + 1 in words.times:
        return None
    noun = trees.head_noun(words, end)
    return _Found(first, max(trees.scope_end(words, noun), noun + 1), "over")


def _against(words: Columns, at: int, end: int) -> _Found | None:
    """``higher compared with the capital``: the comparative stands at most eight tokens before."""
    for near in range(at - 1, max(words.first[at] - 1, at - 9), -1):
        if words.stop[near] and words.lower[near] != ",":
            return None
        if words.tag[near] in _COMPARATIVE_TAGS or (not words.tagged and _COMPARATIVE.fullmatch(words.lower[near])):
            noun = trees.head_noun(words, end)
            return _Found(
                measure_first(words, near),
                max(trees.scope_end(words, noun), noun + 1, scanned_end(words, at + 1)),
                "against",
            )
    return None


def _standard(words: Columns, at: int, end: int) -> _Found | None:
    if end >= len(words.lower) or words.stop[end]:
        return None
    noun = trees.head_noun(words, end)
    return _Found(measure_first(words, at), max(trees.scope_end(words, noun), noun + 1), "standard")


# ---------------------------------------------------------------- the whole
_HANDLERS = {"than": _than, "as": _as, "times": _multiple}


def _candidates(words: Columns) -> Iterator[_Found]:
    lexicon = lexicon_rows()
    blocked = -1
    for at, word in enumerate(words.lower):
        if word != "as":
            blocked = max(blocked, match(words, at, lexicon.nots) if word in lexicon.nots else -1)
        if at < blocked:
            continue
        handler = _HANDLERS.get(word) or (_multiple if word in lexicon.multiples else None)
        found = handler(words, at) if handler else None
        if word in lexicon.over and (end := match(words, at, lexicon.over)) > at:
            found = _over(words, at, end)
        elif word in lexicon.against and (end := match(words, at, lexicon.against)) > at:
            found = _against(words, at, end)
        elif word in lexicon.standards and (end := match(words, at, lexicon.standards)) > at:
            found = _standard(words, at, end)
        if found:
            yield found


def find_comparisons(doc: Doc) -> Iterator[Comparison]:
    """Yield every comparison in ``doc``, in text order; of two that overlap the first stands."""
    words = trees.columns(doc)
    reached = -1
    for found in sorted(_candidates(words), key=lambda each: (each.first, -each.end)):
        if found.first < reached:
            continue
        reached = found.end
        start, end = trees.char_span(doc, found.first, found.end)
        cue = doc[found.first : found.end].text[:40]  # doc.text would join the whole text each time
        yield Comparison(start, end, {"by": "rule", "rule": found.rule, "cue": cue, "score": 1.0})


@Language.component("claimcheck_comparisons")
def comparisons(doc: Doc) -> Doc:
    """Write ``doc.spans["comparisons"]``."""
    groups.write(doc, "comparisons", find_comparisons(doc))
    return doc
