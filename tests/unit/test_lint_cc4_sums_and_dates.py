"""Arithmetic, percentage points, calendar, lists and dates to come: what is told in other words, or over two sentences."""

from __future__ import annotations

import pytest

from claimcheck import check_text
from findings import misjudged
from marked import findings_in

pytestmark = pytest.mark.weights
TODAY = "2026-05-18"


def fires(rule: str, source: str) -> bool:
    return len(findings_in(rule, source, published=TODAY)) == 1


def of(part: str, whole: str, share: str, *, text: str) -> str:
    """Return ``text`` with three figures marked in it: a part and a whole, both counts, and a share."""
    marks = {
        "PART": f"{{{part}|{part} home}}",
        "WHOLE": f"{{{whole} homes|{whole} home}}",
        "SHARE": f"{{{share}%|{share} percent}}",
    }
    for name, mark in marks.items():
        text = text.replace(name, mark)
    return text


@pytest.mark.parametrize(
    "text",
    [
        "Of the WHOLE built in {2024|t 2024}, PART leak, or SHARE, the city said.",
        "The city has WHOLE, and PART of them, or SHARE, leak.",
        "The city has WHOLE.\nPART of them (SHARE) leak.",
        "Of the WHOLE, PART leak, a rate of SHARE.",
        "A total of PART leaked out of WHOLE built here, or SHARE, it said.",
        "SHARE of the WHOLE in town, or PART, leak.",
    ],
)
def test_a_share_of_a_stated_whole(text: str) -> None:
    assert fires("CC403", of("96", "640", "22", text=text))
    assert not fires("CC403", of("96", "640", "15", text=text))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "He owns {54%|54 percent}, they own {21%|21 percent}, and others own the remaining {N%|N percent}.",
            "25",
            "35",
        ),
        (
            "He owns {54%|54 percent} and they own {21%|21 percent}.\nOthers own the remaining {N%|N percent}.",
            "25",
            "35",
        ),
        ("The {31 members|31 member}, {17 women|17 woman} and {N men|N man}, came.", "14", "16"),
        (
            "The {650 hectares|650 hectare} consist of {400|400 hectare} of wood and {N|N hectare} of field.",
            "250",
            "300",
        ),
        ("It is {41 dead|41 person}: {23|23 person} in Lorne, {N|N person} in Tarn and six in Oaks.", "12", "15"),
        ("They bought {12 buses|12 bus} at {$40|40 USD} each, for a total of {$N|N USD}.", "480", "580"),
        ("They won {78|78}-{61|61}, a {N-point|N point} victory.", "17", "27"),
        (
            "It was {$120|120 USD}, compared with {$100|100 USD} in {2024|t 2024}, an increase of {N%|N percent}.",
            "20",
            "35",
        ),
        (
            "In {2024|t 2024} it had {100 cases|100 case}; in {2025|t 2025} it had {120 cases|120 case}, a rise of {N%|N percent}.",
            "20",
            "40",
        ),
    ],
)
def test_sums_in_other_words(text: str, right: str, wrong: str) -> None:
    assert fires("CC403", text.replace("N%", f"{wrong}%").replace("N", wrong))
    assert not fires("CC403", text.replace("N%", f"{right}%").replace("N", right))


@pytest.mark.parametrize(
    "text",
    [
        "The rate was {74%|74 percent}, up {6%|6 percent} on {last year|t 2025}’s {68%|68 percent}.",
        "The rate was {74%|74 percent}, compared with {68%|68 percent} then, a rise of {6%|6 percent}.",
        "The rate was {68%|68 percent} in {May|t 2025-05}.\nIt is {74%|74 percent} now, a rise of {6%|6 percent}.",
        "The rate rose {6%|6 percent} to {74%|74 percent}.\nIt was {68%|68 percent} in {May|t 2025-05}.",
        "The gap between men ({74%|74 percent}) and women ({68%|68 percent}) is {6%|6 percent}.",
        "The rate is {74%|74 percent}, {6%|6 percent} higher than in {May|t 2025-05}, when it was {68%|68 percent}.",
    ],
)
def test_points_in_other_words(text: str) -> None:
    assert fires("CC405", text)
    assert not fires("CC405", text.replace("{6%|6 percent}", "{9%|9 percent}"))


