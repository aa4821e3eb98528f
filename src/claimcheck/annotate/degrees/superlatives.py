"""Claims of rank, record or uniqueness: ``the first such bridge in a decade``, ``Africa's biggest dam``, ``8th place``.

A word of one of nine kinds triggers (an ordinal, ``only``, ``most``, an -est form, ``record``, ``top``, ``No.``,
``high``, a row of ``superlatives.tsv``); its handler says whether it ranks here. The span runs from the determiner or
possessive before the trigger to the end of the noun phrase's scope.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees.superlative_spans import (
    ORDINAL,
    WHOSE,
    Found,
    is_definite,
    lexicon_rows,
    next_word,
    opening_of,
    previous_word,
    whole,
)
from claimcheck.annotate.grammar import trees
from claimcheck.lang import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from spacy.tokens import Doc

    from claimcheck.annotate.grammar.trees import Columns

_EST = re.compile(r"[a-z]{2,}[^aeioux]est|[a-z]*[a-z][ei]est|worst|best")
# What is spelled like a superlative; only Docs without tags need it.
_NOT_EST = frozenset(
    "forest interest protest honest guest arrest request contest suggest invest harvest conquest manifest "
    "digest modest latest newest "
    "northwest southwest midwest everest budapest bucharest unrest tempest priest chest quest west rest test "
    "nest pest vest dishonest "
    "self-interest ernest wildest likest breast beast feast east least northeast southeast crest wrest molest "
    "infest ingest congest detest".split()
)
_SERIES = frozenset("consecutive straight successive".split())
_SUPERLATIVE_FORMS = frozenset(["JJS", "RBS"])
_COPULAS = frozenset("is are was were be been being 's ’s becomes became become remains remain remained".split())
_FINISHES = frozenset(
    "finish finished finishes finishing rank ranks ranked ranking place placed places came come comes coming "
    "stands stood ended ends".split()
)
_BREAKS_RECORD = re.compile(
    r"(?:break|broke|set|held?|hold|smash|shatter|beat|equal|tie|tied|match|surpass|own)(?:s|es|ed|en|ing|ting|ten)?"
)
_NOT_NUMBERED = frozenset(
    "article act law bill flight vol volume room bus line route platform section rule order case issue "
    "resolution".split()
)
_EXTREME_AGE = re.compile(r"year|month|week|decade|day|century|game|season|quarter")
_HIGHEST_RANK = 1000
_ORDINAL_ENDS = frozenset("st nd rd th".split())
_PLACES = frozenset(["PLACE", "GPE", "LOC"])


@dataclasses.dataclass(frozen=True, slots=True)
class Superlative:
    """A claim of rank, record or uniqueness at ``start`` to ``end`` of the Doc's text (code points, half open)."""

    start: int
    end: int
    why: dict[str, Any]


# ---------------------------------------------------------------- handlers: None where the word does not rank
def _first(words: Columns, at: int) -> Found | None:
    after, before = next_word(words, at), previous_word(words, at)
    if before in _FINISHES and (after in ("", "in", "among", "of", "with", "at") or words.stop[at + 1]):
        return Found(at, at, trees.scope_end(words, at), "finish")
    if words.tagged and words.tag[at] not in ("JJ", "NN", "NNP", "JJS", "RB", "CD"):
        return None
    if words.doc[at].is_title and words.doc[at].ent_type_ in ("ORG", "PLACE") and words.first[at] != at:
        return None  # First Harbour Bank
    noun = trees.head_noun(words, at)
    if noun == at or (not words.tagged and after in ("of", "to", "in", "since")):
        nominal = before in ("the", "its", "their", "his", "her") and after in ("of", "to", "in", "since", "for", "who")
        return whole(words, at, head=at, rule="first") if nominal else None
    verbal = words.tag[noun + 1 : noun + 2] in (["DT"], ["PRP$"]) and words.tag[noun] == "NNS" and noun == at + 1
    if verbal or (words.tag[at] == "RB" and words.dep[at] != "amod"):
        return None
    serial = {words.lower[noun], "" if words.tagged else after} & lexicon_rows().serial
    if serial or _is_time(words, at, noun):
        return whole(words, at, rule="first") if _scoped(words, noun, at) else None
    if words.lower[noun] in ("time", "times"):
        told = before == "the" and (
            previous_word(words, at, 2) in _COPULAS | {"for", "only"} or _scoped(words, noun, at)
        )
        return whole(words, at, head=noun, rule="first-time") if told else None
    return whole(words, at, rule="first")


