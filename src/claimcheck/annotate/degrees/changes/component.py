"""Changes: a rise, fall or turn over time (``have surged``, ``a sharp rise``, ``rising violence``, ``up by a third``).

Rows of ``changes.tsv`` trigger. A verb fires where its group is asserted (``assertion``) and what changes is what the
row asks for; a participle before a noun stands alone; a noun takes its adjectives and determiner; up and down need a
figure.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language

from claimcheck.annotate import groups
from claimcheck.annotate.degrees.changes import assertion
from claimcheck.annotate.degrees.changes.arguments import (
    COMPARATIVES,
    figure_after,
    from_to,
    graded_direction,
    has_unit,
    is_measure,
    is_person,
    meets,
    noun_after,
)
from claimcheck.annotate.degrees.changes.lexicon import Trigger as Row, degrees, measures, sharp, triggers
from claimcheck.annotate.grammar import trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from claimcheck.annotate.grammar.trees import Columns

_GAPS = frozenset("up down back".split())
_NOMINAL = (
    trees.DETERMINERS | trees.POSSESSIVES | {"in", "of", "no", "any", "reported", "announced", "found", "sharp", ""}
)
_ARTICLES = frozenset("a an the this that these those".split())
_MOST_ADJECTIVES = 6
_HOLD = frozenset(
    "hold holds held holding keep keeps kept keeping leave leaves left leaving remain remains remained stay "
    "stays stayed".split()
)
_COPULAS = frozenset("is are was were be been".split())
_HIGHS = {"record": "up", "high": "up", "peak": "up", "highs": "up", "low": "down", "lows": "down"}
_TURNS = {"up": "down", "down": "up"}


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A change at ``start`` to ``end`` of the Doc's text (code points, half open); direction up, down or other."""

    start: int
    end: int
    direction: str
    why: dict[str, Any]


class _Found(NamedTuple):
    first: int
    end: int
    direction: str
    row: str


# ---------------------------------------------------------------- verbs
def _verb_end(words: Columns, row: Row, verb: int) -> int | None:
    """Return the end of the row's words from ``verb``: particles may stand behind a short object, or None."""
    if not row.rest:
        return verb + 1
    at = verb + 1
    if assertion.is_adverb(words, at) if at < len(words.lower) else False:
        at += words.lower[at] != row.rest[0]
    if words.follows(at, row.rest):
        return at + len(row.rest)
    if len(row.rest) == 1 and row.rest[0] in _GAPS:
        for there in range(verb + 2, min(verb + 5, len(words.lower))):
            if words.stop[there] or words.first[there] != words.first[verb]:
                return None
            if words.lower[there] == row.rest[0] and words.tag[there] in ("RP", "RB", ""):
                return verb + 1
    return None


def _verb(words: Columns, row: Row, verb: int) -> _Found | None:
    end = _verb_end(words, row, verb)
    if end is None:
        return None
    if row.when in ("from-to", "extreme", "graded"):
        return _special(words, row, verb, end=end)
    if row.word == "grow" and words.tag[end : end + 1] in (["JJ"], ["VBN"]):
        return None  # grew tired
    if not meets(words, row, verb, end=end):
        return None
    first = assertion.asserted(words, verb)
    if first is None:
        return None
    direction = "other" if assertion.is_negated(words, verb) else row.direction
    return _Found(first, assertion.group_end(words, end), direction, row.word)


def _special(words: Columns, row: Row, verb: int, *, end: int) -> _Found | None:
    """Verbs that change only with what follows: from 5 to 9, a record high, more crowded."""
    direction: str | None = None
    if row.when == "from-to":
        direction = from_to(words, end)
    elif row.when == "extreme":
        near = [words.word(at, near=verb) for at in range(end, end + 6)]
        direction = next((_HIGHS[word] for word in (*near[1:], near[0]) if word in _HIGHS and word != "record"), None)
        if direction is None and "record" in near:
            direction = "up"
        if near[0] not in ("a", "an", "record", "its", "their", "all", "new", "highs", "lows"):
            direction = None
    else:
        while words.word(end, near=verb) in degrees():
            end += 1
        direction = graded_direction(words, end)
        end += 2 if words.word(end, near=verb) in ("more", "less") else 1
    first = assertion.asserted(words, verb) if direction else None
    return None if first is None or direction is None else _Found(first, end, direction, row.word)


