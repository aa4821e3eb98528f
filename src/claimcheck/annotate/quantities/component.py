"""Quantities: a number with what it counts or measures, its bound, its value and its unit, as a component of the pipeline."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claimcheck.annotate import groups
from claimcheck.annotate.quantities.bounds import Bound, bound_after, bound_before
from claimcheck.annotate.quantities.context import unit_of_noun, with_units
from claimcheck.annotate.quantities.counts import Counted, count
from claimcheck.annotate.quantities.exclusions import is_counted, why_not
from claimcheck.annotate.quantities.measurements import (
    AGE,
    COUNT,
    SCORE,
    SHARE,
    Candidate,
    Measurement,
    as_age,
    measure,
)
from claimcheck.annotate.quantities.of import with_of
from claimcheck.annotate.quantities.phrases import counted_phrase
from claimcheck.annotate.quantities.ranges import combine
from claimcheck.annotate.quantities.view import View
from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.patterns import Pattern, any_of, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DIGITS_WORD = Pattern(
    r"(?:\b(?:low|mid|high)[ -])?\b(?:(single|double|triple)[ -]digits?|((?&cardinal))[ -]figures?)\b", re.IGNORECASE
)
_DIGITS = {"single": (10.0, "<"), "double": (10.0, ">="), "triple": (100.0, ">=")}
_FIGURES = range(5, 10)  # six figures are 100,000 or more; two figures may be people
_LEAD = re.compile(r"\b(?:poll|lead|led|ahead|behind|trail|margin|gap|advantage)", re.IGNORECASE)
_LISTED = re.compile(r",? (?:and|or|to|through|&)? ?|[-–/]|, ")
_SPAN = re.compile(r" ?[-–] ?")  # in 1892 – 94
_LISTABLE = words("name date year code clock")
_SPORT = any_of(
    "quarterback touchdown goals? innings? yards? points? rebounds season match pitcher seed game runs wickets?"
)
_SMALL, _OLDEST, _GROWN = 10, 110, 18
_IS = any_of(
    "is was will_be would_be turns", before=" ", after="(?: now| only| just| already)? $"
)  # Ms. Lee will be 78
_ENDS = re.compile(r"[.,;)]|$| (?:and|when|but|next|this|in)\b")
_WIDEST_BEING, _SHORTEST_NAME = 20, 3


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: code points ``start`` to ``end``, bound words and counted noun in; the fields are the Report's.

    ``counts``, which is not, tells a number of things from a measure, a share and a sum.
    """

    start: int
    end: int
    value: float
    value2: float | None
    bound: str
    unit: str | None
    of: str | None
    why: dict[str, Any]
    counts: bool = False


def find_quantities(doc: Doc) -> Iterator[Quantity]:
    """Yield the quantities of ``doc`` in text order. It has tags, trees, names and times."""
    view = View.of(doc)
    candidates = list(_candidates(view))
    candidates = list(_apart(sorted([*_digit_words(view), *candidates], key=lambda candidate: candidate.start)))
    for candidate in with_of(view, with_units(view, candidates)):
        yield Quantity(
            candidate.start, candidate.end, candidate.value, candidate.value2, candidate.bound, candidate.unit, candidate.of,
            candidate.why, counts=candidate.kind in (COUNT, SCORE),
        )  # fmt: skip


quantities = groups.component("quantities", find_quantities)


def _candidates(view: View) -> Iterator[Candidate]:
    text, previous, dropped, named = view.text, -1, None, set[str]()
    for raw in combine(text, [measure(text, numeral) for numeral in numerals.find_numerals(text)]):
        figure = _checked_age(view, raw)
        written = text[figure.number_start : figure.number_end]
        reason = why_not(view, figure) or _continues(view, figure, dropped=dropped)
        if reason is None and figure.unit is None and written in named and not is_counted(view, figure.number_end):
            reason = "name"  # the 767 of one who flies a Boeing 767
        if reason is not None:
            dropped = (figure.number_end, reason)
            if reason == "name" and written.isdigit() and len(written) >= _SHORTEST_NAME:
                named.add(written)
            continue
        candidate = _candidate(view, figure, previous=previous)
        if candidate is not None and candidate.start >= previous:
            previous = candidate.end
            yield candidate


