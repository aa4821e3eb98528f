"""CC201 to CC206: attribution, on texts that the engine reads, and every row of the tables that these rules read."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.lint.passages import paragraphs, quoted
from findings import found, misjudged, reading, without_rows
from rows import asked, idle

pytestmark = pytest.mark.weights

TOWN = "Kessa lies on the coast."
GARDEN = "The gate was shut. A dog slept in the sun. Nobody came."
QUOTED = [
    ("“One is quoted,” she said.", True),
    ("She said: ‘One is quoted.’", True),
    ("'One is quoted,' she said.", True),
    ("“One runs on\n\n“Two ends it,” she said.", True),
    ("The workers' One and the owners' two.", False),
    ("One is not.", False),
]
CC201 = [
    (f"{TOWN}\n\nRents rose 38 percent there.", True),
    (f"{TOWN}\n\nThe new hall cost $400,000 to build in 2019.", True),
    (f"{TOWN}\n\nThe new hall cost $4,000 to build in 2019.", False),
    (f"{TOWN}\n\nThe storm killed 412 people there.", True),
    (f"{TOWN}\n\nSome 412 boats lie there.", False),
    (f"{TOWN}\n\nThe flood killed 24 people.", True),
    (f"{TOWN}\n\nThe crash killed 12 people.", False),
    (f"{TOWN}\n\nThe band has 12 members.", False),
    (f"{TOWN}\n\nTea costs $4 there.", False),
    (f"{TOWN}\n\nThe census found 412 boats there.", False),
    (f"{TOWN}\n\nThe pier is 412 metres long.", False),
    (f"{TOWN}\n\nThe plan would move 412 boats.", False),
]
CC201_MORE = [
    ("Rosa Quill said the port was dead. Some 412 boats lie there.", False),
]
GARDENS = "Nobody knows why the gardens stand empty."
CARRIED = [
    (f"{TOWN}\n\nThe crash killed 412 people.\n\nThe port's crash killed 412 people, Rosa Quill said.", False),
    (f"{TOWN}\n\nRents rose 38 percent, Rosa Quill said.\n\nIn the port they rose 31 percent.", False),
    (f"{TOWN}\n\nRents rose 38 percent, Rosa Quill said.\n\n{GARDEN}\n\n{GARDENS}\n\nTheft rose 31 percent.", True),
    (f"{TOWN}\n\nThe guild published a survey of rents.\n\nThe survey puts the rise at 38 percent.", False),
    (
        f"{TOWN}\n\nTheft rose 38 percent.\n\n“A third of the theft is a child's,” said Rosa Quill of the theft guild.",
        False,
    ),
    (f"{TOWN}\n\nThe guild puts the rise in rents at 38 percent.", False),
    (f"{TOWN}\n\nThe Dow rose 38 percent; shares closed higher.", False),
    (f"{TOWN}\n\nQuill won 38 percent of the vote.", False),
    (f"{TOWN}\n\nEditor's note: Rents rose 38 percent.", False),
    (f"{TOWN}\n\nRosa Quill's biggest rival is dead.", False),
    (f"{TOWN}\n\nIt is the country's biggest bank.", True),
    (f"{TOWN}\n\nRents rose 38 percent. [Kessa Courier]", False),
    (f"{TOWN}\n\nQuill won with 51 percent of the 1.6 million postal votes.", False),
    (f"{TOWN}\n\nThe port office is monitoring 412 boats.", False),
    (f"{TOWN}\n\nA 51 percent plunge in the firm's stock price came on Tuesday.", False),
    ("Q: Why?\n\nA: Rents.\n\nQ: Why?\n\nA: Rents rose 38 percent.\n\nQ: Why?\n\nA: So it is.", False),
]
CC202 = [
    ("“It leaks. Nobody came,” said Rosa Quill.", False),
    ("“It leaks,” said Rosa Quill. “We asked twice. Nobody came.”", False),
]
CC202_MORE = [
    ("The mayor rose. “It leaks. We asked twice. Nobody came,” said Rosa Quill.", True),
    ("Rosa Quill rose. “It leaks. We asked twice. Nobody came,” Quill said.", False),
    ("Rosa Quill rose. “It leaks. We asked twice. Nobody came,” she said.", False),
    (
        "The wall is cracked. Two pumps are broken. The money is gone. That is what the port's engineers wrote in May.",
        True,
    ),
    ("The bay lost 412 boats in a year. The figure comes from a survey by the board.", False),
]
ORIGINS = [
    ("The figure comes from a survey by the board.", True),
    ("The figure of 412 comes from a survey by the board.", True),
    ("The figure of 99 comes from a survey by the board.", False),
    ("The lost boats were counted by the harbour office.", True),
    ("The loss of the boats was disclosed in a report by the harbour office.", True),
    ("The survey was carried out by the pilots' guild.", True),
    ("The Kessa Trust compiled the figures.", True),
    ("That number is the work of researchers at Kessa University.", True),
    ("The figures were compiled in May.", False),
    ("The garden was designed by Rosa Quill.", False),
    ("The board said the figure was wrong.", False),
]
CC203 = [
    ("The wall broke. “We had warned them for years.” The quay was wet.", True),
    ("The plan has been called “a waste of public money”.", True),
    ("The plan has been called “a waste of public money” by the mayor.", False),
    ("“We had warned them for years,” said Rosa Quill.", False),
    ("Quill was blunt: “We had warned them for years.”", False),
    ("The mood on the quay: “We had warned them for years.”", True),
    ("The tax was dismissed as “a raid on people who save.”", True),
    ("Under the act it is “an offence to moor here at night.”", False),
    ("Quill shrugged. “They can shout all they want.”", False),
    ("She had been clear.\n\n“They can shout all they want.”", False),
    ("The boats were gone.\n\n“They can shout all they want.”", True),
    ("They sang “The Long Road to the Northern Sea” at dusk.", False),
    ("A sign read “We are closed until Monday.”", False),
    ("The “peace levy” was scrapped.", False),
    ("“We had warned them for years.” That quote hung in the hall.", False),
    ("Rosa Quill said no. Fees rose. “They can shout all they want.”", False),
    ("Rosa Quill said no.\n\nWhy was she there? “They can shout all they want.”", False),
    ("Rosa Quill said no.\n\nIt rained all night.\n\n“They can shout all they want,”\n\nThe gate was shut.", True),
    ("The boats were gone.\n\n“They can shout all they want.\nRosa Quill, a pilot.”\n\nIt rained.", False),
]
CC204 = [
    ("Anna Lee met Mary Quill on Monday.", "She", True),
    ("Anna Lee met John Quill on Monday.", "She", False),
    ("Anna Lee spoke on Monday.", "She", False),
    ("The wall of the harbour broke on Monday.", "He", True),
    ("The mayor spoke on Monday.", "He", False),
    ("Teachers met parents on Monday.", "They", True),
    ("Teachers and parents met on Monday.", "They", False),
    ("The teachers' union met the school board on Monday.", "They", True),
    ("The teachers' union met the parents on Monday.", "They", False),
    ("Residents clashed with developers at a meeting.", "They", True),
    ("Anna Lee met Mary Quill in May. Lee hugged Quill.", "She", True),
    ("Anna Lee went home. Lee thanked Mary Quill.", "She", False),
    ("Anna Lee read a letter of Mary Quill's.", "She", False),
    ("Piotr Lee shook hands with the chairman, Eno Foy.", "He", True),
    ("Residents spoke on Monday.", "He", True),
    ("Mrs. Quill met Mr. Quill on Monday.", "He", False),
    ("Piotr Lee met Eno Foy.", "“No,” he", False),
]
CC205 = [
    ("Harbour Minister Gen Okafor said the plan was dead.", False),
    ("Solent said profits rose. Solent CEO Rosa Quill was pleased.", False),
    ("Quill said the plan was dead.", True),
    ("“Fees will rise,” said Dean Quill, director of the port.", False),
    ("“Fees will rise,” said Dr. Quill.", True),
    ("Mayor Quill said the plan was dead.", True),
    ("Rosa Quill said the plan was dead.", False),
    ("Rosa T. Quill said the plan was dead.", False),
    ("The singer Quill, who uses no other name, said the plan was dead.", False),
    ("Quill said the plan was dead. In Quill it rained.", False),
    ("It rained in Kessa. Quill said the plan was dead.", True),
    ("Manager Quill said the plan was dead.", True),
    ("President Quill said the plan was dead.", False),
    ("Prime Minister Quill said the plan was dead.", False),
    ("Quill said the plan was dead. Quill's shares fell.", False),
    ("Quill said the plan was dead. The company is old.", False),
    ("It rains in the bay.\n\nMore rain is due, Quill said the plan was dead.", True),
    ("Rosa Quill Tarn rose. Ms. Quill said the plan was dead.", False),
    ("Rosa Quilling said no. Quillin said the plan was dead.", False),
    ("Boats sank, according to Quill.", False),
    ("The plan was dead. Quill reported from Kessa.", False),
]
CC206 = [
    ("The KHA will raise fees.", True),
    ("The Kessa Harbour Authority (KHA) will raise fees. The KHA is old.", False),
    ("The KHA (Kessa Harbour Authority) will raise fees.", False),
    ("The Kessa Harbour Authority will raise fees. The KHA is old.", False),
    ("The K.H.A. will raise fees.", True),
    ("They cut hydrofluorocarbons, known as HFCs.", False),
    ("They sell a treatment, known as DVST.", True),
    ("It fined them NT$50,000.", False),
    ("KESSA, May 3 (KNA) - Fees rose.", False),
    ("World War II ended.", False),
    ("They shouted STOP THAT NOW at dusk.", False),
    ("Read it at https://example.org/KHA today.", False),
    ("The Badass Teachers Association met. The BAT is loud.", False),
    ("The Swiss People’s Party, or SVP, won.", False),
    ("The Navy SEALs landed. They met the KHA.", True),
    ("The Navy SEALs landed.", False),
    ("He spoke to WQRT on Friday.", False),
    ("They hid in PVQ piping.", False),
    ("The case is KHA v. Quill.", False),
    ("The pressure group KHA met.", False),
    ("She helped to found KHA, an advocacy group.", False),
    ("The ferry leaves at 8 p.m. AKDT.", False),
    ("KESSA’S pier is shut. Kessa mourns.", False),
]


def test_a_paragraph_and_a_series_are_asked_about_once() -> None:
    series = "Rents rose 38 percent. Theft rose 31 percent.\n\nFraud rose 36 percent."
    assert found("CC201", f"{TOWN}\n\n{series}") == ["38 percent"]


def test_paragraphs_have_their_sections_and_sentences() -> None:
    text = f"Harbour fees rise\n\n{TOWN} Mr. Quill met Dr. A. B. Lee at noon. Rain fell.\n\nA new pier\n\nIt ends here."
    lines = paragraphs(*reading(text))
    assert [one.section for one in lines] == ["headline", "lead", "heading", "body"]
    assert [one.text for one in lines[1].sentences] == [TOWN, "Mr. Quill met Dr. A. B. Lee at noon.", "Rain fell."]


def test_what_stands_in_quotation_marks() -> None:
    holds = [(text, quoted(reading(text)[0]).hold(text.index("One"), text.index("One") + 3)) for text, _ in QUOTED]
    assert holds == QUOTED


def test_a_figure_that_needs_a_source() -> None:
    assert misjudged("CC201", [*CC201, *CC201_MORE, *CARRIED]) == []


def test_a_source_that_comes_late() -> None:
    late = [(f"The bay lost 412 boats in a year. {GARDEN} {origin}", fires) for origin, fires in ORIGINS]
    assert misjudged("CC202", [*CC202, *CC202_MORE, *late]) == []


def test_a_quotation_that_nobody_says() -> None:
    assert misjudged("CC203", CC203) == []


def test_a_pronoun_that_speaks() -> None:
    assert (
        misjudged("CC204", [(f"{before} {word} said the plan was dead.", fires) for before, word, fires in CC204]) == []
    )


def test_a_surname_alone() -> None:
    assert misjudged("CC205", CC205) == []


def test_initials_and_their_full_name() -> None:
    assert misjudged("CC206", CC206) == []


@pytest.mark.soak
@pytest.mark.parametrize(("rule", "table"), [("CC201", "public_facts"), ("CC205", "mononyms")])
def test_what_everybody_knows_is_no_fault(rule: str, table: str) -> None:
    texts = [f"{TOWN}\n\n{row['example']}" for row in asked(table)]
    assert misjudged(rule, [(text, False) for text in texts]) == []
    assert idle(table, lambda row: found(rule, f"{TOWN}\n\n{row['example']}"), rows=asked(table)) == []


def test_an_acronym_that_everybody_knows_is_no_fault() -> None:
    """All examples in a few texts: to read each by itself takes ten seconds."""
    rows = lang.rows("acronyms")
    texts = ["\n\n".join(row["example"] for row in rows[at : at + 40]) for at in range(0, len(rows), 40)]
    assert [found("CC206", text) for text in texts if found("CC206", text)] == []
    with lang.using(without_rows("acronyms")):
        unknown = {letters for text in texts for letters in found("CC206", text)}
        alone = [row for row in rows if row["acronym"] not in unknown]  # `AD`, where another example says `ad`
        assert [row["acronym"] for row in alone if not found("CC206", row["example"])] == []
