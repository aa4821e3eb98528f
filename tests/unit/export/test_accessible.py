"""The pages for who does not see them, or works without a mouse: axe-core finds nothing that is serious, in any look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.export.page import review_page
from claimcheck.export.page.html import page
from claimcheck.review.desk.states import STATUSES, WRITTEN
from claimcheck.review.difference import as_html, difference
from reports import harbour, report_on
from soak import SOAK

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
LOOKS = ((1360, "light"), (400, "dark")) if SOAK else ((1360, "light"),)


@pytest.mark.soak
def test_nothing_is_serious_in_any_look(browser: Any, tmp_path: Path) -> None:
    report = harbour()
    pages = {
        "report": page(report),
        "review": review_page(report, by="Ana", kept="a.db", statuses=STATUSES, fields=WRITTEN),
        "changes": as_html(difference(report, report_on("Tin was dear.\n", ()))),
    }
    found = []
    for name, made in pages.items():
        (tmp_path / f"{name}.html").write_text(made, encoding="utf-8")
        for width, scheme in LOOKS:
            size = {"width": width, "height": 900}
            seen = browser.new_page(viewport=size, color_scheme=scheme, bypass_csp=True)
            seen.goto((tmp_path / f"{name}.html").as_uri())
            seen.keyboard.press("j")
            faults = axe.Axe().run(seen).response["violations"]
            found += [(name, width, scheme, one["id"]) for one in faults if one["impact"] in ("serious", "critical")]
            seen.close()
    assert found == []
