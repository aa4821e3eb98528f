"""Numbers that are no quantities: dates, years, clock times, durations, phone and list numbers, and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.annotate.quantities.measurements import AGE, MONEY, MULTIPLE, SCORE
from claimcheck.annotate.quantities.names import is_glued, why_name
from claimcheck.annotate.quantities.phrases import counted_phrase
from claimcheck.lang import numerals
from claimcheck.lang.patterns import Pattern, any_of, one_of
from claimcheck.lang.units import singular

if TYPE_CHECKING:
    from claimcheck.annotate.quantities.measurements import Measurement
    from claimcheck.annotate.quantities.view import View

_MONTH_BEFORE = Pattern(
    r"\b(?&Month)[ \u00a0]?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: ?[-–,&/] ?| to | and | or | through | until ))*$"
)
_MONTH_AFTER = Pattern(r"(?:st|nd|rd|th)?(?:[ -]| of |[-–]\d\d? |(?:,? \d\d?,?)? (?:and|or|to) \d\d? )(?&Month)")
_CLOCK_AFTER = re.compile(
    r"(?:[:.]\d\d)?[ ]?(?:[ap]\.?m\b\.?|o['’]clock|hrs\b|hours GMT|GMT\b|noon\b)"
    rf"|[ ](?:A\.M\.|P\.M\.|{one_of('AM PM EST EDT ET PT PST PDT CET BST IST')}\b)"
)
_PERIOD = r"(?:milli|nano|micro)?" + one_of(
    """seconds minutes? mins? hours? hrs? days? weeks? weekends? months? years? yrs? decades? century centuries
    fortnights? nights? mornings? evenings? afternoons? weekdays? summers? winters? millennia"""
)
_PERIOD_ADJECTIVE = one_of(
    """more further full additional extra straight consecutive successive business working calendar school short long
    whole entire fiscal solid previous past last or_more or_so and_a_half good other busy difficult hard happy intense
    grueling gruelling odd"""
)
_DURATION = re.compile(
    rf"(?: ?- ?|[ \u00a0])(?:{_PERIOD_ADJECTIVE}[ -]){{0,2}}{_PERIOD}(?![\w])|[ -]?(?:secs?|ms|s)\b"
    r"|(?<=\d)(?:min|h|d|hr)\b"
    rf"|-{one_of('second hour minute day week month year night')}(?!\w)",
    re.IGNORECASE,
)
_PART_OF_PERIOD = re.compile(rf"(?:-| (?:of )?(?:an? |the )?){_PERIOD}\b", re.IGNORECASE)
_LIGHT_YEARS = re.compile(r"[ -]light[ -]years?", re.IGNORECASE)
_A_PERIOD = re.compile(rf" {one_of('an? per each every')} {one_of('second minute hour day week month year season')}\b")
# Before four digits: these say that they count, and those that they are a year.
_COUNT_LEAD = any_of(
    """over more_than about nearly almost roughly at_least exceed exceeded exceeding approximately average_of
        total_of fewer_than less_than up_to as_many_as some additional another estimated""",
    after=" $",
)
_YEAR_LEAD = re.compile(
    rf"\b(?:{one_of('in since from until till by between circa and to year around before after the late early mid of')}"
    r"|A\.?D\.?)[ -]$",
    re.IGNORECASE,
)
_SPAN_LEAD = re.compile(r"\b(?:in|since|from|between|during|the|of) $", re.IGNORECASE)
_DIGIT_RUN = re.compile(r"\d+")
_CODE_RUN = re.compile(r"[\d().+–-]*")
_CODE_RUN_BEFORE = re.compile(r"[\d().+–-]*$")
_PHONE = re.compile(r"(?:\+?\d[\d().\- ]{0,5}[-.) ]){1,4}\d{3,4}")
_LINE_START = re.compile(r"(?:^|\n)[ \t(\[]*$")
_LIST_END = re.compile(r"[.)\]:](?!\d)|\s*(?:\n|$)")
_OLD_YEAR, _FIRST_YEAR, _ROUND_YEAR, _NEAR_FUTURE, _LAST_YEAR, _CENTURY = 1000, 1900, 2000, 2060, 2199, 100
_MAX_DAY, _MAX_LIST, _YEAR_DIGITS, _PHONE_DIGITS, _SCORE_PARTS = 31, 99, 4, 10, 2


def why_not(view: View, figure: Measurement) -> str | None:
    """Return why ``figure`` is no quantity (``date``, ``year``, ``duration``, ``name``, ...), None where it is one."""
    text = view.text
    if figure.start and text[figure.start - 1] in "@_#=&\\":
        return "code"
    if figure.kind == AGE:
        return "code" if is_glued(text, figure) else None
    if figure.kind == MONEY:
        return None
    reason = _calendar(view, figure)
    if reason is None and figure.unit is None and figure.form == numerals.DIGITS:
        reason = _sign(text, figure)
    if reason is None:
        reason = _timed(view, figure)
    if reason is None and is_glued(text, figure):
        return "name"
    if reason is None and figure.unit is None:
        return why_name(view, figure, counted=is_counted(view, figure.number_end))
    return reason


def is_counted(view: View, end: int, *, near: bool = False) -> bool:
    """Tell whether a plural noun follows at ``end`` that a number could count; ``near``: at once, without modifiers."""
    phrase = counted_phrase(view, end, many=True)
    if phrase is None or (near and phrase.end - len(phrase.head) > end + 1):
        return False
    return phrase.head.lower() == "people" or singular(phrase.head) != phrase.head


def _timed(view: View, figure: Measurement) -> str | None:
    """Return ``duration``, ``time`` or ``frequency`` where the number belongs to one."""
    text, start, end = view.text, figure.number_start, figure.number_end
    if figure.unit is None:
        pattern = _PART_OF_PERIOD if figure.form == numerals.FRACTION else _DURATION
        if pattern.match(text, end) and not _LIGHT_YEARS.match(text, end):
            return "duration"
    if figure.kind == MULTIPLE and _A_PERIOD.match(text, figure.end):
        return "frequency"
    # A unit of measure or a bound of a count is stronger evidence than a bare number's look of a year.
    certain = (figure.unit is not None and figure.kind != MULTIPLE) or _COUNT_LEAD.search(view.before(figure.start, 24))
    return "time" if not certain and view.in_time(start, end) else None


def _calendar(view: View, figure: Measurement) -> str | None:
    text, start, end = view.text, figure.number_start, figure.number_end
    if figure.unit is not None or figure.scale > 1 or figure.form not in (numerals.DIGITS, numerals.WORDS):
        return None
    if _CLOCK_AFTER.match(text, end):
        return "clock"
    written = text[start:end]
    if figure.form == numerals.WORDS or not figure.is_whole or "." in written or "," in written:
        return None
    day, year = figure.value <= _MAX_DAY, _FIRST_YEAR <= figure.value <= _LAST_YEAR
    if day and _MONTH_AFTER.match(text, end):
        return "date"
    if (day or year) and _MONTH_BEFORE.search(view.before(start, 34)):
        return "date"
    return _year(view, figure)


def _year(view: View, figure: Measurement) -> str | None:
    """Four digits are a year, unless a bound says that they count, or a plural follows an unlikely year."""
    text, start, end = view.text, figure.number_start, figure.number_end
    written = _DIGIT_RUN.match(text, start)
    if written is None or len(written[0]) != _YEAR_DIGITS or not _OLD_YEAR <= figure.value <= _LAST_YEAR:
        return None
    if text[end : end + 1] == "s" or text[end : end + 2] in ("’s", "'s"):
        return "year"
    before = view.before(start, 24)
    if figure.value2 is not None:
        return _years(view, figure, before=before)
    if _COUNT_LEAD.search(before):
        return None
    leads = _YEAR_LEAD.search(before) is not None
    if figure.value < _FIRST_YEAR:
        return None if is_counted(view, end) and not leads else "year"
    if figure.value > _NEAR_FUTURE:
        return "year" if leads and not is_counted(view, end, near=True) else None
    return None if figure.value == _ROUND_YEAR and not leads and is_counted(view, end) else "year"


def _years(view: View, figure: Measurement, *, before: str) -> str | None:
    """Return ``year`` for a range of years: ``2019-20``, ``between 1600 and 1900``."""
    later = figure.value2 or 0.0
    modern = _FIRST_YEAR <= figure.value < later <= _LAST_YEAR
    if modern and view.text.startswith("between", figure.start):
        return "year"
    spans = later < _CENTURY or (later <= _LAST_YEAR and (modern or _SPAN_LEAD.search(before) is not None))
    counts = _COUNT_LEAD.search(before) or is_counted(view, figure.number_end, near=True)
    return "year" if spans and not counts else None


def _sign(text: str, figure: Measurement) -> str | None:
    """Recognise clock times, dates with slashes, versions, phone numbers, list numbers and footnotes by their signs."""
    start, end = figure.number_start, figure.number_end
    before, last = text[max(start - 2, 0) : start], text[max(start - 1, 0) : start]
    after, following = text[end : end + 1], text[end + 1 : end + 2]
    if (after and after in ":/._#@" and following.isdigit()) or (last and last in ":/." and before[:1].isdigit()):
        return "code"
    if (after and after in "@_") or (last and last in "#@_§№\\=/") or (after == "/" and following.isalpha()):
        return "code"
    if (after and after in "-–." and following.isdigit()) or (last and last in "-–" and before[:1].isdigit()):
        run = _CODE_RUN_BEFORE.search(text, max(start - 20, 0), start)
        run_start = run.start() if run else start
        run_text = _CODE_RUN.match(text, run_start, end + 16)
        if figure.kind != SCORE or (run_text and len(_DIGIT_RUN.findall(run_text[0])) > _SCORE_PARTS):
            return "code"
    digits = sum(letter.isdigit() for letter in text[start : start + 16])
    if digits >= _PHONE_DIGITS and "," not in text[start:end] and _PHONE.match(text, start):
        return "code"
    return "list" if figure.value <= _MAX_LIST and _is_list_number(text, start, end) else None


def _is_list_number(text: str, start: int, end: int) -> bool:
    """Tell whether a number opens a line (``3.``, ``4)``), or stands alone in brackets."""
    line = _LINE_START.search(text, max(start - 4, 0), start)
    opens = line is not None and (line.start() > max(start - 4, 0) or line.start() == 0 or text[line.start()] == "\n")
    if opens and _LIST_END.match(text, end):
        return True
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before in ("(", "[") and after in (")", "]"):
        return True
    return after == ")" and before in ("", " ", "\n") and "(" not in text[max(start - 60, 0) : start]
