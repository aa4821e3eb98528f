"""Changes without a figure that go one way in the headline and the other way in the text: unemployment rises, and fell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.analysis import Word
from claimcheck.lint.numbers import MarkedSentence
from claimcheck.lint.sameness.mentions import names_of
from claimcheck.report import Change

_WAYS: Final = frozenset(("up", "down"))
_MAIN: Final = ("root", "ROOT", "ccomp", "parataxis", "conj")
"""What the verb of a text's own change is: not that of a clause, `after it had fallen`."""
_REACH: Final = 6  # sentences behind a headline in which its news is told
Told = tuple[Change, MarkedSentence]


def reversals(sentences: Sequence[MarkedSentence]) -> Iterator[tuple[Told, Told]]:
    """Yield the changes of a headline with the first one of the same thing behind it, where that goes the other way, and none goes its way."""
    heads = [one for one in sentences[:_REACH] if one.in_headline]
    for head in heads:
        behind = [one for one in sentences if one.index > head.index and not one.in_headline][:_REACH]
        for change, what in _changes(head, main=False):
            told = [(other, one) for one in behind for other, same in _changes(one, main=True) if what & same]
            near = [(other, one) for other, one in told if _one_place(head, one)]
            if near and not any(other.direction == change.direction for other, _ in told):
                yield (change, head), near[0]


def _one_place(head: MarkedSentence, other: MarkedSentence) -> bool:
    names = names_of(head)
    return not names or bool(names & names_of(other))


def _changes(marked: MarkedSentence, *, main: bool) -> Iterator[tuple[Change, frozenset[str]]]:
    """Yield the changes up or down of a sentence, each with the lemmas of what changes; ``main``: only those of its main clauses."""
    words = marked.words
    for change in marked.changes:
        inside = [place for place, word in enumerate(words) if change.start <= word.start < change.end]
        verb = next((place for place in inside if words[place].tag.startswith("VB")), None)
        if verb is None or change.direction not in _WAYS or (main and not words[verb].label.startswith(_MAIN)):
            continue
        what = {words[place].lemma.lower() for place in _subjects(words, verb)}
        if what:
            yield change, frozenset(what)


def _subjects(words: Sequence[Word], verb: int) -> Iterator[int]:
    """Yield the places of the common nouns that a verb of change has for its subject."""
    for place, word in enumerate(words):
        if word.head == verb != place and word.label.startswith("nsubj") and word.tag.startswith("NN"):
            yield place
