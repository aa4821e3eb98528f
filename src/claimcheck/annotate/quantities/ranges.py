"""Two figures that belong together: ranges, ratios, scores, mixed measures, a before and an after that share a unit."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterator
from typing import Any

from claimcheck import lang
from claimcheck.annotate.quantities.measurements import AGE, COUNT, MONEY, RATIO, SCORE, SHARE, Measurement
from claimcheck.lang import numerals
from claimcheck.lang.patterns import any_of, one_of

_DASHES = frozenset(("-", "–", "—", "‑", "‐"))
_RATIO_WORDS = frozenset(("of", "in", "out of", "-in-", "-out-of-", "of every", "in every", "out of every"))
_RANGE_WORDS = frozenset(("to", "- to", "-to-", "and", "-and-", "up to"))
_OR_WORDS = frozenset(("- or", "-, or", "or"))
_BY_WORDS = frozenset(("by", "-by-", "x", "×"))
_BETWEEN = re.compile(r"\bbetween (?:an? (?:estimated|average of) |about |roughly |around )?$", re.IGNORECASE)
_FROM = re.compile(
    rf"\bfrom (?:{one_of('about around roughly nearly just between an_estimated approximately some the_current its_current their_current')} )?$",
    re.IGNORECASE,
)
_WIDEST_GAP = 14  # characters between two figures of one range: " out of every "
_SHIFT_WINDOW = 45  # characters before ``from`` in which a verb of change makes X to Y two figures
_TALLY_VERB = any_of(
    """beats? beating won wins? winning lost loses? losing votes? voted voting scored? draw drew tied? leads? led
        trail trailed defeat defeats defeated margin victory split record ruled passed approved rejected failed down up
        ahead finished by in_an? confirmed deadlocked ended putting""",
    after=r"\b[^.]{0,30}$",
)
_TALLY_NOUN = any_of(
    """vote win victory loss defeat lead margin record ruling decision draw majority split tie rout score series
        opinion thrashing triumph down up""",
    before=" ",
)
_NAME_BEFORE, _NAME_AFTER, _HIGHEST_SCORE = re.compile(r"[A-Z]\w+ $"), re.compile(r" [A-Z]"), 30
_PLURAL_NEXT = re.compile(r" [a-z]+s\b")
_YEAR_LEAD = re.compile(r"\b(?:in|since|by|for|of|late|early|mid) $")
_SPELL = any_of("minute hour day week month year game match attempt appearance innings", before=r"[ -]", after=r"")
_ANOTHER_TO = re.compile(r" to [$£€\d]")
# What joins the two parts of a mixed measure: 6-foot-3, 6' 3", 8 pounds, 4 ounces. Metric lengths in a list are two.
_CLOSE, _LOOSE, _MOST_LOOSE = frozenset(("", " ", "-", " - ")), frozenset((", ", " and ", ",and ")), 16
_FEET = re.compile(r"['’′]-? ?")
_LESSER = types.MappingProxyType({"foot": "inch", "stone": "pound"})  # what a number behind one is in: 11 stone 4
_LESSER_END = re.compile(r"(?P<mark>[\"”″]|''|’’)?(?![\w%])(?!-[^\W\d_]|[-.,]\d)")
_ENDS = re.compile(r"[.,;:)\]]|$| (?:tall|high|in|and|with|when|but|weighing)\b|\n")
_RATIO_BASES = frozenset((5, 10, 20, 100, 1000))
_LARGEST_BASE = 1000


def combine(text: str, figures: list[Measurement]) -> Iterator[Measurement]:
    """Yield the figures with ranges and ratios as one each; the two numbers of a score are of that kind."""
    waiting: Measurement | None = None
    for figure in figures:
        if waiting is None:
            waiting = figure
            continue
        near = figure.start >= waiting.number_end and figure.start - waiting.end <= _WIDEST_GAP
        joined = _join(text, waiting, figure) if near and waiting.value2 is None else None
        if joined is None:
            yield waiting
            waiting = figure
        else:
            yield from joined[:-1]
            waiting = joined[-1]
    if waiting is not None:
        yield waiting


def _join(text: str, first: Measurement, second: Measurement) -> list[Measurement] | None:
    """Return one figure for a range or a ratio, two for a score or a shared unit, None for strangers."""
    gap = text[first.end : second.start]
    mixed = _mixed(text, first, second, gap=gap)
    if mixed is not None:
        return [mixed]
    word = gap.strip().lower()
    if word in _RATIO_WORDS:
        share = first.form == numerals.FRACTION
        return _part_of_share(first, second) if share else _ratio(text, first, second, word=word)
    if word in _DASHES:
        return _dashed(text, first, second, gap=gap)
    if word in _OR_WORDS or (word in _BY_WORDS and second.kind == "length"):
        return _alternatives(first, second, word=word)
    return _ranged(text, first, second, word=word) if word in _RANGE_WORDS else None


def _mixed(text: str, first: Measurement, second: Measurement, *, gap: str) -> Measurement | None:
    """Read ``6-foot-3``, ``6'3"`` and ``5lb 4oz`` as one figure in the lesser unit, 75 inch and 84 ounce."""
    feet = first.unit is None and first.form == numerals.DIGITS and _FEET.fullmatch(gap) is not None
    greater = "foot" if feet else first.unit or ""
    lesser, end = second.unit or _LESSER.get(greater, ""), second.end
    sizes = _sizes()
    if {greater, lesser} - sizes.keys() or sizes[greater][0] != sizes[lesser][0] or not first.is_whole:
        return None
    ratio = round(sizes[greater][1] / sizes[lesser][1], 6)
    if not feet and gap not in _CLOSE and not (second.unit and ratio <= _MOST_LOOSE and gap in _LOOSE):
        return None
    if second.unit is None:
        tail = _LESSER_END.match(text, end)
        if tail is None or text[second.start] == "0" or (gap == " " and not _ENDS.match(text, tail.end())):
            return None
        end = tail.end()
    if ratio != int(ratio) or not 0 <= second.value < ratio or second.form not in (first.form, numerals.DIGITS):
        return None
    kind = sizes[greater][2] if feet else first.kind
    return _one(first, second, end=end, value=first.value * ratio + second.value, unit=lesser, kind=kind)


