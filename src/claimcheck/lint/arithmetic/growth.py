"""Changes that do not lead from the first value to the last: ``from $100 million to $150 million, up 60 percent``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from claimcheck.lang.inflection import directions
from claimcheck.lint.arithmetic.terms import PAIR, Wrong, as_percent, words
from claimcheck.lint.arithmetic.transitions import FACTORS, compared, transitions
from claimcheck.lint.numbers import Masked, Value
from claimcheck.lint.numbers.readings import Reading, apart, around, around_both, plain

_OFF: Final = 0.1  # "doubled" may be 1.8 to 2.2 times
_MORE: Final = (0.98, 1.6)  # and "more than doubled" anything up to 3.2 times
_FRACTION_OFF: Final = 0.05  # "fell by half" may be 47.5 to 52.5 percent
_ALL: Final = 100
_MORE_THAN: Final = re.compile(r"\b(?:more than|over|at least)\s+$")
_NEARLY: Final = re.compile(r"\b(?:nearly|almost|about|roughly|close to|all but)\s+$")
_BELOW_NOTHING: Final = re.compile(
    r"\b(?:profits?|incomes?|earnings|cash ?flows?|surplus|balance|returns?|results?|EBITDA|temperatures?)\b",
    re.IGNORECASE,
)
# In 2024 the town had 100 burglaries; in 2025 it had 120, a rise of 20 percent.
_BY_PERIOD: Final = re.compile(
    rf"<[cmb](?P<last>\d+)>{words(40)}(?:, | — |\()(?:an? (?:[\w-]+ )?(?P<noun>[a-z]+) of |(?P<way>up|down) )"
    r"<p(?P<amount>\d+)>(?! (?:from|on|in|compared|more|over|since))"
)
_FALL: Final = re.compile(r"\b(?P<verb>\w+)(?: by)? <p(?P<share>\d+)>")
_SUBJECT: Final = re.compile(r"(?:(?:The|Its|Their|His|Her|Total|Net|Annual|[\w’'-]+[’']s) )*(?P<noun>[\w-]+)")
_RISE: Final = re.compile(
    rf"{_SUBJECT.pattern}(?:(?!<)[^;,:]){{0,60}}?\b(?P<verb>\w+)"
    r"(?: (?:by|about|some|nearly|almost|just|over|more|than|around|only))* <p(?P<share>\d+)>(?! (?:from|to|of|below|above))"
)
_SALES: Final = frozenset("sales revenue revenues turnover takings".split())
_PROFIT: Final = frozenset("profit profits earnings".split())
_PRONOUNS: Final = frozenset("it they that".split())
_SPAN: Final = re.compile(r"\b(?:quarter|half|month|week|annual|nine)")
_NO_FALL: Final = frozenset(("less", "lower", "fewer", "loss"))  # 120 percent less is said of half as well


def growth(sentence: Masked) -> Iterator[Wrong]:
    """Yield percentages, amounts and factors that do not lead from the first value to the last."""
    for change in transitions(sentence):
        first, last = change.first, change.last
        if around(first)[0] <= 0 or around(last)[0] < 0 or first.value2 is not None or last.value2 is not None:
            continue
        if change.amount is not None:
            yield from _amount(change.amount, first, last=last)
        elif change.verb in FACTORS:
            yield from _factor(sentence, change.verb, ends=(first, last))


def _amount(amount: Value, first: Value, *, last: Value) -> Iterator[Wrong]:
    percent = amount.sign in "ps"
    if not percent and amount.sign not in (first.sign, "x"):
        return
    ends = around_both(first, last)
    points = _spread(*ends, relative=False)
    if percent and "p" in (first.sign, last.sign) and not apart(points, around(amount)):
        return  # percent for percentage points: CC405's
    found = _spread(*ends, relative=True) if percent else points
    if apart(found, _said(amount)):
        exact = abs(last.value / first.value - 1) * _ALL if percent else abs(last.value - first.value)
        high, low = (plain(max(first.value, last.value)), plain(min(first.value, last.value)))
        added = f"{plain(last.value)} / {plain(first.value)} - 1" if percent else f"{high} - {low}"
        unit = " percent" if percent else ""
        message = f"{amount.text} here, but from {first.text} to {last.text} it is {plain(exact)}{unit} ({added})"
        yield (amount, first, last), message


def _spread(first: Reading, last: Reading, *, relative: bool) -> Reading:
    """Return the least and the greatest change between two values, in percent of the first where ``relative``."""
    found = [(to / start - 1) * _ALL if relative else to - start for to in last for start in first]
    crosses = min(found) <= 0 <= max(found)
    sizes = [abs(one) for one in found]
    return (0.0 if crosses else min(sizes)), max(sizes)


def _said(amount: Value) -> Reading:
    if amount.sign == "s":  # fell by half
        return as_percent(amount, _FRACTION_OFF)
    low, high = sorted(abs(value) for value in around(amount))
    return low, high


def _factor(sentence: Masked, word: str, *, ends: tuple[Value, Value]) -> Iterator[Wrong]:
    """Yield the two values where ``doubled`` and its like do not fit; ``more than`` and ``nearly`` widen them."""
    first, last = ends
    factor = FACTORS[word]
    before = sentence.text[: sentence.text.lower().index(word)].lower()
    low, high = factor * (1 - _OFF), factor * (1 + _OFF)
    if _MORE_THAN.search(before):
        low, high = (factor * _MORE[0], factor * _MORE[1]) if factor > 1 else (0.0, factor / _MORE[0])
    elif _NEARLY.search(before):
        low, high = factor * (1 - 2 * _OFF), factor * (1 + 2 * _OFF)
    starts, ends_at = around(first), around(last)
    if apart((ends_at[0] / starts[1], ends_at[1] / starts[0]), (low, high)):
        ratio = plain(last.value / first.value)
        yield (
            (first, last),
            f"from {first.text} to {last.text} is {ratio} times as much ({plain(last.value)} / {plain(first.value)}), which is not {word}",
        )


def periods_apart(sentence: Masked) -> Iterator[Wrong]:
    """Yield the change between the levels of two periods that are told in two clauses."""
    match = _BY_PERIOD.search(sentence.text) if len(sentence.times) >= PAIR else None
    levels = [figure for figure in sentence.figures if figure.sign in "cmb"]
    if match is None or len(levels) != PAIR or levels[1] is not sentence.figure(match["last"]) or transitions(sentence):
        return
    first, last = levels
    way = "up" if last.value > first.value else "down"
    alike = first.sign == last.sign if "m" in (first.sign, last.sign) else last.unit in (None, first.unit)
    if alike and first.exact and last.exact and directions().get(match["noun"] or match["way"]) == way:
        yield from _amount(sentence.figure(match["amount"]), first, last=last)


def told_before(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield a percentage of which the next sentence tells the values: ``Sales climbed 25 percent. Revenue rose to $480 from $400``."""
    rise = _RISE.match(before.text)
    changes = [(one.first, one.last) for one in transitions(sentence) if one.amount is None]
    levels = compared(sentence) if rise and not changes else None
    changes = [pair for pair in (*changes, levels) if pair and pair[0].sign in "mcu"]
    if rise is None or len(changes) != 1 or sum(one.sign == "p" for one in before.figures) != 1:
        return
    first, last = changes[0]
    subject, noun = _SUBJECT.match(sentence.text), rise["noun"].lower()
    nouns = {noun, subject["noun"].lower()} if subject else {noun, ""}
    one_thing = len(nouns) == 1 or nouns <= _SALES or nouns <= _PROFIT or not nouns.isdisjoint(_PRONOUNS)
    spans = (frozenset(_SPAN.findall(one.text)) for one in (before, sentence))
    ways = directions().get(rise["verb"].lower()), ("up" if last.value > first.value else "down")
    if one_thing and ways[0] == ways[1] and first.exact and last.exact and len(set(spans)) == 1:
        yield from _amount(before.figure(rise["share"]), first, last=last)


def falls(sentence: Masked) -> Iterator[Wrong]:
    """Yield falls by more than all there is, of what cannot go below nothing."""
    for match in _FALL.finditer(sentence.text):
        share, verb = sentence.figure(match["share"]), match["verb"].lower()
        fell = directions().get(verb) == "down" and verb not in _NO_FALL
        if share.value > _ALL and fell and not _BELOW_NOTHING.search(sentence.text):
            yield (share,), f"nothing can fall by {share.text}: 100 percent is all of it"
