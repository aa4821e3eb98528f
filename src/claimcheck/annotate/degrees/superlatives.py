"""Claims of rank, record or uniqueness: ``the first such bridge in a decade``, ``Africa's biggest dam``, ``8th place``.

A word of one of nine kinds triggers (an ordinal, ``only``, ``most``, an -est form, ``record``, ``top``, ``No.``,
``high``, a row of ``superlatives.tsv``); its handler says whether it ranks here. The span runs from the determiner or
possessive before the trigger to the end of the noun phrase's scope.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees.joining import joined, why
from claimcheck.annotate.degrees.lexicon import phrase_end, phrases
from claimcheck.annotate.grammar import trees
from claimcheck.lang import vocabulary
from claimcheck.lang.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from spacy.tokens import Doc, Span, Token

    from claimcheck.annotate.engine.evidence import LearnedSpan
    from claimcheck.annotate.grammar.trees import Columns

_ORDINAL = Pattern(r"(?!first)(?&ordinal)|\d+(?:st|nd|rd|th)")
_ORDINAL_ENDS = frozenset("st nd rd th".split())
_EST = re.compile(r"[a-z]{2,}[^aeioux]est|[a-z]*[a-z][ei]est|worst|best")
_EST_TAGS = frozenset(["JJS", "RBS"])
_EXTREME_AGE = re.compile(r"year|month|week|decade|day|century|game|season|quarter")
_BREAKS_RECORD = re.compile(
    r"(?:break|broke|set|held?|hold|smash|shatter|beat|equal|tie|tied|match|surpass|own)(?:s|es|ed|en|ing|ting|ten)?"
)
_SERIES = frozenset("consecutive straight successive".split())
_COPULAS = frozenset("is are was were be been being 's ’s becomes became become remains remain remained".split())
_FINISHES = frozenset(
    "finish finished finishes finishing rank ranks ranked ranking place placed places came come comes coming "
    "stands stood ended ends".split()
)
_BEHIND_FINISH = frozenset(["", *"in among behind of and with at".split()])
_SCOPE_NOUNS = ("year", "decade", "month", "histor", "centur")
_HIGHEST_RANK = 1000
_BARE = 3  # words of a rank with nothing behind it
_PLACES = frozenset(["PLACE", "GPE", "LOC"])
_SINGLE = frozenset("only very single most least more".split())
_OWNER_TAGS = frozenset("NN NNS NNP NNPS JJ CD HYPH JJS".split())
_WHOSE = frozenset("the its their his her our my your whose".split())


@dataclasses.dataclass(frozen=True, slots=True)
class Superlative:
    """A claim of rank, record or uniqueness at ``start`` to ``end`` of the Doc's text (code points, half open)."""

    start: int
    end: int
    why: dict[str, Any]


class Ranked(NamedTuple):
    """Tokens of a find: where the span starts, the noun it is about, and the end."""

    first: int
    head: int
    end: int
    rule: str


# ---------------------------------------------------------------- spans
def _whole(words: Columns, trigger: int, *, head: int | None = None, rule: str) -> Ranked:
    """Return the find from the determiner before ``trigger`` to the end of the scope of what it modifies."""
    noun = trees.head_noun(words, trigger) if head is None else head
    end = max(trees.scope_end(words, noun), trigger + 1)
    return Ranked(_opening(words, trigger), noun, end, rule)


def _opening(words: Columns, trigger: int) -> int:
    """Return where the phrase opens: a determiner, a possessor, ``one of``, or the trigger's own row of adjectives."""
    at = trigger
    while at > words.first[trigger] and not words.stop[at - 1] and _joins(words, at - 1):
        at -= 1
    if words.before(at) in trees.POSSESSIVES and at - 1 > words.first[trigger]:
        at = _possessor(words, at - 1)
    elif _is_determiner(words, at - 1, near=trigger):
        at -= 1
    counted = words.before(at) == "of" and (words.tag_of(at - 2) == "CD" or words.before(at, 2) in ("one", "some"))
    return at - 2 if counted and at - 2 >= words.first[trigger] else at


def _is_determiner(words: Columns, at: int, *, near: int) -> bool:
    return words.word(at, near=near) in trees.DETERMINERS and words.tag[at] != "IN"


def _joins(words: Columns, at: int) -> bool:
    word, tag, before = words.lower[at], words.tag[at], words.tag_of(at - 1)
    if word == "-":
        return bool(at and _ORDINAL.fullmatch(words.lower[at - 1]))
    if word == "and" and before in ("JJS", "RBS", "JJ"):
        return words.lower[at - 1] in ("first", "only") or before == "JJS"
    ranks = word in _SINGLE or word == "first" or word in vocabulary.many() or _ORDINAL.fullmatch(word)
    return bool(ranks) or (tag in ("JJ", "JJS", "CD") and word != "such")


