"""Numbers that are no quantities: dates, years, clock times, durations, phone and list numbers, and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.annotate.quantities.counts import ONLY_ONE
from claimcheck.annotate.quantities.measurements import AGE, MONEY, MULTIPLE, SCORE
from claimcheck.annotate.quantities.names import is_glued, why_name
from claimcheck.annotate.quantities.phrases import counted_phrase
from claimcheck.lang import numerals, vocabulary
from claimcheck.lang.patterns import any_of, one_of
from claimcheck.lang.units import singular

if TYPE_CHECKING:
    from claimcheck.annotate.quantities.measurements import Measurement
    from claimcheck.annotate.quantities.view import View

_A_PERIOD = re.compile(rf" {one_of('an? per each every')} {one_of('second minute hour day week month year season')}\b")
# Before four digits: these say that they count, and those that they are a year.
_COUNT_LEAD = any_of(
    """over more_than about nearly almost roughly at_least exceed exceeded exceeding approximately average_of
        total_of fewer_than less_than up_to as_many_as some additional another estimated""",
    after=" $",
)
_DIGIT_RUN = re.compile(r"\d+")
_CODE_RUN = re.compile(r"[\d().+–-]*")
_CODE_RUN_BEFORE = re.compile(r"[\d().+–-]*$")
_LONG_CODE = re.compile(r"0\d{5,}")
_PHONE = re.compile(r"(?:\+?\d[\d().\- ]{0,5}[-.) ]){1,4}\d{3,4}")
_LONGEST_TAG = 300
_TAG = re.compile(r"</?[A-Za-z][^<>]*$")
_SINCE = re.compile(r"\b(?:since|until|from|by|in|before|after) (?:at least|about|around|roughly|nearly|almost) $")
_YEAR_SPAN = re.compile(r"(?:1\d|20)\d\d ?[-–] ?(?:1\d|20)\d\d")
_AND_A_HALF = re.compile(r"\b([a-z]+) and $")  # a decade and a half
_POSSESSIVE = re.compile(r"[’']s [a-z]")
_BRACKETED_LETTER = re.compile(r"\([A-Za-z]\)")
_LINE_START = re.compile(r"(?:^|\n)[ \t(\[]*$")
_YEARS, _UNLIKELY_YEARS = range(1000, 2061), (*range(1000, 1900), 2000)
_MAX_LIST, _YEAR_DIGITS, _PHONE_DIGITS, _SCORE_PARTS = 99, 4, 10, 2
_LIST_END = re.compile(r"[.)\]:](?!\d)|\s*(?:\n|$)")


def why_not(view: View, figure: Measurement) -> str | None:
    """Return why ``figure`` is no quantity (``date``, ``year``, ``duration``, ``name``, ...), None where it is one."""
    text = view.text
    if figure.start and (text[figure.start - 1] in "@_#=&\\" or _is_markup(text, figure.start)):
        return "code"
    if figure.kind == AGE:
        return "code" if is_glued(text, figure) else None
    if figure.kind == MONEY:
        return None
    if (
        figure.kind == MULTIPLE
        and figure.value == 1
        and (figure.form == numerals.WORDS or text[figure.number_end] == "-")
    ):
        return None if ONLY_ONE.search(view.before(figure.start, 18)) else "idiom"  # one time he walked
    half = _AND_A_HALF.search(view.before(figure.start, 16)) if figure.form == numerals.FRACTION else None
    if half is not None and singular(half[1]) in vocabulary.periods() | {"time"}:
        return "duration"
    bare = figure.unit is None and figure.form == numerals.DIGITS
    reason = _year(view, figure) if bare and figure.scale == 1 else None
    if reason is None and bare:
        reason = _sign(text, figure)
    if reason is None:
        reason = _timed(view, figure)
    if reason is None and is_glued(text, figure):
        return "name"
    if reason is None and figure.unit is None:
        return why_name(view, figure, counted=is_counted(view, figure.number_end))
    return reason


def _is_markup(text: str, start: int) -> bool:
    """Tell whether ``start`` lies inside a tag that was left in the text: <embed id="4411" width="640">."""
    if text[max(start - 2, 0) : start] in ('="', "='"):
        return True
    opening = text.rfind("<", max(start - _LONGEST_TAG, 0), start)
    return opening >= 0 and _TAG.match(text, opening, start) is not None and ">" in text[start : start + _LONGEST_TAG]


def is_counted(view: View, end: int) -> bool:
    """Tell whether a plural noun follows at ``end`` that a number could count."""
    phrase = counted_phrase(view, end, many=True)
    return phrase is not None and (phrase.head.lower() == "people" or singular(phrase.head) != phrase.head)


def _timed(view: View, figure: Measurement) -> str | None:
    """Return ``duration``, ``time`` or ``frequency`` where the number belongs to one."""
    if figure.kind == MULTIPLE and _A_PERIOD.match(view.text, figure.end):
        return "frequency"
    time = view.time_around(figure.number_start, figure.number_end)
    if time is None or (figure.unit is not None and figure.kind != MULTIPLE):
        return None
    if time[1] > figure.number_end and figure.unit is None:
        return "duration"
    # A bound of a count is stronger evidence than a bare number's look of a year.
    return None if _COUNT_LEAD.search(view.before(figure.start, 24)) else "time"


def _year(view: View, figure: Measurement) -> str | None:
    """Four digits are a year, unless a bound says that they count; an unlikely one before a plural counts too."""
    written = _DIGIT_RUN.match(view.text, figure.number_start)
    span = figure.value2 is not None and _YEAR_SPAN.fullmatch(view.text, figure.number_start, figure.number_end)
    if _is_short_year(view, figure) or (span and not is_counted(view, figure.number_end)):
        return "year"
    four = written is not None and len(written[0]) == _YEAR_DIGITS and figure.value2 is None
    if not four or int(figure.value) not in _YEARS:
        return None
    before = view.before(figure.number_start, 24)
    if _COUNT_LEAD.search(before) and (not _SINCE.search(before) or is_counted(view, figure.number_end)):
        return None
    return None if figure.value in _UNLIKELY_YEARS and is_counted(view, figure.number_end) else "year"


def _is_short_year(view: View, figure: Measurement) -> bool:
    """Tell whether a year is written without its century: in ’08, before '16."""
    start, end = figure.number_start, figure.number_end
    apostrophe = end - start == len("08") and view.text[max(start - 1, 0) : start] in tuple("’‘'")
    return apostrophe and view.text[max(start - 2, 0) : start - 1] in (" ", "\n", "") and not is_counted(view, end)


