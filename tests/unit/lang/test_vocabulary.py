"""Words that every rule shares, spelled in one table each: a toy row added from outside is read wherever the word is asked for."""

from __future__ import annotations

import ast
import datetime
import re

import pytest

import claimcheck
from claimcheck import lang
from claimcheck.annotate.quantities import find_quantities
from claimcheck.lang import dates, numerals, references, vocabulary
from claimcheck.lang.patterns import Pattern
from rows import timed_doc
from syntax import MODULES, PACKAGE, nodes_of

MONTH = {"word": "smarch", "role": "month", "value": "03", "example": "The mill shut in Smarch 2012."}
NUMBER = {"word": "twain", "kind": "ones", "value": "2", "example": "It closed twain bridges."}
UNIT = {
    "unit": "furlong per fortnight", "kind": "speed", "symbols": "fpf", "attached": "", "words": "", "factor": "1",
    "example": "The cart went 12 furlongs per fortnight.",
}  # fmt: skip


def quantities(text: str) -> list[tuple[str, float, str | None]]:
    return [(text[q.start : q.end], q.value, q.unit) for q in find_quantities(timed_doc(text))]


def day(text: str) -> str | None:
    when = dates.parse(text)
    return dates.resolve(when, anchor=None) if when else None


def test_a_month_is_one_row() -> None:
    text = "The council met on Smarch 12, 2025."
    ours = lang.Lexicon.of({"times": [MONTH]})
    assert day("Smarch 12, 2025") is None
    with lang.using(ours):
        assert day("Smarch 12, 2025") == "2025-03-12"
        assert [found.rule for found in dates.scan(text)] == ["day"]
        assert quantities("He left it on 12 Smarch.") == []
        assert "smarch" in vocabulary.calendar_names()
        note = references.read_reference("Ministry of Rain, Annual Report, 3 Smarch 2026.")
        assert note is not None
        assert note.year == "2026"


def test_a_month_that_a_lint_rule_checks_is_one_row() -> None:
    text = "published: 2026-05-04\n\nThe council met on Smarch 32, 2026, and voted for the plan."
    assert "CC409" not in {finding.rule for finding in claimcheck.check_text(text).findings}
    report = claimcheck.check_text(text, settings=claimcheck.Settings(lexicon={"times": [MONTH]}))
    assert "CC409" in {finding.rule for finding in report.findings}


def test_a_number_word_is_one_row() -> None:
    text = "The storm closed twain bridges."
    assert quantities(text) == []
    with lang.using(lang.Lexicon.of({"numerals": [NUMBER]})):
        assert quantities(text) == [("twain bridges", 2, "bridge")]
        assert numerals.parse_number("twenty-twain") == 22
        assert dates.resolve(dates.parse("twain years ago"), anchor=datetime.date(2016, 9, 16)) == "2014"
        assert Pattern(r"\b(?&many) \w+").search(text)


def test_a_unit_is_one_row() -> None:
    text = "The cart went 12 furlongs per fortnight and 3 fpf more."
    with lang.using(lang.Lexicon.of({"units": [UNIT]})):
        assert [(value, unit) for _, value, unit in quantities(text)] == [
            (12, "furlong per fortnight"),
            (3, "furlong per fortnight"),
        ]
    assert (3, "furlong per fortnight") not in [(value, unit) for _, value, unit in quantities(text)]


def test_a_pattern_holds_for_the_lexicon_in_force() -> None:
    pattern = Pattern(r"(?&Month) (?P<day>\d+)")
    assert pattern.search("It met on Smarch 3") is None
    with lang.using(lang.Lexicon.of({"times": [MONTH]})):
        assert pattern.search("It met on Smarch 3")["day"] == "3"
        assert pattern.sub("then", "It met on Smarch 3 and Mar. 4") == "It met on then and then"
    assert pattern.search("It met on Smarch 3") is None


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"(?&Month)", "Marseille, Mar. 3", "Mar."),
        (r"(?&Month)", "in Mayfair, in May", "May"),
        (r"(?&Ordinal)", "a first, then a Second", "Second"),
        (r"(?&SHORT)", "Jan and JAN", "JAN"),
        (r"\b(?&cardinal)\b", "a hundred and sixteen", "sixteen"),
        (r"\b(?&many)\b", "one or a dozen", "dozen"),
        (r"\b(?&vague)\b", "thousand or thousands", "thousands"),
        (r"\b(?&part)\b", "one fifth", "fifth"),
        (r"\b(?&scale)\b", "two lakh", "lakh"),
    ],
)
def test_what_a_name_in_a_pattern_stands_for(source: str, text: str, found: str) -> None:
    match = Pattern(source).search(text)
    assert match is not None
    assert match[0] == found


def test_no_module_spells_a_list_of_months_or_numbers() -> None:
    """Such a list is one more place to add a word to. A string with one month, or two numbers, is no list."""
    names = vocabulary.calendar_names() - vocabulary.weekdays().keys() - {"may", "march"}
    numbers = vocabulary.cardinals().keys() - {"one"}
    spelled = set()
    for path in MODULES:
        nodes = nodes_of(path)
        prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr | ast.keyword)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                words = set(re.findall(r"[a-z]+", node.value.lower()))
                if len(words & names) > 1 or len(words & numbers) > 2:
                    spelled.add(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert spelled == set()


def test_what_is_made_of_a_text_is_kept_for_each_lexicon() -> None:
    asked: list[tuple[str, bool]] = []

    @lang.by_text
    def knows(text: str, *, word: str = "twain") -> bool:
        asked.append((text, word in lang.column("numerals")))
        return asked[-1][1]

    ours, long = lang.Lexicon.of({"numerals": [NUMBER]}), "a" * 5000
    for _ in range(3):
        assert not knows("a")
        assert knows("a", word="ten")
        with lang.using(ours):
            assert knows("a")
    assert asked == [("a", False), ("a", True), ("a", True)]
    assert (knows(long), knows(long)) == (False, False)
    assert len(asked) == 5  # what is long is not kept


def test_a_memory_that_is_full_is_emptied() -> None:
    asked: list[int] = []

    @lang.compiled(2)
    def same(number: int) -> int:
        asked.append(number)
        return number

    assert [same(number) for number in (1, 2, 1, 3, 3, 1)] == [1, 2, 1, 3, 3, 1]
    assert asked == [1, 2, 3, 1]