def _possessor(words: Columns, mark: int) -> int:
    """Return the first token of the noun phrase whose possessive ``'s`` stands at ``mark``."""
    at = mark - 1
    while at - 1 >= words.first[mark] and words.tag[at - 1] in _OWNER_TAGS and not words.stop[at - 1]:
        at -= 1
    return at - 1 if _is_determiner(words, at - 1, near=mark) else at


def _is_definite(words: Columns, trigger: int) -> bool:
    """Return whether a definite determiner or a possessor opens the phrase of ``trigger``."""
    opening = words.lower[_opening(words, trigger) : trigger]
    definite = opening[:1] and opening[0] in _WHOSE | {"this", "that", "these", "those"}
    return bool(definite) or not (trees.POSSESSIVES | {"of"}).isdisjoint(opening)


# ---------------------------------------------------------------- ordinals: None where the word does not rank
def _finish(words: Columns, at: int) -> Ranked | None:
    """``finished third in the final``."""
    closed = words.before(at) in _FINISHES and (words.after(at) in _BEHIND_FINISH or words.stop[at + 1])
    return Ranked(at, at, trees.scope_end(words, at), "finish") if closed else None


def _first(words: Columns, at: int) -> Ranked | None:
    after, before, token = words.after(at), words.before(at), words.doc[at]
    if found := _finish(words, at):
        return found
    serial = lang.column("superlatives_nots", kind="serial")
    if after == "-" and words.after(at, 2) in serial:
        return None  # a first-round match
    named = token.is_title and token.ent_type_ in ("ORG", "PLACE") and words.first[at] != at  # First Harbour Bank
    if named or words.tag[at] not in ("JJ", "NN", "NNP", "JJS", "RB", "CD"):
        return None
    noun = trees.head_noun(words, at)
    if noun == at:
        nominal = before in _WHOSE and after in ("of", "to", "in", "since", "for", "who")
        return _whole(words, at, head=at, rule="first") if nominal and not _lists(token) else None
    if words.tag[at] == "RB" and words.dep[at] != "amod":
        return None
    placed = words.lower[noun] in lang.column("superlatives", kind="rank") and before not in trees.DETERMINERS
    if not placed and (words.lower[noun] in serial or _is_time(words, at, noun)):  # in the first place, won first place
        return _whole(words, at, rule="first") if _scoped(words, noun, at) else None
    if words.lower[noun] in ("time", "times"):
        told = before == "the" and (words.before(at, 2) in _COPULAS | {"for", "only"} or _scoped(words, noun, at))
        return _whole(words, at, head=noun, rule="first-time") if told else None
    return _whole(words, at, rule="first")


def _lists(ordinal: Token) -> bool:
    """Return whether ``the first`` or ``the second`` of a list is meant: the other one stands in the same sentence."""
    other = "second" if ordinal.lower_ == "first" else "first"
    return any(one.lower_ == other and one.i and one.nbor(-1).lower_ == "the" for one in ordinal.sent)


def _is_time(words: Columns, at: int, noun: int) -> bool:
    return any(noun < words.times.get(first, 0) for first in range(at - 3, at + 1))


def _scoped(words: Columns, noun: int, trigger: int) -> bool:
    """Return whether a scope makes a counted noun a rank: ``the first such day``, ``the first year since 1990``."""
    if (_SERIES | {"such"}) & set(words.lower[trigger : noun + 1]) or words.after(noun) in ("ever", "since"):
        return True
    return words.after(noun) == "in" and any(word.startswith(_SCOPE_NOUNS) for word in words.lower[noun + 2 : noun + 6])


def _ordinal(words: Columns, at: int) -> Ranked | None:
    after, before = words.after(at), words.before(at)
    if "-" in (after, before) or words.tag_of(at + 1) == "JJS":
        return None  # the -est form right behind takes it along
    if after in _SERIES:
        return _whole(words, at, rule="series")
    if found := _finish(words, at):
        return found
    noun = trees.head_noun(words, at)
    if noun == at:
        nominal = before == "the" and after == "to" and not _lists(words.doc[at])
        return _whole(words, at, head=at, rule="ordinal") if nominal else None
    if words.lower[noun] in lang.column("superlatives", kind="rank"):
        return _whole(words, at, head=noun, rule="rank")
    to_do = words.after(noun) == "to" and words.lower[noun] not in lang.column("superlatives_nots", kind="serial")
    ranks = (to_do and before == "the") or _scoped(words, noun, at)
    return _whole(words, at, head=noun, rule="ordinal") if ranks else None


