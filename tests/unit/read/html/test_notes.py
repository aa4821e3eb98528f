"""Which mark of a page calls which note: every way that newsrooms and their tools write footnotes in HTML."""

from __future__ import annotations

import pytest

from claimcheck.article import Article
from claimcheck.read.html.reader import read_html

START = "The harbor board of Callan voted 7 to 2 on Monday to raise fees"
END = "Ship owners said that the rise was the largest since 1998."


def read(markup: str) -> Article:
    return read_html(
        f"<!DOCTYPE html><html><head><title>T</title></head><body>{markup}</body></html>".encode(), "page.html"
    )


def notes(article: Article) -> list[tuple[str, str, str]]:
    """Label, the words before the mark, and what the note says; the mark is not in the text."""
    return [
        (note.label, article.text[max(0, note.start - 5) : note.start], note.text)
        for note in article.notes
        if note.called
    ]


def page(mark: str, body: str, *, between: str = "") -> str:
    return f"<article><h1>Fees</h1><p>{START}.{mark} It was long.</p>{between}<p>{END}</p>{body}</article>"


CALLS = {
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        (
            '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>A memo.'
            '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>'
        ),
    ),
    "a superscript around the link": (
        '<sup id="r1"><a href="#n1">1</a></sup>',
        '<ol><li id="n1">A memo. <a href="#r1">↩</a></li></ol>',
    ),
    "brackets around the link": ('<sup>[<a href="#n1">1</a>]</sup>', '<p id="n1">[1] A memo. <a href="#top">^</a></p>'),
    "brackets in the text": (' [<a href="#n1">1</a>]', '<p id="n1">1. A memo.</p>'),
    "brackets in the link": ('<a href="#n1">[1]</a>', '<p><a id="n1"></a>[1] A memo.</p>'),
    "an encyclopedia": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>',
        (
            '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> '
            '<span class="reference-text">A memo.</span></li></ol>'
        ),
    ),
    "a word processor": (
        '<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>',
        '<div><hr size=1><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> A memo.</p></div></div>',
    ),
    "a letter's tool": (
        '<a id="footnote-anchor-1" href="#footnote-1" class="footnote-anchor">1</a>',
        (
            '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
            '<div class="footnote-content"><p>A memo.</p></div></div>'
        ),
    ),
    "a footer": ('<sup><a href="#n1">1</a></sup>', '<footer><ol><li id="n1">A memo.</li></ol></footer>'),
    "an aside": ('<sup><a href="#n1">1</a></sup>', '<aside role="doc-footnote" id="n1">A memo.</aside>'),
    "hidden until it is called": ('<sup><a href="#n1">1</a></sup>', '<div id="n1" hidden>A memo.</div>'),
    "far behind the article": (
        '<sup><a href="#n1">1</a></sup>',
        '</article><div><div class="related"><p id="n1">1 A memo.</p></div></div><article>',
    ),
    "a definition list": ('<sup><a href="#n1">1</a></sup>', '<dl><dt>1</dt><dd id="n1">A memo.</dd></dl>'),
    "no links, a list under a heading": ("<sup>1</sup>", "<h2>Notes</h2><ol><li>A memo.</li></ol>"),
    "no links, brackets": ("[1]", "<p>[1] A memo.</p>"),
    "no links, superscripts": ("<sup>1</sup>", "<p><sup>1</sup> A memo.</p>"),
    "no links, Unicode": ("¹", "<p>¹ A memo.</p>"),
    "no links, numbers under a heading": ("<sup>1</sup>", "<h3>Sources</h3><p>1. A memo.</p>"),
}


@pytest.mark.parametrize(("mark", "body"), CALLS.values(), ids=CALLS.keys())
def test_a_mark_calls_its_note(mark: str, body: str) -> None:
    article = read(page(mark, body))
    assert notes(article) == [("1", "fees.", "A memo.")]
    assert f"{START}. It was long." in article.text
    assert article.text.rstrip().endswith("A memo.")
    assert article.section_at(article.text.index("A memo.")) == "footnote"
    assert article.text.count("A memo.") == 1
    assert article.links == ()


def test_notes_keep_their_links_and_their_paragraphs() -> None:
    body = '<ol><li id=n1><p>A <a href="https://m.example">memo</a>, p. 4.</p><p>It is long.</p><p><a href="#r1">Back</a></p></li></ol>'
    article = read(page('<sup id=r1><a href="#n1">1</a></sup>', body))
    assert notes(article) == [("1", "fees.", "A memo, p. 4.\n\nIt is long.")]
    assert [(link.text, link.href) for link in article.links] == [("memo", "https://m.example")]


