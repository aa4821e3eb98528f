"""Comparisons: a comparative form with its standard (``62.3% more than in 2021``, ``twice the rate of civilians``).

Four forms: comparative + than; as ... as; a multiplier with the, its or that; a row of ``comparisons.tsv``. The span
runs from the measure phrase to the end of the standard, without a clause after it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees.joining import joined, why
from claimcheck.annotate.degrees.lexicon import is_number, phrase_end, phrases
from claimcheck.annotate.grammar import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from spacy.tokens import Doc

    from claimcheck.annotate.engine.evidence import LearnedSpan
    from claimcheck.annotate.grammar.trees import Columns

_COMPARATIVE_TAGS = frozenset(["JJR", "RBR"])
_COMPARATIVE = re.compile(r"more|less|fewer|better|worse|farther|further|[a-z]{3,}(?:[^aeiou]er|ier)")
_FARTHEST = 12  # tokens from what closes a comparison back to its comparative
_OPENERS = frozenset("the its their his her our that those what this".split())
_NO_STANDARD = frozenset(["", *"ever usual before necessary well".split()])
_MULTIPLES = frozenset("times twice half thrice double".split())
_ARTICLES = frozenset("a an the about some one another us u.s. just $ £ € us$".split())
_STRETCHES = frozenset(
    "year month week day hour minute decade century few handful generation mile fifth fourth tenth".split()
)
_IN_MEASURES = frozenset(
    "times time percent % percentage point points pounds years year few several inches feet miles degrees seconds minutes meters "
    "metres $ £ € us$ couple much far even still slightly significantly considerably substantially somewhat vastly a "
    "lot bit little nearly almost about no any roughly twice thrice double".split()
)
_AFTER_LINKS = frozenset("point percentage percent lot bit little".split())
_SHORT_STANDARDS = frozenset(
    "ever expected usual average normal others before anticipated planned scheduled thought".split()
)
_CLAUSE_OPENERS = frozenset("as because while although though".split())
_SCAN_ENDS = frozenset("and but or because while when who which that is are was were".split())
_LONGEST_SCAN = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison at ``start`` to ``end`` of the Doc's text (code points, half open)."""

    start: int
    end: int
    why: dict[str, Any]


class Compared(NamedTuple):
    """Tokens of a find."""

    first: int
    end: int
    rule: str


# ---------------------------------------------------------------- measure phrases
def _measure_first(words: Columns, first: int) -> int:
    """Return where the measure phrase and the degree words right before ``first`` begin."""
    at = first
    while at > words.first[first] and not words.stop[at - 1]:
        if words.quantities.get(at, at) < at:
            at = words.quantities[at]
        elif _in_measure(words.lower[at - 1]) or (at < first and _links_measure(words, at - 1)):
            at -= 1
        else:
            break
    return at + 1 if at + 1 == first and words.lower[at] == "a" else at  # a clearer path


def _in_measure(word: str) -> bool:
    return word in _IN_MEASURES or is_number(word)


def _links_measure(words: Columns, at: int) -> bool:
    """``half a point``, ``more than half a point``, ``10 - fold``: what may stand inside a measure phrase."""
    word = words.lower[at]
    if word in ("more", "less"):
        return words.after(at) == "than"
    if word == "than":
        return words.before(at) in ("more", "less")
    return word in ("of", "-") and (
        is_number(words.before(at)) or is_number(words.after(at)) or words.after(at) in _AFTER_LINKS
    )


# ---------------------------------------------------------------- standards
def _standard_end(words: Columns, marker: int) -> int:
    """Return the end of the standard that ``marker`` (than, as) opens: a phrase, or the clause that is the standard."""
    if words.after(marker) in _SHORT_STANDARDS:
        return marker + 2 + (words.after(marker, 2) == "before")
    head = words.head[marker]
    if words.dep[marker] == "fixed":
        head = words.head[head]
    first, end = trees.subtree(words, head)
    if head <= marker or words.first[head] != words.first[marker] or first < marker - 1:
        return _scanned_end(words, marker)
    end = next((at for at in range(marker + 1, end) if words.stop[at] or _opens_clause(words, at, marker)), end)
    return trees.extended(words, marker + 1, end)


