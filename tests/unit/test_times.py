"""Times in a Doc: names left out, the tense of the clause, the publication date. Docs built by hand."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.times.component import Time, find_times, times

NLP = spacy.blank("en")
FRIDAY = "2016-09-16"


def found(text: str, published: str | None = FRIDAY) -> list[tuple[str, str | None]]:
    doc = NLP.make_doc(text)
    doc.user_data["published"] = published
    return [(text[time.start : time.end], time.value) for time in find_times(doc)]


def tagged(sentence: str, published: str | None = FRIDAY, ents: list[tuple[int, int, str]] | None = None) -> Doc:
    """Return a Doc of ``word/TAG`` pairs; every word is followed by a blank."""
    pairs = [pair.rsplit("/", 1) for pair in sentence.split()]
    doc = Doc(NLP.vocab, words=[word for word, _ in pairs], tags=[tag for _, tag in pairs])
    doc.ents = [Span(doc, start, end, label) for start, end, label in ents or []]
    doc.user_data["published"] = published
    return doc


def values(doc: Doc) -> list[str | None]:
    return [time.value for time in find_times(doc)]


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
def test_tense_from_words_alone(text: str, expected: str) -> None:
    assert found(text)[-1][1] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She/PRP could/MD have/VB left/VBN on/IN Monday/NNP", "2016-09-12"),
        ("It/PRP was/VBD held/VBN on/IN Monday/NNP", "2016-09-12"),
        ("It/PRP is/VBZ to/TO be/VB held/VBN on/IN Monday/NNP", "2016-09-19"),
        ("It/PRP should/MD be/VB allowed/VBN to/TO lapse/VB on/IN Monday/NNP", "2016-09-19"),
        ("They/PRP saw/VBD a/DT film/NN on/IN Monday/NNP", "2016-09-12"),
        ("An/DT official/NN said/VBZ Monday/NN that/IN it/PRP will/MD rain/VB", "2016-09-12"),
        ("Monday/NNP 's/POS debate/NN might/MD matter/VB", "2016-09-12"),
        ("Monday/NNP 's/POS debate/NN will/MD matter/VB", "2016-09-19"),
    ],
)
def test_tense_from_tags(sentence: str, expected: str) -> None:
    assert values(tagged(sentence)) == [expected]


@pytest.mark.parametrize(
    "row", [row for row in lang.rows("times_tense") if row["cue"] != "past"], ids=lambda row: row["word"]
)
def test_cues_of_what_lies_ahead_fire(row: dict[str, str]) -> None:
    assert found(row["example"])[-1] == ("Monday", "2016-09-19")


@pytest.mark.parametrize(
    "row", [row for row in lang.rows("times_tense") if row["cue"] == "past"], ids=lambda row: row["word"]
)
def test_cues_of_the_past_fire(row: dict[str, str]) -> None:
    assert found(row["example"])[-1] == ("Monday", "2016-09-12")


def test_part_of_a_name_is_none() -> None:
    show = "He/PRP spoke/VBD on/IN Fox/NNP Morning/NNP Sunday/NNP"
    assert values(tagged(show, ents=[(3, 6, "ORG")])) == []
    assert values(tagged(show)) == ["2016-09-11"]


def test_a_year_in_a_name_is_a_time() -> None:
    assert values(tagged("the/DT 2022/CD World/NNP Cup/NNP", ents=[(1, 4, "MISC")])) == ["2022"]


def test_a_word_in_lower_case_is_in_no_name() -> None:
    assert values(tagged("Acme/NNP meets/VBZ annually/RB", ents=[(0, 3, "ORG")])) == ["P1Y"]


def test_a_daily_is_a_paper() -> None:
    assert values(tagged("told/VBD a/DT local/JJ daily/NN ./.")) == []
    assert values(tagged("a/DT daily/NN limit/NN ./.")) == ["P1D"]


def test_may_the_verb() -> None:
    assert values(tagged("since/IN May/MD be/VB")) == []


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
    doc = NLP.make_doc("It will close on Monday.")
    doc.user_data["published"] = FRIDAY
    assert next(find_times(doc)).why == {
        "by": "rule",
        "rule": "weekday",
        "cue": "Monday",
        "score": 1.0,
        "tense": "future",
    }


def test_the_component_writes_the_group() -> None:
    doc = NLP.make_doc("It closed in 2014, 20 years later.")
    mentions = groups.read(times(doc), "times", Time)
    values_by_text = {doc.text[time.start : time.end]: time.value for time in mentions}
    assert values_by_text == {"2014": "2014", "20 years": "P20Y"}


@given(st.text(max_size=200), st.sampled_from([None, "0001-01-01", FRIDAY, "9999-12-31"]))
def test_any_text(text: str, published: str | None) -> None:
    doc = NLP.make_doc(text)
    doc.user_data["published"] = published
    for time in find_times(doc):
        assert 0 <= time.start < time.end <= len(text)


WORDS = "Monday May will to said , the by 2016 last year 's in past five years next".split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words(words: list[str]) -> None:
    found(" ".join(words))


def test_cost_grows_with_length() -> None:
    text = "The council met on Monday, May 2, and will meet again in two weeks. " * 500
    doc = NLP.make_doc(text)
    doc.user_data["published"] = FRIDAY
    assert sum(1 for _ in find_times(doc)) == 1000
