"""Patterns of times that lie on the calendar: days, months, years, weekdays, quarters, seasons, decades."""

from __future__ import annotations

import re
from typing import Final

from claimcheck import lang
from claimcheck.lang import rows
from claimcheck.lang.dates.guards import (
    PAST_YEARS,
    counts,
    is_image,
    month_stands,
    season_stands,
    short_decade_stands,
    year_stands,
)
from claimcheck.lang.dates.patterns import Hit, Rule
from claimcheck.lang.dates.when import Day, Fixed, Interval, Months, Season, Shift, Unit, Weekday, When, read_clock
from claimcheck.lang.patterns import words

EDGE: Final = "<the>? <early>? <edge> <of>"
PREFIX: Final = f"(?: {EDGE} | <the>? <early> <hyphen>? )?"
WHICH: Final = "(?: {this} {last} | {this:2} {coming} | {last:2} | {this:3} | {next} | {coming:2} )"
_DAY_OF: Final = "(?: {dom} | {ordinal} )"
_DAY_OF_2: Final = "(?: {dom:2} | {ordinal:2} )"
_JOIN: Final = "(?: <hyphen> | <dash> | <to> | <and> )"
_CLOCK_BEFORE: Final = "(?: {clock} <comma>? <at>? <the>? )?"
_CLOCK_AFTER: Final = "(?: <comma>? <at>? {clock:2} )?"
_YEAR: Final = "(?: <comma>? <of>? {year} )?"
_OF_UNIT: Final = "(?: {unit} | {quarter} | {weekend} )"
# An ISO date's characters, months of a year, days of a month, digits of a year, the first two-digit year of the 1900s.
_ISO_DATE, _MONTHS, _DAYS, _DIGITS, _PIVOT = 10, 12, 31, 4, 70
_HALVES, _QUARTERS = 2, 4
_SHIFTED: Final[dict[str, Unit]] = {
    "P1D": "day", "P1W": "week", "P1M": "month", "P1Y": "year", "P10Y": "decade", "P100Y": "century",
}  # fmt: skip
# Before a year these say that a number behind it is the last one: not fell in 2010 to 45.
_SHORT_YEARS_AFTER: Final = words("from years seasons of ( ,")
# "In May 20 people died": after these a month stands alone, and the number behind it counts.
_MONTH_ALONE: Final = frozenset(("in", "since", "by", "during", "until", ".", ",", ""))


# ---------------------------------------------------------------- pieces
def which(hit: Hit) -> int | None:
    """Return -1, 0 or 1 for last, this or next, ``None`` for none; ``this past`` is last and ``this coming`` next."""
    if hit.get("last") or hit.get("last_2"):
        return -1
    if hit.get("next") or hit.get("coming") or hit.get("coming_2"):
        return 1
    return 0 if hit.get("this_3") else None


def clock_of(hit: Hit) -> str:
    """Return ``T20:00`` of the clock time before or behind a date, empty where there is none."""
    return read_clock(hit.get("clock") or hit.get("clock_2") or "")


def _day_number(hit: Hit, suffix: str = "") -> int:
    return hit.number("dom" + suffix, "ordinal" + suffix)


# ---------------------------------------------------------------- builders
def _iso(hit: Hit) -> When | None:
    """Read 2016-10-12; 12/25/2016 as in the United States unless 12 is too large for a month; 25.12.2016 day first."""
    text, clock = hit.get("iso") or "", clock_of(hit)
    if re.match(r"\d{4}-", text):
        year, month, day = (int(part) for part in text[:_ISO_DATE].split("-"))
        clock = f"T{text[_ISO_DATE + 1 :]}" if len(text) > _ISO_DATE else clock
    else:
        first, second, year = (int(part) for part in re.split(r"[/.]", text))
        year += (2000 if year < _PIVOT else 1900) * (year < 100)  # noqa: PLR2004
        month, day = (second, first) if first > _MONTHS or "." in text else (first, second)
    return Day(month, day, year, clock=clock) if 1 <= month <= _MONTHS and 1 <= day <= _DAYS else None


@lang.compiled
def _events() -> dict[tuple[int, int, str], int]:
    """Return the years of days that stand for an event, by month, day and the word behind: the Sept. 11 attacks."""
    return {(int(row["month"]), int(row["day"]), row["word"]): int(row["year"]) for row in rows("times_events")}


def _days(hit: Hit) -> When | None:
    """Read two days of one month: Sept. 19 to 22, 1-3 March 2020."""
    first, last = _day_number(hit), _day_number(hit, "_2")
    if not first < last or (hit.get("year") is None and counts(hit, hit.end)):
        return None
    month, year = hit.number("month"), hit.number("year") or None
    return Interval(Day(month, first, year), Day(month, last, year))


