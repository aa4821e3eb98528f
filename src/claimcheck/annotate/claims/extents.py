"""Where a claim begins and ends: on whole phrases, and in the article's own voice before and behind what somebody else says."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.attribution.cues import plain_verbs
from claimcheck.annotate.claims.checkability import is_question, states_something
from claimcheck.annotate.claims.claimable import trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from claimcheck.annotate.attribution.component import Relation
    from claimcheck.annotate.claims.claimable import SentenceSpan

EDGES = " \t\n\r\f\v,;:–—-"
CLOSING = 2  # characters behind the last word: a full stop and a quotation mark
_NEAR = 6  # spans before a sentence that may reach into it
_LEAST_OWN = 30  # characters of a sentence outside its relations that can state something themselves
_DANGLING = 6  # words of a clause that is broken off
_OPENERS = frozenset("cc mark case".split())
_ASKING = frozenset("whether how why who whom whose which what when where".split())
_CLAUSES = frozenset("csubj csubj:pass advcl advcl:relcl acl acl:relcl parataxis".split())
_RELATIVES = frozenset("WDT WP WP$ WRB".split())
_BEFORE_NOUNS = frozenset("amod case compound det nmod:poss nummod".split())
_BESIDE = frozenset("conj parataxis advcl acl acl:relcl".split())
"""Labels of a clause that stands beside or below the one that the article states itself."""
_SAID = frozenset("ccomp mark obj parataxis xcomp".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTES = frozenset("\"“”'’‘")
Told = Sequence[tuple[int, int]]


def is_finite(tokens: Iterable[Token]) -> bool:
    """Return whether a finite verb is among ``tokens``, or one with a subject that is no infinitive: ``he and Kerr [differ]``."""
    return any(token.tag_ in _FINITE or (token.tag_ == "VB" and _rules(token)) for token in tokens)


def _rules(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" for child in verb.lefts) and not any(child.tag_ == "TO" for child in verb.lefts)


# ---------------------------------------------------------------- whole phrases
def whole_phrases(doc: Doc, start: int, end: int) -> int:
    """Return the end of a content on a whole phrase: without a clause that it breaks off, or with the noun that it lacks.

    ``The plant had 40 boats in [a survey]``, ``two options: sell the hall, which [she called a risk]``; ``the mayor's [rise]``.
    """
    words = doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        return end
    last = words.end
    for token in words[max(len(words) - _DANGLING, 1) :]:
        opens = token.dep_ in _OPENERS or token.tag_ in _RELATIVES
        if opens and all(_leads_out(one, token.i, words.end) for one in doc[token.i : words.end]):
            cut = _without_joint(doc, token.i)
            return cut if cut > start else end
    while last < min(words.end + 3, len(doc)) and doc[last - 1].dep_ in _BEFORE_NOUNS and _top(doc[last - 1]).i >= last:
        last += 1
    return (
        end if last == words.end or _top(doc[words.end - 1]).i >= last else int(doc[last - 1].idx) + len(doc[last - 1])
    )


def _top(token: Token) -> Token:
    """Return what a word before a noun belongs to: the ``'s`` of ``the mayor's rise`` to the rise."""
    return token.nbor(-1).head if token.tag_ == "POS" and token.i else token.head


def _leads_out(token: Token, first: int, end: int) -> bool:
    """Return whether a word belongs to what follows ``end``, by way of words from ``first`` on."""
    while first <= token.head.i < end and token.head.i != token.i:
        token = token.head
    return token.head.i >= end


def _without_joint(doc: Doc, end: int) -> int:
    """Return the offset where the words before the token ``end`` end without ``, and`` or ``, which``."""

    def joins(token: Token) -> bool:
        return (
            token.is_punct
            or token.is_space
            or token.dep_ in {"cc", "mark"}
            or token.tag_ in _RELATIVES
            or token.lower_ == "that"
        )

    while end > 1 and joins(doc[end - 1]):
        end -= 1
    last = doc[end - 1]
    return int(last.idx) + len(last)


def trimmed_end(doc: Doc, start: int, end: int) -> int:
    """Return the offset where the words at ``[start, end)`` end without ``, and``."""
    rest = doc.char_span(start, end, alignment_mode="expand")
    return end if rest is None else _without_joint(doc, rest.end)


# ---------------------------------------------------------------- contents that tell nothing
def is_indirect_question(words: Span) -> bool:
    """Return whether a content asks and states nothing: ``whether the dam leaks``, but not ``what happened was an accident``."""
    first, root = words[0], words.root
    if first.lower_ not in _ASKING:
        return False
    if first.i == root.i:  # (looked at) how it leaks: the treebanks hang the clause on the word that asks
        return any(child.dep_ in _CLAUSES for child in first.rights)
    path = [first, *itertools.takewhile(lambda token: token.i != root.i, first.ancestors)]
    return root in path[-1].ancestors and not any(token.dep_ in _CLAUSES for token in path)


def is_scrap(words: Span, *, quoted: bool) -> bool:
    """Return whether a content without mark tells nothing: a question, that somebody speaks, a piece of a quotation.

    ``[The mayor said at a rally], according to the Gazette``: what she said stands elsewhere.
    """
    if is_question(words.text + groups.text_of(words.doc)[words.end_char : words.end_char + 1]):
        return True
    says = words.root.tag_.startswith("VB") and words.root.lower_ in plain_verbs()
    if says and _SAID.isdisjoint(child.dep_ for child in words.root.children):
        return True
    return quoted and not is_finite(words) and not _QUOTES & set(words.text)


# ---------------------------------------------------------------- the article's own voice
def own_voice(
    doc: Doc, sentences: Sequence[SentenceSpan], *, relations: Sequence[Relation], told: Told
) -> Iterator[SentenceSpan]:
    """Yield the sentences that state something in the article's own voice: their root stands in none of ``relations``.

    What stands between the pieces of a content is ``told`` with them.
    """
    said = [*told, *((start, end) for one in relations for start, end in (*one.source, *one.cue, *one.content))]
    times = [(fact["start"], fact["end"]) for fact in groups.facts_of(doc, "times")]  # a dateline states nothing itself
    taken, said = sorted((*said, *times)), sorted(said)
    text, roots = groups.text_of(doc), [span.root for span in doc.sents]
    places = [root.idx for root in roots]
    for sentence in sentences:
        inside = roots[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]
        if states_something(text[sentence.start : sentence.end]) and (
            not _near(said, sentence) or _stands_alone(sentence, inside, _near(taken, sentence))
        ):
            yield sentence


def _near(spans: Told, sentence: SentenceSpan) -> list[tuple[int, int]]:
    """Return those of ``spans``, which are in order, that touch a sentence."""
    low, high = bisect_left(spans, (sentence.start, 0)), bisect_left(spans, (sentence.end, 0))
    return [(start, end) for start, end in spans[max(low - _NEAR, 0) : high] if end > sentence.start]


def _stands_alone(sentence: SentenceSpan, roots: Sequence[Token], taken: Told) -> bool:
    """Return whether a sentence with relations says enough outside of what they have ``taken``, its root too."""

    def is_taken(token: Token) -> bool:
        return any(start <= token.idx < end for start, end in taken)

    if not roots or any(map(is_taken, roots)):
        return False
    if all(any(child.dep_ == "ccomp" and is_taken(child) for child in root.children) for root in roots):
        return False  # the verb of saying itself, where another one is the cue
    at, untold = sentence.start, 0
    for start, end in taken:
        untold += max(start - at, 0)
        at = max(at, end)
    return untold + max(sentence.end - at, 0) >= _LEAST_OWN


def hangs_beside(doc: Doc, start: int, end: int) -> bool:
    """Return whether a cue is the verb of a clause beside the one that its source acts in: ``, saying that``."""
    cue = doc.char_span(start, end, alignment_mode="expand")
    return cue is not None and cue.root.dep_ == "advcl"


def own_part(doc: Doc, sentence: SentenceSpan, *, relations: Iterable[Relation]) -> tuple[int, int]:
    """Return what of a sentence the article tells itself: not a clause at its beginning or end in which somebody else does.

    ``The dam leaks in March, but [the board says it is safe].`` ``The board met, [saying that the dam was safe].``
    """
    start, end = sentence.start, sentence.end
    for relation in relations:
        cue = doc.char_span(relation.cue[0][0], relation.cue[0][1], alignment_mode="expand") if relation.cue else None
        if cue is None:
            continue
        root, clause = cue.root.sent.root, cue.root.left_edge
        if relation.start <= start + 1 and relation.end <= root.left_edge.idx:
            start, _ = trim(groups.text_of(doc), relation.end, end, edges=EDGES + "”\"'’.")
        to_end = max(relation.end, cue.root.right_edge.idx) >= sentence.end - CLOSING
        closes = cue.root.dep_ in _BESIDE and root.i < clause.i and to_end
        if closes and clause.idx - start >= _LEAST_OWN:
            end = min(end, trimmed_end(doc, start, clause.idx))
    return (start, end) if start < end else (sentence.start, sentence.end)