def _is_time(words: Columns, at: int, noun: int) -> bool:
    times = words.times
    return any(first <= at and noun < end for first, end in times.items() if at - 3 <= first <= at)


def _scoped(words: Columns, noun: int, trigger: int) -> bool:
    """Return whether a scope makes a counted noun a rank: ``the first such day``, ``the first year since 1990``."""
    between = set(words.lower[trigger : noun + 1])
    if between & _SERIES or "such" in between:
        return True
    return next_word(words, noun) in ("ever", "since") or (
        next_word(words, noun) == "in"
        and any(
            word.startswith(("year", "decade", "month", "histor", "centur"))
            for word in words.lower[noun + 2 : noun + 6]
        )
    )


def _ordinal(words: Columns, at: int) -> Found | None:
    after = next_word(words, at)
    if after == "-" and next_word(words, at, 2) == "ever":
        return whole(words, at + 2, rule="ordinal")
    if after == "-" or previous_word(words, at) == "-" or words.tag[at + 1 : at + 2] == ["JJS"]:
        return None  # the -est form right behind takes it along
    if after in _SERIES:
        return whole(words, at, rule="series")
    closed = after in ("", "in", "among", "behind", "of", "and", "with", "at") or words.stop[at + 1]
    if previous_word(words, at) in _FINISHES and closed:
        return Found(at, at, trees.scope_end(words, at), "finish")
    noun = trees.head_noun(words, at)
    if noun == at:
        nominal = previous_word(words, at) == "the" and after == "to"
        return whole(words, at, head=at, rule="ordinal") if nominal else None
    if words.lower[noun] in lexicon_rows().kinds["rank"]:
        return whole(words, at, head=noun, rule="rank")
    if (previous_word(words, at, 2), previous_word(words, at)) == ("only", "the"):
        return whole(words, at, head=noun, rule="ordinal")
    to_do = (
        next_word(words, noun) == "to"
        and words.lower[noun] not in lexicon_rows().serial
        and previous_word(words, at) == "the"
    )
    return whole(words, at, head=noun, rule="ordinal") if to_do or _scoped(words, noun, at) else None


def _only(words: Columns, at: int) -> Found | None:
    before = previous_word(words, at)
    determined = before in WHOSE or before in trees.POSSESSIVES
    if not determined or (words.tag[at] == "RB" and words.tag[at + 1 : at + 2] in (["IN"], ["RB"], ["VBD"], ["VBZ"])):
        return None
    return whole(words, at, rule="only")


def _most(words: Columns, at: int) -> Found | None:
    after = next_word(words, at)
    before = previous_word(words, at)
    if after == "recent":
        return whole(words, at, rule="most") if before.isdigit() or words.tag[at - 1] == "CD" else None
    if not is_definite(words, at) or after in ("of", "part", "recently"):
        return None
    predicate = trees.head_noun(words, at) == at and words.tag[at + 1 : at + 2] in (["JJ"], ["VBN"], ["RB"])
    return whole(words, at, head=at + 1 if predicate else None, rule="most")


def _est(words: Columns, at: int) -> Found | None:
    if words.tagged:
        spelled = words.tag[at] in _SUPERLATIVE_FORMS or (
            words.tag[at] in ("JJ", "NNP") and _EST.fullmatch(words.lower[at])
        )
        if not spelled or (words.tag[at] == "NNP" and not is_definite(words, at)):
            return None
    if words.lower[at] in _NOT_EST or not words.lower[at].endswith(("est", "st")) or next_word(words, at) == "possible":
        return None
    hit = next_word(words, at) in ("hit", "affected") or next_word(words, at, 2) in (
        "hit",
        "affected",
        "growing",
        "paid",
    )
    predicate = (previous_word(words, at) in _COPULAS or words.first[at] == at) and words.lower[at] not in (
        "best",
        "worst",
    )
    if not (is_definite(words, at) or hit or predicate):
        return None
    return whole(words, at, rule="est")