@pytest.mark.parametrize(
    "text",
    [
        "It gave {45%|45 percent} and {42%|42 percent}, with a margin of error of {3%|3 percent}.",
        "Wages rose {2%|2 percent} while inflation fell from {5%|5 percent} to {3%|3 percent}.",
        "Prices rose {1%|1 percent} in {May|t 2025-05}, {2%|2 percent} in {June|t 2025-06} and {3%|3 percent} in {July|t 2025-07}.",
    ],
)
def test_what_is_no_difference_of_two_levels(text: str) -> None:
    assert not fires("CC405", text)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "The pool, which closed in {2021|t 2021} and opened again in {2025|t 2025}, had been shut for {N years|t PNY}.",
            "4",
            "6",
        ),
        ("He was jailed in {2010|t 2010} and released in {2018|t 2018} after {N years|t PNY} in prison.", "8", "12"),
        ("The war began in {1914|t 1914} and ended in {1918|t 1918}.\nIt lasted {N years|t PNY}.", "4", "6"),
        (
            "Ann Hart died on {May 9|t 2026-05-09}.\nShe was {N|N year of=age}.\n\nMs. Hart was born in {1937|t 1937}.",
            "88",
            "84",
        ),
        ("Tom Slade, {N|N year of=age}, was held.\n\nBorn in {1964|t 1964}, Slade sold cars.", "61", "51"),
        ("Born in {1950|t 1950}, she joined in {1980|t 1980}, at the age of {N|N year of=age}.", "30", "20"),
        (
            "It was the first cup in {N years|t PNY}.\n\nMenz scored.\n\nThe Herons last won the cup in {2006|t 2006}.",
            "20",
            "30",
        ),
        ("The club, founded in {1986|t 1986}, marks its N0th anniversary {this year|t 2026}.", "4", "5"),
    ],
)
def test_dates_in_other_words(text: str, right: str, wrong: str) -> None:
    assert fires("CC407", text.replace("PNY", f"P{wrong}Y").replace("N", wrong).replace(f"Me{wrong}z", "Menz"))
    assert not fires("CC407", text.replace("PNY", f"P{right}Y").replace("N", right))


def test_a_length_of_something_else() -> None:
    assert not fires(
        "CC407", "It opened in {1990|t 1990} and closed in {1999|t 1999} after {three years|t P3Y} of losses."
    )
    assert not fires("CC407", "Tom Slade, {61|61 year of=age}, left.\n\nHis son, Ned Slade, was born in {1994|t 1994}.")


@pytest.mark.parametrize(
    "text",
    [
        "{N men|N man} were held. They were named as Dean Pratt, 31, Carl Pratt, 28, and Stephen Yeo, 40.",
        "{N songs|N song} (“Rain,” “Harbor” and “The Mill”) were played.",
        "The {N winners|N winner} are Lena Marsh, Tom Ode and Ina Bell.",
        "It has {N homes|N home}, in Lorne, Kessburg and Oaksend.",
        "{N things|N thing} matter: who pays, who decides and who gains.",
    ],
)
def test_lists_without_a_colon_and_of_names(text: str) -> None:
    assert fires("CC408", text.replace("N ", "4 ").replace("|N", "|4"))
    assert not fires("CC408", text.replace("N ", "3 ").replace("|N", "|3"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("They beat Tarn on {June 22, 2026|t 2026-06-22}, and will play Lorne.", True),
        ("A fire on {June 22, 2026|t 2026-06-22}, destroyed the mill, and the owner plans to rebuild it.", True),
        ("The firm, which was founded in {2047|t 2047}, plans to hire.", True),
        ("The lease, signed in {2005|t 2005}, ends on {June 22, 2026|t 2026-06-22}.", False),
        ("The firm said it was closing the plant on {June 22, 2026|t 2026-06-22}.", False),
        ("It is open from June 28 to 31.", True),
        ("It is open from June 28 to 30.", False),
    ],
)
def test_dates_to_come_by_their_own_clause(text: str, *, wrong: bool) -> None:
    assert fires("CC409", text) == wrong