@lang.compiled
def _sizes() -> dict[str, tuple[str, float, str]]:
    """Return the base, the size in it and the kind of each unit of measure that has one size before all others."""
    kinds = {row["unit"]: row["kind"] for row in lang.rows("units")}
    sizes: dict[str, tuple[str, float, str]] = {}
    for row in lang.rows("conversions"):
        if not float(row["shift"]):
            sizes.setdefault(row["unit"], (row["base"], float(row["factor"]), kinds[row["unit"]]))
    return sizes


def _part_of_share(first: Measurement, second: Measurement) -> list[Measurement] | None:
    """Read ``half of 1 percent`` as one figure, 0.5 percent."""
    if second.kind != SHARE:
        return None
    return [_one(first, second, value=first.value * second.value)]


def _ratio(text: str, first: Measurement, second: Measurement, *, word: str) -> list[Measurement] | None:
    """Read ``eight of 10 voters`` and ``one in four`` as one figure; a real total (13 of the 22) has a determiner."""
    bare = first.unit is None and second.unit is None and first.is_whole and second.is_whole and first.scale == 1
    if not bare or second.kind != COUNT or not 0 < first.value < second.value <= _LARGEST_BASE:
        return None
    spoken = first.form == second.form == numerals.WORDS and second.value in (3, 4)  # three in four voters
    one_in = word == "in" and (first.value == 1 or spoken)
    if word in ("of", "in") and second.value not in _RATIO_BASES and not one_in:
        return None
    if word == "in" and _SPELL.match(text, second.end):
        return None
    return [_one(first, second, value=round(first.value / second.value, 4), kind=RATIO)]


def _alternatives(first: Measurement, second: Measurement, *, word: str) -> list[Measurement] | None:
    """Give both of ``a 7- or 8-inch screen`` the unit; ``two or three`` and ``2 or 3 percent`` are ranges."""
    if first.unit is not None or second.kind == AGE:
        return None
    consecutive = second.value == first.value + 1 and first.form == second.form and first.value > 1
    if word == "or" and consecutive and (second.unit is not None or first.form == numerals.WORDS):
        return [_range(first, second)]
    return None if second.unit is None else [dataclasses.replace(first, unit=second.unit, kind=second.kind), second]


def _dashed(text: str, first: Measurement, second: Measurement, *, gap: str) -> list[Measurement] | None:
    """Read ``15-20 objections`` as a range, ``52-48`` and ``a 5-4 ruling`` as a score."""
    if gap.strip() == "—" and len(gap) > 1:
        return None
    if _is_score(text, first, second) if len(gap) == 1 else _is_spaced_score(text, first, second):
        return [dataclasses.replace(first, kind=SCORE), dataclasses.replace(second, kind=SCORE)]
    if first.unit not in (None, second.unit) and not (second.unit is None and first.kind in (MONEY, AGE)):
        return None
    scaled = _scaled(first, second)
    return [_range(scaled, second)] if scaled.value < second.value else None


def _is_score(text: str, first: Measurement, second: Measurement) -> bool:
    if not (first.unit is None and second.unit is None and first.scale == second.scale == 1):
        return False
    if first.value >= second.value or _TALLY_NOUN.match(text, second.end):
        return True
    return _is_tally(text, first, second)


def _is_spaced_score(text: str, first: Measurement, second: Measurement) -> bool:
    """Tell whether small numbers with a dash between blanks are a score: beat Panama 3 – 0, Tunisia 1 – 2 England."""
    small = first.unit is second.unit is None and first.form == second.form == numerals.DIGITS
    if not small or max(first.value, second.value) >= _HIGHEST_SCORE:
        return False
    return _is_tally(text, first, second) or bool(
        _NAME_BEFORE.search(text, max(first.start - 20, 0), first.start) and _NAME_AFTER.match(text, second.end)
    )


