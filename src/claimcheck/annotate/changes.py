"""Changes: a rise, fall or turn over time (``have surged``, ``a sharp rise``, ``rising violence``, ``up by a third``).

Rows of ``changes.tsv`` trigger. A verb fires where its group is asserted (``assertion``) and what changes is what the row asks for;
a participle before a noun stands alone; a noun takes its adjectives and determiner; up and down need a figure.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language

from claimcheck import lang
from claimcheck.annotate import assertion, groups, trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from claimcheck.annotate.trees import Columns

_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*%?(?:bn|m|k|pc|bps)?")
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million millions billion billions dozen dozens half third quarter fifth tenth double".split()
)
_BEFORE_NUMBER = frozenset(
    "by to from at of a an the about around nearly almost over roughly approximately some more less than just only as much many another an "
    "average estimated , $ £ € us$ up down well below above under".split()
)
_UNITS = frozenset("percent % percentage point points basis $ £ € dollars euros cents pct bps bp".split())
_POINTS = frozenset("percent % percentage point points pct".split())
_PERSONS = frozenset("i you he she we they who myself himself herself themselves everyone someone".split())
_GAPS = frozenset("up down back".split())
_COMPARATIVES = {"worse": None, "better": "up", "less": "down", "more": "up", "fewer": "down"}
_STATES = frozenset("closer nearer older later earlier sooner further".split())
_DOWNWARD = frozenset("smaller weaker lower slower quieter shorter cheaper thinner poorer rarer calmer cooler softer milder lighter narrower".split())
_GROWTH_WORDS = frozenset("rapid explosive exponential strong robust significant dramatic steady sharp substantial tremendous huge solid".split())
_SHARP = frozenset("sharp steep dramatic deep big huge sudden rapid significant slight modest record marked gradual steady massive".split())
# Plurals of deeds are counted (applications fell): their endings save a list of them.
_EVENT_NOUNS = ("tions", "sions", "ments", "ances", "ences", "ities", "ships", "ivals", "isits", "ests")
_NOMINAL = trees.DETERMINERS | trees.POSSESSIVES | {"in", "of", "no", "any", "reported", "announced", "found", "sharp", ""}
_HOLD = frozenset("hold holds held holding keep keeps kept keeping leave leaves left leaving remain remains remained stay stays stayed".split())
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


class _Row(NamedTuple):
    word: str
    rest: tuple[str, ...]
    kind: str
    direction: str
    when: str
    unless: frozenset[str]


class _Found(NamedTuple):
    first: int
    end: int
    direction: str
    row: str


# ---------------------------------------------------------------- the lexicon
@functools.cache
def _triggers() -> Mapping[str, tuple[_Row, ...]]:
    """Return form to rows, those of several words first."""
    table: dict[str, list[_Row]] = {}
    for each in lang.rows("changes"):
        first, *rest = each["word"].split()
        row = _Row(each["word"], tuple(rest), each["kind"], each["direction"], each["when"], frozenset(each["unless"].split()))
        forms: set[str] = {first}
        if row.kind == "verb":
            forms = set(trees.verb_forms(first, each["forms"]))
        elif row.kind == "noun":
            forms = {first, each["forms"] or trees.plural(first)}
        for form in forms:
            table.setdefault(form, []).append(row)
    return {form: tuple(sorted(rows, key=lambda row: (-len(row.rest), row.when == ""))) for form, rows in table.items()}


@functools.cache
def _measures() -> frozenset[str]:
    nouns = [row["word"] for row in lang.rows("changes_measures")]
    return frozenset([*nouns, *map(trees.plural, nouns)])


# ---------------------------------------------------------------- what changes
def _figure(words: Columns, at: int) -> int | None:
    """Return the token of the number that follows ``at`` as an amount, at most six tokens on, or None."""
    for there in range(at, min(at + 6, len(words.lower))):
        word = words.word(there, near=at - 1)
        if _NUMBER.fullmatch(word) or (word in _NUMBER_WORDS and there > at):
            return None if there in words.timed else there
        if word not in _BEFORE_NUMBER or there in words.timed:
            return None
    return None


def _has_unit(words: Columns, figure: int) -> bool:
    near = words.lower[max(0, figure - 1) : figure + 4]
    return "%" in words.lower[figure] or any(word in _UNITS for word in near)


def _object(words: Columns, verb: int, end: int) -> int | None:
    """Return the noun that is the object of ``verb`` (by the tree, else the noun row behind ``end``)."""
    if not words.parsed:
        return _noun_after(words, end)
    noun = trees.child(words, verb, "obj")
    if noun is not None and words.tag[noun + 1 : noun + 2] in (["NN"], ["NNS"]):
        return trees.head_noun(words, noun + 1)
    owner = noun is not None and noun >= end and words.word(noun + 1, near=noun) in trees.POSSESSIVES
    return trees.head_noun(words, noun + 2) if noun is not None and owner and noun + 2 < len(words.lower) else noun


def _noun_after(words: Columns, at: int) -> int | None:
    """Return the last noun of the noun phrase that opens at ``at``."""
    while words.word(at, near=max(at - 1, 0)) in trees.DETERMINERS | {"of", "in", "all"}:
        at += 1
    if at >= len(words.lower) or words.stop[at]:
        return None
    noun = trees.head_noun(words, at) if words.tagged else at
    return noun if not words.tagged or words.tag[noun][:2] in ("NN", "PR", "CD") else None


def _subject(words: Columns, verb: int) -> int | None:
    """Return what changes where ``verb`` has no object: subject, modified noun, or the subject of its governor."""
    if not words.parsed:
        return _noun_before(words, verb)
    at = verb
    for _ in range(4):
        subject = trees.child(words, at, "nsubj")
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
        if words.tag[at][:2] in ("NN", "PR") or (not words.tagged and words.lower[at] in _measures() | _PERSONS):
            return at
    return None


def _is_measure(words: Columns, noun: int | None) -> bool:
    if noun is None:
        return False
    of_what = trees.child(words, noun, "nmod") if words.lower[noun] in ("one", "half", "all", "lot") else None
    return words.lower[noun] in _measures() or words.lower[noun].endswith(_EVENT_NOUNS) or (of_what is not None and words.lower[of_what] in _measures())


def _is_person(words: Columns, noun: int | None) -> bool:
    return noun is not None and (words.lower[noun] in _PERSONS or words.doc[noun].ent_type_ == "PERSON")


def _meets(words: Columns, row: _Row, verb: int, end: int) -> bool:
    """Return whether the verb of ``row`` at ``verb`` to ``end`` has the argument that the row asks for."""
    what, figure = _object(words, verb, end), _figure(words, end)
    subject = _subject(words, verb) if what is None or not words.parsed else None
    after = words.word(end, near=verb)
    held = {words.lower[each] for each in (what, subject) if each is not None} | {after}
    if after in ("to", "into"):
        held.add(words.word(end + 1, near=verb))
    to_verb = "to-verb" in row.unless and after == "to" and figure is None
    if to_verb or held & row.unless or (what is not None and words.lower[what].endswith("self")):
        return False
    points = figure is not None and bool(_POINTS & set(words.lower[figure : figure + 3]))
    if row.when == "figure":
        return points or (what is not None and _counted(words, what) and words.lower[what] in _measures())
    if row.when == "object":
        return what is not None
    person = _is_person(words, subject) and what is None
    if row.when == "measure":
        fits = _is_measure(words, what) or ((what is None or not words.parsed) and _is_measure(words, subject))
        if what is None and subject is None:
            fits = any(word in _measures() for word in words.lower[max(words.first[verb], verb - 6) : verb])
        return fits or (figure is not None and not person and (points or after in ("by", "to", "from")))
    return row.when != "thing" or figure is not None or not person


def _counted(words: Columns, noun: int) -> bool:
    if words.parsed:
        return trees.child(words, noun, "nummod") is not None
    return bool(_NUMBER.fullmatch(words.lower[noun - 1]))


# ---------------------------------------------------------------- verbs
def _verb_end(words: Columns, row: _Row, verb: int) -> int | None:
    """Return the end of the row's words from ``verb``: particles may stand behind a short object, or None."""
    if not row.rest:
        return verb + 1
    at = verb + 1
    if assertion.is_adverb(words, at) if at < len(words.lower) else False:
        at += words.lower[at] != row.rest[0]
    if trees.follows(words, at, row.rest):
        return at + len(row.rest)
    if len(row.rest) == 1 and row.rest[0] in _GAPS:
        for there in range(verb + 2, min(verb + 5, len(words.lower))):
            if words.stop[there] or words.first[there] != words.first[verb]:
                return None
            if words.lower[there] == row.rest[0] and words.tag[there] in ("RP", "RB", ""):
                return verb + 1
    return None