def _opens_clause(words: Columns, at: int, marker: int) -> bool:
    """Return whether a clause about the comparison begins at ``at``: a conjunction, or ``to`` with a verb."""
    infinitive = words.lower[at] == "to" and words.tag_of(at + 1) == "VB"
    return at > marker + 1 and (words.lower[at] in _CLAUSE_OPENERS or infinitive)


def _scanned_end(words: Columns, marker: int) -> int:
    """Return the end of the standard behind ``marker`` where no tree tells: at most ten tokens on."""
    at = marker + 1
    last = min(len(words.lower), marker + _LONGEST_SCAN)
    while at < last and words.first[at] == words.first[marker] and not words.stop[at]:
        if at > marker + 1 and words.lower[at] in _SCAN_ENDS:
            break
        at += 1
    return at


def _up_to(words: Columns, first: int, noun: int, *, rule: str) -> Compared:
    """Return the find from the measure before ``first`` to the end of what restricts ``noun``."""
    return Compared(_measure_first(words, first), max(trees.scope_end(words, noun), noun + 1), rule)


# ---------------------------------------------------------------- comparatives with than
def _than(words: Columns, than: int) -> Compared | None:
    comparative = _comparative_before(words, than)
    adjacent = comparative == than - 1
    if comparative is None or (adjacent and (_bounds_number(words, than) or _bounds_verb(words, than))):
        return None
    if words.lower[than - 1] == "-":  # higher-than-expected
        return Compared(comparative, min(than + 3, len(words.lower)), "than")
    end = _standard_end(words, than)
    return Compared(_measure_first(words, comparative), end, "than") if end > than + 1 else None


def _comparative_before(words: Columns, than: int) -> int | None:
    """Return the comparative that ``than`` belongs to: the nearest before it, at most twelve tokens away."""
    for at in range(than - 1, max(words.first[than] - 1, than - 1 - _FARTHEST), -1):
        if words.tag[at] in _COMPARATIVE_TAGS:
            return at
        if words.tag[at] in ("JJ", "RB") and _COMPARATIVE.fullmatch(words.lower[at]):
            return None if words.lower[at] == "rather" else at
    return None


def _bounds_number(words: Columns, than: int) -> bool:
    """Return whether a number or a stretch of time follows: ``more than 200``, ``more than a decade`` are bounds."""
    at = than + 1
    while at < than + 3 and words.word(at, near=than) in _ARTICLES:
        at += 1
    counted = is_number(words.word(at, near=than)) or is_number(words.after(than))
    return counted or words.word(at, near=than) in _STRETCHES or words.after(than) in ("twice", "double", "triple")


def _bounds_verb(words: Columns, than: int) -> bool:
    """``more than doubled``, ``more than welcome``, ``is more than a mill``: a degree of what follows."""
    tag, following = words.tag_of(than + 1), words.after(than)
    multiplied = tag == "VBN" and following.startswith(("doubl", "tripl", "quadrupl", "halv"))
    copula = words.before(than, 2) in ("is", "was", "are", "were", "be", "'s", "’s", "been")
    described = copula and following in ("a", "an", "the", "just")
    return words.lower[than - 1] in ("more", "less") and (tag in ("VBD", "JJ") or multiplied or described)


