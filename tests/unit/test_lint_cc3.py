"""CC301 to CC304: vagueness, on texts that the engine reads, and every row of the tables that these rules read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimcheck import lint
from findings import found, misjudged, reading
from rows import Row, asked, idle

pytestmark = pytest.mark.weights


def of_rule(rule: str) -> Callable[[Row], object]:
    """Return what a rule finds in the example of a row, and how grave it is."""

    def faults(row: Row) -> object:
        told = lint.findings(*reading(row["example"]), [lint.rules()[rule]])
        return [(one.start, one.end, one.severity) for one in told]

    return faults


CC301 = [
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
]
CC301_MORE = [
    ("Experts say the dam leaks. Rosa Quill said hers was dry.", True),
    ("Experts say the dam leaks. One of them, Rosa Quill, said hers was dry.", False),
    ("Senior F.B.I.\nofficials say the dam leaks.", False),
    ("Experts blame each other.", False),
    ("Most state parties met in Kessa.", False),
    ("Most said in the poll that the dam leaks.", False),
    ("Rosa Quill recalled that experts said the dam leaked.", False),
    ("Critics of the plan call it dead.", True),
    ("Experts say the dam leaks.\n\n“It is a sieve,” said Rosa Quill, who teaches hydraulics.", False),
    ("Rosa Quill rose.\n\nExperts say the dam leaks.\n\n“It is a sieve,” said Quill, who teaches hydraulics.", False),
    ("Experts say the dam leaks.\n\nRosa Quill, a spokeswoman for the board, said hers was dry.", True),
    ("Experts say the dam leaks. It rained.\n\n“It is a sieve,” said Rosa Quill, who teaches hydraulics.", False),
    ("Officials said the dam leaks. It rained.\n\nThe town's water board said that it would close the road.", False),
    ("Officials told him the dam leaked.", False),
    ("Officials expect to close the dam.", False),
    ("Sources say the dam leaks.\n\n“It is a sieve,” said Rosa Quill, who teaches hydraulics.", True),
    ("The dam reportedly leaks, the Kessa Courier reported.", False),
    ("Polls show the dam is liked.\n\nSome 60 percent like it, according to the Kessa Institute poll.", False),
    ("Rosa Quill and others said the dam leaked.", False),
    ("The mayors met in Kessa. Several said the dam leaked.", False),
    ("It looks as if someone said the dam leaked.", False),
    ("According to exit polls, the old voted for the dam.", False),
    ("Supporters of the dam say by 55% to 41% that it is safe.", False),
    ("It was reported live on Kessa Radio that the dam leaks.", False),
    ("Doctors in the valley say the dam leaks. Rosa Quill, who heads the port, said it did not.", True),
    ("Dam watchers regard the repair as late.", True),
    ("The doctors say the dam leaks.", False),
    ("Kessa doctors say the dam leaks.", False),
]
CC301_ONCE = "Experts say the dam leaks. It rained.\n\nThe dam was built in 1912. Some experts said it was old."
CC302_SOURCES = [
    ("A senior official at the port", True),
    ("Two people familiar with the talks", True),
    ("Officials at the port", True),
    ("An official", False),  # CC301 asks there
    ("A port clerk", True),
    ("One of the officials", True),
    ("Somebody with knowledge of the talks", True),
    ("A spokeswoman for the port", False),
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
]
CC302_MORE = [
    ("The dam leaks, source says\n\nThe dam leaks into the port. Nobody came.", True),
    ("F.B.I. officials said the dam leaks.", True),
    ("The dam leaked on Monday, a person close to the board said.", True),
    ("A person close to the board might say that it leaks.", False),
    ("One in four voters in Kessa said it leaks.", False),
    ("The clerk, who would not give her name, saw the letter.", True),
    ("The clerk spoke on background.", True),
    ("The clerk, whose name is being withheld, saw the letter.", True),
    ("The clerk was not permitted to discuss the letter.", True),
    ("The clerk insisted on anonymity.", True),
    ("A teacher from Kessa said it leaks.\n\nRosa Quill, 63, went home.", False),
]
CC303 = [
    ("Fees have risen significantly.\n\nThe fees went up by 12 percent.", False),
    ("The guild wants a significant increase in fees.", False),
    ("Fees have risen significantly.", True),
    ("Fees have risen significantly in the past five years.", True),
    ("Fees have risen significantly, by 12 percent.", False),
    ("Fees have risen significantly. They went up by 12 percent.", False),
    ("Fees have risen significantly. The mayor is 41.", True),
    ("“Fees have risen significantly,” she said.", False),
    ("Fees could rise sharply.", False),
    ("Many say so.", False),
    ("Many residents have left the quay.", True),
    ("Many experts have left the quay.", False),  # a crowd that CC301 asks about
    ("Most critics have gone quiet.", False),
    ("Many studies have found that the port is dying.", False),
]
CC304 = [
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
]
CC304_MORE = [
    ("The board is expected to meet the guild.", False),
    ("The board is expected to cut 412 jobs.", True),
    ("It is expected that the board will meet the guild.", True),
    ("In the poll, Quill was widely seen as honest by 38 percent.", False),
    ("The dam is believed to be a copy.", True),
    ("The dam is believed to be a copy, its owner says.", False),
]


@pytest.mark.soak
@pytest.mark.parametrize(
    ("rule", "table"),
    [
        ("CC301", "vague_sources"),
        ("CC303", "weasel_quantities"),
        ("CC304", "agentless_passives"),
    ],
)
def test_every_row_fires(rule: str, table: str) -> None:
    assert [row["example"] for row in asked(table) if not found(rule, row["example"])] == []
    assert idle(table, of_rule(rule), rows=asked(table)) == []


def test_who_could_be_asked() -> None:
    assert misjudged("CC301", [*CC301, *CC301_MORE]) == []


def test_a_vague_source_is_asked_for_once() -> None:
    assert found("CC301", CC301_ONCE) == ["Experts"]


def test_how_views_are_summed_up_is_a_note() -> None:
    texts = ["Critics say the dam leaks.", "Many say the dam leaks.", "Experts say the dam leaks."]
    readings = (reading(text) for text in texts)
    told = [one.severity for read in readings for one in lint.findings(*read, [lint.rules()["CC301"]])]
    assert told == ["note", "note", "warning"]


def test_who_is_described_and_not_named() -> None:
    said = [(f"{source} said it leaks.", fires) for source, fires in CC302_SOURCES]
    assert misjudged("CC302", [*said, *CC302_MORE]) == []


def test_where_a_figure_is_due() -> None:
    assert misjudged("CC303", CC303) == []


def test_a_passive_that_does_not_tell_by_whom() -> None:
    assert misjudged("CC304", [*((text, False) for text in CC304), *CC304_MORE]) == []
