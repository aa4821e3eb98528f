"""What the HTML reader keeps of a page and what it leaves out; pages of many shapes, all of them invented."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest
from lxml import html as lxml_html

from claimcheck.article import Article
from claimcheck.errors import EmptyInputError
from claimcheck.read import article_of, open_article
from claimcheck.read.html.reader import read_html

FIRST = "The harbor board of Callan voted 7 to 2 on Monday to raise fees by 12 percent."
LONG = "The three largest lines hold 61 percent of the market, up from 48 percent in 2019, and they pay no more than the small ones do."
SECOND = "Ship owners said that the rise was the largest since 1998."
FIXTURES = Path(__file__).parents[4] / "fixtures/articles/html"


def read(markup: str, source: str = "page.html") -> Article:
    return read_html(markup.encode(), source)


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.section, article.text[block.start : block.end]) for block in article.blocks]


def texts(article: Article) -> list[str]:
    return [text for _, text in blocks(article)]


def links(article: Article) -> list[tuple[str, str]]:
    assert all(article.text[link.start : link.end] == link.text for link in article.links)
    return [(link.text, link.href) for link in article.links]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title>{head}</head><body>{body}</body></html>"


def body(inner: str, head: str = "") -> list[tuple[str, str]]:
    """The blocks of an article with a headline and two paragraphs, the inner markup between them."""
    found = blocks(read(page(f"<article><h1>Fees rise</h1><p>{FIRST}</p>{inner}<p>{SECOND}</p></article>", head)))
    assert found[0] == ("headline", "Fees rise")
    assert found[1] == ("lead", FIRST)
    assert ("body", SECOND) in found
    return [block for block in found[2:] if block != ("body", SECOND)]


def sentence(inner: str) -> str:
    """The text of a paragraph."""
    return body(f"<p>{inner}</p>")[0][1]


@pytest.mark.parametrize(
    "inner",
    [
        "<nav><ul><li><a href='/x'>Sport and weather</a></li></ul></nav>",
        "<aside><h3>In depth</h3><p>Twelve other stories that we like you to read today.</p></aside>",
        "<div class='article-body__related-links'><p>Ferry fares rise by 9 percent in May, the board said.</p></div>",
        "<div class='RelatedArticles'><ul><li><a href='/a'>Ferry fares rise</a></li></ul></div>",
        "<section id='comments'><p>I have seen at least 40 of them, and nobody did a thing about it.</p></section>",
        "<div class='c-newsletter'><p>Get the week’s port news in your inbox every Friday.</p></div>",
        "<div class='adbox'>New apartments from $219,000</div>",
        "<amp-ad><p>Invest in the blue economy today</p></amp-ad>",
        "<div role='dialog'><p>We and our 214 partners use cookies to improve your reading.</p></div>",
        "<footer><p>All rights reserved by the Callan Courier and its 12 partners.</p></footer>",
        "<form><p>Your name</p><input><button>Send</button></form>",
        "<p><strong>Read more:</strong> <a href='/a'>Ferry fares rise by 9 percent</a></p>",
        "<p>Advertisement</p>",
        "<p>Story continues below advertisement</p>",
        "<h3>Related stories</h3><ul><li><a href='/a'>Ferry fares rise</a></li><li><a href='/b'>Who pays</a></li></ul>",
        "<a class='card' href='/a'><h3>Ferry fares rise</h3><p>What it means for you</p></a>",
        "<script>var text = 'no text';</script><style>p { color: red }</style><template><p>No text</p></template>",
        "<p hidden>Not shown to anyone at all today.</p><p style='color:red; display: none'>Nor is this one here.</p>",
        "<svg><title>An icon</title><text>Icon</text></svg><video>Your browser is old.</video><iframe>Old</iframe>",
        "<!-- a comment --><select><option>One</option></select><textarea>Text</textarea><noscript>On</noscript>",
        "<img src='a.jpg' alt='A boat in the bay'>",
        "<p class='tag-list'><a href='/t'>Port</a> <a href='/u'>Fees</a></p>",
        "<ul class='share-tools'><li><a href='/s'>Share</a></li></ul>",
        "<p>Sign up for our morning letter <a href='/s'>here</a>.</p>",
        "<p><a href='/a'><strong>FERRY FARES RISE BY NINE PERCENT</strong></a></p>",
        "<p>\u200b\u00ad</p>",
    ],
)
def test_what_is_no_part_of_the_article_is_left_out(inner: str) -> None:
    assert body(inner) == []


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>Short.</p>", [("body", "Short.")]),
        ("<h2>Who pays</h2><p>All do.</p>", [("heading", "Who pays"), ("body", "All do.")]),
        ("<p><strong>Who pays</strong></p><p>All do.</p>", [("heading", "Who pays"), ("body", "All do.")]),
        ("<ul><li>One<li>Two<ol><li>Three</ol></ul>", [("body", "One"), ("body", "Two"), ("body", "Three")]),
        ("<ul><li><p>One</p><p>More</p></li></ul>", [("body", "One"), ("body", "More")]),
        (
            "<ul><li><a href='/a'>The minutes</a><li><a href='/b'>The budget</a></ul>",
            [("body", "The minutes"), ("body", "The budget")],
        ),
        ("<figure><img src=x><figcaption>The quay. <i>Photo: A. Lee</i></figcaption></figure>", [("caption", "The quay. Photo: A. Lee")]),
        ("<div class='wp-caption'><p class='wp-caption-text'>The quay</p></div>", [("caption", "The quay")]),
        ("<p>Photo: The quay on Monday.</p>", [("caption", "Photo: The quay on Monday.")]),
        ("<blockquote><p>We cannot pay.</p></blockquote>", [("body", "We cannot pay.")]),
        ("<blockquote><p>We pay.</p><footer>Ann Lee, owner</footer></blockquote>", [("body", "We pay."), ("body", "Ann Lee, owner")]),
        (
            "<blockquote class='twitter-tweet'><p>We pay.</p>&mdash; Port (@port) May 3</blockquote>",
            [("body", "We pay."), ("meta", "— Port (@port) May 3")],
        ),
        ("<pre><code>fee = 12\nrise()</code></pre>", [("code", "fee = 12 rise()")]),
        ("<table><tr><th>Year<th>Fee<tr><td>2025<td>$4</table>", [("body", "Year | Fee"), ("body", "2025 | $4")]),
        ("<table><caption>Fees</caption><tr><td><p>2025</p><td>$<b>4</b></table>", [("caption", "Fees"), ("body", "2025 | $4")]),
        ("<table><tr><td><table><tr><td>One<td>Two</table></table>", [("body", "One | Two")]),
        ("<dl><dt>Fee</dt><dd>Four crowns</dd></dl>", [("body", "Fee"), ("body", "Four crowns")]),
        ("<details><summary>How we counted</summary>By hand.</details>", [("body", "How we counted"), ("body", "By hand.")]),
        ("<div>One<br><br>Two<br> <br/>Three</div>", [("body", "One"), ("body", "Two"), ("body", "Three")]),
        ("<p>One<br>Two</p>", [("body", "One\nTwo")]),
        ("<div><div>One.</div><div>Two.</div></div>", [("body", "One."), ("body", "Two.")]),
        ("<p>Follow the <a href='/r'>rules</a> or pay $40.</p>", [("body", "Follow the rules or pay $40.")]),
        ("<p>Related costs rose by 3 percent.</p>", [("body", "Related costs rose by 3 percent.")]),
        ("<aside class='fact-box'><h4>The fees</h4><p>Four crowns.</p></aside>", [("heading", "The fees"), ("body", "Four crowns.")]),
        (f"<div class='market-share'><p>{LONG}</p></div>", [("body", LONG)]),
        (f"<div class='paywall'><p>{LONG}</p></div>", [("body", LONG)]),
        ("<p class=correction>It was 2022.</p>", [("body", "It was 2022.")]),
        ("<aside class=correction><p>It was 2022.</p></aside>", [("body", "It was 2022.")]),
        ("<h2></h2><p> </p><p>&nbsp;</p>", []),
    ],
)  # fmt: skip
def test_what_is_kept_is_kept_as_what_it_is(inner: str, expected: list[tuple[str, str]]) -> None:
    assert body(inner) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<b>W</b>ord", "Word"),
        ("<b>W</b>ord <i>by</i>\n <u>word</u>", "Word by word"),
        ("un<wbr>break<!-- x -->able", "unbreakable"),
        ("soft\u00adly and zero\u200bwidth\ufeff", "softly and zerowidth"),
        ("soft&shy;ly and zero&#8203;width", "softly and zerowidth"),
        ("a&nbsp;b&#160;c&thinsp;d", "a b c d"),
        ("<q>We pay</q>, he said", "“We pay”, he said"),
        ("<q>He said <q>pay</q> twice</q>", "“He said ‘pay’ twice”"),
        ("<q>“Pay”</q>", "“Pay”"),
        ("It cost <del>$3</del> <ins>$4</ins> <s>then</s> now", "It cost $4 now"),
        ("<abbr title='Port Authority of Callan'>PAC</abbr> said", "PAC said"),
        ("on <time datetime='2026-03-04'>4 March</time> it fell", "on 4 March it fell"),
        ("<span class='sr-only'>Opens in a new window</span>Fees", "Fees"),
        ("<a href='/x' class='related-link'>Fees</a> rose by 3 percent", "Fees rose by 3 percent"),
        ("3 km<sup>2</sup>, 10<sup>6</sup>, the 1<sup>st</sup>", "3 km², 10⁶, the 1st"),
        ("H<sub>2</sub>O", "H₂O"),
        ("<math><mn>3</mn><mo>×</mo><msup>\n<mn>10</mn>\n<mn>6</mn>\n</msup></math> fish", "3×10⁶ fish"),
        ("<math><msup><mi>x</mi><mfrac><mn>1</mn><mn>2</mn></mfrac></msup></math> is", "x ¹/² is"),
        ("5<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> acres", "5 1/2 acres"),
        ("<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup><msqrt><mn>2</mn></msqrt></math> is", "x₁²√2 is"),
        ("a &lt; b &amp;&amp; c &#150; d &euro;5", "a < b && c – d €5"),
        ("bell\u0007 and \u000bvertical", "bell and vertical"),
        ("<span style='visibility:hidden'>x</span>Fees", "Fees"),
        ("שלום העולם עלה ב-12 אחוז", "שלום העולם עלה ב-12 אחוז"),
        ("Fees <o:p>rise</o:p> <blink>now</blink>", "Fees rise now"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> means it", "漢 means it"),
        ("<p>Unclosed <b>bold <i>both</b> and</i> so on", "Unclosed bold both and so on"),
        ("<p><span>A yard.</span><span>Jo Lind for the Post</span></p>", "A yard. Jo Lind for the Post"),
        ("<p>The U.<span>S.</span> and iOS.<span>js</span></p>", "The U.S. and iOS.js"),
    ],
)
def test_the_text_is_what_a_reader_sees(inner: str, expected: str) -> None:
    assert sentence(inner) == expected


def test_links_have_their_place_in_the_text_and_a_whole_address() -> None:
    head = "<link rel=canonical href='https://callan.example/2026/fees.html'>"
    markup = page(
        f"<article><h1>Fees</h1><p>{FIRST} It <a href='docs/a.pdf'>cost <b>$4</b></a>, see <a href='/b?x=1&amp;y=2'>b</a>,"
        " <a href='//cdn.example/c'>c</a>, <a href='HTTPS://d.example/#p'>d</a>, <a href='#e'>e</a>, <a href='javascript:f()'>f</a>,"
        " <a href='mailto:g@example.org'>g</a>, <a>h</a>, <a href=''>i</a>, <a href='https://callan.example/2026/fees.html#j'>j</a>,"
        " <a href='http://[k'>k</a> and https://l.example/m.</p></article>",
        head,
    )
    assert links(read(markup)) == [
        ("cost $4", "https://callan.example/2026/docs/a.pdf"),
        ("b", "https://callan.example/b?x=1&y=2"),
        ("c", "https://cdn.example/c"),
        ("d", "https://d.example/#p"),
        ("h", ""),
        ("i", ""),
        ("k", "http://[k"),
        ("https://l.example/m", "https://l.example/m"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "../a.pdf"),
        ("<link rel=canonical href='/fees'>", "../a.pdf"),
        ("<link rel=canonical href='https://c.example/2026/03/fees'>", "https://c.example/2026/a.pdf"),
        ("<meta property='og:url' content='https://o.example/x/fees'>", "https://o.example/a.pdf"),
        ("<base href='https://b.example/k/l/'>", "https://b.example/k/a.pdf"),
        ("<base href='sub/'><link rel=canonical href='https://c.example/2026/fees'>", "https://c.example/2026/a.pdf"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","url":"https://j.example/x/fees"}</script>',
            "https://j.example/a.pdf",
        ),
    ],
)
def test_a_relative_link_is_joined_to_what_the_page_says_it_is(head: str, expected: str) -> None:
    article = read(page(f"<h1>Fees</h1><p>{FIRST} <a href='../a.pdf'>The budget</a></p>", head))
    assert links(article) == [("The budget", expected)]


SHAPES = {
    "article": "<main><article><h1>Fees</h1><p>{0}</p><p>{1}</p></article></main>",
    "div soup": "<div id=w><div class=t><h1>Fees</h1></div><div class='article-body'><p>{0}</p><p>{1}</p></div></div>",
    "no paragraphs": "<div><div><h1>Fees</h1><div><div><div>{0}</div></div><div>{1}</div></div></div></div>",
    "line breaks": "<h1>Fees</h1><div>{0}<br><br>{1}</div>",
    "layout tables": "<table><tr><td><a href=/>Home</a></td><td><h1>Fees</h1><p>{0}</p><p>{1}</p></td></tr></table>",
    "a form around it": "<form action=/x><h1>Fees</h1><div><p>{0}</p><p>{1}</p></div><input></form>",
    "a name that is wrong": "<div class='has-sidebar related-open comments-on'><h1>Fees</h1><p>{0}</p><p>{1}</p></div>",
    "a name that is wrong inside": "<main><h1>Fees</h1><div class='article share'><p>{0}</p><p>{1}</p></div></main>",
    "a name on each paragraph": "<main><h1>Fees</h1><div class=inline-promo><p>{0}</p></div><div class=inline-promo><p>{1}</p></div></main>",
    "for subscribers": "<h1>Fees</h1><div><div class=subscriber-preview><p>{0}</p></div><div class=subscriber-only><p>{1}</p></div></div>",
    "header far above": "<header><h1>Fees</h1></header><div><ul><li><a href=/>Home</a></ul></div><div><p>{0}</p><p>{1}</p></div>",
    "sections": "<main><h1>Fees</h1><section><p>{0}</p></section><section><p>{1}</p></section></main>",
    "a logo is the first heading": "<h1><a href=/>The Post</a></h1><article><h1>Fees</h1><p>{0}</p><p>{1}</p></article>",
    "upper case": "<BODY><H1>Fees</H1><P>{0}<P>{1}",
    "no ends": "<h1>Fees<p>{0}<p>{1}",
    "a link that is never closed": "<a href=/x><h1>Fees</h1><p>{0}</p><p>{1}</p>",
    "custom elements": "<x-app><x-story><h1>Fees</h1><p>{0}</p><p>{1}</p></x-story></x-app>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_pages_of_many_shapes_are_one_article(shape: str) -> None:
    markup = shape.format(FIRST, SECOND)
    for whole in (
        markup,
        f"<!DOCTYPE html><html><head><title>Fees | The Post</title></head><body>{markup}</body></html>",
    ):
        assert texts(read(whole))[-3:] == ["Fees", FIRST, SECOND] or "no ends" in shape
        assert blocks(read(whole))[-2:] == [("lead", FIRST), ("body", SECOND)]
        assert len(read(whole).blocks) == 3


def test_the_author_s_life_is_no_part_of_the_article() -> None:
    head = '<head><title>Fees</title><meta name="author" content="Ann Lee"></head>'
    life = "<p><a href=/ann>Ann Lee</a> covers the harbor for The Post and lives in Callan.</p>"
    told = "<p>Ann Lees, a captain, covers her own costs.</p>"
    page = f"<html>{head}<body><main><h1>Fees</h1><p>{FIRST}</p><p>{SECOND}</p>{told}{life}</main></body></html>"
    assert texts(read(page))[-3:] == [FIRST, SECOND, "Ann Lees, a captain, covers her own costs."]


def test_a_fragment_is_read() -> None:
    article = article_of(f"<p>{FIRST}</p><p>So.</p>", input_format="html")
    assert blocks(article) == [("lead", FIRST), ("body", "So.")]
    assert (article.title, article.url, article.media_type) == (None, None, "text/html")


def test_a_page_of_a_few_words_is_read() -> None:
    assert texts(read("<p>Fees rise</p>")) == ["Fees rise"]


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<!DOCTYPE html>",
        "<html><head><title>Fees</title></head><body><div id=root></div><script src=app.js></script></body></html>",
        "<html><body><nav><a href=/>Home</a></nav><noscript>You need to enable JavaScript.</noscript></body></html>",
        "<html><body><!-- <p>Fees rise by 12 percent.</p> --></body></html>",
    ],
)
def test_a_page_without_text_says_what_to_do(markup: str) -> None:
    with pytest.raises(EmptyInputError, match=r"page\.html") as caught:
        read(markup)
    assert "JavaScript" in caught.value.hint


def test_the_text_in_the_data_is_the_last_resort() -> None:
    said = f"{FIRST}\\n\\n{SECOND} <b>It</b> was long, and nobody knew what to do about it that day."
    script = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Fees rise","articleBody":"{said}"}}</script>'
    article = read(page("<div id=root></div>", script))
    assert texts(article) == [
        "Fees rise",
        FIRST,
        f"{SECOND} It was long, and nobody knew what to do about it that day.",
    ]
    assert article.blocks[1].xpath == "/html/head/script"
    shown = read(
        page(
            f"<p>{SECOND} This is what the page shows, and it has more than twenty words, so nothing else counts here.</p>",
            script,
        )
    )
    assert FIRST not in shown.text


def test_what_stands_between_headline_and_body_on_a_page_without_names() -> None:
    top = "<div><div><h1>Fees rise</h1><div><div>Ann Lee</div><div>Follow</div><div>5 min read</div><div>·</div><div>Mar 4, 2026</div></div></div>"
    head = "<meta name=author content='Ann Lee'>"
    article = read(page(f"<article>{top}<div><p>{FIRST}</p><p>{SECOND}</p></div></div></article>", head))
    assert blocks(article)[:3] == [("headline", "Fees rise"), ("meta", "Ann Lee"), ("meta", "Mar 4, 2026")]
    assert texts(article)[3:] == [FIRST, SECOND]
    assert article.published == "2026-03-04"


def test_links_that_close_a_page_are_left_out_unless_they_are_announced() -> None:
    ends = "<ul><li><a href='/a'>Harbor</a></li><li><a href='/b'>Ships</a></li></ul></article>"
    start = f"<article><h1>Fees</h1><p>{FIRST}</p><p>{SECOND}</p>"
    assert texts(read(page(start + ends))) == ["Fees", FIRST, SECOND]
    assert texts(read(page(f"{start}<p>The papers:</p>{ends}")))[-3:] == ["The papers:", "Harbor", "Ships"]
    assert texts(read(page(f"{start}<h2>Sources</h2>{ends}")))[-3:] == ["Sources", "Harbor", "Ships"]
    assert texts(read(page(f"{start}<h2>The papers</h2>{ends}"))) == ["Fees", FIRST, SECOND]


def test_an_article_in_a_preformatted_text_is_read_by_its_paragraphs() -> None:
    article = read(page(f"<h1>Fees</h1><pre>\n{FIRST}\n\nIt was\nlong.\n \n{SECOND}\n</pre>"))
    assert blocks(article) == [("headline", "Fees"), ("lead", FIRST), ("body", "It was long."), ("body", SECOND)]


def test_a_pull_quote_that_says_the_body_again_is_left_out() -> None:
    said = "<p>“We cannot pay for it,” said Ann Lee, who owns 12 boats.</p>"
    for quote in (
        "<aside class='pullquote'><p>“We cannot pay for it”</p><cite>Ann Lee</cite></aside>",
        "<blockquote class='wp-block-pullquote'><p>We cannot pay for it</p><cite>Ann Lee, owner</cite></blockquote>",
        "<blockquote>“We cannot pay for it,” said Ann Lee</blockquote>",
    ):
        assert [text for _, text in body(quote + said)] == ["“We cannot pay for it,” said Ann Lee, who owns 12 boats."]
    assert body("<aside class='pullquote'><p>Nobody asked us.</p></aside>") == [("body", "Nobody asked us.")]


def test_comments_to_claimcheck_have_their_place() -> None:
    article = read(
        page(
            f"<h1>Fees</h1><!-- claimcheck off: quoted -->\n<div class=ad-slot>Buy now</div><p>{FIRST}</p><!-- x -->"
            f"<p>It<!-- claimcheck on --> was long.</p><p>{SECOND}</p><!-- claimcheck off -->"
        )
    )
    assert texts(article) == ["Fees", FIRST, "It was long.", SECOND]
    said = [(one.text, article.text[one.offset :][:6]) for one in article.directives]
    assert said == [("claimcheck off: quoted", FIRST[:6]), ("claimcheck on", " was l")]


def test_a_link_laid_on_nothing_is_one_amid_a_text_only() -> None:
    inner = "<p>It <a href='https://c.example/a'></a>rose. <a href='https://c.example/b'><img src=x></a></p><p><a href='https://c.example/c'></a></p>"
    article = read(page(f"<h1>Fees</h1><p>{FIRST}</p>{inner}"))
    assert links(article) == [("", "https://c.example/a")]


def test_headline_standfirst_byline_and_date_stand_before_the_body() -> None:
    markup = page(
        "<article><p class=kicker><a href=/c>Crime</a></p><header><h1>Fees rise</h1><p class=standfirst>And stay</p>"
        "<div class='byline'>By <a href=/al>Ann Lee</a></div><div>March 4, 2026</div></header><ul class=share><li>Share</ul>"
        f"<div class=story><p>{FIRST}</p><p>{SECOND}</p></div></article>"
    )
    assert blocks(read(markup)) == [
        ("headline", "Fees rise"),
        ("lead", "And stay"),
        ("meta", "By Ann Lee"),
        ("meta", "March 4, 2026"),
        ("body", FIRST),
        ("body", SECOND),
    ]


def test_every_block_has_its_element_and_its_line() -> None:
    for path in sorted(FIXTURES.glob("*.html")):
        article = open_article(path)
        root = lxml_html.document_fromstring(
            path.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
        for block in article.blocks:
            (element,) = root.xpath(block.xpath)
            words = article.text[block.start : block.end].split(" | ")[0].split()[0].strip("“”")
            assert words.rstrip("²") in element.text_content(), block
            assert block.line is not None
            assert element.sourceline <= block.line


def test_a_place_in_the_text_is_a_place_in_the_file() -> None:
    markup = f"<html>\n<body>\n<h1>Fees</h1>\n<div>\n<p>{FIRST}</p>\n<p>\n\n{SECOND}</p></div>"
    article = read(markup)
    place = article.locate(article.text.index(SECOND))
    assert (place.line, place.xpath) == (8, "/html/body/div/p[2]")


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.html")), ids=lambda path: path.stem)
def test_the_same_page_gives_the_same_article(path: Path) -> None:
    data = path.read_bytes()
    assert read_html(data, "a") == read_html(data, "a")
    assert read_html(data.replace(b"\n", b"\r\n"), "a") == read_html(data, "a")


def test_no_line_is_logged(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    level = logging.getLogger("trafilatura").level
    with caplog.at_level(logging.DEBUG):
        for markup in ("<p>x", "<html><body><p>Fees rise", page(f"<p>{FIRST}</p>")):
            read(markup)
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")
    assert logging.getLogger("trafilatura").level == level


def test_readers_in_threads_agree() -> None:
    markup = page(f"<article><h1>Fees</h1><p>{FIRST}</p><p>{SECOND}</p></article>")
    found: list[Article] = []
    threads = [threading.Thread(target=lambda: found.append(read(markup))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [read(markup)] * 4
