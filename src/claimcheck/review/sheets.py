"""A checklist that somebody filled in, CSV or a workbook, read back into a review: rows by the id of their claim.

A row is compared with the state that it was filled from, so that an old sheet takes back nothing that was decided since.
"""

from __future__ import annotations

import csv
import datetime
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import Literal, NamedTuple

from claimcheck.errors import InputError
from claimcheck.export.exchange.checklist import COLUMNS, FOUND, KNOWN, STATUSES, harmful, readable, rows
from claimcheck.export.extras import needed
from claimcheck.export.layout import Layout
from claimcheck.read.parts.archive import Archive
from claimcheck.read.source import refuse_endless
from claimcheck.review.decisions import IN_SHEETS, Decision, HistoryEntry, ReviewThread
from claimcheck.review.store import ReviewStore

_NEEDED = ("id", "status")
_MOST_BYTES = 24 * 2**20  # of a workbook, unpacked: a checklist of 20,000 claims has 20
_MOST_ROWS, _MOST_COLUMNS = 2**20, 256
"""What Excel has of rows, and more columns than a checklist: a cell may say that it stands in row 99,999,999,999."""
_DELIMITERS = ",;\t"  # what spreadsheets write, by the country that they are set to


class SheetRow(NamedTuple):
    """A row with the number that a spreadsheet shows, and its cells by the names of their columns."""

    number: int
    cells: Mapping[str, str]


class RowNote(NamedTuple):
    """What is to be said of a row: it was refused, or a cell in it was changed that is not read, or it is in conflict."""

    row: int
    kind: Literal["refused", "changed", "conflict"]
    message: str


class SheetImport(NamedTuple):
    """What a sheet brought: how many decisions, how many rows that say nothing new or are of other articles, what to look at."""

    decided: int
    same: int
    elsewhere: int
    notes: tuple[RowNote, ...]


def found_columns(store: ReviewStore) -> dict[str, tuple[str, ...]]:
    """Return for each claim of which anything was decided the last columns of its row in a checklist.

    Who checked it and when, where nobody wrote that down, are who decided it and the day of that (UTC).
    """
    threads = (thread for thread in store.threads() if thread.claim is not None)
    return {thread.claim or "": (*_cells(_signed(thread)), thread.history[-1].id) for thread in threads}


def _signed(thread: ReviewThread) -> Decision:
    """Return what is decided of a claim, with who and when from the history where nobody wrote them down."""
    decision, entry = thread.decision, thread.entry
    if entry is None or not entry.by_a_person:
        return decision
    return replace(decision, checker=decision.checker or entry.by, date=decision.date or entry.at[:10])


