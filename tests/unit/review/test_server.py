"""The review page's server: who is let in, what is kept, and what somebody else decided meanwhile."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from claimcheck.review.decisions import Decision
from claimcheck.review.desk.server import MOST_BYTES, ReviewSite, application
from claimcheck.review.drafts import carry
from claimcheck.review.store import ReviewStore
from conftest import ROOT
from hostile import BAIT, BAITS, hostile, obeyed, watch
from reports import claim, harbour, report_on
from soak import SOAK, whole

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("uvicorn", reason="uvicorn is not installed")
import httpx
from starlette.testclient import TestClient

CLAIM = "c-000000000002"
HERE = "http://127.0.0.1:8123"
NOW = "2026-03-04T12:00:00.000000Z"
LOOKS = [(1360, "light"), (400, "dark")]
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)> Losses of 9 percent were reported.\n"


TEXT = "The port raised its fees by 12 percent on Monday.\n\nIt handled 200 ships in 2023.\n"
NEWER = report_on(
    TEXT,
    (claim(TEXT, "The port raised its fees by 12 percent", number=9), claim(TEXT, "It handled 200 ships", number=10)),
    source="a.txt",
)
NINE, LOSSES = NEWER.claims[0].id, harbour().claims[2].id


@pytest.fixture
def site(tmp_path: Path) -> ReviewSite:
    path = tmp_path / "harbour.txt.claims.db"
    with ReviewStore(path, create=True) as store:
        carry(store, harbour(), at=NOW)
    made = ReviewSite(path, by="Ana", now=lambda: NOW)
    made.port = 8123
    return made


@pytest.fixture
def page(site: ReviewSite) -> Iterator[TestClient]:
    """Yield the browser of somebody who opened the printed address."""
    with TestClient(application(site), base_url=HERE, headers={"Origin": HERE}) as client:
        assert client.get(f"/?token={site.token}").status_code == 200
        yield client


def decide(page: TestClient, claim: str = CLAIM, *, version: int = 0, **fields: str) -> tuple[int, dict[str, object]]:
    answer = page.post(f"/decide/{claim}", json={"version": version, "decision": {"status": "verified"} | fields})
    return answer.status_code, answer.json()


def test_a_decision_is_kept_with_who_made_it(page: TestClient, site: ReviewSite) -> None:
    code, told = decide(page, note="seen in the annual report")
    assert (code, told["version"], told["by"]) == (200, 1, "Ana")
    with ReviewStore(site.path) as store:
        assert store.thread(CLAIM).decision == Decision(status="verified", note="seen in the annual report")
    assert page.get("/state").json()["claims"][CLAIM]["status"] == "verified"


def test_two_windows_do_not_overwrite_each_other(page: TestClient) -> None:
    assert decide(page)[0] == 200
    code, told = decide(page, status="disputed")
    assert code == 409
    assert told["now"]["status"] == "verified"  # type: ignore[index]
    assert decide(page, version=1, status="disputed")[0] == 200


def test_a_conflict_of_two_files_is_shown_until_it_is_decided(page: TestClient, site: ReviewSite) -> None:
    decide(page)
    with ReviewStore(site.path) as store:
        ben = Decision(status="disputed", note="43, not 12")
        store.append(store.thread(CLAIM), ben, by="Ben", at=NOW, rival=True)
    told = page.get("/state").json()["claims"][CLAIM]
    assert (told["status"], told["rivals"]) == (
        "verified",
        [{"status": "disputed", "by": "Ben", "note": "43, not 12"}],
    )
    assert decide(page, version=2, status="unverifiable")[1]["rivals"] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"version": "1", "decision": {}}', 400),
        (b'{"version": 0, "decision": {"status": "true"}}', 400),
        (b'{"version": 0, "decision": {"status": "verified", "owner": "x"}}', 400),
        (b'{"version": 0, "decision": {"status": "verified", "note": 1}}', 400),
        (b'{"version": 0, "decision": {"status": "verified", "note": "\\ud800"}}', 400),
        (b'{"version": 0, "decision": {"note": "' + b"x" * 10_001 + b'"}}', 400),
        (b"[" * 20_000, 400),
        (b"x" * (MOST_BYTES + 1), 413),
    ],
)
def test_what_is_no_decision_is_refused(page: TestClient, body: bytes, code: int) -> None:
    answer = page.post(f"/decide/{CLAIM}", content=body)
    assert (answer.status_code, set(answer.json())) == (code, {"error"})
    assert page.get("/state").json() == {"claims": {}, "orphans": []}


@pytest.mark.parametrize("path", ["decide", "place"])
def test_ten_megabytes_are_not_read(page: TestClient, path: str) -> None:
    assert page.post(f"/{path}/{CLAIM}", content=b"x" * 10_000_000).status_code == 413


def test_an_orphan_is_placed(page: TestClient, site: ReviewSite) -> None:
    assert decide(page, LOSSES)[0] == 200
    with ReviewStore(site.path) as store:
        carry(store, NEWER, at=NOW)
    (orphan,) = page.get("/state").json()["orphans"]
    assert (orphan["was"], orphan["status"], orphan["version"]) == ("of [red] losses of $1.2 billion", "verified", 1)
    for body, code in (
        ({"version": 1, "claim": "c-nobody"}, 404),
        ({"version": 0, "claim": NINE}, 409),
        ({"version": 1, "claim": 3}, 400),
        ({"claim": NINE}, 400),
        ({"version": 1, "claim": NINE}, 200),
        ({"version": 2, "claim": NINE}, 409),
    ):
        assert page.post(f"/place/{orphan['key']}", json=body).status_code == code, body
    now = page.get("/state").json()
    assert (now["orphans"], now["claims"][NINE]["how"], now["claims"][NINE]["version"]) == ([], "hand", 2)


@pytest.mark.parametrize("name", ["c-nobody", "..%2f..%2fetc%2fpasswd", "%00", "é"])
def test_there_is_nothing_but_the_claims(page: TestClient, name: str) -> None:
    answer = page.post(f"/decide/{name}", json={"version": 0, "decision": {"status": "verified"}})
    assert answer.status_code == 404
    assert page.get("/../harbour.txt").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:80"},
        {"Host": "127.0.0.1:8123.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8123"},
        {"Cookie": "claimcheck=guess"},
    ],
)
def test_nobody_else_is_let_in(page: TestClient, headers: dict[str, str]) -> None:
    if "Cookie" in headers:
        page.cookies.clear()
    posts = (page.post(f"/{path}/{CLAIM}", headers=headers, json={}) for path in ("decide", "place"))
    for answer in (page.get("/state", headers=headers), *posts):
        assert answer.status_code == 403
        assert "c-0" not in answer.text


def test_who_has_no_token_sees_nothing(site: ReviewSite) -> None:
    with TestClient(application(site), base_url=HERE) as client:
        assert client.get("/").status_code == 403
        assert client.get("/?token=guess").status_code == 403
        assert client.get("/").headers["content-security-policy"].startswith("default-src 'none'")


def test_only_a_page_decides(page: TestClient) -> None:
    del page.headers["Origin"]
    assert page.post(f"/decide/{CLAIM}", json={"version": 0, "decision": {}}).status_code == 403


def test_the_token_leaves_the_address(site: ReviewSite) -> None:
    with TestClient(application(site), base_url=HERE, follow_redirects=False) as client:
        moved = client.get(f"/?token={site.token}")
        assert (moved.status_code, moved.headers["location"]) == (303, "/")
        cookie = moved.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie


def test_the_page_escapes_what_the_article_holds(tmp_path: Path) -> None:
    path = tmp_path / "x.claims.db"
    with ReviewStore(path, create=True) as store:
        carry(store, report_on(HOSTILE, (claim(HOSTILE, "Losses of 9 percent", number=1),), source="<b>.txt"), at=NOW)
    site = ReviewSite(path, by="<i>Ana</i>", now=lambda: NOW)
    site.port = 8123
    with TestClient(application(site), base_url=HERE) as client:
        made = client.get(f"/?token={site.token}")
    assert made.text.count("<script>") == 1
    assert "<img" not in made.text
    assert "<i>" not in made.text
    policy = made.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Yield the address that the real program prints, in a process of its own; a state of an older draft is orphaned."""
    (tmp_path / "a.txt").write_text(TEXT)
    with ReviewStore(tmp_path / "a.txt.claims.db", create=True) as store:
        carry(store, harbour(), at=NOW)
        store.decide(LOSSES, Decision("verified", note="seen"), by="Ben", at=NOW, version=0)
        carry(store, NEWER, at=NOW)
    with serving(tmp_path, "a.txt", by="Ana") as address:
        yield address


