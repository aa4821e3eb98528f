"""How two values differ, stretches of time as figures, and counted runs."""

from __future__ import annotations

import pytest

from claimcheck.lint.figures.streaks import streaks
from claimcheck.lint.numbers.readings import turned
from claimcheck.lint.sameness.likeness import likeness
from claimcheck.lint.sameness.mentions import stretches
from marked import sentences_in


@pytest.mark.parametrize(
    ("source", "like", "swapped"),
    [
        ("{240 homes|240 home} or {204 homes|204 home}.", 5, True),
        ("{410 homes|410 home} or {140 homes|140 home}.", 2, True),
        ("{40 homes|40 home} or {45 homes|45 home}.", 3, False),
        ("{212 homes|212 home} or {242 homes|242 home}.", 4, False),
        ("{5,000 homes|5000 home} or {50,000 homes|50000 home}.", 0, False),
        ("{40 homes|40 home} or {97 homes|97 home}.", -2, False),
        ("{hundreds|200 bound=~} or {900 homes|900 home}.", 0, False),
    ],
)
def test_values_that_look_like_one_written_wrongly(source: str, like: int, swapped: bool) -> None:  # noqa: FBT001
    first, second = sentences_in(source)[0].figures
    assert likeness(first, second) == likeness(second, first) == like
    assert turned(first, second) == swapped


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("He was jailed for {seven years|t P7Y}.", [7.0]),
        ("The {eight-year|t P8Y} sentence was cut.", [8.0]),
        ("The strike began {two weeks|t P2W} ago.", []),
        ("It grew in the past {five years|t P5Y}.", []),
        ("It costs a lot {a year|t P1Y}.", []),
    ],
)
def test_stretches_of_time_are_figures(source: str, values: list[float]) -> None:
    sentence = sentences_in(source + " It has {40 homes|40 home}.")[0]
    assert [figure.value for _, figure in stretches(sentence)] == values


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("Herons win sixth straight to go top", 6, "won"),
        ("The victory was the Herons' fourth in a row.", 4, "won"),
        ("It was their 5th consecutive loss.", 5, "lost"),
        ("Kestrels' losing streak hits five", 5, "lost"),
        ("They are on a seven-game winning streak.", 7, "won"),
        ("Murray into third final", 3, "final"),
        ("Sales fell for the third straight quarter.", 3, "quarter"),
    ],
)
def test_runs_that_are_counted(text: str, value: float, kind: str) -> None:
    assert [(one.value, one.kind) for one in streaks(text, 0, end=len(text))] == [(value, kind)]
