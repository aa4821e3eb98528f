"""What the rules overlooked in passages whose writers had not seen them: each fault beside the same words without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lint.numbers import Value
from claimcheck.lint.numbers.readings import confused
from findings import misjudged, reading

PAIRS = [
    ("CC201", "Mould costs the town $2 million a year.", "Mould costs the town $2 million a year, the census says."),
    (
        "CC202",
        "The well is dry. Two goats have died. The mast has gone, too. The warning came from Rosa Quill, a farmer.",
        "The well is dry, said Rosa Quill, a farmer. Two goats have died. The warning came late.",
    ),
    (
        "CC302",
        "Two of the port's pilots have offered to leave, a person with knowledge of the board's plans said on Sunday.",
        "Two of the port's pilots have offered to leave, said Rosa Quill, a person with knowledge of the board's plans.",
    ),
    (
        "CC302",
        "The keeper will not play again, one of his teammates told the Courier.",
        "The keeper will not play again, one of his teammates, Eno Foy of Kessa, told the Courier.",
    ),
    (
        "CC401",
        "The mast, which is 39 metres tall, was raised in 1868. Visitors climb the 47-metre mast from April.",
        "The mast, which is 39 metres tall, was raised in 1868. Visitors climb the 39-metre mast from April.",
    ),
    (
        "CC401",
        "Five men were killed by the blast. Flowers were laid for the six men killed by the blast.",
        "Five men were killed by the blast. A sixth died later. Flowers were laid for the six men killed by the blast.",
    ),
    (
        "CC402",
        "Rents rise in Kessa\n\nRents in Kessa fell by 3 percent, the port said.",
        "Rents fall in Kessa\n\nRents in Kessa fell by 3 percent, the port said.",
    ),
    (
        "CC402",
        "Gale leaves 60,000 boats without moorings\n\nA gale left 16,000 boats without moorings, the port said.",
        "Gale leaves 16,000 boats without moorings\n\nA gale left 16,000 boats without moorings, the port said.",
    ),
    (
        "CC402",
        "Five rescued from a raft\n\nSix people were rescued from a raft off Kessa, the port said.",
        "Six rescued from a raft\n\nSix people were rescued from a raft off Kessa, the port said.",
    ),
    (
        "CC402",
        "Strike enters fourth week\n\nCrews stayed away as the strike entered its third week, the port said.",
        "Strike enters third week\n\nCrews stayed away as the strike entered its third week, the port said.",
    ),
    (
        "CC403",
        "Quill won by 312 votes, 4,518 to 4,260, the clerk said.",
        "Quill won by 258 votes, 4,518 to 4,260, the clerk said.",
    ),
    (
        "CC403",
        "Of the 120 trees, 75 were limes and 55 were planes.",
        "Of the 130 trees, 75 were limes and 55 were planes.",
    ),
    (
        "CC403",
        "Of the $60 million, $25 million is for roads, $20 million for schools and $25 million for the port.",
        "Of the $70 million, $25 million is for roads, $20 million for schools and $25 million for the port.",
    ),
    (
        "CC403",
        "The fund gave $900,000 to the three parks: $400,000 to Lake Park, $300,000 to Hill Park and $250,000 to the zoo.",
        "The fund gave $950,000 to the three parks: $400,000 to Lake Park, $300,000 to Hill Park and $250,000 to the zoo.",
    ),
    (
        "CC403",
        "Seven of the 20 pupils who sat the exam failed and 14 passed.",
        "Six of the 20 pupils who sat the exam failed and 14 passed.",
    ),
    (
        "CC405",
        "Quill's lead has shrunk to 3 percent: she has 47 percent to his 44 percent in the poll.",
        "Quill's lead has shrunk to 3 points: she has 47 percent to his 44 percent in the poll.",
    ),
    (
        "CC405",
        "Support, which was 22 percent in May, is down 6 percent to 16 percent.",
        "Support, which was 22 percent in May, is down 6 points to 16 percent.",
    ),
    (
        "CC405",
        "Turnout, at 58 percent, was 4 percent higher than the 54 percent of 2019.",
        "Turnout, at 58 percent, was 4 points higher than the 54 percent of 2019.",
    ),
    (
        "CC405",
        "The tax will go from 10 percent to 13 percent. It was last raised in 2011. Shops oppose the 3 percent rise in the rate.",
        "The tax will go from 10 percent to 13 percent. It was last raised in 2011. Shops oppose the 3 point rise in the rate.",
    ),
    (
        "CC410",
        "The Kessa Playhouse was built in 1889. It has 412 seats. Many want the playhouse, which was built in 1898, to stay.",
        "The Kessa Playhouse was built in 1889. It has 412 seats. Many want the playhouse, which was built in 1889, to stay.",
    ),
    (
        "CC410",
        "The firm bought the mill in 2003. It moved the vats. Since 2005, when it bought the mill, it has cut 200 jobs.",
        "The firm bought the mill in 2003. It moved the vats. Since 2003, when it bought the mill, it has cut 200 jobs.",
    ),
    (
        "CC410",
        "The league launched an initiative in 2008. Buoyed by this, the league launched the initiative in 2014.",
        "The league launched an initiative in 2008. Buoyed by this, the league launched the Kessa initiative in 2014.",
    ),
    ("CC601", "“It is over 6” long,” she said. “It bites.", "“It is over 6” long,” she said. “It bites.”"),
    (
        "CC603",
        "The mayor, Rosa Arrieta, signed none. A town gave 22 permits, Ms. Arietta said.",
        "The mayor, Rosa Arrieta, signed none. A town gave 22 permits, Ms. Arrieta said.",
    ),
]


@pytest.mark.weights
@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_a_fault_beside_the_same_words_without_it(rule: str, wrong: str, right: str) -> None:
    assert misjudged(rule, [(wrong, True), (right, False)]) == []


@pytest.mark.weights
def test_a_headline_that_turns_names_both_words() -> None:
    from claimcheck import lint

    text = "Rents rise in Kessa\n\nRents in Kessa fell by 3 percent, the port said."
    (found,) = lint.findings(*reading(text), [lint.rules()["CC402"]])
    assert text[found.start : found.end] == "rise"
    assert "rise" in found.message
    assert "fell" in found.message


def figure(value: float) -> Value:
    return Value(0, 1, f"{value:,g}", value, "c", None)  # type: ignore[arg-type]


@given(st.integers(3, 9), st.integers(0, 4))
def test_teens_sound_like_tens_whatever_their_scale(ones: int, zeros: int) -> None:
    teen, tens = (figure(value * 10**zeros) for value in (10 + ones, 10 * ones))
    assert confused(teen, tens)
    assert confused(tens, teen)
    assert not confused(teen, teen)