def _numbered(words: Columns, at: int) -> Ranked | None:
    """``No. 1``, ``number one``: the figure may be the second or third token."""
    word, figure = words.lower[at], at + 1 + (words.after(at) == ".")
    value = words.word(figure, near=at)
    ranks = (
        value in ("one", "two", "1", "2")
        if word == "number"
        else value.isdecimal() and len(value) < len(str(_HIGHEST_RANK))
    )
    small = word == "no" and figure == at + 1 and not words.doc[at].is_title
    named = words.tag_of(at - 1) in ("NN", "NNP", "NNS") and words.before(at) not in ("world", "seeded")
    if not ranks or small or named:
        return None
    noun = trees.head_noun(words, figure)
    return Ranked(_opening(words, at), noun, max(trees.scope_end(words, noun), figure + 1), "number")


# ---------------------------------------------------------------- other triggers: None where the word does not rank
def _only(words: Columns, at: int) -> Ranked | None:
    determined = words.before(at) in _WHOSE or words.before(at) in trees.POSSESSIVES
    focus = words.tag[at] == "RB" and words.tag_of(at + 1) in ("IN", "RB", "VBD", "VBZ")
    return _whole(words, at, rule="only") if determined and not focus else None


def _is_recency(words: Columns, at: int) -> bool:
    """Return whether ``most`` says only that something is recent: ``the most recent poll``, not ``the five most recent polls``."""
    return words.lower[at] == "most" and words.after(at) == "recent" and words.tag_of(at - 1) != "CD"


def _most(words: Columns, at: int) -> Ranked | None:
    if _is_recency(words, at) or not _is_definite(words, at):
        return None
    predicate = trees.head_noun(words, at) == at and words.tag_of(at + 1) in ("JJ", "VBN", "RB")
    return _whole(words, at, head=at + 1 if predicate else None, rule="most")


def _est(words: Columns, at: int) -> Ranked | None:
    word, tag = words.lower[at], words.tag[at]
    if (tag not in _EST_TAGS and not (tag == "JJ" and _EST.fullmatch(word))) or words.after(at) == "possible":
        return None
    hit = {"hit", "affected"} & {words.after(at), words.after(at, 2)} or words.after(at, 2) in ("growing", "paid")
    predicate = (words.before(at) in _COPULAS or words.first[at] == at) and word not in ("best", "worst")
    return _whole(words, at, rule="est") if _is_definite(words, at) or hit or predicate else None


def _record(words: Columns, at: int) -> Ranked | None:
    after = words.after(at)
    if words.tag[at][:2] == "VB" and after not in ("high", "low"):
        return None
    noun = trees.head_noun(words, at)
    if words.lower[at] == "record":
        if {words.lower[noun], after} & lang.column("superlatives", kind="record"):
            return _whole(words, at, head=noun, rule="record")
        figure = after in ("$", "£", "€") or after.replace(",", "").replace(".", "").isdigit()
        if figure and words.before(at) in ("a", "an"):
            return _whole(words, at, rule="record")
    broken = any(_BREAKS_RECORD.fullmatch(word) for word in words.lower[max(words.first[at], at - 6) : at])
    return _whole(words, at, head=at, rule="record") if broken and after != "," else None


def _top(words: Columns, at: int) -> Ranked | None:
    after = words.after(at)
    if not _is_definite(words, at) and after != "10":
        return None
    noun = trees.head_noun(words, at)
    counted = words.tag_of(at + 1) == "CD" or after.isdigit()
    known = {words.lower[noun], after if noun > at else ""} & lang.column("superlatives", kind="top")
    owned = words.before(at) in trees.POSSESSIVES and words.doc[at - 2].ent_type_ in _PLACES
    return _whole(words, at, rule="top") if counted or known or owned else None


def _definite(words: Columns, at: int) -> Ranked | None:
    ranks = _is_definite(words, at) and words.tag[at] in ("JJ", "VBG", "NN") and trees.head_noun(words, at) > at
    return _whole(words, at, rule="unique") if ranks else None


def _extreme(words: Columns, at: int) -> Ranked | None:
    """Find ``a six-year high``, ``a decade low``."""
    if not _EXTREME_AGE.fullmatch(words.before(at)) or words.tag[at] not in ("NN", "NNS", "JJ"):
        return None
    first = at - 1
    while first > words.first[at] and (
        words.tag[first - 1] in ("CD", "HYPH", "JJ", "NN") or words.before(first) == "-"
    ):
        first -= 1
    if words.before(first) in trees.DETERMINERS:
        first -= 1
    return Ranked(first, at, trees.scope_end(words, at), "extreme") if first < at - 1 else None