def _verb(words: Columns, row: _Row, verb: int) -> _Found | None:
    end = _verb_end(words, row, verb)
    if end is None:
        return None
    if row.when in ("from-to", "extreme", "graded"):
        return _special(words, row, verb, end)
    if row.word == "grow" and words.tag[end : end + 1] in (["JJ"], ["VBN"]):
        return None  # grew tired
    if not _meets(words, row, verb, end):
        return None
    first = assertion.asserted(words, verb)
    if first is None:
        return None
    direction = "other" if assertion.is_negated(words, verb) else row.direction
    return _Found(first, assertion.group_end(words, end), direction, row.word)


def _special(words: Columns, row: _Row, verb: int, end: int) -> _Found | None:
    """Verbs that change only with what follows: from 5 to 9, a record high, more crowded."""
    direction: str | None = None
    if row.when == "from-to":
        direction = _from_to(words, end)
    elif row.when == "extreme":
        near = [words.word(at, near=verb) for at in range(end, end + 6)]
        direction = next((_HIGHS[word] for word in near if word in _HIGHS), None)
        if near[0] not in ("a", "an", "record", "its", "their", "all", "new", "highs", "lows"):
            direction = None
    else:
        while words.word(end, near=verb) in assertion.degrees():
            end += 1
        direction = _graded(words, end)
        end += 2 if words.word(end, near=verb) in ("more", "less") else 1
    first = assertion.asserted(words, verb) if direction else None
    return None if first is None or direction is None else _Found(first, end, direction, row.word)


