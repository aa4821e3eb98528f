"""What a page's head says: JSON-LD before OpenGraph before meta tags, however broken they are."""

from __future__ import annotations

import json

import pytest

from claimcheck.article import Article
from claimcheck.read.html.reader import read_html

TEXT = "The harbor board of Callan voted 7 to 2 on Monday to raise fees by 12 percent."
NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Fees rise",
    "datePublished": "2026-03-04T23:30:00-05:00",
    "dateModified": "2026-03-06",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ek"}],
    "publisher": {"@type": "Organization", "name": "Callan Courier"},
    "url": "https://c.example/fees",
}
OTHER = NEWS | {"headline": "Another story", "url": "https://c.example/other", "datePublished": "2020-01-01"}


def read(head: str, body: str = "") -> Article:
    return read_html(
        f"<!DOCTYPE html><html><head><title>Window</title>{head}</head><body><p>{TEXT}</p>{body}</body></html>".encode(),
        "p",
    )


def ld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def told(article: Article) -> tuple[object, ...]:
    return article.title, article.byline, article.publisher, article.published, article.modified, article.url


ALL = ("Fees rise", ("Ann Lee", "Bo Ek"), "Callan Courier", "2026-03-04", "2026-03-06", "https://c.example/fees")


@pytest.mark.parametrize(
    "value",
    [
        NEWS,
        [NEWS],
        [{"@type": "WebSite", "name": "x"}, NEWS],
        {"@graph": [{"@type": "BreadcrumbList"}, NEWS]},
        {"@type": "WebPage", "mainEntity": NEWS},
        {"@type": ["Thing", "NewsArticle"]} | {key: value for key, value in NEWS.items() if key != "@type"},
        NEWS | {"@type": "https://schema.org/ReportageNewsArticle"},
        NEWS | {"headline": " Fees\n rise ", "author": {"name": "By Ann Lee and Bo Ek"}},
        NEWS | {"author": ["Ann Lee", "Bo Ek"]},
        NEWS | {"author": "Ann Lee, Bo Ek", "publisher": "Callan Courier"},
        NEWS | {"url": None, "mainEntityOfPage": {"@type": "WebPage", "@id": "https://c.example/fees"}},
        NEWS | {"datePublished": "Wed, 04 Mar 2026 10:00:00 GMT", "dateModified": "March 6, 2026"},
        NEWS | {"datePublished": "20260304", "dateModified": ["2026-03-06T01:00"]},
        {"@graph": [NEWS | {"author": [{"@id": "#a"}, {"@id": "#b"}], "publisher": {"@id": "#c"}}, {"@id": "#a", "name": "Ann Lee"},
                    {"@id": "#b", "name": "Bo Ek"}, {"@id": "#c", "name": "Callan Courier"}]},
        f"<!-- {json.dumps(NEWS)} -->",
        f"/*<![CDATA[*/ {json.dumps(NEWS)} /*]]>*/",
        f"//<![CDATA[\n{json.dumps(NEWS)}\n//]]>",
        json.dumps(NEWS) + ";",
        json.dumps(NEWS).replace("}]", "},]").replace('fees"}', 'fees",}'),
        json.dumps(NEWS).replace('"', "&quot;"),
    ],
)  # fmt: skip
def test_the_data_of_the_article_is_read(value: object) -> None:
    assert told(read(ld(value))) == ALL


@pytest.mark.parametrize(
    "value",
    ["", "{", "[" * 100_000, "null", "[]", '"x"', "{}", '{"@type": 3}', '{"@type": "NewsArticle", "author": 7}', "<b>"],
)
def test_broken_data_does_no_harm(value: str) -> None:
    article = read(ld(value) + '<meta property="og:title" content="Fees rise">')
    assert article.title == "Fees rise"


def test_broken_data_still_gives_its_plain_values() -> None:
    broken = (
        '{"@type":"NewsArticle","headline":"Fees \\"rise\\"","datePublished":"2026-03-04","articleBody":"He said "no""}'
    )
    article = read(ld(broken))
    assert (article.title, article.published) == ('Fees "rise"', "2026-03-04")


