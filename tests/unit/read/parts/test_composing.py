"""Passages of runs become one text; every link, note and file position in it is true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.article import Article, Metadata
from claimcheck.read.parts.composing import LINE_BREAK, Aside, Passage, Run, compose, linked


def article(*passages: Passage, metadata: Metadata | None = None) -> Article:
    return compose(passages, metadata, source="a", media_type="text/x")


def body(*runs: Run | str, **more: object) -> Passage:
    made = [Run(run) if isinstance(run, str) else run for run in runs]
    return Passage(made, **{"section": "body", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (["Fees\n  rose \t by", " 3 percent. "], "Fees rose by 3 percent."),
        (["<b>W</b>"[3], "ord"], "Word"),
        (["Fees", " ", "rose."], "Fees rose."),
        (["One", LINE_BREAK, "two"], "One\ntwo"),
        (["One " + LINE_BREAK + " two"], "One\ntwo"),
        (["10\u00a0percent"], "10 percent"),
        (["rose ", Run("", note="1"), "."], "rose."),
        (["rose", Run("", note="1"), " by"], "rose by"),
        (["said ", Run("", note="1"), "the"], "said the"),
    ],
)
def test_white_space_is_one_space(runs: list[Run | str], expected: str) -> None:
    assert article(body(*runs)).text == expected


def test_what_has_no_word_is_left_out() -> None:
    made = article(body("One."), body(" \n", Run("  ", href="x")), body("Two."))
    assert made.text == "One.\n\nTwo."
    assert [block.section for block in made.blocks] == ["lead", "body"]
    assert not made.links


def test_links_lie_on_their_words() -> None:
    made = article(body("Fees ", Run("rose ", href="x"), Run("by 3", href="x"), " percent, ", Run("he said", href="y")))
    assert [(link.text, link.href) for link in made.links] == [("rose by 3", "x"), ("he said", "y")]


def test_two_links_with_words_between_them_stay_two() -> None:
    made = article(body(Run("Fees", href="x"), " rose, ", Run("he said", href="x")))
    assert [link.text for link in made.links] == ["Fees", "he said"]


def test_a_note_has_its_place_and_its_words() -> None:
    calls = body("Fees rose", Run("", note="1"), " by 3", Run("[9]", note="9"), ".")
    made = article(calls, body("A report.", note="1"), body("Page 3.", note="1"), body("Nobody calls.", note="2"))
    assert made.text.startswith("Fees rose by 3[9].")
    one, nine, two = made.notes
    assert (one.start, one.end, one.text, one.called) == (9, 9, "A report.\n\nPage 3.", True)
    assert made.text[slice(*one.body or (0, 0))] == one.text
    assert (made.text[nine.start : nine.end], nine.text, nine.body) == ("[9]", "", None)
    assert (two.text, two.called, two.start) == ("Nobody calls.", False, made.text.index("Nobody"))
    assert [block.section for block in made.blocks] == ["lead", "footnote", "footnote", "footnote"]


def test_a_note_may_keep_its_words_out_of_the_text() -> None:
    passages = [body("It rained", Run("", note="AL1"), " in May.", Run("", note="1")), body("A report.", note="1")]
    made = compose(
        passages,
        source="a",
        media_type="text/x",
        notes={"AL1": Aside("comment", "Source?"), "1": Aside("comment", "x")},
    )
    assert made.text == "It rained in May.\n\nA report."
    assert [(n.start, n.label, n.text, n.kind, n.body) for n in made.notes] == [
        (9, "AL1", "Source?", "comment", None),
        (17, "1", "A report.", "footnote", (19, 28)),
    ]


def test_places_in_the_file_are_followed_through_white_space() -> None:
    made = article(body(Run("Fees\r\n  rose", line=3, column=5), Run("*", line=4, column=20), line=3))
    assert made.text == "Fees rose*"
    assert made.locate(1)[:2] == (3, 6)
    assert made.locate(made.text.index("rose") + 1)[:2] == (4, 4)
    assert made.locate(made.text.index("*"))[:2] == (4, 20)


def test_looks_tell_what_the_format_does_not() -> None:
    made = article(
        Passage([Run("Harbour fees rise")]),
        Passage([Run("By Ann Lee")]),
        Passage([Run("Fees rose by 3 percent on Monday.")]),
        Passage([Run("They will rise again.")]),
    )
    assert [block.section for block in made.blocks] == ["headline", "meta", "lead", "body"]
    assert made.title == "Harbour fees rise"
    assert made.byline == ("Ann Lee",)


def test_a_comment_to_claimcheck_keeps_its_place() -> None:
    off, on = Run("", directive="claimcheck off"), Run("", directive="claimcheck on")
    made = article(body("One."), Passage([off]), body("Two", on, " three."))
    assert made.text == "One.\n\nTwo three."
    assert [(one.offset, one.text) for one in made.directives] == [(4, "claimcheck off"), (9, "claimcheck on")]


def test_what_the_file_says_goes_before_what_the_text_shows() -> None:
    made = article(Passage([Run("A headline")], "headline"), body("Fees rose."), metadata=Metadata(title="Another"))
    assert made.title == "Another"


WORDS = st.text(alphabet="ab .,\n\t\u2028\u00a0", max_size=8)
RUNS = st.builds(
    Run, WORDS, st.none() | st.sampled_from(["x", "y"]), st.none() | st.sampled_from("12"), st.just(1), st.just(1)
)


@given(st.lists(st.builds(Passage, st.lists(RUNS, max_size=5), note=st.none() | st.sampled_from("12")), max_size=5))
def test_every_place_is_in_the_text(passages: list[Passage]) -> None:
    made = article(*passages)
    for block in made.blocks:
        words = made.text[block.start : block.end]
        assert words == words.strip()
        assert words
        assert "  " not in words
    for link in made.links:
        assert made.text[link.start : link.end] == link.text
    for note in made.notes:
        assert 0 <= note.start <= note.end <= len(made.text)
        assert note.body is None or made.text[slice(*note.body)] == note.text


# ---------------------------------------------------------------- addresses that stand bare in a text
def test_an_address_in_several_runs_is_one_link() -> None:
    runs = [Run("See https://a.exa"), Run("mple/x"), Run(" and "), Run("this", "https://b.example"), Run(".")]
    made = article(Passage(linked(runs), "body"))
    assert [(link.text, link.href) for link in made.links] == [
        ("https://a.example/x", "https://a.example/x"),
        ("this", "https://b.example"),
    ]
    assert made.text == "See https://a.example/x and this."


def test_words_under_a_link_are_no_part_of_an_address() -> None:
    runs = [Run("https://a.example/"), Run("more", "https://b.example")]
    assert [(run.text, run.href) for run in linked(runs)] == [
        ("https://a.example/", "https://a.example/"),
        ("more", "https://b.example"),
    ]


def test_a_run_with_an_address_keeps_its_place_its_call_and_its_comment_once() -> None:
    run = Run("See www.a.example now.", line=3, column=7, directive="claimcheck off")
    assert linked([Run("", note="1"), run]) == [
        Run("", note="1"),
        Run("See ", line=3, column=7, directive="claimcheck off"),
        Run("www.a.example", "https://www.a.example", line=3, column=11),
        Run(" now.", line=3, column=24),
    ]
