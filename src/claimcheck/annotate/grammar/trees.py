"""Noun phrases, their scope, and words of a Doc over Universal Dependencies trees.

Rules ask tokens and tags first (about 95 % right) and the tree second (about 87 %). Positions are token indices; ends
are exclusive.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck import lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.strings import StringStore
    from spacy.tokens import Doc

DETERMINERS = frozenset("the a an this that these those my your his her its our their whose another".split())
POSSESSIVES = frozenset(["'s", "’s", "'", "’"])
_BREAKS = frozenset([*',;:.!?…()[]"“”|—–', "--", "---", "``", "''", "..."])
_PREPOSITIONS = frozenset(
    "in on at of for since among across within during throughout outside inside over under by from between".split()
)
_PREMODIFIERS = frozenset(
    "DT PDT PRP$ WP$ POS JJ JJR JJS CD NN NNS NNP NNPS VBG VBN HYPH RB RBR RBS $ AFX ADD FW".split()
)
_ROW = frozenset("JJ JJR JJS CD HYPH VBG VBN RB CC POS AFX NN NNS NNP NNPS $".split())
_INSIDE_NAMES = frozenset("NN NNS NNP NNPS CD HYPH".split())
_RESTRICTIVE = frozenset("nmod acl obl advmod flat compound nummod xcomp appos fixed".split())
_FINITE = frozenset("is are was were has have had will would could can may might said says say".split())
_NON_FINITE_TAGS = frozenset("VBZ VBD VBP MD".split())
_RELATIVES = frozenset("that who which to whose i we he she they you it".split())
_SCOPE_ENDERS = frozenset("and but or because while as when".split())
_ATTACHING = frozenset("of in for among since across within between from on".split())
_OPEN_ENDS = _SCOPE_ENDERS | (_PREPOSITIONS - {"in", "on", "over", "under"}) | {"the", "a", "an"}
_AUXILIARY = frozenset("have has had be been being do does did will would can could may might n't n’t not to".split())
_UPWARD = frozenset("amod nummod compound advmod nmod:desc det obl:npmod obl:unmarked nmod:unmarked".split())
_PLACE_ENTITIES = frozenset("PLACE GPE LOC".split())
_LONGEST_SCOPE = 30
_LONGEST_PHRASE = 9


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """A Doc as plain lists by token index: reading spaCy's token attributes in loops costs ten times as much.

    ``first`` is the index of the first token of each token's sentence or line; ``stop`` says whether no phrase runs over
    this token; ``times`` maps the first token of a time to its end, and ``timed`` holds all tokens of times.
    """

    doc: Doc
    lower: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    first: list[int]
    stop: list[bool]
    times: Mapping[int, int]
    timed: frozenset[int]
    quantities: Mapping[int, int]
    """The first token of every quantity that is found so far, by the token behind its last."""

    def word(self, at: int, *, near: int) -> str:
        """Return the lower-case token ``at`` where it stands in the sentence of ``near``, else an empty string."""
        inside = 0 <= at < len(self.lower) and self.first[at] == self.first[near]
        return self.lower[at] if inside else ""

    def after(self, at: int, steps: int = 1) -> str:
        """Return the lower-case word ``steps`` tokens on in the same sentence, else an empty string."""
        return self.word(at + steps, near=at)

    def before(self, at: int, steps: int = 1) -> str:
        """Return the lower-case word ``steps`` tokens back in the same sentence, else an empty string."""
        return self.word(at - steps, near=at)

    def tag_of(self, at: int) -> str:
        """Return the tag of the token ``at``, an empty string outside the text."""
        return self.tag[at] if 0 <= at < len(self.tag) else ""

    def is_noun(self, at: int) -> bool:
        """Return whether the token ``at`` is a common noun."""
        return self.tag_of(at) in ("NN", "NNS")

    def follows(self, at: int, phrase: Sequence[str]) -> bool:
        """Return whether the lower-case words of ``phrase`` stand right at ``at``."""
        return self.lower[at : at + len(phrase)] == list(phrase)


def columns(doc: Doc) -> Columns:
    """Return the columns of ``doc``."""
    times = group_tokens(doc, "times")
    return Columns(
        doc=doc,
        **_grammar(doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "SPACY"]).tobytes(), doc.vocab.strings),
        times=times,
        timed=frozenset(at for start, end in times.items() for at in range(start, end)),
        quantities={end: start for start, end in group_tokens(doc, "quantities").items()},
    )


@functools.lru_cache(1)  # five rules ask for those of an article: 4 % of its time
def _grammar(attributes: bytes, strings: StringStore) -> Mapping[str, Any]:
    """Return the columns ``lower`` to ``stop`` of a Doc, from its tokens' attributes; nobody changes them."""
    raw = np.frombuffer(attributes, dtype=np.uint64).reshape(-1, 6)
    orths, tags, deps = raw[:, :3].T.tolist()
    offsets, starts, spaces = raw[:, 3:].astype("int64").T.tolist()
    names = {key: strings[key] for key in {*orths, *tags, *deps}}
    lowered = {key: names[key].lower() for key in set(orths)}
    lower = [lowered[key] for key in orths]
    head = [at + offset for at, offset in enumerate(offsets)]
    children: list[list[int]] = [[] for _ in orths]
    for child, parent in enumerate(head):
        if child != parent:
            children[parent].append(child)
    return {
        "lower": lower,
        "tag": [names[key] for key in tags],
        "dep": [names[key] for key in deps],
        "head": head,
        "children": children,
        "first": _first_tokens(lower, starts),
        "stop": [_stops(lower, spaces, at) for at in range(len(lower))],
    }