def _modifier(words: Columns, row: Row, at: int) -> _Found | None:
    """Return a participle or adjective before its noun: it stands alone."""
    noun = trees.head_noun(words, at) if True else min(at + 1, len(words.lower) - 1)
    if row.kind == "verb" and words.lower[at] == row.word:
        return None
    if row.rest or row.when in ("figure", "object", "from-to", "extreme", "graded") or words.lower[noun] in row.unless:
        return None
    if row.when == "measure" and not is_measure(words, noun):
        return None
    if noun == at or (row.when == "thing" and is_person(words, noun)):
        return None
    if words.lower[at].endswith("ed") and not assertion.noun_asserted(words, at, at):
        return None  # calls for increased spending
    return _Found(at, at + 1, row.direction, row.word)


def _is_modifier(words: Columns, at: int) -> bool:
    """Return whether the -ing or -ed form ``at`` modifies a noun behind it."""
    tag, following = words.tag[at], words.tag[at + 1] if at + 1 < len(words.tag) else ""
    before = words.word(at - 1, near=at)
    if words.dep[at] == "amod":
        return words.head[at] > at
    if not True:
        after = words.word(at + 1, near=at)
        return (
            before in trees.DETERMINERS
            and after.isalpha()
            and after not in trees.DETERMINERS | {"in", "of", "to", "by"}
            and words.lower[at].endswith(("ing", "ed"))
        )
    if True and words.dep[at] not in ("compound", "", "dep"):
        return False
    participle = tag in ("JJ", "VBG", "VBN", "NN") and following[:2] in ("NN", "JJ")
    return participle and before not in assertion.AUXILIARIES and not (True and words.head[at] < at)


# ---------------------------------------------------------------- nouns
def _noun(words: Columns, row: Row, at: int) -> _Found | None:
    after = words.word(at + 1, near=at)
    first = _noun_first(words, at)
    modifier = words.dep[at] == "compound" or words.tag[at + 1 : at + 2] in (["NN"], ["NNS"])
    seasonal = at in words.timed or words.word(at - 1, near=at) in ("her", "his", "my")
    if (
        modifier
        or (seasonal and row.when == "measure")
        or words.word(at - 1, near=at) in row.unless
        or ({after, words.word(at + 2, near=at)} & row.unless)
    ):
        return None
    if not _noun_meets(words, row, at, first=first) or not assertion.noun_asserted(words, first, at):
        return None
    direction = row.direction
    if "slower" in words.lower[first:at] or "weaker" in words.lower[first:at] or "lower" in words.lower[first:at]:
        direction = _TURNS[direction] if row.word in ("growth", "expansion", "improvement") else "other"
    return _Found(first, at + 1, direction, row.word)


def _noun_meets(words: Columns, row: Row, at: int, *, first: int) -> bool:
    if not row.when:
        return True
    adjectives = set(words.lower[first:at])
    graded = any(words.tag[i] == "JJR" for i in range(first, at)) or bool(
        adjectives & {"slower", "faster", "stronger", "weaker"}
    )
    behind = words.word(at + 1, near=at) in ("in", "of", "to")
    what = noun_after(words, at + 1) if behind else None
    measured = is_measure(words, what) or (behind and figure_after(words, at + 1) is not None)
    if row.when == "in":
        return measured or bool(adjectives & sharp()) or (behind and what is not None and at + 2 not in words.timed)
    if row.when == "growth":
        return (
            graded
            or bool(adjectives & sharp())
            or (measured and what is not None and words.lower[what] not in ("year", "quarter"))
        )
    compound = words.word(at - 1, near=at) in measures()
    percent = any(word in ("percent", "%", "point") for word in words.lower[max(words.first[at], at - 3) : at])
    return (
        measured
        or percent
        or (first < at and bool(adjectives & sharp()))
        or (compound and (first < at or words.word(at - 2, near=at) in trees.DETERMINERS))
    )


