"""Date expressions as text: where they are, what they mean, what they resolve to. No Doc, no weights."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import lang
from claimcheck.lang import dates
from claimcheck.lang.dates import scanning
from claimcheck.lang.dates.lexemes import alphabet
from claimcheck.lang.dates.periods import CLOCKS, PERIODS
from claimcheck.lang.dates.points import POINTS
from claimcheck.lang.dates.when import Day, Season, Shift, Weekday

FRIDAY = datetime.date(2016, 9, 16)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
TENSES = st.sampled_from(["past", "present", "future", None])
MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# Words that patterns are made of, to be thrown together.
WORDS = [row["word"] for row in lang.rows("times")] + ["of", "to", "and", "the", "a", "in", "-", "–", ",", ".", "'s"]
WORDS += ["2016", "31", "32", "0", "99999", "10:30", "5 p.m.", "1990s", "'90s", "2015-16", "9/11", "12/25/2016", "\n"]


def marks(text: str) -> list[str]:
    return [text[found.start : found.end] for found in dates.scan(text)]


def values(text: str, tense: dates.Tense = None) -> list[str | None]:
    return [dates.resolve(found.when, anchor=FRIDAY, tense=tense) for found in dates.scan(text)]


def value(text: str, tense: dates.Tense = None) -> str | None:
    when = dates.parse(text)
    assert when is not None, text
    return dates.resolve(when, anchor=FRIDAY, tense=tense)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # days
        ("March 3, 2015", "2015-03-03"),
        ("Wednesday, March 4, 2015", "2015-03-04"),
        ("3 March 2015", "2015-03-03"),
        ("the 3rd of March 2015", "2015-03-03"),
        ("3rd March, 2015", "2015-03-03"),
        ("2015-03-03", "2015-03-03"),
        ("12/25/2015", "2015-12-25"),
        ("25/12/2015", "2015-12-25"),
        ("25.12.2015", "2015-12-25"),
        ("3-March-2015", "2015-03-03"),
        ("Sept. 19 to 22, 2015", "2015-09-19/2015-09-22"),
        ("March 23-24, 2021", "2021-03-23/2021-03-24"),
        ("1-3 March 2020", "2020-03-01/2020-03-03"),
        ("Dec. 30-Jan. 2, 2015", "2014-12-30/2015-01-02"),
        ("July 4 and 5", "2016-07-04/2016-07-05"),
        # months and years
        ("July 2017", "2017-07"),
        ("early September", "2016-09"),
        ("mid-August", "2016-08"),
        ("the end of March", "2016-03"),
        ("January-March 2015", "2015-01/2015-03"),
        ("March of last year", "2015-03"),
        ("mid-2015", "2015"),
        ("the year 2000", "2000"),
        ("fiscal 2016", "2016"),
        ("the fiscal year 2016", "2016"),
        ("FY2016", "2016"),
        ("2021/22", "2021/2022"),
        ("2010-2012", "2010/2012"),
        ("2010–12", "2010/2012"),
        ("2010-12", "2010/2012"),
        ("2015-12", "2015-12"),
        ("the 1960s", "196X"),
        ("the late 1990s", "199X"),
        ("the '90s", "199X"),
        ("the sixties", "196X"),
        ("the 21st century", "20XX"),
        ("the nineteenth century", "18XX"),
        ("the late 19th and early 20th centuries", "18XX/19XX"),
        ("500 BC", "-0499"),
        # quarters, halves, seasons
        ("the first quarter of 2015", "2015-01/2015-03"),
        ("Q3 2021", "2021-07/2021-09"),
        ("the second half of 2014", "2014-07/2014-12"),
        ("the first nine months of 2014", "2014-01/2014-09"),
        ("the summer of 2011", "2011-22"),
        ("last winter", "2015-24"),
        ("this fall", "2016-23"),
        # around publication
        ("yesterday", "2016-09-15"),
        ("tomorrow night", "2016-09-17"),
        ("tonight", "2016-09-16"),
        ("last night", "2016-09-15"),
        ("this morning", "2016-09-16"),
        ("this week", "2016-W37"),
        ("last week", "2016-W36"),
        ("last month", "2016-08"),
        ("earlier this month", "2016-09"),
        ("next year", "2017"),
        ("last quarter", "2016-04/2016-06"),
        ("last weekend", "2016-09-10/2016-09-11"),
        ("this century", "20XX"),
        ("the end of the year", "2016"),
        ("year-end", "2016"),
        ("two years ago", "2014"),
        ("three months ago", "2016-06"),
        ("two weeks ago", "2016-W35"),
        ("five days ago", "2016-09-11"),
        ("a year and a half ago", "2015-03"),
        ("half a century ago", "1966"),
        ("a few years ago", "PAST"),
        ("last March", "2016-03"),
        ("last October", "2015-10"),
        ("next March", "2017-03"),
        ("last Friday", "2016-09-09"),
        ("Monday of last week", "2016-09-05"),
        # durations
        ("over a decade", "P10Y"),
        ("three years", "P3Y"),
        ("three-day", "P3D"),
        ("half-day", "P0.5D"),
        ("half an hour", "PT0.5H"),
        ("two and a half years", "P2.5Y"),
        ("two years and three months", "P2Y3M"),
        ("two to three weeks", "P2W/P3W"),
        ("two dozen years", "P24Y"),
        ("one hundred and ten days", "P110D"),
        ("twenty-five years", "P25Y"),
        ("2 million years", "P2000000Y"),
        ("several weeks", "PXW"),
        ("a few hours", "PTXH"),
        ("the past five years", "P5Y"),
        ("the next two weeks", "P2W"),
        ("the past decade", "P10Y"),
        ("the last few months", "PXM"),
        ("consecutive years", "PXY"),
        ("year-long", "P1Y"),
        ("two straight quarters", "P6M"),
        # sets
        ("every 72 minutes", "PT72M"),
        ("every few days", "PXD"),
        ("every other week", "P2W"),
        ("each day", "P1D"),
        ("every Monday", "P1W"),
        ("every summer", "P1Y"),
        ("Mondays", "P1W"),
        ("at least once a year", "P1Y"),
        ("three times a month", "P1M"),
        ("annual", "P1Y"),
        ("quarterly", "P3M"),
        ("per year", "P1Y"),
        # clock
        ("10 a.m.", "T10:00"),
        ("10:30pm", "T22:30"),
        ("12 a.m.", "T00:00"),
        ("midnight", "T00:00"),
        ("1400 GMT", "T14:00Z"),
        ("nine o’clock", "T09:00"),
        ("5-7 p.m.", "T17:00/T19:00"),
        ("1:00 in the afternoon", "T13:00"),
        ("8 p.m. Monday", "2016-09-12T20:00"),
        ("Monday morning", "2016-09-12"),
        # now
        ("now", "PRESENT"),
        ("to date", "PRESENT"),
        ("recently", "PAST"),
        ("recent years", "PAST"),
        ("the coming years", "FUTURE"),
    ],
)
def test_value(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran from 2010 to 2012.", ["2010", "2012"]),
        ("It was signed after a 1929 agreement.", ["1929"]),
        ("They met before the 2022 World Cup.", ["2022"]),
        ("Monday's debate and last week’s vote.", ["Monday", "last week"]),
        ("A plan for the end of March.", ["the end of March"]),
        ("the July 6 exercise", ["July 6"]),
        ("later on Thursday", ["Thursday"]),
        ("The three-day meeting", ["three-day"]),
        ("I test every 24 hours or 48 hours.", ["every 24 hours", "48 hours"]),
        ("The search took two\nyears in all.", ["two\nyears"]),
        ("It closed in May.\nSix left.", ["May"]),
        ("So far this year", ["this year"]),
        ("The July 11 protests grew.", ["July 11"]),
        ("Storms hit on May 20 and in May 2011.", ["May 20", "May 2011"]),
        ("He ran in the 2014 elections.", ["2014"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and they march; he sat in the sun.",
        "A 46-year-old, 46 years old, aged 46 years, at the age of 46 years.",
        "It failed three times, for the third time.",
        "The 9/11 memorial is open 24/7, and hindsight is 20/20.",
        "She won by 2020 votes against 1500 people.",
        "Call 800-273-8255, or see version 2.0.12 at 192.168.0.1.",
        "The fine is $2000, or Rs. 2000, or 2,013 euros, more than 2000.",
        "He lives at 1600 Pine Avenue, not 2000 Main Street.",
        "A 2000-meter race, Flight 1949, No. 1999.",
        "Only one day will he see it; a second chance came at the last minute.",
        "It happened soon, once, often, so far, overnight and previously.",
        "The recent vote and the current mayor.",
        "In the early years his office hours were short.",
        "The better world of tomorrow, a brighter tomorrow.",
        "The team won 3-2, 4:32.1 ahead, at a ratio of 16:9.",
        "In April Stone's first report",
        "The 67th minute, the first half, the second half.",
    ],
)
def test_no_time(text: str) -> None:
    assert [mark for mark in marks(text) if mark != "April"] == []


def test_a_month_counts_no_people() -> None:
    assert marks("In May 20 people died.") == ["May"]
    assert marks("On May 20 people voted.") == ["May 20"]


def test_tense_decides_the_weekday() -> None:
    assert [value("Monday", tense) for tense in ("past", "present", "future", None)] == [
        "2016-09-12",
        "2016-09-12",
        "2016-09-19",
        "2016-09-12",
    ]
    assert value("Friday", "future") == value("Friday", "past") == "2016-09-16"


def test_tense_decides_the_year() -> None:
    assert [value("March", tense) for tense in ("past", "future", None)] == ["2016-03", "2017-03", "2016-03"]
    assert [value("November", tense) for tense in ("past", "future", None)] == ["2015-11", "2016-11", "2016-11"]
    assert value("January", None) == "2016-01"


def test_a_weekday_decides_the_year() -> None:
    assert value("Friday, November 13", "future") == "2015-11-13"


def test_an_event_keeps_its_year() -> None:
    assert values("the Sept. 11 attacks") == ["2001-09-11"]
    assert values("the Jan. 6 riot") == ["2016-01-06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("November 5", "XXXX-11-05"),
        ("Wednesday July 6", "XXXX-07-06"),
        ("March", "XXXX-03"),
        ("the third quarter", "XXXX-07/XXXX-09"),
        ("Monday", None),
        ("last year", None),
        ("this summer", None),
        ("two years ago", None),
        ("2014", "2014"),
        ("now", "PRESENT"),
    ],
)
def test_without_publication_date(text: str, expected: str | None) -> None:
    when = dates.parse(text)
    assert when is not None
    assert dates.resolve(when, anchor=None) == expected


@pytest.mark.parametrize("text", ["February 30, 2015", "30 February"])
def test_no_such_day(text: str) -> None:
    assert values(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date 2026-03-04 The council voted.", "2026-03-04"),
        ("ISLAMABAD, March 03, 2022: The two sides met.", "2022-03-03"),
        ("Nairobi, May 6 2022 (XYZ) - Growing up near the lake", "2022-05-06"),
        ("LOS ANGELES (XYZ), May 2, 2019 — The port", "2019-05-02"),
        ("Rents rise again\n\nBy Ann Lee | March 4, 2026\n\nRents rose.", "2026-03-04"),
        ("Published: Wed, 4 March 2026 10:30 GMT", "2026-03-04"),
        ("Updated 3:45 p.m. ET, March 4, 2026\nRents rose.", "2026-03-04"),
        ("ISLAMABAD, Mar 03: The two sides met.", None),
        ("Press / Review, 5 November - The plan", None),
        ("On March 4, 2026, the council voted.", None),
        ("The treaty of March 4, 2026 - a landmark - was signed.", None),
        ("March 4, 2026 was a long day.", None),
        ("Date: 04/03/2026", None),
        ("Date: 25/03/2026", "2026-03-25"),
        ("", None),
    ],
)
def test_dateline(text: str, expected: str | None) -> None:
    assert dates.dateline(text) == expected


def test_every_role_of_a_pattern_has_words() -> None:
    known = {role for roles in alphabet().letters for role in roles}
    asked = {role for _, pattern, _ in (*PERIODS, *POINTS, *CLOCKS) for role in re.findall(r"[<{](\w+)[:}>]", pattern)}
    assert asked - {"P"} <= known


# ---------------------------------------------------------------- properties
def styles(day: datetime.date) -> list[str]:
    month, short, weekday = MONTHS[day.month - 1], SHORT[day.month - 1], WEEKDAYS[day.weekday()]
    suffix = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return [
        day.isoformat(),
        f"{month} {day.day}, {day.year}",
        f"{short} {day.day}, {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {short.rstrip('.')} {day.year}",
        f"{day.day:02} {month}, {day.year}",
        f"the {day.day}{suffix} of {month} {day.year}",
        f"{month} {day.day}{suffix}, {day.year}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{month.upper()} {day.day}, {day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day}-{month}-{day.year}",
    ]


@given(DAYS, st.integers(0, 12), DAYS, TENSES)
def test_every_style_gives_one_day(day: datetime.date, style: int, anchor: datetime.date, tense: dates.Tense) -> None:
    when = dates.parse(styles(day)[style])
    assert when is not None, styles(day)[style]
    assert dates.resolve(when, anchor=anchor, tense=tense) == day.isoformat()
    assert dates.resolve(when, anchor=None) == day.isoformat()


@given(DAYS, DAYS, TENSES)
def test_a_resolved_day_resolves_to_itself(day: datetime.date, anchor: datetime.date, tense: dates.Tense) -> None:
    for text in (day.isoformat(), str(day.year), f"{MONTHS[day.month - 1]} {day.day}", "Monday", "yesterday"):
        first = dates.resolve(dates.parse(text) or Season(21), anchor=anchor, tense=tense)
        again = dates.parse(first or "")
        assert again is not None
        assert dates.resolve(again, anchor=day, tense=None) == first


@given(DAYS, st.integers(1, 7), TENSES)
def test_a_weekday_is_within_a_week(anchor: datetime.date, weekday: int, tense: dates.Tense) -> None:
    found = datetime.date.fromisoformat(dates.resolve(Weekday(weekday), anchor=anchor, tense=tense) or "")
    assert found.isoweekday() == weekday
    assert (0 <= (found - anchor).days < 7) if tense == "future" else (0 <= (anchor - found).days < 7)


@given(DAYS, st.integers(1, 12), st.integers(1, 28), TENSES)
def test_a_day_without_year_keeps_to_its_tense(anchor: datetime.date, month: int, day: int, tense: dates.Tense) -> None:
    found = datetime.date.fromisoformat(dates.resolve(Day(month, day), anchor=anchor, tense=tense) or "")
    assert (found.month, found.day) == (month, day)
    assert not (tense == "past" and found > anchor)
    assert not (tense == "future" and found < anchor)
    assert abs((found - anchor).days) <= 366


@given(DAYS, st.sampled_from(["day", "week", "month", "year", "decade", "century"]), st.integers(-20, 19))
def test_shifts_grow_with_their_amount(anchor: datetime.date, unit: str, amount: int) -> None:
    first = dates.resolve(Shift(unit, amount), anchor=anchor)
    second = dates.resolve(Shift(unit, amount + 1), anchor=anchor)
    assert first is not None
    assert second is not None
    assert first < second


@given(st.sampled_from([21, 22, 23, 24]), DAYS)
def test_seasons_are_in_order(season: int, anchor: datetime.date) -> None:
    last, this, following = (
        int((dates.resolve(Season(season, which), anchor=anchor) or "")[:4]) for which in (-1, 0, 1)
    )
    assert last <= this <= following
    assert following - last in {1, 2} or last == this == following - 1


@pytest.mark.parametrize("number", ["9" * 400, "1" * 5000, "1" * 5000 + "th", "1,000" + ",000" * 200, "0", "0.0"])
def test_endless_numbers(number: str) -> None:
    for text in (
        f"{number} years ago",
        f"the {number} century",
        f"March {number}",
        f"{number}",
        f"every {number} days",
    ):
        hold(text)


def test_endless_scales() -> None:
    hold("5 " + "million " * 200 + "years ago")
    hold("two dozen " * 50 + "years ago")


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    hold(text)


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words(words: list[str]) -> None:
    hold(" ".join(words))
    hold("".join(words))


def hold(text: str) -> None:
    """Nothing raises; spans are in bounds, in order and apart; and nothing begins or ends with a blank."""
    end = 0
    for found in dates.scan(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        mark = text[found.start : found.end]
        assert mark == mark.strip()
        for anchor in (None, datetime.date(1, 1, 1), FRIDAY, datetime.date(9999, 12, 31)):
            for tense in ("past", "future", None):
                dates.resolve(found.when, anchor=anchor, tense=tense)
    dates.parse(text)
    dates.dateline(text)


@given(st.lists(st.sampled_from([*WORDS, "\n\n", "\n\n", "GMT", "- "]), max_size=14), st.sampled_from([" ", ""]))
def test_no_date_goes_beyond_an_empty_line(words: list[str], between: str) -> None:
    """Paragraphs are read by themselves, and remembered."""
    text = between.join(words)
    whole = list(scanning._expressions(text))
    assert [(one.start, one.end, one.when, one.rule) for one in dates.scan(text)] == whole