def _from_to(words: Columns, at: int) -> str | None:
    if words.word(at, near=at - 1) != "from":
        return None
    numbers = []
    for there in range(at + 1, min(at + 12, len(words.lower))):
        if _NUMBER.fullmatch(words.lower[there]) and there not in words.timed:
            numbers.append(float(re.sub(r"[^\d.]", "", words.lower[there]).strip(".") or 0))
        if len(numbers) == 2 and "to" in words.lower[at:there]:  # noqa: PLR2004
            return "up" if numbers[1] > numbers[0] else "down"
    return None


def _graded(words: Columns, at: int) -> str | None:
    """Return the direction of ``more crowded``, ``louder`` at ``at``; None for ``worse`` and for more of a noun."""
    word, tag = words.word(at, near=at - 1), words.tag[at] if at < len(words.tag) else ""
    if word in ("more", "less"):
        following = words.tag[at + 1] if at + 1 < len(words.tag) else ""
        return _COMPARATIVES[word] if following in ("JJ", "RB", "VBN", "VBG", "") else None
    if word in _STATES:
        return None
    if word in _COMPARATIVES or tag not in ("JJR", "RBR"):
        return _COMPARATIVES.get(word)
    return "down" if word in _DOWNWARD else "up"


def _modifier(words: Columns, row: _Row, at: int) -> _Found | None:
    """A participle or adjective before its noun stands alone."""
    noun = trees.head_noun(words, at) if words.tagged else at + 1
    if row.kind == "verb" and words.lower[at] == row.word:
        return None
    if row.rest or row.when in ("figure", "object", "from-to", "extreme", "graded") or words.lower[noun] in row.unless:
        return None
    if row.when == "measure" and not _is_measure(words, noun):
        return None
    if noun == at or (row.when == "thing" and _is_person(words, noun)):
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
    if not words.tagged:
        after = words.word(at + 1, near=at)
        return before in trees.DETERMINERS and after.isalpha() and after not in trees.DETERMINERS | {"in", "of", "to", "by"} and words.lower[at].endswith(("ing", "ed"))
    if words.parsed and words.dep[at] not in ("compound", "", "dep"):
        return False
    participle = tag in ("JJ", "VBG", "VBN", "NN") and following[:2] in ("NN", "JJ")
    return participle and before not in assertion.AUXILIARIES and not (words.parsed and words.head[at] < at)