def _record(words: Columns, at: int) -> Found | None:
    if words.tag[at][:2] == "VB" and next_word(words, at) not in ("high", "low"):
        return None
    noun = trees.head_noun(words, at)
    kinds = lexicon_rows().kinds["record"]
    nearby = next_word(words, at) if not words.tagged else words.lower[noun]
    if words.lower[at] == "record" and (nearby in kinds or next_word(words, at) in kinds):
        return whole(words, at, head=noun if words.tagged else at + 1, rule="record")
    number = next_word(words, at).replace(",", "").replace(".", "")
    if (
        words.lower[at] == "record"
        and (number.isdigit() or number in ("$", "£", "€"))
        and previous_word(words, at) in ("a", "an")
    ):
        return whole(words, at, rule="record")
    reach = range(max(words.first[at], at - 6), at)
    broken = any(_BREAKS_RECORD.fullmatch(words.lower[i]) for i in reach)
    track = previous_word(words, at) in (
        "track",
        "criminal",
        "voting",
        "court",
        "public",
        "medical",
        "arrest",
        "on",
        "off",
    )
    straight = next_word(words, at) in ("straight", "label", "company", "deal", "store", "book", "keeping", ",")
    return whole(words, at, head=at, rule="record") if broken and not track and not straight else None


def _top(words: Columns, at: int) -> Found | None:
    after = next_word(words, at)
    if not is_definite(words, at) and after != "10":
        return None
    counted = after.isdigit() or words.tag[at + 1 : at + 2] == ["CD"] or after in vocabulary.many()
    noun = trees.head_noun(words, at)
    known = lexicon_rows().kinds["top"]
    office = noun == at or _is_office(words, noun)
    scoped = (
        words.tag[noun] in ("NN", "NNP")
        and previous_word(words, at) == "the"
        and next_word(words, noun) in ("in", "on")
    )
    placed = not office and (_owned_by_place(words, at) or scoped)
    if counted or words.lower[noun] in known or (after in known and noun > at) or placed:
        return whole(words, at, rule="top")
    return None


def _owned_by_place(words: Columns, at: int) -> bool:
    if previous_word(words, at) not in trees.POSSESSIVES:
        return False
    owner = words.doc[at - 2]
    return owner.text.lower() in trees.places() or owner.ent_type_ in _PLACES


def _is_office(words: Columns, noun: int) -> bool:
    return words.lower[noun].endswith(
        ("official", "officials", "aide", "aides", "diplomat", "diplomats", "court", "adviser", "advisers")
    )


def _numbered(words: Columns, at: int) -> Found | None:
    """``No. 1``, ``number one``: the figure may be the second or third token."""
    figure = at + 1
    if next_word(words, at) == ".":
        figure = at + 2
    value = words.lower[figure] if figure < len(words.lower) else ""
    spelled = words.lower[at] == "number" and value in ("one", "two", "1", "2")
    short = (
        words.lower[at] in ("no", "no.", "nos", "#")
        and value.isdigit()
        and int(value) < _HIGHEST_RANK
        and words.lower[at] != "number"
    )
    if (
        not (spelled or short)
        or previous_word(words, at) in _NOT_NUMBERED
        or next_word(words, figure) in ("downing", ",")
    ):
        return None
    if words.lower[at] == "no" and figure == at + 1 and not words.doc[at].is_title:
        return None
    if (
        words.tagged
        and words.tag[at - 1 : at] in (["NN"], ["NNP"], ["NNS"])
        and previous_word(words, at) not in ("world", "seeded", "country", "nation")
    ):
        return None
    noun = trees.head_noun(words, figure)
    end = max(trees.scope_end(words, noun), figure + 1)
    return Found(opening_of(words, at), noun, end, "number")


def _unique(words: Columns, at: int) -> Found | None:
    definite = words.lower[at] in lexicon_rows().kinds["definite"]
    if definite and not is_definite(words, at):
        return None
    if definite and words.tag[at] not in ("", "JJ", "VBG", "NN"):
        return None
    return whole(words, at, rule="unique")


