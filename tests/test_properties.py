"""What holds for any text and any bytes: offsets are true, and nothing is raised but what is documented."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import claimcheck
import contract
from claimcheck.article import SECTIONS, Article
from claimcheck.errors import InputError
from claimcheck.lang.language import english_share
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.read import article_of
from claimcheck.read.parts.decoding import decode
from soak import size

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300)  # lone surrogates too
LINES = st.lists(
    st.sampled_from(
        [
            "",
            " ",
            "# A heading",
            "By Ann Lee",
            "It rose by 3 percent.",
            "- an item",
            "> a quotation",
            "```",
            "| a | b |",
            "---",
            "title: T",
            "\t",
            "[^1]: Note.",
            "1. one",
            "\x0c",
            "a\u2028b",
            "Photo: A ship",
            "x" * 130,
            "===",
            "\ufeff",
        ]
    ),
    max_size=25,
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
DOCUMENTS = st.builds(lambda lines, end: end.join(lines), LINES, ENDS)
NEWS = st.lists(
    st.sampled_from(
        [
            "The mayor said",
            "According to police,",
            "rents rose",
            "by 3 percent",
            "“",
            "”",
            "in 2023",
            ".",
            ",",
            "\n\n",
            "who",
            "the highest since",
            "U.S.",
            "[1]",
            "$1.2 billion",
            "\u202e",
            "🚢",
            "e\u0301",
            "\x00",
            "\ud800",
            "more than",
            "9/11",
        ]
    ),
    max_size=60,
).map(" ".join)
FEW = settings(max_examples=size(100))


def hold_offsets(article: Article) -> None:
    behind = 0
    for block in article.blocks:
        assert behind <= block.start < block.end <= len(article.text)
        assert block.section in SECTIONS
        assert article.block_at(block.start) == article.block_at(block.end - 1) == block
        assert article.locate(block.start).line == block.line
        behind = block.end


@given(text=ANYTHING | DOCUMENTS)
@example(text="")
def test_a_plain_text_is_kept(text: str) -> None:
    article = article_of(text)
    assert len(article.text) == len(text)
    assert article.text.replace("\ufffd", "") == "".join(
        c for c in text if c != "\ufffd" and not "\ud800" <= c <= "\udfff"
    )
    hold_offsets(article)


@given(text=ANYTHING | DOCUMENTS)
@example(text="\r\r\n\n\r")
@example(text="---\ntitle: T\n---\n# T\n")
def test_markdown_has_true_blocks(text: str) -> None:
    hold_offsets(article_of(text, input_format="markdown"))


@given(text=ANYTHING | DOCUMENTS)
def test_text_blocks_hold_all_that_is_not_white_space(text: str) -> None:
    article = article_of(text)
    left = list(article.text)
    for block in article.blocks:
        left[block.start : block.end] = " " * (block.end - block.start)
    for note in article.notes:  # the mark that opens a note stands before its block
        start = note.body[0] if note.body else 0
        before = max(article.text.rfind(end, 0, start) for end in "\r\n") + 1
        left[before:start] = " " * (start - before)
    assert "".join(left).strip() == ""


@given(text=ANYTHING | DOCUMENTS, data=st.data())
def test_places_are_those_of_an_editor(text: str, data: st.DataObject) -> None:
    article = article_of(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = article.locate(offset)[:2]
    lines = article.text.replace("\r\n", "\n\n").replace("\r", "\n")  # as long as the text
    starts = [0]
    for place, character in enumerate(lines):
        if character == "\n" and article.text[place : place + 2] != "\r\n":
            starts.append(place + 1)
    expected = max(number for number, start in enumerate(starts, start=1) if start <= offset)
    assert (line, column) == (expected, offset - starts[expected - 1] + 1)


@given(data=st.binary(max_size=400) | ANYTHING.map(lambda text: text.encode("utf-16", "surrogatepass")))
@example(data=b"\xff\xfe")
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe\x00\x00")
def test_decoding_gives_text_or_an_input_error(data: bytes) -> None:
    try:
        text, charset = decode(data, source="some")
    except InputError as error:
        text, charset = error.message, error.hint
    assert text.strip()
    assert charset
    text.encode("utf-8")


@given(text=st.text(min_size=1), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_was_encoded_is_decoded(text: str, encoding: str) -> None:
    if text.strip() and "\0" not in text and not text.startswith("\ufeff") and "<" not in text and "%" not in text:
        assert decode(text.encode(encoding), source="some")[0] == text


@given(text=ANYTHING)
def test_visible_text_holds_nothing_to_obey(text: str) -> None:
    for shown in (visible(text), on_one_line(text)):
        risky = {character for character in shown if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
        assert risky <= {"\u200c", "\u200d"}
        shown.encode("utf-8")


@given(text=ANYTHING)
def test_language_share_is_a_share(text: str) -> None:
    share = english_share(text)
    assert share is None or 0 <= share <= 1


def hold_report(text: str) -> None:
    """Hold the contract's promises for a text."""
    report = json.loads(claimcheck.check_text(text, published="2026-03-04").model_dump_json())
    assert len(report["article"]["text"]) == len(text)
    contract.hold(report)


@pytest.mark.weights
@FEW
@given(text=ANYTHING | DOCUMENTS | NEWS)
@example(text="")
@example(text=" \n\r\n\t ")
@example(text="\ud800")
@example(text="\x00\x00")
@example(text="👩‍👩‍👧 3 percent, the mayor said. " * 3)
@example(text="rose 5 " * 600)
def test_check_text_never_raises_and_keeps_the_offset_law(text: str) -> None:
    hold_report(text)


@pytest.mark.weights
@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "fixtures/articles").glob("*.*")), ids=lambda p: p.name
)
def test_offset_law_on_articles_of_another_system(path: Path) -> None:  # test_golden.py holds it on them as they are
    hold_report(path.read_text(encoding="utf-8").replace("\n", "\r\n"))


@pytest.mark.weights
def test_ids_are_unique_where_an_article_repeats_itself() -> None:
    said = "The dam is believed to be a copy. Experts say the wall leaks. Fees rose by 5 percent."
    report = json.loads(claimcheck.check_text("\n\n".join([said] * 5)).model_dump_json())
    assert (len(report["claims"]), len(report["findings"])) >= (10, 5)
    contract.hold(report)


@pytest.mark.weights
@pytest.mark.parametrize(
    "sentence",
    [
        "All 40 ferries must be inspected by May, Ana Ruiz said, because three of them could have sunk last year.",
        "The plan is to raise fees from $3 to about $4.50, the highest since 2019, “and to keep them there,” she said.",
    ],
)
def test_a_text_may_end_behind_any_word(sentence: str) -> None:
    words = sentence.split()
    for end in range(1, len(words)):
        cut = " ".join(words[:end])
        assert claimcheck.check_text(cut).text == cut
