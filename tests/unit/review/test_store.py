"""The file of a review: what is kept, who may read it, two at once, and a process that is killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.errors import ConflictError, InputError, OutputError, UnknownClaimError, UsageError
from claimcheck.export.exchange.checklist import FOUND
from claimcheck.review import store as module
from claimcheck.review.decisions import IN_SHEETS, Decision
from claimcheck.review.saved import restored, saved
from claimcheck.review.store import ReviewStore, beside
from reports import harbour

AT = "2026-03-05T10:00:00Z"
ONE, TWO, THREE = (claim.id for claim in harbour().claims)
VERIFIED = Decision("verified", method="called", evidence="https://a.example/", checker="Ana", note="=1\n’ok’")
KILLED = 50


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = beside(str(tmp_path / "harbour.txt"))
    with ReviewStore(path, create=True) as store:
        store.add_draft(harbour(), at=AT)
    return path


def test_a_decision_is_kept_with_its_history(path: Path) -> None:
    with ReviewStore(path) as store:
        store.decide(ONE, VERIFIED, by="Ana", at=AT, version=0)
        store.decide(ONE, Decision("disputed"), by="Ben", at="2026-03-05T11:00:00Z", version=1)
    with ReviewStore(path) as store:
        thread = store.thread(ONE)
        assert [(entry.decision, entry.by) for entry in thread.history] == [
            (VERIFIED, "Ana"),
            (Decision("disputed"), "Ben"),
        ]
        assert thread.decision.status == "disputed"
        assert store.thread(TWO).decision == Decision()
        assert [thread.claim for thread in store.threads()] == [ONE]


def test_the_file_is_beside_the_article_and_private(path: Path) -> None:
    assert path.name == "harbour.txt.claims.db"
    assert beside(str(path)) == path
    with ReviewStore(path) as store:
        store.decide(ONE, VERIFIED, by="Ana", at=AT, version=0)
        for file in path.parent.iterdir():
            assert file.stat().st_mode & 0o077 == 0, file
    for strange in ("-", "https://a.example/article"):
        with pytest.raises(UsageError, match="beside its article"):
            beside(strange)


def test_a_sheet_has_a_column_for_the_first_fields() -> None:
    assert len(IN_SHEETS) == len(FOUND)


def test_what_cannot_be_a_decision_is_refused(path: Path) -> None:
    with pytest.raises(UsageError, match="no status is named perhaps"):
        Decision("perhaps")
    with pytest.raises(UsageError, match="half a character"):
        Decision(note="\ud800")
    with ReviewStore(path) as store, pytest.raises(UnknownClaimError, match="c-nowhere"):
        store.decide("c-nowhere", VERIFIED, by="Ana", at=AT, version=0)


def test_a_decision_on_an_older_state_is_a_conflict(path: Path) -> None:
    with ReviewStore(path) as one, ReviewStore(path) as other:
        seen = other.thread(ONE).version
        one.decide(ONE, VERIFIED, by="Ana", at=AT, version=seen)
        with pytest.raises(ConflictError, match="verified, by Ana"):
            other.decide(ONE, Decision("disputed"), by="Ben", at=AT, version=seen)
        assert other.thread(ONE).decision == VERIFIED
        stale = replace(other.thread(ONE), history=())
        with pytest.raises(ConflictError, match="changed meanwhile"):
            other.append(stale, Decision("cut"), by="Ben", at=AT)
        assert other.thread(ONE).version == 1


def test_two_writers_at_once_lose_nothing(path: Path) -> None:
    """Each tries again after a conflict, as a person does who has looked."""
    kept: list[str] = []

    def write(name: str) -> None:
        with ReviewStore(path) as store:
            for number in range(20):
                decision = Decision("verified", note=f"{name}{number}")
                while True:
                    try:
                        store.decide(ONE, decision, by=name, at=AT, version=store.thread(ONE).version)
                    except ConflictError:
                        continue
                    kept.append(decision.note)
                    break

    threads = [threading.Thread(target=write, args=(name,)) for name in ("ana", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ReviewStore(path) as store:
        history = [entry.decision.note for entry in store.thread(ONE).history]
    assert len(history) == 40
    assert sorted(history) == sorted(kept)


def test_history_is_only_added_to(path: Path) -> None:
    with ReviewStore(path) as store:
        store.decide(ONE, VERIFIED, by="Ana", at=AT, version=0)
    connection = sqlite3.connect(path)
    for change in ("DELETE FROM history", "UPDATE history SET status = 'cut'"):
        with pytest.raises(sqlite3.IntegrityError, match="history"):
            connection.execute(change)
    connection.close()


def test_other_files_are_refused(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="there is no review"):
        ReviewStore(tmp_path / "none.claims.db")
    (tmp_path / "text").write_text("no database at all, and rather long for a header" * 40, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read as a review"):
        ReviewStore(tmp_path / "text")
    connection = sqlite3.connect(tmp_path / "other")
    connection.execute("CREATE TABLE bookmarks (a)")
    connection.close()
    with pytest.raises(InputError, match="none of claimcheck"):
        ReviewStore(tmp_path / "other")
    connection = sqlite3.connect(path)
    ReviewStore(path).close()
    connection.execute("PRAGMA ignore_check_constraints = 1")
    connection.execute("UPDATE drafts SET report = 'no report'")
    connection.commit()
    with ReviewStore(path) as store, pytest.raises(InputError, match="a draft in it is damaged"):
        store.draft()
    monkeypatch.setattr(module, "_FREE", 1000)
    swollen = harbour().model_dump_json().replace("{", "{" + " " * 1_000_000, 1)
    connection.execute("UPDATE drafts SET report = ?", (zlib.compress(swollen.encode()),))
    connection.commit()
    with ReviewStore(path) as store, pytest.raises(InputError, match="a draft in it is damaged"):
        store.draft()
    connection.execute("DROP TABLE drafts")
    connection.close()
    with ReviewStore(path) as store, pytest.raises(InputError, match="cannot be read as a review: no such table"):
        store.draft()
    with pytest.raises(OutputError, match="cannot be made"):
        ReviewStore(tmp_path / "no/such/folder", create=True)
    with ReviewStore(tmp_path / "empty", create=True) as store, pytest.raises(InputError, match="holds no review yet"):
        store.draft()
    monkeypatch.setattr(module, "MIGRATIONS", ())
    with pytest.raises(InputError, match="newer claimcheck"):
        ReviewStore(path)


def test_an_older_file_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ReviewStore(path) as store:
        store.decide(ONE, VERIFIED, by="Ana", at=AT, version=0)
    monkeypatch.setattr(module, "MIGRATIONS", (*module.MIGRATIONS, "CREATE TABLE more (a);\nCREATE TABLE most (a);\n"))
    for _ in range(2):
        with ReviewStore(path) as store:
            assert store.thread(ONE).decision == VERIFIED
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    assert connection.execute("SELECT count(*) FROM more, most").fetchone() == (0,)
    connection.close()


def test_json_holds_all_of_it(path: Path) -> None:
    with ReviewStore(path) as store:
        store.decide(ONE, VERIFIED, by="Ana", at=AT, version=0)
        store.decide(THREE, Decision("cut", quote="“words”", accessed="2026-03-01"), by="Ben", at=AT, version=0)
        text = saved(store)
        with restored(text, name="a.json") as again:
            assert saved(again) == text
            assert again.threads() == store.threads()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "claimcheck-review", "version": 2}', '{"format": 1}', "[" * 100_000]
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.json is no review"):
        restored(text, name="a.json")


# ---------------------------------------------------------------- a process that is killed
WRITER = """
import os, sys
from claimcheck.review.decisions import Decision
from claimcheck.review.store import ReviewStore
path, claim, said = sys.argv[1:]
for moment in sys.stdin:  # all imports are done, so that a child writes at once
    child = os.fork()
    if child:
        print(child, flush=True)
        os.waitpid(child, 0)
        continue
    out = os.open(said, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    while True:
        with ReviewStore(path) as store:
            number = store.thread(claim).version
            for number in range(number, number + 5):
                store.decide(claim, Decision("verified", note=str(number)), by="Ana", at="now", version=number)
                os.write(out, f"{number}\\n".encode())
"""


def test_a_killed_writer_loses_nothing_that_it_was_told_is_kept(path: Path, environment: dict[str, str]) -> None:
    """A child that opens the file, decides and closes it is killed at 50 moments, 0 to 60 ms after its start.

    Where others use the machine that is hardly time for a decision: there are more moments then, until 50 were made.
    """
    chance = random.Random(13)
    told = path.with_name("said")
    told.touch()
    command = [sys.executable, "-c", WRITER, str(path), ONE, str(told)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin
        assert writer.stdout
        for moment in range(20 * KILLED):
            if moment >= KILLED and told.read_text(encoding="utf-8").count("\n") > KILLED:
                break
            writer.stdin.write(f"{moment}\n")
            writer.stdin.flush()
            child = int(writer.stdout.readline())
            time.sleep(chance.random() * 0.06)
            os.kill(child, signal.SIGKILL)
        writer.stdin.close()
    said = [int(line) for line in told.read_text(encoding="utf-8").splitlines()]
    with ReviewStore(path) as store:
        kept = [int(entry.decision.note) for entry in store.thread(ONE).history]
    assert len(said) > KILLED
    assert sorted(set(said) - set(kept)) == []
    assert kept == list(range(len(kept)))