def _noun_first(words: Columns, noun: int) -> int:
    """Return where the noun with its adjectives and determiner begins; the noun alone where more stands between."""
    at = noun
    while at > words.first[noun] and noun - at < _MOST_ADJECTIVES:
        word, tag = words.lower[at - 1], words.tag[at - 1]
        if word in _ARTICLES and tag != "IN":
            return at - 1
        joined = tag in ("JJ", "JJR", "RB", "RBR") or (
            word in ("but", "and", "yet") and at < noun and tag in ("CC", "")
        )
        if not joined and (True or word not in sharp()):
            break
        at -= 1
    if at < noun and (words.tag[at] == "CC" or (words.tag[at] == "RB" and words.lower[at] not in degrees())):
        at += 1
    if not True:
        return at
    plain = all(words.tag[each] in ("JJR", "RBR", "RB", "JJ", "CC") for each in range(at, noun))
    possessed = words.tag[at - 1 : at] in (["JJS"], ["NN"], ["NNS"], ["CD"], ["RBS"], ["NNP"])
    return at if at < noun and plain and not possessed else noun


# ---------------------------------------------------------------- adjectives, adverbs, up and down
def _adjective(words: Columns, row: Row, at: int) -> _Found | None:
    if row.when == "adverb":
        return _increasingly(words, at)
    if row.when == "held":
        reach = words.lower[max(words.first[at], at - 12) : at]
        what = any(word in measures() for word in reach)
        held = (
            bool(_HOLD & set(reach))
            and (words.dep[at] != "amod" or words.head[at] < at)
            and words.tag[at + 1 : at + 2] not in (["NN"], ["NNS"])
        )
        copular = bool(reach) and reach[-1] in _COPULAS and words.tag[at + 1 : at + 2] != ["NN"]
        return (
            _Found(at, at + 1, row.direction, row.word)
            if what and (held or copular or row.word == "unchanged")
            else None
        )
    return _modifier(words, row, at)


def _increasingly(words: Columns, at: int) -> _Found | None:
    following = at + 1
    if following >= len(words.lower) or words.stop[following]:
        return None
    tag = words.tag[following]
    if tag[:2] == "VB" and words.dep[following] != "amod":
        first = assertion.asserted(words, following)
        return None if first is None else _Found(first, following + 1, "up", "increasingly")
    if tag in ("JJ", "RB", "VBN", "VBG"):
        return _Found(at, following + 1, "up", "increasingly")
    return _Found(assertion.group_first(words, at) if not True else at, at + 1, "up", "increasingly")


def _up_down(words: Columns, at: int) -> _Found | None:
    """``up by a third``, ``down 0.2 percentage points from``: not ``up to 5``, not a lead over a rival."""
    word, after = words.lower[at], words.word(at + 1, near=at)
    figure = figure_after(words, at + 1)
    made = words.word(at - 1, near=at) in (
        "make",
        "makes",
        "made",
        "making",
        "take",
        "takes",
        "took",
        "taking",
        "end",
        "ended",
    )
    if after == "to" or figure is None or made or words.tag[at] in ("NN", "VB"):
        return None
    if not (has_unit(words, figure) or after in ("by", "from")) or "-" in words.lower[figure + 1 : figure + 2]:
        return None
    near = [*range(max(words.first[at], at - 3), at)]
    if any(is_person(words, each) for each in near) or {"over", "on", "against"} & set(
        words.lower[figure + 2 : figure + 4]
    ):
        return None
    return _Found(at, at + 1, word, word)