def test_several_marks_and_one_note_called_twice() -> None:
    mark = '<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup>'
    article = read(
        page(
            mark,
            "<ol><li id=n1>A memo.<li id=n2>A letter.</ol>",
            between='<p>So it was.<sup><a href="#n1">1</a></sup></p>',
        )
    )
    assert notes(article) == [("1", "fees.", "A memo."), ("2", "fees.", "A letter."), ("1", " was.", "A memo.")]
    assert "fees. It was long.\n\nSo it was.\n\n" in article.text


def test_two_notes_with_the_same_sign_are_two() -> None:
    article = read(
        page(
            '<sup><a href="#n1">*</a></sup>',
            "<p id=n1>* A memo.</p><p id=n2>* A letter.</p>",
            between='<p>So it was.<sup><a href="#n2">*</a></sup></p>',
        )
    )
    assert [text for _, _, text in notes(article)] == ["A memo.", "A letter."]
    assert len({label for label, _, _ in notes(article)}) == 2


def test_notes_between_line_breaks_in_one_block() -> None:
    body = '<div><a name="n1"></a>1. A memo.<br><br><a name="n2"></a>2. A letter.</div>'
    article = read(
        page('<sup><a href="#n1">1</a></sup>', body, between='<p>So it was.<sup><a href="#n2">2</a></sup></p>')
    )
    assert notes(article) == [("1", "fees.", "A memo."), ("2", " was.", "A letter.")]


def test_a_sidenote_stands_behind_the_article() -> None:
    article = read(
        page('<sup><a href="#n1">1</a></sup>', "", between='<aside class="sidenote" id="n1">A memo.</aside>')
    )
    assert notes(article) == [("1", "fees.", "A memo.")]
    assert article.text.endswith(f"{END}\n\nA memo.")


def test_a_mark_that_calls_nothing_is_a_note_without_words() -> None:
    article = read(page('<sup class="footnote-ref"><a href="#fn1">1</a></sup>', ""))
    assert notes(article) == [("1", "fees.", "")]


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (' See <a href="#part2">part two</a>.', " See part two."),
        (' See <a href="#part2">2</a> below.', " See 2 below."),
        (" It is 3 km<sup>2</sup> large.", " It is 3 km² large."),
        (" It is 10<sup>6</sup> times so.", " It is 10⁶ times so."),
        (' On the 1<sup>st</sup> of May <a href="/x">3</a> came.', " On the 1st of May 3 came."),
        (' So it was.<sup><a href="https://m.example">2</a></sup>', " So it was.²"),
    ],
)
def test_what_is_no_mark_stays(mark: str, text: str) -> None:
    article = read(page(mark, "<h2>Next</h2><p>It went on.</p>"))
    assert article.notes == ()
    assert f"{START}.{text} It was long." in article.text


def test_a_superscript_that_leads_to_a_source_is_a_link() -> None:
    article = read(page('<sup><a href="https://m.example">2</a></sup>', ""))
    assert [(link.text, link.href) for link in article.links] == [("²", "https://m.example")]


def test_a_table_of_contents_calls_nothing() -> None:
    toc = '<ul><li><a href="#a">1 Fees</a></li><li><a href="#b">2 Ships</a></li></ul>'
    article = read(
        f"<article><h1>Fees</h1>{toc}<h2 id=a>Fees</h2><p>{START}.</p><h2 id=b>Ships</h2><p>{END}</p></article>"
    )
    assert article.notes == ()
    assert "Ships" in article.text


def test_a_link_to_the_whole_address_of_the_page_is_inside_it() -> None:
    markup = page(
        '<sup><a href="https://c.example/fees#n1">1</a></sup>',
        '<ol><li id="n1">A memo. <a href="https://c.example/fees#r1">↩</a></li></ol>',
    )
    article = read_html(
        f"<html><head><link rel=canonical href='https://c.example/fees'></head><body>{markup}</body></html>".encode(),
        "p",
    )
    assert notes(article) == [("1", "fees.", "A memo.")]
    assert article.links == ()


@pytest.mark.parametrize(
    "place",
    [
        "<div id=x><form><p>Required fields are marked *</p><textarea></textarea></form></div>",
        "<div id=x class=comments><p>I paid 40 crowns for it.</p></div>",
    ],
)
def test_where_readers_comment_is_no_note(place: str) -> None:
    article = read(page('<a href="#x">3</a>', place))
    assert article.notes == ()
    assert "40 crowns" not in article.text
    assert "Required" not in article.text
