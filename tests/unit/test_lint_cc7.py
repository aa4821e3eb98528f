"""CC701 to CC703: overreach, on texts that the engine reads, and every row of the tables that these rules read."""

from __future__ import annotations

import pytest

from findings import found, misjudged
from rows import asked, idle

pytestmark = pytest.mark.weights


CC701 = [
    ("The crane is the biggest ever.", True),
    ("It was the largest crowd ever.", True),
    ("The crane is the biggest.", True),
    ("The town has the cleanest beach.", True),
    ("It was an unprecedented feat.", True),
    ("The crane is the biggest in the port.", False),
    ("The crane is the biggest of the forty.", False),
    ("It was the largest crowd since 1961.", False),
    ("It was the biggest Kessa hit of all time.", False),
    ("It was her best.", False),
    ("They had sold the oldest boat.", False),
    ("“It is the biggest ever,” she said.", False),
    ("It may be the best.", False),
    ("Northern Ferries, the largest operator, said no.", True),
    ("It is the most popular drama, and its tune is known.", True),
    ("He is considered the greatest singer; few agree.", False),
    ("It runs the dirtiest plant.", True),
    ("Dray and Kessa sent two teams each. The teams met on Monday. Dray was the best.", True),
    ("The most important thing is to stay calm.", False),
    ("Ann Lee, the youngest of six, won.", False),
    ("The town has the cleanest beaches.", False),
    ("She is the most likely buyer.", False),
]
CC702 = [
    ("Tea prevents asthma, a survey of pilots found.", True),
    ("Those who drink tea had less asthma. Tea cuts the risk.", False),
    ("Villages with more storks have more births. The storks have boosted the births.", False),
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
]
CC702_MORE = [
    ("Cameras went up in March. Thefts fell by 12 percent. The cameras have reduced crime.", False),
    ("A study counted more births where storks are more likely to nest. The storks have boosted the births.", True),
    ("A survey found that Congress cut asthma.", False),
    ("A study found that tea causes asthma.", False),
    ("A survey asked about the law that cut asthma.", False),
]
CC703 = [
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
    ("Rosa Quill will become the director.", False),
    ("Next week will bring contests in Dray.", False),
    ("There will be more to come.", False),
]


def test_a_superlative_and_its_field() -> None:
    assert misjudged("CC701", CC701) == []


def test_what_a_survey_shows() -> None:
    assert misjudged("CC702", [*CC702, *CC702_MORE]) == []


def test_what_nobody_can_know() -> None:
    assert misjudged("CC703", CC703) == []


@pytest.mark.soak
@pytest.mark.parametrize(
    ("rule", "table"), [("CC702", "causal_verbs"), ("CC702", "correlations"), ("CC703", "outcomes")]
)
def test_every_row_fires(rule: str, table: str) -> None:
    cases = [(row["example"], row.get("kind") != "caution") for row in asked(table)]
    assert misjudged(rule, cases) == []
    assert idle(table, lambda row: found(rule, row["example"]), rows=asked(table)) == []