def _days_of_months(hit: Hit) -> When | None:
    year = hit.number("year") or None
    first = Day(hit.number("month"), _day_number(hit))
    return Interval(first, Day(hit.number("month_2"), _day_number(hit, "_2"), year))


def _day(hit: Hit) -> When | None:
    month, day = hit.number("month", "month_2"), _day_number(hit) or _day_number(hit, "_2")
    if day > _DAYS or (hit.get("month") and hit.index("dom") == hit.end - 1 and _counts_behind_month(hit)):
        return None
    year, weekday = hit.number("year") or None, hit.number("weekday") or None
    event = _events().get((month, day, hit.lexemes.word(hit.end)))
    return Day(month, day, year, weekday, which(hit), event=event, clock=clock_of(hit))


def _counts_behind_month(hit: Hit) -> bool:
    """Return whether the number that ends the match counts what follows: In May 20 people died; a June 30-day limit."""
    if hit.has(hit.end, "hyphen") and counts(hit, hit.end + 1):
        return True
    return counts(hit, hit.end) and hit.lexemes.word((hit.index("month") or 0) - 1) in _MONTH_ALONE


def _month_of_year(hit: Hit) -> When | None:
    if counts(hit, hit.end) and hit.lexemes.word(hit.start - 1) in {"in", "since"} and not hit.get("of"):
        return None
    year, month, last = hit.number("year"), hit.number("month"), hit.number("month_2") or None
    if last is not None:
        return Interval(Day(month, None, year - (month > last)), Day(last, None, year))
    return Day(month, None, year)


def _month_of_shifted_year(hit: Hit) -> When | None:
    day = _day_number(hit) or None
    return Day(hit.number("month"), day, shift=which(hit)) if hit.get("unit") == "P1Y" else None


def _months(hit: Hit) -> When | None:
    return Interval(Day(hit.number("month")), Day(hit.number("month_2")))


def _month(hit: Hit) -> When | None:
    index = hit.index("month") or 0
    return Day(hit.number("month"), which=which(hit)) if month_stands(hit, index) else None


def _fiscal(hit: Hit) -> When | None:
    if hit.get("unit") not in {None, "P1Y"}:
        return None
    short = hit.get("fiscal_short")
    if short:
        digits = re.sub(r"\D", "", short)
        return Fixed(digits if len(digits) == _DIGITS else "20" + digits)
    return _years(hit) if hit.get("span") else Fixed(hit.get("year") or "")


def _years(hit: Hit) -> When | None:
    """Read 2021/22, 2010-2012 as years; 2015-12, with no later year in it, is a month."""
    text = hit.get("span") or ""
    first, last = re.split(r"[-–/]", text)
    if len(last) < _DIGITS:
        if "01" <= last <= "12" and last <= first[2:] and "-" in text:
            return Fixed(text)
        last = first[:2] + last
    return Fixed(f"{first}/{last}") if first < last else None


def _year_to_year(hit: Hit) -> When | None:
    first, last = hit.get("year") or "", hit.get("year_2") or ""
    stands = first < last and int(first) in PAST_YEARS and not counts(hit, hit.end)
    return Fixed(f"{first}/{last}") if stands else None


def _short_years(hit: Hit) -> When | None:
    """Read from 1846 to 48, the years 2001 to 09: the second year is without its century."""
    first, last = hit.get("year") or "", hit.lexemes.raw(hit.end - 1)
    joint, before = hit.lexemes.word(hit.end - 2), hit.lexemes.word(hit.start - 1)
    led = before == "between" if joint == "and" else before in _SHORT_YEARS_AFTER
    if not led or len(last) != len("48") or int(first) not in PAST_YEARS or counts(hit, hit.end):
        return None
    century = int(first[:2]) + (last < first[2:] and last[0] == "0")  # 1999 to 03
    return Fixed(f"{first}/{century}{last}") if first < f"{century}{last}" else None


def _quarter(hit: Hit) -> When | None:
    short = hit.get("quarter_short")
    count = _HALVES if hit.get("half") or (short or "").startswith("H") else _QUARTERS
    rank = int(re.sub(r"\D", "", short) if short else hit.get("ordinal") or 0)
    shift, year = which(hit), hit.number("year") or None
    units = {hit.get("unit"), hit.get("unit_2"), hit.get("unit_3")} - {None}
    if not 1 <= rank <= count or units - {"P1Y"}:
        return None
    if hit.get("half") and year is None and not units:
        return None
    shift = 0 if hit.get("unit_3") else shift
    length = _MONTHS // count
    return Months(length * (rank - 1) + 1, length * rank, year, None if year else shift)


