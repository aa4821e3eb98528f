"""Comparisons: every row earns its place on the engine's Docs, bounds of numbers are none, and where a standard ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from built import parsed
from claimcheck.annotate import groups
from claimcheck.annotate.degrees import Comparison, find_comparisons
from claimcheck.annotate.degrees.comparisons import comparisons
from rows import asked, engine_doc, idle

if TYPE_CHECKING:
    from spacy.tokens import Doc


def found(doc: Doc) -> list[str]:
    return [doc.text[each.start : each.end] for each in find_comparisons(doc)]


def of_example(row: Mapping[str, str]) -> list[str]:
    return found(engine_doc(row["example"]))


@pytest.mark.soak
@pytest.mark.weights
@pytest.mark.parametrize("table", ["comparisons", "comparisons_nots"])
def test_every_row_earns_its_place(table: str) -> None:
    assert idle(table, of_example, rows=asked(table)) == []


@pytest.mark.soak
@pytest.mark.weights
def test_what_the_rows_say() -> None:
    assert [row["word"] for row in asked("comparisons") if not of_example(row)] == []
    assert [row["word"] for row in asked("comparisons_nots") if of_example(row)] == []


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Women are more likely than men.", ["more likely than men"]),
        ("There are twice as many mills as forges.", ["twice as many mills as forges"]),
        ("They die at three times the rate of miners.", ["three times the rate of miners"]),
        ("Sales were 62.3% more than in May.", ["62.3% more than in May"]),
        ("It is more crowded than ever.", ["more crowded than ever"]),
        ("Higher-than-expected rents hurt.", ["Higher-than-expected"]),
        ("Rain was 30 percent below the seasonal norm.", ["30 percent below the seasonal norm"]),
        ("The party is 12 points ahead of its rival.", []),
        ("They would rather sell the mill than close it.", []),
        ("More than 200 people came.", []),
        ("It took more than a decade.", []),
        ("Fines came to more than EUR568,375.", []),
        ("She leads by 5 points.", []),
        ("The risk is higher.", []),
    ],
)
def test_on_the_engine(text: str, expected: list[str]) -> None:
    assert found(engine_doc(text)) == expected


def test_a_degree_of_a_verb_is_none() -> None:
    sentence = "Rents/NNS/nsubj/4 more/JJR/advmod/4 than/IN/fixed/2 doubled/VBD/root/0 ././punct/4"
    assert found(parsed("Rents more than doubled.", sentence)) == []


def test_the_standard_ends_before_the_next_clause() -> None:
    doc = parsed(
        "Rents are higher than in the capital because mills pay.",
        "Rents/NNS/nsubj/3 are/VBP/cop/3 higher/JJR/root/0 than/IN/case/7 in/IN/case/7 the/DT/det/7 capital/NN/obl/3 "
        "because/IN/mark/10 mills/NNS/nsubj/10 pay/VBP/advcl/7 ././punct/3",
    )
    assert found(doc) == ["higher than in the capital"]


def test_a_clause_can_be_the_standard() -> None:
    doc = parsed(
        "Rents rose more than analysts expected.",
        "Rents/NNS/nsubj/2 rose/VBD/root/0 more/RBR/advmod/2 than/IN/mark/6 analysts/NNS/nsubj/6 expected/VBD/advcl/3 "
        "././punct/2",
    )
    assert found(doc) == ["more than analysts expected"]


@pytest.mark.weights
def test_the_component_writes_its_group() -> None:
    doc = comparisons(engine_doc("The park is larger than Wales."))
    assert [doc.text[each.start : each.end] for each in groups.read(doc, "comparisons", Comparison)] == [
        "larger than Wales"
    ]


@pytest.mark.weights
@pytest.mark.parametrize(
    "text", ["", "than", "more than", "as", "as as", "times the", "half", "5 percent below", "twice the", "higher-than"]
)
def test_cut_off_texts_do_not_raise(text: str) -> None:
    found(engine_doc(text))
