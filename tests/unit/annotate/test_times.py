"""Times in a Doc: names left out, the tense of the clause, the publication date. Docs built by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.times import Time, find_times, times
from rows import asked, engine_doc, idle, timed_doc

FRIDAY = "2016-09-16"


def found(text: str, published: str | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(text[time.start : time.end], time.value) for time in find_times(timed_doc(text, published))]


def values(text: str, published: str | None = FRIDAY) -> list[str | None]:
    return [value for _, value in found(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council met on Monday.", "2016-09-12"),
        ("The council will meet on Monday.", "2016-09-19"),
        ("The council said that it would meet on Monday.", "2016-09-19"),
        ("The report is expected on Monday.", "2016-09-19"),
        ("The hearing is set for Monday.", "2016-09-19"),
        ("Most members expect Lee to win Monday's vote.", "2016-09-19"),
        ("Both camps rallied ahead of Monday's vote.", "2016-09-19"),
        ("On Monday, the council will vote.", "2016-09-19"),
        ("On Monday, the council voted to close the pool.", "2016-09-12"),
        ("He said Monday that it will rain.", "2016-09-12"),
        ("The trial begins on Monday.", "2016-09-19"),
        ("He failed to appear on Monday.", "2016-09-12"),
        ("The successor is to take over on Monday.", "2016-09-19"),
        ("Rates were lower than in July.", "2016-07"),
        ("It has been shut since November.", "2015-11"),
        ("It will reopen in March.", "2017-03"),
        ("It reopened in March.", "2016-03"),
        ("The new pier opens on Oct. 3.", "2016-10-03"),
        ("It would leave by the end of March.", "2017-03"),
        ("The fair was held over the weekend.", "2016-09-10/2016-09-11"),
        ("The fair will be held over the weekend.", "2016-09-17/2016-09-18"),
    ],
)
def test_tense(text: str, expected: str) -> None:
    assert found(text)[-1][1] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She could have left on Monday.", "2016-09-12"),
        ("It was held on Monday.", "2016-09-12"),
        ("It is to be held on Monday.", "2016-09-19"),
        ("It should be allowed to lapse on Monday.", "2016-09-19"),
        ("They saw a film on Monday.", "2016-09-12"),
        ("An official said Monday that it will rain.", "2016-09-12"),
        ("Monday's debate might matter.", "2016-09-12"),
        ("Monday's debate will matter.", "2016-09-19"),
        ("Monday's ruling will matter.", "2016-09-12"),
        ("Her speech Monday about the hall will matter.", "2016-09-12"),
        ("The council Monday will vote.", "2016-09-19"),
        ("She promised on Monday to sell the hall.", "2016-09-12"),
        ("Asked on Monday about the hall, she left.", "2016-09-12"),
        ("He dropped his plans for a Monday rally.", "2016-09-12"),
        ("He was scheduled to leave late on Monday.", "2016-09-12"),
        ("Turnout rose ahead of voting on Monday.", "2016-09-19"),
        ("He can keep the hall if he wins on Monday.", "2016-09-19"),
    ],
)
def test_tense_from_tags(sentence: str, expected: str) -> None:
    assert values(sentence) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sued the Friday Group over it.", []),
        ("The reporter April Ryan asked him about it.", []),
        ("He wrote for the Daily Mail.", []),
        ("They sued the group on Friday.", ["2016-09-16"]),
    ],
)
def test_part_of_a_name_is_none(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_year_in_a_name_is_a_time() -> None:
    assert values("They met at the 2022 World Cup.") == ["2022"]


def test_a_word_in_lower_case_is_in_no_name() -> None:
    assert values("The Acme Group meets annually.") == ["P1Y"]


def test_a_daily_is_a_paper() -> None:
    assert values("He bought a daily in Kessa.") == []
    assert values("There is a daily limit.") == ["P1D"]


def test_may_the_verb() -> None:
    assert values("What Comes After May Surprise You") == []


def test_the_previous_year_is_the_one_before_the_year_named() -> None:
    assert found("In 2012 it made more than in the previous year. It lost the following year.") == [
        ("2012", "2012"),
        ("the previous year", "2011"),
        ("the following year", "2013"),
    ]
    assert found("It made more than in the previous year.") == [("the previous year", None)]


def test_without_publication_date() -> None:
    assert found("It closed on Monday, March 3, and reopens next year.", None) == [
        ("Monday, March 3", "XXXX-03-03"),
        ("next year", None),
    ]


@pytest.mark.parametrize("published", ["", "yesterday", "2016-13-01", "16 September 2016"])
def test_a_bad_publication_date_is_none(published: str) -> None:
    assert found("It closed last year.", published) == [("last year", None)]


def test_a_publication_date_with_a_clock() -> None:
    assert found("It closed last year.", "2016-09-16T10:00:00+02:00") == [("last year", "2015")]


def test_why_says_rule_cue_and_tense() -> None:
    assert find_times(timed_doc("It will close on Monday.", FRIDAY))[0].why == {
        "by": "rule",
        "rule": "weekday",
        "cue": "Monday",
        "score": 1.0,
        "tense": "future",
    }


def test_the_component_writes_the_group() -> None:
    doc = engine_doc("It closed in 2014, 20 years later.")
    mentions = groups.read(times(doc), "times", Time)
    values_by_text = {doc.text[time.start : time.end]: time.value for time in mentions}
    assert values_by_text == {"2014": "2014", "20 years": "P20Y"}


@given(st.text(max_size=200), st.sampled_from([None, "0001-01-01", FRIDAY, "9999-12-31"]))
def test_any_text(text: str, published: str | None) -> None:
    for time in find_times(timed_doc(text, published)):
        assert 0 <= time.start < time.end <= len(text)


WORDS = "Monday May will to said , the by 2016 last year 's in past five years next".split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words(words: list[str]) -> None:
    found(" ".join(words))


def test_cost_grows_with_length() -> None:
    text = "The council met on Monday, May 2, and will meet again in two weeks. " * 100
    assert len(found(text)) == 200


# ---------------------------------------------------------------- rows
@pytest.mark.soak
@pytest.mark.weights
@pytest.mark.parametrize("table", [name for name in lang.tables() if name.startswith("times")])
def test_every_row_changes_its_example(table: str) -> None:
    assert idle(table, lambda row: found(row["example"], "2025-05-09"), rows=asked(table)) == []


@pytest.mark.soak
@pytest.mark.weights
def test_what_the_rows_say_comes_out() -> None:
    def wrong(table: str, right: Callable[[Mapping[str, str], list[tuple[str, str | None]]], bool]) -> list[str]:
        return [row["example"] for row in asked(table) if not right(row, found(row["example"]))]

    def touched(words: str, row: Mapping[str, str], times: list[tuple[str, str | None]]) -> bool:
        """Return whether a time shares a word with the row's place in its example."""
        text = row["example"].lower()
        at = text.index(words.lower())
        places = [(start, start + len(time)) for time, _ in times for start in [row["example"].index(time)]]
        return any(start < at + len(words) and at < end for start, end in places)

    assert wrong("times", lambda row, times: touched(row["word"], row, times)) == []
    assert wrong("times_names", lambda row, times: not touched(row["phrase"], row, times)) == []
    assert wrong("times_context", lambda row, times: row["word"] in row["example"].lower() and not times) == []
    placed = {"behind": ("Monday", "2016-09-12"), "event": ("June 20", "2016-06-20")}
    assert wrong("times_tense", lambda row, times: times[-1] == placed.get(row["cue"], ("Monday", "2016-09-19"))) == []


@pytest.mark.weights
def test_an_event_is_in_its_year() -> None:
    for row in lang.rows("times_events"):
        assert f"{row['year']}-{int(row['month']):02}-{int(row['day']):02}" in values(row["example"], "2025-05-09")