def _apart(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that do not overlap one before them."""
    end = -1
    for candidate in candidates:
        if candidate.start >= end:
            end = candidate.end
            yield candidate


def _checked_age(view: View, figure: Measurement) -> Measurement:
    """Settle by the entities whether a number beside a name is an age: not ``Malawi, 107``, but ``Rahim (7)``."""
    text, start, end = view.text, figure.start, figure.end
    if not view.names or figure.form != numerals.DIGITS or figure.value2 is not None or figure.kind not in (AGE, COUNT):
        return figure
    comma = figure.kind == AGE and text[max(start - 2, 0) : start] == ", " and end == figure.number_end
    brackets = figure.unit is None and text[max(start - 1, 0) : start] == "(" and text[end : end + 1] == ")"
    being = (
        _IS.search(text, max(start - _WIDEST_BEING, 0), start)
        if figure.unit is None and _ENDS.match(text, end)
        else None
    )
    label = view.label_before(being.start() if being else start - 2) if comma or brackets or being else None
    if comma and label in ("PLACE", "ORG"):
        return dataclasses.replace(figure, unit=None, kind=COUNT)
    aged = label == "PERSON" and (
        (brackets and 0 < figure.value <= _OLDEST) or (being and _GROWN <= figure.value <= _OLDEST)
    )
    return as_age(figure) if aged and not _SPORT.search(view.sentence_text(start)) else figure


def _continues(view: View, figure: Measurement, *, dropped: tuple[int, str] | None) -> str | None:
    """Return the reason of the number before where this bare one continues its list: ``Articles 5 and 6``."""
    if dropped is None or figure.unit is not None or dropped[1] not in _LISTABLE | {"time"}:
        return None
    if figure.form != numerals.DIGITS and dropped[1] != "name":  # in 2004, thousands fled
        return None
    if dropped[1] in ("year", "time") and _SPAN.fullmatch(view.text, dropped[0], max(figure.number_start, dropped[0])):
        return dropped[1]
    if dropped[1] == "time":
        return None
    listed = _LISTED.fullmatch(view.text, dropped[0], max(figure.number_start, dropped[0]))
    return dropped[1] if listed and not is_counted(view, figure.number_end) else None


def _candidate(view: View, figure: Measurement, *, previous: int) -> Candidate | None:
    """Return the figure with its noun and bounds, None where it is no quantity after all."""
    early = bound_after(view.text, figure.number_end) if figure.unit is None else None
    counted = count(view, figure, end=early.edge if early else figure.end, previous=previous)
    if counted is None or (_is_duration(counted) and not _is_modified(view.text, figure, counted)):
        return None
    earlier = bound_before(view.text, figure.start)
    if earlier is not None and earlier.is_preposition and _is_small(figure):
        earlier = None
    return _bounded(view.text, figure, counted, bounds=(earlier, early))


def _is_duration(counted: Counted) -> bool:
    """Tell whether a unit of time is counted, which ``times`` has found, or left out on purpose; seconds are measured too."""
    times = vocabulary.periods() | vocabulary.day_parts()
    return counted.unit in times - {"second"} and counted.rule != AGE


def _is_modified(text: str, figure: Measurement, counted: Counted) -> bool:
    """Tell whether a noun or participle says what hours they are: 2,766 flying hours; ``times`` reads 40 working hours."""
    return len(text[figure.end : counted.end].split()) > 1 and counted.unit in {"hour", "minute"}


def _is_small(figure: Measurement) -> bool:
    """Before a small counted number in words ``over`` and ``about`` are prepositions: talks about three options."""
    return figure.form == numerals.WORDS and figure.value < _SMALL and figure.kind == COUNT and figure.unit is None


def _bounded(
    text: str, figure: Measurement, counted: Counted, *, bounds: tuple[Bound | None, Bound | None]
) -> Candidate:
    earlier, early = bounds
    end = counted.end
    later = early
    if later is None and text[end : end + 1] in (" ", "+") and (later := bound_after(text, end)) is not None:
        end = later.edge
    bound = earlier or later
    sign = "~" if figure.form == numerals.VAGUE else "="
    if figure.value2 is not None:
        sign = "range"
    elif bound is not None:
        sign = bound.sign
    return Candidate(
        start=earlier.edge if earlier else figure.start,
        end=end,
        value=figure.value,
        value2=figure.value2,
        bound=sign,
        unit=counted.unit,
        kind=AGE if counted.rule == AGE else figure.kind,
        bare=counted.bare,
        anaphoric=counted.anaphoric,
        vague=figure.form == numerals.VAGUE,
        why={"by": "rule", "rule": counted.rule, "cue": bound.cue if bound else None, "score": 1.0},
    )


def _digit_words(view: View) -> Iterator[Candidate]:
    """Yield ``low single digits`` (below ten), ``double-digit`` (at least ten), ``six figures`` (at least 100,000)."""
    if "digit" not in view.text and "figure" not in view.text:
        return
    for match in _DIGITS_WORD.finditer(view.text):
        digits = vocabulary.cardinals()[match[2].lower()] if match[2] else 0
        if match[2] and digits not in _FIGURES:
            continue
        value, sign = (10.0 ** (digits - 1), ">=") if digits else _DIGITS[match[1].lower()]
        phrase = counted_phrase(view, match.end(), many=False) if "-" in match[0] else None
        unit = unit_of_noun(phrase.unit) if phrase else None
        if match[2]:
            phrase, unit = None, None
        elif phrase is None or unit == phrase.unit:  # growth, lead: no unit, but what the figure is of
            around = view.text[
                max(match.start() - 60, view.sentence(match.start())[0]) : phrase.end if phrase else match.end()
            ]
            unit = "point" if _LEAD.search(around) else "percent"
        yield Candidate(
            start=match.start(),
            end=phrase.end if phrase else match.end(),
            value=value,
            value2=None,
            bound=sign,
            unit=unit,
            kind=SHARE if unit in ("percent", "point") else COUNT,
            why={"by": "rule", "rule": "digits", "cue": match[0], "score": 1.0},
        )