def _season(hit: Hit) -> When | None:
    season, year, shift = hit.number("season"), hit.get("year") or hit.get("span"), which(hit)
    if year:
        return Fixed(f"{year[:4]}-{season}")
    if hit.get("unit") is not None:
        return Season(season, shift) if hit.get("unit") == "P1Y" else None
    falls = hit.lexemes.word(hit.end - 1) == "fall" and hit.lexemes.word(hit.end) in {"of", "in", "to", "from"}
    return None if falls else Season(season, shift)


def _bare_season(hit: Hit) -> When | None:
    """Read the spring, late summer."""
    return Season(hit.number("season")) if season_stands(hit) else None


def _decade(hit: Hit) -> When | None:
    if hit.get("decade_word"):
        return Fixed(f"19{hit.get('decade_word')}X")
    text = hit.get("decade") or ""
    digits = re.sub(r"\D", "", text)
    if len(digits) < _DIGITS and text[0].isdigit() and not short_decade_stands(hit, hit.index("decade") or 0):
        return None
    if (
        digits.endswith("00") and len(digits) == _DIGITS and digits < "1900"
    ):  # the 1800s are a century, the 1900s may be ten years
        return Fixed(f"{digits[:2]}XX")
    century = "" if len(digits) == _DIGITS else "20" if digits[0] in "012" else "19"
    return Fixed(f"{century}{digits[:-1]}X")


def _centuries(hit: Hit) -> When | None:
    """Read the late 19th and early 20th centuries."""
    first, last = hit.number("ordinal"), hit.number("ordinal_2")
    century = (hit.get("unit") or hit.get("units")) == "P100Y"
    return Fixed(f"{first - 1:02}XX/{last - 1:02}XX") if century and 0 < first < last else None


def _century(hit: Hit) -> When | None:
    if hit.get("unit") != "P100Y":
        return None
    return Fixed(f"{int(hit.get('ordinal') or 1) - 1:02}XX")


def _year(hit: Hit) -> When | None:
    index = hit.index("year") or 0
    if hit.get("unit") not in {None, "P1Y"} or not (hit.get("unit") or year_stands(hit, index)):
        return None
    return Fixed(hit.get("year") or "")


def _era(hit: Hit) -> When | None:
    era, year = hit.lexemes.raw(hit.index("era") or 0), hit.get("number") or ""
    if not era.isupper() or not year.isdecimal() or len(year) > _DIGITS:
        return None
    return Fixed(f"{int(year):04}" if era in {"AD", "CE"} else f"-{int(year) - 1:04}")


def _weekday(hit: Hit) -> When | None:
    index = hit.index("weekday") or 0
    short = "weekday_short" in hit.lexemes.values[index]
    if short and not (clock_of(hit) or hit.lexemes.raw(index).endswith(".")):
        return None
    week = which(hit) if hit.get("unit") == "P1W" else None
    if hit.get("unit") not in {None, "P1W"}:
        return None
    return Weekday(hit.number("weekday"), None if hit.get("unit") else which(hit), week, clock_of(hit))


def _weekdays(hit: Hit) -> When | None:
    return Interval(Weekday(hit.number("weekday")), Weekday(hit.number("weekday_2")))


def _unit_named(hit: Hit) -> Unit | None:
    """Return the unit of this year, the end of the month; none for a day: that day is nowhere on a calendar."""
    unit: Unit | None = "weekend" if hit.get("weekend") else "quarter" if hit.get("quarter") else None
    unit = unit or _SHIFTED.get(hit.get("unit") or "")
    return None if unit == "day" else unit


def _unit(hit: Hit) -> When | None:
    """Read this year, last month, next week, and the end of the year as this one."""
    unit = _unit_named(hit)
    return None if unit is None else Shift(unit, which(hit) or 0)


def _neighbour(hit: Hit) -> When | None:
    """Read the previous year, the following month: next to the one that the text speaks of, not always this one."""
    unit = _unit_named(hit)
    following = hit.lexemes.word(hit.start + 1) == "following"
    return None if unit is None else Shift(unit, 1 if following else -1, narrative=True)


def _part_of_day(hit: Hit) -> When | None:
    """Read yesterday, tonight, tomorrow at noon, last night, this morning."""
    if hit.get("day"):
        if is_image(hit, hit.index("day") or 0):
            return None
        return Shift("day", hit.number("day"), clock_of(hit))
    night = hit.lexemes.word(hit.end - 1) == "night"
    return Shift("day", -1 if night else 0) if (hit.get("last") is not None) == night or hit.get("this") else None


