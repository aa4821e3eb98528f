"""The page of a Report: complete, self-contained, and deaf to whatever an article holds."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import UsageError
from claimcheck.export import Layout, exporter
from claimcheck.export.page.html import index, page
from claimcheck.export.page.prose import paragraphs
from claimcheck.report import Link
from hostile import BAITS, hostile, obeyed, watch
from reports import TEXT, claim, harbour, report_on
from soak import whole

CHROMIUM = shutil.which("chromium")
HOSTILE = (
    '<script>document.title = "owned"</script> <img src=x onerror="document.title=1"> {{ 7 * 7 }} {% raw %}\n'
    "<style>body{display:none}</style> </style></script><svg onload=alert(1)> \u202efdp.exe &lt;b&gt;\n"
    "Losses of 9 percent were reported.\n"
)


def test_a_claim_may_begin_in_white_space() -> None:
    text = "aa \na"
    odd = claim(text, "a", number=1).model_copy(update={"start": 2, "end": 5, "text": " \na"})
    assert [[(piece.text, piece.claims) for piece in line] for line in paragraphs(report_on(text, (odd,)))] == [
        [("aa", ())],
        [("a", (1,))],
    ]


@given(st.data())
def test_the_article_stands_there_word_for_word(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab .\n\t"), min_size=1, max_size=60))
    stretches = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    claims = tuple(
        claim(text, text[start:end], number=number).model_copy(
            update={"start": start, "end": end, "text": text[start:end]}
        )
        for number, (start, end) in enumerate(stretches)
        if start < end
    )
    lines = list(paragraphs(report_on(text, claims)))
    written = "\n".join("".join(piece.text for piece in line) for line in lines)
    assert written.split() == text.split()
    for number, one in enumerate(claims, start=1):
        covered = "\n".join("".join(piece.text for piece in line if number in piece.claims) for line in lines)
        assert covered.split() == one.text.split()


def test_every_claim_has_its_card_and_its_place() -> None:
    made = page(harbour())
    for number in (1, 2, 3):
        assert f'id="c{number}"' in made
        assert made.count(f'id="t{number}"') == 1
        assert f'href="#c{number}"' in made
    assert "Harbour Board (organization, grade 3)" in made
    assert "&gt; 200 metric tons of tin" in made
    assert "none: the article’s own voice" in made
    assert "Whom to ask, and for what" in made


def test_the_policy_lets_only_our_own_style_and_script_in() -> None:
    made = page(harbour())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; ")
    for element in ("style", "script"):
        texts = re.findall(rf"<{element}>(.*?)</{element}>", made, re.DOTALL)
        assert len(texts) == 1
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in allowed
    assert "http" not in re.sub(r"<(style|script)>.*?</\1>", "", made, flags=re.DOTALL).replace("http-equiv", "")


def test_only_an_address_of_the_web_can_be_followed() -> None:
    hrefs = (
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://a.example/?x=<&y",
    )
    links = tuple(Link(start=0, end=4, text="Loss", href=href) for href in hrefs)
    report = report_on("Losses rose.\n", (claim("Losses rose.\n", "Losses rose.", number=1, links=links),))
    followed = re.findall(r'<a href="(?!#)([^"]*)"', page(report))
    assert followed == ["https://a.example/?x=&lt;&amp;y"]


def test_what_an_article_holds_is_text() -> None:
    text = HOSTILE
    report = report_on(text, (claim(text, "Losses of 9 percent", number=1),), source="<script>x</script>.txt")
    made = page(report)
    assert made.count("<script>") == 1
    assert made.count("<style>") == 1
    assert "<img" not in made
    assert "{{ 7 * 7 }}" in made
    assert "\u202e" not in made


def test_an_index_leads_to_the_pages() -> None:
    made = index([("a.html", harbour()), ("b.html", harbour(source="<b>.txt"))])
    assert '<a href="a.html">harbour.txt</a>' in made
    assert "&lt;b&gt;.txt" in made
    assert "script-src 'none'" in made.replace("&#39;", "'")


def test_one_page_is_one_article() -> None:
    with pytest.raises(UsageError, match="one page an article") as caught:
        list(exporter("html", of="claims").written([harbour()], Layout(many=True)))
    assert "claimcheck export" in caught.value.hint


def test_a_long_article_makes_a_page_of_a_bearable_size() -> None:
    text = TEXT * 85  # 3,000 words
    claims = tuple(claim(text, "Fees have surged by 12 percent", number=number) for number in range(160))
    assert len(page(report_on(text, claims)).encode()) < 400_000


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_in_a_browser(tmp_path: Path) -> None:
    """The page's own script runs, the article's does not, and nothing is reported as refused."""
    text = HOSTILE
    report = report_on(text, (claim(text, "Losses of 9 percent", number=1),))
    (tmp_path / "page.html").write_text(page(report), encoding="utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=2000", "--enable-logging=stderr", "--dump-dom",
        (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    seen = done.stdout.decode()
    assert '<html lang="en" class="js">' in seen
    assert "1 of 1 claims" in seen
    assert "<title>harbour.txt: claims to check</title>" in seen
    assert b"Content Security Policy" not in done.stderr


@pytest.mark.parametrize("policy", [pytest.param(True, marks=whole), False], ids=["with the policy", "without it"])
def test_nothing_of_a_hostile_article_runs(browser: Any, tmp_path: Path, policy: bool) -> None:  # noqa: FBT001
    """The policy stops what runs; without it the escaping does so alone."""
    path = tmp_path / "page.html"
    path.write_text(page(hostile()), encoding="utf-8")
    seen = browser.new_page(bypass_csp=not policy)
    done = watch(seen, path.as_uri())
    seen.goto(path.as_uri())
    assert seen.locator(".card").count() == len(BAITS)
    assert "{{7*7}}" in seen.locator("#article").inner_text()
    assert obeyed(seen, path.as_uri()) == []
    assert done == []
