"""From a number to a figure: the number with the sign, currency, unit and age that stand around it."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from claimcheck.lang import numerals
from claimcheck.lang.patterns import any_of, one_of, words
from claimcheck.lang.units import currency_before, per_at, unit_at

if TYPE_CHECKING:
    from claimcheck.lang.numerals import Numeral
    from claimcheck.lang.units import Measure

COUNT, AGE, SCORE, RATIO, SHARE, MONEY, MULTIPLE = "count", "age", "score", "ratio", "share", "money", "multiple"
"""Kinds of figures; a unit of measure has its own kind (``length``), as ``lang/en/units.tsv`` names it."""

_MINUS = re.compile(r"(?:^|[\s(,])(?:minus|negative)[ -]$", re.IGNORECASE)
_SIGN_LEAD = any_of("is was were be at to of from by between stood read reads fell rose", after=r" $")
_PLUS_OR_MINUS = re.compile(r"plus(?: or |[ -])minus $", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"(?:[ -]|- )?(?P<unit>year|month|week|day)s?[ -]olds?\b"
    r"|[ ](?P<of>year|month|week)s?(?: of age\b|(?= (?:and|or) (?:older|younger)\b(?! \w+s\b)))|[ ]?(?:y/?o|yrs? old)\b",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    rf"\b(?:aged?|ages|(?:age|ages|age group|age range|aged) {one_of('of is was between from')}|the ages of"
    rf"|turn(?:s|ed|ing)?|{one_of('died_at dies_at dead_at retired_at younger_than older_than')})"
    rf"(?: {one_of('about around nearly almost just only over under at_least between from')})? $",
    re.IGNORECASE,
)
# After ``aged 25`` only these words leave it an age: not ``turned 180 degrees``, not ``at age 25 percent``.
_NO_AGE_AFTER = any_of(
    """to and or when years? who was were is are in at for from on by as the had has have with this last but while
        before after during next if because since until than so under prior he she they it his her""",
    before=r"[ ](?!",
    after=r"\b)[a-z]|%|[ ]?\d|:\d",
)
_NAME_COMMA = re.compile(
    r"(?:[A-Z][\w’'.-]*|Jr\.?|Sr\.?|III?|\w[ -]of[ -](?:\d{1,2}|[a-z]{3,5}))\s?[”\"]?, ?(?:now |then |about |around |\d\d and )?$"
)
_NAME_COMMA_END = re.compile(
    r"(?:,(?!\d)|\)|;|\.(?=\s|$)|[ ]?(?:\n|$|[–—―](?![ ]?\d))|[ ]--?[ ](?!\d)| of (?=[A-Z])| and (?=[A-Z])| and \d\d,| from (?=[A-Z])|, who)"
)
_PERSON_IS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|I|who)(?:[’']s|[’']m|(?: already| now)? {one_of('is was am will_be would_be were turned')})"
    rf"(?: {one_of('now only just about around already nearly')})? $"
)
_PERSON_END = re.compile(r"(?:[.,;!?)]|$| (?:and|when|by|at|on|years|in|then|but)\b)")
_UNDER = r"(?:[Uu]nder|[Oo]ver|[Aa]bove|[Bb]elow)"
_UNDER_AGE = re.compile(rf"\b{_UNDER}[ -](?:the age of )?$")
_PEOPLE = re.compile(
    r"\b"
    + one_of(
        """people children kids adults men women boys girls those anyone everyone voters residents Americans workers
        patients players students adolescents persons males females minors employees citizens athletes blacks whites"""
    )
    + rf" (?:aged |who (?:are|were) |are |were )?(?P<under>{_UNDER} )?$",
    re.IGNORECASE,
)
_AGE_GROUP = re.compile(r"(?:[-–]| to )\d\d\b(?![.,]?\d|%| percent)| (?:and|or) (?:over|above|up|under)\b")
_OLDER = re.compile(r" (?:and|or) (?:older|younger)\b")
_CURRENCY_SUFFIX = re.compile(r"[ ]?(US|U\.S\.|USD|AUD|CAD|NZD|HKD|SGD|dollars?|Canadian|Australian)(?![\w-])")
_SUFFIX_CODES = {**{code: code for code in ("AUD", "CAD", "NZD", "HKD", "SGD")}, "Canadian": "CAD", "Australian": "AUD"}
_PART_OF_UNIT = re.compile(r" (?:of )?an? ")
# Words that are units after digits, and seldom after a number in words: three won seats, two foot soldiers.
_ONLY_AFTER_DIGITS = words("KRW bit foot yard")
_OLDEST, _YOUNGEST_BESIDE_NAME, _YOUNGEST_IN_WORDS = 119, 2, 12
_STERLING_WINDOW = (400, 200)


class Valued:
    """What has a value."""

    __slots__ = ()
    value: float

    @property
    def is_whole(self) -> bool:
        """Tell whether the value is an integer."""
        return self.value == int(self.value)


@dataclasses.dataclass(frozen=True, slots=True)
class Measurement(Valued):
    """A number in its place: the extent with currency and unit, that of the bare number or numbers, and the value.

    ``form`` is the numeral's; ``scale`` the product of its scale words and its unit's factor; ``kind`` is listed above.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float
    form: str
    scale: float = 1.0
    value2: float | None = None
    unit: str | None = None
    kind: str = COUNT


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate(Valued):
    """A quantity before its neighbours were asked: a Quantity's fields, and how its unit was found.

    ``kind`` is the figure's; ``bare``: no noun at the number; ``anaphoric``: its unit stands in the text before; ``vague``:
    ``dozens``, ``several hundred``.
    """

    start: int
    end: int
    value: float
    value2: float | None
    bound: str
    unit: str | None
    kind: str
    why: dict[str, Any]
    bare: bool = False
    anaphoric: bool = False
    vague: bool = False
    of: str | None = None


