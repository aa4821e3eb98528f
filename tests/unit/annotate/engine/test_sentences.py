"""The rules for sentence boundaries, over tokens alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import spacy

from claimcheck import lang
from claimcheck.annotate.engine.sentences import MUST, MUST_NOT, constraints
from rows import idle

NLP = spacy.blank("en")


def judged(text: str) -> dict[str, list[str]]:
    """The words that must and must not begin a sentence."""
    words = [token.text for token in NLP(text)]
    lines = np.zeros(len(words), dtype=np.bool_)
    lines[0] = True
    found = constraints(words, lines=lines)
    return {
        "must": [word for word, rule in zip(words, found, strict=True) if rule == MUST],
        "not": [word for word, rule in zip(words, found, strict=True) if rule == MUST_NOT],
    }


def decided(row: Mapping[str, str]) -> int:
    """Return what the rules say of the place that a row decides in its example: behind a title, or at the starter."""
    words = [token.text for token in NLP(row["example"])]
    if row["kind"] == "title":
        at = next(i for i in range(len(words)) if "".join(words[:i]).lower().endswith(row["word"]))
    else:
        at = max(i for i, word in enumerate(words) if word[0].isupper() and word.lower() == row["word"])
    return int(constraints(words, lines=np.zeros(len(words), dtype=np.bool_))[at])


def test_every_word_of_the_table_decides_in_its_example() -> None:
    wanted = {"title": MUST_NOT, "starter": MUST}
    assert [dict(row) for row in lang.rows("sentences") if decided(row) != wanted[row["kind"]]] == []
    assert idle("sentences", decided) == []


def test_a_lower_case_word_behind_a_quotation_goes_on() -> None:
    assert "she" in judged('"This is fine." she said.')["not"]


def test_nothing_begins_behind_a_comma() -> None:
    assert "only" in judged("According to the audit, only four ferries were sound.")["not"]
    assert "Aune" in judged("“We carried more than ever,” Aune told reporters.")["not"]


def test_behind_the_full_stop_of_a_quotation_a_capital_may_begin() -> None:
    assert "Aune" not in judged("“We carried more than ever.” Aune left.")["not"]


def test_a_capital_begins_one_behind_a_full_stop_that_ends_no_abbreviation() -> None:
    assert judged("The bridge closed because the river rose. Owners must register.")["must"] == ["The", "Owners"]
    assert judged("The tools of the Acme Co. Owners are sold.")["must"] == ["The"]


def test_a_capital_begins_one_behind_a_unit_with_a_stroke() -> None:
    assert "Gulls" in judged("The wind blew at 90 km / h. Gulls fled .")["must"]


def test_list_marks_that_count_up_begin_sentences_and_their_text_does_not() -> None:
    found = judged("1.) The first item 2.) The second item")
    assert [word for word in found["must"] if word in "12"] == ["1", "2"]
    assert found["not"].count("The") == 2


def test_a_number_that_ends_a_sentence_is_no_list_mark() -> None:
    assert judged("He was born in 1912. The war came in 1914.")["must"] == ["He", "The"]


def test_an_ellipsis_before_a_small_letter_goes_on() -> None:
    assert "well" in judged("I was not sure ... well, perhaps.")["not"]


def test_a_capital_in_a_title_begins_nothing() -> None:
    found = judged("Mortgage Rates Hit 7 Percent, Highest Since 2001")
    assert {"Rates", "Hit", "Percent", "Highest", "Since"} <= set(found["not"])
    assert "Blame" not in judged("Why Are Eggs So Expensive? Blame the Flu")["not"]
    assert judged("Rates rose. Anna Lee of Kessa Bank left")["not"] == ["."]
