"""CC405: percent where percentage points are meant: a rise from 5 to 7 percent is one of 2 points, or of 40 percent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.lint.agreement.figures import Figure, Masked, passages
from claimcheck.lint.agreement.readings import around, last_digit, plain
from claimcheck.lint.agreement.transitions import transitions
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_GAP = re.compile(
    r"<p(?P<a>\d+)>.{0,80}?<[pb](?P<b>\d+)>.{0,60}?(?:<p(?P<d>\d+)>[ -](?:\w+ )?(?:lead|margin|gap|difference|advantage|edge|spread)\b|"
    r"\b(?:lead|margin|gap|difference|advantage|edge|spread|ahead) (?:of|by|was|is) (?:\w+ )?<p(?P<e>\d+)>)"
)
_LEADS = re.compile(
    r"\b(?:lead\w*|led|ahead|beat\w*|trail\w*|behind|won|wins|winning|edg\w+|ahead)\b[^;<]{0,60}?\bby (?:just |only |about |a )?<p(?P<d>\d+)>"
    r".{0,60}?<p(?P<a>\d+)>(?:(?: percent)? to |-|–| against | versus | and | for [^<;]{1,30}?|, )[^<;]{0,30}?<[pb](?P<b>\d+)>|"
    r"<p(?P<a2>\d+)>(?: to |-|–| against | versus | and )<[pb](?P<b2>\d+)>[^;<]{0,60}?\b(?:lead\w*|led|ahead|beat\w*|trail\w*|won|margin)\b[^;<]{0,40}?"
    r"\b(?:by|of) (?:just |only |about |a )?<p(?P<d2>\d+)>"
)
_NEXT = re.compile(
    r"^(?:The|That|This|It was an?|An?) (?:\w+ )?<p(?P<d>\d+)>[ -](?:point )?(?:\w+ )?(?:increase|rise|gain|jump|growth|surge|climb|leap|hike|"
    r"improvement|boost|uptick|fall|drop|decline|decrease|cut|reduction|slide|dip|slump|plunge|loss|swing|change|shift)\b"
)


def find(report: Report) -> Iterator[Fault]:
    """Yield the percentages that are the difference of two others, and called a change in percent."""
    before: Masked | None = None
    for passage in passages(report):
        shares = sum(figure.sign == "p" for figure in passage.figures)
        sentence = passage.masked
        if not shares or sentence is None:
            before = None
            continue
        yield from _in_sentence(sentence) if shares > 1 else _after(before, sentence)
        before = sentence


def _in_sentence(sentence: Masked) -> Iterator[Fault]:
    seen: set[int] = set()
    for change in transitions(sentence):
        amount = change.amount
        if (
            amount
            and _are_shares((change.first, change.last))
            and points_meant(change.first, change.last, amount=amount)
        ):
            seen.add(amount.start)
            yield _fault(amount, change.first, last=change.last)
    for match in (*_GAP.finditer(sentence.text), *_LEADS.finditer(sentence.text)):
        caught = match.groupdict()
        amount = sentence.figure(caught["d"] or caught.get("e") or caught.get("d2") or "")
        one = sentence.figure(caught["a"] or caught.get("a2") or "")
        other = sentence.figure(caught["b"] or caught.get("b2") or "")
        if amount.start not in seen and points_meant(one, other, amount=amount):
            seen.add(amount.start)
            yield _fault(amount, one, last=other, between=True)


def _after(before: Masked | None, sentence: Masked) -> Iterator[Fault]:
    """Yield ``The 2 percent increase`` behind a sentence that goes from 5 to 7 percent."""
    match = _NEXT.search(sentence.text)
    if before is None or match is None:
        return
    amount = sentence.figure(match["d"])
    for change in transitions(before):
        if _are_shares((change.first, change.last)) and points_meant(change.first, change.last, amount=amount):
            yield _fault(amount, change.first, last=change.last)
            return


def _are_shares(figures: Sequence[Figure]) -> bool:
    """Return whether two values are percentages: both marked so, or one, with a bare number (``to 45 percent from 48``)."""
    marked = sum(figure.sign == "p" for figure in figures)
    bare = sum(figure.sign == "b" or (figure.sign == "c" and figure.unit is None) for figure in figures)
    return marked == len(figures) or (marked == 1 and bare == 1)


def points_meant(first: Figure, last: Figure, *, amount: Figure) -> bool:
    """Return whether ``amount`` percent is the difference of two percentages, and not the change of one to the other."""
    if amount.sign != "p" or amount.value2 is not None or first.value == 0:
        return False
    difference = abs(last.value - first.value)
    rounding = (last_digit(first) + last_digit(last)) / 4 + last_digit(amount) / 2
    relative = difference / first.value * 100
    low, high = around(amount)
    return difference > 0 and abs(difference - abs(amount.value)) <= rounding and not low <= relative <= high


def _fault(amount: Figure, first: Figure, *, last: Figure, between: bool = False) -> Fault:
    difference = plain(abs(last.value - first.value))
    relative = plain(abs(last.value - first.value) / first.value * 100)
    points = "percentage point" if difference == "1" else "percentage points"
    pair = f"between {first.text} and {last.text}" if between else f"from {first.text} to {last.text}"
    return Fault(
        amount.start,
        amount.end,
        f"{amount.text} here, but {pair} it is {difference} {points}" + ("" if between else f", or {relative} percent"),
        claim_id=amount.claim.id,
        help=f"write {difference} {points}",
    )


RULE = Rule(
    id="CC405",
    name="percent-for-points",
    severity="warning",
    what="The difference of two percentages that is called a change, a lead or a gap in percent, where it counts percentage points.",
    why="Five to seven percent is a rise of 2 percentage points and of 40 percent. Called 2 percent, it is twenty times too small.",
    fires="Unemployment rose from 5 percent to 7 percent, a 2 percent increase.",
    passes="Unemployment rose from 5 percent to 7 percent, an increase of 2 percentage points.",
    instead="Write `2 percentage points`, or the change in percent of the first value: `40 percent`.",
    reference="The Associated Press Stylebook, “percent, percentage, percentage points”; "
    "Sarah Cohen, “Numbers in the Newsroom” (Investigative Reporters and Editors)",
    find=find,
)
