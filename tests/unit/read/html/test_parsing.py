"""Pages that are not what they say: charsets that lie, broken markup, and pages made to break a reader."""

from __future__ import annotations

import contextlib
import time

import pytest

from claimcheck.errors import InputError, NotTextError
from claimcheck.read.html import parsing as html_parsing
from claimcheck.read.html.reader import read_html
from soak import size

TEXT = "Fees at Café Müller rose by €12 – “too much”, said Šimon."


def page(declared: str, text: str = TEXT) -> str:
    return f"<html><head>{declared}<title>T</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("declared", "charset", "said"),
    [
        ("<meta charset=utf-8>", "utf-8", "text/html"),
        ("", "utf-8", "text/html"),
        ("<meta charset=windows-1252>", "utf-8", "text/html"),
        ("<meta charset=iso-8859-2>", "utf-8", "text/html"),
        ("<meta charset=utf-8>", "cp1252", "text/html; charset=windows-1252"),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>",
            "cp1252",
            "text/html; charset=windows-1252",
        ),
        ("", "cp1252", "text/html; charset=windows-1252"),
        ("<meta charset=utf-8>", "utf-8-sig", "text/html"),
        ("<meta charset=utf-8>", "utf-16", "text/html; charset=utf-16-le"),
        ("", "utf-16-le", "text/html; charset=utf-16-le"),
        ("", "utf-16-be", "text/html; charset=utf-16-be"),
    ],
)
def test_the_charset_is_what_the_bytes_prove(declared: str, charset: str, said: str) -> None:
    article = read_html(page(declared).encode(charset), "p")
    assert article.text == TEXT
    assert article.media_type == said


def test_a_declared_charset_counts_where_the_bytes_prove_nothing() -> None:
    article = read_html(page("<meta charset=iso-8859-2>", "Šimon z Łodzi rose by 12.").encode("iso-8859-2"), "p")
    assert article.text == "Šimon z Łodzi rose by 12."
    assert read_html(page("<meta charset=rot13>").encode("cp1252"), "p").text == TEXT


def test_stray_nul_bytes_are_dropped_and_binary_is_refused() -> None:
    assert read_html(page("").encode().replace(b"Fees", b"Fe\0es"), "p").text == TEXT
    with pytest.raises(NotTextError):
        read_html(b"<html>" + bytes(range(256)) * 10, "p")


XHTML = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head>
<body><div id="a"/><p>{0}</p><a id="b"/></body></html>"""


@pytest.mark.parametrize(
    "markup",
    [
        XHTML,
        "<!DOCTYPE html [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;'>]><html><body><p>{0}</p></body></html>",
        "<p><div><b>{0}</p></div></b></i></section>",
        "<html><body><p>{0}</body></html></body><p></p></html>",
        "<html><frameset><frame src=a></frameset><body><p>{0}</p></body></html>",
        "<html><body bgcolor=#fff text='<p>'><p class=\"a'b\">{0}</p></body></html>",
        "\ufeff\n\n <!-- x --><html><body><p>{0}</p>",
        "<p>{0}</p><![CDATA[ x ]]><?php echo 1 ?>",
        "<p>{0}</p" + " x" * 50,
    ],
)
def test_broken_markup_keeps_its_text(markup: str) -> None:
    assert read_html(markup.format(TEXT).encode(), "p").text.splitlines()[0] == TEXT


def test_a_second_page_behind_the_first_is_read_too() -> None:
    article = read_html(f"<html><p>{TEXT}</p></html><html><p>{TEXT} <a href='#x'>Again</a>.</p></html>".encode(), "p")
    assert article.text == f"{TEXT}\n\n{TEXT} Again."


def test_a_page_cut_off_anywhere_is_read_or_refused() -> None:
    data = page('<meta charset=utf-8><script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>').encode()
    read = 0
    for length in range(1, len(data)):
        with contextlib.suppress(InputError):  # a page that is not yet one
            read += bool(read_html(data[:length], "p").text)
    assert read > len(TEXT)


HOSTILE = {
    "100,000 levels": "<div>" * size(100_000) + f"<p>{TEXT}</p>" + "</div>" * size(100_000),
    "100,000 levels of bold": f"<p>{TEXT[:20]}" + "<b><i>" * size(50_000) + f"{TEXT[20:]}</p>",
    "2,000 tables": "<table><tr><td>" * 2000 + TEXT,
    "200,000 attributes": "<p " + " ".join(f"a{n}=x" for n in range(size(200_000))) + f">{TEXT}</p>",
    "a million open tags": f"<p>{TEXT}</p>" + "<a " * size(300_000),
    "a doctype without end": f"<p>{TEXT}</p><!DOCTYPE " + "[" * size(300_000),
    "100,000 declarations": "<!DOCTYPE html [" + "<!ENTITY a 'x'>" * size(100_000) + f"]><p>{TEXT}</p>",
    "200,000 comments": "<!-- x -->" * size(200_000) + f"<p>{TEXT}</p>",
    "200,000 line breaks": f"<p>{TEXT}" + "<br>" * size(200_000) + "</p>",
    "50,000 links to one place": f"<p>{TEXT}</p>" + "<a href='#x'>back</a>" * size(50_000),
    "brackets in data": "<script type='application/ld+json'>" + "[" * size(500_000) + f"</script><p>{TEXT}</p>",
}


@pytest.mark.soak
@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_read_in_bounded_time(markup: str) -> None:
    begun = time.process_time()
    article = read_html(f"<html><body>{markup}</body></html>".encode(), "p")
    assert article.text.startswith(TEXT)
    assert time.process_time() - begun < size(20)


@pytest.mark.soak
def test_20_000_links() -> None:
    rows = "".join(f"<p>In week {n} it <a href='/{n}'>rose by {n}</a> percent.</p>" for n in range(size(20_000)))
    article = read_html(f"<html><body><article>{rows}</article></body></html>".encode(), "p")
    assert len(article.links) == len(article.blocks) == size(20_000)


def test_too_much_markup_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_parsing, "MAX_MARKUP", 50)
    with pytest.raises(InputError, match="markup"):
        read_html(page("").encode(), "p")


def test_the_stop_words_of_all_languages_are_hashed_once() -> None:
    """Of them justext makes a key for each page: 4 of the 7 ms that reading a short one took."""
    from trafilatura import external

    read_html(page("").encode(), "p")
    started = time.process_time()
    assert len({hash(external.JT_STOPLIST) for _ in range(500)}) == 1
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize("inner", ["<p>" + "<a href=x>a</a> " * 12_000, "<table>" + "<li>a</li>" * 12_000])
def test_very_much_beside_each_other_is_read_by_the_walk_alone(inner: str) -> None:
    """Trafilatura needs 18 s for 16,000 of them."""
    started = time.process_time()
    with contextlib.suppress(InputError):
        read_html(f"<article><p>{TEXT}</p>{inner}</article>".encode(), "p")
    assert time.process_time() - started < 3
