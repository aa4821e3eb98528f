"""The page of a Report as its reader uses it, in a real browser: filtered, opened again, printed, and without JavaScript."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimcheck.export.page.html import page
from claimcheck.report import Worth
from redrafted import articles
from soak import whole

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARTICLE = max(articles(), key=lambda report: len(report.claims))
REPORT = ARTICLE.model_copy(  # the last is the most worth a check
    update={
        "claims": tuple(
            claim.model_copy(update={"worth": Worth(score=number / len(ARTICLE.claims), because=("it is so",))})
            for number, claim in enumerate(ARTICLE.claims)
        )
    }
)
NUMBERS = [str(number) for number in range(1, len(REPORT.claims) + 1)]
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture
def address(tmp_path: Path) -> str:
    (tmp_path / "page.html").write_text(page(REPORT), encoding="utf-8")
    return (tmp_path / "page.html").as_uri()


def test_filters_are_remembered_and_hold_in_the_text(browser: Browser, address: str) -> None:
    seen = browser.new_page()
    seen.goto(address)
    assert seen.locator(".card:visible").count() == len(NUMBERS)
    assert seen.locator(".card.open, #article .off").count() == 0
    for kind in {kind for claim in REPORT.claims for kind in claim.kinds} - {"superlative"}:
        seen.uncheck(f"[name=kind][value={kind}]")
    seen.check("[name=order][value=text]")
    seen.keyboard.press("/")
    seen.keyboard.type("a superlative of no claim")
    assert seen.locator(".card:visible").count() == 0
    seen.keyboard.press("Escape")
    assert seen.locator("[type=search]").input_value() == "a superlative of no claim"
    assert seen.locator(".card:visible").count() == 0
    seen.locator("[type=search]").fill("")
    seen.reload()
    superlative = [str(n) for n, claim in enumerate(REPORT.claims, start=1) if "superlative" in claim.kinds]
    assert 0 < len(superlative) < len(NUMBERS)
    assert seen.locator(".card:visible h3 .number").all_inner_texts() == superlative
    assert seen.locator("#article a.number:not(.off)").all_inner_texts() == superlative
    marked = seen.locator("#article span[data-claims]:not(.off)").evaluate_all(
        "all => all.map(one => one.dataset.claims)"
    )
    assert {number for numbers in marked for number in numbers.split()} >= set(superlative)
    assert all(set(numbers.split()) & set(superlative) for numbers in marked)


def as_printed(text: str) -> str:
    """Return a text without white space, and with its letters apart: paper has others of the one and ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("script", [pytest.param(True, marks=whole), False], ids=["with a script", "without one"])
def test_on_paper_each_claim_is_a_note_in_its_order(browser: Browser, address: str, script: bool) -> None:  # noqa: FBT001
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    seen = browser.new_context(java_script_enabled=script).new_page()
    seen.goto(address)
    printed = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(seen.pdf(format="A4"))).pages)
    text, notes = as_printed(printed).split("Claims1", 1)
    notes = f"1{notes}"
    starts = [as_printed(f"{n}{claim.text[:30]}") for n, claim in zip(NUMBERS, REPORT.claims, strict=True)]
    places = [notes.find(start) for start in starts]
    assert -1 not in places
    assert places == sorted(places)
    assert notes.count("Worthacheck") == len(NUMBERS)
    assert "Openall" not in text
    if script:  # what is shown is as it was before
        assert seen.locator(".card h3 .number").all_inner_texts() == NUMBERS[::-1]


def test_without_a_script_it_is_complete(browser: Browser, address: str) -> None:
    seen = browser.new_context(java_script_enabled=False).new_page()
    seen.goto(address)
    assert seen.locator(".card:visible .body:visible").count() == len(NUMBERS)
    assert seen.locator(".tools:visible, dialog:visible").count() == 0
    assert seen.locator("svg:visible").count() == 3
    seen.click("#article a.number >> nth=4")
    assert seen.locator("#c5").bounding_box()["y"] < 200  # type: ignore[index]


def test_nothing_is_wider_than_the_window_and_each_kind_has_a_look_of_its_own(browser: Browser, address: str) -> None:
    seen = browser.new_page()
    seen.goto(address)
    seen.keyboard.press("a")
    for width in (1280, 390):
        seen.set_viewport_size({"width": width, "height": 900})
        assert seen.evaluate("document.documentElement.scrollWidth") <= width
    kinds = ["quantity", "superlative", "change", "comparison", "time"]
    assert {mark.kind for claim in REPORT.claims for mark in claim.marks} == set(kinds)
    look = "one => getComputedStyle(one).boxShadow"
    assert len({seen.locator(f"#article .mark.{kind}").first.evaluate(look) for kind in kinds}) == len(kinds)
    assert seen.locator(".legend .mark").all_inner_texts() == kinds