def measure(text: str, numeral: Numeral) -> Measurement:
    """Return ``numeral`` with the sign, currency, unit and age that stand around it."""
    start, end = numeral.start, numeral.end
    figure = Measurement(start, end, start, end, value=numeral.value, form=numeral.form, scale=numeral.scale)
    figure = _with_sign(text, _with_currency(text, figure) or _with_unit(text, figure))
    return _with_age(text, figure) if figure.kind == COUNT else figure


def as_age(figure: Measurement) -> Measurement:
    """Return the bare figure as an age in years."""
    return dataclasses.replace(figure, unit="year", kind=AGE)


def _with_currency(text: str, figure: Measurement) -> Measurement | None:
    if figure.form == numerals.FRACTION:
        return None
    large = figure.scale > 1 or "," in text[figure.start : figure.end]
    currency = currency_before(text, figure.start, large=large)
    if currency is None:
        return None
    start, code = currency
    suffix = _CURRENCY_SUFFIX.match(text, figure.end)
    end = figure.end
    if suffix is not None:
        end, code = suffix.end(), _SUFFIX_CODES.get(suffix[1], code)
    return _with_per(text, dataclasses.replace(figure, start=start, end=end, unit=code, kind=MONEY))


def _with_unit(text: str, figure: Measurement) -> Measurement:
    position = figure.end
    if figure.form == numerals.FRACTION and (part := _PART_OF_UNIT.match(text, position)):
        position = part.end() - 1
    elif figure.form == numerals.VAGUE and text.startswith(" of ", position):
        position += len(" of")
    unit = unit_at(text, position)
    if unit is None or not _is_unit(text, figure, unit):
        return figure
    name = _pounds(text, figure, end=unit.end) if unit.name == "pound" else unit.name
    kind = {"share": SHARE, "currency": MONEY, "multiple": MULTIPLE}.get(
        unit.kind, MONEY if name == "GBP" else unit.kind
    )
    value, scale = figure.value * unit.factor, figure.scale * unit.factor
    figure = dataclasses.replace(figure, end=unit.end, unit=name, kind=kind, value=value, scale=scale)
    return figure if kind in (SHARE, MULTIPLE) else _with_per(text, figure)


