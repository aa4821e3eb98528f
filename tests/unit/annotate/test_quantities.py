from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.annotate import groups
from claimcheck.annotate.quantities import Quantity, find_quantities, quantities
from claimcheck.annotate.times import Time
from claimcheck.lang import tables
from claimcheck.lang.units import plural, singular
from rows import asked, idle, timed_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc


def found(text: str) -> list[Quantity]:
    return list(find_quantities(timed_doc(text)))


def only(text: str) -> tuple[str, Quantity]:
    (quantity,) = found(text)
    return text[quantity.start : quantity.end], quantity


def texts(text: str) -> list[str]:
    return [text[quantity.start : quantity.end] for quantity in found(text)]


def assert_fields(quantity: Quantity, **expected: Any) -> None:
    assert {name: getattr(quantity, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("They paid $1.2 billion for it.", "$1.2 billion", 1.2e9, "USD"),
        ("It cost US$ 4.2 billion.", "US$ 4.2 billion", 4.2e9, "USD"),
        ("It fell by 98.33 percent.", "98.33 percent", 98.33, "percent"),
        ("The 6,700-km river flooded.", "6,700-km", 6700, "kilometer"),
        ("A 46-page study came out.", "46-page", 46, "page"),
        ("It holds 33-million-acre feet.", "33-million-acre feet", 33e6, "acre foot"),
        ("It moves 135 MAF.", "135 MAF", 135e6, "acre foot"),
        ("Oil sold at $50 a barrel.", "$50 a barrel", 50, "USD per barrel"),
        ("They have half a percentage point.", "half a percentage point", 0.5, "percentage point"),
        ("It made up half of 1 percent.", "half of 1 percent", 0.5, "percent"),
        ("It lost a few million dollars.", "a few million dollars", 2e6, "USD"),
        ("It fell to minus 12 degrees Celsius.", "minus 12 degrees Celsius", -12, "degree Celsius"),
        ("It weighs 12 pounds.", "12 pounds", 12, "pound"),
        ("It lost 12 million pounds.", "12 million pounds", 12e6, "GBP"),
        ("The dam yields 25MW.", "25MW", 25, "megawatt"),
        ("It grew at three times the rate of rents.", "three times", 3, "time"),
    ],
)
def test_measures(text: str, span: str, value: float, unit: str) -> None:
    words, quantity = only(text)
    assert words == span
    assert_fields(quantity, value=value, value2=None, unit=unit)


@pytest.mark.parametrize(
    ("sentence", "span", "unit"),
    [
        ("They hold 84 articles.", "84 articles", "article"),
        ("It left two neighbouring countries poor.", "two neighbouring countries", "country"),
        ("It met 13 farm project owners over time", "13 farm project owners", "owner"),
        ("It drew 14.7 million people, he said", "14.7 million people", "person"),
        ("He held five most recent polls in May", "five most recent polls", "poll"),
        ("He won 10 games Sunday.", "10 games", "game"),
        ("She sent two women candidates.", "two women candidates", "candidate"),
        ("It took six Orthodox, he said", "six Orthodox", "Orthodox"),
        ("It is a 12 page document.", "12 page", "page"),
        ("He recorded hundreds of new cases in May", "hundreds of new cases", "case"),
    ],
)  # fmt: skip
def test_a_count_runs_to_its_head_noun(sentence: str, span: str, unit: str) -> None:
    words, quantity = only(sentence)
    assert (words, quantity.unit) == (span, unit)