def test_of_several_articles_the_page_s_own_is_meant() -> None:
    assert told(read("<link rel=canonical href='https://c.example/fees'>" + ld([OTHER, NEWS]))) == ALL
    assert read(ld(OTHER) + ld(NEWS)).title == "Another story"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="By Ann Lee">', ("Ann Lee",)),
        ('<meta name="author" content="Ann Lee, harbor correspondent">', ("Ann Lee",)),
        ('<meta name="author" content="Ann Lee"><meta name="author" content="Bo Ek">', ("Ann Lee", "Bo Ek")),
        ('<meta property="article:author" content="https://c.example/ann-lee">', ()),
        ('<meta name="author" content="admin">', ()),
        (
            '<meta name="author" content="Wire Service of Orsara and the Isles">',
            ("Wire Service of Orsara and the Isles",),
        ),
    ],
)
def test_authors_in_meta_tags(head: str, expected: tuple[str, ...]) -> None:
    assert read(head).byline == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<span itemprop="author" itemscope>By <i itemprop="name">Ann Lee</i></span>', ("Ann Lee",)),
        ('<span itemprop="author">Ann Lee and Bo Ek</span>', ("Ann Lee", "Bo Ek")),
        ('<div itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Ann Lee</b></div>', ()),
        ('<a rel="author" href="/ann">Ann Lee</a>', ("Ann Lee",)),
        ('<a rel="author" href="/ann">Ann Lee</a> <a rel="author" href="/bo">Bo Ek</a>', ()),
        ('<a rel="author" href="/staff">staff</a>', ()),
    ],
)
def test_authors_marked_on_the_page(body: str, expected: tuple[str, ...]) -> None:
    scope = '<div itemscope itemtype="https://schema.org/NewsArticle">'
    assert read("", f"{scope}<p>{body}</p></div>").byline == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="article:published_time" content="2026-03-04T00:30:00+01:00">', "", "2026-03-04"),
        ('<meta name="pubdate" content="4 March 2026">', "", "2026-03-04"),
        ('<meta name="DC.date.issued" content="2026-03-04">', "", "2026-03-04"),
        ("", "<span itemprop='datePublished' content='2026-03-04'></span>", "2026-03-04"),
        ("<link rel=canonical href='https://c.example/2026/3/4/fees'>", "", "2026-03-04"),
        ("<link rel=canonical href='https://c.example/2026/33/44/fees'>", "", None),
        ('<meta name="date" content="2026-13-45">', "", None),
        ('<meta name="date" content="yesterday">', "", None),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', "", None),  # what .NET writes for no date
        ('<meta name="date" content="9999-12-31T23:59:59Z">', "", None),
        ('<meta name="date" content="Fri, 31 Dec 9999 23:59:59 GMT">', "", None),
        ('<meta name="date" content="Mon, 4 Mar 2026 00:00:00 +99999999999999">', "", None),
        ("", "<p>The fees were raised on March 4, 2026, the board said in a letter.</p>", None),
    ],
)
def test_dates_that_the_data_states(head: str, body: str, expected: str | None) -> None:
    article = read(head, body)
    assert (article.published, article.published_from) == (expected, "metadata" if expected else None)


RELATED = "<div class=related><p class=date>Feb 1, 2026</p></div>"
UTC = "<meta property='article:published_time' content='2026-03-04T{}'>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<time class=entry-date datetime='2026-03-04'>today</time>", ("2026-03-04", "visible")),
        ("", "<h2 class=date-header>Wednesday, March 4, 2026</h2>", ("2026-03-04", "visible")),
        ("", "<aside><time>March 4, 2026</time></aside>", ("2026-03-04", "guess")),
        ("", "<footer>© 2026 Callan Courier, 4 March 2026</footer>", ("2026-03-04", "guess")),
        ("", RELATED + "<aside><p class=date>March 4, 2026</p></aside>", ("2026-03-04", "guess")),
        ("", RELATED, ("2026-02-01", "guess")),
        (UTC.format("02:10:00Z"), "<p class=byline>March 3, 2026</p>", ("2026-03-03", "metadata")),
        (UTC.format("02:10:00-05:00"), "<p class=byline>March 3, 2026</p>", ("2026-03-04", "metadata")),
        (UTC.format("12:10:00Z"), "<p class=byline>March 3, 2026</p>", ("2026-03-04", "metadata")),
        (UTC.format("23:10Z"), "<p class=byline>5 March 2026</p>", ("2026-03-05", "metadata")),
        (UTC.format("02:10:00Z") + "<link rel=canonical href='https://c.example/2026/3/3/a'>", "", ("2026-03-03", "metadata")),
        (ld({"@type": "WebPage", "datePublished": "2026-03-04"}), "", ("2026-03-04", "metadata")),
    ],
)  # fmt: skip
def test_where_the_date_is_from(head: str, body: str, expected: tuple[str | None, str | None]) -> None:
    article = read(head, body)
    assert (article.published, article.published_from) == expected