POINTS: Final[tuple[Rule, ...]] = (
    ("iso", f"{{iso}} {_CLOCK_AFTER}", _iso),
    ("days", f"(?: <weekday> <comma>? )? {{month}} {_DAY_OF} {_JOIN} <the>? {_DAY_OF_2} {_YEAR}", _days),
    ("days", f"{_DAY_OF} {_JOIN} {_DAY_OF_2} <of>? {{month}} {_YEAR}", _days),
    ("days", f"{{month}} {_DAY_OF} (?: <hyphen> | <dash> ) {{month:2}} {_DAY_OF_2} {_YEAR}", _days_of_months),
    ("day", "{dom} <hyphen> {month} <hyphen> {year}", _day),
    ("days", f"{_DAY_OF} {{month}} (?: <hyphen> | <dash> ) {_DAY_OF_2} {{month:2}} {_YEAR}", _days_of_months),
    (
        "day",
        (
            f"{_CLOCK_BEFORE} <early>? {WHICH}? (?: {{weekday}} (?: <daypart> | <unit> )? <comma>? )?"
            f" (?: {{month}} <the>? {_DAY_OF} | <the>? {_DAY_OF_2} <of>? {{month:2}} ) {_YEAR} {_CLOCK_AFTER}"
        ),
        _day,
    ),
    (
        "month of year",
        f"{PREFIX} {{month}} (?: <hyphen> {{month:2}} )? (?: {{of}} | <comma> | <possessive> )? {{year}}",
        _month_of_year,
    ),
    ("month of year", f"{PREFIX} {{month}} {_DAY_OF}? <of>? {WHICH} {{unit}}", _month_of_shifted_year),
    ("months", "{month} <hyphen> {month:2}", _months),
    ("month", f"{PREFIX} {WHICH}? {{month}}", _month),
    ("fiscal year", "<the>? {fiscal} {unit}? (?: {year} | {span} )", _fiscal),
    ("fiscal year", "<the>? {fiscal_short}", _fiscal),
    (
        "quarter",
        (
            "<the>? (?: {ordinal} <hyphen>? (?: {quarter} | {half} ) | {quarter_short} )"
            f" (?: (?: <of> | <comma> )? (?: <the>? <fiscal>? {{unit:2}}? {{year}} | {WHICH} <fiscal>? {{unit}} )"
            " | <of> <the> <fiscal>? {unit:3} )?"
        ),
        _quarter,
    ),
    ("quarter", f"{WHICH} {{unit}} <possessive> {{ordinal}} <hyphen>? (?: {{quarter}} | {{half}} )", _quarter),
    ("season", f"{PREFIX} <the>? {{season}} <of>? (?: {{year}} | {{span}} )", _season),
    ("season", f"{PREFIX} {WHICH} {{season}}", _season),
    ("season", f"{PREFIX} <the>? {{season}} <of>? {WHICH} {{unit}}", _season),
    ("season", "(?: <the> | <the>? <early> <hyphen>? ) {season}", _bare_season),
    ("years", "<the>? {span}", _years),
    ("years", "{year} <dash> {year:2}", _year_to_year),
    ("years", "{year} (?: <to> | <and> ) {number}", _short_years),
    ("decade", f"{PREFIX} <the>? (?: {{decade}} | (?: (?<=<the>) | (?<=<early>) ) {{decade_word}} )", _decade),
    (
        "century",
        (
            f"{PREFIX} <the>? {{ordinal}} (?: <and> | <to> ) <the>? <early>? {{ordinal:2}} <hyphen>?"
            " (?: {unit} | {units} )"
        ),
        _centuries,
    ),
    ("century", f"{PREFIX} <the>? {{ordinal}} <hyphen>? {{unit}}", _century),
    ("era", "{number} {era}", _era),
    ("era", "{era} {number}", _era),
    ("year", f"{PREFIX} (?: <the> {{unit}} )? {{year}}", _year),
    ("weekdays", "{weekday} <hyphen> {weekday:2}", _weekdays),
    ("weekday", f"<early>? {{weekday}} <of>? {WHICH} {{unit}}", _weekday),
    ("weekday", f"{_CLOCK_BEFORE} <early>? {WHICH}? {{weekday}} (?: <daypart> )? {_CLOCK_AFTER}", _weekday),
    ("day part", f"{_CLOCK_BEFORE} <early>? (?: {{day}} | {{last}} | {{this}} ) <daypart>", _part_of_day),
    ("day", f"{_CLOCK_BEFORE} {{day}} {_CLOCK_AFTER}", _part_of_day),
    ("unit", f"(?: {EDGE} | <early> )? {WHICH} <fiscal>? {_OF_UNIT}", _unit),
    ("unit", f"(?: {EDGE} | <early> <in> ) <the> <fiscal>? {_OF_UNIT}", _unit),
    ("unit", "<the> (?: <previous> | <following> ) <fiscal>? (?: {unit} | {quarter} )", _neighbour),
    ("unit", "<the>? {unit} (?: <hyphen> | <possessive> ) <edge>", _unit),
    ("unit", "(?: (?<=<at>) | (?<=<by>) ) {unit} <edge>", _unit),
    ("weekend", "<the> {weekend}", _unit),
)