@pytest.mark.parametrize(
    ("text", "span", "bound", "value"),
    [
        ("Seizures now surpass 200 metric tons.", "surpass 200 metric tons", ">", 200),
        ("It took at least two dozen boats.", "at least two dozen boats", ">=", 24),
        ("It rose to nearly 40 percent.", "nearly 40 percent", "~", 40),
        ("Less than half of 1 percent won.", "Less than half of 1 percent", "<", 0.5),
        ("The limit is 25MW and below.", "25MW and below", "<=", 25),
        ("The fee is $200 or less.", "$200 or less", "<=", 200),
        ("Up to 300 million homes lack it.", "Up to 300 million homes", "<=", 3e8),
        ("It has a little more than 4 percent.", "a little more than 4 percent", ">", 4),
        ("It freed just over 90 boats.", "just over 90 boats", ">", 90),
        ("It gave more than an additional 20 boats.", "more than an additional 20 boats", ">", 20),
        ("It gave only 13 percent.", "13 percent", "=", 13),
        ("The share inched back up to 4.8 percent.", "4.8 percent", "=", 4.8),
        ("It handed over millions of dollars.", "millions of dollars", "~", 2e6),
        ("It may top $3 billion.", "may top $3 billion", ">", 3e9),
        ("The top 1 percent gained.", "1 percent", "=", 1),
        ("It drew 100-plus boats.", "100-plus boats", ">=", 100),
        ("They saw dozens of boats.", "dozens of boats", "~", 24),
    ],
)
def test_bounds_are_inside_the_span(text: str, span: str, bound: str, value: float) -> None:
    words, quantity = only(text)
    assert (words, quantity.bound, quantity.value) == (span, bound, value)


def test_over_before_a_small_count_is_a_preposition() -> None:
    words, quantity = only("It is a dispute over two islands.")
    assert (words, quantity.bound) == ("two islands", "=")


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("It raised 15-20 objections.", "15-20 objections", 15, 20),
        ("They need between 3 and 5 million people.", "between 3 and 5 million people", 3e6, 5e6),
        ("It costs $3-5 billion.", "$3-5 billion", 3e9, 5e9),
        ("It costs from $10 to $15 billion.", "$10 to $15 billion", 1e10, 1.5e10),
        ("It holds four to five thousand people.", "four to five thousand people", 4000, 5000),
        ("It warms by 1 to 1.5 degrees Celsius.", "1 to 1.5 degrees Celsius", 1, 1.5),
        ("The 18- to 24-year-old men lost.", "18- to 24-year-old", 18, 24),
        ("It takes women aged 25 to 54 only.", "25 to 54", 25, 54),
    ],
)
def test_ranges(text: str, span: str, low: float, high: float) -> None:
    words, quantity = only(text)
    assert (words, quantity.bound) == (span, "range")
    assert_fields(quantity, value=low, value2=high)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("It rose from 4.2 to 4.8 percent.", [4.2, 4.8], "percent"),
        ("It leads by 49 percent to 47 percent.", [49, 47], "percent"),
        ("The house voted 52-48 for it.", [52, 48], "vote"),
        ("It has a 7- or 8-inch screen.", [7, 8], "inch"),
    ],
)
def test_two_figures_and_no_range(text: str, values: list[float], unit: str | None) -> None:
    assert [(quantity.value, quantity.value2, quantity.unit) for quantity in found(text)] == [
        (value, None, unit) for value in values
    ]


@pytest.mark.parametrize(
    ("sentence", "span", "value", "unit"),
    [
        ("Nearly eight of 10 voters tune in", "Nearly eight of 10 voters", 0.8, "voter"),
        ("One in four homes burned", "One in four homes", 0.25, "home"),
    ],
)
def test_a_ratio_is_one_quantity(sentence: str, span: str, value: float, unit: str) -> None:
    words, quantity = only(sentence)
    assert (words, quantity.value, quantity.unit) == (span, value, unit)


def test_a_real_total_is_two_quantities() -> None:
    doc = "It saw 13 of the 22 cases."
    assert [(q.value, q.unit) for q in found(doc)] == [(13, "case"), (22, "case")]
    assert texts(doc) == ["13", "22 cases"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Ann Lee, 30, lay down.", "30"),
        ("The 63-year-old won.", "63-year-old"),
        ("She is 70 and well.", "70"),
        ("He left school at the age of 15.", "15"),
        ("It is for people under 30 who work.", "under 30"),
        ("A girl who is 5 years old fell.", "5 years old"),
    ],
)
def test_ages(text: str, span: str) -> None:
    words, quantity = only(text)
    assert (words, quantity.unit, quantity.of) == (span, "year", "age")


