"""Filled checklists read back: what counts, what is refused and why, and sheets older than the review."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcheck.errors import InputError
from claimcheck.export import Layout, exporter
from claimcheck.read.parts.archive import MOST_UNPACKED
from claimcheck.review.decisions import Decision
from claimcheck.review.drafts import carry
from claimcheck.review.sheets import RowNote, SheetImport, found_columns, import_sheet, read_sheet
from claimcheck.review.store import MEMORY, ReviewStore
from reports import harbour

openpyxl = pytest.importorskip("openpyxl", reason="workbooks are read with openpyxl")

AT = "2026-03-05T10:00:00Z"
ONE, TWO, THREE = (claim.id for claim in harbour().claims)
NOTE = "=SUM(1)\nsays “Ana”, ’twice’"
Table = list[dict[str, str]]


@pytest.fixture
def store() -> Iterator[ReviewStore]:
    with ReviewStore(MEMORY) as store:
        store.add_draft(harbour(), at=AT)
        yield store


def written(store: ReviewStore, name: str) -> bytes:
    layout = Layout(found=found_columns(store))
    pieces = exporter(name, of="claims").written([store.draft().report], layout)
    return b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def filled(store: ReviewStore, path: Path, change: Callable[[Table], None]) -> Path:
    """Write the store's checklist as CSV, as somebody changed it."""
    rows = list(csv.DictReader(io.StringIO(written(store, "csv").decode("utf-8-sig"), newline="")))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def brought(store: ReviewStore, path: Path, *, wins: bool = False) -> SheetImport:
    return import_sheet(store, read_sheet(str(path)), name=path.name, by="Ben", at=AT, wins=wins)


def decision(store: ReviewStore, name: str) -> Decision:
    return store.thread(name).decision


def verify(rows: Table) -> None:
    rows[0] |= {"status": " Verified ", "evidence": "https://a.example/", "checked by": "Ana", "note": "'=1"}


# ---------------------------------------------------------------- what counts
def test_a_filled_row_is_a_decision(store: ReviewStore, tmp_path: Path) -> None:
    found = brought(store, filled(store, tmp_path / "a.csv", verify))
    assert found == SheetImport(1, 2, 0, ())
    assert decision(store, ONE) == Decision("verified", evidence="https://a.example/", checker="Ana", note="=1")
    (entry,) = store.thread(ONE).history
    assert (entry.by, entry.at, entry.why) == ("Ana", AT, "import a.csv")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_what_export_wrote_brings_nothing_new(store: ReviewStore, tmp_path: Path, name: str) -> None:
    store.decide(ONE, Decision("disputed", note=NOTE, quote="kept", date="5 March"), by="Ana", at=AT, version=0)
    store.decide(TWO, Decision("cut", note="'=x\x1b", evidence="-5"), by="Ana", at=AT, version=0)
    path = tmp_path / f"a.{name}"
    path.write_bytes(written(store, name))
    assert brought(store, path) == SheetImport(0, 3, 0, ())
    (tmp_path / f"b.{name}").write_bytes(written(store, name))
    with ReviewStore(MEMORY) as other:  # and all that a sheet can hold to a review that has nothing
        other.add_draft(harbour(), at=AT)
        assert brought(other, path) == SheetImport(2, 1, 0, ())
        assert decision(other, ONE) == Decision("disputed", note=NOTE, checker="Ana", date="5 March")


def test_a_checklist_says_who_decided_and_when(store: ReviewStore, tmp_path: Path) -> None:
    store.decide(ONE, Decision("disputed"), by="Ana", at=AT, version=0)
    rows = list(csv.DictReader(io.StringIO(written(store, "csv").decode("utf-8-sig"), newline="")))
    assert [(row["checked by"], row["date"]) for row in rows] == [("Ana", AT[:10]), ("", ""), ("", "")]
    year, month, day = AT[:10].split("-")

    def reopened(rows: Table) -> None:  # as a spreadsheet of another country shows the day
        rows[0]["date"] = f"{int(day)}.{int(month)}.{year}"

    assert brought(store, filled(store, tmp_path / "a.csv", reopened)) == SheetImport(0, 3, 0, ())

    def noted(rows: Table) -> None:
        rows[0] |= {"note": "called"}

    assert brought(store, filled(store, tmp_path / "b.csv", noted)) == SheetImport(1, 2, 0, ())
    assert decision(store, ONE) == Decision("disputed", note="called")
    assert store.thread(ONE).history[-1].by == "Ben"  # who brought it, and not whom the sheet named before


