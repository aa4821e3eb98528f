"""Units from the text around a figure: of a bare number, of points in polls, and whose rupees they are."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from claimcheck.annotate.quantities.ellipsis import counted_elsewhere, units_told_by
from claimcheck.annotate.quantities.measurements import AGE, COUNT, MONEY, RATIO, SCORE, SHARE, Candidate
from claimcheck.lang.patterns import any_of, one_of, words
from claimcheck.lang.units import local_currencies, singular

if TYPE_CHECKING:
    from claimcheck.annotate.quantities.view import View

_POLL = any_of(
    """polls? polling surveys? surveyed pollsters? voters? approval_rating margin_of_error approve disapprove
        vote_share swing""",
    flags=re.IGNORECASE,
)
# Points on a board, in an index or of a list are no percentage points.
_BOARD = any_of("""index indices stocks? shares? Dow Nasdaq S&P FTSE futures scored? rebounds? assists? games? season league
        quarter playoffs? basket\\w* table standings matches coach inspection plan agenda yield""")
_RATE = any_of(
    "turnout inflation growth unemployment rate share leads? led ahead behind margin poll swing support gap deficit",
    flags=re.IGNORECASE,
)
# What may stand before a bare number that continues a count: a limit of 10,000; up from 2.4 million.
_CONTINUES = re.compile(
    rf"(?:\b{one_of('of to from than and or with by the which another was were is but other further including plus among')}"
    "|[,;]) ?$"
)
_BEING = one_of("were was are have_been had_been has_been being reported feared still more others also confirmed")
_WORD_AFTER = re.compile(rf"(?: {_BEING})* ([a-z]+)")
_WORD_BEFORE = re.compile(
    rf"([a-z]+)(?: {one_of('at_least about nearly more_than up_to some another over around only just as_many_as')})? $"
)
_TOWN_OF = re.compile(
    r"\b([A-Za-z]+)(?:-of-|(?: of|,)? (?:(?:about|some|around|over|nearly|almost|more than|at least|roughly) )?)$"
)
_PHYSICAL = words("mass length area volume energy power")
_SAME_ORDER = 100  # a bare number continues a measure up to a hundred times as large or small
_ALIKE = 2  # and shares a price's unit up to twice as large or small
_NEAR, _MOST_BACK = 40, 12  # characters and figures back
_OF_TOTAL = re.compile(r" (?:out )?of (?:[\w’'.-]+ ){0,4}")
_JOINED = re.compile(r" to | (?:and|or) (?:maybe |even |perhaps |possibly )?")
_LONGEST_LIST = 4
_WHO = any_of("who living residing", before=" ")
_LEAST_SUM, _NEAR_SCORE = 1000, 12
_SHARES, _POLLED = (10, 90), 4  # percent that a poll gives one of two; words of a poll in an article on one
_LOWER = re.compile(r"[a-z]+")
_WHOLE = 100  # percent
_TELLING = 20  # two counts of one smaller value may be of different things
_COMPARABLE, _SENTENCES_BACK = 50, 2
_LED = re.compile(r"\bwith $|[’']s? $")  # the race for seats, with 73; to Lee's 19
_SUBJECTS = words("nsubj nsubj:pass")
_ARGUMENTS = _SUBJECTS | {"obj"}


def unit_of_noun(noun: str) -> str:
    """Return the unit that a counted noun names: ``case`` for caseload, else the noun."""
    return units_told_by("noun").get(noun, noun)


def unit_beside(text: str, start: int, end: int) -> str | None:
    """Return the unit that the word before or after a bare number gives: ``killed 14``, ``14 dead``, a father of two."""
    after = _WORD_AFTER.match(text, end)
    if after and after[1] in units_told_by("after"):
        return units_told_by("after")[after[1]]
    before = _WORD_BEFORE.search(text, max(start - 32, 0), start)
    if before and before[1] in units_told_by("before"):
        return units_told_by("before")[before[1]]
    town = _TOWN_OF.search(text, max(start - 40, 0), start)
    return units_told_by("of").get(town[1].lower()) if town else None


def age_topic(view: View, start: int) -> bool:
    """Tell whether the words before a bare number in its sentence speak of an age: ``median age is 34``."""
    before = view.text[max(view.sentence(start)[0], start - 70) : start].lower()
    return any(topic in before for topic in units_told_by("age"))


def with_units(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Return ``candidates``, in text order, with the units that context gives."""
    settled: list[Candidate] = []
    polling = any(candidate.unit == "point" for candidate in candidates) and len(_POLL.findall(view.text)) > 1
    money = [
        candidate.unit.partition(" per ")[0] for candidate in candidates if candidate.kind == MONEY and candidate.unit
    ]
    local = local_currencies(view.text, money)
    stated = _Stated.of(candidates)
    for index, candidate in enumerate(candidates):
        unit = candidate.unit
        if unit == "point":
            unit = _points(view, candidate, polling=polling)
        elif unit is None and candidate.kind == SCORE:
            pair = [other for other in candidates if abs(other.start - candidate.start) < _NEAR_SCORE]
            unit = _tallied(view, candidate, shares=all(_SHARES[0] <= one.value <= _SHARES[1] for one in pair))
        elif unit is None:
            following = candidates[index + 1 : index + 1 + _LONGEST_LIST]
            unit = (
                _shared_with_next(view, candidate, following)
                or counted_elsewhere(view, candidate)
                or _from_before(view, candidate, settled)
                or stated.unit_of(candidate)
                or _parallel(view, candidate, settled)
                or _of_vague(view, candidate, money=money)
            )
            stated.add(candidate, unit)
        elif candidate.kind == MONEY:
            currency, _, base = unit.partition(" per ")
            unit = local.get(currency, currency) + (f" per {base}" if base else "")
        settled.append(dataclasses.replace(candidate, unit=unit))
    return settled