def test_a_number_beside_a_place_is_no_age() -> None:
    (quantity,) = found("Malawi, 107; it says")
    assert (quantity.unit, quantity.of) == (None, None)


def test_an_age_in_brackets_follows_a_person() -> None:
    (quantity,) = found("Rahim (7) fell.")
    assert (quantity.value, quantity.of) == (7, "age")


@pytest.mark.parametrize(
    "text",
    [
        "It flew a Boeing 737 home.", "See Article 5 of it.", "The G7 met.", "They drove Route 66 home.",
        "It was after 9/11 that he left.", "The starting XI lost.", "Call 800-273-8255 for help.", "It met in 2014.",
        "It ran between 2014 and 2017.", "He left on Oct. 12.", "On 8 July it rained.", "Sept. 19 to 22 was dry.",
        "It met at 11 a.m. in town.", "It left at 9:35 PM.", "It took 15 years.", "It is a three-day meeting.",
        "In the 1990s it grew.", "He saw no one there.", "It was a two-way race.", "They took several boats.",
        "Both boats sank.", "It is No. 5 there.", "It sits at 7 Elm Street.", "The F-16 crashed.", "He has Covid-19.",
        "3. They met", "See https://example.org/a/52 now", "The two met.", "That one is new.", "zero tolerance rules",
        "It ran four times a week.", "the top 10 list", "It is on 5G there.", "by 2030", "the 2016-17 season",
        "the Big Ten schools", "half an hour ago",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert texts(text) == []


def test_one_counts_beside_a_count_and_after_only() -> None:
    doc = "It took four Quakers and one Methodist."
    assert texts(doc) == ["four Quakers", "one Methodist"]
    assert texts("Only one member left") == ["one member"]
    assert texts("In one case study he left") == []


def test_a_time_hides_its_numbers_but_no_age() -> None:
    text = "The 40 ran. She is 70 and well."
    assert texts(text) == ["40", "70"]
    doc = timed_doc(text)
    groups.write(doc, "times", [Time(4, 6, None, {}), Time(19, 21, None, {})])
    assert [text[quantity.start : quantity.end] for quantity in find_quantities(doc)] == ["70"]


def test_a_bare_number_takes_the_unit_before_it() -> None:
    doc = "It raised 10 projects, nine of them small."
    assert [(q.value, q.unit) for q in found(doc)] == [(10, "project"), (9, "project")]


def test_a_number_shares_the_noun_of_the_next() -> None:
    doc = "It went from 1,799 to 3,601 cases."
    assert [(q.value, q.unit) for q in found(doc)] == [(1799, "case"), (3601, "case")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The poll has her ahead by 3 points among voters.", "percentage point"),
        ("The index lost 190 points.", "point"),
    ],
)
def test_points_of_polls_and_boards(text: str, unit: str) -> None:
    _, quantity = only(text)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "span", "value", "bound", "unit"),
    [
        ("Polls show a lead in the low single digits.", "low single digits", 10, "<", "percentage point"),
        ("It saw double-digit growth.", "double-digit growth", 10, ">=", "percent"),
        ("They pay six-figure sums.", "six-figure", 100_000, ">=", None),
        ("It saw a single-digit caseload.", "single-digit caseload", 10, "<", "case"),
    ],
)
def test_digits_in_words(text: str, span: str, value: float, bound: str, unit: str | None) -> None:
    words, quantity = only(text)
    assert (words, quantity.value, quantity.bound, quantity.unit) == (span, value, bound, unit)


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        ("It seized 200 metric tons of cocaine in May", "cocaine"),
        ("It is a $4.2 billion dam.", "dam"),
        ("Among likely voters, 46 percent chose Ann.", "likely voters"),
        ("It has a margin of error of 4 percent.", "margin of error"),
        ("The town lies 40 kilometers from here", "distance"),
        ("He put global growth at 3 percent.", "global growth"),
        ("They hold 84 articles.", None),
    ],
)
def test_what_a_quantity_is_of(sentence: str, of: str | None) -> None:
    (quantity,) = found(sentence)
    assert quantity.of == of