@lang.compiled
def _handlers() -> Mapping[str, Callable[[Columns, int], Ranked | None]]:
    table: dict[str, Callable[[Columns, int], Ranked | None]] = {
        **dict.fromkeys(lang.column("superlatives", kind="unique"), functools.partial(_whole, rule="unique")),
        **dict.fromkeys(lang.column("superlatives", kind="definite"), _definite),
        **dict.fromkeys(("most", "least"), _most),
        **dict.fromkeys(("record", "records"), _record),
        **dict.fromkeys(("no", "no.", "number", "#"), _numbered),
        **dict.fromkeys(("high", "low"), _extreme),
    }
    return {**table, "first": _first, "only": _only, "top": _top}


def _handler(words: Columns, at: int) -> Callable[[Columns, int], Ranked | None] | None:
    word = words.lower[at]
    if word[-2:] in _ORDINAL_ENDS and _ORDINAL.fullmatch(word):
        return _ordinal
    return _est if word.endswith("st") and (words.tag[at] in _EST_TAGS or _EST.fullmatch(word)) else None


# ---------------------------------------------------------------- the whole
def _candidates(words: Columns) -> Iterator[Ranked]:
    known, nots, handlers = phrases("superlatives"), phrases("superlatives_nots"), _handlers()
    opening = {*known, *nots, *handlers}
    blocked = reached = -1
    for at, word in enumerate(words.lower):
        if word not in opening and word[-2:] not in _ORDINAL_ENDS:
            continue  # nine words of ten
        blocked = max(blocked, phrase_end(words, at, nots))
        fixed = phrase_end(words, at, known) if at >= reached else at
        if fixed > at >= blocked:
            reached = fixed
            yield _fixed(words, at, fixed)
        handler = (handlers.get(word) or _handler(words, at)) if at >= blocked else None
        found = handler(words, at) if handler else None
        if found:
            yield found


def _fixed(words: Columns, at: int, end: int) -> Ranked:
    """Return a fixed expression, with the noun phrase around it where it is part of one."""
    last = end - 1
    if words.lower[at] in ("of", "never", "like", "unlike", "no", "in", "one"):
        above = words.head[words.head[last]]
        first = trees.left_edge(words, above) if words.lower[at] == "of" and above < at else at
        return Ranked(first, at, end, "phrase")
    if words.lower[last] == "to":
        head = _following_noun(words, end)
        return Ranked(at, head, max(end, trees.scope_end(words, head)), "phrase")
    head = trees.head_noun(words, last)
    return Ranked(_opening(words, at), head, max(end, trees.scope_end(words, head)), "phrase")


def _following_noun(words: Columns, at: int) -> int:
    while words.word(at, near=at - 1) in trees.DETERMINERS:
        at += 1
    return trees.head_noun(words, at) if at < len(words.lower) else at - 1


def find_superlatives(doc: Doc) -> Iterator[Superlative]:
    """Yield every claim of rank, record or uniqueness in ``doc``, in text order; one for each noun phrase."""
    words = trees.columns(doc)
    last = Ranked(-1, -1, -1, "")
    for found in sorted(_candidates(words), key=lambda each: (each.first, -each.end)):
        if found.first < last.end and (found.first <= last.head or found.end > last.end):
            continue
        last = found
        start, end = trees.char_span(doc, found.first, found.end)
        tokens = doc[found.first : found.end]
        cue = tokens.text[:40]
        yield Superlative(
            start, max(end, _closed(tokens)), {"by": "rule", "rule": found.rule, "cue": cue, "score": 1.0}
        )


def _learned(doc: Doc, spans: list[LearnedSpan]) -> Iterator[Superlative]:
    """Yield the network's ranks but those in which a word of rank means something else: a track record, the most recent poll."""
    words, nots = trees.columns(doc) if spans else None, phrases("superlatives_nots")
    serial = lang.column("superlatives_nots", kind="serial")
    for span in spans:
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None or tokens is None:
            continue
        counted = len(tokens) <= _BARE and tokens[-1].lower_ in serial  # in the first place
        listed = any(one.lower_ == "first" and one.pos_ != "ADV" and _lists(one) for one in tokens)
        if (
            not counted
            and not listed
            and not any(phrase_end(words, token.i, nots) > token.i or _is_recency(words, token.i) for token in tokens)
        ):
            yield Superlative(span.start, max(span.end, _closed(tokens)), why(doc, span))


def _closed(tokens: Span) -> int:
    """Return the offset where the phrase ends that the span breaks off (``the first time the minister``), 0 where it does not."""
    head, last = tokens[-1].head, tokens.end - 1
    above = next((one.i for one in (head, *head.ancestors) if one.i < last), -1)
    if head.i <= last or above < tokens.start:
        return 0
    edge = head.right_edge
    return int(edge.idx) + len(edge)


superlatives = groups.component("superlatives", joined("superlative", find_superlatives, _learned))
