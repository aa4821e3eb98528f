"""The review of one article in one SQLite file: its drafts, and for each claim all that was decided of it.

History is only ever added to; the file itself refuses anything else. Every change is one transaction that is on the disk
when it returns. Who decides names the version that the decision was made on, and learns of it where that is not the newest.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from claimcheck.errors import ConflictError, InputError, OutputError, UnknownClaimError, UsageError
from claimcheck.report import Report
from claimcheck.review.anchoring import draft_id
from claimcheck.review.decisions import FIELDS, Decision, HistoryEntry, ReviewThread, entry_id

SUFFIX = ".claims.db"
MEMORY = ":memory:"
_OURS = 0x636C6D73  # "clms", in the file's header
_FREE, _RATIO = 64 * 2**20, 100
"""To how many bytes a draft may unpack, and to how many times its size where that is more: Reports have 10 to 30 times."""
_PATIENCE = 10.0  # seconds that a writer waits for another; a decision takes some milliseconds
_COLUMNS = ", ".join(FIELDS)
_DECIDED = ",\n    ".join(f"{name} TEXT NOT NULL" for name in FIELDS)
MIGRATIONS = (
    f"""
CREATE TABLE drafts (number INTEGER PRIMARY KEY, id TEXT NOT NULL, at TEXT NOT NULL, report BLOB NOT NULL);
CREATE TABLE places (
    draft INTEGER NOT NULL REFERENCES drafts, thread TEXT NOT NULL, claim TEXT, how TEXT NOT NULL,
    PRIMARY KEY (draft, thread), UNIQUE (draft, claim)
);
CREATE TABLE history (
    id TEXT NOT NULL UNIQUE, thread TEXT NOT NULL, version INTEGER NOT NULL,
    {_DECIDED},
    by TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL, rival INTEGER NOT NULL,
    PRIMARY KEY (thread, version)
);
CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is kept'); END;
CREATE TRIGGER history_stays BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history stays'); END;
PRAGMA application_id = {_OURS};
""",
)
"""What makes a file of one version one of the next; the first makes an empty one ours. ``PRAGMA user_version`` counts them."""


class DraftPlace(NamedTuple):
    """Where the claim of a thread is in a draft: its id there, None for nowhere; and by what it was found."""

    draft: int
    thread: str
    claim: str | None
    how: str


class KeptDraft(NamedTuple):
    """A draft that was reviewed, as it was found."""

    number: int
    id: str
    at: str
    report: Report


def beside(article: str) -> Path:
    """Return where the review of an article is kept; the name of such a file is its own.

    Raises a UsageError for what is no file.
    """
    if article == "-" or "://" in article:
        message = "a review is kept beside its article"
        raise UsageError(message, "write the article to a file")
    return Path(article if article.endswith(SUFFIX) else article + SUFFIX)


class ReviewStore:
    """An open file; ``with`` closes it.

    Raises an InputError for a file that is none, or is not there and not to be made, an OutputError where it cannot be
    written.
    """

    def __init__(self, path: Path | str, *, create: bool = False) -> None:
        self.name = str(path)
        if path != MEMORY and create:
            _make_private(Path(path))
        elif path != MEMORY and not Path(path).is_file():
            message = f"there is no review {path}"
            raise InputError(message, "claimcheck review draft ARTICLE begins one")
        with self._told():
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _prepare(self) -> None:
        with self._told():
            run = self._connection.execute
            (version,), (ours,) = run("PRAGMA user_version").fetchone(), run("PRAGMA application_id").fetchone()
            strange = version == 0 and run("SELECT 1 FROM sqlite_master").fetchone()
            if strange or (version and ours != _OURS):
                message = f"{self.name} is a database, but none of claimcheck"
                raise InputError(message, "name the article or its file that ends in .claims.db")
            if version > len(MIGRATIONS):
                message = f"{self.name} was written by a newer claimcheck"
                raise InputError(message, "update claimcheck")
            run("PRAGMA journal_mode = WAL")
            run("PRAGMA synchronous = FULL")  # what is acknowledged is on the disk
            if version < len(MIGRATIONS):
                self._migrate()

    def _migrate(self) -> None:
        with self.writing():
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()  # another may have been first
            for step in MIGRATIONS[version:]:
                for statement in _statements(step):
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file for one transaction: all of it is kept, or nothing. Inside another it is part of that."""
        if self._connection.in_transaction:
            yield
            return
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite says into errors for a person."""
        try:
            yield
        except sqlite3.IntegrityError:
            message = f"{self.name} was changed meanwhile"
            raise ConflictError(message, "look at it, and decide again") from None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and not str(error).startswith("no such "):
                hint = "another program holds it: try again" if "locked" in str(error) else "may you write there?"
                message = f"{self.name} cannot be written: {error}"
                raise OutputError(message, hint) from None
            message = f"{self.name} cannot be read as a review: {error}"
            raise InputError(message, "name the article or its file that ends in .claims.db") from None

    # ---------------------------------------------------------------- what is there
    def drafts(self) -> tuple[KeptDraft, ...]:
        """Return every draft, the oldest first."""
        return tuple(self._kept("ORDER BY number"))

    def draft(self) -> KeptDraft:
        """Return the newest draft. Raises an InputError where there is none yet."""
        for newest in self._kept("ORDER BY number DESC LIMIT 1"):
            return newest
        message = f"{self.name} holds no review yet"
        raise InputError(message, "claimcheck review draft ARTICLE begins one")

    def report(self, number: int) -> Report:
        """Return the draft of a number."""
        return self._kept("WHERE number = ?", number)[0].report

    def _kept(self, which: str, *values: int) -> list[KeptDraft]:
        """Return the drafts that a clause of SQL names."""
        with self._told():
            found = self._connection.execute(f"SELECT number, id, at, report FROM drafts {which}", values).fetchall()  # noqa: S608
            return [KeptDraft(number, name, at, _unpacked(report)) for number, name, at, report in found]

    def has_draft(self) -> bool:
        """Return whether a review has begun."""
        with self._told():
            return self._connection.execute("SELECT 1 FROM drafts").fetchone() is not None

    def places(self) -> tuple[DraftPlace, ...]:
        """Return where the claim of each thread is, in every draft."""
        with self._told():
            found = self._connection.execute("SELECT draft, thread, claim, how FROM places ORDER BY draft, thread")
            return tuple(DraftPlace(*row) for row in found)

    def threads(self) -> tuple[ReviewThread, ...]:
        """Return what was decided, of each claim of which anything was, those of the newest draft in the order of its claims."""
        newest = self.draft()
        order = {claim.id: number for number, claim in enumerate(newest.report.claims)}
        with self._told():
            query = f"SELECT thread, id, version, {_COLUMNS}, by, at, why, rival FROM history ORDER BY thread, version"  # noqa: S608
            rows = self._connection.execute(query).fetchall()
        histories: defaultdict[str, list[HistoryEntry]] = defaultdict(list)
        for thread, *row in rows:
            histories[thread].append(_entry(row))
        placed = {place.thread: place for place in self.places() if place.draft == newest.number}
        nowhere = DraftPlace(newest.number, "", None, "gone")
        found = (
            ReviewThread(key, placed.get(key, nowhere).claim, placed.get(key, nowhere).how, tuple(history))
            for key, history in histories.items()
        )
        return tuple(sorted(found, key=lambda thread: (order.get(thread.claim or "", len(order)), thread.key)))

    def thread(self, claim: str) -> ReviewThread:
        """Return what was decided of a claim of the newest draft: a thread without entries where nothing was.

        Raises an UnknownClaimError for a claim that the draft does not have.
        """
        newest = self.draft()
        if claim not in {one.id for one in newest.report.claims}:
            message = f"no claim of this draft has the id {claim}"
            raise UnknownClaimError(message, "claimcheck ARTICLE --ids lists them")
        return next((thread for thread in self.threads() if thread.claim == claim), self.blank_thread(claim))

    def blank_thread(self, claim: str) -> ReviewThread:
        """Return the thread of a claim of the newest draft of which nothing was decided."""
        return ReviewThread(f"{claim}@{self.draft().id}", claim, "exact", ())

    # ---------------------------------------------------------------- what is added
    def decide(self, claim: str, decision: Decision, *, by: str, at: str, version: int, why: str = "") -> HistoryEntry:
        """Keep a decision on a claim, and return its entry.

        ``version`` is that of the thread that it was made on. Raises a ConflictError where somebody has decided since:
        nothing is written then, and the message says what is there.
        """
        with self.writing():
            thread = self.thread(claim)
            if thread.version != version:
                now = thread.history[-1]
                message = (
                    f"{claim} was decided meanwhile: {now.decision.status}, by {now.by or 'nobody named'}, {now.at}"
                )
                raise ConflictError(message, "look at it, and decide again")
            return self.append(thread, decision, by=by, at=at, why=why)

    def append(
        self, thread: ReviewThread, decision: Decision, *, by: str, at: str, why: str = "", rival: bool = False
    ) -> HistoryEntry:
        """Add a decision behind those of a thread as it is in the file, and return its entry."""
        before = thread.history[-1].id if thread.history else ""
        name = entry_id(thread.key, before, *astuple(decision), by, at, why)
        entry = HistoryEntry(name, thread.version + 1, decision, by, at, why, rival)
        self.add_entries(thread, [entry])
        return entry

    def add_entries(self, thread: ReviewThread, entries: Iterable[HistoryEntry]) -> None:
        """Add entries as they are behind those of a thread; one that no draft has yet is placed in the newest."""
        query = f"INSERT INTO history VALUES ({', '.join('?' * (len(FIELDS) + 7))})"  # noqa: S608
        with self.writing():
            for entry in entries:
                decided = astuple(entry.decision)
                row = (entry.id, thread.key, entry.version, *decided, entry.by, entry.at, entry.why, int(entry.rival))
                self._connection.execute(query, row)
            if not thread.history:
                self.place([DraftPlace(self.draft().number, thread.key, thread.claim, thread.how)])

    def place(self, places: Iterable[DraftPlace]) -> None:
        """Keep where the claims of threads are in a draft; what is kept already stays. Two threads never share a claim."""
        with self.writing():
            query = "INSERT INTO places VALUES (?, ?, ?, ?) ON CONFLICT (draft, thread) DO NOTHING"
            self._connection.executemany(query, places)

    def put(self, place: DraftPlace) -> None:
        """Keep where the claim of a thread is, in the place of what was kept of that draft."""
        with self.writing():
            query = "INSERT INTO places VALUES (?, ?, ?, ?) ON CONFLICT (draft, thread) DO UPDATE SET claim = excluded.claim, how = excluded.how"
            self._connection.execute(query, place)

    def amend(self, report: Report) -> None:
        """Keep a Report in the place of the newest draft, of which it is the same with more claims."""
        with self.writing():
            number = self.draft().number
            self._connection.execute("UPDATE drafts SET report = ? WHERE number = ?", (_packed(report), number))

    def add_draft(self, report: Report, *, at: str, older: bool = False, name: str = "") -> int:
        """Keep a draft as the newest, or as older than all, and return its number. Raises a UsageError for a failed Report.

        ``name`` is the draft's id, where the Report has claims that were kept beside its own.
        """
        if report.error is not None:
            message = f"{report.article.source} was not read"
            raise UsageError(message, report.error.message)
        with self.writing():
            outermost = "min(number) - 1" if older else "max(number) + 1"
            query = f"INSERT INTO drafts SELECT coalesce({outermost}, 1), ?, ?, ? FROM drafts"  # noqa: S608
            row = (name or draft_id(report), at, _packed(report))
            return int(self._connection.execute(query, row).lastrowid or 0)

    def copy_to(self, other: ReviewStore) -> None:
        """Make another store the same as this one."""
        with self._told(), other._told():
            self._connection.backup(other._connection)


def _make_private(path: Path) -> None:
    """Make a file that nobody else may read, before SQLite makes one that they may."""
    try:
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        message = f"{path} cannot be made: {error.strerror}"
        raise OutputError(message, "may you write there?") from None


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: ``executescript`` would end the transaction."""
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _entry(row: list[Any]) -> HistoryEntry:
    name, version, *decided = row
    *decided, by, at, why, rival = decided
    return HistoryEntry(name, version, Decision(*decided), by, at, why, bool(rival))


def _packed(report: Report) -> bytes:
    return zlib.compress(report.model_dump_json().encode())


@functools.lru_cache(maxsize=2)  # it takes ten times as long as to keep a decision, and a page asks for it with each
def _unpacked(report: bytes) -> Report:
    """Return a draft. Raises a DatabaseError for what ``_packed`` did not write."""
    try:
        text = zlib.decompressobj().decompress(report, max(_FREE, _RATIO * len(report)))
        return Report.model_validate_json(text)
    except (TypeError, ValueError, zlib.error):
        message = "a draft in it is damaged"
        raise sqlite3.DatabaseError(message) from None
