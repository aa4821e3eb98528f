"""CC701 to CC703: overreach. Reports built by hand, and every row of the tables that these rules read."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.lint.overreach import (
    cc701_superlative_without_scope,
    cc702_cause_from_correlation,
    cc703_prediction_as_fact,
)
from claimcheck.report import Change, Quantity, Superlative
from reports import claim, report_on, span


# ---------------------------------------------------------------- CC701
@pytest.mark.parametrize(
    ("text", "mark", "fires"),
    [
        ("The crane is the biggest ever.", "the biggest ever", True),
        ("It was the largest crowd ever.", "the largest crowd ever", True),
        ("The crane is the biggest.", "the biggest", True),
        ("The town has the cleanest beach.", "the cleanest beach", True),
        ("It was an unprecedented feat.", "an unprecedented feat", True),
        ("The crane is the biggest in the port.", "the biggest in the port", False),
        ("The crane is the biggest of the forty.", "the biggest", False),
        ("It was the largest crowd since 1961.", "the largest crowd", False),
        ("It was the biggest Kessa hit of all time.", "the biggest Kessa hit of all time", False),
        ("It was her best.", "her best", False),
        ("They had sold the oldest boat.", "the oldest boat", False),
        ("“It is the biggest ever,” she said.", "the biggest ever", False),
        ("It may be the best.", "the best", False),
        ("Northern Ferries, the largest operator, said no.", "the largest operator", True),
        ("It is the most popular drama, and its tune is known.", "the most popular drama", True),
        ("He is considered the greatest singer; few agree.", "the greatest singer", True),
        ("It runs the dirtiest plant.", "the dirtiest plant", True),
        ("Dray and Kessa sent two teams each. The teams met. Dray was the best.", "the best", True),
        ("The most important thing is to stay calm.", "The most important thing", False),
        ("Ann Lee, the youngest of six, won.", "the youngest of six", False),
    ],
)
def test_a_superlative_and_its_field(text: str, mark: str, *, fires: bool) -> None:
    report = report_on(text, (claim(text, text, number=0, marks=(Superlative(**span(text, mark)),)),))
    assert bool(list(cc701_superlative_without_scope.find(report))) is fires


# ---------------------------------------------------------------- CC702
@pytest.mark.parametrize("row", lang.rows("causal_verbs"), ids=lambda row: row["verb"])
def test_causal_verbs_fire(row: dict[str, str]) -> None:
    assert list(cc702_cause_from_correlation.find(report_on(row["example"], ())))


@pytest.mark.parametrize("row", lang.rows("correlations"), ids=lambda row: row["words"])
def test_correlations_fire(row: dict[str, str]) -> None:
    assert row["words"] in row["example"].casefold()
    assert bool(list(cc702_cause_from_correlation.find(report_on(row["example"], ())))) is (row["kind"] == "evidence")


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Tea prevents asthma, a survey of pilots found.", True),
        ("Those who drink tea had less asthma. Tea cuts the risk.", True),
        ("Villages with more storks have more births. The storks have boosted the births.", True),
        ("A survey found that tea makes people faster.", True),
        ("Tea prevents asthma.", False),
        (
            "Those who take tea sleep less than others, a survey found.\n\nThe form had ten pages.\n\nTaking tea also lowers marks.",
            True,
        ),
        ("Tea drinkers have fewer colds than others, a study found.\n\nTea wards off colds.", True),
        ("Tea drinkers have fewer colds than others, a trial and a study found.\n\nTea wards off colds.", False),
        ("Rents are higher than in 2019, a study found.\n\nThe council lowers the rents.", False),
        ("A survey found that the council raised the fee.", False),
        ("A survey asked about the cuts in May.", False),
        ("“Tea prevents asthma,” a survey found.", False),
        ("A survey found that tea drinkers had less asthma.", False),
    ],
)
def test_what_a_survey_shows(text: str, *, fires: bool) -> None:
    assert bool(list(cc702_cause_from_correlation.find(report_on(text, ())))) is fires


def test_first_the_cameras_then_fewer_thefts() -> None:
    text = "Cameras went up in March. Thefts fell by 12 percent. The cameras have reduced crime."
    moved = claim(
        text,
        "Thefts fell by 12 percent.",
        number=1,
        marks=(
            Change(**span(text, "fell"), direction="down"),
            Quantity(**span(text, "12 percent"), value=12.0, unit="percent"),
        ),
    )
    assert [
        text[fault.start : fault.end] for fault in cc702_cause_from_correlation.find(report_on(text, (moved,)))
    ] == ["reduced"]
    assert not list(cc702_cause_from_correlation.find(report_on(text, ())))


# ---------------------------------------------------------------- CC703
@pytest.mark.parametrize("row", lang.rows("outcomes"), ids=lambda row: row["verb"])
def test_outcomes_fire(row: dict[str, str]) -> None:
    assert list(cc703_prediction_as_fact.find(report_on(row["example"], ())))


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("By 2035 the harbour will be a car park.", True),
        ("The fees are going to ruin the fleet.", True),
        ("There will be no boats.", True),
        ("The fees could ruin the fleet.", False),
        ("The fees will ruin the fleet, Quill said.", False),
        ("If it rains, the fees will ruin the fleet.", False),
        ("The hall will open on Monday.", False),
        ("The law will raise the fee.", False),
        ("“The fees will ruin the fleet,” it says.", False),
        ("The tide will be the highest on Monday.", False),
        ("Pilots who will lose their boats met.", False),
    ],
)
def test_what_nobody_can_know(text: str, *, fires: bool) -> None:
    assert bool(list(cc703_prediction_as_fact.find(report_on(text, ())))) is fires
