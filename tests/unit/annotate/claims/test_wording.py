"""Kinds by words, hedges and judgement: what a cue means where it stands."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.annotate.claims.checkability import states_something
from claimcheck.annotate.claims.wording import hedge, judgement, kinds_by_words
from rows import engine_doc, idle

pytestmark = pytest.mark.weights


def kinds(text: str) -> list[str]:
    return kinds_by_words(engine_doc(text)[:])


def hedges(text: str) -> str:
    return (hedge(engine_doc(text)[:]) or "").casefold()


def test_no_row_is_idle() -> None:
    assert idle("hedges", lambda row: hedges(row["example"])) == []
    assert idle("claim_kinds", lambda row: kinds(row["example"])) == []
    assert idle("opinions", lambda row: judgement(row["example"])) == []


def test_every_row_says_what_its_example_is() -> None:
    told = {
        "hedges": lambda row: row["cue"] in hedges(row["example"]),
        "claim_kinds": lambda row: row["kind"] in kinds(row["example"]),
        "opinions": lambda row: judgement(row["example"]) is not None and not states_something(row["example"]),
    }
    assert [dict(row) for table, holds in told.items() for row in lang.rows(table) if not holds(row)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The dam was built in May.",
        "He filed a potentially ruinous suit.",
        "The mayor considered whether the hall was safe.",
        "I thought the hall had been sold.",
        "She appeared with the mayor in the port.",
        "The crew could not reach the boat.",
        "The clerk dodged an expected attack from the mayor.",
    ],
)
def test_what_does_not_hedge(text: str) -> None:
    assert hedges(text) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The firm hired illegal workers for the mill.", "rule"),
        ("She lost a lawsuit over mandatory overtime.", "rule"),
        ("He must be sleeping in the mill.", "rule"),
        ("The boats were seized by law enforcement agents.", "rule"),
        ("The trial is due to begin in May.", "causal"),
        ("The aim of the board is to close the mill.", "prediction"),
        ("The firm scrapped its plans to sell the hall.", "prediction"),
        ("The towns that will vote in March are small.", "prediction"),
        ("She wrote the political will of the party down.", "prediction"),
    ],
)
def test_what_is_not_of_a_kind(text: str, kind: str) -> None:
    assert kind not in kinds(text)


def test_what_must_be_done_is_a_rule() -> None:
    assert kinds("Each petition must be debated in the hall.") == ["rule"]


def test_what_somebody_says_must_be_done_is_no_rule() -> None:
    words = engine_doc("The mayor said that the mill must close.")[4:]
    assert (kinds_by_words(words), kinds_by_words(words, attributed=True)) == (["rule"], [])
