"""Which words change: verbs, participles, nouns, adjectives, and ``up`` and ``down`` with a figure.

Rows of ``changes.tsv`` trigger. A verb fires where its group is asserted (``assertion``) and what changes is what the
row asks for (``arguments``); a participle before a noun stands alone; a noun takes its adjectives and determiner.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees.changes import assertion
from claimcheck.annotate.degrees.changes.arguments import (
    figure_after,
    from_to,
    graded_direction,
    has_unit,
    is_measure,
    is_person,
    meets,
    noun_after,
)
from claimcheck.annotate.degrees.changes.lexicon import Trigger, contexts, degrees, measures, triggers
from claimcheck.annotate.degrees.joining import joined, why
from claimcheck.annotate.grammar import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Span

    from claimcheck.annotate.engine.evidence import LearnedSpan
    from claimcheck.annotate.grammar.trees import Columns

_PARTICLES = frozenset("up down back".split())
_ARTICLES = frozenset("a an the this that these those".split())
_MOST_ADJECTIVES = 6
_IN_NOUN_PHRASE = frozenset("JJ JJR RB RBR".split())
_POSSESSED = frozenset("JJS NN NNS CD RBS NNP".split())
_HOLD = frozenset(
    "hold holds held holding keep keeps kept keeping leave leaves left leaving remain remains remained stay "
    "stays stayed".split()
)
_HAVE = frozenset("has have had having 've ’ve".split())
_MADE = frozenset("make makes made making take takes took taking end ended".split())
_COPULAS = frozenset("is are was were be been".split())
_WEAK = frozenset("slower weaker lower".split())
_AMOUNTS = frozenset("more less greater".split())
_TURNS = {"up": "down", "down": "up"}


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A change at ``start`` to ``end`` of the Doc's text (code points, half open); direction up, down or other."""

    start: int
    end: int
    direction: str
    why: dict[str, Any]


class Changed(NamedTuple):
    """Tokens of a find, its direction, and the words of its row."""

    first: int
    end: int
    direction: str
    row: str


# ---------------------------------------------------------------- verbs
def _is_verb(words: Columns, row: Trigger, at: int) -> bool:
    """Return whether the tag allows a verb; ``rose`` and ``fell`` are verbs whatever the tag says."""
    tag, word = words.tag[at], words.lower[at]
    if word == "grown" and not _HAVE & set(words.lower[max(at - 3, 0) : at]):
        return False  # grown in Mexico
    if tag[:2] == "VB" or (tag == "JJ" and word.endswith("ed")):
        return True
    infinitive = words.before(at) == "to" and contexts("infinitive").get(words.before(at, 2)) in ("keep", "part")
    irregular = word != row.word and not word.endswith(("ed", "s", "ing", "t"))
    closing = word.endswith("ing") and words.after(at) in (",", ".") and words.before(at) in measures()
    return tag == "NN" and (infinitive or irregular or closing)


def _verb_end(words: Columns, row: Trigger, verb: int) -> int | None:
    """Return the end of the row's words from ``verb``: particles may stand behind a short object, or None."""
    at = verb + 1
    if not row.rest:
        return at
    at += assertion.is_adverb(words, at) and words.lower[at] != row.rest[0]
    if words.follows(at, row.rest):
        return at + len(row.rest)
    if len(row.rest) > 1 or row.rest[0] not in _PARTICLES:
        return None
    for there in range(verb + 2, min(verb + 5, len(words.lower))):
        if words.stop[there] or words.first[there] != words.first[verb]:
            return None
        if words.lower[there] == row.rest[0] and words.tag[there] in ("RP", "RB"):
            return verb + 1
    return None


def _verb(words: Columns, row: Trigger, verb: int) -> Changed | None:
    end = _verb_end(words, row, verb)
    if end is None:
        return None
    if row.when in _WITH_WHAT_FOLLOWS:
        direction, end = _WITH_WHAT_FOLLOWS[row.when](words, end)
        first = assertion.asserted(words, verb) if direction else None
        return None if first is None or direction is None else Changed(first, end, direction, row.word)
    tired = row.word == "grow" and words.tag_of(end) in ("JJ", "VBN") and words.head[end] == verb
    if tired or not meets(words, row, verb, end=end):
        return None
    first = assertion.asserted(words, verb)
    if first is None:
        return None
    direction = "other" if assertion.is_negated(words, verb) else row.direction
    return Changed(first, assertion.group_end(words, end), direction, row.word)


def _numbers(words: Columns, end: int) -> tuple[str | None, int]:
    """``went from 5 percent to 9 percent``."""
    return from_to(words, end), end


def _graded(words: Columns, end: int) -> tuple[str | None, int]:
    """``become more crowded``, ``grew louder``."""
    while words.word(end, near=end - 1) in degrees():
        end += 1
    return graded_direction(words, end), end + 1 + (words.word(end, near=end - 1) in ("more", "less"))