def test_an_author_box_may_name_the_site_and_a_tag_may_not() -> None:
    """Who signs with the name of the site writes a site of one, or for an office that signs its own statements."""
    site = '<meta property="og:site_name" content="Harbor Notes">'
    assert read(f'<head>{site}</head><div class="author">Harbor Notes</div>').byline == ("Harbor Notes",)
    assert read(f'<head>{site}<meta name="author" content="Harbor Notes"></head>').byline == ()


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ann Lee 8 January 2026, 3:51 pm Edit", ("Ann Lee",)),
        ("Ann Lee - January 10, 2026", ("Ann Lee",)),
        ("Callan Courier - Ann Lee", ("Ann Lee",)),
        ("Submitted by Ann Lee on Mon, 03/04/2026", ("Ann Lee",)),
        ("Reporting by Ann Lee", ("Ann Lee",)),
        ("Ann Lee Updated: March 4, 2026", ("Ann Lee",)),
        ("Author: Ann Lee", ("Ann Lee",)),
        ("Ann Lee with Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee (Reuters)", ("Ann Lee",)),
        ("Ann Lee @annlee", ("Ann Lee",)),
        ("Ann Lee Follow", ("Ann Lee",)),
        ("All posts by Ann Lee →", ("Ann Lee",)),
        ("Center for Fees in Callan", ("Center for Fees in Callan",)),
        ("Callan Courier", ()),
        ("courier.example", ()),
        ("No Author", ()),
        (":", ()),
    ],
)
def test_names_stand_alone(author: str, expected: tuple[str, ...]) -> None:
    head = "<meta property='og:site_name' content='Callan Courier'>"
    assert read(f"{head}<meta name=author content='{author}'>").byline == expected


def test_a_date_line_is_the_last_to_be_asked() -> None:
    def page(line: str) -> Article:
        return read_html(f"<html><body><article><h1>Fees</h1>{line}<p>{TEXT}</p></article></body></html>".encode(), "p")

    assert page("<p>4 March 2026</p>").published == "2026-03-04"
    assert page("<time datetime='2026-03-04T10:00'>Wednesday</time>").published == "2026-03-04"
    published = "<p class=date>Published <time datetime='2026-03-04'>4 March</time></p>"
    updated = page(f"{published}<p class=timestamp>Updated <time datetime='2026-03-05'>5 March</time></p>")
    assert (updated.published, updated.modified) == ("2026-03-04", "2026-03-05")


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", "<h1>Fees rise</h1>", "Fees rise"),
        ("", "", "Window"),
        ('<meta property="og:title" content="null">', "", "Window"),
        ('<meta property="og:title" content="Fees rise - Courier"><meta property="og:site_name" content="Courier">', "", "Fees rise"),
        ('<meta property="og:title" content="Fees: a rise - in full">', "", "Fees: a rise - in full"),
        ('<meta property="og:title" content="Why fees rise">' + ld({"@type": "NewsArticle", "headline": "Fees rise"}), "", "Fees rise"),
        (ld({"@type": "NewsArticle", "headline": "Fees rise after the board of…"}), "<h1>Fees rise after the board of Callan voted</h1>",
         "Fees rise after the board of Callan voted"),
        (ld({"@type": "NewsArticle", "headline": "Fees rise after the board"}), "<h1>Fees rise after the board of Callan voted</h1>",
         "Fees rise after the board of Callan voted"),
        (ld({"@type": "Article", "headline": "port in Orsara"}) + '<meta property="og:title" content="Callan - Openpedia">',
         "<h1>Callan</h1>", "Callan"),
    ],
)  # fmt: skip
def test_the_title(head: str, body: str, expected: str) -> None:
    assert read(head, body).title == expected


def test_no_title_at_all() -> None:
    assert read_html(f"<html><head><title></title></head><body><p>{TEXT}</p></body></html>".encode(), "p").title is None


def test_an_icon_s_title_is_none() -> None:
    assert (
        read_html(f"<html><body><svg><title>Menu</title></svg><p>{TEXT}</p></body></html>".encode(), "p").title is None
    )