def _is_tally(text: str, first: Measurement, second: Measurement) -> bool:
    tally = _TALLY_VERB.search(text, max(first.start - _SHIFT_WINDOW, 0), first.start)
    return tally is not None and not _PLURAL_NEXT.match(text, second.end)


def _ranged(text: str, first: Measurement, second: Measurement, *, word: str) -> list[Measurement] | None:
    """Read X to Y and between X and Y: a range, or two figures that share a unit where a verb of change says so."""
    begin = max(first.start - 40, 0)
    before = text[begin : first.start]
    between, from_ = _BETWEEN.search(before), _FROM.search(before)
    if (word in ("and", "-and-") and not between) or (word == "up to" and not (from_ and first.unit)):
        return None
    if (first.form == numerals.FRACTION) != (second.form == numerals.FRACTION):
        return None
    if is_year(text, first) != is_year(text, second) and _YEAR_LEAD.search(before):
        return None
    if not _units_agree(first, second, led=bool(from_ or between)):
        return None
    bare = first.unit is second.unit is None and first.value >= second.value and not from_
    if bare and (word == "-to-" or (word == "to" and _is_tally(text, first, second))):  # a 5-to-4 ruling, won 31 to 28
        return [dataclasses.replace(first, kind=SCORE), dataclasses.replace(second, kind=SCORE)]
    scaled = _scaled(first, second)
    if second.unit is None and first.unit is not None:
        second = dataclasses.replace(second, unit=first.unit, kind=first.kind)
    shift = word == "to" and _is_shift(text, first, second, from_start=begin + from_.start() if from_ else None)
    if shift or scaled.value >= second.value:
        return _before_and_after(scaled, second) if from_ or first.unit is None else None
    if between:
        scaled = dataclasses.replace(scaled, start=begin + between.start())
    return [_range(scaled, second)]


def _units_agree(first: Measurement, second: Measurement, *, led: bool) -> bool:
    """Tell whether the units let the figures be one range; ``led``: from or between stands before them."""
    if first.unit is None:
        return True
    if second.unit is not None:
        return first.unit == second.unit.split(" per ")[0] or first.unit == second.unit
    return led or first.kind == AGE or (first.kind == MONEY and second.scale > 1)


def _before_and_after(first: Measurement, second: Measurement) -> list[Measurement] | None:
    if first.unit is None:
        shared = first if second.kind == AGE else dataclasses.replace(first, unit=second.unit, kind=second.kind)
        return [shared, second]
    return [first, second] if first.unit == second.unit else None


def _scaled(first: Measurement, second: Measurement) -> Measurement:
    """Give ``first`` the scale of ``second`` where it was left out: four to five thousand, $3-5 billion."""
    omitted = first.scale == 1 and second.scale > 1 and first.form == second.form
    if not omitted or first.value >= second.value / second.scale:
        return first
    return dataclasses.replace(first, value=first.value * second.scale, scale=second.scale)


def is_year(text: str, figure: Measurement) -> bool:
    """Tell whether the number is written as a year of our time: four digits, no comma, no unit."""
    written = text[figure.number_start : figure.number_end]
    return figure.unit is None and written.isdigit() and len(written) == 4 and 1900 <= figure.value <= 2099  # noqa: PLR2004


def _is_shift(text: str, first: Measurement, second: Measurement, *, from_start: int | None) -> bool:
    """Tell whether X to Y is a before and an after: a word of change before ``from X``, or right before X."""
    if _ANOTHER_TO.match(text, second.end):  # from 5 to 7 percent to 3 to 5 percent
        return False
    if from_start is None:
        last = re.search(r"([A-Za-z-]+) $", text[max(first.start - 20, 0) : first.start])
        word = last[1].lower() if last and first.unit is not None else ""
        return word in lang.column("quantities_shifts")
    window = re.split(r"[.;!?\n]", text[max(from_start - _SHIFT_WINDOW, 0) : from_start])[-1]
    found = re.findall(r"[a-z-]+", window.lower())
    # Up and down are words of change only right before from: drawn up in 2015, with fines from 5 to 9 dollars.
    moving = not lang.column("quantities_shifts").isdisjoint(found)
    return (moving or found[-1:] in (["up"], ["down"])) and not any(word.startswith("rang") for word in found[-2:])


def _range(first: Measurement, second: Measurement) -> Measurement:
    kind = second.kind if second.unit is not None else first.kind
    return _one(first, second, value=first.value, value2=second.value, unit=second.unit or first.unit, kind=kind)


def _one(first: Measurement, second: Measurement, **changes: Any) -> Measurement:  # noqa: ANN401  fields of a Measurement
    """Return the figure that runs from the first number to the end of the second."""
    return dataclasses.replace(second, start=first.start, number_start=first.number_start, **changes)
