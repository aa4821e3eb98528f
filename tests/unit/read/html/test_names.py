"""The rows of html_names.tsv and html_labels.tsv: each fires on its example, and none on names that only look alike."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.read.html.names import kinds_of, label_of


@pytest.mark.parametrize("row", lang.rows("html_names"), ids=lambda row: row["name"])
def test_every_name_fires(row: dict[str, str]) -> None:
    kinds = kinds_of({"class": row["example"]})
    assert row["kind"] in kinds
    assert "keep" not in kinds or not kinds & {"drop", "weak"}


@pytest.mark.parametrize("row", lang.rows("html_labels"), ids=lambda row: row["starts"])
def test_every_label_fires(row: dict[str, str]) -> None:
    said = label_of(row["example"])
    assert said is not None
    assert said[0] == row["kind"]
    assert row["example"].replace("’", "'").startswith(row["starts"])


@pytest.mark.parametrize("attribute", ["class", "id", "role", "data-component", "data-testid"])
def test_a_name_counts_however_it_is_spelt(attribute: str) -> None:
    for name in (
        "related-links",
        "relatedLinks",
        "RelatedLinks",
        "article__related_links",
        "c-related-links--wide",
        "x related y",
    ):
        assert "drop" in kinds_of({attribute: name})


@pytest.mark.parametrize(
    "name",
    [
        "",
        "article-body",
        "unrelated",
        "shareholder-letter",
        "shadow",
        "header",
        "admin",
        "roadmap",
        "commentary",
        "navy",
        "Story_body__aAd3x",
    ],
)
def test_a_name_that_only_looks_alike_says_nothing(name: str) -> None:
    assert "drop" not in kinds_of({"class": name})


def test_a_tag_of_its_own_is_a_name() -> None:
    assert kinds_of({}, "amp-ad") == {"drop"}
    assert kinds_of({}, "nav") == frozenset()


def test_a_label_gives_the_rest() -> None:
    assert label_of("Read more: Fees rise") == ("promo", "Fees rise")
    assert label_of("editor’s note – It was 2022.") == ("correction", "It was 2022.")
    assert label_of("Readers moreover") is None