# ---------------------------------------------------------------- nouns
def _noun(words: Columns, row: _Row, at: int) -> _Found | None:
    after = words.word(at + 1, near=at)
    first = _noun_first(words, at)
    modifier = words.dep[at] == "compound" or words.tag[at + 1 : at + 2] in (["NN"], ["NNS"])
    seasonal = at in words.timed or words.word(at - 1, near=at) in ("her", "his", "my")
    if modifier or (seasonal and row.when == "measure") or words.word(at - 1, near=at) in row.unless or ({after, words.word(at + 2, near=at)} & row.unless):
        return None
    if not _noun_meets(words, row, first, at) or not assertion.noun_asserted(words, first, at):
        return None
    direction = row.direction
    if "slower" in words.lower[first:at] or "weaker" in words.lower[first:at] or "lower" in words.lower[first:at]:
        direction = _TURNS[direction] if row.word in ("growth", "expansion", "improvement") else "other"
    return _Found(first, at + 1, direction, row.word)


def _noun_meets(words: Columns, row: _Row, first: int, at: int) -> bool:
    if not row.when:
        return True
    adjectives = set(words.lower[first:at])
    graded = any(words.tag[i] == "JJR" for i in range(first, at)) or bool(adjectives & {"slower", "faster", "stronger", "weaker"})
    behind = words.word(at + 1, near=at) in ("in", "of", "to")
    what = _noun_after(words, at + 1) if behind else None
    measured = _is_measure(words, what) or (behind and _figure(words, at + 1) is not None)
    if row.when == "in":
        return measured or bool(adjectives & _SHARP) or (behind and what is not None and at + 2 not in words.timed)
    if row.when == "growth":
        return graded or bool(adjectives & _GROWTH_WORDS) or (measured and what is not None and words.lower[what] not in ("year", "quarter"))
    compound = words.word(at - 1, near=at) in _measures()
    percent = any(word in ("percent", "%", "point") for word in words.lower[max(words.first[at], at - 3) : at])
    sharp = bool(adjectives & _SHARP)
    return measured or percent or (sharp and first < at) or (compound and (first < at or words.word(at - 2, near=at) in trees.DETERMINERS))


def _noun_first(words: Columns, noun: int) -> int:
    """Return where the noun with its adjectives and determiner begins; the noun alone where more stands between."""
    at = noun
    while at > words.first[noun] and noun - at < 6:
        word, tag = words.lower[at - 1], words.tag[at - 1]
        if word in ("a", "an", "the", "this", "that", "these", "those"):
            return at - 1
        joined = tag in ("JJ", "JJR", "RB", "RBR") or (word in ("but", "and", "yet") and at < noun and tag in ("CC", ""))
        if not joined and not (not words.tagged and word.endswith(("y", "p", "ic", "er", "al", "ant", "d", "id")) and noun - at < 2):
            break
        at -= 1
    if words.tag[at] in ("CC", "RB") and at < noun:
        at += 1
    plain = all(words.tag[each] in ("JJR", "RBR", "RB", "JJ", "CC") for each in range(at, noun))
    possessed = words.tag[at - 1 : at] in (["JJS"], ["NN"], ["NNS"], ["CD"], ["RBS"], ["VBG"], ["VBN"], ["NNP"])
    return at if at < noun and plain and words.tagged and not possessed else noun


# ---------------------------------------------------------------- adjectives, adverbs, up and down
def _adjective(words: Columns, row: _Row, at: int) -> _Found | None:
    if row.when == "adverb":
        return _increasingly(words, at)
    if row.when == "held":
        reach = words.lower[max(words.first[at], at - 12) : at]
        what = any(word in _measures() for word in reach)
        held = bool(_HOLD & set(reach)) and words.dep[at] != "amod" and words.tag[at + 1 : at + 2] not in (["NN"], ["NNS"])
        copular = bool(reach) and reach[-1] in _COPULAS and words.tag[at + 1 : at + 2] != ["NN"]
        return _Found(at, at + 1, row.direction, row.word) if what and (held or copular) else None
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
    return _Found(assertion.group_first(words, at) if not words.tagged else at, at + 1, "up", "increasingly")


