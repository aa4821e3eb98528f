"""Superlatives: every row earns its place on the engine's Docs, and spans by hand-built trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from built import parsed
from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.degrees import Superlative, find_superlatives
from claimcheck.annotate.degrees.superlatives import superlatives
from rows import asked, engine_doc, idle

if TYPE_CHECKING:
    from spacy.tokens import Doc


def found(doc: Doc) -> list[str]:
    return [doc.text[each.start : each.end] for each in find_superlatives(doc)]


def of_example(row: Mapping[str, str]) -> list[str]:
    return found(engine_doc(row["example"]))


@pytest.mark.soak
@pytest.mark.weights
@pytest.mark.parametrize("table", ["superlatives", "superlatives_nots", "superlatives_scopes"])
def test_every_row_earns_its_place(table: str) -> None:
    assert idle(table, of_example, rows=asked(table)) == []


@pytest.mark.soak
@pytest.mark.weights
def test_what_the_rows_say() -> None:
    assert [row["word"] for row in asked("superlatives") if not of_example(row)] == []
    assert [row["word"] for row in asked("superlatives_nots") if of_example(row)] == []
    scopes = {row["word"]: of_example(row) for row in lang.rows("superlatives_scopes")}
    assert {word: texts for word, texts in scopes.items() if not texts[0].endswith(word)} == {}


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port is Africa's biggest mill town.", ["Africa's biggest mill town"]),
        ("The club is in 8th place in the table.", ["8th place in the table"]),
        ("It is second only to the capital.", ["second only to the capital"]),
        ("She is the country's No. 1 player.", ["the country's No. 1 player"]),
        ("Rents hit a six-year high.", ["a six-year high"]),
        ("The runner finished third in the final.", ["third in the final"]),
        ("It was their fifth straight defeat.", ["their fifth straight defeat"]),
        ("The town has the second-largest harbour.", ["the second-largest harbour"]),
        ("Most of the streets are narrow, but the most crowded is wide.", ["the most crowded"]),
        ("Only 13 percent voted.", []),
        ("It is the 30-second spot.", []),
        ("The second half was dull.", []),
        ("The first-round match and the first-floor window were dull.", []),
        ("The premier opened the fair.", []),
        ("They sell records.", []),
        ("The firm broke a track record of ten years without a loss.", []),
        ("The mayor has set a track record of paying late.", []),
        ("Rosa Quill broke the record for the mile.", ["the record for the mile"]),
    ],
)
def test_on_the_engine(text: str, expected: list[str]) -> None:
    assert found(engine_doc(text)) == expected


def test_one_of_the_most() -> None:
    doc = parsed(
        "It was one of the most crowded and noisy streets in town, he said.",
        "It/PRP/nsubj/3 was/VBD/cop/3 one/CD/root/0 of/IN/case/10 the/DT/det/10 most/RBS/advmod/7 crowded/JJ/amod/10 "
        "and/CC/cc/9 noisy/JJ/conj/7 streets/NNS/nmod/3 in/IN/case/12 town/NN/nmod/10 ,/,/punct/15 he/PRP/nsubj/15 "
        "said/VBD/parataxis/3 ././punct/3",
    )
    assert found(doc) == ["one of the most crowded and noisy streets in town"]


def test_most_and_least_of_a_count_are_none() -> None:
    doc = parsed(
        "Most voters stayed away.", "Most/JJS/amod/2 voters/NNS/nsubj/3 stayed/VBD/root/0 away/RB/advmod/3 ././punct/3"
    )
    assert found(doc) == []


def test_an_organization_s_name_is_none() -> None:
    sentence = (
        "He/PRP/nsubj/2 left/VBD/root/0 the/DT/det/6 First/NNP/amod/6 Harbour/NNP/compound/6 Bank/NNP/obj/2 ././punct/2"
    )
    assert found(parsed("He left the First Harbour Bank.", sentence, ents=[(3, 6, "ORG")])) == []
    assert found(parsed("He left the First Harbour Bank.", sentence)) == ["the First Harbour Bank"]


@pytest.mark.weights
def test_the_component_writes_its_group() -> None:
    doc = superlatives(engine_doc("It is the oldest mill."))
    assert [doc.text[each.start : each.end] for each in groups.read(doc, "superlatives", Superlative)] == [
        "the oldest mill"
    ]


@pytest.mark.weights
@pytest.mark.parametrize(
    "text",
    ["", "first", "the first", "most", "record", "No.", "the only", "second-", "top", "\nfirst\n", "second only to"],
)
def test_cut_off_texts_do_not_raise(text: str) -> None:
    found(engine_doc(text))