@contextmanager
def serving(folder: Path, name: str, *more: str, by: str) -> Iterator[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(ROOT / "tests/stand_in.py"), "review", name, "--by", by, *more]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        try:
            yield process.stdout.readline().decode().strip()
        finally:
            process.terminate()
            process.wait(timeout=20)
        assert b"Traceback" not in process.stderr.read()


def test_the_program_serves_this_machine_alone(served: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", served)


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is no address of other systems")
def test_another_address_has_to_be_asked_for(tmp_path: Path) -> None:
    """On it the page answers, under its name alone; on 127.0.0.1 nobody does."""
    (tmp_path / "a.txt").write_text(TEXT)
    with serving(tmp_path, "a.txt", "--host", "127.0.0.2", by="Ana") as address:
        port = address.partition("/?")[0].rpartition(":")[2]
        assert address.startswith("http://127.0.0.2:")
        assert httpx.get(address, follow_redirects=True).status_code == 200
        assert httpx.get(address, headers={"Host": f"127.0.0.1:{port}"}).status_code == 403
        with pytest.raises(httpx.ConnectError):
            httpx.get(address.replace("127.0.0.2", "127.0.0.1"))


@pytest.mark.soak
@pytest.mark.parametrize(("width", "scheme"), LOOKS if SOAK else LOOKS[:1])
def test_in_a_browser(browser: Any, served: str, width: int, scheme: str) -> None:
    """Keys decide and go on, a note is kept, an orphan is placed, a second window learns of it, and the console stays empty."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served)
    api.expect(page.locator(".shown")).to_contain_text("0 of 2 decided")
    assert "token" not in page.url
    for key in "vnt":
        page.keyboard.press(key)
        api.expect(page.locator(".trouble")).to_contain_text("No claim is chosen")
    page.keyboard.press("j")
    api.expect(page.locator(".trouble")).to_be_hidden()
    page.locator("[type=search]").fill("no such words")
    page.keyboard.press("Escape")
    page.keyboard.press("v")  # what the filters hide is not decided
    api.expect(page.locator(".trouble")).to_contain_text("No claim is chosen")
    page.locator("[type=search]").fill("")
    page.keyboard.press("Escape")
    api.expect(page.locator(".shown")).to_contain_text("0 of 2 decided")
    page.keyboard.press("v")
    api.expect(page.locator(".shown")).to_contain_text("1 of 2 decided")
    page.keyboard.press("n")
    page.keyboard.type("asked the port")
    page.keyboard.press("Escape")
    api.expect(page.locator(".last li")).to_have_count(2)
    for field, words in (("quote", "“handled 200 ships”"), ("accessed", "2026-03-04")):
        page.locator(f".here [name={field}]").fill(words)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type(", once more")
    page.keyboard.press("Escape")
    api.expect(page.locator(".orphans")).to_contain_text("of [red] losses of $1.2 billion")
    page.locator(".last a").last.click()
    api.expect(page.locator("#c1")).to_have_class(re.compile("open"))
    page.locator(".orphans button", has_text="Gone").click()
    api.expect(page.locator(".orphans")).to_be_hidden()
    page.wait_for_load_state("networkidle")  # what was typed is saved
    other = context.new_page()
    other.goto(served)
    api.expect(other.locator(".shown")).to_contain_text("1 of 2 decided")
    api.expect(other.locator(".last li")).to_have_count(2)
    other.keyboard.press("b")
    api.expect(other.locator(".card.here [name=note]")).to_have_value("asked the port, once more")
    other.locator(".card:not(.decided) .statement").click()
    api.expect(other.locator(".card.here [name=note]")).to_have_value("asked the port, once more")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []


@pytest.mark.parametrize("policy", [pytest.param(True, marks=whole), False], ids=["with the policy", "without it"])
def test_nothing_of_a_hostile_review_runs(browser: Any, tmp_path: Path, policy: bool) -> None:  # noqa: FBT001
    """Not of the article, nor of its name, nor of a checker's name and notes; without the policy the escaping alone sees to it."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    name = "<img src=x onerror=window.pwned=13>.txt.claims.db"
    said = Decision("verified", note=BAIT, evidence="javascript:window.pwned=14", quote=BAIT)
    old, new = hostile(), hostile(BAITS[1:-2])
    with ReviewStore(tmp_path / name, create=True) as store:
        carry(store, old, at=NOW)
        for place in (0, 1, -2):  # the first and the last of these are not in the new draft: orphans
            store.decide(old.claims[place].id, said, by=BAIT, at=NOW, version=0)
        carry(store, new, at=NOW)
    with serving(tmp_path, name, by=BAIT) as address:
        home = address.partition("?")[0]
        page = browser.new_page(bypass_csp=not policy)
        done = watch(page, home)
        page.goto(address)
        api.expect(page.locator("#c1 .status")).to_have_text("verified")
        for key in ("j", "v"):
            page.keyboard.press(key)
        api.expect(page.locator(".last li")).to_contain_text("pwned=")
        assert page.locator(".card").count() == len(new.claims)
        assert page.locator(".orphans:visible li").count() == 2
        assert "a\\u202egpj.exe\\u2066\\u200f␛[31m\\x9b1m" in page.locator(".orphans").inner_text()
        assert obeyed(page, home) == []
        assert done == []