def _up_down(words: Columns, at: int) -> _Found | None:
    """``up by a third``, ``down 0.2 percentage points from``: not ``up to 5``, not a lead over a rival."""
    word, after = words.lower[at], words.word(at + 1, near=at)
    figure = _figure(words, at + 1)
    made = words.word(at - 1, near=at) in ("make", "makes", "made", "making", "take", "takes", "took", "taking", "end", "ended")
    if after == "to" or figure is None or made or words.tag[at] in ("NN", "VB"):
        return None
    if not (_has_unit(words, figure) or after in ("by", "from")) or "-" in words.lower[figure + 1 : figure + 2]:
        return None
    near = [*range(max(words.first[at], at - 3), at)]
    if any(_is_person(words, each) for each in near) or {"over", "on", "against"} & set(words.lower[figure + 2 : figure + 4]):
        return None
    return _Found(at, at + 1, word, word)


def _more_heavily(words: Columns, at: int) -> _Found | None:
    """``has started to rely more heavily``: an aspect verb, its infinitive and a graded adverb."""
    if words.word(at + 1, near=at) != "to" or words.tag[at][:2] != "VB":
        return None
    for there in range(at + 3, min(at + 5, len(words.lower))):
        graded = words.word(there, near=at) in ("more", "less") and words.tag[there + 1 : there + 2] == ["RB"]
        if graded and (first := assertion.asserted(words, at)) is not None:
            return _Found(first, there + 2, _COMPARATIVES[words.lower[there]] or "other", "start")
    return None


# ---------------------------------------------------------------- the whole
def _find(words: Columns, rows: Sequence[_Row], at: int) -> _Found | None:
    """Return the first row that fires at ``at``: the tag says whether as verb, modifier, noun or fixed phrase."""
    tag = words.tag[at]
    if tag in ("NNP", "NNPS") or (tag[:2] == "JJ" and words.lower[at] == rows[0].word and rows[0].kind == "verb"):
        return None
    modifies = _is_modifier(words, at)
    for row in rows:
        found = None
        if row.kind == "phrase":
            found = _Found(at, at + 1 + len(row.rest), row.direction, row.word) if trees.follows(words, at + 1, row.rest) else None
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


def _may_be_verb(words: Columns, row: _Row, at: int) -> bool:
    """Return whether the tag allows a verb; ``rose`` and ``fell`` are verbs whatever the tag says."""
    tag, word = words.tag[at], words.lower[at]
    if word == "grown" and not {"has", "have", "had", "having", "'ve", "’ve"} & set(words.lower[max(at - 3, 0) : at]):
        return False  # grown in Mexico
    if tag == "":
        return not _looks_nominal(words, at)
    closing = word.endswith("ing") and at + 1 < len(words.stop) and words.stop[at + 1] and words.word(at - 1, near=at) in _measures()
    irregular = closing or word != row.word and not word.endswith(("ed", "s", "ing", "t"))
    return tag[:2] == "VB" or (tag == "JJ" and word.endswith("ed")) or (tag == "NN" and irregular)


def _looks_nominal(words: Columns, at: int) -> bool:
    """Return whether an untagged word stands where a noun does: right behind a determiner, or one word further."""
    if all(row.kind != "noun" for row in _triggers()[words.lower[at]]):
        return False
    before, earlier = words.word(at - 1, near=at), words.word(at - 2, near=at)
    return before in _NOMINAL or (earlier in _NOMINAL and before not in _measures())


def find_changes(doc: Doc) -> Iterator[Change]:
    """Yield every change in ``doc``, in text order; of two that overlap the first stands."""
    words, triggers = trees.columns(doc), _triggers()
    reached = -1
    for at, word in enumerate(words.lower):
        if at < reached:
            continue
        rows = triggers.get(word)
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