@dataclasses.dataclass(frozen=True, slots=True)
class _Stated:
    """The units of the counts that an article states, by their value: who needs 1,640 needs what the 1,640 delegates are."""

    units: defaultdict[float, Counter[str]]

    @classmethod
    def of(cls, candidates: list[Candidate]) -> _Stated:
        stated = cls(defaultdict(Counter))
        for candidate in candidates:
            stated.add(candidate, candidate.unit)
        return stated

    def add(self, candidate: Candidate, unit: str | None) -> None:
        if unit not in (None, "point", "percentage point") and candidate.kind == candidate.why["rule"] == COUNT:
            self.units[candidate.value][unit] += 1

    def unit_of(self, candidate: Candidate) -> str | None:
        """Return the one unit that a value from _TELLING on has elsewhere."""
        units = self.units.get(candidate.value, Counter[str]())
        telling = (
            candidate.kind == COUNT
            and not candidate.vague
            and candidate.value >= _TELLING
            and candidate.bound in ("=", "~")
        )
        return next(iter(units)) if telling and len(units) == 1 else None


def _parallel(view: View, candidate: Candidate, before: list[Candidate]) -> str | None:
    """Return the unit of the count that a number without a noun stands beside: Lee won 214 seats. Ortiz has 73."""
    token, led = view.doc[view.token_at(candidate.end - 1)], _LED.search(view.before(candidate.start, 6))
    if token.head.lower_ == "total":
        token = token.head
    if not (candidate.is_whole and candidate.bare) or candidate.vague or candidate.kind != COUNT:
        return None
    argument = token.dep_ in _ARGUMENTS or (token.dep_ == "obl" and candidate.bound != "=")  # won at least 58
    clause = token.head.tag_[:2] == "VB" or any(child.dep_ == "cop" for child in token.head.children)
    if not led and not (argument and clause):
        return None
    floor = view.sentence(candidate.start)[0]
    if led and led[0] == "with " and (noun := _plural_between(view, floor, candidate.start)) is not None:
        return noun
    for _ in range(_SENTENCES_BACK):
        floor = view.sentence(max(floor - 1, 0))[0]
    for other in before[: -_MOST_BACK - 1 : -1]:
        ratio = abs(candidate.value / other.value) if other.value else 0.0
        counted = other.kind == COUNT and other.unit not in (None, "point", "percentage point")
        if other.start >= floor and counted and 1 / _COMPARABLE < ratio < _COMPARABLE:
            return other.unit
    return None


def _plural_between(view: View, start: int, end: int) -> str | None:
    """Return the last noun in the plural that stands without a number between two offsets: the race for seats, with 73."""
    for token in reversed(view.doc[view.token_from(start) : view.token_from(end)]):
        if token.tag_ == "NNS":
            return None if any(child.dep_ == "nummod" for child in token.children) else singular(token.lower_)
    return None


def _of_vague(view: View, candidate: Candidate, *, money: list[str]) -> str | None:
    """Return the unit of a bare number by what it does: ``millions`` that are spent are money, ``12 million living`` there people."""
    before = _WORD_BEFORE.search(view.before(candidate.start, 32))
    if before and before[1] in units_told_by("paid") and candidate.value >= _LEAST_SUM:
        return Counter(money).most_common(1)[0][0] if money else None
    token = view.doc[view.token_at(candidate.end - 1)]
    people = candidate.kind == COUNT and candidate.is_whole and _WHO.match(view.text, candidate.end)
    return "person" if people or (candidate.vague and token.dep_ in _SUBJECTS) else None


