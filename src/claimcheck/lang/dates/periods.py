"""Patterns of durations, sets, windows around now, references to now, clock times."""

from __future__ import annotations

from typing import Final

from claimcheck.lang.dates.guards import bare_stands, is_age, is_old, single_stands
from claimcheck.lang.dates.patterns import Hit, Rule
from claimcheck.lang.dates.points import WHICH, which
from claimcheck.lang.dates.when import Day, Fixed, Interval, Months, Shift, When, ago, duration, joined, read_clock

NOTHING: Final = Fixed("")  # looks like a time and is none: nothing inside of it is looked at again

_AMOUNT: Final = """(?: <bound> | <between> ){0,2} (?: <a>? {vague} | <a>? {number} (?: <and> <a> {half}
    | <hyphen> <and> <hyphen> <a> <hyphen> {half:2} | (?: <to> | <hyphen> | <and> | <dash> ) {number:2} )? )"""
_NAMED_UNITS: Final = "(?: {unit} | {units} )"
_SIZES: Final = ("P1000Y", "P100Y", "P10Y", "P1Y", "P1M", "P1W", "P1D", "PT1H", "PT1M", "PT1S")
_MONTHS: Final = 12
_HOURS: Final = 12


# ---------------------------------------------------------------- amounts
def _amounts(hit: Hit) -> tuple[float | None, float | None]:
    """Return the number and the second number of a range; ``None`` for a vague or missing one."""
    vague = hit.get("vague")
    if vague is not None:
        return (None if vague == "X" else float(vague)), None
    low, high = hit.get("number"), hit.get("number_2")
    first = None if low is None else float(low) + 0.5 * ((hit.get("half") or hit.get("half_2")) is not None)
    return first, None if high is None else float(high)


def _stretch(unit: str, low: float | None, high: float | None) -> str:
    """Return the duration of ``low`` units, or from that to ``high`` units."""
    first = duration(unit, low)
    return first if high is None else f"{first}/{duration(unit, high)}"


def _unit_of(hit: Hit) -> str:
    return hit.get("unit") or hit.get("units") or ""


# ---------------------------------------------------------------- builders
def _counted(hit: Hit) -> When | None:
    """Read over a hundred days, 46 years, two to three weeks, three months ago."""
    if is_age(hit):
        return NOTHING
    unit, (low, high) = _unit_of(hit), _amounts(hit)
    if not _counted_stands(hit, low=low, high=high):
        return None
    if hit.get("ago") or hit.get("reference"):
        return _from_now(unit, amount=None if high is not None else low, sign=-1 if hit.get("ago") else 1)
    return Fixed(_stretch(unit, low, high))


def _counted_stands(hit: Hit, *, low: float | None, high: float | None) -> bool:
    """Return whether number and unit are a time: not three quarters of it, two second chances, one day he will."""
    if hit.lexemes.word(hit.end - 1) == "quarters" and hit.lexemes.word(hit.end) == "of":
        return False
    if not hit.get("unit") or low is None or high is not None or hit.has(hit.end - 2, "hyphen"):
        return True
    if low == 1:
        return single_stands(hit) or hit.get("unit") not in {"P1D", "P100Y"}
    return "ordinal" not in hit.lexemes.values[hit.end - 1]


def _from_now(unit: str, *, amount: float | None, sign: int) -> When:
    """Return the time that lies ``amount`` units from now; half a unit is counted in the next smaller one."""
    if amount is None:
        return Fixed("PAST" if sign < 0 else "FUTURE")
    if amount == int(amount):
        return ago(unit, sign * int(amount))
    size = {"P100Y": 100, "P10Y": 10}.get(unit)
    return ago("P1M", sign * round(_MONTHS * amount)) if size is None else ago("P1Y", sign * round(size * amount))


def _compound(hit: Hit) -> When | None:
    """Read two years and three months, 1 hour 20 minutes: the second unit is the smaller one."""
    first, second = hit.get("unit") or hit.get("units") or "", hit.get("unit_2") or hit.get("units_2") or ""
    if first not in _SIZES or second not in _SIZES or _SIZES.index(first) >= _SIZES.index(second):
        return None
    parts = (duration(first, float(hit.get("number") or 1)), duration(second, float(hit.get("number_2") or 1)))
    return Fixed(joined(parts))


def _single(hit: Hit) -> When | None:
    """Read a year, an hour, a year and a half, half a century, a week ago."""
    if is_old(hit):
        return NOTHING
    half, unit = hit.index("half"), hit.get("unit") or ""
    amount = 1.0 if half is None else 1.5 if half > (hit.index("unit") or 0) else 0.5
    if hit.get("ago") or hit.get("reference"):
        return _from_now(unit, amount=amount, sign=-1 if hit.get("ago") else 1)
    if half is None and not single_stands(hit):
        return None
    return Fixed(duration(unit, amount))