def _stops(lower: list[str], spaces: list[int], at: int) -> bool:
    word = lower[at]
    return word in _BREAKS or "\n" in word or (word == "-" and at > 0 and bool(spaces[at - 1]))


def _first_tokens(lower: list[str], starts: list[int]) -> list[int]:
    """Return each token's sentence start; a line break always ends a sentence."""
    first, start, before = [], 0, ""
    for at, word in enumerate(lower):
        if "\n" in before or (starts[at] == 1 and "\n" not in word):
            start = at
        first.append(start)
        before = word
    return first


def group_tokens(doc: Doc, group: str) -> Mapping[int, int]:
    """Return first token to end for every mark of ``group``; empty where the group was not written."""
    return {span.start: span.end for span in doc.spans[group]} if group in doc.spans else {}


def char_span(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """Return the code point offsets of the tokens ``first`` to ``end`` without whitespace tokens at the borders."""
    first, end = max(first, 0), min(end, len(doc))
    while end > first + 1 and doc[end - 1].is_space:
        end -= 1
    while first + 1 < end and doc[first].is_space:
        first += 1
    last = doc[end - 1]
    return doc[first].idx, last.idx + len(last)


# ---------------------------------------------------------------- trees
def below(words: Columns, at: int, top: int) -> bool:
    """Return whether ``top`` governs the token ``at``, at most eight steps up."""
    for _ in range(8):
        if at == top:
            return True
        if words.head[at] == at:
            return False
        at = words.head[at]
    return False


def subtree(words: Columns, top: int) -> tuple[int, int]:
    """Return the first token and the end of the subtree of ``top``."""
    first, end, todo = top, top + 1, [top]
    for _ in words.lower:  # never more steps than tokens, whatever a parser wrote
        if not todo:
            break
        at = todo.pop()
        first, end = min(first, at), max(end, at + 1)
        todo.extend(words.children[at])
    return first, end


def child(words: Columns, at: int, *deps: str) -> int | None:
    """Return the first child of ``at`` with one of these labels (``nsubj`` also finds ``nsubj:pass``), or None."""
    for each in words.children[at]:
        label = words.dep[each]
        if label in deps or label.partition(":")[0] in deps:
            return each
    return None


# ---------------------------------------------------------------- noun phrases
def left_edge(words: Columns, head: int) -> int:
    """Return the first token of the premodifiers that stand in an unbroken row before ``head``."""
    at = head
    while at - 1 >= words.first[head] and head - at < _LONGEST_PHRASE and _premodifies(words, at - 1, head):
        at -= 1
    while at < head and words.tag[at] in ("RB", "RBR", "POS", "HYPH", "CC"):
        at += 1
    return at


def _premodifies(words: Columns, at: int, head: int) -> bool:
    if words.stop[at] and words.lower[at] != ",":
        return False
    joins = words.tag[at] in ("CC", ",") and words.tag[at + 1] in ("JJ", "JJR", "JJS", "VBN", "VBG", "CC")
    if words.tag[at] not in _PREMODIFIERS and not joins:
        return False
    return below(words, at, head)


def head_noun(words: Columns, trigger: int) -> int:
    """Return the noun that the premodifier ``trigger`` modifies, or ``trigger`` where it stands for the noun itself."""
    at = trigger = min(trigger, len(words.lower) - 1)
    for _ in range(4):
        if words.dep[at] not in _UPWARD:
            break
        at = words.head[at]
    near = trigger < at <= trigger + _LONGEST_PHRASE and words.first[at] == words.first[trigger]
    if near and words.tag[at][:2] in ("JJ", "VB") and words.tag_of(at + 1) in ("NN", "NNS", "JJ", "CC", "NNP", "HYPH"):
        near = False  # the tree took an adjective of the row for the noun
    if near and words.tag[at][:2] not in ("VB", "RB", "IN") and not any(words.stop[trigger + 1 : at]):
        return at
    return _last_noun_in_row(words, trigger)


def _last_noun_in_row(words: Columns, trigger: int) -> int:
    """Return the last noun of the row of adjectives and nouns after ``trigger``: for want of a usable tree."""
    noun = trigger
    for at in range(trigger + 1, min(trigger + 1 + _LONGEST_PHRASE, len(words.lower))):
        tag = words.tag[at]
        if words.stop[at] or words.first[at] != words.first[trigger] or tag not in _ROW:
            break
        if tag[:2] == "NN":
            noun = at
        elif noun > trigger and tag not in _INSIDE_NAMES:
            break
    return noun


def scope_end(words: Columns, head: int) -> int:
    """Return the end of the noun phrase of ``head`` with what restricts it and the time and place that close it."""
    end = _restrictive_end(words, head)
    opens = words.after(head)
    if end == head + 1 and (opens in ("who", "that", "whose") or (opens == "to" and words.tag_of(end + 1) == "VB")):
        end = _scanned_end(words, head)  # the tree hung the restrictive clause elsewhere
    return extended(words, head, end)


def extended(words: Columns, first: int, end: int) -> int:
    """Return ``end`` moved behind the phrases that follow right there (``of ...``, ``in ...``, a time), none left open.

    The parser hangs one prepositional phrase in eight on the wrong word; what follows a claim of rank is its scope.
    """
    for _ in range(4):
        longer = _closing_end(words, end)
        if longer == end:
            break
        end = longer
    while end > first + 1 and (words.lower[end - 1] in _OPEN_ENDS or words.tag[end - 1] == "CC"):
        end -= 1
    return end


def _restrictive_end(words: Columns, head: int) -> int:
    end = head + 1
    for each in sorted(words.children[head]):
        if each < head or words.dep[each].partition(":")[0] not in _RESTRICTIVE:
            continue
        first, last = subtree(words, each)
        if first > end or last <= end:
            continue
        end = _until_stop(words, end, last)
        if end < last:
            break
    return end


def _until_stop(words: Columns, first: int, end: int) -> int:
    """Return where a modifier ends: at punctuation, or where a wrong tree runs into the next clause."""
    end = min(end, first + _LONGEST_SCOPE)
    relative = False
    for at in range(first, end):
        if words.stop[at]:
            return at
        finite = words.tag[at] in _NON_FINITE_TAGS or words.lower[at] in _FINITE
        runs_on = relative and words.tag[at - 1] not in ("VB", "VBG", "VBN")
        if finite and at > first and not runs_on and words.lower[at - 1] not in _AUXILIARY:
            before = at - 1 - (words.tag[at - 1][:2] == "RB")
            return before if words.lower[before] in _SCOPE_ENDERS else at
        relative = relative or words.lower[at] in _RELATIVES or words.tag[at] in ("PRP", "WP", "WDT", "WRB") or finite
    return end


def _scanned_end(words: Columns, head: int) -> int:
    """Return where a scope ends that no tree shows: at punctuation, a conjunction or a finite verb."""
    relative = False
    at = head + 1
    while at < len(words.lower) and at - head < _LONGEST_SCOPE and words.first[at] == words.first[head]:
        word = words.lower[at]
        if words.stop[at] or (word in _SCOPE_ENDERS and at > head + 1):
            break
        relative = relative or word in _RELATIVES
        if not relative and (word in _FINITE or words.tag[at] in _NON_FINITE_TAGS):
            break
        at += 1
    return at


def _closing_end(words: Columns, end: int) -> int:
    """Return the end after an adverb, time or place phrase that follows right at ``end``, else ``end``."""
    if end >= len(words.lower) or words.stop[end] or words.first[end] != words.first[end - 1]:
        return end
    if words.lower[end] in POSSESSIVES and words.tag_of(end + 1) not in ("NN", "NNS", "JJ"):
        return end + 1  # second only to the capital's
    for size in (3, 2, 1):
        if " ".join(words.lower[end : end + size]) in lang.column("superlatives_scopes"):
            return end + size
    if end in words.times:
        return words.times[end]
    if words.lower[end] not in _PREPOSITIONS:
        return end
    for start in (end + 1, end + 2):
        if start in words.times:
            return words.times[start]
    return _attached_end(words, end)


def _attached_end(words: Columns, preposition: int) -> int:
    """Return the end of the prepositional phrase at ``preposition``, or its own index where none belongs there."""
    at = preposition + 1
    while (
        at < len(words.lower)
        and (words.lower[at] in DETERMINERS or words.tag[at] in ("DT", "PDT", "PRP$"))
        and not words.stop[at]
    ):
        at += 1
    if at >= len(words.lower) or words.stop[at] or words.first[at] != words.first[preposition]:
        return preposition
    noun = head_noun(words, at)
    if words.tag[noun][:2] not in ("NN", "CD", "PR", "JJ") or noun - preposition > _LONGEST_PHRASE:
        return preposition
    if noun + 2 < len(words.lower) and words.lower[noun + 1] in POSSESSIVES:
        noun = _last_noun_in_row(words, noun + 1)
    placed = any(token.ent_type_ in _PLACE_ENTITIES for token in words.doc[preposition : noun + 1])
    return noun + 1 if placed or words.lower[preposition] in _ATTACHING else preposition
