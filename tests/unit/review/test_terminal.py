"""The review in a terminal, driven by Textual's own pilot: a real app on a real file."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from claimcheck.export.page.cards import cards
from claimcheck.report import Link, Source
from claimcheck.review.decisions import Decision, ReviewThread
from claimcheck.review.drafts import carry
from claimcheck.review.store import ReviewStore
from reports import claim, harbour, report_on

pytest.importorskip("textual", reason="textual is not installed")
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from claimcheck.review.desk.terminal import KeysScreen, ReviewTerminal, card_of

NOW = "2026-03-04T12:00:00.000000Z"
ONE, TWO, THREE = (one.id for one in harbour().claims)
Act = Callable[[Pilot[None], ReviewTerminal], Awaitable[None]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "harbour.txt.claims.db"
    with ReviewStore(made, create=True) as store:
        carry(store, harbour(), at=NOW)
    return made


def play(path: Path, act: Act, *, size: tuple[int, int] = (80, 24)) -> None:
    """Run the app without a terminal, and do something in it."""

    async def run() -> None:
        app = ReviewTerminal(path, by="Ana", now=lambda: NOW)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(pilot, app)

    asyncio.run(run())


def shown(app: ReviewTerminal, widget: str) -> str:
    return str(app.query_one(widget, Static).content)


def decided(path: Path) -> dict[str | None, str]:
    with ReviewStore(path) as store:
        return {thread.claim: thread.decision.status for thread in store.threads()}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_keys_decide_and_go_on(path: Path, size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[None], app: ReviewTerminal) -> None:
        assert shown(app, "#title").startswith("0 of 3 decided")
        assert app.here == ONE
        await pilot.press("v", "d")
        assert app.here == THREE
        assert decided(path) == {ONE: "verified", TWO: "disputed"}
        assert shown(app, "#title").startswith("2 of 3 decided")
        await pilot.press("k", "k", "j")
        assert "#2 Fees have surged by 12 percent" in shown(app, "#told")
        assert "disputed  Ana, 2026-03-04T12:00" in shown(app, "#told")
        await pilot.press("j", "b")
        assert app.here == TWO
        await pilot.press("b")
        assert app.here == ONE

    play(path, act, size=size)


def test_what_was_found_is_written_down(path: Path) -> None:
    with ReviewStore(path) as store:
        store.decide(ONE, Decision("verified", quote="two\nlines"), by="Ben", at=NOW, version=0)

    async def act(pilot: Pilot[None], app: ReviewTerminal) -> None:
        await pilot.press("n", *"asked", "enter")
        await pilot.press("e")
        await pilot.pause()
        with ReviewStore(path) as store:
            store.decide(TWO, Decision("cut"), by="Ben", at=NOW, version=0)
        app.look_again()  # as it does every few seconds, also behind a form
        app.screen.query_one("#evidence", Input).value = "https://a.example/"
        await pilot.press("enter")
        await pilot.press("n", *"not kept", "escape")

    play(path, act)
    with ReviewStore(path) as store:
        found = store.thread(ONE)
    assert found.decision == Decision("verified", note="asked", evidence="https://a.example/", quote="two\nlines")
    assert [entry.by for entry in found.history] == ["Ben", "Ana", "Ana"]


def test_what_somebody_else_decided_meanwhile_is_not_written_over(path: Path) -> None:
    async def act(pilot: Pilot[None], app: ReviewTerminal) -> None:
        with ReviewStore(path) as store:
            store.decide(ONE, Decision("disputed"), by="Ben", at=NOW, version=0)
        await pilot.press("v")
        assert app.here == ONE, "it does not go on"
        assert any("disputed, by Ben" in one.message for one in app._notifications)
        assert decided(path) == {ONE: "disputed"}
        assert "disputed  Ben" in shown(app, "#told")
        await pilot.press("v")
        assert decided(path) == {ONE: "verified"}
        with ReviewStore(path) as store:
            store.decide(THREE, Decision("cut"), by="Ben", at=NOW, version=0)
        app.look_again()
        assert shown(app, "#title").startswith("2 of 3 decided")

    play(path, act)


def test_the_palette_finds_claims_and_help_says_the_keys(path: Path) -> None:
    async def act(pilot: Pilot[None], app: ReviewTerminal) -> None:
        await pilot.press("question_mark")
        assert isinstance(app.screen, KeysScreen)
        assert "wrong and fixed" in str(app.screen.query_one("#keys", Static).content)
        await pilot.press("q")
        await pilot.press("ctrl+p", *"losses of")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause()
        assert app.here == THREE

    play(path, act)


def test_what_an_article_holds_is_text(tmp_path: Path) -> None:
    text = "\x1b]0;owned\x07 [bold red]Losses[/] of \x1b[31m9 percent @click=app.quit() were reported.\n"
    hostile = report_on(text, (claim(text, text.strip(), number=1),), source="[red]\x1b[2J.txt")
    with ReviewStore(tmp_path / "x.claims.db", create=True) as store:
        carry(store, hostile, at=NOW)
        store.decide(hostile.claims[0].id, Decision("disputed", note="[b]\x1b[5m"), by="[i]Ben\x1b", at=NOW, version=0)

    async def act(_pilot: Pilot[None], app: ReviewTerminal) -> None:
        seen = shown(app, "#title") + shown(app, "#told") + str(app.query_one(OptionList).get_option_at_index(0).prompt)
        assert "\x1b" not in seen
        assert "\x07" not in seen
        assert "[bold red]Losses[/]" in shown(app, "#told")
        assert "[b]␛[5m" in shown(app, "#told")

    play(tmp_path / "x.claims.db", act)


def test_a_card_has_who_passed_it_on_what_can_be_opened_and_what_is_needed() -> None:
    text = "Lee said a poll found 9 wins.\n"
    link = Link(start=13, end=17, text="poll", href="https://poll.example/")
    sources = (
        Source(id="s1", name="Lee", type="named_person", grade=4),
        Source(id="s2", name="poll", type="document", grade=6, links=(link,)),
    )
    fields = {"source_id": "s2", "chain": ("s1",), "links": (link,), "needs": ("tables", "its day"), "hints": ("Lee",)}
    (card,) = cards(report_on(text, (claim(text, "9 wins", number=1, **fields),), sources=sources))
    told = card_of(card, ReviewThread(card.id, card.id, "exact", ())).plain.splitlines()
    assert [line for line in told if line.startswith(("Source", "Link", "Needs", "Look"))] == [
        "Source     poll (document, grade 6), as cited by Lee", "Link       https://poll.example/",
        "Needs      tables", "Needs      its day", "Look at    Lee",
    ]  # fmt: skip


def test_an_article_without_claims_is_no_error(tmp_path: Path) -> None:
    with ReviewStore(tmp_path / "x.claims.db", create=True) as store:
        carry(store, report_on("Hello.\n", ()), at=NOW)

    async def act(pilot: Pilot[None], app: ReviewTerminal) -> None:
        await pilot.press("j", "v", "n", "b")
        assert "Nothing in this article" in shown(app, "#told")

    play(tmp_path / "x.claims.db", act)


def test_a_missing_library_is_told_before_anything_is_read(tmp_path: Path, environment: dict[str, str]) -> None:
    hidden = "import sys; sys.modules['textual'] = None; from claimcheck.cli import main; main()"
    command = [sys.executable, "-c", hidden, "review", "--tui", "gone.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60, env=environment)
    assert done.returncode == 2
    assert b"claimcheck-cli[tui]" in done.stderr
