"""CC602 to CC604: quotations told twice, names, titles, on texts that the engine reads."""

from __future__ import annotations

import functools
import time

import pytest

import claimcheck
from claimcheck import lang
from claimcheck.lint.passages.names import names
from findings import found, misjudged
from rows import asked, idle
from soak import size

pytestmark = pytest.mark.weights

CC601 = [
    ('He wrote in 1989. "My boat sank." It rained.', None),
    ("She filled up at the Stop ‘n Go on Main Street.", None),
    ('A 12" pipe and a 14" pipe broke.', None),
    ('"A deal is near, he said, "and it is good." It rained.', '"A deal is near, he said, "and'),
    ('"We lost.\n\nIt was long." It rained.', '"We lost.'),
    ('It was late." It rained.', 'It was late."'),
    ("“The crews with “Not Ours” on their caps went home,” she said. It rained.", None),
    ('"The tide was “late again,” the log says, and nobody knew." It rained.', None),
    ("“The crews with “Not Ours on their caps went home,” she said.", "“The crews with “Not Ours on"),
    ("They called it “the old wall“ and left.", "“the old wall“"),
    ("They called it ”the old wall” and left.", "”"),
    ('<a title="The\n">Read on</a>. It rained.', None),
    ('"Nobody knew where the boat was.\nRosa Quill, a pilot."\n\nIt rained.', None),
]
CC602 = [
    ("“We had no budget for a second bridge,” Lee said. “We had no budget for the second bridge,” Lee said.", True),
    ("“We got lucky and we know it,” Pell said. Later: “We got lucky and we knew it,” Pell said.", True),
    ("“We are not selling it to anybody,” he said. He added: “We’re not selling it to anyone.”", True),
    ("“I will not resign,” she said. Her words, “I shall not resign,” hang in the hall.", True),
    ("‘I was never asked to go’\n\nKeane was calm. ‘I was not once asked to go,’ she said.", True),
    ("Ruiz has “no plans to leave this town,” she said.\n\n“We have no plan to quit this town,” she said.", True),
    ("“We need more teachers in our schools,” Lee said. “We need more nurses in our wards,” Hale said.", False),
    ("“I believe in the devil,” she said. “I don’t believe in the devil,” he said.", False),
    ("“I never thought that I would see it,” he said. “I never thought that I would mind,” he said.", False),
    ("“There will be no new taxes,” she said. A year ago she said: “There would be no new taxes.”", False),
    ("“We sold the [last] boat in May,” he said. “We sold the old boat in May,” he said.", False),
    ("“We’ll fight this to the very end,” she said. “We will fight this to the very end,” she said again.", False),
    ("“I'm proud of what they've built here,” he said. “I am proud of what they have built here,” he said.", False),
    ("“They won’t close the only bridge,” she said. “They will not close the only bridge,” she said.", False),
    ("“You’re the reason we didn’t sell it,” he said. “You are the reason we did not sell it,” he said.", False),
]
CC603 = [
    ("Jonathan Breck scored twice. On Sunday Jonathon Breck scored once.", "Jonathon Breck"),
    ("Geoffrey Hale opened the shop. Later Jeffrey Hale closed it.", "Jeffrey Hale"),
    ("Mohammed Rahimi owns it. In 2001 Muhammad Rahimi bought it.", "Muhammad Rahimi"),
    ("Hanne Olufsen opened the clinic. Dr Olufson closed it.", "Olufson"),
    ("Amara Okonkwo led it. “We won,” Okwonko said.", "Okwonko"),
    ("The village of Stainbeck was cut off. People return to Steinbeck today.", "Steinbeck"),
    ("Norvayne will build a plant. Norvane plans two.", "Norvane"),
    ("Boris Johnson met Peter Johnston. Johnston was late. Johnson left.", None),
    ("Robert Hale won. His wife, Roberta Hale, cheered.", None),
    ("Jean Petty cooks. Her sister, Joan Petty, serves.", None),
    ("Voters chose Hugo Brandt. The Brandts cheered. Odile Brand of the Greens lost. The Brands wept.", None),
    ("The Iranians left Iran. Iranian papers praised the Ministry. The Minister spoke.", None),
    ("They’ve said so. They’re right.", None),
    ("President Obama spoke of Osama bin Laden.", None),
    ("Wong Kwok-hing lost in Dray. Later Wong Kwok-kin won.", None),
    ("Geert Supré left. Later Geert Supre came back.", None),
    ("Angela Correy’s [sic] term ended. Angela Corey left.", None),
    ("Pete Lund rose. On Sunday Peter Lund sat.", None),
    ("Analysis is hard in Kessa. Analysts say so.", None),
    ("Rosa Quill won. Quill spoke in Kessa. It rained. It was Quil who left.", "Quil"),
    ("Quinnell won. Mr. Quinnell spoke. It was Rosa Quinell who left.", "Rosa Quinell"),
    ("Rosa Quinnell won. Ms. Quinnell spoke. It was Eno Quinell who left.", None),
    ("Rosa Quill won and Quil said so to Quill. Ms. Quill spoke.", "Quil"),
]
CC604 = [
    ("“No,” said Victor Lund, the chief financial officer. Lund, the chief operating officer, left.", True),
    ("Finance Minister Aksel Rud spoke. Rud, the health minister, left.", True),
    ("Joan Petty, an analyst at Brook & Hale, spoke. Petty, an analyst with Tarn Capital, left.", True),
    ("Delford Mayor Carla Nunez spoke. Nunez, the mayor of Corley, left.", True),
    ("Sgt. Owen Pryce found the car. Lt. Pryce towed it.", True),
    ("The state's governor, Ann Lee, spoke. Ohio Gov. Ann Lee left.", False),
    ("The crowd cheered our potential senator, Ann Lee. Rep. Ann Lee left.", False),
    ("Republican Sen. Ann Delgado spoke. Delgado, a Democrat who represents Dray, left.", True),
    ("Miriam Stone of Kessa University spoke. Stone, who teaches at Dray University, left.", True),
    (
        (
            "The Liberal Union will vote against the bridge, its spokesman, Joel Amsing, said on Tuesday. "
            "Amsing, a spokesman for the Tarn Water Board, declined to comment further."
        ),
        True,
    ),
    ("Colin Marsh is the governor of Ostrava. Marsh, the lieutenant governor, left.", True),
    ("Tess Quill, the museum’s director, spoke. Quill, the museum’s curator, left.", True),
    ("Dana Ruiz, the chief executive of Tallis, spoke. Ruiz, the Tallis CEO, left.", False),
    ("Helen Brandt, the energy director, spoke. Her husband, Karl Brandt, the finance director, left.", False),
    ("Victor Lund, the chief financial officer, was promoted. Lund, the chief operating officer, left.", False),
    ("Det. Insp. Gail Orme spoke. Inspector Orme drove. Detective Orme left.", False),
    ("Chairman and chief executive Odd Rasmus spoke. Rasmus, the chairman, left.", False),
    ("Former mayor Tom Abbey spoke. Abbey, a senator, left.", False),
    ("French President Luc Marchand spoke. Marchand, the president of France, left.", False),
    ("Vice President Ann Lee spoke. Lee, who served as a senator for nine years, left.", False),
    ("Mayor Ann Lee spoke. In addition to Ms. Lee, two members of the Senate from Dray left.", False),
    ("Sen. Ann Lee spoke. Ann Lee is squeezed between a rival and a mayor.", False),
    ("President Lee spoke. An aide to Mr. Lee, is now the director of Kessa Water.", False),
    ("Rep. Ann Lee spoke. Lee, a congresswoman, left.", False),
]