def _bare(hit: Hit) -> When | None:
    if hit.get("ago"):
        return Fixed("PAST")
    if hit.get("ahead"):
        return Fixed("FUTURE")
    return Fixed(duration(hit.get("units") or "", None)) if bare_stands(hit) else None


def _long(hit: Hit) -> When | None:
    """Read year-long, decades-long."""
    if hit.lexemes.word(hit.end - 1) != "long":
        return None
    return Fixed(duration(_unit_of(hit), 1 if hit.get("unit") else None))


def _window(hit: Hit) -> When | None:
    """Read the past five years, the next two weeks: they are as long as they say."""
    return Fixed(_stretch(_unit_of(hit), *_amounts(hit)))


def _window_of_one(hit: Hit) -> When | None:
    unit = hit.get("unit") or ""
    if "T" in unit or (unit == "P1D" and not hit.get("last")):
        return None
    if hit.lexemes.word(hit.end - 1) == "night" or (unit == "P1D" and hit.lexemes.word(hit.end - 2) == "last"):
        return None
    return Fixed("FUTURE") if hit.get("coming") else Fixed(duration(unit, 1))


def _vague_window(hit: Hit) -> When | None:
    if hit.lexemes.word(hit.start) == "previous":
        return None
    return Fixed("FUTURE" if hit.get("coming") or hit.get("next") else "PAST")


def _in_a_row(hit: Hit) -> When | None:
    """Read consecutive years, successive weeks: how many is not said."""
    consecutive = hit.lexemes.word(hit.start) in {"consecutive", "successive", "straight"}
    return Fixed(duration(hit.get("units") or "", None)) if consecutive else None


def _first_months(hit: Hit) -> When | None:
    """Read the first nine months of 2016 as months 1 to 9; of any other unit, the start of X has X's value."""
    count, year, shift = hit.number("number"), hit.number("year") or None, which(hit)
    if hit.get("unit") not in {None, "P1Y"}:
        return None
    shift = 0 if year is None and shift is None else shift
    if hit.get("units") == "P1M" and 1 <= count <= _MONTHS:
        first = 1 if hit.get("ordinal") else _MONTHS + 1 - count
        return Months(first, first + count - 1, year, None if year else shift)
    if hit.get("month"):
        return Day(hit.number("month"), year=year)
    return Fixed(f"{year:04}") if year else Shift("year", shift or 0)


def _part(hit: Hit) -> When | None:
    """Read the first week of April, the last day of 2016: the start or end of X has X's value."""
    if "T" in (hit.get("unit_3") or "") or hit.get("unit") not in {None, "P1Y", "P1M"}:
        return None
    if hit.get("month"):
        day = hit.number("ordinal") if hit.get("unit_3") == "P1D" else 0
        return Day(hit.number("month"), day or None, hit.number("year") or None)
    if hit.get("year_2"):
        return Fixed(hit.get("year_2") or "")
    return Shift("year" if hit.get("unit") == "P1Y" else "month", which(hit) or 0)


def _every(hit: Hit) -> When | None:
    unit = _unit_of(hit)
    if hit.get("ordinal") and unit:
        return Fixed(duration(unit, float(hit.get("ordinal") or 1)))
    if not unit:
        season = hit.get("season") or hit.get("month")
        return Fixed("P1Y" if season else "P1D" if hit.get("daypart") else "P1W")
    low, high = _amounts(hit)
    if hit.get("vague") is None and low is None:
        low = float(hit.get("every") or 1)
    return Fixed(_stretch(unit, low, high))


def _times_a(hit: Hit) -> When | None:
    """Read once a year, twice every two weeks, three times a day: a set is its period."""
    low, _ = _amounts(hit)
    return Fixed(duration(_unit_of(hit), low if low is not None else 1))


def _per(hit: Hit) -> When | None:
    """Read per year, per day; per hour and less belong to a unit of measurement."""
    unit = hit.get("unit") or ""
    return None if "T" in unit else Fixed(duration(unit, 1))


def _set(hit: Hit) -> When | None:
    return Fixed(hit.get("set") or "") if hit.lower_or_first(hit.start) else None


def _on_weekdays(hit: Hit) -> When | None:
    return Fixed("P1W") if hit.get("weekdays") or hit.lexemes.word(hit.end - 1).endswith("s") else None


def _reference(hit: Hit) -> When | None:
    return Fixed(hit.get("reference") or "") if hit.lower_or_first(hit.start) else None


def _clock(hit: Hit) -> When | None:
    text = hit.get("clock") or ""
    value = read_clock(text)
    support = {"at", "from", "until", "till", "by", "around", "about", "before", "after", "to"}
    supported = ":" in text and hit.lexemes.word(hit.start - 1) in support
    return Fixed(value) if value and (supported or text.startswith("T") or not text[-1].isdigit()) else None


