"""The rows of html_names.tsv and html_labels.tsv: each fires on its example, and none on names that only look alike."""

from __future__ import annotations

import pytest

from claimcheck import lang
from claimcheck.read.html.names import kinds_of, label_of
from rows import idle


def test_every_name_says_what_its_row_says() -> None:
    said = {row["example"]: kinds_of({"class": row["example"]}) for row in lang.rows("html_names")}
    assert [row for row in lang.rows("html_names") if row["kind"] not in said[row["example"]]] == []
    assert [name for name, kinds in said.items() if "keep" in kinds and kinds & {"drop", "weak"}] == []
    assert idle("html_names", lambda row: kinds_of({"class": row["example"]})) == []


def test_every_label_announces_what_its_row_says() -> None:
    wrong = [row for row in lang.rows("html_labels") if (label_of(row["example"]) or ("",))[0] != row["kind"]]
    assert wrong == []
    assert idle("html_labels", lambda row: label_of(row["example"])) == []


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