def _extreme(words: Columns, at: int) -> Found | None:
    """Find ``a six-year high``, ``a decade low``."""
    age = previous_word(words, at)
    if not _EXTREME_AGE.fullmatch(age) or words.tag[at] not in ("", "NN", "NNS", "JJ"):
        return None
    first = at - 1
    while first > words.first[at] and (
        words.tag[first - 1] in ("CD", "HYPH", "JJ", "NN") or "-" in words.lower[first - 1 : first + 1]
    ):
        first -= 1
    if words.lower[first - 1] in trees.DETERMINERS and first > words.first[at]:
        first -= 1
    return Found(first, at, trees.scope_end(words, at), "extreme") if first < at - 1 else None


@lang.compiled
def _handlers() -> Mapping[str, Callable[[Columns, int], Found | None]]:
    table: dict[str, Callable[[Columns, int], Found | None]] = {
        "first": _first,
        "only": _only,
        "top": _top,
        **dict.fromkeys(("most", "least"), _most),
        **dict.fromkeys(("record", "records"), _record),
        **dict.fromkeys(("no", "no.", "number", "#"), _numbered),
        **dict.fromkeys(("high", "low"), _extreme),
    }
    kinds = lexicon_rows().kinds
    return {**dict.fromkeys(kinds["unique"] | kinds["definite"], _unique), **table}


# ---------------------------------------------------------------- the whole
def _candidates(words: Columns) -> Iterator[Found]:
    lexicon, handlers = lexicon_rows(), _handlers()
    blocked = reached = -1
    for at, word in enumerate(words.lower):
        blocked = max(blocked, _phrase_end(words, at, lexicon.nots.get(word, ())))
        fixed = _phrase_end(words, at, lexicon.phrases.get(word, ())) if at >= reached else -1
        if fixed > at >= blocked:
            reached = fixed
            yield _fixed(words, at, fixed)
        if at < blocked:
            continue
        handler = handlers.get(word)
        if handler is None and word[-2:] in _ORDINAL_ENDS and ORDINAL.fullmatch(word):
            handler = _ordinal
        if handler is None and (
            words.tag[at] in _SUPERLATIVE_FORMS or (word.endswith("est") and _EST.fullmatch(word)) or word == "worst"
        ):
            handler = _est
        found = handler(words, at) if handler else None
        if found:
            yield found


def _phrase_end(words: Columns, at: int, table: tuple[tuple[str, ...], ...]) -> int:
    for phrase in table:
        if trees.follows(words, at, phrase):
            return at + len(phrase)
    return -1


def _fixed(words: Columns, at: int, end: int) -> Found:
    """Return a fixed expression, with the noun phrase around it where it is part of one."""
    last = end - 1
    if words.lower[at] in ("of", "never", "like", "unlike", "no", "in", "one"):
        first = at
        if words.lower[at] == "of" and words.parsed and words.head[words.head[last]] < at:
            first = trees.left_edge(words, words.head[words.head[last]])
        return Found(first, at, end, "phrase")
    if words.lower[last] == "to":
        head = _following_noun(words, end)
        return Found(at, head, max(end, trees.scope_end(words, head)), "phrase")
    head = trees.head_noun(words, last)
    return Found(opening_of(words, at), head, max(end, trees.scope_end(words, head)), "phrase")


def _following_noun(words: Columns, at: int) -> int:
    while words.word(at, near=at - 1) in trees.DETERMINERS:
        at += 1
    return trees.head_noun(words, at) if at < len(words.lower) else at - 1


def find_superlatives(doc: Doc) -> Iterator[Superlative]:
    """Yield every claim of rank, record or uniqueness in ``doc``, in text order; one for each noun phrase."""
    words = trees.columns(doc)
    last = Found(-1, -1, -1, "")
    for found in sorted(_candidates(words), key=lambda each: (each.first, -each.end)):
        if found.first < last.end and (found.first <= last.head or found.end > last.end):
            continue
        last = found
        start, end = trees.char_span(doc, found.first, found.end)
        cue = doc[found.first : found.end].text[:40]
        yield Superlative(start, end, {"by": "rule", "rule": found.rule, "cue": cue, "score": 1.0})


@Language.component("claimcheck_superlatives")
def superlatives(doc: Doc) -> Doc:
    """Write ``doc.spans["superlatives"]``."""
    groups.write(doc, "superlatives", find_superlatives(doc))
    return doc
