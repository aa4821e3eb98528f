"""Where an offset is in the file, and which block holds it."""

from __future__ import annotations

import datetime

import pytest

from claimcheck.article import Anchor, Article, Block, Directive, Link, Note, Place, iso_date, require_no_longer
from claimcheck.errors import DateError, InputError


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\ncd", 5, (2, 3)),
        ("ab\r\ncd", 3, (1, 4)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("\r\n\r\n\n\rx", 6, (5, 1)),
        ("🚢🚢\n🚢x", 4, (2, 2)),
        ("", 0, (1, 1)),
    ],
)
def test_locate(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Article(text).locate(offset)[:2] == place


@pytest.mark.parametrize("offset", [-1, 3])
def test_locate_outside(offset: int) -> None:
    with pytest.raises(IndexError):
        Article("ab").locate(offset)


def test_locate_counts_from_the_block() -> None:
    article = Article("first\nsecond\nthird", blocks=(Block(0, 5, "lead", 10), Block(6, 18, "body", 20)))
    assert article.locate(2)[:2] == (10, 3)
    assert article.locate(14)[:2] == (21, 2)


def test_block_at() -> None:
    article = Article("One.\n\nTwo.", blocks=(Block(0, 4, "headline", 1), Block(6, 10, "lead", 3)))
    assert [article.section_at(offset) for offset in (0, 3, 4, 6, 9)] == [
        "headline",
        "headline",
        "body",
        "lead",
        "lead",
    ]
    assert article.block_at(4) is None
    assert article.block_at(10) is None


@pytest.mark.parametrize(
    ("value", "date"),
    [
        (None, None),
        ("2026-03-04", "2026-03-04"),
        (" 20260304 ", "2026-03-04"),
        ("2026-03-04T23:30:00+00:00", "2026-03-04"),
        (datetime.date(2026, 3, 4), "2026-03-04"),
        (datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC), "2026-03-04"),
    ],
)
def test_iso_date(value: datetime.date | str | None, date: str | None) -> None:
    assert iso_date(value) == date


@pytest.mark.parametrize("value", ["", "2026", "4 March 2026", "2026-13-01", "tomorrow", "2026-03-04 \x1b[31m"])
def test_no_date(value: str) -> None:
    with pytest.raises(DateError, match="is no date"):
        iso_date(value)


def test_locate_follows_the_anchors_where_markup_stands_between_the_words() -> None:
    # A **big rise** in fees.
    text = "A big rise in fees."
    anchors = (Anchor(0, 1, 1), Anchor(2, 1, 5), Anchor(10, 1, 15))
    article = Article(text, anchors=anchors, blocks=(Block(0, len(text), "lead", 1),), verbatim=False)
    assert [article.locate(text.index(word))[:2] for word in ("A", "rise", "fees")] == [(1, 1), (1, 9), (1, 19)]


def test_locate_gives_what_the_format_has() -> None:
    blocks = (Block(0, 3, "lead", page=2), Block(5, 8, "body", xpath="/html/body/p[2]"))
    article = Article("One\n\nTwo", blocks=blocks, verbatim=False)
    assert article.locate(1) == Place(page=2)
    assert article.locate(6) == Place(xpath="/html/body/p[2]")
    assert article.locate(4) == Place()


def test_no_lone_surrogate_is_in_an_article() -> None:
    article = Article(
        "a\ud800b\udfffc🚢",
        title="\udc00",
        byline=("A\ud800",),
        blocks=(Block(0, 6, "body", xpath="/\ud800"),),
        links=(Link(0, 2, "a\ud800", "\udfff"),),
        notes=(Note(0, 1, "\ud800", "\ud801"),),
        directives=(Directive(0, "\ud800"),),
    )
    assert article.text == "a\ufffdb\ufffdc🚢"  # no offset moves
    assert (article.links[0].text, article.byline) == ("a\ufffd", ("A\ufffd",))
    repr(article).encode()
    assert article.notes[0].text.encode()


def test_a_date_says_where_it_is_from() -> None:
    undated, dated = Article("Fees rose."), Article("Fees rose.", published="2026-03-04")
    assert (undated.published_from, dated.published_from) == (None, "metadata")
    assert undated.dated("2026-03-05", "visible").published_from == "visible"
    assert dated.dated("2026-03-05", "visible") == dated.dated(None, "option") == dated
    assert dated.dated("2026-03-05", "option").published_from == "option"


def test_a_note_called_again_and_an_address_are_as_long_as_they_are() -> None:
    text = "Fees rose again. Minutes."
    notes = tuple(Note(n, n, "1", "Minutes.", body=(17, 25)) for n in range(5))
    require_no_longer(Article(text, notes=notes[:1]), len(text))
    for more, length in (
        ({"notes": notes}, len(text) + 4 * len("Minutes.")),
        ({"notes": (Note(3, 3, "1", "Ask her."),)}, len(text) + len("Ask her.")),
        ({"links": (Link(0, 4, "Fees", "https://a.example"),)}, len(text) + len("https://a.example")),
    ):
        article = Article(text, **more)
        require_no_longer(article, length)
        with pytest.raises(InputError, match=f"holds {length} characters"):
            require_no_longer(article, length - 1)


def test_a_small_file_that_unpacks_to_many_words_is_refused_unless_a_length_is_given() -> None:
    text = "Fees rose by 5 percent. " * 10_000  # 60,000 words and marks
    unpacked = Article(text, source="a.docx", packed=79_999)
    with pytest.raises(InputError, match=r"a\.docx unpacks 79,999 bytes to 60,000 words and marks") as refused:
        require_no_longer(unpacked, len(text))
    assert f"--max-chars {len(text)}" in (refused.value.hint or "")
    require_no_longer(unpacked, len(text), given=True)
    for kept in (
        Article(text, packed=80_000),
        Article(text),  # a plain text, however small its words
        Article(text[: len(text) * 5 // 6], packed=100),
    ):
        require_no_longer(kept, len(text))
