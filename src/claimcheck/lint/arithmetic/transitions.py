"""From one value to another: what a sentence says went from where to where, and by how much.

Each figure gets a role from the word before it (``from``, ``to``, ``by``, a verb or noun of change) or behind it (a 2 percent
``increase``); a ``from`` is paired with its ``to``, and the amount that belongs to the pair is the one with nothing of its own
between. A sentence is read once, left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimcheck import lang
from claimcheck.lang.inflection import directions, verb_forms
from claimcheck.lint.numbers import Masked, Value

_TOKEN: Final = re.compile(r"<([a-z])(\d+)>(?:['’]s\b)?|[A-Za-z][\w'’]*|[^\w\s]")
_UNIT: Final = re.compile(r"per ?cent|[%$£€]")
_POSSESSIVE: Final = "its"  # what a time's genitive reads as: up 6 percent on last year's 68 percent
_COMPARES: Final = re.compile(r"(more|less|fewer|higher|lower) than ")
_MULTIPLIES: Final = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "quintuple": 5.0, "halve": 0.5}
FACTORS: Final = {form: factor for verb, factor in _MULTIPLIES.items() for form in verb_forms(verb)}
_FILLERS: Final = frozenset(
    """
    about nearly just only over a an the some almost more less than roughly around approximately under exactly record another
    further some slightly well fully sharply steeply still as much high low of current present estimated its their
    """.split()
)
_BREAKS: Final = frozenset((";", "while", "whereas", "but", "although", "though"))
# Prices rose 0.4 percent in May, taking the annual rate to 3.1 percent from 2.9 percent.
_RESULTS: Final = frozenset(
    "and taking bringing pushing lifting putting leaving sending driving pulling dragging".split()
)
# Between a finished pair and its amount: punctuation, articles and the nouns of change.
_JOINERS: Final = frozenset(
    """
    , — – - ( : or a an the up down by of that is which was were nearly almost about some roughly more less than just representing
    meaning for equal to marking i e it as approximately around over rate sharp steep total overall net year on annual in at
    during earlier before ago later within last this same period time
    """.split()
)
_THAN: Final = frozenset(("on", "against", "with", "than", "versus", "below", "above", "under"))
_COMPARATIVES: Final = frozenset("up down more less fewer higher lower below above under".split())
_NEAR: Final = 14  # tokens between the two values of a pair


@dataclass(frozen=True, slots=True)
class Transition:
    """A change from ``first`` to ``last``; ``verb`` is what names it, ``amount`` by how much, both None where not said."""

    first: Value
    last: Value
    verb: str | None
    amount: Value | None


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word in lower case, or a figure with its role: from, to, amount, or none."""

    word: str
    figure: Value | None
    role: str = ""


_SENTENCES: Final = 1024  # with figures: a long article has them all, and each is read once


@lang.compiled(_SENTENCES)
def transitions(sentence: Masked) -> tuple[Transition, ...]:
    """Return the changes from value to value that the sentence states, in order."""
    return tuple(_transitions(sentence)) if len(sentence.figures) > 1 else ()


def _transitions(sentence: Masked) -> Iterator[Transition]:
    tokens = read(sentence)
    for place, token in enumerate(tokens):
        if token.role not in ("from", "compare") or token.figure is None:
            continue
        other = _partner(tokens, place)
        last = tokens[other].figure if other is not None else None
        if other is None or last is None:
            continue
        low, high = sorted((place, other))
        amount = _amount(tokens, low, high=high)
        if amount is None and token.role == "compare":
            continue  # two levels side by side, with no word on what led from one to the other
        verb = next((tokens[at].word for at in range(high, -1, -1) if is_change(tokens[at].word)), None)
        yield Transition(token.figure, last, verb, amount)


def compared(sentence: Masked) -> tuple[Value, Value] | None:
    """Return the earlier and the later of the two levels that a sentence sets side by side: sold 500 litres, against 400 the year before."""
    tokens = read(sentence)
    pairs = [
        (place, other)
        for place, one in enumerate(tokens)
        if one.role == "compare" and (other := _partner(tokens, place)) is not None
    ]
    first, last = (tokens[place].figure for place in pairs[0]) if len(pairs) == 1 else (None, None)
    return (first, last) if first is not None and last is not None else None


def is_change(word: str) -> bool:
    """Return whether a word is a verb or noun of change."""
    return word in directions()


@lang.compiled(_SENTENCES)
def read(sentence: Masked) -> tuple[RoleWord, ...]:
    """Return the tokens of a sentence, its figures with their roles."""
    raw: list[RoleWord] = []
    for match in _TOKEN.finditer(sentence.text):
        if not match[1]:
            raw.append(RoleWord(match[0].lower(), None))
        elif match[1] == "t":
            raw.append(RoleWord(_POSSESSIVE if match[0].endswith("s") else "<t>", None))
        else:
            raw += _of_figure(sentence.figure(match[2]), raw, sentence)
    return tuple(
        RoleWord(token.word, token.figure, _role(raw, at)) if token.figure else token for at, token in enumerate(raw)
    )


def _of_figure(figure: Value, before: Sequence[RoleWord], sentence: Masked) -> list[RoleWord]:
    """Return the tokens of a figure: ``80 percent | more than the 2,000`` is no bound, ``by 2% to 7%`` from 5 no range."""
    compares = _COMPARES.match(figure.text)
    if compares and before and before[-1].figure is not None:
        return [RoleWord(compares[1], None), RoleWord("than", None), RoleWord("", replace(figure, bound="="))]
    grows = bool(before) and (before[-1].word == "by" or is_change(before[-1].word))
    twice = len(_UNIT.findall(figure.text)) > 1  # down 6 percent to 16 percent: no range, which names its unit once
    if grows and len(figure.ends()) > 1 and (twice or "from <" in sentence.text):
        start, end = figure.ends()
        return [RoleWord("", start), RoleWord("to", None), RoleWord("", end)]
    return [RoleWord("", figure)]


def _role(tokens: Sequence[RoleWord], place: int) -> str:
    """Return what the figure at ``place`` is: from, to, compare, amount, or nothing."""
    cue, before = _cue(tokens, place), {token.word for token in tokens[max(place - 7, 0) : place]}
    compared = cue in ("against", "versus") or (cue in ("to", "with") and "compared" in before)
    if cue in ("from", "to") and not compared:
        return cue
    if cue in _THAN and not before.isdisjoint(_COMPARATIVES):
        return "from"  # down 4 percent on the 62 percent of four years ago
    if compared:
        return "compare"
    behind = [token.word for token in tokens[place + 1 : place + 4] if token.word != "-"]
    opened = behind[:1] and behind[0][:1].isalpha() and behind[0] not in ("to", "from", "in", "of", "and")
    if behind[:1] in (["below"], ["above"], ["under"]) or (opened and any(map(is_change, behind[:2]))):
        return "amount"
    of_change = cue == "of" and any(is_change(token.word) for token in tokens[max(place - 4, 0) : place])
    return "amount" if cue == "by" or is_change(cue) or of_change else ""


def _cue(tokens: Sequence[RoleWord], place: int) -> str:
    """Return the word before the figure at ``place``, adverbs and articles left out; ``than`` where it is no bound: 4 percent lower than 62."""
    for at in range(place - 1, max(place - 6, -1), -1):
        word, compares = tokens[at].word, tokens[at - 1].word in _COMPARATIVES
        beside = compares and (tokens[at - 2].figure or tokens[at - 1].word in ("higher", "lower"))
        if tokens[at].figure or word not in _FILLERS or (word == "than" and at > 1 and beside):
            return word
    return ""


def _partner(tokens: Sequence[RoleWord], place: int) -> int | None:
    """Return the place of the value that belongs to the ``from`` at ``place``: its ``to``, else the level before ``up from``."""
    own = tokens[place].figure
    for at in range(place + 1, min(place + _NEAR, len(tokens))):
        if tokens[at].word in _BREAKS or tokens[at].role == "from":
            break
        if tokens[at].role == "to" and _alike(own, tokens[at].figure):
            return at
    for at in range(place - 1, max(place - _NEAR, -1), -1):
        token = tokens[at]
        if token.word in _BREAKS or token.role == "from":
            return None
        if _alike(own, token.figure) and token.role in ("to", ""):
            between = {one.word for one in tokens[at + 1 : place]}
            led = token.role or tokens[place].role == "compare" or any(map(is_change, between))
            return at if led and (token.role or "and" not in between) else None
    return None


def _alike(one: Value | None, other: Value | None) -> bool:
    """Return whether two figures may be values of one thing: of one class and unit, or one of them bare."""
    if one is None or other is None:
        return False
    bare = [figure.sign == "b" or (figure.sign == "c" and figure.unit is None) for figure in (one, other)]
    if any(bare):
        return all(bare) or {one.sign, other.sign} <= set("pcbu")  # 500 litres, against 400
    return one.sign == other.sign and (one.unit == other.unit or one.sign == "c")


def _amount(tokens: Sequence[RoleWord], low: int, *, high: int) -> Value | None:
    """Return the figure that says by how much: between the pair, behind it with nothing of its own between, or before it."""
    between = next((token for token in tokens[low + 1 : high] if token.role == "amount"), None)
    if between:
        return between.figure
    for token in tokens[high + 1 :]:
        if token.figure is not None:
            return token.figure if token.figure.sign in "pxs" or token.role == "amount" else None
        if token.word not in _JOINERS and not is_change(token.word) and token.word != "<t>":
            break
    verbs = 0
    for token in reversed(tokens[max(low - _NEAR + 1, 0) : low]):
        if token.role == "amount":
            return token.figure if verbs <= 1 else None
        if token.figure is not None or token.word in _BREAKS or token.word in _RESULTS:
            return None
        verbs += is_change(token.word)
    return None
