"""A passage that runs over to another page has the page of each of its offsets."""

from __future__ import annotations

from claimcheck.article import Article, Block, PageBreak
from claimcheck.read.parts.composing import Passage, Run, compose


def test_a_break_inside_a_block_counts_up_to_its_end() -> None:
    article = Article(
        "One two.\n\nThree.",
        blocks=(Block(0, 8, "lead", page=1), Block(10, 16, "body", page=2)),
        pages=(PageBreak(4, 2),),
    )
    assert [article.locate(offset).page for offset in (0, 3, 4, 7, 10)] == [1, 1, 2, 2, 2]


def test_a_break_does_not_reach_the_next_block() -> None:
    blocks = (Block(0, 8, "lead", page=1), Block(10, 16, "caption", page=1))
    article = Article("One two.\n\nThree.", blocks=blocks, pages=(PageBreak(4, 2),))
    assert article.locate(12).page == 1


def test_runs_say_on_which_page_they_stand() -> None:
    runs = [Run("One ", page=1), Run("two, ", page=1), Run("three, ", page=2), Run(" ", page=3), Run("four.", page=4)]
    article = compose(
        [Passage(runs, "body", page=1), Passage([Run("Five.")], "body", page=4)], source="a", media_type="x"
    )
    assert article.text == "One two, three, four.\n\nFive."
    assert article.pages == (PageBreak(9, 2), PageBreak(16, 4))
    assert [article.locate(article.text.index(word)).page for word in ("two", "three", "four", "Five")] == [1, 2, 4, 4]


def test_a_word_that_a_page_parts_has_both() -> None:
    runs = [Run("The govern", page=1), Run("ment fell.", page=2)]
    article = compose([Passage(runs, "body", page=1)], source="a", media_type="x")
    assert article.text == "The government fell."
    assert [article.locate(offset).page for offset in (4, 10)] == [1, 2]


def test_a_format_without_pages_has_none() -> None:
    article = compose([Passage([Run("One.")], "body")], source="a", media_type="x")
    assert article.pages == ()
    assert article.locate(0).page is None
