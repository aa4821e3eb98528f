from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lang import rows
from claimcheck.lang.units import currency_before, local_currencies, per_at, plural, singular, unit_at


def unit_after(text: str, number: str) -> tuple[str, str] | None:
    """Return the words and the name of the unit after ``number`` in ``text``."""
    end = text.index(number) + len(number)
    unit = unit_at(text, end)
    return None if unit is None else (text[end : unit.end].strip(" -"), unit.name)


@pytest.mark.parametrize(
    ("text", "number", "words", "name"),
    [
        ("25MW and below", "25", "MW", "megawatt"),
        ("the 6,700-km river", "6,700", "km", "kilometer"),
        ("9 metric tons of it", "9", "metric tons", "metric ton"),
        ("9 tonnes of it", "9", "tonnes", "metric ton"),
        ("5 per cent.", "5", "per cent", "percent"),
        ("5 percentage points", "5", "percentage points", "percentage point"),
        ("86%.", "86", "%", "percent"),
        ("1,100 square kilometres.", "1,100", "square kilometres", "square kilometer"),
        ("40 km/h)", "40", "km/h", "kilometer per hour"),
        ("33-million-acre feet a year", "33-million", "acre feet", "acre foot"),
        ("5 U.S. dollars", "5", "U.S. dollars", "USD"),
        ("9 Australian dollars", "9", "Australian dollars", "AUD"),
        ("12 °C.", "12", "°C", "degree Celsius"),
        ("12 degrees Celsius", "12", "degrees Celsius", "degree Celsius"),
        ("30 miles an hour", "30", "miles an hour", "mile per hour"),
        ("43 percent-owned", "43", "percent", "percent"),
        ("90 $/MWh", "90", "$/MWh", "USD per megawatt hour"),
        ("three times the rate", "three", "times", "time"),
        ("6ft tall", "6", "ft", "foot"),
        ("1,200€", "1,200", "€", "EUR"),
    ],
)
def test_the_unit_after_a_number(text: str, number: str, words: str, name: str) -> None:
    assert unit_after(text, number) == (words, name)


@pytest.mark.parametrize("text", ["20 people", "3 points", "5 in a row", "7 minutes", "4 G", "10 kmart stores", "9"])
def test_what_is_no_unit_of_measure(text: str) -> None:
    assert unit_after(text, text.split(maxsplit=1)[0]) is None


def test_an_abbreviation_may_stand_for_millions_of_its_unit() -> None:
    unit = unit_at("135 MAF", 3)
    assert unit is not None
    assert (unit.name, unit.factor) == ("acre foot", 1_000_000)


@pytest.mark.parametrize(
    ("text", "sign", "code"),
    [
        ("for $5", "$", "USD"),
        ("for US$ 5", "US$ ", "USD"),
        ("for $US5", "$US", "USD"),
        ("(A$5", "A$", "AUD"),
        ("for AU $5", "AU $", "AUD"),
        ("of Rs. 5", "Rs. ", "INR"),
        ("of R5", "R", "ZAR"),
        ("paid EUR 5", "EUR ", "EUR"),
        ("for KSh5", "KSh", "KES"),
        ("for XX$5", "$", "USD"),
    ],
)
def test_the_currency_before_a_number(text: str, sign: str, code: str) -> None:
    found = currency_before(text, len(text) - 1)
    assert found is not None
    assert (text[found[0] : -1], found[1]) == (sign, code)


@pytest.mark.parametrize("text", ["vitamin K 5", "route R 5", "covid5", "in 5", "site.org/P5"])
def test_letters_that_are_no_currency(text: str) -> None:
    assert currency_before(text, len(text) - 1) is None


def test_a_letter_before_a_large_number_is_a_currency() -> None:
    assert currency_before("worth LE 1.2", 9, large=True) == (6, "EGP")


@pytest.mark.parametrize(
    ("text", "end", "base"),
    [
        ("$40 a barrel", 3, "barrel"),
        ("$40/bbl", 3, "barrel"),
        ("$15 an hour", 3, "hour"),
        ("$9 per square foot", 2, "square foot"),
        ("40 cents per share", 8, "share"),
        ("$9 a new law", 2, None),
        ("$9 billion a year ago", 10, None),
        ("9 percent", 1, None),
    ],
)
def test_the_base_of_a_rate(text: str, end: int, base: str | None) -> None:
    found = per_at(text, end)
    assert (found[1] if found else None) == base


def test_a_count_has_any_noun_as_its_base() -> None:
    text = "12 deaths per 100,000 people"
    assert per_at(text, text.index(" per"), loose=True) == (len(text), "100,000 people")