_WITH_WHAT_FOLLOWS = {"from-to": _numbers, "graded": _graded}


# ---------------------------------------------------------------- participles and adjectives before a noun
def _is_modifier(words: Columns, at: int) -> bool:
    """Return whether the -ing or -ed form ``at`` modifies a noun behind it."""
    if words.dep[at] == "amod":
        return words.head[at] > at
    if words.dep[at] not in ("compound", "", "dep") or words.head[at] < at:
        return False
    participle = words.tag[at] in ("JJ", "VBG", "VBN", "NN") and words.tag_of(at + 1)[:2] in ("NN", "JJ")
    return participle and words.before(at) not in assertion.AUXILIARIES


def _modifier(words: Columns, row: Trigger, at: int) -> Changed | None:
    """Return a participle or adjective before its noun: it stands alone."""
    noun = trees.head_noun(words, at)
    asks = row.rest or row.when in ("figure", "object", *_WITH_WHAT_FOLLOWS)
    base = row.kind == "verb" and words.lower[at] == row.word
    if asks or base or noun == at or words.lower[noun] in row.unless:
        return None
    if (row.when == "measure" and not is_measure(words, noun)) or (row.when == "thing" and is_person(words, noun)):
        return None
    if words.lower[at].endswith("ed") and not assertion.noun_asserted(words, at, at):
        return None  # calls for increased spending
    return Changed(at, at + 1, row.direction, row.word)


def _adjective(words: Columns, row: Trigger, at: int) -> Changed | None:
    if row.when == "adverb":
        return _increasingly(words, row, at)
    return _held(words, row, at) if row.when == "held" else _modifier(words, row, at)


def _held(words: Columns, row: Trigger, at: int) -> Changed | None:
    """``held its rate steady``, ``sales were flat``."""
    reach = words.lower[max(words.first[at], at - 12) : at]
    predicate = words.dep[at] != "amod" or words.head[at] < at
    held = bool(_HOLD & set(reach)) and predicate and not words.is_noun(at + 1)
    copular = bool(_COPULAS & set(reach[-1:])) and words.tag_of(at + 1) != "NN"
    fires = measures() & set(reach) and (held or copular or row.word == "unchanged")
    return Changed(at, at + 1, row.direction, row.word) if fires else None


def _increasingly(words: Columns, row: Trigger, at: int) -> Changed | None:
    following = at + 1
    if following >= len(words.lower) or words.stop[following]:
        return None
    tag = words.tag[following]
    if tag[:2] == "VB" and words.dep[following] != "amod":
        first = assertion.asserted(words, following)
        return None if first is None else Changed(first, following + 1, row.direction, row.word)
    return Changed(at, following + (tag in ("JJ", "RB", "VBN", "VBG")), row.direction, row.word)


# ---------------------------------------------------------------- nouns
def _is_verbal_noun(words: Columns, at: int) -> bool:
    """Return whether an -ing form is a noun whatever the tag says: ``a worsening of the shortage``."""
    return words.lower[at].endswith("ing") and words.before(at) in _ARTICLES and words.after(at) == "of"


def _noun(words: Columns, row: Trigger, at: int) -> Changed | None:
    first, before = _noun_first(words, at), words.before(at)
    modifier = words.dep[at] == "compound" or words.is_noun(at + 1)
    seasonal = row.when == "measure" and (at in words.timed or before in ("her", "his", "my"))
    if modifier or seasonal or {before, words.after(at), words.after(at, 2)} & row.unless:
        return None
    if not _noun_meets(words, row, at, first=first) or not assertion.noun_asserted(words, first, at):
        return None
    direction = row.direction
    if _WEAK & set(words.lower[first:at]):
        direction = _TURNS[direction] if row.word in ("growth", "expansion") else "other"
    return Changed(first, at + 1, direction, row.word)


def _noun_meets(words: Columns, row: Trigger, at: int, *, first: int) -> bool:
    if not row.when:
        return True
    behind = words.after(at) in ("in", "of", "to")
    what = noun_after(words, at + 1) if behind else None
    measured = is_measure(words, what) or (behind and figure_after(words, at + 1) is not None)
    if lang.column("changes_degrees", kind="adjective") & set(words.lower[first:at]):  # a sharp drop
        return True
    if row.when == "growth":  # not more growth, nor the economy's: of 14 so found readers marked 3
        return any(words.tag[each] in ("JJR", "RBR") and words.lower[each] not in _AMOUNTS for each in range(first, at))
    if row.when == "in":
        return measured or (what is not None and at + 2 not in words.timed)
    compound = words.before(at) in measures() and (first < at or words.before(at, 2) in trees.DETERMINERS)
    percent = {"percent", "%", "point"} & set(words.lower[max(words.first[at], at - 3) : at])
    return measured or bool(percent) or compound


