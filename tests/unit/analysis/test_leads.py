"""What a checker must get for a claim and where to look: by the tables, for whoever is cited, and never a guessed address."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

import claimcheck
from claimcheck import lang
from claimcheck.analysis import Analysis, Source
from claimcheck.analysis import Claim as Told
from claimcheck.analysis.leads import evidence, places
from claimcheck.lang.inflection import stem
from claimcheck.report import Claim, Report
from findings import reading
from redrafted import GOLDEN, articles
from rows import idle


def needs(row: Mapping[str, str]) -> list[str]:
    found, _ = reading(row["example"])
    return [need for claim in found.claims for need, _ in evidence(found, claim)]


def hints(row: Mapping[str, str]) -> list[str]:
    found, _ = reading(row["example"])
    return [hint for claim in found.claims for hint in places(found, claim)]


def claim_of(text: str) -> Claim:
    """Return the one claim of a text."""
    (claim,) = claimcheck.check_text(text, published="2026-03-04").claims
    return claim


@pytest.mark.weights
def test_each_row_says_what_is_needed_or_where_to_look() -> None:
    assert [dict(row) for row in lang.rows("evidence") if row["needs"] not in needs(row)] == []
    assert [dict(row) for row in lang.rows("records") if row["look"] not in hints(row)] == []
    assert idle("evidence", needs, alone=True) == []
    assert idle("records", hints, alone=True) == []


def test_a_word_has_one_record() -> None:
    words = [stem(word) for row in lang.rows("records") for word in row["words"].split()]
    assert [word for word in set(words) if words.count(word) > 1] == []


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ana Ruiz said the bridge was closed.", ("Ana Ruiz, or who speaks for them",)),
        ("An official said the bridge was closed.", ("the reporter: who is “official”?",)),
        ("Officials said the bridge was closed.", ("the reporter: who are “Officials”?",)),
        ("The Harbor Board said the bridge was closed.", ("Harbor Board: what it has published, or its press office",)),
        ("The New York Times reported that the bridge was closed.", ("the original story: New York Times",)),
        ("The mayor closed the bridge on Monday.", ("the reporter: how is it known?",)),
    ],
)
def test_who_is_cited_is_asked(text: str, asked: tuple[str, ...]) -> None:
    assert claim_of(text).hints == asked


def test_who_is_cited_is_asked_before_who_passes_it_on() -> None:
    sources = (Source("Ana Ruiz", "named_person", 4, ()), Source("harbor report", "document", 5, ()))
    more = {"hedged": False, "score": 0.0, "because": (), "same_as": (), "needs": ()}
    claim = Told(0, 9, "c", 0, (0, 9), "body", ("quantity",), (), 0, 1, (0,), (), (), "named", "checkable", **more)
    assert list(places(Analysis("Two ships", sources=sources, claims=(claim,)), claim)) == [
        "the document itself: harbor report", "Ana Ruiz, or who speaks for them",
    ]  # fmt: skip


@pytest.mark.weights
def test_a_name_is_about_nothing() -> None:
    assert (
        "the text of the law, and the record of the vote on it"
        not in claim_of("Bill Law closed the bridge in 2009.").hints
    )


@pytest.mark.weights
def test_what_cannot_be_known_yet_is_in_no_record() -> None:
    claim = claim_of("The police will arrest 40 drivers next year.")
    assert (claim.checkability, claim.needs) == ("later", ("the forecast or plan, with its date",))
    assert claim.hints == ("the reporter: how is it known?",)


@pytest.mark.parametrize("report", articles(), ids=[path.stem for path in GOLDEN])
def test_every_claim_has_both_and_no_address_is_guessed(report: Report) -> None:
    known = report.text + " ".join(
        [link.href for link in report.article.links] + [n.note for n in report.article.notes]
    )
    assert [
        claim.text for claim in report.claims if not claim.hints or len(claim.needs) != len(claim.why["needs"])
    ] == []
    named = {word for claim in report.claims for hint in claim.hints for word in re.findall(r"\S+\.\w{2,}/?\S*", hint)}
    assert {word for word in named if word.strip(".,;") not in known} == set()