@pytest.mark.parametrize(
    ("text", "code"),
    [("In Karachi, Pakistan, it cost Rs 5.", "PKR"), ("It cost Rs 5.", None), ("India and Nepal, India", "INR")],
)
def test_whose_rupees_they_are(text: str, code: str | None) -> None:
    assert local_currencies(text, ["INR"]).get("INR") == code


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("people", "person"), ("countries", "country"), ("cases", "case"), ("viruses", "virus"), ("houses", "house"),
        ("boxes", "box"), ("women", "woman"), ("Catholics", "Catholic"), ("MPs", "MP"), ("others", "other"),
        ("analyses", "analysis"), ("churches", "church"), ("prizes", "prize"), ("policemen", "policeman"),
        ("beneficiaries", "beneficiary"), ("Orthodox", "Orthodox"), ("species", "species"), ("kilometres", "kilometre"),
    ],
)  # fmt: skip
def test_the_singular_of_a_counted_noun(many: str, one: str) -> None:
    assert singular(many) == one


@given(st.sampled_from([row["unit"] for row in rows("units") if " per " not in row["unit"]]))
def test_a_unit_and_its_plural_are_read_alike(unit: str) -> None:
    for words in (unit, plural(unit)):
        found = unit_at(f"7 {words}", 1)
        if found is not None:  # Gy has a symbol only
            assert found.name == unit


@given(st.text(), st.integers(0, 50))
def test_any_text_is_read(text: str, position: int) -> None:
    position = min(position, len(text))
    unit = unit_at(text, position) if position < len(text) else None
    assert unit is None or position < unit.end <= len(text)
    before = currency_before(text, position)
    assert before is None or 0 <= before[0] < position
    base = per_at(text, position)
    assert base is None or position < base[0] <= len(text)
    assert isinstance(singular(text), str)


def test_every_unit_and_currency_is_read_in_its_example() -> None:
    def read(text: str) -> set[str]:
        after = {unit.name for end in range(len(text)) if (unit := unit_at(text, end))}
        return after | {found[1] for start in range(len(text)) if (found := currency_before(text, start))}

    assert [
        row["unit"]
        for row in (*rows("units"), *rows("quantities_currencies"))
        if row["unit"] not in read(row["example"])
    ] == []


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("ship", "ships"),
        ("survey", "surveys"),
        ("working day", "working days"),
        ("convoy", "convoys"),
        ("city", "cities"),
        ("library", "libraries"),
        ("bus", "buses"),
        ("church", "churches"),
        ("box", "boxes"),
        ("wish", "wishes"),
    ],
)
def test_a_plural_is_spelled_as_english_does_and_read_back(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one


def test_every_plural_has_its_singular() -> None:
    assert [row["plural"] for row in rows("quantities_plurals") if singular(row["plural"]) != row["singular"]] == []


# Names that Pint's registry lacks or means otherwise: trade units, shares, and names that it writes as products.
NOT_IN_PINT = {
    "percentage point", "basis point", "part per billion", "part per million", "barrel of oil equivalent",
    "megapixel", "time", "cent", "penny", "mile per gallon", "beat per minute", "gallon", "decibel", "carat",
    "foot pound-force", "brake horsepower", "acre foot", "quintal", "megaliter", "point", "milligram per deciliter",
}  # fmt: skip


PINT_NAMES = {
    "British thermal unit": "Btu", "metric ton": "metric_ton", "short ton": "short_ton", "long ton": "long_ton",
    "light year": "light_year", "nautical mile": "nautical_mile", "astronomical unit": "astronomical_unit",
    "fluid ounce": "fluid_ounce", "pound per square inch": "pound_force_per_square_inch",
    "kilopound per square inch": "kip_per_square_inch", "degree Celsius": "degree_Celsius",
    "degree Fahrenheit": "degree_Fahrenheit",
}  # fmt: skip


def test_units_agree_with_pint() -> None:
    """Where Pint's registry knows a name, its dimension is the row's kind, and its symbols mean the same."""
    import pint  # .4 CPU seconds of every worker, for one test

    registry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    dimension = {
        "length": "[length]", "area": "[length] ** 2", "mass": "[mass]", "speed": None, "power": None,
        "energy": "[mass] * [length] ** 2 / [time] ** 2", "pressure": "[mass] / [length] / [time] ** 2",
    }  # fmt: skip
    checked = 0
    for row in rows("units"):
        name = row["unit"]
        if name in NOT_IN_PINT:
            continue
        for spoken, written in PINT_NAMES.items():
            name = name.replace(spoken, written)
        name = name.replace(" per ", " / ")
        try:
            unit = registry.parse_expression(name)
        except Exception as error:  # noqa: BLE001
            pytest.fail(f"Pint does not know {row['unit']!r} (as {name!r}): {error}")
        checked += 1
        expected = dimension.get(row["kind"])
        if expected is not None:
            assert unit.dimensionality == registry.get_dimensionality(expected), row["unit"]
    assert checked > 80
