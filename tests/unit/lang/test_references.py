"""What identifies a document in a note's text, and what of an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.lang import addresses
from claimcheck.lang.references import is_citation, read_reference


@pytest.mark.parametrize(
    ("text", "name", "openable"),
    [
        ("Ministry of Health, Annual Report 2024, p. 46.", "Annual Report 2024", True),
        ("OECD, Health at a Glance 2023.", "Health at a Glance 2023", False),
        ("World Bank, World Development Indicators, accessed 4 March 2026.", "World Development Indicators", False),
        ("Review of 46 studies by the Institute for Child Infection, 2021.", "Institute for Child Infection", False),
        ("Smith, J., The Price of Rain, Harbour Press, 2019, p. 12.", "The Price of Rain", True),
        ("Doe, A. (2021). The price of rain. Journal of Weather, 12(3), 45-67.", "The price of rain", True),
        ("“Counting the Drowned”, Kessa Gazette, 12 May 2025", "Counting the Drowned", False),
        ("Doe v. Port of Kessa, No. 22-451 (2023).", "Doe v. Port of Kessa", True),
        ("Case C-131/12", "Case C-131/12", True),
        ("UN General Assembly, A/RES/70/1, 2015.", "UN General Assembly", True),
        ("https://www.who.int/report.pdf", "who.int/report.pdf", True),
        ("See orlin.gov/budget/2026.", "orlin.gov/budget/2026", True),
        ("doi:10.5555/jcs.2025.041", "doi:10.5555/jcs.2025.041", True),
        ("Interview with the author, 3 March 2026.", "Interview with the author, 3 March 2026", False),
        ("Union newsletter, 3 March 2026.", "Union newsletter, 3 March 2026", False),
        ("Office of Statistics, “Households by income”, ISBN 978-3-16-148410-0", "Households by income", False),
        ("[3] Harbour Board, Statement of Accounts 2024/25, table 7. ↩", "Statement of Accounts 2024/25", False),
    ],
)
def test_a_citation_is_identified(text: str, name: str, openable: bool) -> None:  # noqa: FBT001  a column of the table
    found = read_reference(text)
    assert found is not None
    assert (found.name, found.openable) == (name, openable)
    assert found.clues
    assert is_citation(text)


@pytest.mark.parametrize(
    "text",
    [
        "The figure excludes exports.",
        "Adjusted for inflation, 2015 prices.",
        "Data for 2024.",
        "As of March 2026.",
        "In 2023 the Ministry of Health changed how it counts.",
        "Orlin City Council voted 9-4 in favour, 2 March 2026.",
        "Based on 1,204 interviews conducted in May 2025.",
        "Where is this from?",
        "Open from 9 a.m. to 5 p.m., e.g. on Monday.",
        "",
        "   ",
    ],
)
def test_what_explains_identifies_nothing(text: str) -> None:
    assert read_reference(text) is None
    assert not is_citation(text)


def test_a_citation_with_an_explanation_identifies_and_states() -> None:
    text = "Ministry of Health, Annual Report 2024, p. 46. The figure excludes exports."
    found = read_reference(text)
    assert found
    assert (found.title, found.issuer, found.year, found.page) == (
        "Annual Report 2024",
        "Ministry of Health",
        "2024",
        "46",
    )
    assert not is_citation(text)


@pytest.mark.parametrize(
    ("text", "again"), [("Ibid., p. 50.", ""), ("Id.", ""), ("See note 3.", "3"), ("Note 3 above.", "3")]
)
def test_another_note_is_meant(text: str, again: str) -> None:
    found = read_reference(text)
    assert found
    assert found.again == again


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://a.example/b(c).", "https://a.example/b(c)"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("Data, www.a.example/b, 2025", "http://www.a.example/b"),
        ("“Rain”, https://a.example/b?c=d.", "https://a.example/b?c=d"),
    ],
)
def test_an_address_ends_where_the_sentence_does(text: str, url: str) -> None:
    found = read_reference(text)
    assert found
    assert found.url == url


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    is_citation(text)
    found = read_reference(text)
    assert found is None or isinstance(found.name, str)


# ---------------------------------------------------------------- addresses
@pytest.mark.parametrize(
    "href",
    [
        "mailto:a@b.example",
        "tel:+123",
        "javascript:alert(1)",
        "#fn2",
        "",
        "https://page.example/story#comments",
        "https://twitter.com/intent/tweet?url=x",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "data:text/html,x",
    ],
)
def test_no_source_lies_there(href: str) -> None:
    assert not addresses.can_be_source(href, "https://page.example/story")


@pytest.mark.parametrize(
    "href", ["https://a.example", "http://a.example/b?c=d", "/report.pdf", "report.pdf", "//a.example/b"]
)
def test_a_source_can_lie_there(href: str) -> None:
    assert addresses.can_be_source(href)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("http://www.a.example/b/", "https://a.example/b?utm_source=x#top", True),
        ("https://doi.org/10.1234/AB", "https://dx.doi.org/10.1234/ab", True),
        ("https://a.example/b?id=1", "https://a.example/b?id=2", False),
        ("https://a.example/b", "https://c.example/b", False),
    ],
)
def test_same_document(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001  a column of the table
    assert (addresses.same(one) == addresses.same(other)) is is_same


@pytest.mark.parametrize(
    ("href", "about"),
    [
        ("https://news.example/topics/kessa", True),
        ("https://en.wikipedia.org/wiki/Kessa", True),
        ("https://x.com/danaorth", True),
        ("https://x.com/danaorth/status/12", False),
        ("https://uni.example/people/falk", True),
        ("https://a.example/report", False),
    ],
)
def test_a_page_about_its_subject(href: str, about: bool) -> None:  # noqa: FBT001  a column of the table
    assert addresses.is_about(href) is about


@pytest.mark.parametrize("href", ["https://[", "http://[::1", "https://a.example:port/", "\x00", "http://\udc80"])
def test_odd_addresses_raise_nothing(href: str) -> None:
    addresses.can_be_source(href, href)
    addresses.is_about(href)
    assert isinstance(addresses.shown(href), str)
    assert isinstance(addresses.same(href), str)
    assert isinstance(addresses.host(href), str)


def test_shown_without_scheme_and_slash() -> None:
    assert addresses.shown("https://www.un.org/report/?a=b") == "un.org/report"
    assert len(addresses.shown(f"https://a.example/{'b' * 500}")) == 60
