from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lang import rows
from claimcheck.lang.numerals import FRACTION, VAGUE, find_numerals, parse_number

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = (("billion", 10**9), ("million", 10**6), ("thousand", 10**3))


def in_words(number: int, *, joint: str = "-", and_: str = " ") -> str:
    """Write a number as an English newspaper would: a formatter of the tests' own."""
    for name, scale in SCALES:
        if number >= scale:
            high, low = divmod(number, scale)
            return f"{in_words(high, joint=joint, and_=and_)} {name}" + (
                f" {in_words(low, joint=joint, and_=and_)}" if low else ""
            )
    if number >= 100:
        high, low = divmod(number, 100)
        return f"{ONES[high]} hundred" + (f"{and_}{in_words(low, joint=joint, and_=and_)}" if low else "")
    if number >= 20:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"{joint}{ONES[ones]}" if ones else "")
    return ONES[number]


@given(st.integers(0, 10**12 - 1), st.sampled_from("- "), st.sampled_from((" ", " and ")))
def test_a_number_in_words_is_read_back(number: int, joint: str, and_: str) -> None:
    assert parse_number(in_words(number, joint=joint, and_=and_)) == number


@given(st.integers(0, 10**13))
def test_a_grouped_number_is_read_back(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(str(number)) == number


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_a_decimal_is_read_back(whole: int, hundredths: int) -> None:
    assert parse_number(f"{whole:,}.{hundredths:02}") == pytest.approx(whole + hundredths / 100)


@given(
    st.integers(1, 999),
    st.integers(0, 9),
    st.sampled_from(("thousand", "million", "billion", "trillion", "bn", "lakh", "crore")),
)
def test_a_scaled_number_is_read_back(whole: int, tenth: int, scale: str) -> None:
    worth = {row["word"]: float(row["value"]) for row in rows("numerals")}[scale]
    value = parse_number(f"{whole}.{tenth} {scale}")
    assert value is not None
    assert math.isclose(value, float(f"{whole}.{tenth}") * worth)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    last = 0
    for numeral in find_numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        assert math.isfinite(numeral.value)
        last = numeral.end


@given(st.lists(st.sampled_from([row["word"] for row in rows("numerals")] + ["a", "and", "of", "-", "3", "1/2", "½"])))
def test_any_order_of_number_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for numeral in find_numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        last = numeral.end


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half million", 2_500_000),
        ("3 million and a half", 3_500_000),
        ("one and a half", 1.5),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("3/4", 0.75),
        ("two-thirds", 0.6667),
        ("one-half", 0.5),
        ("three-quarters", 0.75),
        ("fourteen hundred", 1400),
        ("a hundred and one", 101),
        ("five lakh crore", 5e12),
        ("1,20,000", 120_000),
        ("1 414 021 100", 1_414_021_100),
        ("40\u202f000", 40_000),
        (".08", 0.08),
        ("2.5×10^6", 2_500_000),
        ("twenty-one", 21),
        ("33-million", 33_000_000),
    ],
)
def test_values(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dozens", 24),
        ("hundreds", 200),
        ("thousands", 2000),
        ("millions", 2_000_000),
        ("hundreds of thousands", 200_000),
        ("tens of millions", 20_000_000),
        ("several hundred", 200),
        ("a few million", 2_000_000),
        ("a couple hundred", 200),
    ],
)
def test_a_vague_number_is_twice_its_group(text: str, value: float) -> None:
    (numeral,) = find_numerals(text)
    assert (numeral.value, numeral.form, numeral.end) == (value, VAGUE, len(text))


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("It fell by a third from May.", ["a third"]),
        ("He won a third term.", []),
        ("About a quarter of them left.", ["a quarter"]),
        ("It earned more in a quarter than before.", []),
        ("Half of the town fled.", ["Half"]),
        ("They scored in the second half of the game.", []),
        ("It shrank to one-fifth of its size.", ["one-fifth"]),
    ],
)
def test_a_share_is_told_from_an_ordinal(text: str, shares: list[str]) -> None:
    assert [text[n.start : n.end] for n in find_numerals(text) if n.form == FRACTION] == shares


@pytest.mark.parametrize("text", ["9/11", "10/12", "several", "a few", "hundred", "million", "tens", "scores"])
def test_what_is_no_single_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("$5m", 5e6), ("£2.5bn", 2.5e9), ("12.3m tonnes", 12.3e6), ("1.3m had it", 1.3e6), ("$4k", 4000)],
)
def test_letters_scale_money_and_plurals(text: str, value: float) -> None:
    assert find_numerals(text)[0].value == pytest.approx(value)


@pytest.mark.parametrize("text", ["a 37m wall", "the 100m hurdles", "5 m"])
def test_m_is_a_meter_elsewhere(text: str) -> None:
    assert find_numerals(text)[0].scale == 1