def test_a_workbook_may_hold_dates_and_numbers(store: ReviewStore, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(store, "xlsx")))
    sheet = book["claims"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    filled_in = {"status": "cut", "date": datetime.datetime(2026, 3, 4), "page or timestamp": 12.0}  # noqa: DTZ001
    for name, value in filled_in.items():
        sheet.cell(2, columns[name]).value = value
    book.save(tmp_path / "a.xlsx")
    assert brought(store, tmp_path / "a.xlsx").notes == ()
    assert decision(store, ONE) == Decision("cut", date="2026-03-04", place="12")


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("utf-16", "\t"), ("cp1252", ";")])
def test_csv_may_be_what_spreadsheets_make_of_it(
    store: ReviewStore, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    line = delimiter.join
    text = f"{line(['ID', 'Status', 'Note'])}\r\n{line([ONE, 'verified', 'café'])}\r\n{line(['', '', ''])}\r\n"
    path.write_bytes(text.encode(encoding))
    assert brought(store, path) == SheetImport(1, 0, 0, ())
    assert decision(store, ONE) == Decision("verified", note="café")


# ---------------------------------------------------------------- what is refused, or said
def test_each_row_that_cannot_be_taken_is_told(store: ReviewStore, tmp_path: Path) -> None:
    def change(rows: Table) -> None:
        rows[0] |= {"status": "verifed"}
        rows[1] |= {"statement": "Another one.", "status": "cut"}
        rows[2] |= {"value": "7", "status": "cut"}
        rows.append({**rows[2], "status": "verified"})
        rows.append({**rows[0], "id": "c-nowhere"})
        rows.append({**rows[0], "id": "c-nowhere", "file": "other.txt"})
        rows.append({**rows[0], "id": ""})

    found = brought(store, filled(store, tmp_path / "a.csv", change))
    assert (found.decided, found.same, found.elsewhere) == (1, 0, 1)
    assert [(note.row, note.kind) for note in found.notes] == [
        (2, "refused"), (3, "refused"), (4, "changed"), (5, "refused"), (6, "refused"), (8, "refused"),
    ]  # fmt: skip
    told = [note.message for note in found.notes]
    assert told[0] == "no status is named verifed: did you mean verified?"
    assert told[2] == "not read: value"
    assert decision(store, THREE).status == "cut"
    assert decision(store, TWO) == Decision()


def test_a_workbook_that_would_fill_the_memory_is_refused_or_cut(store: ReviewStore, tmp_path: Path) -> None:
    whole = written(store, "xlsx")
    far = tmp_path / "far.xlsx"
    far.write_bytes(changed(whole, lambda text: text.replace(b'<row r="4"', b'<row r="99999999999"')))
    assert [row.number for row in read_sheet(str(far))] == [2, 3]
    large = tmp_path / "large.xlsx"
    large.write_bytes(changed(whole, lambda text: text + b" " * (MOST_UNPACKED + 1)))
    with pytest.raises(InputError, match=r"large\.xlsx"):
        read_sheet(str(large))


def changed(workbook: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with another first sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name.endswith("sheet1.xml") else old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04 no package", b"\x00\xff\xfe"])
def test_other_files_are_no_checklist(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(InputError, match=r"no checklist|cannot be unpacked"):
        read_sheet(str(tmp_path / "a"))
    with pytest.raises(InputError, match="cannot be read"):
        read_sheet(str(tmp_path / "none"))


# ---------------------------------------------------------------- older sheets
def test_an_untouched_row_of_an_old_sheet_takes_nothing_back(store: ReviewStore, tmp_path: Path) -> None:
    path = filled(store, tmp_path / "a.csv", lambda rows: rows[1].update(status="cut"))
    store.decide(ONE, Decision("verified"), by="Ana", at=AT, version=0)
    assert brought(store, path) == SheetImport(1, 2, 0, ())
    assert decision(store, ONE).status == "verified"


def test_a_row_decided_on_an_older_state_is_a_rival(store: ReviewStore, tmp_path: Path) -> None:
    path = filled(store, tmp_path / "a.csv", verify)
    store.decide(ONE, Decision("disputed"), by="Cleo", at=AT, version=0)
    found = brought(store, path)
    assert found.notes == (
        RowNote(2, "conflict", f"verified was decided on an older state of {ONE}, which is disputed now"),
    )
    thread = store.thread(ONE)
    assert thread.decision.status == "disputed"
    assert [entry.decision.status for entry in thread.rivals] == ["verified"]
    assert brought(store, path).decided == 0
    assert len(store.thread(ONE).history) == 2
    store.decide(ONE, Decision("verified"), by="Cleo", at=AT, version=2)
    assert store.thread(ONE).rivals == ()


def test_a_sheet_may_win(store: ReviewStore, tmp_path: Path) -> None:
    path = filled(store, tmp_path / "a.csv", verify)
    store.decide(ONE, Decision("disputed", quote="kept"), by="Cleo", at=AT, version=0)
    assert brought(store, path, wins=True) == SheetImport(1, 2, 0, ())
    assert decision(store, ONE).status == "verified"


def test_the_same_sheet_may_be_filled_further(store: ReviewStore, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    blank = filled(store, tmp_path / "blank.csv", lambda _: None).read_bytes()
    for status in ("in progress", "verified"):
        path.write_bytes(blank.replace(b",open,", f",{status},".encode(), 1))
        assert brought(store, path).notes == ()
    assert [entry.decision.status for entry in store.thread(ONE).history] == ["in progress", "verified"]
    path.write_bytes(blank.replace(b",open,", b",disputed,", 1))
    found = import_sheet(store, read_sheet(str(path)), name=path.name, by="Cleo", at=AT)
    assert [note.kind for note in found.notes] == ["conflict"]
    assert decision(store, ONE).status == "verified"


def test_a_sheet_of_the_draft_before_finds_its_claims(store: ReviewStore, tmp_path: Path) -> None:
    store.decide(TWO, Decision("in progress"), by="Ana", at=AT, version=0)
    store.decide(THREE, Decision("in progress"), by="Ana", at=AT, version=0)
    path = filled(store, tmp_path / "a.csv", lambda rows: [row.update(status="verified") for row in rows])  # type: ignore[func-returns-value]
    newer = harbour().claims[1].model_copy(update={"id": "c-9"})
    carry(store, harbour().model_copy(update={"claims": (newer,)}), at=AT)
    found = brought(store, path)
    assert [(note.row, note.message) for note in found.notes] == [
        (2, f"the claim {ONE} is not in the newest draft"),
    ]
    assert {thread.claim: thread.decision.status for thread in store.threads()} == {
        "c-9": "verified",
        THREE: "verified",  # its words still stand
    }
