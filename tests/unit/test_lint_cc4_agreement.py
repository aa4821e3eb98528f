"""What the rules on numbers and dates share: masks, readings, periods, days, lists, transitions; and their tables' rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import pytest

from claimcheck import lint
from claimcheck.analysis import Analysis
from claimcheck.lang import numerals, rows, units
from claimcheck.lint.arithmetic.transitions import transitions
from claimcheck.lint.calendar import periods
from claimcheck.lint.calendar.days import written_days
from claimcheck.lint.figures import lists
from claimcheck.lint.numbers import marked_sentences, readings
from claimcheck.lint.numbers.sentences import MOST_MASKED
from claimcheck.lint.sameness import mentions
from claimcheck.lint.sameness.likeness import NEAREST, candidates
from claimcheck.lint.sameness.mentions import figure_mentions
from findings import reading
from marked import findings_in, marked, sentences_in
from rows import idle

NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def measured(sentence: str) -> str:
    """Return a sentence whose measures are marked by the units that it writes."""
    text, at = "", 0
    for match in NUMBER.finditer(sentence):
        measure = units.unit_at(sentence, match.end())
        value = numerals.parse_number(match[0])
        if measure is None or value is None:
            continue
        text += f"{sentence[at : match.start()]}{{{sentence[match.start() : measure.end]}|{value:g} {measure.name}}}"
        at = measure.end
    return text + sentence[at:]


def converted(row: Mapping[str, str]) -> str:
    """Return a sentence whose conversion is right by a row."""
    value = 1234 * float(row["factor"]) + float(row["shift"])
    return (
        f"It has {{1234 {row['unit']}|1234 {row['unit']}}} ({{{value:.9f} {row['base']}|{value:.9f} {row['base']}}})."
    )


def test_every_conversion_finds_its_example_wrong_or_another_right() -> None:
    def found(row: Mapping[str, str]) -> tuple[int, int]:
        return len(findings_in("CC404", measured(row["example"]))), len(findings_in("CC404", converted(row)))

    assert idle("conversions", found) == []
    assert [row for row in rows("conversions") if found(row) != (1, 0)] == []


def test_every_counted_event_is_told_by_its_example() -> None:
    assert idle("counted_events", lambda row: mentions.event_in(row["example"])) == []
    wrong = [row for row in rows("counted_events") if (mentions.event_in(row["example"]) or [""])[0] != row["event"]]
    assert wrong == []


def test_every_word_for_a_dated_event_gives_it_two_dates() -> None:
    """A verb or a noun by itself, and the verbs that tell when a happening was with one of the nouns."""
    assert idle("dated_events", lambda row: two_dates(row["example"])) == []
    assert [row["example"] for row in rows("dated_events") if not two_dates(row["example"])] == []


def test_every_state_is_as_long_as_from_what_begins_it_to_what_ends_it() -> None:
    def found(example: str) -> int:
        return len(lint.findings(*reading(example), [lint.rules()["CC407"]]))

    assert idle("states", lambda row: found(row["example"])) == []
    wrong = [row["example"] for row in rows("states") if found(row["example"]) != 1]
    assert wrong + [row["example"] for row in rows("states") if found(row["example"].replace("nine", "four"))] == []


def two_dates(example: str) -> int:
    """Return how many findings an example has with another date behind it."""
    other = example.replace("May 3", "May 5").replace("1912", "1921").replace("1969", "1996").replace("1998", "1989")
    other = other.replace("in 1996", "in 1969") if "married" in example else other
    text = f"{example}\n\nIt rained all night in Kessa.\n\n{other}"
    analysis, report = reading(text, published="2026-06-04")
    return len(lint.findings(analysis, report, [lint.rules()["CC410"]]))


def test_a_mask_keeps_offsets() -> None:
    source = "The firm sold {40 boats|40 boat} in {2019|t 2019}, 12 more than before."
    (sentence,) = sentences_in(source)
    mask = sentence.masked
    assert mask is not None
    assert mask.text == "The firm sold <c0> in <t0>, <b1> more than before. "
    assert [figure.value for figure in mask.figures] == [40, 12]
    assert mask.offset(mask.text.index("<c0>")) == sentence.article.index("40 boats")
    assert mask.offset(mask.text.index("more")) == sentence.article.index("more")


def test_a_range_behind_from_is_two_figures() -> None:
    mask = sentences_in("It rose from {240 to 300|240 to=300}.")[0].masked
    assert mask is not None
    assert [(figure.text, figure.value) for figure in mask.figures] == [("240", 240), ("300", 300)]


def test_a_table_read_as_one_sentence_is_not_masked() -> None:
    assert sentences_in("{40 boats|40 boat} " + "x" * MOST_MASKED)[0].masked.text == ""


@pytest.mark.parametrize(
    ("one", "other", "hold"),
    [
        ("{nearly 40 percent|40 percent bound=~}", "{39.6 percent|39.6 percent}", True),
        ("{hundreds|200 bound=~}", "{340|340}", True),
        ("{hundreds|200 bound=~}", "{34|34}", False),
        ("{at least 12|12 bound=>=}", "{14|14}", True),
        ("{at least 14|14 bound=>=}", "{12|12}", False),
        ("{fewer than 12|12 bound=<}", "{14|14}", False),
        ("{3,000|3000}", "{2,960|2960}", True),
        ("{3,000|3000}", "{2,700|2700}", False),
        ("{40|40}", "{45|45}", False),
        ("{$1.2 billion|1200000000 USD}", "{$1.18 billion|1180000000 USD}", True),
        ("{30 to 40|30 to=40}", "{35|35}", True),
    ],
)
def test_what_two_figures_admit(one: str, other: str, *, hold: bool) -> None:
    first, second = sentences_in(f"It has {one} and {other} left.")[0].figures
    assert readings.both_hold(first, second) == hold


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-W10", "2016-03-07", "2016-03-13"),
        ("2016-22", "2016-06-01", "2016-08-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2016-09-19/2016-09-22", "2016-09-19", "2016-09-22"),
        ("2016-10-12T20:00", "2016-10-12", "2016-10-12"),
    ],
)
def test_periods(value: str, first: str, last: str) -> None:
    assert periods.period(value) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize("value", [None, "", "P3Y", "PAST", "FUTURE", "PRESENT", "XXXX-05", "2015-02-30", "2016-W60"])
def test_what_is_no_period(value: str | None) -> None:
    assert periods.period(value) is None


@pytest.mark.parametrize(
    ("text", "month", "day", "year", "weekday"),
    [
        ("Monday, March 3", 3, 3, None, 0),
        ("Sept. 11, 2001", 9, 11, 2001, None),
        ("Saturday 17 October 2025", 10, 17, 2025, 5),
        ("the 4th of July", 7, 4, None, None),
        ("2025-11-30", 11, 30, 2025, None),
        ("31/12/2025", 12, 31, 2025, None),
        ("12/31/2025", 12, 31, 2025, None),
    ],
)
def test_days_as_they_are_written(text: str, month: int, day: int, year: int | None, weekday: int | None) -> None:
    (written,) = written_days(marked(f"It was on {text} that it rained."))
    assert (written.month, written.day, written.year, written.weekday) == (month, day, year, weekday)
    assert written.exists


@pytest.mark.parametrize("text", ["March 4.5 percent", "May 10:30", "March 40,000", "on page 3 Mayor"])
def test_what_is_no_day(text: str) -> None:
    assert [day for day in written_days(marked(f"It is {text} here.")) if day.exists] == []


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("A, B and C", 3, 3),
        ("A, B, and C", 3, 3),
        ("cost and time", 1, 2),
        ("trade, research and development, and fish", 3, 3),
        ("Berg and Sons, Holm and Brent", 3, 3),
        ("a; b, c; and d", 3, 3),
        ("A, B and C and D", 3, 4),
    ],
)
def test_how_many_items_a_list_has(text: str, least: int, most: int) -> None:
    found = lists.counts(text)
    assert found is not None
    assert (min(found), max(found)) == (least, most)


@pytest.mark.parametrize(
    "text", ["it was late, and nobody cared", "A, B and others", "among them A and B", "A, 45, and B, who left"]
)
def test_what_is_no_plain_list(text: str) -> None:
    assert lists.counts(text) is None


def test_transitions_pair_first_last_and_amount() -> None:
    source = "Sales {rose|up} {5 percent|5 percent} to {$42|42 USD} from {$40|40 USD} in {May|t XXXX-05}."
    mask = sentences_in(source)[0].masked
    assert mask is not None
    (change,) = transitions(mask)
    assert change.amount is not None
    assert (change.first.text, change.last.text, change.amount.text) == ("$40", "$42", "5 percent")


def test_a_figure_is_compared_with_a_few_others_only() -> None:
    source = "\n\n".join(f"It has {{{number} homes|{number} home}} now." for number in range(10, 60))
    report = marked(source)
    group = figure_mentions(Analysis(report.text), report)
    assert len(list(candidates(group, 40))) == NEAREST
    assert len(list(candidates(group, 3))) == 3
    assert list(candidates(group, 0)) == []


def test_a_report_is_read_once() -> None:
    report = marked("It has {40 homes|40 home}.")
    analysis, other = Analysis(report.text), Analysis(report.text)
    assert marked_sentences(analysis, report) is marked_sentences(analysis, report)
    assert figure_mentions(analysis, report) is figure_mentions(analysis, report)
    assert marked_sentences(other, report) is not marked_sentences(analysis, report)
