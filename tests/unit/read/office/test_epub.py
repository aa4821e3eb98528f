"""What is text in an EPUB, what its links and notes are laid on, and what no file can make of it."""

from __future__ import annotations

import time

import pytest

from claimcheck.article import Article
from claimcheck.errors import EmptyInputError, InputError
from claimcheck.read.office.epub import reader
from claimcheck.read.office.epub.reader import read_epub
from office import epub, zipped
from soak import size

LONG = "The council met on Monday and voted for the budget, which had been debated for weeks."


def read(*chapters: str, **more: object) -> Article:
    return read_epub(epub(*chapters, **more), "book.epub")  # type: ignore[arg-type]


def texts(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


def sections(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


def notes(article: Article) -> list[tuple[str, str]]:
    return [(note.label, note.text) for note in article.notes]


def test_blocks() -> None:
    article = read(
        f"<h1>The title</h1><p class='author'>Ann Lee</p><p>{LONG}</p><ul><li>An item<ul><li><p>Inner</p></li></ul></li></ul>"
        "<blockquote>“Yes,” he said.</blockquote><figure><img alt='x'/><figcaption>A harbor.</figcaption></figure>"
        "<pre>x = 1\ny = 2</pre><div>In a <b>div</b>.<p>And a p.</p>Behind it.</div><h2>Next</h2>"
        "<table><caption>Rain.</caption><tr><th>Town</th><td>12<br/>days</td></tr></table><hr/><p>It<br/>rained.</p>"
    )
    assert sections(article) == [
        ("headline", "The title"), ("meta", "Ann Lee"), ("lead", LONG), ("body", "An item"), ("body", "Inner"),
        ("body", "“Yes,” he said."), ("caption", "A harbor."), ("code", "x = 1\ny = 2"), ("body", "In a div."),
        ("body", "And a p."), ("body", "Behind it."), ("heading", "Next"), ("caption", "Rain."), ("body", "Town | 12 days"),
        ("body", "It\nrained."),
    ]  # fmt: skip
    assert article.byline == ("Ann Lee",)
    assert [block.paragraph for block in article.blocks][:3] == [1, 2, 3]


@pytest.mark.parametrize(
    "dropped",
    [
        "<script>x()</script>", "<style>p {}</style>", "<nav epub:type='toc'><ol><li>Contents</li></ol></nav>",
        "<section epub:type='cover'><p>Cover</p></section>", "<span epub:type='pagebreak' id='p12'>12</span>",
        "<p hidden='hidden'>x</p>", "<p style='display: none'>x</p>", "<svg><text>x</text></svg>", "<p><del>x</del></p>",
        "<a epub:type='pagebreak' id='p3'>3</a>", "<!-- x -->", "<?x y?>",
    ],
)  # fmt: skip
def test_what_is_no_text(dropped: str) -> None:
    assert texts(read(f"<p>Before.</p>{dropped}<p>After.</p>")) == ["Before.", "After."]


def test_chapters_come_in_the_spines_order_without_cover_and_contents() -> None:
    items = (
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="cover"/>'
        '<itemref idref="nav"/><itemref idref="c2"/><itemref idref="c1"/><itemref idref="none"/></spine><manifest>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Cover</p></body></html>'
    more = {"OEBPS/nav.xhtml": page, "OEBPS/cover.xhtml": page}
    article = read("<h1>One</h1><p>First.</p>", "<h1>Two</h1><p>Second.</p>", items=items, more=more)
    assert texts(article) == ["Two", "Second.", "One", "First."]
    assert [section for section, _ in sections(article)] == ["headline", "lead", "heading", "body"]


def test_metadata() -> None:
    metadata = (
        "<dc:title>The book</dc:title><dc:creator id='a'>Ann Lee</dc:creator><dc:creator opf:role='ill'>Bo Ek</dc:creator>"
        "<dc:creator id='e'>Cy Dahl</dc:creator><meta refines='#e' property='role'>edt</meta><dc:publisher>Press</dc:publisher>"
        "<dc:date opf:event='creation'>2020-01-01</dc:date><dc:date>2026-03-04T00:00:00Z</dc:date>"
        "<meta property='dcterms:modified'>2026-03-09T00:00:00Z</meta><meta name='cover' content='x'/>"
    )
    article = read(f"<p>{LONG}</p>", metadata=metadata)
    assert (article.title, article.byline, article.publisher) == ("The book", ("Ann Lee",), "Press")
    assert (article.published, article.modified) == ("2026-03-04", "2026-03-09")


def test_the_time_at_which_a_book_was_made_is_no_date_of_publication() -> None:
    metadata = "<dc:date>2026-11-24T02:15:01Z</dc:date><meta property='dcterms:modified'>2026-11-24T02:15:02Z</meta>"
    article = read(f"<p>{LONG}</p>", metadata=metadata)
    assert (article.published, article.modified) == (None, "2026-11-24")


def test_links_lead_out_of_the_book() -> None:
    article = read(
        "<p>See <a href='https://a.example/?a=1&amp;b=2'>the <i>report</i></a>, <a href='c2.xhtml'>chapter two</a>, "
        "<a href='#x'>above</a>, <a href='mailto:a@b.example'>me</a> and https://b.example/x.</p>",
        "<p id='x'>Two.</p>",
    )
    assert [(link.text, link.href) for link in article.links] == [
        ("the report", "https://a.example/?a=1&b=2"),
        ("https://b.example/x", "https://b.example/x"),
    ]
    assert texts(article)[0] == "See the report, chapter two, above, me and https://b.example/x."


DECLARED = (
    "<p>It rained<a epub:type='noteref' id='r1' href='#n1'>1</a>, it snowed.<sup><a role='doc-noteref' href='#n2'>[2]</a></sup></p>"
    "<p>Next.</p><aside epub:type='footnote' id='n1'><p><a href='#r1'>1</a>. A report of <a href='https://a.example'>2024</a>.</p>"
    "</aside><aside role='doc-footnote' id='n2'><p>2. More.</p><p>And more. <a role='doc-backlink' href='#r2'>↩</a></p></aside>"
)
LISTED = (
    "<p>It rained<a href='#fn1' id='ref1'><sup>1</sup></a>, it snowed.<a href='#fn2' id='ref2'>[2]</a></p><p>Next.</p>"
    "<div class='footnotes'><ol><li id='fn1'><p>A report of <a href='https://a.example'>2024</a>. <a href='#ref1'>↩</a></p></li>"
    "<li id='fn2'><p>More.</p><p>And more. <a href='#ref2'>↩</a></p></li></ol></div>"
)
PARAGRAPHS = (
    "<p>It rained<a href='#fn1' id='ref1'>1</a>, it snowed.<a href='#fn2' id='ref2'>2</a></p><p>Next.</p>"
    "<p><a id='fn1' href='#ref1'>1</a>. A report of <a href='https://a.example'>2024</a>.</p>"
    "<div id='fn2'><p><a href='#ref2'>2</a>) More.</p><p>And more.</p></div>"
)


@pytest.mark.parametrize("chapter", [DECLARED, LISTED, PARAGRAPHS])
def test_notes(chapter: str) -> None:
    article = read(chapter)
    assert notes(article) == [("1", "A report of 2024."), ("2", "More.\n\nAnd more.")]
    assert texts(article) == ["It rained, it snowed.", "Next.", "A report of 2024.", "More.", "And more."]
    assert [link.text for link in article.links] == ["2024"]


def test_notes_in_a_chapter_of_their_own_and_marks_that_come_again() -> None:
    chapter = "<p>It {}.<a epub:type='noteref' href='notes/c3.xhtml#n{}'>1</a></p>"
    items = '<item id="n" href="notes/c3.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="n"/></spine><manifest>'
    held = '<html xmlns="http://www.w3.org/1999/xhtml"><body><ol><li id="n1">First.</li><li id="n2">Second.</li></ol></body></html>'
    article = read(
        chapter.format("rained", 1), chapter.format("snowed", 2), items=items, more={"OEBPS/notes/c3.xhtml": held}
    )
    assert notes(article) == [("1", "First."), ("1 (2)", "Second.")]


def test_links_that_call_no_note() -> None:
    article = read(
        "<h1 id='top'>Title</h1><p>See <a href='#top'>1</a>, <a href='#none'>2</a> and <a href='#p3'>three</a>.</p><p id='p3'>x.</p>"
    )
    assert texts(article)[1] == "See 1, 2 and three."
    assert notes(article) == []


def test_a_declared_note_that_nobody_calls() -> None:
    article = read("<p>It rained.</p><aside epub:type='footnote' id='n9'><p>A report.</p></aside>")
    assert sections(article)[1] == ("footnote", "A report.")


@pytest.mark.parametrize(
    ("chapter", "text"),
    [
        ("<p>Bread & butter&nbsp;&mdash; AT&T &foo; it&#8217;s</p>", "Bread & butter — AT&T &foo; it’s"),
        ("<p>It rained<br>in May.<p>And snowed.", "It rained\nin May.\n\nAnd snowed."),
        ("<p>It <b>rained</p><p>And</b> snowed.</p>", "It rained\n\nAnd snowed."),
        ("<p class=x>It rained.</p><img src=x><p>In <a id='x'/>May.</p>", "It rained.\n\nIn May."),
        ("<p>It <a href=https://a.example>rained</a>.</p>", "It rained."),
    ],
)
def test_chapters_that_are_not_well_formed(chapter: str, text: str) -> None:
    assert read(chapter).text == text


def test_encodings_and_declarations() -> None:
    inner = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Café</p></body></html>"
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://127.0.0.1:9/x.dtd">'
    for whole in (
        f'<?xml version="1.0" encoding="iso-8859-1"?>{doctype}{inner}'.encode("iso-8859-1"),
        f"{doctype}{inner}".encode(),
        f'<?xml version="1.0" encoding="utf-16"?>{inner}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="nonsense"?>{inner}'.encode(),
        f"\ufeff{inner}".encode(),
    ):
        assert read("<p>x</p>", more={"OEBPS/c1.xhtml": whole}).text == "Café"  # type: ignore[dict-item]


def test_entities_stand_for_nothing() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    chapter = f'<!DOCTYPE html [<!ENTITY a0 "ha">{bomb}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>It &a11;rained.</p></body></html>'
    assert read(chapter).text == "It &a11;rained."
    with pytest.raises(InputError, match="entities"):
        read("<p>x</p>", more={"OEBPS/content.opf": f'<!DOCTYPE x [<!ENTITY a0 "ha">{bomb}]><x>&a11;</x>'})


# ---------------------------------------------------------------- what no file can make of it
def problem(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_epub(data, "book.epub")
    assert caught.value.hint
    assert "book.epub" in caught.value.message
    return caught.value


def encryption(member: str) -> dict[str, str]:
    inner = f'<e:EncryptedData><e:CipherData><e:CipherReference URI="{member}"/></e:CipherData></e:EncryptedData>'
    return {"META-INF/encryption.xml": f'<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#">{inner}</encryption>'}


def test_protected_books_and_hidden_fonts() -> None:
    error = problem(epub("<p>x</p>", more=encryption("OEBPS/c1.xhtml")))
    assert "protected" in error.message
    assert read("<p>It rained.</p>", more=encryption("OEBPS/fonts/a.otf")).text == "It rained."


def test_missing_parts() -> None:
    assert "no list of its chapters" in problem(zipped({"mimetype": "application/epub+zip"})).message
    assert "no chapter" in problem(epub()).message
    assert "damaged" in problem(epub("<p>x</p>", more={"OEBPS/content.opf": "<package>"})).message
    assert read("<p>It rained.</p>", more={"META-INF/container.xml": "<x/>"}).text == "It rained."
    with pytest.raises(EmptyInputError):
        read("<p> </p>")


def test_truncated_anywhere() -> None:
    whole = epub(f"<p>{LONG}</p>")
    for end in range(0, len(whole), 29):
        problem(whole[:end])


@pytest.mark.soak
def test_depth_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_DRAFTS", size(3_000))
    assert "no text" in problem(epub("<div>" * size(100_000) + "</div>" * size(100_000))).message
    assert read("<div>" * size(100_000) + "words").text == "words"
    assert "when unpacked" in problem(epub(" " * 2**26)).message
    assert "paragraphs" in problem(epub(*["<p>x</p>" * size(1_600)] * 2)).message


@pytest.mark.soak
def test_a_chapter_within_sections_within_sections() -> None:
    before = time.process_time()
    sections_open = "".join(f"<div id='d{n}'>" for n in range(500))
    calls = "".join(f"<p>It rained.<a href='#d{n % 500}'>{n}</a></p>" for n in range(size(5000)))
    assert len(read(sections_open + calls + "</div>" * 500).blocks) == size(5000)
    assert time.process_time() - before < size(10)


def test_a_link_to_a_chapter_calls_no_note() -> None:
    more = "<p>See chapter <a href='c2.xhtml#two'>2</a>, page <a href='c2.xhtml#long'>9</a>.</p>"
    long = "".join(f"<p>It rained {n} times.</p>" for n in range(40))
    article = read(more, f"<section id='two'><h2>Two</h2><p>It snowed.</p></section><div id='long'>{long}</div>")
    assert texts(article)[0] == "See chapter 2, page 9."
    assert article.notes == ()


def test_what_only_a_page_of_html_had_before() -> None:
    article = read("<p>He said <q>it rained</q>, <s>twice</s>.</p><!-- claimcheck off: quoted --><p>It snowed.</p>")
    assert texts(article) == ["He said “it rained”, .", "It snowed."]
    assert [(one.text, article.text[one.offset :]) for one in article.directives] == [
        ("claimcheck off: quoted", "It snowed.")
    ]


def test_a_table_of_contents_is_left_out_of_its_page_and_the_rest_of_that_is_text() -> None:
    page = (
        "<h1>The rules</h1><p>These are rules of 2022, for all boats.</p><ul><li><a href='c2.xhtml'>1. Fees</a><ul>"
        "<li><a href='c2.xhtml#b'>1.1. Boats</a></li></ul></li></ul><ul><li>© 2019 <a href='https://a.example/'>Lee</a></li></ul>"
    )
    book = epub(page, f"<h1>1. Fees</h1><p>{LONG}</p>", items='<reference type="toc" href="c1.xhtml#toc"/>')
    assert texts(read_epub(book)) == [
        "The rules",
        "These are rules of 2022, for all boats.",
        "© 2019 Lee",
        "1. Fees",
        LONG,
    ]


def test_the_words_of_a_link_into_the_book_are_kept_whatever_its_class() -> None:
    said = f"<p>It says how to join (<a class='reference internal' href='c2.xhtml#b'>Joining in 2022</a>). {LONG}</p>"
    article = read(said, f"<h1>Joining</h1><p id='b'>{LONG}</p>")
    assert "how to join (Joining in 2022)." in article.text
    assert article.notes == ()