def _clock_of_part(hit: Hit) -> When | None:
    """Read 1:00 in the afternoon."""
    value = read_clock(hit.get("clock") or "")
    if not value:
        return None
    hour = int(value[1:3])
    late = hit.get("daypart") in {"afternoon", "evening", "night"}
    return Fixed(f"T{hour + 12 * (late and 1 <= hour < _HOURS):02}{value[3:]}")


def _oclock(hit: Hit) -> When | None:
    hour = hit.number("number")
    return Fixed(f"T{hour:02}:00") if 1 <= hour <= _HOURS else None


def _clocks(hit: Hit) -> When | None:
    """Read 5 to 7 p.m., 10 a.m.-2 p.m.: the half of the day said last holds for both."""
    last = hit.get("clock_2") or ""
    if hit.get("clock") is None and not last[-1:].isalpha() and not last.endswith("."):
        return None
    first = read_clock(hit.get("clock") or f"{hit.get('dom')} {'p' if 'p' in last.lower() else 'a'}m")
    end = read_clock(last)
    return Interval(Fixed(first), Fixed(end)) if first and end else None


_UNIT_2: Final = "(?: {unit:2} | {units:2} )"
_TIMES: Final = "(?: <once> | {number:3} <times> | <a>? <vague> <times> )"
_SINCE_NOW: Final = "(?: {ago} | <from> {reference} )?"

PERIODS: Final[tuple[Rule, ...]] = (
    ("clocks", "(?: {clock} | {dom} ) (?: <hyphen> | <dash> ) {clock:2}", _clocks),
    ("clocks", "{dom} <to> {clock:2}", _clocks),
    ("window", f"<the>? (?: <last> | <next> | <coming> | <previous> ) {_AMOUNT} <filler>? {_NAMED_UNITS}", _window),
    ("window", "<the> (?: {last} | {next} | {coming} ) {unit}", _window_of_one),
    ("vague window", "<the>? (?: {recent} | {coming} | {last} | {next} ) <filler>? {units}", _vague_window),
    (
        "part",
        (
            "<the> (?: {ordinal} | {last:4} ) {number} <filler>? {units} <of>"
            f" (?: {{month}}? {{year}} | {{month:2}} | <the> <fiscal>? {{unit}} | {WHICH} <fiscal>? {{unit:2}} )"
        ),
        _first_months,
    ),
    (
        "part",
        (
            "<the>? (?: {ordinal} | {last:4} ) (?: {unit:3} | {weekend} ) <of>"
            f" (?: {{month}} <comma>? {{year}}? | {{year:2}} | {WHICH} {{unit}} )"
        ),
        _part,
    ),
    ("frequency", f"<bound>? {_TIMES} (?: <a> | <per> | <every> ) {_NAMED_UNITS}", _times_a),
    ("frequency", "<bound>? <once> <every> {number} {units}", _times_a),
    ("frequency", "<bound>? <once> <in>? <every> <a>? {vague} {units}", _times_a),
    ("set", f"{{every}} (?: {{ordinal}} {{unit}} | {_AMOUNT} <filler>? (?: {{unit:2}} | {{units}} ) )", _every),
    (
        "set",
        "{every} <fiscal>? (?: {unit} | {weekday} <daypart>? | {season} | {weekend} | {daypart} | {month} )",
        _every,
    ),
    ("set", "{weekdays} <daypart>?", _on_weekdays),
    ("per", "<per> {unit}", _per),
    ("set", "{set}", _set),
    (
        "duration",
        f"<bound>{{0,2}} <a>? {{number}} <filler>? {_NAMED_UNITS} (?: <and> | <comma> )? <a>? {{number:2}} {_UNIT_2}",
        _compound,
    ),
    ("duration", f"{_AMOUNT} <hyphen>? (?: <filler> <hyphen>? )? {_NAMED_UNITS} {_SINCE_NOW}", _counted),
    ("duration", f"{_NAMED_UNITS} <hyphen> <filler>", _long),
    ("duration", "<filler> {units}", _in_a_row),
    ("duration", "<bound>{0,2} {half} <hyphen> {unit}", _single),
    ("duration", f"<bound>{{0,2}} <a> <filler>? {{unit}} (?: <and> <a> {{half}} )? {_SINCE_NOW}", _single),
    ("duration", f"<bound>{{0,2}} {{half}} <of>? <a> {{unit}} {_SINCE_NOW}", _single),
    ("duration", "{units} (?: {ago} | {ahead} )?", _bare),
    ("reference", "{reference}", _reference),
)
# Last, so that a clock time joins the day that it stands with.
CLOCKS: Final[tuple[Rule, ...]] = (
    ("o'clock", "{number} {oclock} <daypart>?", _oclock),
    ("clock", "{clock} <in> <the> {daypart}", _clock_of_part),
    ("clock", "{clock}", _clock),
)
