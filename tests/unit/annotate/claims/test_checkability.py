"""Kinds by words, hedges, judgement, and what a checker could do with a claim."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.annotate.claims.checkability import checkability, hedge, judgement, kinds_by_words, states_something
from rows import idle


def test_no_row_is_idle() -> None:
    assert idle("hedges", lambda row: hedge(row["example"])) == []
    assert idle("claim_kinds", lambda row: kinds_by_words(row["example"])) == []
    assert idle("opinions", lambda row: judgement(row["example"])) == []


def test_every_row_says_what_its_example_is() -> None:
    told = {
        "hedges": lambda row: row["cue"] in (hedge(row["example"]) or "").casefold(),
        "claim_kinds": lambda row: row["kind"] in kinds_by_words(row["example"]),
        "opinions": lambda row: judgement(row["example"]) is not None and not states_something(row["example"]),
    }
    assert [dict(row) for table, holds in told.items() for row in lang.rows(table) if not holds(row)] == []


def test_may_is_a_month() -> None:
    assert hedge("The dam was built in May.") is None


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The town closed its pool in March.", True),
        ("The effort includes training and advice.", True),
        ("Why did the town close its pool?", False),
        ("Not again.", False),
        ("The pool should be kept open.", False),
        ("We were so very tired.", False),
    ],
)
def test_what_states_something(text: str, stated: bool) -> None:  # noqa: FBT001
    assert states_something(text) is stated


@pytest.mark.parametrize(
    ("text", "kinds", "stance", "expected"),
    [
        ("The dam cost 4 million euros.", ["quantity"], None, "checkable"),
        ("The dam will cost 4 million euros.", ["quantity", "prediction"], None, "later"),
        ("The dam may have cost 4 million euros.", ["quantity"], None, "partly"),
        ("that I feel lost", ["quote"], "assertion", "private"),
        ("that the dam is safe", ["paraphrase"], "belief", "private"),
        ("it was a stupid idea", ["quote"], "assertion", "not_checkable"),
        ("will it cost 4 million euros?", ["quantity"], None, "partly"),
    ],
)
def test_checkability(text: str, kinds: list[str], stance: str | None, expected: str) -> None:
    assert checkability(text, kinds=kinds, stance=stance, hedged=hedge(text) is not None) == expected