def test_quotation_marks_without_a_partner() -> None:
    """The mark that is shown is the one that lacks its partner, with whole words."""
    assert [text for text, odd in CC601 if found("CC601", text) != [odd][: odd is not None]] == []


def test_the_same_words_quoted_twice() -> None:
    assert misjudged("CC602", CC602) == []


def test_a_name_spelled_two_ways() -> None:
    wrong = [(text, odd, stretches) for text, odd in CC603 if not is_odd(stretches := found("CC603", text), odd)]
    assert wrong == []


def is_odd(stretches: list[str], odd: str | None) -> bool:
    return len(stretches) == (odd is not None) and all((odd or "") in one for one in stretches)


def test_a_title_given_two_ways() -> None:
    assert misjudged("CC604", CC604) == []


@pytest.mark.soak
def test_every_title_is_one_of_a_ladder() -> None:
    """Each title with another one of its ladder, both of one person."""
    assert (
        idle(
            "title_ladders",
            lambda row: found("CC604", two_titles(row["title"], row["ladder"])),
            rows=asked("title_ladders"),
        )
        == []
    )


@functools.cache
def two_titles(title: str, ladder: str) -> str:
    """Return a text that gives somebody a title and another one of its ladder, or the title in two bodies."""
    rungs = [row["title"] for row in lang.rows("title_ladders") if set(ladder.split()) & set(row["ladder"].split())]
    said = "{} Rosa Quill led the search. By night, {} Rosa Quill had called it off."
    texts = [said.format(title.title(), other.title()) for other in rungs if other != title]
    texts.append(
        f"Rosa Quill, the {title} of Kessa Water, opened the plant on Tuesday. "
        f"On Friday, Quill, the {title} of Tarn Gas, told reporters that the plant was safe."
    )
    return next((text for text in texts if found("CC604", text)), texts[0])


def test_marks_that_open_in_one_another_take_time_that_grows_with_the_line() -> None:
    started = time.process_time()
    claimcheck.check_text("“‘" * 3000)
    assert time.process_time() - started < 2  # asking for the line at each mark took 6 s


def name(number: int) -> str:
    return f"Lee{''.join(chr(97 + number // 26**place % 26) for place in range(3))}"


@pytest.mark.soak
@pytest.mark.parametrize(
    "sentence",
    [
        "Ann {name} said it.",  # CC603 compared all who are called Ann: 45 s
        "The bridge cost ${number} million in {year}.",  # CC401 added up all figures for each pair: 12 s
    ],
)
def test_many_sentences_of_one_kind_take_time_that_grows_with_them(sentence: str) -> None:
    made = (sentence.format(name=name(n), number=n, year=1900 + n % 120) for n in range(size(1500)))
    text = " ".join(made)
    claimcheck.check_text("Ann Lee said it.")
    started = time.process_time()
    claimcheck.check_text(text)
    assert time.process_time() - started < size(10)  # 1,500 take 3 to 5 s, 300 less than one


def test_a_word_with_letters_in_brackets_is_no_name() -> None:
    assert [name.words for name in names("Two Brun(k)es share a stage: Anne Brunke (the actress) and Ann Brunk.")] == [
        ("Two",), ("Anne", "Brunke"), ("Ann", "Brunk"),
    ]  # fmt: skip