def test_the_component_writes_its_group() -> None:
    doc = quantities(timed_doc("The 6,700-km river flooded 84 homes."))
    stored = groups.read(doc, "quantities", Quantity)
    assert [(quantity.value, quantity.unit) for quantity in stored] == [(6700, "kilometer"), (84, "home")]
    assert stored[0].why == {"by": "rule", "rule": "length", "cue": None, "score": 1.0}


PIECES = [
    "1", "2,000", "3.5", "1/2", "½", "2016", "-", "–", " ", " to ", " of ", " in ", " and ", "between ", "from ", "$",
    "US$", "%", " percent", "m", "km", " million", " thousand", "dozens", "half", "a third", "one", "two", "twenty",
    " people", " year-old", "Ann Lee, ", ", ", ". ", "\n", "(", ")", "about ", "more than ", " or more", "the ", "’s ",
    "\u00a0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)) | st.lists(st.text(max_size=5)))
def test_any_text_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    last = 0
    for quantity in found(text):
        assert last <= quantity.start < quantity.end <= len(text)
        assert quantity.bound in ("=", ">", ">=", "<", "<=", "~", "range")
        last = quantity.end


@given(
    st.integers(3, 10**9).filter(lambda number: not 1000 <= number <= 2199),
    st.sampled_from(
        [("", "homes", "home"), ("", "kilometers", "kilometer"), ("", "percent", "percent"), ("$", "", "USD")]
    ),
)
def test_a_written_quantity_is_read_back(number: int, kind: tuple[str, str, str]) -> None:
    sign, noun, unit = kind
    words, quantity = only(f"It took {sign}{number:,} {noun}".strip() + " there.")
    assert (words, quantity.value, quantity.unit) == (f"{sign}{number:,} {noun}".strip(), number, unit)


# ---------------------------------------------------------------- rows
def of_row(row: Mapping[str, str]) -> list[Quantity]:
    return list(find_quantities(timed(row["example"])))


@functools.cache
def timed(text: str) -> Doc:
    """Return an example with its times, found once: without a row of quantities they are the same, and take half of the time."""
    return timed_doc(text)


@pytest.mark.soak
@pytest.mark.weights
@pytest.mark.parametrize(
    "table", ["numerals", "bounds", "units", *(name for name in tables() if name.startswith("quantities_"))]
)
def test_every_row_changes_its_example(table: str) -> None:
    assert (
        idle(
            table,
            lambda row: (of_row(row), (singular(row["plural"]), plural(row["singular"])) if "plural" in row else None),
            rows=asked(table),
        )
        == []
    )


def wrong(table: str, right: Callable[[Mapping[str, str], list[Quantity]], bool]) -> list[str]:
    """Return the examples of a table in which a row does not do what it says."""
    return [row["example"] for row in asked(table) if not right(row, of_row(row))]


@pytest.mark.soak
@pytest.mark.weights
def test_what_the_rows_say_comes_out() -> None:
    assert wrong("bounds", lambda row, found: row["bound"] in {quantity.bound for quantity in found}) == []
    assert wrong("bounds", lambda row, found: row["words"] in {quantity.why["cue"] for quantity in found}) == []
    assert wrong("quantities_names", lambda _, found: not found) == []
    assert wrong("quantities_hyphens", lambda _, found: not found) == []
    assert (
        wrong("quantities_shifts", lambda _, found: [(q.value, q.value2) for q in found] == [(4, None), (9, None)])
        == []
    )
    assert (
        wrong("quantities_topics", lambda row, found: any((q.of or "").lower().endswith(row["topic"]) for q in found))
        == []
    )
    for table in ("quantities_context", "quantities_countries", "quantities_currencies", "units"):
        assert wrong(table, lambda row, found: row["unit"] in {quantity.unit for quantity in found}) == []
