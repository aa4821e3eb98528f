"""CC201 to CC206: attribution. Reports built by hand, and every row of the tables that these rules read."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.lint.attribution import (
    cc201_unsourced_figure,
    cc202_late_attribution,
    cc203_quotation_without_speaker,
    cc204_unclear_pronoun,
    cc205_surname_only,
    cc206_acronym,
)
from claimcheck.lint.passages.paragraphs import paragraphs, quoted
from claimcheck.report import Attribution, Quantity, Report, Source, Span
from reports import claim, report_on, span

TOWN = "Kessa lies on the coast."


def said(
    text: str, source: str, content: str, *, name: str, number: int = 1, kind: str = "named_person"
) -> dict[str, tuple[object, ...]]:
    """Return the source and the attribution of one statement, as fields of a Report."""
    where = Span(**span(text, source))
    cited = Source.model_validate({"id": f"s{number}", "name": name, "type": kind, "grade": 4, "mentions": (where,)})
    told = Attribution(
        id=f"a{number}",
        source=(where,),
        cue=(Span(**span(text, "said")),),
        content=(Span(**span(text, content)),),
        source_id=cited.id,
        form="indirect",
        stance="assertion",
    )
    return {"sources": (cited,), "attributions": (told,)}


def figure(text: str, part: str, *, unit: str, value: float = 412.0) -> Report:
    """Return a report on a text with one figure that nobody is cited for."""
    sentence = next(one for one in text.split("\n") if part in one)
    return report_on(
        text, (claim(text, sentence, number=0, marks=(Quantity(**span(text, part), value=value, unit=unit),)),)
    )


# ---------------------------------------------------------------- the passages that all these rules walk
def test_paragraphs_have_their_sections_and_sentences() -> None:
    text = f"Harbour fees rise\n\n{TOWN} Mr. Quill met Dr. A. B. Lee at noon. Rain fell.\n\nA new pier\n\nIt ends here."
    found = paragraphs(report_on(text, ()))
    assert [one.section for one in found] == ["headline", "body", "heading", "body"]
    assert [text[one.start : one.end] for one in found[1].sentences] == [
        TOWN,
        "Mr. Quill met Dr. A. B. Lee at noon.",
        "Rain fell.",
    ]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("“One is quoted,” she said.", True),
        ("She said: ‘One is quoted.’", True),
        ("'One is quoted,' she said.", True),
        ("“One runs on\n\n“Two ends it,” she said.", True),
        ("The workers' One and the owners' two.", False),
        ("One is not.", False),
    ],
)
def test_what_stands_in_quotation_marks(text: str, *, held: bool) -> None:
    start = text.index("One")
    assert quoted(text).hold(start, start + 3) is held


# ---------------------------------------------------------------- CC201
@pytest.mark.parametrize(
    ("text", "part", "unit", "fires"),
    [
        (f"{TOWN}\n\nRents rose 38 percent there.", "38 percent", "percent", True),
        (f"{TOWN}\n\nThe hall cost $4,000 then.", "$4,000", "USD", True),
        (f"{TOWN}\n\nSome 412 boats lie there.", "412 boats", "boat", True),
        (f"{TOWN}\n\nThe crash killed 12 people.", "12 people", "person", True),
        (f"{TOWN}\n\nThe band has 12 members.", "12 members", "member", False),
        (f"{TOWN}\n\nTea costs $4 there.", "$4", "USD", False),
        (f"{TOWN}\n\nThe census found 412 boats there.", "412 boats", "boat", False),
        (f"{TOWN}\n\nSome 412 boats lie there, “412 boats” too.", "“412 boats”", "boat", False),
        (f"{TOWN}\n\nThe pier is 412 metres long.", "412 metres", "meter", False),
        (f"{TOWN}\n\nThe plan would move 412 boats.", "412 boats", "boat", False),
    ],
)
def test_a_figure_that_needs_a_source(text: str, part: str, unit: str, *, fires: bool) -> None:
    value = float("".join(char for char in part if char.isdigit()))
    assert bool(list(cc201_unsourced_figure.find(figure(text, part, unit=unit, value=value)))) is fires


def test_a_source_beside_the_figure_carries_over() -> None:
    text = "Rosa Quill said the port was dead. Some 412 boats lie there."
    one = figure(text, "412 boats", unit="boat")
    assert list(cc201_unsourced_figure.find(one))
    told = report_on(text, one.claims, **said(text, "Rosa Quill", "the port was dead", name="Rosa Quill"))
    assert not list(cc201_unsourced_figure.find(told))


@pytest.mark.parametrize("row", lang.rows("public_facts"), ids=lambda row: row["word"])
def test_what_is_there_for_all_to_see_fires(row: dict[str, str]) -> None:
    text = f"{TOWN}\n\n{row['example']}"
    part = next(part for part in ("412 boats", "412th", "412 letters", "412") if part in text)
    assert not list(cc201_unsourced_figure.find(figure(text, part, unit="boat")))
    assert row["word"] in row["example"].casefold()


# ---------------------------------------------------------------- CC202
@pytest.mark.parametrize(
    ("text", "content", "fires"),
    [
        ("“It leaks. We asked twice. Nobody came,” said Rosa Quill.", "“It leaks. We asked twice. Nobody came,”", True),
        ("“It leaks. Nobody came,” said Rosa Quill.", "“It leaks. Nobody came,”", False),
        ("“It leaks,” said Rosa Quill. “We asked twice. Nobody came.”", "“It leaks,”", False),
    ],
)
def test_a_speaker_who_comes_late(text: str, content: str, *, fires: bool) -> None:
    report = report_on(text, (), **said(text, "Rosa Quill", content, name="Rosa Quill"))
    assert bool(list(cc202_late_attribution.find(report))) is fires


def test_a_paragraph_that_names_its_source_at_the_end() -> None:
    text = (
        "The wall is cracked. Two pumps are broken. The money is gone. That is what the board's engineers wrote in May."
    )
    assert [fault.start for fault in cc202_late_attribution.find(report_on(text, ()))] == [0]


GARDEN = "The gate was shut. A dog slept in the sun. Nobody came."


@pytest.mark.parametrize(
    ("origin", "fires"),
    [
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
    ],
)
def test_a_sentence_that_tells_the_source_of_an_earlier_one(origin: str, *, fires: bool) -> None:
    first = "The bay lost 412 boats in a year."
    text = f"{first} {GARDEN} {origin}"
    mark = Quantity(**span(text, "412 boats"), value=412.0, unit="boat")
    rest = [claim(text, one, number=place + 1) for place, one in enumerate((*GARDEN.split(". "), origin))]
    report = report_on(text, (claim(text, first, number=0, marks=(mark,)), *rest))
    assert [fault.start for fault in cc202_late_attribution.find(report)] == ([0] if fires else [])


def test_an_origin_in_the_next_sentence_is_in_time() -> None:
    first, origin = "The bay lost 412 boats in a year.", "The figure comes from a survey by the board."
    text = f"{first} {origin}"
    mark = Quantity(**span(text, "412 boats"), value=412.0, unit="boat")
    report = report_on(text, (claim(text, first, number=0, marks=(mark,)), claim(text, origin, number=1)))
    assert not list(cc202_late_attribution.find(report))


# ---------------------------------------------------------------- CC203
@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("The wall broke. “We had warned them for years.” The quay was wet.", True),
        ("The plan has been called “a waste of public money”.", True),
        ("The plan has been called “a waste of public money” by the mayor.", False),
        ("“We had warned them for years,” said Rosa Quill.", False),
        ("Quill was blunt: “We had warned them for years.”", False),
        ("The mood on the quay: “We had warned them for years.”", True),
        ("The merger would be “a company with no soul and no future.”", True),
        ("The tax was dismissed as “a raid on people who save.”", True),
        ("Under the act it is “an offence to moor here at night.”", False),
        ("Quill shrugged. “They can shout all they want.”", False),
        ("She had been clear.\n\n“They can shout all they want.”", False),
        ("The boats were gone.\n\n“They can shout all they want.”", True),
        ("They sang “The Long Road to the Northern Sea” at dusk.", False),
        ("A sign read “We are closed until Monday.”", False),
        ("The “peace levy” was scrapped.", False),
    ],
)
def test_a_quotation_that_nobody_says(text: str, *, fires: bool) -> None:
    assert bool(list(cc203_quotation_without_speaker.find(report_on(text, ())))) is fires


# ---------------------------------------------------------------- CC204
@pytest.mark.parametrize(
    ("before", "pronoun", "fires"),
    [
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
        ("Anna Lee told Mary Quill that the wall had gone.", "She", True),
        ("Piotr Lee shook hands with the chairman, Eno Foy.", "He", True),
        ("Residents spoke on Monday.", "He", True),
    ],
)
def test_a_pronoun_that_speaks(before: str, pronoun: str, *, fires: bool) -> None:
    text = f"{before} {pronoun} said the plan was dead."
    report = report_on(text, (), **said(text, f"{pronoun}", "the plan was dead", name=pronoun, kind="unnamed_person"))
    assert bool(list(cc204_unclear_pronoun.find(report))) is fires


# ---------------------------------------------------------------- CC205
@pytest.mark.parametrize(
    ("text", "name", "fires"),
    [
        ("Quill said the plan was dead.", "Quill", True),
        ("Mayor Quill said the plan was dead.", "Quill", True),
        ("Rosa Quill said the plan was dead.", "Rosa Quill", False),
        ("Rosa T. Quill said the plan was dead.", "Rosa T. Quill", False),
        ("The singer Quill, who uses no other name, said the plan was dead.", "Quill", False),
        ("Quill said the plan was dead. In Quill it rained.", "Quill", False),
        ("It rained in Kessa. Quill said the plan was dead.", "Quill", True),
        ("Manager Quill said the plan was dead.", "Quill", True),
        ("President Quill said the plan was dead.", "Quill", False),
        ("Prime Minister Quill said the plan was dead.", "Quill", False),
        ("Quill said the plan was dead. Quill's shares fell.", "Quill", False),
        ("Quill said the plan was dead. The company is old.", "Quill", False),
        ("Quill urges calm.\n\nRosa Quill rose. Quill said the plan was dead.", "Rosa Quill", False),
        ("It rains in the bay.\n\nMore rain is due, Quill said the plan was dead.", "Quill", True),
    ],
)
def test_a_surname_alone(text: str, name: str, *, fires: bool) -> None:
    report = report_on(text, (), **said(text, "Quill", "the plan was dead", name=name))
    assert bool(list(cc205_surname_only.find(report))) is fires


@pytest.mark.parametrize("row", lang.rows("mononyms"), ids=lambda row: row["word"])
def test_names_that_stand_alone_fire(row: dict[str, str]) -> None:
    text = row["example"]
    name = row["word"] if row["kind"] == "name" else text.split(" said")[0].split()[-1]
    assert row["word"].casefold() in text.casefold()
    assert not list(cc205_surname_only.find(report_on(text, (), **said(text, name, "the hall was full", name=name))))


# ---------------------------------------------------------------- CC206
@pytest.mark.parametrize(
    ("text", "fires"),
    [
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
    ],
)
def test_initials_and_their_full_name(text: str, *, fires: bool) -> None:
    assert bool(list(cc206_acronym.find(report_on(text, ())))) is fires


@pytest.mark.parametrize("row", lang.rows("acronyms"), ids=lambda row: row["acronym"])
def test_well_known_acronyms_fire(row: dict[str, str]) -> None:
    known, unknown = row["example"], row["example"].replace(row["acronym"], "QZW")
    assert not list(cc206_acronym.find(report_on(known, ())))
    assert list(cc206_acronym.find(report_on(unknown, ())))