# ---------------------------------------------------------------- the other forms
def _as(words: Columns, at: int) -> Compared | None:
    """``twice as many as``, ``as large as Texas``."""
    second = next((i for i in range(at + 2, min(at + 8, len(words.lower))) if words.lower[i] == "as"), None)
    if second is None or words.first[second] != words.first[at] or any(words.stop[at + 1 : second]):
        return None
    hedged = {"may", "might", "can", "possible", "seems", "sounds"} & set(words.lower[second + 1 : second + 4])
    if hedged or words.tag[at + 1] not in ("JJ", "RB") or words.after(second) in _NO_STANDARD:
        return None
    first = _measure_first(words, at)
    idiom = phrase_end(words, at, phrases("comparisons_nots")) > at or is_number(words.after(second))
    conjunction = words.tag[at] == "IN" and second > at + 2
    if (idiom or conjunction) and not _MULTIPLES & set(words.lower[first:at]):
        return None
    return Compared(first, max(_standard_end(words, second), second + 2), "as")


def _multiple(words: Columns, at: int) -> Compared | None:
    """``three times the rate of civilians``, ``double the average``, ``half that of men``: ``at`` is the multiplier."""
    word, opener = words.lower[at], words.after(at)
    times = word != "times" or is_number(words.before(at)) or words.before(at) in ("several", "many")
    if opener not in _OPENERS or not times or words.tag[at][:2] == "VB":
        return None
    stands_alone = opener in ("that", "those", "what") and words.tag_of(at + 2) != "NN"
    noun = at + 1 if stands_alone else trees.head_noun(words, at + 1)
    dimension = words.lower[noun] in lang.column("comparisons", kind="dimension") or (
        noun == at + 1 and words.after(at, 2) == "of"
    )
    if noun <= at or (not dimension and word not in ("times", "twice", "thrice")):
        return None
    return _up_to(words, at, noun, rule="multiple")


def _norm(words: Columns, at: int, end: int) -> Compared | None:
    """``12 percent above the average``: a measure right before, and a norm behind."""
    noun = trees.head_noun(words, end)
    measured = _measure_first(words, at) < at and words.lower[noun] in lang.column("comparisons", kind="norm")
    return _up_to(words, at, noun, rule="norm") if measured else None


def _against(words: Columns, at: int, end: int) -> Compared | None:
    """``higher compared with the capital``: the comparative stands at most twelve tokens before."""
    for near in range(at - 1, max(words.first[at] - 1, at - 1 - _FARTHEST), -1):
        if words.stop[near] and words.lower[near] != ",":
            return None
        if words.tag[near] in _COMPARATIVE_TAGS:
            return _up_to(words, near, trees.head_noun(words, end), rule="against")
    return None


def _standard(words: Columns, at: int, end: int) -> Compared | None:
    return _up_to(words, at, trees.head_noun(words, end), rule="standard")


# ---------------------------------------------------------------- the whole
_PHRASES: Mapping[str, Callable[[Columns, int, int], Compared | None]] = {
    "position": _norm,
    "against": _against,
    "standard": _standard,
}


@lang.compiled
def _handlers() -> Mapping[str, Callable[[Columns, int], Compared | None]]:
    return {
        **dict.fromkeys(lang.column("comparisons", kind="multiple"), _multiple),
        "than": _than,
        "as": _as,
        "times": _multiple,
    }


def _candidates(words: Columns) -> Iterator[Compared]:
    nots, handlers = phrases("comparisons_nots"), _handlers()
    tables = [(phrases("comparisons", kind), handle) for kind, handle in _PHRASES.items()]
    opening = set(nots).union(handlers, *(table for table, _ in tables))
    blocked = -1
    for at, word in enumerate(words.lower):
        if word not in opening:
            continue
        if word != "as":
            blocked = max(blocked, phrase_end(words, at, nots))
        if at < blocked:
            continue
        found = handlers[word](words, at) if word in handlers else None
        for table, handle in tables:
            end = phrase_end(words, at, table)
            if at < end < len(words.lower) and not words.stop[end]:
                found = handle(words, at, end)
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


def _learned(doc: Doc, spans: list[LearnedSpan]) -> list[Comparison]:
    return [Comparison(span.start, span.end, why(doc, span)) for span in spans]


comparisons = groups.component("comparisons", joined("comparison", find_comparisons, _learned))
