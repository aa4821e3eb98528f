"""The language server as an editor has it: a real one, over its standard input and output."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.editing import Editor, Message, uri_of
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import check
from claimcheck.annotate.engine.memory import WindowMemory
from claimcheck.lsp.positions import TextLines
from claimcheck.lsp.reading import OpenText, read, shown
from claimcheck.report import Finding
from soak import whole

pytest.importorskip("pygls", reason="pygls is not installed")
pytestmark = pytest.mark.weights
ARTICLES = Path(__file__).parent.parent / "fixtures/articles"
DRAFT = """Ferry fares rise 🚢

The harbor board 𝒜 raised fares by 12 percent on Monday, Ana Lopez said.

Industry insiders say that traffic will fall.

The rate 😀 rose from 5 percent to 8 percent, an increase of 3 percent.
"""


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with Editor() as one:
        yield one


def diagnostics(editor: Editor, uri: str, *, edits: bool = False) -> list[Message]:
    """Return what is said of a text at last."""
    return editor.answers(uri, 2 if edits else 1)[-1][1]


def words(text: str, place: dict[str, Any], encoding: str = "utf-16") -> str:
    lines = TextLines(text, encoding)
    ends = (lines.at(place[end]["line"], place[end]["character"]) for end in ("start", "end"))
    return text[slice(*ends)]


def expected(text: str, uri: str, language: str = "plaintext", encoding: str = "utf-16") -> list[tuple[Any, ...]]:
    """Return what a fresh reading of the whole text says: severity, code and place of each mark."""
    path = uri.removeprefix("file://") if uri.startswith("file:") else None
    lines = TextLines(text, encoding)
    report, places = read(OpenText(uri, path, language, 1, text))
    grades = {"error": 1, "warning": 2, "note": 3}
    return [
        (
            grades[one.what.severity] if isinstance(one.what, Finding) else 4,
            one.what.rule if isinstance(one.what, Finding) else "claim",
            one.what.id,
            tuple(lines.position(one.spot.start)),
            tuple(lines.position(one.spot.end)),
        )
        for one in shown(report, places)
    ]


def said(found: list[Message]) -> list[tuple[Any, ...]]:
    return [
        (one["severity"], one["code"], one["data"]["id"], *(tuple(one["range"][end].values()) for end in ("start", "end")))
        for one in found
    ]  # fmt: skip


@whole
def test_an_editor_that_counts_bytes_and_asks_for_reasons() -> None:
    with Editor(encodings=("utf-8",), options={"asks": True}) as editor:
        assert editor.server["capabilities"]["positionEncoding"] == "utf-8"
        editor.open("untitled:a", DRAFT)
        found = {one["code"]: one["range"] for one in diagnostics(editor, "untitled:a")}
        assert words(DRAFT, found["CC301"], "utf-8") == "Industry insiders"
        assert words(DRAFT, found["CC405"], "utf-8") == "3 percent"
        asked = {"textDocument": {"uri": "untitled:a"}, "range": found["CC301"], "context": {"diagnostics": []}}
        (ignore,) = editor.ask("textDocument/codeAction", asked)
        lose_the_other_process(editor)
        editor.change("untitled:a", DRAFT + "\nTwo boats sank.\n")
        assert said(diagnostics(editor, "untitled:a", edits=True)) == expected(
            DRAFT + "\nTwo boats sank.\n", "untitled:a", encoding="utf-8"
        )
        assert editor.process.stdin
        editor.process.stdin.close()  # the editor is gone
        assert editor.process.wait(30) == 0
    ends = ["<!-- claimcheck-disable-next-line CC301: ", " -->\n"]
    assert ignore["command"]["command"] == "claimcheck.ignore"
    assert ignore["command"]["arguments"] == ["untitled:a", 4, *ends]


def lose_the_other_process(editor: Editor) -> None:
    listed = subprocess.run(
        ["ps", "-e", "-ww", "-o", "ppid=", "-o", "pid=", "-o", "args="], capture_output=True, text=True, check=True
    ).stdout
    for line in listed.splitlines():
        parent, child, command = line.split(maxsplit=2)
        if int(parent) == editor.process.pid and "spawn_main" in command:
            os.kill(int(child), signal.SIGKILL)
            return
    pytest.fail("the server has no other process")


def test_marks_stand_on_their_words(editor: Editor) -> None:
    assert editor.server["capabilities"]["positionEncoding"] == "utf-16"
    editor.open("untitled:words", DRAFT)
    found = {one["code"]: words(DRAFT, one["range"]) for one in diagnostics(editor, "untitled:words")}
    assert found["CC301"] == "Industry insiders"
    assert found["CC405"] == "3 percent"


def test_a_finding_is_fixed_switched_off_or_explained(editor: Editor) -> None:
    uri = "untitled:fix"
    editor.open(uri, DRAFT)
    place = next(one["range"] for one in diagnostics(editor, uri) if one["code"] == "CC405")
    asked = {"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": []}}
    fix, ignore = editor.ask("textDocument/codeAction", asked)
    assert fix["isPreferred"]
    assert applied(DRAFT, fix["edit"]["changes"][uri]).endswith("an increase of 3 percentage points.\n")
    off = applied(DRAFT, ignore["edit"]["changes"][uri])
    assert off.splitlines()[6:8] == ["<!-- claimcheck-disable-next-line CC405: -->", DRAFT.splitlines()[6]]
    every = editor.ask("textDocument/codeAction", {**asked, "context": {"diagnostics": [], "only": ["source.fixAll"]}})
    assert [one["kind"] for one in every] == ["source.fixAll.claimcheck"]
    told = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place["start"]})
    assert "**CC405**" in told["contents"]["value"]
    assert "`2 percentage points`" in told["contents"]["value"]
    assert words(DRAFT, told["range"]) == "3 percent"
    editor.change(uri, off.replace("CC405: -->", "CC405: the board says so -->"))
    assert {one["code"] for one in diagnostics(editor, uri, edits=True)} == {"claim", "CC301"}


def applied(text: str, edits: list[Message]) -> str:
    lines = TextLines(text)
    for edit in edits:
        start, end = (lines.at(edit["range"][one]["line"], edit["range"][one]["character"]) for one in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def test_a_claim_is_shown_with_its_source_and_marked_verified(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "fares.txt"
    path.write_text(DRAFT, encoding="utf-8")
    uri = uri_of(path)
    editor.open(uri, DRAFT)
    found = diagnostics(editor, uri)
    assert [one["data"]["id"] for one in found if one["code"] == "claim"] == [one.id for one in check(path).claims]
    claim = next(one for one in found if "raised fares" in words(DRAFT, one["range"]))
    place = {"textDocument": {"uri": uri}, "position": claim["range"]["start"]}
    assert "Ana Lopez" in editor.ask("textDocument/hover", place)["contents"]["value"]
    asked = {"textDocument": {"uri": uri}, "range": claim["range"], "context": {"diagnostics": []}}
    (command,) = (one["command"] for one in editor.ask("textDocument/codeAction", asked))
    heard = len(editor.heard)
    editor.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    editor.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics", since=heard)
    assert claim not in diagnostics(editor, uri, edits=True)
    told = editor.ask("textDocument/hover", place)["contents"]["value"]
    assert "**verified** by Ana" in told
    with sqlite3.connect(tmp_path / "fares.txt.claims.db") as store:
        assert store.execute("SELECT status, by FROM history").fetchall() == [("verified", "Ana")]
    store.close()
    editor.change(uri, DRAFT.replace("12 percent", "14 percent"))  # what was checked is not what stands there now
    again = [one for one in diagnostics(editor, uri, edits=True) if "raised fares" in words(DRAFT, one["range"])]
    assert [one["code"] for one in again] == ["claim"]


def test_after_any_edits_all_is_as_if_the_text_had_just_been_opened(editor: Editor) -> None:
    """Keys, pastes, and paragraphs that change places, one after the other and sometimes at once."""
    dice = random.Random(7)
    text = (ARTICLES / "local-library-budget.txt").read_text(encoding="utf-8")
    other = (ARTICLES / "crime-harbor-seizures.txt").read_text(encoding="utf-8").split("\n\n")
    uri = "untitled:law"
    editor.open(uri, text)
    assert said(diagnostics(editor, uri)) == expected(text, uri)
    for _ in range(4):
        for _ in range(dice.randint(1, 4)):
            text = edit(text, other, dice)
            editor.change(uri, text)
            time.sleep(dice.choice((0, 0.05, 0.2)))  # what overtakes a reading overtakes it anywhere
        assert said(diagnostics(editor, uri, edits=True)) == expected(text, uri)


def edit(text: str, other: list[str], dice: random.Random) -> str:
    at = dice.randrange(len(text))
    match dice.randrange(5):
        case 0:
            return text[:at] + dice.choice(["a", " ", ".", "\n\n", "5", "“", "😀", "\r\n"]) + text[at:]
        case 1:
            return text[:at] + text[at + dice.randrange(30) :]
        case 2:
            return text[:at] + "\n\n" + dice.choice(other) + "\n\n" + text[at:]
        case 3:
            paragraphs = text.split("\n\n")
            dice.shuffle(paragraphs)
            return "\n\n".join(paragraphs)
        case _:
            return text.replace("percent", "per cent", 1)


@settings(max_examples=3)
@given(st.data())
def test_what_is_remembered_is_what_would_be_read(data: st.DataObject) -> None:
    from claimcheck.annotate import pipeline

    text = (ARTICLES / "brief-night-ferry.txt").read_text(encoding="utf-8") * 2
    memory = WindowMemory(capacity=5)
    for _ in range(2):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text(max_size=5)) + text[at + data.draw(st.integers(0, 40)) :]
        draft, engine = OpenText("untitled:a", None, "plaintext", 1, text), pipeline.engine()
        fresh = read(draft)
        engine.memory = memory
        try:
            assert read(draft) == fresh
        finally:
            engine.memory = None


ODD = "\x00\x0b\x1b[31m\u2028\u202e\ufeff\ud800 5 percent \r\r\n <!-- claimcheck off --> 𝒜😀 `[^1]: # ---\n"


@pytest.mark.parametrize("language", ["plaintext", "markdown", "html", ""])
def test_no_text_ends_it(editor: Editor, language: str) -> None:
    dice = random.Random(language)
    uri = f"untitled:odd-{language}"
    editor.open(uri, "", language)
    assert diagnostics(editor, uri) == []
    for _ in range(4):
        text = "".join(dice.choices(ODD, k=dice.randrange(200)))
        editor.change(uri, json.loads(json.dumps(text)))
        found = diagnostics(editor, uri, edits=True)
        assert not any(one["code"] == "internal" for one in found)
        place = {"textDocument": {"uri": uri}, "position": {"line": dice.randrange(9), "character": dice.randrange(9)}}
        editor.ask("textDocument/hover", place)


def test_what_cannot_be_read_is_said_once_at_the_beginning(editor: Editor) -> None:
    editor.open("untitled:de", "Der Hafen wurde im vergangenen Jahr von der Stadt und dem Land ausgebaut. " * 8)
    (one,) = diagnostics(editor, "untitled:de")
    assert (one["code"], one["range"]["end"]) == ("not-english", {"line": 0, "character": 0})
    editor.open("untitled:long", "Two boats sank. " * 20_000)
    (one,) = diagnostics(editor, "untitled:long")
    assert "200,000 characters" in one["message"]


def test_a_closed_text_has_no_marks(editor: Editor) -> None:
    editor.open("untitled:closed", DRAFT)
    diagnostics(editor, "untitled:closed")
    heard = len(editor.heard)
    editor.tell("textDocument/didClose", {"textDocument": {"uri": "untitled:closed"}})
    last = editor.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics", since=heard)
    assert last["params"] == {"uri": "untitled:closed", "diagnostics": [], "version": 1}