def _sign(text: str, figure: Measurement) -> str | None:
    """Recognise clock times, dates with slashes, versions, phone numbers, list numbers and footnotes by their signs."""
    start, end = figure.number_start, figure.number_end
    before, last = text[max(start - 2, 0) : start], text[max(start - 1, 0) : start]
    after, following = text[end : end + 1], text[end + 1 : end + 2]
    if (after and after in ":/._#@" and following.isdigit()) or (
        last and last in ":/." and (before[:1].isdigit() or before[:1].isupper())
    ):
        return "code"
    if (
        (after and after in "@_")
        or _POSSESSIVE.match(text, end)  # what 107's text says
        or (after == "+" and following.isdigit())  # 2+2
        or (last == "+" and before[:1].isdigit())
        or _BRACKETED_LETTER.match(text, end)
        or (last and last in "#@_§№\\=/")
        or (after == "/" and following.isalpha())
    ):
        return "code"
    if (after and after in "-–." and following.isdigit()) or (last and last in "-–" and before[:1].isdigit()):
        run = _CODE_RUN_BEFORE.search(text, max(start - 20, 0), start)
        run_start = run.start() if run else start
        run_text = _CODE_RUN.match(text, run_start, end + 16)
        if figure.kind != SCORE or (run_text and len(_DIGIT_RUN.findall(run_text[0])) > _SCORE_PARTS):
            return "code"
    if _LONG_CODE.match(text, start):
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
    if before in ("(", "[") and (after in (")", "]") or text[end : end + 2] == ".)"):
        return True
    return after == ")" and before in ("", " ", "\n") and "(" not in text[max(start - 60, 0) : start]