def read_sheet(path: str) -> list[SheetRow]:
    """Return the rows of a checklist. Raises an InputError for a file that is none."""
    refuse_endless(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise InputError(message, "name a checklist: CSV or XLSX") from None
    heading, *table = _workbook(path, data) if data.startswith(b"PK") else _table(data)
    names = [name.strip().casefold() for name in heading]
    if missing := [name for name in _NEEDED if name not in names]:
        message = f"{path} is no checklist: it has no column {missing[0]}"
        raise InputError(message, "claimcheck review export ARTICLE --to csv writes one")
    numbered = enumerate(table, start=2)
    return [
        SheetRow(number, dict(zip(names, row, strict=False))) for number, row in numbered if any(map(str.strip, row))
    ]


def import_sheet(
    store: ReviewStore, sheet: Sequence[SheetRow], *, name: str, by: str, at: str, wins: bool = False
) -> SheetImport:
    """Keep what a sheet says as decisions, and return what it brought.

    ``by`` is who decided where a row does not say it. A row that was filled from an older state than the newest is a
    rival of it, unless the sheet ``wins``; so is none of the rows whose claim the same person decided in a sheet of this ``name`` before.
    """
    with store.writing():
        reading = _Reading(store, why=f"import {name}", by=by, at=at, wins=wins)
        for row in sheet:
            reading.take(row)
    return SheetImport(reading.decided, reading.same, reading.elsewhere, tuple(reading.notes))


class _Reading:
    """One import."""

    def __init__(self, store: ReviewStore, *, why: str, by: str, at: str, wins: bool) -> None:
        self.store, self.why, self.by, self.at, self.wins = store, why, by, at, wins
        self.threads = {thread.claim: thread for thread in store.threads() if thread.claim}
        self.now, self.expected = _expected(store)
        self.source = store.draft().report.article.source
        self.notes: list[RowNote] = []
        self.met: set[str] = set()
        self.decided = self.same = self.elsewhere = 0

    def take(self, row: SheetRow) -> None:
        """Take a row."""
        name = row.cells.get("id", "").strip()
        if name not in self.now and row.cells.get("file", "").strip() not in ("", self.source):
            self.elsewhere += 1
            return
        if refusal := self._refusal(row, name):
            self.notes.append(RowNote(row.number, "refused", refusal))
            return
        claim = self.now[name]
        self.met.add(claim)
        self._compare(row, self.expected[name])
        thread = self.threads.get(claim) or self.store.blank_thread(claim)
        self._decide(_written(row, thread), thread)

    def _refusal(self, row: SheetRow, name: str) -> str:
        """Return why a row cannot be taken, empty where it can."""
        if name not in self.now:
            return f"no claim has the id {name or 'that is not there'}"
        if not self.now[name]:
            return f"the claim {name} is not in the newest draft"
        if self.now[name] in self.met:
            return f"the claim {name} has a row above"
        if "statement" in row.cells and not _alike(row.cells["statement"], self.expected[name]["statement"]):
            return f"the statement of {name} is another one: were the columns sorted one by one?"
        status = _status(row)
        if status not in ("", *STATUSES):
            near = difflib.get_close_matches(status, STATUSES, n=1)
            return f"no status is named {status}" + (f": did you mean {near[0]}?" if near else "")
        return ""

    def _compare(self, row: SheetRow, expected: Mapping[str, str]) -> None:
        """Note the cells that somebody changed in columns that are not read."""
        changed = [one for one in KNOWN if one in row.cells and not _alike(row.cells[one], expected[one])]
        if changed:
            self.notes.append(RowNote(row.number, "changed", f"not read: {', '.join(changed)}"))

    def _decide(self, row: SheetRow, thread: ReviewThread) -> None:
        before = self._filled_from(row, thread)
        then = before.decision if before else Decision()
        given = _given(row, then)
        if given == {} or all(getattr(thread.decision, name) == value for name, value in given.items()):
            self.same += 1
            return
        decision = replace(then, **given)
        rival = not self.wins and thread.entry is not None and before is not thread.entry
        if rival and any(entry.decision == decision for entry in thread.rivals):
            self.same += 1
            return
        by = decision.checker or self.by
        entry = self.store.append(thread, decision, by=by, at=self.at, why=self.why, rival=rival)
        self.threads[thread.claim or ""] = replace(thread, history=(*thread.history, entry))
        if rival:
            now = thread.decision.status
            message = f"{decision.status} was decided on an older state of {thread.claim}, which is {now} now"
            self.notes.append(RowNote(row.number, "conflict", message))
        else:
            self.decided += 1

    def _filled_from(self, row: SheetRow, thread: ReviewThread) -> HistoryEntry | None:
        """Return the entry that a row was filled from, None for the blank state."""
        by = row.cells.get(FOUND[IN_SHEETS.index("checker")], "").strip() or self.by
        if thread.entry and (thread.entry.why, thread.entry.by) == (self.why, by):
            return thread.entry
        revision = row.cells.get("revision", "").strip()
        return next((thread.entry if entry.rival else entry for entry in thread.history if entry.id == revision), None)


def _expected(store: ReviewStore) -> tuple[dict[str, str], dict[str, Mapping[str, str]]]:
    """Return for each id that a sheet may have the claim's id now, empty for none, and the cells that it was written with."""
    now: dict[str, str] = {}
    expected: dict[str, Mapping[str, str]] = {}
    newest = store.draft().number
    heirs = {place.thread: place.claim or "" for place in store.places() if place.draft == newest}
    heir = {(place.draft, place.claim): heirs.get(place.thread, "") for place in store.places()}
    for draft in reversed(store.drafts()):
        for row in rows(draft.report, Layout()):
            cells = dict(zip(COLUMNS, row, strict=True))
            name = cells["id"]
            if name not in now:
                now[name] = name if draft.number == newest else heir.get((draft.number, name), "")
                expected[name] = cells
    return now, expected


def _written(row: SheetRow, thread: ReviewThread) -> SheetRow:
    """Return a row without who and when, where these only repeat what the checklist itself took from the history."""
    revision = row.cells.get("revision", "").strip()
    upto = next((place for place, entry in enumerate(thread.history, start=1) if entry.id == revision), 0)
    then = replace(thread, history=thread.history[:upto])
    unsaid = {
        column: ""
        for name, column, signed, said in zip(
            IN_SHEETS, FOUND, _cells(_signed(then)), _cells(then.decision), strict=True
        )
        if signed != said and _same_cell(name, row.cells.get(column, ""), signed)
    }
    return row._replace(cells={**row.cells, **unsaid})


def _same_cell(name: str, cell: str, signed: str) -> bool:
    """Return whether a cell is as it was signed; a spreadsheet shows a day in the order of its country."""
    if name == "date":
        return _numbers_of(cell) == _numbers_of(signed)
    return cell.strip() == signed.strip()


def _numbers_of(date: str) -> list[int]:
    return sorted(int(part) % 100 for part in re.findall(r"[0-9]{1,4}", date.partition("T")[0]))


def _status(row: SheetRow) -> str:
    return " ".join(row.cells.get("status", "").casefold().split())


def _given(row: SheetRow, then: Decision) -> dict[str, str]:
    """Return the fields in which a row differs from the decision that it was filled from; a status is never taken away."""
    given = {}
    for name, column, was in zip(IN_SHEETS, FOUND, _cells(then), strict=True):
        cell = row.cells.get(column)
        if name == "status":
            cell = _status(row) or None
        if cell is not None and cell.strip() != was.strip():
            given[name] = cell.strip()
    return given


def _cells(decision: Decision) -> tuple[str, ...]:
    """Return what a checklist shows of a decision."""
    return tuple(map(readable, astuple(decision)[: len(IN_SHEETS)]))


def _alike(given: str, written: str) -> bool:
    """Return whether a cell is as it was written, whatever a spreadsheet makes of spaces and numbers."""
    if given.split() == written.split():
        return True
    try:
        return float(given) == float(written)
    except ValueError:
        return False


def _table(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of CSV, the heading first, whatever its encoding and its delimiter."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")  # what Excel writes where nobody chooses
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        table = []
    yield from ([harmful(cell.replace("\r\n", "\n")) for cell in row] for row in table or [[]])


def _workbook(path: str, data: bytes) -> Iterator[list[str]]:
    """Yield the rows of the sheet of claims, else of the first, of a workbook."""
    openpyxl = needed("openpyxl", extra="office")
    package = Archive(data, path)
    if sum(len(package.get(name) or b"") for name in package) > _MOST_BYTES:  # openpyxl unpacks without a bound
        message = f"{path} unpacks to more than {_MOST_BYTES // 2**20} MiB"
        raise InputError(message, "a checklist is smaller: save it as CSV")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book["claims"] if "claims" in book.sheetnames else book.worksheets[0]
        found = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)
        table = [[] if row.count(None) == len(row) else [_shown(cell) for cell in row[:_MOST_COLUMNS]] for row in found]
    except Exception as error:  # noqa: BLE001  whatever a broken package makes of the library
        message = f"{path} cannot be read as a workbook: {error}"
        raise InputError(message, "save it again as XLSX, or as CSV") from None
    yield from table or [[]]


def _shown(value: object) -> str:
    """Return a cell as it is shown."""
    if isinstance(value, datetime.datetime):
        return (value.date() if value.time() == datetime.time() else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\r\n", "\n")
