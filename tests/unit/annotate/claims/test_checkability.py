"""What states something, and what a checker could do with a claim."""

from __future__ import annotations

import pytest

from claimcheck.annotate.claims.checkability import checkability, states_something


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
        ("that the dam will hold", ["paraphrase", "prediction"], "belief", "later"),
        ("it was a stupid idea", ["quote"], "assertion", "not_checkable"),
        ("will it cost 4 million euros?", ["quantity"], None, "partly"),
    ],
)
def test_checkability(text: str, kinds: list[str], stance: str | None, expected: str) -> None:
    assert checkability(text, kinds=kinds, stance=stance, hedged=" may " in text) == expected


@pytest.mark.parametrize(
    ("said_by", "expected"), [("organization", "checkable"), ("document", "checkable"), ("named_person", "private")]
)
def test_what_a_body_plans_or_holds_is_on_record(said_by: str, expected: str) -> None:
    held = checkability("that the dam is safe", kinds=["paraphrase"], stance="belief", hedged=False, said_by=said_by)
    assert held == expected