def _tallied(view: View, candidate: Candidate, *, shares: bool) -> str | None:
    """Return what the figures of a score or vote count: by the nearest word of its sentence, else of a match or a poll.

    ``shares``: both may be the percentages of a poll.
    """
    units = units_told_by("score")
    first, last = view.sentence(candidate.start)
    near = [(word.start(), units.get(word[0].removesuffix("s"))) for word in _LOWER.finditer(view.text, first, last)]
    near += [(word.start(), "percent") for word in _POLL.finditer(view.text, first, last) if shares]
    told = [(abs(at - candidate.start), unit) for at, unit in near if unit is not None]
    if told:
        return min(told)[1]
    words = {word.removesuffix("s") for word in _LOWER.findall(view.text)} & units.keys()
    unit, times = next(iter(Counter(units[word] for word in words if units[word] != "vote").most_common(1)), (None, 0))
    if times > 1:
        return unit
    return "percent" if shares and len(_POLL.findall(view.text)) >= _POLLED else None


def _points(view: View, candidate: Candidate, *, polling: bool) -> str:
    sentence = view.sentence_text(candidate.start)
    polled = _POLL.search(sentence) is not None
    if _BOARD.search(sentence) and not polled:
        return "point"
    return "percentage point" if polling or (polled and _RATE.search(sentence)) else "point"


def _shared_with_next(view: View, candidate: Candidate, following: list[Candidate]) -> str | None:
    """Return the noun shared with the next number: 41,773 and 11,189 infections, 12 of her 30 seats, 12 and 9 percent."""
    if candidate.kind != COUNT or not candidate.is_whole or candidate.value2 is not None:
        return None
    end = candidate.end
    for other in following:
        gap = view.text[end : other.start]
        joined = _JOINED.fullmatch(gap) is not None or (end == candidate.end and _is_of_total(gap))
        share = other.kind == SHARE and candidate.value <= _WHOLE and gap == ", "
        if not (joined or share or gap == ", ") or other.kind not in (COUNT, SHARE) or other.value2 is not None:
            return None
        if other.unit is not None:
            return other.unit if joined or share else None
        end = other.end
    return None


def _is_of_total(gap: str) -> bool:
    """Tell whether only ``of`` and whose it is stand between a part and the whole: 30,000 of the ministry's 80,000 chapels."""
    return _OF_TOTAL.fullmatch(gap) is not None and words("them us you these those which whom").isdisjoint(gap.split())


def _from_before(view: View, candidate: Candidate, before: list[Candidate]) -> str | None:
    """Return the unit that a bare number takes from the figures before it."""
    same = _continued(view, candidate, before)
    if same is not None or candidate.anaphoric:
        return same
    return _same_measure(candidate, before[-1]) if before and candidate.value2 is None else None


def _continued(view: View, candidate: Candidate, before: list[Candidate]) -> str | None:
    """Return the unit of the count that a bare whole number continues in its sentence, or two back for ``of them``."""
    continues = (
        candidate.anaphoric
        or candidate.unit == "other"
        or _CONTINUES.search(view.before(candidate.start, 16))
        or _is_object(view, candidate)
    )
    if not candidate.is_whole or not continues:
        return None
    floor, found = view.sentence(candidate.start)[0], None
    for _ in range(2 if candidate.anaphoric else 0):
        floor = view.sentence(max(floor - 1, 0))[0]
    for other in before[: -_MOST_BACK - 1 : -1]:
        if other.start < floor:
            break
        ratio = abs(candidate.value / other.value) if other.value else 0.0
        measured = other.kind in _PHYSICAL and 1 / _SAME_ORDER < ratio < _SAME_ORDER
        if other.unit is not None and (other.kind == COUNT or measured):
            found = found or other.unit
            if not other.bare:  # who has a population of 3,000 and 12 clinics has clinics where another has 9
                return other.unit
        if not candidate.anaphoric and other.kind not in (COUNT, SHARE):
            break
    return found


def _is_object(view: View, candidate: Candidate) -> bool:
    """Tell whether a bare number is all that a verb has: one village has 4,200 wells, the other has 600."""
    index = view.token_from(candidate.end)
    ends = index >= len(view.doc) or view.doc[index].is_punct or view.tag(index) in ("CC", "IN")
    return ends and view.tag(view.token_at(candidate.start - 1)) in ("VBZ", "VBP", "VBD")


def _same_measure(candidate: Candidate, other: Candidate) -> str | None:
    """Return the unit of the figure before a bare decimal like it: the highest is 84.75 cents, the lowest 74.07."""
    if candidate.start - other.end > _NEAR or other.unit is None:
        return None
    if other.unit == "point":  # rose 64.06 points to 4,577.10
        return "point" if candidate.value > 10 * other.value else None
    ratio = candidate.value / other.value if other.value else 0.0
    alike = not other.is_whole and not candidate.is_whole and 1 / _ALIKE <= ratio <= _ALIKE
    return other.unit if alike and other.kind not in (AGE, COUNT, RATIO) else None
