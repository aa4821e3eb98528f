"""Names: what is one, and which name the same. What a title or a given name does is held in ``sources/test_rows.py``."""

from __future__ import annotations

import pytest

from cited import names
from claimcheck.annotate.grammar.names import is_acronym, same_name, same_person


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("UNODC", "UN Office on Drugs and Crime"),
        ("UNODC", "United Nations Office on Drugs and Crime"),
        ("VA", "Department of Veterans Affairs"),
        ("IMF", "International Monetary Fund"),
        ("F.A.O.", "Food and Agriculture Organization"),
    ],
)
def test_acronyms(short: str, long: str) -> None:
    assert is_acronym(short, long)
    assert same_name(short, long)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IMF", "International Medical Forum East"),
        ("Chamber of Farming", "Bureau of the Chamber of Farming"),
        ("State Department", "State Department Refugee Office"),
        ("Article 5", "Article 6"),
        ("Lakes Treaty 1960", "Lakes Treaty 1970"),
    ],
)
def test_other_names(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("State Department", "U.S. State Department"),
        ("Department of Justice", "Justice Department"),
        ("the Indus Waters Treaty", "Indus Water Treaty"),
        ("UN", "United Nations"),
    ],
)
def test_same_names(one: str, other: str) -> None:
    assert same_name(one, other)


def test_people() -> None:
    assert same_person("Lee", "Ann Lee")
    assert same_person("A. Lee", "Ann Lee")
    assert same_person("B. Lee", "Bo Lee")
    assert same_person("Lee", "Ann R. Lee Jr.")
    assert not same_person("Bo Lee", "Ann Lee")
    assert not same_person("B. Lee", "Ann Lee")
    assert not same_person("Ann Lee", "Ann Ruiz")


@pytest.mark.weights
def test_names_in_a_sentence() -> None:
    found = names("In May the Ministry of Water told Ana Ruiz that Lake Tolna had shrunk.")
    assert found == [("Ministry of Water", "ORG"), ("Ana Ruiz", "PERSON"), ("Lake Tolna", "PLACE")]


@pytest.mark.weights
def test_a_capital_in_a_sentence_is_a_name_where_the_recogniser_is_silent() -> None:
    assert names("The dam had burst, Pollster.com reported.") == [("Pollster.com", "")]


@pytest.mark.weights
def test_a_headline_in_title_case_holds_no_names_but_the_recogniser_s() -> None:
    found = names("Mayor Seeks More Money For Bridge After Flood\n\nThe mayor asked Parliament for help.")
    assert [name for name, label in found if not label] == []
    assert ("Parliament", "ORG") in found