def _noun_first(words: Columns, noun: int) -> int:
    """Return where the noun with its adjectives and determiner begins; the noun alone where more stands between."""
    at = noun
    while at > words.first[noun] and noun - at < _MOST_ADJECTIVES:
        word, tag = words.lower[at - 1], words.tag[at - 1]
        if word in _ARTICLES and tag != "IN":
            return at - 1
        if tag not in _IN_NOUN_PHRASE and not (tag == "CC" and at < noun and word != "or"):
            break
        at -= 1
    manner = words.tag[at] == "RB" and words.lower[at] not in degrees()
    if at < noun and (words.tag[at] == "CC" or manner):
        at += 1
    return noun if words.tag_of(at - 1) in _POSSESSED else at


# ---------------------------------------------------------------- up and down
def _up_down(words: Columns, at: int) -> Changed | None:
    """``up by a third``, ``down 0.2 percentage points from``: not ``up to 5``, not a lead over a rival."""
    word, after, figure = words.lower[at], words.after(at), figure_after(words, at + 1)
    if figure is None or after == "to" or words.before(at) in _MADE or words.tag[at] in ("NN", "VB"):
        return None
    if not (has_unit(words, figure) or after in ("by", "from")) or words.after(figure) == "-":
        return None
    led = {"over", "on", "against"} & set(words.lower[figure + 2 : figure + 4])
    if led or any(is_person(words, each) for each in range(max(words.first[at], at - 3), at)):
        return None
    return Changed(at, at + 1, word, word)


# ---------------------------------------------------------------- the whole
def _phrase(words: Columns, row: Trigger, at: int) -> Changed | None:
    end = at + 1 + len(row.rest)
    return Changed(at, end, row.direction, row.word) if words.follows(at + 1, row.rest) else None


_ANYWHERE = {"phrase": _phrase, "adjective": _adjective}


def _find(words: Columns, at: int) -> Changed | None:
    """Return the first row that fires at ``at``: the tag says whether as verb, modifier, noun or fixed phrase."""
    if words.lower[at] in ("up", "down"):
        return _up_down(words, at)
    rows, tag = triggers()[words.lower[at]], words.tag[at]
    base = tag[:2] == "JJ" and (rows[0].word, rows[0].kind) == (words.lower[at], "verb")
    if tag in ("NNP", "NNPS") or base:
        return None
    modifies, verbal_noun = _is_modifier(words, at), _is_verbal_noun(words, at)
    for row in rows:
        find: Callable[[Columns, Trigger, int], Changed | None] | None = _ANYWHERE.get(row.kind)
        if row.kind == "noun" and (verbal_noun or words.is_noun(at)):
            find = _noun
        elif row.kind == "verb" and modifies:
            find = _modifier
        elif row.kind == "verb" and not verbal_noun and _is_verb(words, row, at):
            find = _verb
        if find and (found := find(words, row, at)):
            return found
    return None


def find_changes(doc: Doc) -> Iterator[Change]:
    """Yield every change in ``doc``, in text order; of two that overlap the first stands."""
    words, known = trees.columns(doc), {*triggers(), "up", "down"}
    reached = -1
    for at, word in enumerate(words.lower):
        found = _find(words, at) if word in known and at >= reached else None
        if found is None or found.first < reached:
            continue
        reached = found.end
        start, end = trees.char_span(doc, found.first, found.end)
        yield Change(start, end, found.direction, {"by": "rule", "rule": "lexicon", "cue": found.row, "score": 1.0})


def _is_asserted(tokens: Span, words: Columns) -> bool:
    """Return whether what the network calls a change is asserted where it stands: no aim, no hope, no mere possibility."""
    verb = next((at for at in range(tokens.end - 1, tokens.start - 1, -1) if words.tag[at][:2] == "VB"), None)
    if verb is not None:
        return assertion.asserted(words, verb, seen=True) is not None
    return assertion.noun_asserted(words, tokens.start, trees.head_noun(words, tokens.end - 1))


def _learned(doc: Doc, spans: list[LearnedSpan]) -> Iterator[Change]:
    """Yield the network's changes that are asserted, and no bound of a figure: not the ``up`` of ``up to 60%``."""
    words = trees.columns(doc) if spans else None
    for span in spans:
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None or tokens is None:
            continue
        up_to = tokens.text.lower() == "up" and words.after(tokens.end - 1) == "to"
        if not (up_to and words.tag_of(tokens.end + 1) == "CD") and _is_asserted(tokens, words):
            yield Change(span.start, span.end, span.label, why(doc, span))


changes = groups.component("changes", joined("change", find_changes, _learned))