def _more_heavily(words: Columns, at: int) -> _Found | None:
    """``has started to rely more heavily``: an aspect verb, its infinitive and a graded adverb."""
    if words.word(at + 1, near=at) != "to" or words.tag[at][:2] != "VB":
        return None
    for there in range(at + 3, min(at + 5, len(words.lower))):
        graded = words.word(there, near=at) in ("more", "less") and words.tag[there + 1 : there + 2] == ["RB"]
        if graded and (first := assertion.asserted(words, at)) is not None:
            return _Found(first, there + 2, COMPARATIVES[words.lower[there]] or "other", "start")
    return None


# ---------------------------------------------------------------- the whole
def _find(words: Columns, rows: Sequence[Row], at: int) -> _Found | None:
    """Return the first row that fires at ``at``: the tag says whether as verb, modifier, noun or fixed phrase."""
    tag = words.tag[at]
    if tag in ("NNP", "NNPS") or (tag[:2] == "JJ" and words.lower[at] == rows[0].word and rows[0].kind == "verb"):
        return None
    modifies = _is_modifier(words, at)
    for row in rows:
        found = None
        if row.kind == "phrase":
            found = (
                _Found(at, at + 1 + len(row.rest), row.direction, row.word)
                if words.follows(at + 1, row.rest)
                else None
            )
        elif row.kind == "adjective":
            found = _adjective(words, row, at)
        elif row.kind == "noun" and tag in ("NN", "NNS", "") and not (modifies and tag == ""):
            found = _noun(words, row, at) if tag or _looks_nominal(words, at) else None
        elif row.kind == "verb" and modifies:
            found = _modifier(words, row, at)
        elif row.kind == "verb" and _may_be_verb(words, row, at):
            found = _verb(words, row, at)
        if found:
            return found
    return None


def _may_be_verb(words: Columns, row: Row, at: int) -> bool:
    """Return whether the tag allows a verb; ``rose`` and ``fell`` are verbs whatever the tag says."""
    tag, word = words.tag[at], words.lower[at]
    if word == "grown" and not {"has", "have", "had", "having", "'ve", "’ve"} & set(words.lower[max(at - 3, 0) : at]):
        return False  # grown in Mexico
    if tag == "":
        return not _looks_nominal(words, at)
    closing = (
        word.endswith("ing")
        and at + 1 < len(words.stop)
        and words.stop[at + 1]
        and words.word(at - 1, near=at) in measures()
    )
    irregular = closing or (word != row.word and not word.endswith(("ed", "s", "ing", "t")))
    return tag[:2] == "VB" or (tag == "JJ" and word.endswith("ed")) or (tag == "NN" and irregular)


def _looks_nominal(words: Columns, at: int) -> bool:
    """Return whether an untagged word stands where a noun does: right behind a determiner, or one word further."""
    if all(row.kind != "noun" for row in triggers()[words.lower[at]]):
        return False
    before, earlier = words.word(at - 1, near=at), words.word(at - 2, near=at)
    return before in _NOMINAL | sharp() or (earlier != "" and earlier in _NOMINAL and before not in measures())


def find_changes(doc: Doc) -> Iterator[Change]:
    """Yield every change in ``doc``, in text order; of two that overlap the first stands."""
    words, table = trees.columns(doc), triggers()
    reached = -1
    for at, word in enumerate(words.lower):
        if at < reached:
            continue
        rows = table.get(word)
        found = _find(words, rows, at) if rows else None
        if found is None and word in ("up", "down"):
            found = _up_down(words, at)
        elif found is None and word in ("start", "starts", "started", "begin", "begins", "began", "begun"):
            found = _more_heavily(words, at)
        if found is None or found.first < reached:
            continue
        reached = found.end
        start, end = trees.char_span(doc, found.first, found.end)
        yield Change(start, end, found.direction, {"by": "rule", "rule": "lexicon", "cue": found.row, "score": 1.0})


@Language.component("claimcheck_changes")
def changes(doc: Doc) -> Doc:
    """Write ``doc.spans["changes"]``."""
    groups.write(doc, "changes", find_changes(doc))
    return doc
