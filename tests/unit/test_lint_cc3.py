"""CC301 to CC304: vagueness. Reports built by hand, and every row of the tables that these rules read."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.lint.vagueness import (
    cc301_vague_source,
    cc302_unnamed_source,
    cc303_weasel_quantity,
    cc304_agentless_passive,
)
from claimcheck.report import Attribution, Report, Source, Span
from reports import report_on, span


def told_by(text: str, source: str, content: str, *, kind: str, grade: int) -> Report:
    """Return a report in which one source says one thing."""
    where = Span(**span(text, source))
    cited = Source.model_validate({"id": "s1", "name": source, "type": kind, "grade": grade, "mentions": (where,)})
    told = Attribution(
        id="a1",
        source=(where,),
        content=(Span(**span(text, content)),),
        source_id="s1",
        form="indirect",
        stance="assertion",
    )
    return report_on(text, (), sources=(cited,), attributions=(told,))


# ---------------------------------------------------------------- CC301
@pytest.mark.parametrize("table", ["vague_sources", "vague_modifiers"])
def test_vague_sources_fire(table: str) -> None:
    silent = [
        row["example"] for row in lang.rows(table) if not list(cc301_vague_source.find(report_on(row["example"], ())))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Experts say the dam leaks.", True),
        ("The dam leaks, experts say.", True),
        ("The dam leaks, say local officials.", True),
        ("The dam leaks, according to officials.", True),
        ("The two experts say the dam leaks.", False),
        ("Kessa officials say the dam leaks.", False),
        ("Police officials say the dam leaks.", False),
        ("Experts such as Rosa Quill say the dam leaks.", False),
        ("A group of researchers says the dam leaks.", False),
        ("“Experts say the dam leaks,” it says.", False),
        ("Experts met in Kessa.", False),
        ("The study shows that the dam leaks.", False),
        ("Figures from the board show that the dam leaks.", False),
    ],
)
def test_who_could_be_asked(text: str, *, fires: bool) -> None:
    assert bool(list(cc301_vague_source.find(report_on(text, ())))) is fires


def test_somebody_named_vouches() -> None:
    text = "Rosa Quill recalled that experts said the dam leaked."
    content = "that experts said the dam leaked"
    assert list(cc301_vague_source.find(report_on(text, ())))
    assert not list(cc301_vague_source.find(told_by(text, "Rosa Quill", content, kind="named_person", grade=4)))


def test_critics_of_something_are_vague() -> None:
    text = "Critics of the plan call it dead."
    assert list(cc301_vague_source.find(told_by(text, "Critics of the plan", "it dead", kind="unnamed_group", grade=2)))


# ---------------------------------------------------------------- CC302
@pytest.mark.parametrize("row", lang.rows("unnamed_sources"), ids=lambda row: row["words"])
def test_unnamed_sources_fire(row: dict[str, str]) -> None:
    text = row["example"]
    source, _, content = text.partition(" said ")
    report = told_by(text, source, content, kind="unnamed_person", grade=2) if content else report_on(text, ())
    assert list(cc302_unnamed_source.find(report))


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("A senior official at the port", True),
        ("Two people familiar with the talks", True),
        ("Officials at the port", True),
        ("An official", True),
        ("One of the officials", True),
        ("Somebody with knowledge of the talks", True),
        ("A spokeswoman for the port", True),
        ("A shopkeeper", True),
        ("Kessa officials", True),
        ("The official at the port", False),
        ("A port official, Rosa Quill,", False),
        ("A spokeswoman for the port, Rosa Quill,", False),
        ("Rosa Quill, a spokeswoman for the port,", False),
        ("A judge", False),
        ("A poll for the Observer", False),
        ("A poll commissioned by the Observer in May", False),
        ("Some economists", False),
        ("Critics of the plan", False),
    ],
)
def test_who_is_described(source: str, *, fires: bool) -> None:
    report = told_by(f"{source} said it leaks.", source, "it leaks", kind="unnamed_person", grade=2)
    assert bool(list(cc302_unnamed_source.find(report))) is fires


@pytest.mark.parametrize(
    "text",
    [
        "The clerk, who would not give her name, saw the letter.",
        "The clerk spoke on background.",
        "The clerk, whose name is being withheld, saw the letter.",
        "The clerk was not permitted to discuss the letter.",
        "The clerk insisted on anonymity.",
    ],
)
def test_a_name_that_was_kept_back(text: str) -> None:
    assert list(cc302_unnamed_source.find(report_on(text, ())))


def test_a_name_in_the_next_paragraph_is_enough() -> None:
    text = "A teacher from Kessa said it leaks.\n\nRosa Quill, 63, went home."
    assert not list(
        cc302_unnamed_source.find(told_by(text, "A teacher from Kessa", "it leaks", kind="unnamed_person", grade=2))
    )


# ---------------------------------------------------------------- CC303
@pytest.mark.parametrize("row", lang.rows("weasel_quantities"), ids=lambda row: row["words"])
def test_weasel_quantities_fire(row: dict[str, str]) -> None:
    assert row["words"] in row["example"].casefold()
    assert list(cc303_weasel_quantity.find(report_on(row["example"], ())))


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Fees have risen significantly.", True),
        ("Fees have risen significantly in the past five years.", True),
        ("Fees have risen significantly, by 12 percent.", False),
        ("Fees have risen significantly. They went up by 12 percent.", False),
        ("Fees have risen significantly. The mayor is 41.", True),
        ("“Fees have risen significantly,” she said.", False),
        ("Fees could rise sharply.", False),
        ("Many say so.", False),
    ],
)
def test_where_a_figure_is_due(text: str, *, fires: bool) -> None:
    assert bool(list(cc303_weasel_quantity.find(report_on(text, ())))) is fires


# ---------------------------------------------------------------- CC304
@pytest.mark.parametrize("row", lang.rows("agentless_passives"), ids=lambda row: f"{row['participle']} {row['next']}")
def test_agentless_passives_fire(row: dict[str, str]) -> None:
    assert list(cc304_agentless_passive.find(report_on(row["example"], ())))


@pytest.mark.parametrize(
    "text",
    [
        "The dam is considered unsafe by the coast guard.",
        "The dam is considered unsafe by two experts, at 2.1 million crowns.",
        "The plan was considered at the meeting.",
        "Under the harbour act, a boat is considered lost after a year.",
        "The mayor is expected to speak on Monday.",
        "Guests are expected to wear boots.",
        "Fees rose faster than was expected to happen.",
        "“The dam is considered unsafe,” it says.",
        "The value is estimated at 40 crowns in a catalogue of 1974.",
        "The law applies when a pilot is deemed unfit.",
    ],
)
def test_who_says_so_is_told(text: str) -> None:
    assert not list(cc304_agentless_passive.find(report_on(text, ())))


def test_a_source_in_the_sentence_is_told() -> None:
    text = "The dam is believed to be a copy, its owner says."
    assert list(cc304_agentless_passive.find(report_on(text, ())))
    assert not list(
        cc304_agentless_passive.find(
            told_by(text, "its owner", "The dam is believed to be a copy", kind="unnamed_person", grade=1)
        )
    )
