"""The first answer to an edit: what differs, what is moved, and the paragraph that is read by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.lsp.firsts import edited, first_answer, paragraphs
from claimcheck.lsp.reading import OpenText, read, shown
from claimcheck.report import Finding

DRAFT = """Ferry fares rise

The harbor board raised fares by 12 percent on Monday, Ana Lopez said.

Industry insiders say that traffic will fall.

The rate rose from 5 percent to 8 percent, an increase of 3 percent.
"""


def opened(text: str, version: int = 1) -> OpenText:
    return OpenText("untitled:a", None, "plaintext", version, text)


def told(found: object, text: str) -> set[tuple[str, str]]:
    """Return the kind of each mark, with the words that it stands on."""
    assert isinstance(found, tuple)
    return {
        (one.what.rule if isinstance(one.what, Finding) else "claim", text[one.spot.start : one.spot.end])
        for one in found
    }


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_an_edit_makes_one_text_of_the_other(before: str, after: str) -> None:
    edit = edited(before, after)
    assert before[: edit.start] + after[edit.start : edit.new] + before[edit.old :] == after
    assert edit.start <= min(edit.old, edit.new)


@given(st.text("ab \n", max_size=20), st.data())
def test_a_paragraph_holds_what_was_edited_and_no_blank_line_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = paragraphs(text, start, end)
    assert first <= start <= end <= last
    if "\n\n" not in text[start:end]:
        assert "\n\n" not in text[first:start].lstrip("\n")


@pytest.mark.weights
def test_what_stands_elsewhere_is_moved_and_the_paragraph_is_read() -> None:
    before = shown(*read(opened(DRAFT)))
    after = DRAFT.replace("Industry insiders", "At least 40 boats sank on Friday. Industry insiders")
    found = first_answer(before, (DRAFT, after), opened(after, 2))
    marks = told(found, after)
    assert ("CC405", "3 percent") in marks  # moved
    assert ("CC301", "Industry insiders") in marks  # read
    assert any(kind == "claim" and "40 boats sank" in words for kind, words in marks)
    assert {mark for mark in told(before, DRAFT) if "Many" not in mark[1]} <= marks


@pytest.mark.weights
def test_a_fix_moves_with_its_finding() -> None:
    before = shown(*read(opened(DRAFT)))
    after = "A new first line, with 😀\n\n" + DRAFT
    fix = next(one for one in first_answer(before, (DRAFT, after), opened(after, 2)) if one.spot.fix)
    assert fix.spot.fix is not None
    assert isinstance(fix.what, Finding)
    assert fix.what.fix is not None
    assert after[slice(*fix.spot.fix)] == fix.what.fix.old


@pytest.mark.weights
def test_what_was_taken_out_is_shown_no_longer() -> None:
    before = shown(*read(opened(DRAFT)))
    after = DRAFT.replace("Industry insiders say that traffic will fall.\n\n", "")
    assert not any(
        words.startswith("Many") for _, words in told(first_answer(before, (DRAFT, after), opened(after, 2)), after)
    )


@pytest.mark.weights
def test_all_that_is_shown_of_markdown_stands_on_its_words() -> None:
    text = "# Fares\n\nThe board **raised fares** by 12 percent, [Ana Lopez](https://example.org/a) said. 😀\n\n- Industry *insiders* say so.\n"
    found = shown(*read(OpenText("untitled:b", None, "markdown", 1, text)))
    words = {text[one.spot.start : one.spot.end] for one in found}
    assert words == {"The board **raised fares** by 12 percent", "Industry *insiders"}


@pytest.mark.weights
def test_what_stands_between_two_edits_stays() -> None:
    before = shown(*read(opened(DRAFT)))
    once = "New. " + DRAFT
    twice = once + "Two boats sank in May.\n"
    marks = told(first_answer(before, (DRAFT, once, twice), opened(twice, 3)), twice)
    assert {("CC301", "Industry insiders"), ("CC405", "3 percent")} <= marks
    assert any(words.startswith("Two boats sank") for _, words in marks)


@settings(max_examples=15)
@given(st.lists(st.text("ab \n", max_size=10), min_size=2, max_size=4))
def test_marks_of_text_that_nobody_touched_stay_on_it(texts: list[str]) -> None:
    """Each text is put between two sentences that stay."""
    drafts = [f"Industry insiders say that fares fell.\n\n{text}\n\nThe largest ferry has 40 cabins." for text in texts]
    before = shown(*read(opened(drafts[0])))
    stay = {mark for mark in told(before, drafts[0]) if mark[1].startswith(("Industry", "The largest"))}
    assert len(stay) > 1
    assert stay <= told(first_answer(before, drafts, opened(drafts[-1], 2)), drafts[-1])


@pytest.mark.weights
def test_who_is_meant_is_known_from_the_paragraph_before() -> None:
    marks = pytest.importorskip("claimcheck.lsp.marks", reason="lsprotocol is not installed")
    text = "Ana Lopez, the mayor, opened the harbor.\n\nFares will rise by 12 percent in May, Lopez said.\n"
    after = text.replace("12", "14")
    found = first_answer(shown(*read(opened(text))), (text, after), opened(after, 2))
    (claim,) = (one for one in found if "14 percent" in after[one.spot.start : one.spot.end])
    assert marks.claim_line(claim).endswith("named source: Ana Lopez")


@pytest.mark.weights
def test_a_quotation_that_goes_on_in_the_next_paragraph_is_no_error() -> None:
    text = "Ana Lopez said: “We sold 12 ferries in May.\n\n“We will sell 40 in June,” she said.\n"
    after = text.replace("12", "14")
    before = shown(*read(opened(text)))
    assert not {"CC601"} & {rule for rule, _ in told(before, text)}
    assert not {"CC601"} & {rule for rule, _ in told(first_answer(before, (text, after), opened(after, 2)), after)}
