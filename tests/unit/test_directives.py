"""Comments to claimcheck: found in every format that has comments, and no words of the article."""

from __future__ import annotations

import pytest

from claimcheck.annotate.pipeline import prose
from claimcheck.article import Article, Block, Note
from claimcheck.read import article_of

MARKDOWN = """# Fees rise

<!-- claimcheck off: quoted in full -->

Fees rose. <!-- a comment --> They fell.

<!-- claimcheck on -->

They <!-- claimcheck-disable-line CC301: so --> held.
"""


@pytest.mark.parametrize("name", ["markdown", "text"])
def test_they_are_found_and_are_no_words(name: str) -> None:
    article = article_of(MARKDOWN, input_format=name)
    assert [one.text for one in article.directives] == [
        "claimcheck off: quoted in full",
        "claimcheck on",
        "claimcheck-disable-line CC301: so",
    ]
    assert "claimcheck" not in prose(article)
    assert len(prose(article)) == len(article.text)
    off, on, line = (one.offset for one in article.directives)
    assert off < article.text.index("Fees rose") < on < line
    assert article.text.index("They held" if name == "markdown" else "They <") < line + 5
    assert not any("claimcheck o" in article.text[block.start : block.end] for block in article.blocks)


def test_prose_joins_the_lines_of_a_wrapped_paragraph_and_no_others() -> None:
    text = "Fees rose\nby 3.\r\nThey fell.\n\na = 1\nb = 2"
    blocks = (Block(0, 26, "lead"), Block(28, 39, "code"))
    assert prose(Article(text, blocks=blocks)) == "Fees rose by 3.  They fell.\n\na = 1\nb = 2"


def test_prose_has_spaces_for_marks_of_notes() -> None:
    assert prose(Article("Fees rose[1].", notes=(Note(9, 12, "1", "A log."),))) == "Fees rose   ."