TOLD_AS_PAST = (
    "The council sold the mill in {2062|t 2062}.",
    "In {May 2062|t 2062-05} the ferry sank off the pier.",
    "The bridge, built in {2062|t 2062}, is made of oak.",
    "The school was closed in {2062|t 2062}.",
    "The quarry has been shut since {2062|t 2062}, the owner said.",
    "It was in {2062|t 2062} that the ferry sank.",
    "The fire of {May 3, 2062|t 2062-05-03} destroyed the hall.",
    "She said that the firm paid the fine in {2062|t 2062}.",
)
TOLD_AS_TO_COME = (
    "The council will sell the mill in {2062|t 2062}.",
    "The bridge is to be built in {2062|t 2062}.",
    "The town agreed to close the school in {2062|t 2062}.",
    "The lease ends in {May 2062|t 2062-05}.",
    "The board said it was closing the plant in {May 2062|t 2062-05}.",
    "The mayor called an election for {May 3, 2062|t 2062-05-03}.",
    "The league moved the final to {May 3, 2062|t 2062-05-03}.",
    "The council approved the {May 3, 2062|t 2062-05-03} timetable.",
    "The board approved a new {May 3, 2062|t 2062-05-03} deadline.",
)


def test_the_verb_that_a_date_hangs_on_tells_whether_it_is_past() -> None:
    assert [text for text in TOLD_AS_PAST if not fires("CC409", text)] == []
    assert [text for text in TOLD_AS_TO_COME if fires("CC409", text)] == []


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_bug(today: str) -> None:
    text = "Last week and this week fees rose by 5 percent; in two weeks, next week and on Tuesday they will fall."
    assert check_text(text, published=today).claims


def test_what_is_set_aside_divided_and_told_of_each() -> None:
    cases = [
        ("The board approved a $7.5m plan, setting aside $4.2m for roads and $3.5m for roofs, it said.", True),
        ("The board approved a $7.5m plan, setting aside $4.2m for roads and $1.1m for roofs, it said.", False),
        ("A grant of $900,000 is split between three towns: Orr gets $400,000, Marl $300,000 and Wick $150,000.", True),
        ("Of the 48 pupils, 27 went by train and 23 by bus, the school said.", True),
        ("Of the 48 pupils, 27 went by train and 21 by bus, the school said.", False),
        ("Of the 48 pupils, 27 speak French and 23 German, the school said.", False),
    ]
    assert misjudged("CC403", cases) == []


def test_an_age_is_held_against_a_birth_in_another_sentence() -> None:
    born = "Ada Quill, who was born in 1951, keeps bees.\n\nIt rained all week.\n\n"
    cases = [
        (f"{born}Quill, who turned 60 in 2021, sells honey.", True),
        (f"{born}Quill, who turned 70 in 2021, sells honey.", False),
    ]
    assert misjudged("CC407", cases) == []


def test_what_was_built_may_close() -> None:
    cases = [
        ("The mill was built in 1904 and closed in 1967 after 53 years of service.", True),
        ("The mill was built in 1904 and closed in 1967 after 63 years of service.", False),
    ]
    assert misjudged("CC407", cases) == []


def test_a_sum_of_parts_is_no_other_value() -> None:
    mails = "Two emails sent to Foy and 10 emails sent to aides were stored, Eno Quill wrote.\n\nHe is a lawyer.\n\n"
    later = "The dozen emails sent to Foy and to aides were among 19 that were read."
    assert misjudged("CC401", [(mails + later, False)]) == []


def test_days_over_new_year_without_a_year() -> None:
    text = "The ward closed on 19 November and opened again on 3 February. The five-month closure angered nurses."
    assert [found.rule for found in check_text(text).findings] == ["CC407"]


@pytest.mark.parametrize(
    "text",
    [
        "The 40 boats cost $0 each, and the guild paid $120 in all.",
        "The guild has $0. Of that, $12 went on tar, $5 on rope and the remaining $3 on lamps.",
        "The 40 schools will get $35,000 each of a grant of $1.2 million. 12 boats and 9 carts came.",
    ],
)
def test_sums_of_nothing_and_sums_told_before_are_no_bug(text: str) -> None:
    assert check_text(text, published=TODAY).article.text == text
