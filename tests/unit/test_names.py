"""Names: what is one, and which name the same."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from built import plain
from claimcheck import lang
from claimcheck.annotate.grammar.names import (
    find_names,
    given_gender,
    is_acronym,
    is_title,
    metonym,
    same_name,
    same_person,
    title_gender,
    words_of,
)


@pytest.mark.parametrize("row", lang.rows("titles"), ids=lambda row: row["title"])
def test_titles_are_left_out_of_a_name(row: Mapping[str, str]) -> None:
    assert is_title(row["title"])
    assert title_gender(row["title"]) == row["gender"]
    (name, *_) = find_names(plain(row["example"]))
    assert row["title"] not in name.text.casefold().split()


@pytest.mark.parametrize("row", lang.rows("given_names"), ids=lambda row: row["name"])
def test_given_names_tell(row: Mapping[str, str]) -> None:
    (name, *_) = find_names(plain(row["example"]))
    assert given_gender(name.text) == row["gender"]


@pytest.mark.parametrize("row", lang.rows("metonyms"), ids=lambda row: row["name"])
def test_metonyms_stand_for_a_state(row: Mapping[str, str]) -> None:
    assert row["name"].casefold() in row["example"].casefold()
    assert metonym(row["name"]) == row["stands_for"]


@pytest.mark.parametrize("row", lang.rows("aliases"), ids=lambda row: row["alias"])
def test_aliases_name_the_same(row: Mapping[str, str]) -> None:
    assert row["alias"] in row["example"].casefold()
    assert words_of(row["alias"]) == words_of(row["name"])


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
    assert same_person("Lee", "Ann R. Lee Jr.")
    assert not same_person("Bo Lee", "Ann Lee")
    assert not same_person("Ann Lee", "Ann Ruiz")


def test_names_without_a_recogniser() -> None:
    doc = plain("In May the Ministry of Water told Ana Ruiz that Lake Tolna had shrunk.")
    assert [name.text for name in find_names(doc)] == ["Ministry of Water", "Ana Ruiz", "Lake Tolna"]


def test_a_headline_in_title_case_holds_no_names() -> None:
    doc = plain("Mayor Seeks More Money For Bridge After Flood\n\nThe mayor asked Parliament for help.")
    assert [name.text for name in find_names(doc)] == ["Parliament"]