def _with_per(text: str, figure: Measurement) -> Measurement:
    per = per_at(text, figure.end)
    return figure if per is None else dataclasses.replace(figure, end=per[0], unit=f"{figure.unit} per {per[1]}")


def _is_unit(text: str, figure: Measurement, unit: Measure) -> bool:
    """Reject words that are units only by accident."""
    if unit.kind == "multiple" and figure.form == numerals.FRACTION:
        return False
    if unit.name in _ONLY_AFTER_DIGITS and figure.form == numerals.WORDS and text[figure.end : figure.end + 1] == " ":
        return text[unit.end - 1] in "st" or figure.scale > 1
    sign = text[figure.end : unit.end].strip(" -")
    if sign == '"':  # of 8" pipe, not a "Gang of 8"
        line = text[text.rfind("\n", 0, figure.start) + 1 : figure.end]
        return figure.form == numerals.DIGITS and line.count('"') % 2 == 0
    # Letters are units after digits only: two dozen HP managers.
    return unit.kind == "currency" or figure.form == numerals.DIGITS or sign in "%٪" or not sign.isupper()


def _pounds(text: str, figure: Measurement, *, end: int) -> str:
    """Pounds are money where the number is scaled or the text around it writes pounds sterling, else a weight."""
    around = text[max(figure.start - _STERLING_WINDOW[0], 0) : end + _STERLING_WINDOW[1]]
    return "GBP" if figure.scale >= 1e6 or "£" in around or "sterling" in around else "pound"  # noqa: PLR2004


def _with_sign(text: str, figure: Measurement) -> Measurement:
    start = figure.start
    word = _MINUS.search(text, max(start - 11, 0), start)
    if word and not _PLUS_OR_MINUS.search(text, max(start - 16, 0), start):
        opening = word.end() - len(word[0].lstrip(" \t\n(,"))
        return dataclasses.replace(figure, start=opening, value=-figure.value)
    sign = text[max(start - 1, 0) : start]
    if (
        figure.form != numerals.DIGITS
        or not sign
        or sign not in "-−–"
        or text[max(start - 2, 0) : start - 1].strip(" (\n")
    ):
        return figure
    # A hyphen before a count may be a dash: only behind these words is it a sign there.
    signed = (
        sign == "−" or figure.kind in (SHARE, "temperature") or _SIGN_LEAD.search(text, max(start - 12, 0), start - 1)
    )
    return dataclasses.replace(figure, start=start - 1, value=-figure.value) if signed else figure


def _with_age(text: str, figure: Measurement) -> Measurement:
    after = _AGE_AFTER.match(text, figure.end)
    if after:
        unit = (after["unit"] or after["of"] or "year").lower()
        return dataclasses.replace(figure, end=after.end(), unit=unit, kind=AGE)
    if not 0 <= figure.value <= _OLDEST or figure.form in (numerals.FRACTION, numerals.VAGUE):
        return figure
    return as_age(figure) if _is_age(text, figure) else figure


def _is_age(text: str, figure: Measurement) -> bool:
    """Tell whether a bare number is an age by the words around it: ``aged 25``, ``Ann Lee, 30,``."""
    start, end = figure.start, figure.end
    before = text[max(start - 60, 0) : start]
    if text[end : end + 1] == "-" and not _AGE_GROUP.match(text, end):
        return False
    if _AGE_BEFORE.search(before) and not _NO_AGE_AFTER.match(text, end):
        return True
    if figure.form != numerals.DIGITS or figure.value < _YOUNGEST_BESIDE_NAME:
        grown = figure.form == numerals.WORDS and figure.value >= _YOUNGEST_IN_WORDS
        return grown and bool(_PERSON_IS.search(before) and _PERSON_END.match(text, end))
    if _NAME_COMMA.search(before) and _NAME_COMMA_END.match(text, end) and figure.is_whole:
        return True
    if _PERSON_IS.search(before) and _PERSON_END.match(text, end):
        return True
    plural = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum()
    if (plural and _UNDER_AGE.search(before)) or _OLDER.match(text, end):
        return True
    people = _PEOPLE.search(before)
    return people is not None and bool(people["under"] or _AGE_GROUP.match(text, end))
